"""What a blank may become, offered while a member types: quickly or not at all."""

from asyncio import timeout
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from adapters.discord.markup import one_line
from bot.chat import Suggest
from bot.errors import ServiceError

WITHIN_SECONDS = 2.2  # Discord waits for three
SHORTEST = 2  # letters; before that anything fits
FRESH = timedelta(minutes=2)
_MOST_KEPT = 2_000
_MOST_OFFERED = 25
_LONGEST = 100  # https://docs.discord.com/developers/interactions/application-commands

log = structlog.get_logger()


class Suggestions:
    """Asks for suggestions and remembers them for a while: many members type the same, and each key is a question."""

    def __init__(self, suggest: Suggest, clock: Callable[[], datetime]) -> None:
        self._suggest = suggest
        self._clock = clock
        self._kept: OrderedDict[tuple[str, str], tuple[datetime, list[str]]] = OrderedDict()

    async def offer(self, option: str, typed: str) -> list[str]:
        """Return what `typed` may become, best first; nothing where that is not known in time."""
        words = " ".join(typed.split())
        if len(words) < SHORTEST:
            return []
        asked = (option, words.casefold())
        kept_at, offered = self._kept.get(asked, (None, []))
        if kept_at is not None and self._clock() - kept_at < FRESH:
            return offered
        try:
            async with timeout(WITHIN_SECONDS):
                offered = _shown(await self._suggest(option, words))
        except (TimeoutError, ServiceError):
            log.info("nothing suggested in time", option=option)
            return []
        self._keep(asked, offered)
        return offered

    def _keep(self, asked: tuple[str, str], offered: list[str]) -> None:
        self._kept[asked] = (self._clock(), offered)
        self._kept.move_to_end(asked)
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)


def _shown(suggestions: list[str]) -> list[str]:
    lines = (one_line(suggestion, _LONGEST) for suggestion in suggestions)
    return [line for line in dict.fromkeys(lines) if line][:_MOST_OFFERED]
