"""Whatever is edited here and there, in whatever weather: both sides end equal, and nothing is lost unsaid."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.curation.going_back import before_change_of, before_last_change
from bot.curation.music import Entry, Playlist
from bot.curation.outside import SOMEBODY_THERE
from bot.curation.playlists import Change, Playlists
from bot.curation.wish import Wish
from bot.errors import NothingThere, NotLinked, ServiceError
from tests.curation.fakes import FakeMusic
from tests.curation.rough_weather import RoughService, Storm
from tests.examples import ANA, EVENING, LEO, a_track, an_entry
from tests.memory import MemoryItems, MemoryPlaylists

OURS = ("add", "add", "drop", "refine", "move", "undo", "restore", "before", "title", "look")
EDITS = ("add", "drop", "refine", "move", "title")  # which leave alone what they know nothing of
THERE = ("add there", "add there", "again there", "remove there", "reorder there", "rename there", "empty there")
Act = tuple[str, int]

acts = st.lists(
    st.tuples(st.sampled_from((*OURS, *OURS, *THERE, "storm", "restart")), st.integers(0, 10_000)), max_size=30
)
calm = st.lists(st.tuples(st.sampled_from((*OURS, "storm", "restart")), st.integers(0, 10_000)), max_size=30)


@dataclass(frozen=True, slots=True)
class Shown:
    """A revision as it was kept when it was made."""

    number: int
    entries: tuple[Entry, ...]
    title: str


class Life:
    """One list, its group, and somebody who edits it on the service."""

    def __init__(self) -> None:
        self.service, self.store = RoughService(), MemoryPlaylists()
        self.playlists = self._bot()
        self.id = ""
        self.turns = 0
        self.tracks = 0
        self.from_outside: set[str] = set()  # put in there, and not taken out there again
        self.shown: dict[int, Shown] = {}

    async def lives(self, acts: Sequence[Act]) -> Playlist:
        """Live through `acts`, then through a calm hour; return the list."""
        self.id = (await self.playlists.new()).id
        await self._ours("add", Random(0))
        for act, seed in acts:
            dice = Random(seed)
            if act == "storm":
                self.service.storm = Storm(dice.randrange(4), dice.randrange(1, 6), dice.random() < 0.5, seed % 3 == 0)
            elif act == "restart":
                self.playlists = self._bot()
            elif act in OURS:
                await self._ours(act, dice)
            else:
                self._there(act, dice)
        self.service.storm = Storm()
        await self._brought("calm")
        return await self.playlists.get(self.id)

    async def goes_back_to(self, number: int) -> tuple[Entry, ...]:
        """Restore a revision; return what is on the list then, here."""
        self.turns += 1
        change = Change(ANA, "back", f"turn-{self.turns}")
        playlist = await self.playlists.back_to(await self.playlists.get(self.id), change, number)
        await self._brought(change.turn)
        return playlist.entries

    async def _ours(self, act: str, dice: Random) -> None:
        self.turns += 1
        turn = f"turn-{self.turns}"
        change = Change(dice.choice([ANA, LEO]), act, turn)
        known = await self.playlists.get(self.id)
        unheard_of = self.from_outside.intersection(map(str, self.service.rows)) - {e.uri for e in known.entries}
        is_heard = act in EDITS and self.service.storm.calls == 0 and known.revisions and known.revisions[-1].written
        try:
            await self._changed(known, change, act, dice)
        except NothingThere:
            return
        await self._brought(turn)
        if is_heard:
            assert unheard_of <= {e.uri for e in (await self.playlists.get(self.id)).entries}, act

    async def _changed(self, playlist: Playlist, change: Change, act: str, dice: Random) -> None:
        if act in ("undo", "restore", "before", "look"):
            playlist = await self.playlists.looked_at(playlist, change.turn)
        match act:
            case "look":
                return
            case "undo":
                await self.playlists.back_to(playlist, change, before_last_change(playlist))
            case "before":
                await self.playlists.back_to(playlist, change, before_change_of(playlist, LEO))
            case "restore":
                await self.playlists.back_to(playlist, change, dice.randint(0, len(playlist.revisions)))
            case _:
                entries, title = self._edited(list(playlist.entries), act, dice)
                await self.playlists.change(playlist, change, entries, Wish(), items={}, title=title)

    def _edited(self, entries: list[Entry], act: str, dice: Random) -> tuple[list[Entry], str | None]:
        if act == "drop" and entries:
            del entries[dice.randrange(len(entries))]
        elif act == "move" and entries:
            entries.insert(dice.randrange(len(entries)), entries.pop(dice.randrange(len(entries))))
        elif act == "refine" and entries:
            places = dice.sample(range(len(entries)), k=len(entries) // 3)
            entries = [self._new() if place in places else e for place, e in enumerate(entries)]
        elif act == "add":
            entries += [self._new() for _ in range(dice.randint(1, 8))]
        return entries, f"Name {dice.randrange(5)}" if act == "title" else None

    def _there(self, act: str, dice: Random) -> None:
        rows = self.service.rows
        if act == "add there":
            self.tracks += 1
            rows.insert(dice.randint(0, len(rows)), uri := f"spotify:track:out-{self.tracks}")
            self.from_outside.add(uri)
        elif act == "again there" and rows:
            rows.append(dice.choice(rows))
        elif act == "remove there" and rows:
            self.from_outside.discard(str(rows.pop(dice.randrange(len(rows)))))
        elif act == "reorder there":
            dice.shuffle(rows)
        elif act == "empty there":
            self.from_outside.difference_update(map(str, rows))
            rows.clear()
        elif act == "rename there" and self.service.names:
            self.service.names[[*self.service.names][-1]] = "Theirs"

    async def _brought(self, turn: str) -> None:
        """Bring the list, as a turn does at its end, and remember what was shown."""
        playlist = await self.playlists.get(self.id)
        try:
            playlist = await self.playlists.publish(playlist, ANA, "about", turn=turn)
        except (ServiceError, NotLinked):
            playlist = await self.playlists.get(self.id)
        for revision in playlist.revisions:
            self.shown.setdefault(revision.number, Shown(revision.number, revision.entries, revision.title))

    def _new(self) -> Entry:
        self.tracks += 1
        return an_entry(a_track(f"Song {self.tracks}"))

    def _bot(self) -> Playlists:
        return Playlists(self.store, self.service, FakeMusic(), MemoryItems(lambda: EVENING), lambda: EVENING)


async def check(acts: Sequence[Act]) -> None:
    life = Life()
    await life.lives(acts)
    await life._ours("look", Random(0))
    playlist = await life.playlists.get(life.id)

    assert [e.uri for e in playlist.entries] == life.service.rows
    assert [r.number for r in playlist.revisions] == list(range(1, len(playlist.revisions) + 1))
    assert [Shown(r.number, r.entries, r.title) for r in playlist.revisions] == list(life.shown.values())
    kept = {e.uri for revision in playlist.revisions for e in revision.entries}
    assert life.from_outside <= kept
    for number in Random(len(acts)).sample(range(1, len(playlist.revisions) + 1), k=min(3, len(playlist.revisions))):
        assert await life.goes_back_to(number) == playlist.revisions[number - 1].entries
        assert life.service.rows == [e.uri for e in playlist.revisions[number - 1].entries]


@settings(max_examples=300, deadline=None)
@given(acts)
@example([("storm", 1), ("add there", 5), ("add", 2), ("drop", 1), ("undo", 1)])
def test_both_sides_end_equal_and_every_revision_can_be_gone_back_to(acts: list[Act]) -> None:
    asyncio.run(check(acts))


@settings(max_examples=200, deadline=None)
@given(calm)
def test_nobody_outside_is_credited_with_what_a_broken_write_of_ours_left(acts: list[Act]) -> None:
    playlist = asyncio.run(Life().lives(acts))

    assert all(revision.author != SOMEBODY_THERE for revision in playlist.revisions)
