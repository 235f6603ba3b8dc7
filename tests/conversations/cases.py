"""The conversations: what is said, what a model answers, and what must then be true. Read from recorded/*.toml."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from bot.conversation.briefing import Completion
from bot.errors import ModelDown
from tests.conversations.recorded import answers_of
from tests.eval.facts import Condition

FOLDER = Path(__file__).parent / "recorded"
STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
USUAL_CALLS = 2  # of the model, for one message

Place = Literal["bot", "reply", "dm", "group"]
Way = Literal["public", "private", "both", "silent", "any"]


def _several(given: object) -> object:
    return given if isinstance(given, list | tuple) else [given]


def _a_span(given: object) -> object:
    return given if isinstance(given, list | tuple) else (given, given)


Texts = Annotated[tuple[str, ...], BeforeValidator(_several)]
Conditions = Annotated[tuple[Condition, ...], BeforeValidator(_several)]
Count = Annotated[tuple[int, int], BeforeValidator(_a_span)]
Answers = Annotated[tuple[Completion | ModelDown, ...], BeforeValidator(answers_of)]


@dataclass(frozen=True, slots=True, config=STRICT)
class Expected:
    """What must be true after a message; silence.toml tells what each key means."""

    answer: Way = "public"
    wish: Texts = ()
    not_wish: Texts = ()
    has: Texts = ()
    has_not: Texts = ()
    must: Conditions = ()
    count: Count | None = None
    keeps: float | None = None
    changed: bool = False
    unchanged: bool = False
    entries_of: Mapping[str, Count] | None = None
    added_for: Mapping[str, str] | None = None
    roster: tuple[str, ...] | None = None
    session: Literal["open", "ended", "none"] | None = None
    never_shown: Texts = ()
    told: Texts = ()
    untold: Texts = ()
    calls: int | None = None
    most_calls: int = USUAL_CALLS


@dataclass(frozen=True, slots=True, config=STRICT)
class Saying:
    """One message, with what a model answers to it and what must then be true."""

    by: str
    say: str = ""
    to: Place = "bot"
    after: float = 20.0
    meanwhile: bool = False
    mentions: Texts = ()
    press: str = ""
    how: Literal["typed", "by a bot", "edited", "deleted"] = "typed"
    moderates: bool = False
    model: Answers = ()
    then: Expected = Expected()


@dataclass(frozen=True, slots=True, config=STRICT)
class Case:
    """One conversation."""

    id: str
    theme: str
    members: tuple[str, ...]
    names: Mapping[str, str]  # what the chat shows, where it is not the member's own
    sayings: tuple[Saying, ...]
    is_bad: bool = False  # its recorded model is one that errs: no live model can be asked to do the same

    @property
    def is_about_silence(self) -> bool:
        """Whether somebody must get no answer in it."""
        return any(saying.then.answer == "silent" for saying in self.sayings)


@cache
def all_cases() -> tuple[Case, ...]:
    """Return every conversation, file by file."""
    return tuple(case for path in sorted(FOLDER.glob("*.toml")) for case in cases_in(path.read_text(encoding="utf-8")))


def cases_in(text: str) -> Iterable[Case]:
    """Yield the conversations of one file's text."""
    for row in tomllib.loads(text)["case"]:
        yield _case(row)


def _case(row: Mapping[str, Any]) -> Case:
    given = {"names": {}, **row}
    given["sayings"] = [_saying(said) for said in given.pop("said")]
    return TypeAdapter(Case).validate_python(given)


def _saying(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Part what must be true from what is said; they stand side by side in the files."""
    fields = Expected.__dataclass_fields__
    return {
        **{key: value for key, value in row.items() if key not in fields},
        "then": {key: value for key, value in row.items() if key in fields},
    }
