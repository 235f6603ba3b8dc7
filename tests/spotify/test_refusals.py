"""What each of Spotify's refusals means."""

import json

import pytest

from adapters.spotify.refusals import Gone, Refused, TokenRefused, Unanswered, refusal
from bot.errors import AccessLost, NotAllowed, RateLimited, ServiceError

OWNER = (
    "Active premium subscription required for the owner of the app. When the subscription status changes, it can "
    "take a few hours before requests are allowed again."
)
CHECK = "Check settings on developer.spotify.com/dashboard, the user may not be registered."


def an_error(status: int, message: str, reason: str | None = None) -> str:
    error = {"status": status, "message": message} | ({} if reason is None else {"reason": reason})
    return json.dumps({"error": error})


@pytest.mark.parametrize(
    ("status", "text", "meaning"),
    [
        (400, an_error(400, "Invalid limit"), Refused),
        (400, '{"error": ["a list"]}', Refused),
        (400, "[]", Refused),
        (401, an_error(401, "The access token expired"), TokenRefused),
        (401, an_error(401, "Access token missing"), TokenRefused),
        (401, an_error(401, "Valid user authentication required"), Refused),
        (403, an_error(403, "Forbidden"), Refused),
        (403, an_error(403, "You cannot create a playlist for another user"), Refused),
        (403, an_error(403, "Insufficient client scope"), AccessLost),
        (404, an_error(404, "Resource not found"), Gone),
        (404, an_error(404, "Player command failed: No active device found", "NO_ACTIVE_DEVICE"), Gone),
        (413, "", Refused),
        (302, "", Unanswered),
        (408, "", Unanswered),
        (500, an_error(500, "Server error."), Unanswered),
        (502, "<html>Bad gateway</html>", Unanswered),
        (503, '{"error": "a string"}', Unanswered),
    ],
)
def test_a_refusal_means_one_thing(status: int, text: str, meaning: type[ServiceError]) -> None:
    assert type(refusal(status, {}, text)) is meaning


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (CHECK, "not_allowlisted"),
        (an_error(403, CHECK), "not_allowlisted"),
        ("User not registered in the Developer Dashboard", "not_allowlisted"),
        (OWNER, "owner_premium"),
        (an_error(403, OWNER), "owner_premium"),
        (an_error(403, "Player command failed: Premium required", "PREMIUM_REQUIRED"), "premium_required"),
        (an_error(403, "Something about Premium", "PREMIUM_REQUIRED"), "premium_required"),
        (an_error(403, "You cannot add tracks to a playlist you don't own."), "not_owner"),
    ],
)
def test_a_403_says_why(text: str, reason: str) -> None:
    error = refusal(403, {}, text)

    assert isinstance(error, NotAllowed)
    assert error.reason == reason


@pytest.mark.parametrize(
    ("text", "retry_after", "seconds", "quota"),
    [
        (an_error(429, "API rate limit exceeded"), "7", 7, False),
        ("Too many requests", "2", 2, False),
        ("Too many requests", None, 30, False),
        ("Too many requests", "Wed, 21 Oct 2026 07:28:00 GMT", 30, False),
        ("Too many requests", "-5", 30, False),
        (an_error(429, "Too many requests", "QUOTA_EXCEEDED"), "49861", 49861, True),
        (an_error(429, "Too many requests", "QUOTA_EXCEEDED"), None, 3600, True),
        ("Too many requests", "52531", 52531, True),
        ("Too many requests", "9" * 400, 86400, True),
    ],
)
def test_the_two_429s_are_told_apart(text: str, retry_after: str | None, seconds: float, quota: bool) -> None:
    error = refusal(429, {"Retry-After": retry_after} if retry_after else {}, text)

    assert isinstance(error, RateLimited)
    assert (error.seconds, error.quota) == (seconds, quota)


def test_a_foreign_text_is_cut_short_for_the_log() -> None:
    assert len(str(refusal(502, {}, "x" * 10_000))) < 300
