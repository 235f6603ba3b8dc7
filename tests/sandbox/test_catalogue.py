"""The catalogue: what is shipped, how it is read, what is added to it."""

import re
from collections import Counter
from pathlib import Path

import pytest

from adapters.sandbox.line_rules import CatalogueProblem
from adapters.sandbox.recordings import Catalogue, Recording
from adapters.sandbox.words import fold
from tests.sandbox.examples import Line, a_catalogue, a_show, a_track, an_artist, written

ID = re.compile("[0-9A-Za-z]{22}")
ISRC = re.compile("[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")


@pytest.fixture(scope="module")
def real(shipped: Catalogue) -> list[Recording]:
    return [recording for recording in shipped.recordings if not recording.pretend]


def test_ships_two_thousand_tracks_by_seven_hundred_artists(real: list[Recording]) -> None:
    assert len(real) >= 2_000
    assert len({recording.artists[0].id for recording in real}) >= 700


def test_every_decade_since_1950_has_sixty_tracks(real: list[Recording]) -> None:
    decades = Counter(recording.year // 10 * 10 for recording in real)

    assert {decade: decades[decade] for decade in range(1950, 2030, 10) if decades[decade] < 60} == {}


def test_fifty_countries_and_a_hundred_and_twenty_genres_are_heard(real: list[Recording]) -> None:
    assert len({recording.country for recording in real}) >= 50
    assert len({genre for recording in real for genre in recording.genres}) >= 120


def test_no_artist_has_two_tracks_of_one_title(real: list[Recording]) -> None:
    titles = Counter((fold(recording.artists[0].name), fold(recording.title)) for recording in real)

    assert [title for title, times in titles.items() if times > 1] == []


def test_no_artist_is_spelled_in_two_ways(shipped: Catalogue) -> None:
    names = Counter(fold(artist.name) for artist in shipped.artists if not artist.pretend)

    assert [name for name, times in names.items() if times > 1] == []


def test_years_and_lengths_are_sane(real: list[Recording]) -> None:
    assert [track.title for track in real if not 1950 <= track.year <= 2026] == []
    assert [track.title for track in real if not 30 <= track.seconds <= 3_600] == []


def test_a_hundred_and_twenty_shows_have_episodes(shipped: Catalogue) -> None:
    titles = Counter((episode.show.id, fold(episode.title)) for episode in shipped.episodes)

    assert len(shipped.shows) >= 120
    assert all(shipped.episodes_by_show[show.id] for show in shipped.shows)
    assert [title for title, times in titles.items() if times > 1] == []


def test_ids_are_unique_and_look_like_spotifys(shipped: Catalogue) -> None:
    for things in (shipped.recordings, shipped.albums, shipped.artists, shipped.shows, shipped.episodes):
        ids = [thing.id for thing in things]

        assert len(set(ids)) == len(ids)
        assert all(map(ID.fullmatch, ids))
    assert all(ISRC.fullmatch(recording.isrc) for recording in shipped.recordings)


def test_albums_and_recordings_name_each_other(shipped: Catalogue) -> None:
    for album in shipped.albums:
        tracks = [shipped.recording_by_id[track] for track in album.track_ids]

        assert {track.album_id for track in tracks} == {album.id}
        assert [track.track_number for track in tracks] == list(range(1, len(tracks) + 1))


def test_levels_are_in_range_and_moods_are_told(shipped: Catalogue) -> None:
    assert {track.energy for track in shipped.recordings} == {1, 2, 3, 4, 5}
    assert {track.valence for track in shipped.recordings} == {1, 2, 3, 4, 5}
    assert all(track.moods and track.sounds and track.genres for track in shipped.recordings)


def test_is_the_same_at_every_start(tmp_path: Path) -> None:
    line = an_artist("Portishead", *(a_track(f"Song {number}") for number in range(20)))

    first, second = (a_catalogue(tmp_path, line, with_variants=True) for _ in range(2))

    assert first == second


def test_a_third_of_the_known_tracks_has_pretend_versions(shipped: Catalogue, real: list[Recording]) -> None:
    known = {track.id for track in real if track.tier in ("hit", "known") and track.version != "live"}
    varied = {track.original for track in shipped.recordings if track.pretend and track.original}

    assert 0.28 < len(known & varied) / len(known) < 0.42
    assert {"live", "remaster", "karaoke", "cover", "sped up", "radio edit", "extended mix", "8d audio"} <= {
        track.version for track in shipped.recordings if track.pretend
    }


def test_only_a_compilation_shares_its_originals_isrc(shipped: Catalogue) -> None:
    originals = shipped.recording_by_id
    pairs = [(track, originals[track.original]) for track in shipped.recordings if track.original and track.pretend]
    sharing = [(track, original) for track, original in pairs if track.isrc == original.isrc]

    assert sharing
    assert all(track.title == original.title for track, original in sharing)
    assert {shipped.album_by_id[track.album_id].kind for track, _ in sharing} == {"compilation"}


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(written(tmp_path, an_artist("A", a_track("One"))).read_text())
    written(tmp_path, an_artist("B", a_track("Two")), a_show("Talk", "First"))

    catalogue = Catalogue.load(tmp_path, with_variants=False)

    assert [recording.title for recording in catalogue.recordings] == ["One", "Two"]
    assert [episode.title for episode in catalogue.episodes] == ["First"]


def test_a_track_written_twice_counts_once(tmp_path: Path) -> None:
    line = an_artist("Portishead", a_track("Glory Box"))

    assert len(a_catalogue(tmp_path, line, line).recordings) == 1


def test_a_cover_knows_its_original(tmp_path: Path) -> None:
    cover = an_artist("Johnny Cash", a_track("Hurt", cover_of="Nine Inch Nails"))

    by_cash, original = a_catalogue(tmp_path, cover, an_artist("Nine Inch Nails", a_track("Hurt"))).recordings

    assert (by_cash.version, by_cash.original) == ("cover", original.id)


GOOD = an_artist("Portishead", a_track("Glory Box"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{not json", "this is not JSON"),
        ('{"name": "Portishead"}', "neither an artist nor a show"),
        ("[1]", "neither an artist nor a show"),
        (GOOD | {"tier": "famous"}, '"tier" of the artist is "famous": write one of "hit", "known"'),
        (GOOD | {"country": "UK!"}, 'write a country of two capital letters, such as "IS"'),
        (GOOD | {"tracks": []}, "write a list of at least one track"),
        (GOOD | {"tracks": ["Glory Box"]}, 'track 1 of Portishead is "Glory Box": write an object'),
        (
            an_artist("A", a_track("B", energy=6)),
            '"energy" of track 1 of A is 6: write a whole number',
        ),
        (an_artist("A", a_track("B", energy=True)), "write a whole number from 1 to 5"),
        (an_artist("A", a_track("B", mood=["sad"])), 'track 1 of A has an unknown "mood"'),
        (an_artist("A", {"title": "B"}), 'track 1 of A lacks "album": write a name or title in quotes'),
        (a_show("Talk", "One", about=""), '"about" of the show is "": write a sentence'),
        (
            a_show("Talk", episodes=[{"title": "One", "date": "2019"}]),
            'write the day it came out, such as "2019',
        ),
    ],
)
def test_a_malformed_line_is_told_with_what_to_write_instead(tmp_path: Path, line: Line | str, told: str) -> None:
    file = written(tmp_path, GOOD, line)

    with pytest.raises(CatalogueProblem, match=r"catalogue\.jsonl, line 2: .*" + re.escape(told.split("line 2: ")[-1])):
        Catalogue.load(file)


def test_a_catalogue_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueProblem, match=r"give a \.jsonl file, or a folder of them"):
        Catalogue.load(tmp_path / "nowhere.jsonl")


def test_a_catalogue_without_tracks_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueProblem, match="holds no tracks"):
        Catalogue.load(written(tmp_path, a_show("Talk", "One")))
