"""What a model's work costs. Pure functions."""

from dataclasses import dataclass

from bot.conversation.briefing import Usage

WANTED = "OPENAI_PRICES must be three prices in dollars for a million tokens, read, cached and written: 0.10,0.01,0.50"
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """Dollars for a million tokens."""

    read: float = 0.0
    cached: float = 0.0  # of those read
    written: float = 0.0

    def dollars(self, usage: Usage) -> float:
        """Return what a call cost; what a server charges for filling its cache is not told apart."""
        fresh = max(0, usage.read - usage.cached)
        return (fresh * self.read + usage.cached * self.cached + usage.written * self.written) / _MILLION


KNOWN = {"gpt-6-luna": Prices(0.10, 0.01, 0.50)}


def to_prices(written: str) -> Prices:
    """Return the prices of a line such as `0.10,0.01,0.50`.

    Raises:
        ValueError: it is none; says what to write.
    """
    try:
        read, cached, answered = (float(part) for part in written.split(","))
    except ValueError:
        raise ValueError(WANTED) from None
    if not all(0 <= price < _MILLION for price in (read, cached, answered)):
        raise ValueError(WANTED)
    return Prices(read, cached, answered)
