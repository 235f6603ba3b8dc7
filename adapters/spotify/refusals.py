"""What Spotify's refusals mean. Pure functions: an answer's status, headers and text -> one of our errors."""

import json
from collections.abc import Mapping
from typing import Any

from bot.errors import AccessLost, NotAllowed, RateLimited, ServiceDown, ServiceError

UNSAID_PAUSE = 30.0  # a 429 without Retry-After
UNSAID_QUOTA_PAUSE = 3600.0
LONGEST_PAUSE = 86_400.0  # the quota is a rolling day: nobody has to wait longer
QUOTA_PAUSE = 1800.0  # a pause this long is a spent quota, whatever the body says
_SEEN = 200  # characters of a foreign text that go to the log

# Spotify sends most of these as text in one message or another, with no reason; see spotipy#1044 and #1233.
_FORBIDDEN = (
    ("premium subscription required for the owner", "owner_premium"),
    ("premium required", "premium_required"),
    ("may not be registered", "not_allowlisted"),
    ("not registered in the developer dashboard", "not_allowlisted"),
    ("playlist you don't own", "not_owner"),
)


class Unanswered(ServiceDown):
    """No answer, a failed one or nonsense: whether it was done is not known."""


class TokenRefused(ServiceDown):
    """The access token is not good (any more); another may be."""


class Gone(ServiceDown):
    """There is no such thing."""


class Refused(ServiceDown):
    """Spotify does not do this, and would not the next time."""


def refusal(status: int, headers: Mapping[str, str], text: str) -> ServiceError:
    """Return what an answer that is no success means."""
    message, reason = said(text)
    told = f"Spotify answered {status}: {message[:_SEEN]}"
    if status == 429:
        return _too_many(told, reason, headers.get("Retry-After"))
    if status == 403:
        return _forbidden(told, message.lower(), reason)
    if status == 401 and "valid user authentication required" in message.lower():
        return Refused(told)  # the app's own token will never do for this call
    if status == 401:
        return TokenRefused(told)
    if status == 404:
        return Gone(told)
    if status >= 500 or status in (408, 425) or status < 400:
        return Unanswered(told)
    return Refused(told)


def said(text: str) -> tuple[str, str]:
    """Return message and reason of an error body, which may be an object, a string, a list or no JSON."""
    try:
        body: Any = json.loads(text)
    except ValueError:
        return text.strip(), ""
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, dict):
        return str(error.get("message") or ""), str(error.get("reason") or "")
    return (error if isinstance(error, str) else ""), ""


def _too_many(told: str, reason: str, retry_after: str | None) -> RateLimited:
    is_quota = reason == "QUOTA_EXCEEDED"
    unsaid = UNSAID_QUOTA_PAUSE if is_quota else UNSAID_PAUSE
    digits = (retry_after or "").strip()
    said_seconds = float(digits[:9]) if digits.isascii() and digits.isdigit() else unsaid
    seconds = min(said_seconds, LONGEST_PAUSE)
    return RateLimited(told, seconds=seconds, quota=is_quota or seconds >= QUOTA_PAUSE)


def _forbidden(told: str, message: str, reason: str) -> ServiceError:
    if reason == "PREMIUM_REQUIRED":
        return NotAllowed(told, reason="premium_required")
    if "insufficient client scope" in message:
        return AccessLost(told)  # the member has to consent again
    for words, why in _FORBIDDEN:
        if words in message:
            return NotAllowed(told, reason=why)
    return Refused(told)  # an unexplained 403 is usually a route that is gone
