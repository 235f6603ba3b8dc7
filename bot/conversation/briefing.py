"""All that a model is told, each text with where it comes from.

A model may see what members typed, what a model proposed, open data and our own words: the four origins there are.
The music service's texts have no origin here, so none of them can be put into a briefing: the type refuses it, the
constructor refuses it at run time, and this file may not import the words in which those texts live (product: "words
in, music out"; facts: openai §0.1; the contract "boundary" of the import rules; tests/trips/test_boundary.py).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.curation.picks import Origin


class ForeignText(TypeError):
    """A text of an origin that no model may see was about to be told to one: a mistake of ours."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words that may reach a model, and where they come from."""

    words: str
    origin: Origin

    def __post_init__(self) -> None:
        if not isinstance(self.origin, Origin):
            raise ForeignText(f"A text of origin {self.origin!r} may not be told to a model.")
        if type(self.words) is not str:  # a subclass marks what is not for a model
            raise ForeignText(f"A {type(self.words).__name__} may not be told to a model.")


Value = Text | int | float | bool | None
Values = Value | tuple["Values", ...] | Mapping[str, "Values"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of JSON: a message, or a record of ours. JSON's escaping keeps a text from posing as another line."""

    values: Mapping[str, Values]
    is_earlier: bool = False  # earlier talk, which is left out first
    _told: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        told = json.dumps(_plain(self.values), ensure_ascii=False, separators=(",", ":"))
        object.__setattr__(self, "_told", told)

    def __str__(self) -> str:
        """Return the line as it is told."""
        return self._told


def _plain(value: Values) -> object:
    match value:
        case Text(words):
            return words
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case tuple():
            return [_plain(each) for each in value]
        case bool() | int() | float() | None:
            return value
    raise ForeignText(f"A bare {type(value).__name__} may not be told to a model.")


@dataclass(frozen=True, slots=True)
class Offer:
    """A function the model may call: one thing that can be wanted."""

    name: str
    description: str
    parameters: Mapping[str, object]  # JSON Schema; every property required, none beside them, no bounds
    length: int = field(init=False, repr=False)  # in characters

    def __post_init__(self) -> None:
        length = len(self.name) + len(self.description) + len(json.dumps(self.parameters))
        object.__setattr__(self, "length", length)


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that a model is told for one call.

    `instructions` and `offers` are the fixed head: byte for byte the same for every tenant, so that it can be cached.
    """

    instructions: Text
    offers: tuple[Offer, ...]
    lines: tuple[Line, ...]  # what the channel's list stands at, earlier talk, and last the newest message
    member_key: str = field(repr=False)  # whose turn it is; goes out only as a keyed hash
    most_tokens: int = 1200  # of the answer

    def __post_init__(self) -> None:
        if self.instructions.origin is not Origin.OURS:
            raise ForeignText("Only we instruct a model.")

    def shorter(self, most: int) -> "Briefing":
        """Return it with no more than `most` characters of earlier talk, the newest."""
        lines = list(self.lines)
        while sum(len(str(line)) for line in lines if line.is_earlier) > most:
            lines.remove(next(line for line in lines if line.is_earlier))
        return replace(self, lines=tuple(lines))

    @property
    def length(self) -> int:
        """Return its size in characters: what a budget is reserved by before the call."""
        return len(self.instructions.words) + sum(o.length for o in self.offers) + sum(len(str(x)) for x in self.lines)


@dataclass(frozen=True, slots=True)
class Call:
    """A function the model called: a proposal, to be checked before anything comes of it."""

    name: str
    arguments: str  # as the model wrote them: JSON, or what should have been

    @property
    def is_sound(self) -> bool:
        """Whether the arguments are JSON's object, or none at all; whether they fit the function is another matter."""
        try:
            return isinstance(json.loads(self.arguments or "{}"), dict)
        except (ValueError, RecursionError):
            return False


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call cost, in tokens; as far as the server tells."""

    read: int
    written: int
    cached: int = 0  # of those read


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model answered."""

    calls: tuple[Call, ...] = ()
    words: str = ""
    usage: Usage | None = None  # None: the server does not say
    is_cut: bool = False  # the model was stopped at the most tokens: its last call may be missing
