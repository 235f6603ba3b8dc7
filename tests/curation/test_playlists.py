"""Every change a revision, every revision brought to the music service whole."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import pytest

from bot.chat import Member
from bot.curation.edits import Row
from bot.curation.going_back import before_change_of, before_last_change, state_of
from bot.curation.music import Playlist
from bot.curation.playlists import Change, Playlists
from bot.curation.ports import Published
from bot.curation.wish import Wish
from bot.errors import NotAllowed, NothingThere, ServiceDown
from tests.curation.fakes import FakeMusic, FakePlaylistService
from tests.examples import ANA, EVENING, LEO, MINA, a_playlist, a_revision, a_track, an_entry
from tests.memory import MemoryItems, MemoryPlaylists

TRACKS = [a_track(title) for title in ("Roads", "Numb", "Strangers", "Biscuit")]


def evening() -> datetime:
    """Return the time of the tests."""
    return EVENING


class Keeping:
    """Playlists over stores in memory and a pretend service, with one list."""

    def __init__(self) -> None:
        self.service = FakePlaylistService()
        self.music = FakeMusic({"trip hop": TRACKS})
        self.cache = MemoryItems(evening)
        self.playlists = Playlists(MemoryPlaylists(), self.service, self.music, self.cache, evening)
        self.playlist = Playlist("")

    async def holds(self, *places: int, by: Member = ANA, turn: str = "", title: str | None = None) -> Playlist:
        """Change the list to the tracks at these places; a turn is new unless it is named."""
        if not self.playlist.id:
            self.playlist = await self.playlists.new()
        change = Change(by, "words", turn or f"turn-{len(self.playlist.revisions) + 1}")
        entries = [an_entry(TRACKS[place]) for place in places]
        items = {t.uri: t for t in TRACKS}
        self.playlist = await self.playlists.change(self.playlist, change, entries, Wish(), items=items, title=title)
        return self.playlist

    async def undo(self, by: Member = ANA) -> list[str]:
        """Take the last change back; return the titles on the list."""
        number = before_last_change(self.playlist)
        change = Change(by, "undo", f"turn-{len(self.playlist.revisions) + 1}")
        self.playlist = await self.playlists.back_to(self.playlist, change, number)
        return self.titles()

    async def publish(self, owner: Member = ANA) -> Playlist:
        """Bring the list to the service."""
        turn = self.playlist.revisions[-1].turn
        await self.playlists.publish(self.playlist, owner, "about", turn=turn)
        self.playlist = await self.playlists.get(self.playlist.id)
        return self.playlist

    def titles(self) -> list[str]:
        """Return the titles on the list."""
        return [next(t.title for t in TRACKS if t.uri == e.uri) for e in self.playlist.entries]

    def written(self) -> list[str]:
        """Return the titles that the service's newest list holds."""
        return [next(t.title for t in TRACKS if t.uri == uri) for uri in [*self.service.lists.values()][-1]]


async def test_a_turn_makes_one_revision() -> None:
    keeping = Keeping()

    await keeping.holds(0, turn="one message")
    await keeping.holds(0, 1, turn="one message")

    assert len(keeping.playlist.revisions) == 1
    assert keeping.titles() == ["Roads"]


async def test_a_change_keeps_the_title_unless_it_says_another() -> None:
    keeping = Keeping()
    await keeping.holds(0, title="Friday")

    await keeping.holds(0, 1)

    assert keeping.playlist.title == "Friday"


async def test_undo_again_and_again_walks_back_to_the_empty_list() -> None:
    keeping = Keeping()
    for count in (1, 2, 3):
        await keeping.holds(*range(count))

    walk = [await keeping.undo() for _ in range(3)]

    assert walk == [["Roads", "Numb"], ["Roads"], []]
    with pytest.raises(NothingThere):
        await keeping.undo()


async def test_a_change_after_an_undo_walk_is_undone_to_where_the_walk_stood() -> None:
    keeping = Keeping()
    for count in (1, 2, 3):
        await keeping.holds(*range(count))
    await keeping.undo()
    await keeping.undo()

    await keeping.holds(0, 3)

    assert await keeping.undo() == ["Roads"]
    assert await keeping.undo() == []


async def test_going_back_to_a_version_and_undoing_leads_before_that_version() -> None:
    keeping = Keeping()
    for count in (1, 2, 3):
        await keeping.holds(*range(count))
    keeping.playlist = await keeping.playlists.back_to(keeping.playlist, Change(LEO, "back to 2", "back"), 2)

    assert state_of(keeping.playlist, 4) == 2
    assert await keeping.undo() == ["Roads"]


async def test_back_to_before_a_members_change() -> None:
    keeping = Keeping()
    await keeping.holds(0)
    await keeping.holds(0, 1, by=LEO)
    await keeping.holds(0, 1, 2)

    assert before_change_of(keeping.playlist, LEO) == 1
    assert before_change_of(keeping.playlist, ANA) == 2
    with pytest.raises(NothingThere, match="Mina"):
        before_change_of(keeping.playlist, MINA)


def test_a_change_that_was_undone_is_not_the_members_last_in_force() -> None:
    playlist = a_playlist(
        a_revision(1, author=LEO), a_revision(2, author=ANA), a_revision(3, author=LEO), a_revision(4, restores=2)
    )

    assert before_change_of(playlist, LEO) == 0


async def test_publishing_makes_the_list_and_writes_it() -> None:
    keeping = Keeping()
    await keeping.holds(0, 1, title="Friday")

    published = await keeping.publish()

    assert published.url == "https://open.test/service-1"
    assert (keeping.written(), keeping.service.titles) == (["Roads", "Numb"], {"service-1": "Friday"})


async def test_publishing_twice_writes_once() -> None:
    keeping = Keeping()
    await keeping.holds(0)

    await keeping.publish()
    await keeping.publish()

    assert keeping.service.calls == ["create", "write"]


@pytest.mark.parametrize("step", ["create", "write"])
async def test_publishing_can_be_repeated_after_a_failure(step: str) -> None:
    keeping = Keeping()
    await keeping.holds(0, 1)
    keeping.service.fails_at = step
    with pytest.raises(ServiceDown):
        await keeping.publish()
    keeping.playlist = await keeping.playlists.get(keeping.playlist.id)
    keeping.service.fails_at = None

    await keeping.publish()

    assert len(keeping.service.lists) == 1
    assert keeping.written() == ["Roads", "Numb"]


async def test_a_new_title_is_told_to_the_service() -> None:
    keeping = Keeping()
    await keeping.holds(0, title="Friday")
    await keeping.publish()

    await keeping.holds(0, 1, title="Saturday")
    await keeping.publish()

    assert keeping.service.titles == {"service-1": "Saturday"}


async def test_a_change_without_a_new_title_describes_nothing() -> None:
    keeping = Keeping()
    await keeping.holds(0, title="Friday")
    await keeping.publish()

    await keeping.holds(0, 1)
    await keeping.publish()

    assert keeping.service.calls == ["create", "write", "held", "write"]


async def test_a_title_that_could_not_be_told_is_told_with_the_next_change() -> None:
    keeping = Keeping()
    await keeping.holds(0, title="Friday")
    await keeping.publish()
    await keeping.holds(0, 1, title="Saturday")
    keeping.service.fails_at = "describe"
    with pytest.raises(ServiceDown):
        await keeping.publish()
    keeping.service.fails_at = None

    await keeping.holds(0, 1, 2)
    await keeping.publish()

    assert keeping.service.titles == {"service-1": "Saturday"}


async def test_another_owner_gets_a_list_of_their_own() -> None:
    keeping = Keeping()
    await keeping.holds(0)
    await keeping.publish(ANA)
    await keeping.holds(0, 1)

    await keeping.publish(LEO)

    assert list(keeping.service.owners.values()) == [ANA, LEO]
    assert keeping.service.lists["service-1"] == [TRACKS[0].uri]
    assert keeping.written() == ["Roads", "Numb"]


async def test_another_owner_gets_the_list_even_when_it_was_written_before() -> None:
    keeping = Keeping()
    await keeping.holds(0, 1)
    await keeping.publish(ANA)

    await keeping.publish(LEO)

    assert keeping.written() == ["Roads", "Numb"]


async def test_after_an_undo_the_service_holds_the_earlier_state() -> None:
    keeping = Keeping()
    await keeping.holds(0)
    await keeping.holds(0, 1)
    await keeping.publish()

    await keeping.undo()
    await keeping.publish()

    assert keeping.written() == ["Roads"]


async def test_items_come_from_the_cache_else_from_the_list_else_from_the_service() -> None:
    keeping = Keeping()
    await keeping.holds(0)
    await keeping.publish()
    uris = [t.uri for t in TRACKS[:3]] + ["spotify:track:gone"]
    keeping.service.items = {TRACKS[1].uri: TRACKS[1]}
    keeping.service.lists["service-1"] = [TRACKS[1].uri]

    found = await keeping.playlists.items(uris, keeping.playlist)

    assert set(found) == set(uris[:3])
    keeping.music.down = True
    assert set(await keeping.playlists.items(uris[:3])) == set(uris[:3])


async def test_two_turns_at_once_make_one_list_on_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    keeping = Keeping()
    playlist = await keeping.holds(0, 1)
    create = keeping.service.create

    async def slowly(owner: Member, title: str, description: str, *, begun: bool = False) -> Published:
        await asyncio.sleep(0)
        return await create(owner, title, description, begun=begun)

    monkeypatch.setattr(keeping.service, "create", slowly)
    await asyncio.gather(*(keeping.playlists.publish(playlist, ANA, "words") for _ in range(2)))

    assert len(keeping.service.lists) == 1


async def test_an_owner_who_linked_another_account_gets_the_list_there(monkeypatch: pytest.MonkeyPatch) -> None:
    keeping = Keeping()
    await keeping.playlists.publish(await keeping.holds(0), ANA, "words")
    write = keeping.service.write

    async def refusing(owner: Member, service_id: str, uris: Sequence[str], held: Sequence[Row] | None = None) -> None:
        if service_id == "service-1":
            raise NotAllowed("not yours", reason="not_owner")
        await write(owner, service_id, uris, held)

    monkeypatch.setattr(keeping.service, "write", refusing)
    published = await keeping.playlists.publish(await keeping.holds(0, 1), ANA, "words")

    assert published.service_id == "service-2"
    assert len(keeping.service.lists["service-2"]) == 2
