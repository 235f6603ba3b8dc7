"""What the Responses API answers, event by event -> a completion. No network.

OpenAI tells everything three times (pieces, finished items, the whole at the end) and other servers only some of it:
the whole at the end counts where there is one, else the items.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from adapters.openai.answers import Failed, Room, completed
from adapters.openai.foreign import argument_text, mapping, mappings, string, to_usage
from adapters.openai.refusals import Declined, Unanswered
from bot.conversation.briefing import Call, Completion

_STATUS = {"failed": "response.failed", "incomplete": "response.incomplete"}
_UNFINISHED = ("in_progress", "incomplete")


class ResponsesAnswer:
    """An answer of the Responses API."""

    def __init__(self, most_tokens: int) -> None:
        self._room = Room(most_tokens)
        self._most_tokens = most_tokens
        self._items: dict[Any, dict[str, Any]] = {}  # by their place
        self._pieces: list[str] = []
        self._end: Mapping[str, Any] | None = None
        self._is_cut = False

    @property
    def is_over(self) -> bool:
        """Whether the event came that ends an answer."""
        return self._end is not None

    def take(self, event: Mapping[str, Any]) -> None:
        """Take the next event.

        Raises:
            Failed: it tells of a failure.
            ModelDown: the answer cannot be used.
        """
        self._room.take(string(event.get("delta")))
        match event.get("type"):
            case "response.output_text.delta":
                self._pieces.append(string(event.get("delta")))
            case "response.output_item.added" | "response.output_item.done":
                self._item(event).update(mapping(event.get("item")))
            case "response.function_call_arguments.done":
                named = {"name": event["name"]} if event.get("name") else {}
                self._item(event).update({"type": "function_call", "arguments": event.get("arguments"), **named})
            case "response.completed" | "response.incomplete" | "response.failed" as ending:
                self._ends(ending, mapping(event.get("response")))
            case "error":
                raise Failed(event.get("code") or mapping(event.get("error")).get("code"))

    def take_whole(self, body: Mapping[str, Any]) -> None:
        """Take an answer that came in one piece: the one that ends a stream, alone."""
        if isinstance(body.get("output"), list) or string(body.get("status")) in _STATUS:
            self._ends(_STATUS.get(string(body.get("status")), "response.completed"), body)

    def completion(self) -> Completion:
        """Return what was answered.

        Raises:
            ModelDown: the answer has no end, or nothing in it.
        """
        if self._end is None:
            raise Unanswered("The model's answer broke off.")
        items = mappings(self._end.get("output")) or [self._items[place] for place in self._items]
        unfinished = _UNFINISHED if self._is_cut else ()
        calls = [_to_call(item) for item in items if _is_call(item) and item.get("status") not in unfinished]
        words = _words(items) or "".join(self._pieces)
        self._check(calls, words)
        return completed(calls, words, to_usage(self._end.get("usage")), is_cut=self._is_cut)

    def _item(self, event: Mapping[str, Any]) -> dict[str, Any]:
        place = event.get("output_index", event.get("item_id"))
        return self._items.setdefault(place if isinstance(place, int | str) else None, {})

    def _ends(self, ending: str, response: Mapping[str, Any]) -> None:
        if ending == "response.failed":
            raise Failed(mapping(response.get("error")).get("code"))
        self._is_cut = ending == "response.incomplete"
        if self._is_cut and mapping(response.get("incomplete_details")).get("reason") == "content_filter":
            raise Declined("The server's filter stopped the answer.")
        self._end = response

    def _check(self, calls: Iterable[Call], words: str) -> None:
        """Measure what came in one piece too.

        Raises:
            Unanswered: it is too long.
        """
        room = Room(self._most_tokens)
        for text in (words, *(call.arguments for call in calls)):
            room.take(text)


def _is_call(item: Mapping[str, Any]) -> bool:
    return item.get("type") == "function_call" and bool(string(item.get("name")))


def _to_call(item: Mapping[str, Any]) -> Call:
    return Call(string(item.get("name")), argument_text(item.get("arguments")))


def _words(items: Iterable[Mapping[str, Any]]) -> str:
    """Return what the messages say, without what the model says on its way to the answer.

    Raises:
        Declined: the model says that it will not.
    """
    messages = [item for item in items if item.get("type") == "message" and item.get("phase") != "commentary"]
    parts = [part for message in messages for part in mappings(message.get("content"))]
    if any(part.get("type") == "refusal" for part in parts):
        raise Declined("The model declines.")
    return "".join(string(part.get("text")) for part in parts)
