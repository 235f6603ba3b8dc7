"""How one message can be answered, in a form that outlives a restart. Pure functions."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter, ValidationError

LIFETIME = timedelta(minutes=14, seconds=30)  # Discord's fifteen minutes, less what an answer takes


class Way(StrEnum):
    """What a member did, and so how it is answered."""

    SAID = "said"  # a message: the answer refers to it
    COMMAND = "command"  # a placeholder stands there already and waits to be filled
    PRESS = "press"  # answers are new messages


@dataclass(frozen=True, slots=True)
class Handle:
    """How one message can be answered."""

    way: Way
    channel: str
    member: str
    language: str = ""
    message: str = ""  # for `SAID`: what is referred to
    application: str = ""
    token: str = field(default="", repr=False)
    until: datetime | None = None
    private: bool = False  # the placeholder is seen by the member alone

    def lives(self, now: datetime) -> bool:
        """Tell whether the interaction can still be answered."""
        return self.until is not None and now < self.until


_HANDLE = TypeAdapter(Handle)


def to_text(handle: Handle) -> str:
    """Return the handle as the message carries it."""
    return _HANDLE.dump_json(handle, exclude_defaults=True).decode()


def to_handle(text: str | None) -> Handle | None:
    """Return the handle a message carried; None where there is none that this version can read."""
    if text is None:
        return None
    try:
        return _HANDLE.validate_json(text)
    except ValidationError:
        return None
