"""Codes, access tokens and refresh tokens of the pretend accounts service, and when each ends."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_urlsafe

CODE_LIFETIME = timedelta(minutes=10)
ACCESS_LIFETIME = timedelta(hours=1)
CONSENT_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Code:
    """A begun login: what the app may change for tokens, once."""

    person: str
    scopes: frozenset[str]
    redirect_uri: str
    challenge: str | None
    consented_at: datetime
    value: str = field(default_factory=lambda: f"AQ{token_urlsafe(96)}", repr=False)

    def is_over(self, now: datetime) -> bool:
        """Tell whether nobody may use the code any more."""
        return now >= self.consented_at + CODE_LIFETIME


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What a call to the Web API carries."""

    person: str | None  # none for a token the app got for itself
    scopes: frozenset[str]
    ends_at: datetime
    value: str = field(default_factory=lambda: f"BQ{token_urlsafe(96)}", repr=False)


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """What the app changes for new access tokens until six months after the person agreed."""

    person: str
    scopes: frozenset[str]
    consented_at: datetime
    with_secret: bool  # whether the app showed its secret when it was given this one
    value: str = field(default_factory=lambda: f"AQ{token_urlsafe(84)}", repr=False)

    def is_over(self, now: datetime) -> bool:
        """Tell whether the consent behind the token is too old."""
        return now >= end_of_consent(self.consented_at)


def end_of_consent(consented_at: datetime) -> datetime:
    """Return the moment six calendar months after `consented_at`."""
    years, month = divmod(consented_at.month - 1 + CONSENT_MONTHS, 12)
    year, month = consented_at.year + years, month + 1
    day = min(consented_at.day, monthrange(year, month)[1])
    return consented_at.replace(year=year, month=month, day=day)
