"""Reading what the playground's page wants to say. Pure functions."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from adapters.web.shapes import Body

LONGEST_TEXT = 5_000
_ADDRESS = re.compile(r"\s*(?:@chorus\b[\s,:]*|chorus,\s*)", re.IGNORECASE)


class Unclear(Exception):
    """The page asked for something that cannot be said; the text is a sentence for its reader."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What one member says in the channel or in private."""

    member: str
    private: bool
    text: str
    to_bot: bool
    key: str

    @property
    def is_for_bot(self) -> bool:
        """Whether Chorus hears it: it is said in private, marked so, or names Chorus first."""
        return self.private or self.to_bot or _ADDRESS.match(self.text) is not None

    @property
    def words(self) -> str:
        """The text without the name of the one it is said to."""
        return _ADDRESS.sub("", self.text, count=1).strip() if _ADDRESS.match(self.text) else self.text


def to_saying(body: object, members: Collection[str]) -> Saying:
    """Return what the page's JSON says.

    Raises:
        Unclear: it is not something that one of `members` can say.
    """
    if not isinstance(body, dict):
        raise Unclear("That could not be read. Load the page again.")
    member, text = body.get("member"), body.get("text")
    if not isinstance(member, str) or member not in members:
        raise Unclear("There is nobody of that name in this group. Choose who is speaking.")
    if body.get("channel") not in ("general", "dm"):
        raise Unclear("There is no such channel here. Say it in “general” or in private.")
    if not isinstance(text, str) or not text.strip():
        raise Unclear("There is nothing to say yet. Write something first.")
    if len(text) > LONGEST_TEXT:
        raise Unclear(f"That is {len(text):,} characters long. Keep it to {LONGEST_TEXT:,}.")
    to_bot = body.get("to_bot", True) is not False
    return Saying(member, body["channel"] == "dm", _clean(text), to_bot, _key(body))


def _key(body: Body) -> str:
    try:
        return str(UUID(str(body.get("key"))))
    except ValueError:
        raise Unclear("That could not be told from other messages. Load the page again.") from None


def _clean(text: str) -> str:
    """Return the text without what no database or terminal wants: NUL and half surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode().strip()
