"""The baseline: plain BM25 over the same catalogue, asked with all the words said so far."""

import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import bm25s  # type: ignore[import-untyped]
import numpy as np

from adapters.sandbox.country_names import COUNTRY_NAMES
from adapters.sandbox.words import words_of
from tests.eval.facts import Facts

DECADES = {195: "fifties", 196: "sixties", 197: "seventies", 198: "eighties", 199: "nineties", 200: "noughties"}
STOP_WORDS = frozenset(
    word
    for line in Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)  # chat words among them: without those BM25 finds far more


@dataclass(frozen=True, slots=True)
class Baseline:
    """BM25 with the published defaults over one document for each track."""

    tracks: tuple[Facts, ...]
    index: bm25s.BM25

    @classmethod
    def over(cls, tracks: Iterable[Facts]) -> "Baseline":
        """Index the tracks of the catalogue's files; the pretend versions of them are left out, which helps it."""
        kept = tuple(facts for facts in tracks if not facts.recording.pretend)
        names = _names_of_places()
        index = bm25s.BM25()
        index.index([_document(facts, names) for facts in kept], show_progress=False)
        return cls(kept, index)

    def best(self, words: str, count: int, may: Callable[[Facts], bool] | None = None) -> list[Facts]:
        """Return the tracks that fit the words best, at most `count`, best first; of those that `may` be, if given."""
        query = [word for word in words_of(words) if word not in STOP_WORDS and word in self.index.vocab_dict]
        if not query:
            return []
        scores = self.index.get_scores(query)
        if may is not None:
            scores = scores * np.array([may(facts) for facts in self.tracks], dtype=scores.dtype)
        order = np.argsort(-scores, kind="stable")[:count]
        return [self.tracks[place] for place in order if scores[place] > 0]


def _document(facts: Facts, names: dict[str, str]) -> list[str]:
    """Return all the words there are for a track: the very facts that the judge goes by, but energy and valence."""
    recording, decade = facts.recording, facts.year // 10
    texts: Sequence[str] = (
        recording.title,
        *(artist.name for artist in recording.artists),
        recording.album,
        *recording.genres,
        *recording.moods,
        *recording.sounds,
        names.get(recording.country, ""),
        names.get(recording.language, recording.language),
        f"{facts.year} {decade}0s {decade % 10}0s {DECADES.get(decade, '')}",
    )
    return [word for text in texts for word in words_of(text)]


def _names_of_places() -> dict[str, str]:
    """Return what countries and languages are called, the people's adjective too: "France french"."""
    table = files("bot.conversation.rules").joinpath("phrases_en.toml").read_text(encoding="utf-8")
    phrases = tomllib.loads(table)
    names = dict(COUNTRY_NAMES)
    for section in ("countries", "nations", "tongues"):
        for code, said in phrases[section].items():
            names[code] = f"{names.get(code, '')} {' '.join(said)}"
    return names
