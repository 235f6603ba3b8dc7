"""Spotify's JSON and our words, also where Spotify leaves things out."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.spotify.translate import to_episode, to_item, to_query, to_row_item, to_track, total_of
from bot.curation.music import Episode, Track
from bot.curation.ports import Query

ID = "4uLU6hMCjMI75M1A2tKUQC"
URI = f"spotify:track:{ID}"


def a_track(**changes: Any) -> dict[str, Any]:
    return {
        "type": "track", "id": ID, "uri": URI, "name": "Glory Box", "duration_ms": 305_400, "explicit": True,
        "artists": [{"name": "Portishead"}, {"name": "Isaac Hayes"}],
        "album": {"name": "Dummy", "release_date": "1994-08-22", "images": [{"url": "https://i/640", "width": 640}]},
        "external_ids": {"isrc": "GBAAA9400123"},
        "external_urls": {"spotify": f"https://open.spotify.com/track/{ID}"},
    } | changes  # fmt: skip


def images(*widths: int | None) -> list[dict[str, Any]]:
    return [{"url": f"https://i/{width}", "width": width, "height": width} for width in widths]


def test_a_track_is_translated_whole() -> None:
    assert to_track(a_track()) == Track(
        URI, "Glory Box", ("Portishead", "Isaac Hayes"), 305, "Dummy", 1994, True, "GBAAA9400123",
        f"https://open.spotify.com/track/{ID}", "https://i/640",
    )  # fmt: skip


@pytest.mark.parametrize("missing", ["name", "duration_ms", "artists", "album", "external_ids", "external_urls", "id"])
@pytest.mark.parametrize("as_null", [True, False])
def test_no_field_but_the_uri_is_needed(missing: str, as_null: bool) -> None:
    body = a_track(**{missing: None})
    if not as_null:
        del body[missing]

    track = to_track(body)

    assert track is not None
    assert track.uri == URI


@pytest.mark.parametrize(
    "body", [None, [], "ad", {}, {"type": "ad"}, a_track(uri=None), a_track(type="chapter"), a_track(is_playable=False)]
)
def test_what_is_no_track_or_cannot_be_played_is_nothing(body: Any) -> None:
    assert to_item(body) is None


def test_a_page_is_built_where_none_is_told() -> None:
    track = to_track(a_track(external_urls={}))

    assert track is not None
    assert track.url == f"https://open.spotify.com/track/{ID}"


@pytest.mark.parametrize(
    ("date", "year"),
    [("1994-08-22", 1994), ("1994-08", 1994), ("1994", 1994), ("0000", None), ("", None), (None, None), ("soon", None)],
)
def test_the_year_is_told_by_a_date_of_any_precision(date: Any, year: int | None) -> None:
    track = to_track(a_track(album={"release_date": date}))

    assert track is not None
    assert track.year == year


@pytest.mark.parametrize(
    ("widths", "chosen"),
    [((640, 300, 64), 300), ((64, 640), 640), ((64, 32), 64), ((None,), None), ((200, 201), 200), ((), ...)],
)
def test_the_smallest_image_that_is_large_enough_is_chosen(widths: tuple[int | None, ...], chosen: Any) -> None:
    track = to_track(a_track(album={"images": [*images(*widths), None, {"url": None}]}))

    assert track is not None
    assert track.image == (None if chosen is ... else f"https://i/{chosen}")


def test_an_episode_is_translated_with_its_show() -> None:
    body = {
        "type": "episode", "id": ID, "uri": f"spotify:episode:{ID}", "name": "Walk 1", "duration_ms": 1_500_000,
        "release_date": "2024-01-01", "description": "A walk.", "images": [],
        "show": {"name": "Night Walks", "images": images(300)},
    }  # fmt: skip

    assert to_item(body) == Episode(
        f"spotify:episode:{ID}", "Walk 1", "Night Walks", 1500, "2024-01-01", False,
        f"https://open.spotify.com/episode/{ID}", "https://i/300", "A walk.",
    )  # fmt: skip
    bare = to_episode({"type": "episode", "uri": "spotify:episode:x", "show": None})
    assert bare is not None
    assert bare.show == ""


@pytest.mark.parametrize(
    ("row", "is_there"),
    [
        ({"item": a_track()}, True),
        ({"track": a_track()}, True),
        ({"item": None}, False),
        ({"item": None, "track": None}, False),
        (None, False),
        ({"is_local": True, "item": a_track(uri="spotify:local:a:b:c:1", id=None)}, False),
    ],
)
def test_a_row_holds_an_item_under_its_new_or_old_name(row: Any, is_there: bool) -> None:
    assert (to_row_item(row) is not None) is is_there


def test_a_page_without_a_total_is_as_long_as_its_rows() -> None:
    assert total_of({"items": [1, 2]}) == 2
    assert total_of(None) == 0


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (Query(), ""),
        (Query(words=" glory   box "), "glory box"),
        (Query(title="Glory Box", artist="Portishead"), 'track:"Glory Box" artist:"Portishead"'),
        (Query(title='The "Best" “Song”'), 'track:"The Best Song"'),
        (Query(genre="trip hop", first_year=1990, last_year=1999), 'genre:"trip hop" year:1990-1999'),
        (Query(genre="trip hop", first_year=1999, last_year=1990), 'genre:"trip hop" year:1990-1999'),
        (Query(words="x", first_year=1995, last_year=1995), "year:1995 x"),
        (Query(words="x", first_year=1995), "year:1995-2099 x"),
        (Query(words="x", last_year=1969), "year:1900-1969 x"),
        (Query(genre="ambient", lesser_known=True, words="rain"), 'genre:"ambient" tag:hipster rain'),
        (Query(lesser_known=True), ""),
        (Query(title='"""', words="\x00\n"), ""),
    ],
)
def test_a_query_is_said_in_spotifys_language(query: Query, text: str) -> None:
    assert to_query(query) == text


def test_a_query_is_never_longer_than_spotify_reads() -> None:
    long = "word " * 1000
    text = to_query(Query(long, long, long, long, 1900, 1950, lesser_known=True))

    assert len(text) <= 250
    assert text.count('"') == 6
    assert not to_query(Query(words="x" * 300))[250:]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("type", "id", "name", "duration_ms", "artists", "album", "external_ids", "external_urls", "show", "images")


@settings(deadline=None)  # a busy computer is no mistake
@given(st.dictionaries(st.sampled_from(FIELDS), JSON), st.sampled_from(["track", "episode", "ad"]))
def test_no_json_whatever_breaks_the_translation(changes: dict[str, Any], kind: str) -> None:
    to_item(a_track(type=kind) | changes)
    to_row_item({"item": a_track(type=kind) | changes})
    total_of(changes)


@settings(deadline=None)  # a busy computer is no mistake
@given(st.text(), st.text(), st.text(max_size=400), st.integers(), st.integers())
def test_no_words_whatever_break_a_query(title: str, artist: str, words: str, first: int, last: int) -> None:
    text = to_query(Query(words, title, artist, words, first, last))

    assert len(text) <= 250
    assert text.count('"') % 2 == 0
