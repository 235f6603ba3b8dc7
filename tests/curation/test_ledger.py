"""Who came short in earlier lists."""

from dataclasses import replace

import pytest

from bot.chat import Member
from bot.curation.ledger import DECAY, TRACKS, opener, owed, served_by
from bot.curation.music import Entry, Revision, Source
from bot.curation.picks import Origin, Pick
from bot.curation.wish import Explicit, Named, Said, Stance
from tests.examples import ANA, LEO, MINA, a_playlist, a_revision, a_wish, said, style


def entry(member: Member | None, *because: str) -> Entry:
    """Return an entry that is there for a member and meets some words."""
    return Entry(f"uri:{member}:{because}", Pick(origin=Origin.OURS), member, Source.STYLE, because)


def revision(number: int, *entries: Entry, wish: tuple[Said, ...], restores: int | None = None) -> Revision:
    """Return a revision that holds `entries` for `wish`."""
    return replace(a_revision(number, entries, restores=restores), wish=a_wish(*wish))


AMBIENT, METAL = said(style("ambient"), ANA), said(style("metal"), LEO)


def test_a_list_serves_a_member_by_what_is_there_for_them_or_meets_their_words() -> None:
    entries = entry(ANA, "ambient"), entry(None, "ambient", "metal"), entry(LEO, "calm"), entry(ANA)

    served = served_by(a_playlist(revision(1, *entries, wish=(AMBIENT, METAL))))

    assert served == [{ANA: 0.75, LEO: 0.5}]


@pytest.mark.parametrize("piece", [Explicit(False), style("sad", Stance.LESS), Named(Pick("Glory Box"))])
def test_who_wished_for_no_style_is_neither_served_nor_short(piece: Explicit | Named) -> None:
    served = served_by(a_playlist(revision(1, entry(ANA), wish=(AMBIENT, said(piece, MINA)))))

    assert MINA not in served[0]


def test_a_list_that_took_the_place_of_another_is_one_of_its_own() -> None:
    first = revision(1, entry(ANA, "ambient"), wish=(AMBIENT,))
    grown = revision(2, entry(ANA, "ambient"), entry(LEO, "metal"), wish=(AMBIENT, METAL))
    new = revision(3, entry(LEO, "metal"), wish=(METAL,))

    assert served_by(a_playlist(first, grown, new)) == [{LEO: 1.0}, {ANA: 0.5, LEO: 0.5}]


def test_what_was_undone_was_no_list() -> None:
    first = revision(1, entry(ANA, "ambient"), wish=(AMBIENT,))
    back = revision(2, wish=(), restores=0)

    assert served_by(a_playlist(first, back)) == [{}]


def test_who_had_less_than_the_others_is_owed_what_they_had_more() -> None:
    balance = owed([{ANA: 0.9, LEO: 0.5, MINA: 0.1}])

    assert balance == pytest.approx({ANA: -0.4 * TRACKS, LEO: 0, MINA: 0.4 * TRACKS})


def test_what_is_owed_fades_from_list_to_list() -> None:
    short, even = {ANA: 1.0, LEO: 0.0}, {ANA: 0.5, LEO: 0.5}

    assert owed([even, even, short])[LEO] == pytest.approx(DECAY**2 * owed([short])[LEO])


def test_who_came_short_most_opens() -> None:
    balance = owed([{ANA: 0.9, LEO: 0.5, MINA: 0.1}])

    assert opener(balance, [ANA, LEO, MINA]) == MINA
    assert opener(balance, [ANA, LEO]) is None


def test_nobody_opens_where_all_had_about_the_same_or_one_is_alone() -> None:
    assert opener(owed([{ANA: 0.5, LEO: 0.45}]), [ANA, LEO]) is None
    assert opener(owed([{ANA: 1.0, LEO: 0.0}]), [LEO]) is None
    assert opener({}, []) is None
