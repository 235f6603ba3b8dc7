"""Reading a catalogue's files: each line checked, and what is wrong with it said plainly."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adapters.sandbox.line_rules import ARTIST_LINE, EPISODE, SHOW_LINE, TRACK, CatalogueProblem, check


@dataclass(frozen=True, slots=True)
class Performer:
    """Whoever a line is about."""

    name: str
    country: str
    language: str
    genres: tuple[str, ...]
    tier: str
    pretend: bool = False


@dataclass(frozen=True, slots=True)
class Song:
    """One track of a line, or a variant made from one."""

    performer: Performer
    title: str
    album: str
    year: int
    seconds: int
    energy: int
    valence: int
    moods: tuple[str, ...]
    sounds: tuple[str, ...]
    language: str
    genres: tuple[str, ...]
    tier: str
    featured: tuple[str, ...] = ()
    explicit: bool = False
    cover_of: str = ""
    version: str = ""
    album_kind: str = "album"
    original: "Song | None" = None
    is_same_recording: bool = False  # as its original, on another album
    pretend: bool = False


@dataclass(frozen=True, slots=True)
class Podcast:
    """A show with its episodes, each as (title, date, seconds, about, topics, pretend)."""

    name: str
    publisher: str
    country: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    about: str
    episodes: tuple[tuple[str, str, int, str, tuple[str, ...], bool], ...]


@dataclass(slots=True)
class Lines:
    """All that a catalogue's files say, in their order."""

    songs: list[Song] = field(default_factory=list)
    podcasts: list[Podcast] = field(default_factory=list)


def read(path: Path) -> Lines:
    """Return what `path`, one file or a folder of *.jsonl, says.

    Raises:
        CatalogueProblem: there is nothing to read, or a line is malformed.
    """
    lines = Lines()
    for file in _files(path):
        for number, text in _numbered(file):
            try:
                _take(lines, text)
            except CatalogueProblem as problem:
                raise CatalogueProblem(f"{file.name}, line {number}: {problem}") from None
    if not lines.songs:
        raise CatalogueProblem(f"{path} holds no tracks: add a line such as the README of the catalogue shows.")
    return lines


def _files(path: Path) -> list[Path]:
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise CatalogueProblem(f"{path} is no catalogue: give a .jsonl file, or a folder of them.")
    return files


def _numbered(file: Path) -> Iterator[tuple[int, str]]:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CatalogueProblem(f"{file.name} is not UTF-8: save it as UTF-8 text.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _take(lines: Lines, text: str) -> None:
    """Add what one line says to `lines`."""
    try:
        line = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise CatalogueProblem(f"this is not JSON ({error}): write one object in {{}} per line.") from error
    if not isinstance(line, dict) or not {"artist", "show"} & line.keys():
        raise CatalogueProblem('this is neither an artist nor a show: start with {"artist": … or {"show": ….')
    if "show" in line:
        lines.podcasts.append(_podcast(line))
    else:
        lines.songs += _songs(line)


def _songs(line: dict[str, Any]) -> Iterator[Song]:
    check(line, ARTIST_LINE, "the artist")
    performer = Performer(line["artist"], line["country"], line["language"], tuple(line["genres"]), line["tier"])
    for position, track in enumerate(line["tracks"], start=1):
        check(track, TRACK, f"track {position} of {performer.name}")
        yield Song(
            performer, track["title"], track["album"], track["year"], track["seconds"],
            energy=track["energy"], valence=track["valence"],
            moods=tuple(track["moods"]), sounds=tuple(track["sounds"]),
            language=track.get("language", performer.language),
            genres=tuple(track.get("genres", performer.genres)),
            tier=track.get("tier", performer.tier),
            featured=tuple(track.get("with", ())), explicit=track.get("explicit", False),
            cover_of=track.get("cover_of", ""), version=track.get("version", ""),
        )  # fmt: skip


def _podcast(line: dict[str, Any]) -> Podcast:
    check(line, SHOW_LINE, "the show")
    for position, episode in enumerate(line["episodes"], start=1):
        check(episode, EPISODE, f"episode {position} of {line['show']}")
    episodes = tuple(
        (
            episode["title"], episode["date"], episode["seconds"], episode["about"],
            tuple(episode.get("topics", line["topics"])), episode.get("pretend", False),
        )
        for episode in line["episodes"]
    )  # fmt: skip
    return Podcast(
        line["show"], line["publisher"], line["country"],
        tuple(line["languages"]), tuple(line["topics"]), line["about"], episodes,
    )  # fmt: skip
