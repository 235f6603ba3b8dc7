"""What a model may propose, as functions with arguments: few, coarse, and each one thing a member can want.

A class is a function: its docstring and its fields are what the model reads, and its arguments are checked by it
afterwards. The schemas keep to what every server understands: all properties required, null for what is left out, no
bounds (facts: openai §1.3); bounds are kept here, after the call.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.conversation.briefing import Offer

MOST_NAME = 120  # characters of a title or a name: more is none
MOST_WORDS = 240  # … of what is said in passing
_BOUNDS = ("maxLength", "minLength", "maxItems", "minItems", "maximum", "minimum", "default", "title")


def _one_line(words: object) -> object:
    return " ".join(words.split()) if isinstance(words, str) else words


Name = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=MOST_NAME)]
Words = Annotated[str, BeforeValidator(_one_line), Field(max_length=MOST_WORDS)]
Handle = Annotated[str, Field(description="m1, m2 …: who")]
Attitude = Literal["want", "more", "less", "no"]


class Offered(BaseModel):
    """Arguments as a model gives them: nothing beside what is asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StyleWish(Offered):
    """A genre, mood, scene or sound in one to three plain words."""

    words: Name
    attitude: Attitude


class ArtistWish(Offered):
    """An artist by name."""

    name: Name
    attitude: Attitude


class YearsWish(Offered):
    """First released in these years, both included."""

    first: int = Field(ge=1900, le=2100)
    last: int = Field(ge=1900, le=2100)
    attitude: Literal["want", "no"]


class CodeWish(Offered):
    """A code that is wanted or not: ISO 3166-1 alpha-2 of a country, ISO 639-1 of a language."""

    code: str = Field(pattern="^[A-Za-z]{2}$")
    attitude: Literal["want", "no"]


class MemberWish(Offered):
    """What one member wants of the list; one of these for each member whose words count here."""

    by: Handle
    styles: list[StyleWish] = Field(max_length=12)
    artists: list[ArtistWish] = Field(max_length=12)
    years: list[YearsWish] = Field(max_length=4)
    countries: list[CodeWish] = Field(max_length=8)
    languages: list[CodeWish] = Field(max_length=8)
    familiarity: Literal["emerging", "lesser known", "hits"] | None
    explicit: bool | None = Field(description="false = no explicit lyrics")


class ProposedTrack(Offered):
    """A recording you are sure exists. Most certain first."""

    title: Name
    artist: Name
    by: Handle | None = Field(description="for whom; null = for all")


class MakeList(Offered):
    """A new playlist, or a member's new wish beside what others asked for."""

    wishes: list[MemberWish] = Field(min_length=1, max_length=10)
    tracks: list[ProposedTrack] = Field(max_length=40, description="half as many again as needed")
    count: int | None = Field(ge=1, le=100)
    minutes: int | None = Field(ge=1, le=600)
    name: Words | None = Field(description="what to call the list, if a member said so")
    is_new: bool = Field(description="true only if a member asked to begin anew")
    say: Words | None = Field(description="one short line of yours to show with it, or null")


class ChangeList(Offered):
    """Change the playlist there is; what nobody objects to stays."""

    wishes: list[MemberWish] = Field(max_length=10)
    more_from: list[Handle] = Field(max_length=10)
    less_from: list[Handle] = Field(max_length=10)
    only_mine: bool = Field(description="true if only the speaker's own share should change")
    tracks: list[ProposedTrack] = Field(max_length=40)
    count: int | None = Field(ge=1, le=100)
    minutes: int | None = Field(ge=1, le=600)
    say: Words | None


class AddTracks(Offered):
    """Add tracks that a member asked for by name; correct the spelling, change nothing else."""

    tracks: list[ProposedTrack] = Field(min_length=1, max_length=20)


class Which(Offered):
    """An entry of the list: by its number, or by words of its artist or title; neither = the one last spoken of."""

    number: int | None = Field(ge=-1, le=100, description="-1 = the last")
    words: Words | None
    every: bool = Field(description="all that fit, not the one that fits best")


class RemoveTracks(Offered):
    """Take entries off the list."""

    which: list[Which] = Field(min_length=1, max_length=20)


class ExplainTrack(Offered):
    """Why is this here?"""

    which: Which


class FindPodcasts(Offered):
    """Find podcast episodes on a topic."""

    topic: Words = Field(min_length=1)
    minutes: int | None = Field(ge=1, le=600)


class GoBack(Offered):
    """Back to the list before a member's last change, or to a numbered version; neither = take back the last change."""

    before: Handle | None
    version: int | None = Field(ge=0, le=10_000)


class Tell(Offered):
    """Show or do something that needs no other words."""

    what: Literal[
        "the list",
        "what changed",
        "earlier lists",
        "what I missed",
        "what you know about me",
        "what you can do",
        "who is in the session",
        "join the session",
        "leave the session",
        "end the session",
        "link my account",
        "unlink my account",
    ]


class AskGroup(Offered):
    """Ask one short question, only if nothing can be done without the answer."""

    question: Words = Field(min_length=1)
    options: list[Name] = Field(max_length=5)


class Chat(Offered):
    """A few friendly words where nothing is to be done. Claim no fact about music."""

    words: Words = Field(min_length=1)


class StaySilent(Offered):
    """Say nothing: the message was not meant for you, or wants no answer."""

    reason: Words


OFFERED: tuple[type[Offered], ...] = (
    MakeList,
    ChangeList,
    AddTracks,
    RemoveTracks,
    ExplainTrack,
    FindPodcasts,
    GoBack,
    Tell,
    AskGroup,
    Chat,
    StaySilent,
)


def name_of(offered: type[Offered]) -> str:
    """Return the function's name as the model sees it: "make_list"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", offered.__name__).lower()


BY_NAME: Mapping[str, type[Offered]] = {name_of(offered): offered for offered in OFFERED}


@cache
def offers() -> tuple[Offer, ...]:
    """Return every function with its schema."""
    return tuple(Offer(name, offered.__doc__ or "", _portable(offered)) for name, offered in BY_NAME.items())


def _portable(offered: type[Offered]) -> Mapping[str, object]:
    schema = offered.model_json_schema()
    schema.pop("description", None)  # said once, as the function's
    return _bare(schema, schema.pop("$defs", {}))


def _bare(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, object]:
    """Return a schema without bounds and references, every property required."""
    if "$ref" in schema:
        return _bare(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    bare: dict[str, object] = {}
    for key, value in schema.items():
        if key == "properties":
            bare[key] = {name: _bare(each, definitions) for name, each in value.items()}
        elif key == "anyOf":
            bare[key] = [_bare(each, definitions) for each in value]
        elif key == "items":
            bare[key] = _bare(value, definitions)
        elif key not in _BOUNDS and key != "pattern":
            bare[key] = value
    if "properties" in bare:
        bare["required"] = list(schema["properties"])
        bare["additionalProperties"] = False
    return bare
