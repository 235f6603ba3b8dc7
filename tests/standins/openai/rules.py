"""What a server refuses in a request: OpenAI what it has no field for, a local one all that only OpenAI has."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from openai.types.chat.completion_create_params import CompletionCreateParamsBase
from openai.types.responses.response_create_params import ResponseCreateParamsBase

from tests.standins.openai.asked import Asked

_OPENAI = {
    "responses": frozenset(ResponseCreateParamsBase.__annotations__) | {"stream"},
    "chat": frozenset(CompletionCreateParamsBase.__annotations__) | {"stream"},
}
_EVERYWHERE = {
    "responses": frozenset(
        {"model", "instructions", "input", "tools", "max_output_tokens", "store", "stream", "reasoning"}
    ),
    "chat": frozenset(
        {"model", "messages", "tools", "max_tokens", "store", "stream", "stream_options", "reasoning_effort"}
    ),
}
_FEWEST_TOKENS = 16
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BOUNDS = frozenset({"minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "default"})


class Refused(NamedTuple):
    """Why a request is answered 400."""

    code: str | None
    param: str
    message: str


def refusals(asked: Asked, *, is_openai: bool) -> Iterator[Refused]:
    """Return what is wrong with a request."""
    known = (_OPENAI if is_openai else _EVERYWHERE)[asked.dialect]
    for name in sorted(asked.body.keys() - known):
        yield Refused("unknown_parameter", name, f"Unknown parameter: '{name}'.")
    if (asked.most_tokens or _FEWEST_TOKENS) < _FEWEST_TOKENS:
        yield Refused("integer_below_min_value", "max_output_tokens", "Expected a value >= 16.")
    if asked.body.get("tools") == []:
        yield Refused("empty_array", "tools", "Expected an array with at least one item.")
    if is_openai:
        yield from _effort(asked)
        for function in asked.functions:
            yield from _function(function)


def _effort(asked: Asked) -> Iterator[Refused]:
    effort = asked.body.get("reasoning_effort", asked.body.get("reasoning", {}).get("effort", "medium"))
    if effort == "none":
        return
    for name in asked.body.keys() & {"temperature", "top_p"}:
        yield Refused("unsupported_parameter", name, f"Unsupported parameter: '{name}'.")
    if asked.dialect == "chat" and asked.functions:
        yield Refused("unsupported_value", "reasoning_effort", "Function tools need reasoning_effort 'none' here.")


def _function(function: Mapping[str, Any]) -> Iterator[Refused]:
    if not _NAME.fullmatch(function["name"]):
        yield Refused("invalid_value", "tools.name", f"Invalid name: {function['name']!r}.")
    if function.get("strict"):
        for fault in _loose(function["parameters"]):
            yield Refused("invalid_function_parameters", "tools.parameters", f"{function['name']}: {fault}")


def _loose(schema: Any) -> Iterator[str]:
    """Return what keeps a schema from being strict."""
    if isinstance(schema, list):
        for each in schema:
            yield from _loose(each)
    if not isinstance(schema, Mapping):
        return
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            yield "'additionalProperties' is required to be false."
        if set(schema.get("required", ())) != set(schema.get("properties", ())):
            yield "'required' must name every property."
    for name in schema.keys() & _BOUNDS:
        yield f"'{name}' is not permitted."
    for key, value in schema.items():
        yield from _loose(list(value.values()) if key in ("properties", "$defs") else value)
