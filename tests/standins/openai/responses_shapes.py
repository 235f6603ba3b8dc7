"""A completion as the Responses API tells it."""

from collections.abc import Iterator
from typing import Any

from bot.conversation.briefing import Call, Completion
from tests.standins.openai.sse import Event

MODEL = "gpt-6-luna"
_STEP = 12  # characters in one piece


def body(completion: Completion, model: str = MODEL) -> Event:
    """Return the whole answer, as it is given in one piece or at the end of a stream."""
    told: Event = {
        "id": "resp_1",
        "object": "response",
        "created_at": 1_795_000_000,
        "status": "incomplete" if completion.is_cut else "completed",
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if completion.is_cut else None,
        "model": model,
        "output": [_item(at, part) for at, part in enumerate(parts(completion))],
        "parallel_tool_calls": True,
        "usage": _usage(completion),
    }
    return told


def events(completion: Completion, model: str = MODEL) -> Iterator[Event]:
    """Return the answer as OpenAI streams it."""
    numbered = _events(completion, body(completion, model))
    return ({**event, "sequence_number": number} for number, event in enumerate(numbered))


def parts(completion: Completion) -> list[str | Call]:
    """Return what the answer is made of."""
    return [*([completion.words] if completion.words else []), *completion.calls]


def _events(completion: Completion, whole: Event) -> Iterator[Event]:
    begun = {**whole, "status": "in_progress", "output": [], "usage": None, "incomplete_details": None}
    yield {"type": "response.created", "response": begun}
    yield {"type": "response.in_progress", "response": begun}
    for at, part in enumerate(parts(completion)):
        item = _item(at, part)
        empty: Event = {"arguments": ""} if isinstance(part, Call) else {"content": []}
        yield {
            "type": "response.output_item.added",
            "output_index": at,
            "item": item | {"status": "in_progress"} | empty,
        }
        yield from _call_events(at, item) if isinstance(part, Call) else _text_events(at, item)
        yield {"type": "response.output_item.done", "output_index": at, "item": item}
    yield {"type": f"response.{whole['status']}", "response": whole}


def _call_events(at: int, item: Event) -> Iterator[Event]:
    place = {"item_id": item["id"], "output_index": at}
    for delta in _cut_up(item["arguments"]):
        yield {"type": "response.function_call_arguments.delta", **place, "delta": delta}
    done = {"name": item["name"], "arguments": item["arguments"]}
    yield {"type": "response.function_call_arguments.done", **place, **done}


def _text_events(at: int, item: Event) -> Iterator[Event]:
    place = {"item_id": item["id"], "output_index": at, "content_index": 0}
    part = item["content"][0]
    yield {"type": "response.content_part.added", **place, "part": part | {"text": ""}}
    for delta in _cut_up(part["text"]):
        yield {"type": "response.output_text.delta", **place, "delta": delta, "logprobs": [], "obfuscation": "x1"}
    yield {"type": "response.output_text.done", **place, "text": part["text"], "logprobs": []}
    yield {"type": "response.content_part.done", **place, "part": part}


def _cut_up(text: str) -> Iterator[str]:
    return (text[at : at + _STEP] for at in range(0, len(text), _STEP))


def _item(at: int, part: str | Call) -> Event:
    if isinstance(part, Call):
        named = {"call_id": f"call_{at}", "name": part.name, "arguments": part.arguments}
        return {"id": f"fc_{at}", "type": "function_call", "status": "completed", **named}
    said = {"type": "output_text", "text": part, "annotations": [], "logprobs": []}
    return {"id": f"msg_{at}", "type": "message", "status": "completed", "role": "assistant", "content": [said]}


def _usage(completion: Completion) -> dict[str, Any] | None:
    usage = completion.usage
    if usage is None:
        return None
    return {
        "input_tokens": usage.read,
        "input_tokens_details": {"cached_tokens": usage.cached, "cache_write_tokens": 0},
        "output_tokens": usage.written,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": usage.read + usage.written,
    }
