"""Matching over the catalogue of real tracks, and over any text at all."""

from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sandbox import lines
from bot.curation.likeness import artist_likeness
from bot.curation.matching import best_match, closeness
from bot.curation.music import Track
from bot.curation.picks import Pick
from bot.curation.titles import parsed, plain
from tests.examples import a_track

CATALOGUE = Path(lines.__file__).with_name("catalogue")
EVERY = 4  # one artist in so many is enough to keep the rules honest, and quick

TWINS = {"Raga Bhairav", "Raga Bhairavi"}  # two ragas, and as near as a typo

some_text = st.text(max_size=30)


@pytest.fixture(scope="module")
def artists() -> list[list[Track]]:
    """Return the tracks of some artists of the catalogue, by artist."""
    songs = sorted(lines.read(CATALOGUE).songs, key=lambda song: song.performer.name)
    groups = [list(group) for _, group in groupby(songs, key=lambda song: song.performer.name)]
    return [[a_track(s.title, s.performer.name, *s.featured) for s in group] for group in groups[::EVERY]]


def test_every_track_is_found_among_its_artists_by_its_own_name(artists: list[list[Track]]) -> None:
    missed = [
        str(pick)
        for tracks in artists
        for track in tracks
        for pick in (
            Pick(track.title, track.artists[0]),
            Pick(track.title.casefold()),
            Pick(words=f"{track.title} {track.artists[0]}"),
            Pick(words=f"{track.artists[0]} {track.title}".casefold()),
        )
        if best_match(pick, tracks) != track
    ]

    assert missed == []


def test_no_track_is_taken_for_another_of_its_artist(artists: list[list[Track]]) -> None:
    wrong = [
        (track.title, other.title)
        for tracks in artists
        for track in tracks
        for other in tracks
        if other.title != track.title
        and {track.title, other.title} != TWINS
        and closeness(Pick(track.title, track.artists[0]), other) > 0
    ]

    assert wrong == []


@given(some_text, some_text, some_text, some_text, some_text)
def test_any_text_can_be_compared(title: str, artist: str, words: str, name: str, credit: str) -> None:
    near = closeness(Pick(title, artist, words), a_track(name or "x", credit))

    assert 0.0 <= near <= 1.0
    assert 0.0 <= artist_likeness(artist, (credit,)) <= 1.0


@given(st.text(min_size=1, max_size=30))
def test_making_a_name_plain_twice_changes_no_more_than_once(name: str) -> None:
    assert parsed(name).song or not name.strip()
    assert plain(plain(name)) == plain(name)
