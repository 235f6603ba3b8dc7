"""What the Chat Completions API answers, chunk by chunk -> a completion. No network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.openai.answers import Failed, Room, completed
from adapters.openai.foreign import argument_text, mapping, mappings, string, to_usage
from adapters.openai.refusals import Declined, Unanswered
from bot.conversation.briefing import Call, Completion, Usage


@dataclass(slots=True)
class _Piecemeal:
    """A call whose arguments come piece by piece."""

    key: Any
    name: str = ""
    pieces: list[str] = field(default_factory=list)

    @property
    def call(self) -> Call:
        return Call(self.name, "".join(self.pieces))


class ChatAnswer:
    """An answer of the Chat Completions API."""

    def __init__(self, most_tokens: int) -> None:
        self._room = Room(most_tokens)
        self._pieces: list[str] = []
        self._calls: list[_Piecemeal] = []
        self._finish: str = ""
        self._usage: Usage | None = None

    @property
    def is_over(self) -> bool:
        """Whether the answer is finished and its cost told, which is the order they come in."""
        return bool(self._finish) and self._usage is not None

    def take(self, event: Mapping[str, Any]) -> None:
        """Take the next chunk.

        Raises:
            Failed: it tells of a failure.
            ModelDown: the answer cannot be used.
        """
        if event.get("type") == "error":
            raise Failed(event.get("code"))
        self._usage = to_usage(event.get("usage")) or self._usage
        for choice in mappings(event.get("choices"))[:1]:
            self._say(mapping(choice.get("delta")) or mapping(choice.get("message")))
            self._finish = string(choice.get("finish_reason")) or self._finish
        if self._finish == "content_filter":
            raise Declined("The server's filter stopped the answer.")

    def take_whole(self, body: Mapping[str, Any]) -> None:
        """Take an answer that came in one piece: it is one large chunk."""
        self.take(body)

    def completion(self) -> Completion:
        """Return what was answered.

        Raises:
            ModelDown: the answer has no end, or nothing in it.
        """
        if not self._finish:
            raise Unanswered("The model's answer broke off.")
        is_cut = self._finish == "length"
        calls = [each.call for each in self._calls if each.name]
        if is_cut and calls and not (calls[-1].arguments and calls[-1].is_sound):
            calls.pop()  # it was being written when the model was stopped
        return completed(calls, "".join(self._pieces), self._usage, is_cut=is_cut)

    def _say(self, delta: Mapping[str, Any]) -> None:
        if string(delta.get("refusal")):
            raise Declined("The model declines.")
        for thoughts in ("reasoning_content", "reasoning"):  # not for anybody, but they take room
            self._room.take(string(delta.get(thoughts)))
        self._room.take(string(delta.get("content")))
        self._pieces.append(string(delta.get("content")))
        for piece in mappings(delta.get("tool_calls")):
            self._call(piece)

    def _call(self, piece: Mapping[str, Any]) -> None:
        function = mapping(piece.get("function"))
        call = self._place_of(piece)
        call.name = string(function.get("name")) or call.name
        arguments = argument_text(function.get("arguments"))
        self._room.take(arguments)
        call.pieces.append(arguments)

    def _place_of(self, piece: Mapping[str, Any]) -> _Piecemeal:
        """Return the call a piece belongs to; some servers give every call the number 0, or none."""
        index, own_id = piece.get("index"), string(piece.get("id"))
        for call in reversed(self._calls):
            known_index, known_id = call.key
            if known_index == index and (not own_id or own_id == known_id):
                return call
        self._calls.append(_Piecemeal((index, own_id)))
        return self._calls[-1]
