"""How to answer a message: what Slack lets us do for a while, kept as one string."""

import json
from dataclasses import asdict, dataclass, field

RESPONSE_SECONDS = 30 * 60 - 30  # a response URL lives thirty minutes; a call must not outlive it


@dataclass(frozen=True, slots=True)
class Handle:
    """Where a message was said, and the response URL that came with it."""

    channel: str  # Slack's id; a handle is of no use anywhere else
    thread: str | None = None  # answers belong in this thread, though the message is the whole channel's
    response_url: str | None = field(default=None, repr=False)  # speaks in our name, without a token
    expires: float = 0.0  # when the response URL ends, in seconds since 1970
    language: str | None = None  # of the member
    only: str | None = None  # the id of the member for whose eyes alone the answer is
    home: str | None = None  # the id of the member on whose Home tab it was said, and is answered

    def encode(self) -> str:
        """Return the handle as one string."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})


def decode(text: str | None) -> Handle | None:
    """Return the handle that was encoded; None where there is none, or another version's."""
    if not text:
        return None
    try:
        return Handle(**json.loads(text))
    except (ValueError, TypeError):
        return None


def url_of(handle: Handle | None, channel: str, now: float) -> str | None:
    """Return the response URL by which `channel` can be answered now, if there is one."""
    if handle is None or handle.channel != channel or now >= handle.expires:
        return None
    return handle.response_url


def thread_of(handle: Handle | None, channel: str) -> str | None:
    """Return the thread of `channel` in which to answer, if it is one."""
    return handle.thread if handle is not None and handle.channel == channel else None
