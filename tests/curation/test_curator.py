"""Making a list and changing it in place."""

import pytest

from bot.chat import Member
from bot.curation.curator import Curator
from bot.curation.finder import Finder
from bot.curation.music import Entry, Item, Source, Track
from bot.curation.outcome import Group, Outcome
from bot.curation.picks import Pick
from bot.curation.wish import Explicit, Length, Named, Resize, Said, Share, Stance, Together, Wish
from bot.errors import MemberError, NoMatch, ServiceDown
from tests.curation.fakes import FakeMusic, FakeOpenData, a_lexicon, of_genre, some_tracks
from tests.examples import ANA, LEO, MINA, a_track, a_wish, an_entry, said, style

GENRES = ("pop", "synthpop", "indie pop", "country", "folk", "ambient", "ambient jazz", "jazz", "metal", "thrash metal")
SHELVES = {genre: some_tracks(genre, 26, seconds=180 + 11 * n) for n, genre in enumerate(GENRES)}
NO, MORE, LESS = Stance.NO, Stance.MORE, Stance.LESS


class World:
    """A curator with its pretend outside, and one list it made."""

    def __init__(self, *more: Track) -> None:
        shelves = {**SHELVES, "more": list(more)}
        facts = {uri: fact for genre, tracks in SHELVES.items() for uri, fact in of_genre(tracks, genre).items()}
        self.music = FakeMusic(shelves)
        self.curator = Curator(Finder(self.music, FakeOpenData(facts), a_lexicon()), a_lexicon())
        self.wish = Wish()
        self.entries: tuple[Entry, ...] = ()
        self.items: dict[str, Item] = {}

    async def make(self, *pieces: Said, members: tuple[Member, ...] = (ANA, LEO)) -> Outcome:
        """Make the list."""
        self.wish = a_wish(*pieces)
        return self._kept(await self.curator.make(self.wish, Group(members)))

    async def refine(self, *pieces: Said, members: tuple[Member, ...] = (ANA, LEO)) -> Outcome:
        """Change the list."""
        self.wish = self.wish.with_said(*pieces)
        outcome = await self.curator.refine(self.entries, self.items, self.wish, pieces, Group(members))
        return self._kept(outcome)

    def genres(self) -> list[str]:
        """Return the genre of each item on the list."""
        names = [self.items[e.uri].title for e in self.entries]
        return [next(g for g in sorted(GENRES, key=len, reverse=True) if n.startswith(g.title())) for n in names]

    def _kept(self, outcome: Outcome) -> Outcome:
        self.entries, self.items = outcome.entries, dict(outcome.items)
        return outcome


def of(entries: tuple[Entry, ...], member: Member) -> list[str]:
    """Return the addresses of a member's entries, in order."""
    return [e.uri for e in entries if e.member == member]


async def test_makes_twenty_tracks_with_seven_searches_at_the_most() -> None:
    world = World()

    outcome = await world.make(said(style("calm")), said(style("pop"), LEO))

    assert len(outcome.entries) == len({e.uri for e in outcome.entries}) == 20
    assert outcome.remarks == ()
    assert len(world.music.queries) <= 7


async def test_a_banned_genre_is_on_no_list() -> None:
    world = World()

    await world.make(said(style("road trip")), said(style("country", NO), LEO))

    assert "country" not in world.genres()


async def test_both_who_spoke_choose_alike() -> None:
    world = World()

    outcome = await world.make(said(style("ambient")), said(style("metal"), LEO))

    assert len(of(outcome.entries, ANA)) == len(of(outcome.entries, LEO)) == 10


async def test_who_spoke_only_of_limits_has_turns_too() -> None:
    world = World()

    outcome = await world.make(said(style("pop")), said(Explicit(False), LEO))

    assert len(of(outcome.entries, LEO)) == 10


async def test_a_running_time_is_met() -> None:
    world = World()

    outcome = await world.make(said(style("pop")), said(Length(seconds=3600)))

    assert sum(outcome.items[e.uri].seconds for e in outcome.entries) == pytest.approx(3600, rel=0.02)


async def test_a_track_asked_for_by_name_opens_the_list() -> None:
    glory = a_track("Glory Box")
    world = World(glory)

    outcome = await world.make(said(style("pop")), said(Named(Pick("glory box", "portishead")), LEO))

    assert (outcome.entries[0].uri, outcome.entries[0].member) == (glory.uri, LEO)
    assert outcome.entries[0].source is Source.ASKED
    assert len(outcome.entries) == 20


async def test_a_name_that_nobody_has_is_said() -> None:
    with pytest.raises(NoMatch, match="Nonsense"):
        await World().make(said(Named(Pick("Nonsense", "Nobody"))))


async def test_an_artist_asked_for_has_more_than_two() -> None:
    portishead = [a_track(title) for title in ("Roads", "Numb", "Strangers", "Biscuit")]
    world = World(*portishead)

    outcome = await world.make(said(Named(Pick(artist="Portishead"))), said(Length(tracks=4)))

    assert {e.uri for e in outcome.entries} == {t.uri for t in portishead}


async def test_fewer_than_asked_is_said() -> None:
    world = World()
    world.music.shelves = {"folk": SHELVES["folk"][:6]}

    outcome = await world.make(said(style("folk")))

    assert [(r.key, r.values["count"]) for r in outcome.remarks] == [("fewer_than_asked", 6)]


async def test_nothing_at_all_is_said() -> None:
    with pytest.raises(NoMatch, match="nothing"):
        await World().make(said(style("bossa nova")), said(style("jazz", NO)))


async def test_a_service_that_is_down_is_no_empty_list() -> None:
    world = World()
    world.music.down = True

    with pytest.raises(ServiceDown):
        await world.make(said(style("pop")))


async def test_together_with_somebody_unknown_to_us_is_said() -> None:
    outcome = await World().make(said(style("pop")), said(Together(("Leo", ""))))

    assert [(r.key, r.values["name"]) for r in outcome.remarks] == [("nothing_known_of", "Leo")]


async def test_together_with_nobody_here_is_said_and_the_rest_made() -> None:
    outcome = await World().make(said(style("pop")), said(Together(("Zoe", ""))))

    assert outcome.entries
    assert [(r.key, r.values["name"]) for r in outcome.remarks] == [("nothing_known_of", "Zoe")]


async def test_calmer_leaves_the_liked_rest_in_its_place() -> None:
    world = World()
    await world.make(said(style("ambient")), said(style("metal"), LEO))
    before, genres = world.entries, world.genres()

    await world.refine(said(style("calm", MORE)))

    assert len(world.entries) == len(before)
    assert all(new == old for new, old, g in zip(world.entries, before, genres, strict=True) if g.startswith("ambient"))
    assert world.genres().count("metal") < genres.count("metal")


async def test_no_metal_takes_all_of_it_off_and_nothing_else() -> None:
    world = World()
    await world.make(said(style("ambient")), said(style("metal"), LEO))
    liked = [e for e, genre in zip(world.entries, world.genres(), strict=True) if "metal" not in genre]

    await world.refine(said(style("metal", NO)))

    assert not any("metal" in genre for genre in world.genres())
    assert set(liked) <= set(world.entries)
    assert len(world.entries) == 20


async def test_too_sad_for_me_touches_only_the_speakers_share() -> None:
    world = World()
    await world.make(said(style("folk")), said(style("folk"), LEO))
    leos = of(world.entries, LEO)
    anas = of(world.entries, ANA)

    await world.refine(said(style("sad", LESS), ANA, only_mine=True))

    assert [uri for uri in of(world.entries, LEO) if uri in leos] == leos
    assert of(world.entries, ANA) != anas


async def test_without_a_share_there_is_none_to_change() -> None:
    world = World()
    await world.make(said(style("folk")))

    with pytest.raises(MemberError, match="share"):
        await world.refine(said(style("sad", LESS), MINA, only_mine=True))


async def test_more_from_leo_hands_places_to_leo() -> None:
    world = World()
    await world.make(said(style("ambient")), said(style("metal"), LEO))
    before = len(of(world.entries, LEO))

    await world.refine(said(Share("Leo", MORE)))

    assert len(of(world.entries, LEO)) > before
    assert len(world.entries) == 20


async def test_more_from_nobody_here_is_refused() -> None:
    world = World()
    await world.make(said(style("pop")))

    with pytest.raises(MemberError, match="Zoe"):
        await world.refine(said(Share("Zoe", MORE)))


async def test_longer_keeps_all_and_adds() -> None:
    world = World()
    await world.make(said(style("pop")))
    before = world.entries

    await world.refine(said(Resize(1.5)))

    assert world.entries[:20] == before
    assert len(world.entries) == 30


async def test_shorter_keeps_what_was_asked_for_by_name() -> None:
    glory = a_track("Glory Box")
    world = World(glory)
    await world.make(said(style("pop")), said(Named(Pick("Glory Box", "Portishead"))))

    await world.refine(said(Length(tracks=3)))

    assert len(world.entries) == 3
    assert glory.uri in {e.uri for e in world.entries}


async def test_a_later_ban_leaves_what_was_asked_for_by_name() -> None:
    wanted = SHELVES["country"][0]
    world = World()
    await world.make(said(style("pop")), said(Named(Pick(wanted.title, wanted.credit))))

    await world.refine(said(style("calm", MORE)))

    assert wanted.uri in {e.uri for e in world.entries}


async def test_an_artist_taken_out_by_name_goes_and_another_comes() -> None:
    world = World()
    await world.make(said(style("pop")))
    gone = world.items[world.entries[3].uri]

    await world.refine(said(Named(Pick(artist=gone.credit), NO)))

    assert gone.uri not in {e.uri for e in world.entries}
    assert len(world.entries) == 20


async def test_what_has_no_better_successor_stays() -> None:
    tracks = SHELVES["metal"][:6]
    world = World()
    world.music.shelves = {"metal": tracks}
    world.wish = a_wish(said(style("metal")))
    world.entries = tuple(an_entry(t, ANA, style="metal") for t in tracks)
    world.items = {t.uri: t for t in tracks}
    before = world.entries

    await world.refine(said(style("calm", MORE)))

    assert world.entries == before
