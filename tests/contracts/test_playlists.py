"""What every `PlaylistStore` promises."""

import asyncio
from dataclasses import replace

import pytest

from bot.curation.outside import SOMEBODY_THERE, entry_there
from bot.curation.picks import Pick
from bot.curation.ports import PlaylistStore, Published
from bot.curation.wish import (
    Arc,
    Country,
    Explicit,
    Kind,
    Known,
    Language,
    Length,
    Named,
    NewToUs,
    Piece,
    Reach,
    Resize,
    Said,
    Shape,
    Share,
    Stance,
    Style,
    Together,
    Topic,
    Wish,
    Years,
)
from bot.errors import ServiceDown
from tests.contracts.examples import ANA, LEO, a_playlist, a_revision

PIECES: tuple[Piece, ...] = (
    Style("trip hop", Stance.MORE),
    Named(Pick(artist="Portishead"), Stance.NO),
    Years(1990, 1999, Stance.NO),
    Length(tracks=20),
    Length(seconds=3600),
    Resize(1.5),
    Explicit(allowed=False),
    Language("es", Stance.NO),
    Country("es", Stance.NO),  # looks just like a language
    Known(Reach.LESSER_KNOWN),
    NewToUs(),
    Topic("black holes"),
    Together(("", "Leo")),
    Share("Leo", Stance.LESS),
    Arc(Shape.WAVE),
)


async def test_gives_a_playlist_back_with_its_revisions_oldest_first(playlists: PlaylistStore) -> None:
    playlist = replace(a_playlist(revisions=2), service_id="37i9", url="https://o/37i9", owner=LEO)

    await playlists.add(playlist)

    assert await playlists.get("p1") == playlist


async def test_keeps_every_kind_of_piece_apart(playlists: PlaylistStore) -> None:
    said = tuple(Said(piece, ANA, "as said", only_mine=True) for piece in PIECES)
    revision = a_revision(wish=Wish(said, Kind.MIXED))
    await playlists.add(a_playlist())

    await playlists.add_revision("p1", revision)

    assert (await playlists.get("p1")).wish == revision.wish


async def test_keeps_who_an_entry_is_for(playlists: PlaylistStore) -> None:
    for_all = replace(a_revision(), entries=(replace(a_revision().entries[0], member=None), *a_revision(2).entries))
    await playlists.add(a_playlist())

    await playlists.add_revision("p1", for_all)

    assert (await playlists.get("p1")).entries == for_all.entries


async def test_keeps_what_came_from_outside(playlists: PlaylistStore) -> None:
    change = replace(a_revision(), author=SOMEBODY_THERE, words="", entries=(entry_there("spotify:track:9"),))
    await playlists.add(a_playlist())

    await playlists.add_revision("p1", change)

    assert (await playlists.get("p1")).revisions == (change,)


async def test_raises_key_error_for_a_playlist_there_is_not(playlists: PlaylistStore) -> None:
    with pytest.raises(KeyError):
        await playlists.get("p9")
    with pytest.raises(KeyError):
        await playlists.add_revision("p9", a_revision())


async def test_a_turn_that_runs_again_gets_the_revision_it_made(playlists: PlaylistStore) -> None:
    await playlists.add(a_playlist())
    first = await playlists.add_revision("p1", a_revision(1, "turn"))

    again = await playlists.add_revision("p1", replace(a_revision(2, "turn"), words="other words"))

    assert again == first == a_revision(1, "turn")
    assert len((await playlists.get("p1")).revisions) == 1


async def test_one_turn_twenty_times_at_once_makes_one_revision(playlists: PlaylistStore) -> None:
    await playlists.add(a_playlist())

    kept = await asyncio.gather(*(playlists.add_revision("p1", a_revision()) for _ in range(20)))

    assert set(kept) == {a_revision()}
    assert (await playlists.get("p1")).revisions == (a_revision(),)


async def test_of_twenty_turns_that_followed_the_same_revision_one_is_kept(playlists: PlaylistStore) -> None:
    await playlists.add(a_playlist(revisions=1))
    turns = [playlists.add_revision("p1", a_revision(2, f"turn {number}")) for number in range(20)]

    outcomes = await asyncio.gather(*turns, return_exceptions=True)

    assert sum(isinstance(outcome, ServiceDown) for outcome in outcomes) == 19
    assert [revision.number for revision in (await playlists.get("p1")).revisions] == [1, 2]


@pytest.mark.parametrize("number", [1, 3])
async def test_refuses_a_revision_that_does_not_follow_the_newest(playlists: PlaylistStore, number: int) -> None:
    await playlists.add(a_playlist(revisions=1))

    with pytest.raises(ServiceDown):
        await playlists.add_revision("p1", a_revision(number, "late"))


async def test_keeps_playlists_apart(playlists: PlaylistStore) -> None:
    await playlists.add(a_playlist("p1"))
    await playlists.add(a_playlist("p2"))

    await playlists.add_revision("p1", a_revision(1, "turn"))
    await playlists.add_revision("p2", a_revision(1, "turn"))

    assert len((await playlists.get("p1")).revisions) == len((await playlists.get("p2")).revisions) == 1


async def test_notes_where_the_playlist_is(playlists: PlaylistStore) -> None:
    await playlists.add(a_playlist())

    await playlists.mark_published("p1", ANA, Published("37i9", "https://o/37i9"))

    playlist = await playlists.get("p1")
    assert (playlist.owner, playlist.service_id, playlist.url) == (ANA, "37i9", "https://o/37i9")


async def test_at_most_one_revision_is_the_written_one(playlists: PlaylistStore) -> None:
    await playlists.add(a_playlist(revisions=3))

    await playlists.mark_written("p1", 2)
    await playlists.mark_written("p1", 3)

    assert [revision.written for revision in (await playlists.get("p1")).revisions] == [False, False, True]
