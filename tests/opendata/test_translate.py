"""ListenBrainz's answers, and whose they are."""

from typing import Any

import pytest

from adapters.opendata.translate import aligned, fits, to_facts, to_lookup
from bot.curation.music import Track
from bot.curation.ports import OpenFacts


def a_track(title: str = "Glory Box", *artists: str) -> Track:
    return Track(f"spotify:track:{title}", title, artists or ("Portishead",), 305)


METADATA = {
    "artist": {"name": "Portishead", "artists": [{"name": "Portishead", "area": "United Kingdom"}, {"area": None}]},
    "recording": {"rels": []},
    "release": {"name": "Dummy", "year": 1994},
    "tag": {
        "recording": [{"tag": "electronic", "count": 3}, {"tag": "Trip Hop", "count": 8}, {"tag": "bad", "count": 0}],
        "artist": [{"tag": "trip hop", "count": 13, "artist_mbid": "x"}, {"tag": "trip hop", "count": 2}],
        "release_group": [{"tag": "mysterious", "count": 1}],
    },
}


def test_metadata_becomes_facts() -> None:
    assert to_facts(METADATA) == OpenFacts(
        tags=(("trip hop", 8), ("electronic", 3)),
        artist_tags=(("trip hop", 15),),
        year=1994,
        countries=("United Kingdom",),
    )


def test_the_first_release_is_the_year_that_counts() -> None:
    facts = to_facts(METADATA | {"recording": {"first_release_date": "1993-11"}})

    assert facts is not None
    assert facts.year == 1993


@pytest.mark.parametrize(
    "metadata", [None, {}, [], "x", {"tag": None, "artist": [], "recording": 3, "release": {"year": "1994"}}]
)
def test_nothing_said_is_nothing_known(metadata: Any) -> None:
    assert to_facts(metadata) is None


@pytest.mark.parametrize(
    ("title", "artists", "name", "credit", "same"),
    [
        ("Glory Box", ("Portishead",), "Glory Box", "Portishead", True),
        ("Glory Box - Remastered 2011", ("Portishead",), "Glory Box", "Portishead", True),
        ("Hoppípolla", ("Sigur Rós",), "Hoppipolla", "Sigur Ros", True),
        ("Empire State (feat. Alicia Keys)", ("JAY-Z", "Alicia Keys"), "Empire State", "Jay-Z feat. A. Keys", True),
        ("夜に駆ける", ("YOASOBI",), "夜に駆ける", "YOASOBI", True),
        ("Glory Box", ("Portishead",), "Glory Box", "The Karaoke Kings", False),
        ("Glory Box", ("Portishead",), "Roads", "Portishead", False),
        ("Glory Box", ("Portishead",), None, "Portishead", False),
    ],
)
def test_an_answer_is_taken_only_for_its_own_track(
    title: str, artists: tuple[str, ...], name: Any, credit: Any, same: bool
) -> None:
    assert fits({"recording_name": name, "artist_credit_name": credit}, a_track(title, *artists)) is same


def test_a_track_is_asked_for_by_bare_title_and_first_artist() -> None:
    asked = to_lookup(a_track("Glory Box - Live at Roseland", "Portishead", "Somebody"))

    assert asked == {"recording_name": "Glory Box", "artist_name": "Portishead"}
    long = to_lookup(a_track("x" * 500, "y" * 500))
    assert len(long["recording_name"]) + len(long["artist_name"]) <= 250


def test_rows_are_aligned_by_index_or_by_place() -> None:
    assert aligned([{"index": 1, "a": 1}], 2) == [{}, {"index": 1, "a": 1}]
    assert aligned([{"a": 1}, None, {"b": 1}], 3) == [{"a": 1}, {}, {"b": 1}]
    assert aligned({"code": 400}, 2) == [{}, {}]
    assert aligned([{"index": 9}, {"index": "x"}], 1) == [{}]
