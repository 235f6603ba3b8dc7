"""A model that says what it was told to say, and keeps all it was told."""

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence

from bot.chat import Channel
from bot.conversation.briefing import Briefing, Call, Completion, Usage
from bot.conversation.talk import Sheet

Script = Completion | Exception | Callable[[Briefing], Completion]


class ScriptedModel:
    """A `LanguageModel` that answers from a script, one entry a call; after its end it stays silent."""

    def __init__(self, *script: Script) -> None:
        self.script = list(script)
        self.told: list[Briefing] = []
        self.reads: asyncio.Event = asyncio.Event()  # set when a call has begun
        self.answers: asyncio.Event = asyncio.Event()  # clear it to let a call wait
        self.answers.set()

    async def complete(self, briefing: Briefing) -> Completion:
        """Return the script's next answer."""
        self.told.append(briefing)
        self.reads.set()
        await self.answers.wait()
        answer = self.script.pop(0) if self.script else calls(("stay_silent", {"reason": "nothing to say"}))
        if isinstance(answer, Exception):
            raise answer
        return answer(briefing) if callable(answer) else answer

    def newest(self, call: int = -1) -> dict[str, object]:
        """Return the line that a call was to answer."""
        lines = [json.loads(str(line)) for line in self.told[call].lines]
        return next(line for line in reversed(lines) if line.get("now"))


class NoRecords:
    """The `Records` of a channel without a list, or with a sheet of one's own."""

    def __init__(self, sheet: Sheet | None = None) -> None:
        self.sheet = sheet or Sheet()

    async def of(self, channel: Channel, spoken_of: str | None) -> Sheet:
        """Return the sheet."""
        return self.sheet


def calls(*named: tuple[str, dict[str, object]], words: str = "") -> Completion:
    """Return an answer that calls functions; what a function wants beside is left out or null."""
    made = tuple(Call(name, json.dumps(filled(name, given))) for name, given in named)
    return Completion(made, words, Usage(read=1000, written=100))


_DEFAULTS: dict[str, dict[str, object]] = {
    "make_list": {
        "wishes": [], "tracks": [], "count": None, "minutes": None, "name": None, "is_new": False, "say": None,
    },
    "change_list": {
        "wishes": [], "more_from": [], "less_from": [], "only_mine": False, "tracks": [], "count": None,
        "minutes": None, "say": None,
    },
    "find_podcasts": {"minutes": None},
    "go_back": {"before": None, "version": None},
    "ask_group": {"options": []},
}  # fmt: skip


def filled(name: str, given: dict[str, object]) -> dict[str, object]:
    """Return arguments with all that the schema requires."""
    return {**_DEFAULTS.get(name, {}), **given}


def wish(by: str = "m1", **given: object) -> dict[str, object]:
    """Return a member's wish as a model writes it; styles may be plain words."""
    styles = given.pop("styles", ())
    assert isinstance(styles, Iterable)
    empty: dict[str, object] = {"artists": [], "years": [], "countries": [], "languages": []}
    return {
        "by": by, **empty, "familiarity": None, "explicit": None, **given,
        "styles": [{"words": s, "attitude": "want"} if isinstance(s, str) else s for s in styles],
    }  # fmt: skip


def track(title: str, artist: str, by: str | None = None) -> dict[str, object]:
    """Return a proposed track as a model writes it."""
    return {"title": title, "artist": artist, "by": by}


def which(number: int | None = None, words: str | None = None, *, every: bool = False) -> dict[str, object]:
    """Return what a model writes for an entry of the list."""
    return {"number": number, "words": words, "every": every}


def told_lines(briefing: Briefing) -> Sequence[dict[str, object]]:
    """Return the lines of a briefing, read back."""
    return [json.loads(str(line)) for line in briefing.lines]
