"""What was said in one place of the playground, the newest part of it."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from adapters.web.shapes import Body, to_part
from bot.chat import Part

KEPT_ENTRIES = 500
CHORUS = "chorus"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said."""

    number: int  # unique in the whole playground
    author: str  # a member's id, or `CHORUS`
    at: datetime
    parts: tuple[Part, ...]
    key: str | None = None  # of the message, where a member said it
    answers: str | None = None  # key of the message that Chorus answers with it
    to_bot: bool = True  # else it was for the group alone

    def to_body(self) -> Body:
        """Return what the page reads."""
        return {
            "number": self.number,
            "author": self.author,
            "at": self.at.isoformat(),
            "parts": [to_part(part) for part in self.parts],
            "key": self.key,
            "answers": self.answers,
            "to_bot": self.to_bot,
        }


@dataclass(frozen=True, slots=True)
class Status:
    """What Chorus is doing in one place, until the answer is there; over where it has no text."""

    place: str
    answers: str | None  # key of the message that is being answered
    text: str

    def to_body(self) -> Body:
        """Return what the page reads."""
        return {"place": self.place, "answers": self.answers, "text": self.text}


class Transcript:
    """The newest entries of one place, oldest first."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT_ENTRIES)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is kept, oldest first."""
        return tuple(self._entries)

    def add(self, entry: Entry) -> None:
        """Keep one more entry; the oldest goes when there are too many."""
        self._entries.append(entry)

    def holds(self, key: str) -> bool:
        """Tell whether the message with this key is shown."""
        return any(entry.key == key for entry in self._entries)

    def withdraw(self, key: str) -> None:
        """Take out the message with this key."""
        kept = [entry for entry in self._entries if entry.key != key]
        self._entries = deque(kept, maxlen=KEPT_ENTRIES)
