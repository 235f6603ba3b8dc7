"""What a model answered, as the files write it: short for the usual, word for word where it errs. Pure functions."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.briefing import Call, Completion, Usage
from bot.errors import ModelDown
from tests.conversation.models import calls, track, which, wish

FREE = Usage(0, 0)  # so that no budget ends in the middle of a conversation
ATTITUDES = ("more", "less", "no")
Given = Mapping[str, Any]


def answers_of(given: object) -> tuple[Completion | ModelDown, ...]:
    """Return the answers to the calls that one message costs, in order.

    Each is "down" (no answer at all), a text (words and no call), or a list of calls: [name, arguments], where
    arguments that are a text stand as they are, and others are filled up as a model would.
    """
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise ValueError("model must be a list of answers, each a list of calls or a text")
    return tuple(_answer(each) for each in given)


def _answer(given: Any) -> Completion | ModelDown:
    if given == "down":
        return ModelDown("The recorded model is away.")
    if isinstance(given, str):
        return Completion(words=given, usage=FREE)
    return Completion(tuple(_call(name, arguments) for name, arguments in given), usage=FREE)


def _call(name: str, arguments: Any) -> Call:
    if isinstance(arguments, str):
        return Call(name, arguments)
    return calls((name, {key: _expanded(key, value) for key, value in arguments.items()})).calls[0]


def _expanded(key: str, value: Any) -> Any:
    match key:
        case "wishes":
            return [_wish(each) for each in value]
        case "tracks":
            return [_track(each) if isinstance(each, str) else each for each in value]
        case "which" if isinstance(value, list):
            return [_which(each) for each in value]
        case "which":
            return _which(value)
    return value


def _wish(given: Given) -> Given:
    """Return a member's wish: styles = ["jazz", "no country"], artists, years = ["1990-1999"], countries, languages."""
    expanded = dict(given)
    for key, field in (("styles", "words"), ("artists", "name"), ("countries", "code"), ("languages", "code")):
        expanded[key] = [_with_attitude(field, words) for words in given.get(key, ())]
    expanded["years"] = [_years(words) for words in given.get("years", ())]
    return wish(**expanded)


def _with_attitude(field: str, words: str) -> Given:
    first, _, rest = words.partition(" ")
    if first in ATTITUDES and rest:
        return {field: rest, "attitude": first}
    return {field: words, "attitude": "want"}


def _years(words: str) -> Given:
    span = words.removeprefix("no ")
    first, _, last = span.partition("-")
    return {"first": int(first), "last": int(last or first), "attitude": "want" if span == words else "no"}


def _track(words: str) -> Given:
    """Return "Roads – Portishead", or "Roads – Portishead – m2", as a model proposes it."""
    title, artist, *by = words.split(" – ")
    return track(title, artist, by[0] if by else None)


def _which(given: Any) -> Given:
    match given:
        case int():
            return which(number=given or None)
        case str():
            return which(words=given)
    return {**which(), **given}
