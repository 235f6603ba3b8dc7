"""An answer as it comes in: what both dialects' have in common."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from adapters.openai.refusals import Declined, Unanswered
from bot.conversation.briefing import Call, Completion, Usage

CHARACTERS_PER_TOKEN = 16  # no language's text has so many on an average
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)  # some local servers leave them in


class Failed(Exception):
    """The server says that it failed: an error's code, None where it gives none."""

    def __init__(self, code: Any) -> None:
        super().__init__("The model's server says that it failed.")
        self.code = code


class Answer(Protocol):
    """One answer, piece by piece. Raises `ModelDown` or `Failed` as soon as there will be none that can be used."""

    @property
    def is_over(self) -> bool:
        """Whether nothing that matters can follow."""

    def take(self, event: Mapping[str, Any]) -> None:
        """Take the next event of a stream; one that is not known changes nothing."""

    def take_whole(self, body: Mapping[str, Any]) -> None:
        """Take an answer that came in one piece."""

    def completion(self) -> Completion:
        """Return what was answered.

        Raises:
            ModelDown: the answer has no end, or nothing in it.
        """


class Room:
    """How many characters an answer may still have."""

    def __init__(self, most_tokens: int) -> None:
        self._left = most_tokens * CHARACTERS_PER_TOKEN

    def take(self, words: str) -> None:
        """Make do with less room.

        Raises:
            Unanswered: there is none left: the server does not heed the most tokens.
        """
        self._left -= len(words)
        if self._left < 0:
            raise Unanswered("The model's answer does not end.")


def completed(calls: Sequence[Call], words: str, usage: Usage | None, *, is_cut: bool) -> Completion:
    """Return the completion.

    Raises:
        Declined: it says nothing.
    """
    said = _THOUGHTS.sub("", words).strip()
    if calls or said:
        return Completion(tuple(calls), said, usage, is_cut)
    if is_cut:
        raise Declined("The model was stopped before it said anything; one that thinks long needs OPENAI_EFFORT=none.")
    raise Declined("The model answered with nothing.")
