"""Taking JSON of a stranger's apart: what is not of the kind expected is as good as not there. Pure functions."""

import json
from collections.abc import Mapping
from typing import Any

from bot.conversation.briefing import Usage

_NOTHING: Mapping[str, Any] = {}


def mapping(value: Any) -> Mapping[str, Any]:
    """Return an object, empty where `value` is none."""
    return value if isinstance(value, Mapping) else _NOTHING


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a list, none where `value` is no list."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def string(value: Any) -> str:
    """Return a string, empty where `value` is none."""
    return value if isinstance(value, str) else ""


def number(value: Any) -> int:
    """Return a whole number from 0, 0 where `value` is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def argument_text(value: Any) -> str:
    """Return a call's arguments as text; some servers send them as an object."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping) else string(value)


def to_usage(told: Any) -> Usage | None:
    """Return what a call cost, None where that is not told; the two dialects have two names for each amount."""
    usage = mapping(told)
    if not usage:
        return None
    details = mapping(usage.get("input_tokens_details") or usage.get("prompt_tokens_details"))
    read = number(usage.get("input_tokens", usage.get("prompt_tokens")))
    written = number(usage.get("output_tokens", usage.get("completion_tokens")))
    return Usage(read, written, cached=min(read, number(details.get("cached_tokens"))))
