"""A completion as the Chat Completions API tells it."""

from collections.abc import Iterator
from typing import Any

from bot.conversation.briefing import Call, Completion
from tests.standins.openai.sse import Event

MODEL = "gpt-6-luna"
_STEP = 12  # characters in one piece


def body(completion: Completion, model: str = MODEL) -> Event:
    """Return the whole answer, as it is given in one piece."""
    calls = [_call(at, call, call.arguments) for at, call in enumerate(completion.calls)]
    message = {"role": "assistant", "content": completion.words or None, **({"tool_calls": calls} if calls else {})}
    choice = {"index": 0, "message": message, "finish_reason": _finish(completion), "logprobs": None}
    return {**_head("chat.completion", model), "choices": [choice], "usage": _usage(completion)}


def events(completion: Completion, model: str = MODEL) -> Iterator[Event]:
    """Return the answer as OpenAI streams it: the cost comes last, in a chunk of its own."""
    head = _head("chat.completion.chunk", model)
    for delta in _deltas(completion):
        yield {**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}], "usage": None}
    yield {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": _finish(completion)}], "usage": None}
    if completion.usage is not None:
        yield {**head, "choices": [], "usage": _usage(completion)}


def _deltas(completion: Completion) -> Iterator[Event]:
    yield {"role": "assistant", "content": ""}
    for piece in _cut_up(completion.words):
        yield {"content": piece}
    for at, call in enumerate(completion.calls):
        yield {"tool_calls": [_call(at, call, "")]}
        for piece in _cut_up(call.arguments):
            yield {"tool_calls": [{"index": at, "function": {"arguments": piece}}]}


def _cut_up(text: str) -> Iterator[str]:
    return (text[at : at + _STEP] for at in range(0, len(text), _STEP))


def _call(at: int, call: Call, arguments: str) -> Event:
    function = {"name": call.name, "arguments": arguments}
    return {"index": at, "id": f"call_{at}", "type": "function", "function": function}


def _finish(completion: Completion) -> str:
    if completion.is_cut:
        return "length"
    return "tool_calls" if completion.calls else "stop"


def _head(kind: str, model: str) -> Event:
    return {"id": "chatcmpl-1", "object": kind, "created": 1_795_000_000, "model": model}


def _usage(completion: Completion) -> dict[str, Any] | None:
    usage = completion.usage
    if usage is None:
        return None
    return {
        "prompt_tokens": usage.read,
        "completion_tokens": usage.written,
        "total_tokens": usage.read + usage.written,
        "prompt_tokens_details": {"cached_tokens": usage.cached},
    }
