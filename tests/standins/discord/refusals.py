"""The ways Discord says no, with its own numbers and words."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


class Refusal(Exception):
    """An answer that is an error of Discord's API."""

    def __init__(self, status: int, code: int, message: str, **more: Any) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status, self.code = status, code
        self.body: Json = {"message": message, "code": code, **more}


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing wrong with a body."""

    at: str  # such as "embeds.0.title"
    code: str
    message: str


def malformed(misfits: list[Misfit]) -> Refusal:
    """Return the refusal that lists what is wrong, field by field."""
    errors: Json = {}
    for misfit in misfits:
        place = errors
        for part in misfit.at.split("."):
            place = place.setdefault(part, {})
        place.setdefault("_errors", []).append({"code": misfit.code, "message": misfit.message})
    return Refusal(400, 50035, "Invalid Form Body", errors=errors)


def insist(misfits: list[Misfit]) -> None:
    """Go on only where nothing is wrong.

    Raises:
        Refusal: something is.
    """
    if misfits:
        raise malformed(misfits)


def too_long(at: str, limit: int) -> Misfit:
    """Return what Discord says of a text or list over its limit."""
    return Misfit(at, "BASE_TYPE_BAD_LENGTH", f"Must be {limit} or fewer in length.")


def missing(at: str) -> Misfit:
    """Return what Discord says of a field that is not there."""
    return Misfit(at, "BASE_TYPE_REQUIRED", "This field is required")


UNAUTHORIZED = (401, 0, "401: Unauthorized")
NOT_FOUND = (404, 0, "404: Not Found")
UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
UNKNOWN_GUILD = (404, 10004, "Unknown Guild")
UNKNOWN_MEMBER = (404, 10007, "Unknown Member")
UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
UNKNOWN_USER = (404, 10013, "Unknown User")
UNKNOWN_WEBHOOK = (404, 10015, "Unknown Webhook")
UNKNOWN_INTERACTION = (404, 10062, "Unknown interaction")
UNKNOWN_COMMAND = (404, 10063, "Unknown application command")
TOO_MANY_CREATES = (400, 30034, "Maximum number of daily application command creates has been reached (200)")
TOO_MANY_OLD_EDITS = (429, 30046, "Maximum number of edits to messages older than 1 hour reached. Try again later")
ALREADY_ACKNOWLEDGED = (400, 40060, "Interaction has already been acknowledged.")
TOO_MANY_FOLLOW_UPS = (400, 40094, "This interaction has reached the maximum number of follow-up messages.")
MISSING_ACCESS = (403, 50001, "Missing Access")
NOT_THE_AUTHOR = (403, 50005, "Cannot edit a message authored by another user")
EMPTY_MESSAGE = (400, 50006, "Cannot send an empty message")
DMS_CLOSED = (403, 50007, "Cannot send messages to this user")
MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
DEAD_TOKEN = (401, 50027, "Invalid Webhook Token")
UNKNOWN_RECIPIENT = (400, 50033, "Invalid Recipient(s)")
ARCHIVED = (400, 50083, "Thread is archived")
BAD_JSON = (400, 50109, "The request body contains invalid JSON.")
NO_MUTUAL_GUILD = (403, 50278, "Cannot send messages to this user due to having no mutual guilds")
NO_HISTORY = (400, 160002, "Cannot reply without permission to read message history")
HAS_A_THREAD = (400, 160004, "A thread has already been created for this message")
