"""Who came short before opens the next list, and it is said."""

from collections.abc import Sequence

from bot.chat import Member
from bot.curation.ledger import Served
from bot.curation.music import Source
from bot.curation.outcome import Group, Outcome
from bot.curation.picks import Pick
from bot.curation.wish import Named, Said
from tests.curation.test_curator import World
from tests.examples import ANA, LEO, MINA, a_track, a_wish, said, style

MEMBERS = (ANA, LEO, MINA)
MINA_SHORT: Served = {ANA: 0.6, LEO: 0.6, MINA: 0.1}
WISHES = said(style("ambient"), ANA), said(style("metal"), LEO), said(style("country"), MINA)


async def made(world: World, *pieces: Said, served: Sequence[Served] = ()) -> Outcome:
    """Return a list that the world's curator makes for a group with such earlier lists."""
    return await world.curator.make(a_wish(*pieces), Group(MEMBERS, served=served))


async def blended(world: World, newcomer: Said, *, served: Sequence[Served]) -> Outcome:
    """Return what becomes of a list of Ana's when a member wants something too."""
    first = await made(world, WISHES[0])
    wish = a_wish(WISHES[0], newcomer)
    return await world.curator.blend(first.entries, first.items, wish, [newcomer], Group(MEMBERS, served=served))


def remarks(outcome: Outcome) -> dict[str, object]:
    """Return the names in the remarks of an outcome."""
    return {remark.key: remark.values.get("name") for remark in outcome.remarks}


async def test_the_list_opens_for_who_came_short_and_says_so() -> None:
    outcome = await made(World(), *WISHES, served=[MINA_SHORT])

    assert outcome.entries[0].member == MINA
    assert "country" in outcome.entries[0].because
    assert remarks(outcome) == {"opens": "Mina"}


async def test_where_nobody_came_short_nothing_is_said() -> None:
    outcome = await made(World(), *WISHES, served=[{ANA: 0.5, LEO: 0.5, MINA: 0.5}])

    assert remarks(outcome) == {}


async def test_alone_nobody_is_said_to_open() -> None:
    outcome = await made(World(), WISHES[2], served=[MINA_SHORT])

    assert remarks(outcome) == {}


async def test_an_opening_is_not_claimed_where_a_track_asked_for_by_name_is_first() -> None:
    glory = a_track("Glory Box")
    asked = said(Named(Pick("glory box", "portishead")), MINA)

    outcome = await made(World(glory), *WISHES, asked, served=[MINA_SHORT])

    assert outcome.entries[0].source is Source.ASKED
    assert remarks(outcome) == {}


async def test_who_joins_a_list_after_coming_short_before_opens_it() -> None:
    outcome = await blended(World(), WISHES[2], served=[{ANA: 1.0}, MINA_SHORT])

    assert outcome.entries[0].member == MINA
    assert remarks(outcome) == {"opens": "Mina"}


async def test_the_list_being_changed_is_no_earlier_one() -> None:
    outcome = await blended(World(), WISHES[2], served=[MINA_SHORT])

    assert outcome.entries[0].member == ANA
    assert remarks(outcome) == {}


async def test_an_opening_takes_no_more_places_than_a_share() -> None:
    def places(outcome: Outcome, member: Member) -> int:
        return sum(entry.member == member for entry in outcome.entries)

    usual = await blended(World(), WISHES[2], served=[{ANA: 1.0}])
    opening = await blended(World(), WISHES[2], served=[{ANA: 1.0}, MINA_SHORT])

    assert places(opening, MINA) == places(usual, MINA) == 10
