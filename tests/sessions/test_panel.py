"""The session as it is shown."""

from bot.chat import Member
from bot.curation.music import Playlist
from bot.sessions.panel import description_of, panel_of, rows_of
from bot.sessions.session import Session
from tests.examples import ANA, EVENING, GENERAL, LEO, a_playlist, a_revision, a_track, an_entry

GLORY, ROADS = a_track("Glory Box", seconds=305), a_track("Roads", seconds=300)
ITEMS = {t.uri: t for t in (GLORY, ROADS)}


def a_session(host: Member | None = None) -> Session:
    """Return a session of Ana and Leo."""
    return Session("s", GENERAL, "list", EVENING, (ANA, LEO), host)


def a_list(owner: Member | None = None) -> Playlist:
    """Return a list of two tracks, one asked for by Ana and one found for Leo."""
    entries = (an_entry(GLORY, ANA, asked=True), an_entry(ROADS, LEO, style="trip hop"))
    return Playlist("list", (a_revision(1, entries, title="Friday"),), "service-1", "https://open.test/list", owner)


def test_a_row_tells_for_whom_and_why() -> None:
    rows = rows_of(a_list().entries, ITEMS, "en")

    assert [(r.number, r.title, r.credit, r.member, r.asked) for r in rows] == [
        (1, "Glory Box", "Portishead", "Ana", True),
        (2, "Roads", "Portishead", "Leo", False),
    ]
    assert (rows[0].note, rows[1].note) == ("asked for by name", "trip hop")


def test_what_is_gone_leaves_its_number_free() -> None:
    rows = rows_of(a_list().entries, {ROADS.uri: ROADS}, "en")

    assert [r.number for r in rows] == [2]


def test_the_panel_tells_title_time_version_and_members() -> None:
    panel = panel_of(a_session(), a_list(), ITEMS, "en")

    assert (panel.title, panel.seconds, panel.revision, panel.members) == ("Friday", 605, 1, ("Ana", "Leo"))


def test_the_address_is_shown_only_while_the_list_is_its_hosts() -> None:
    assert panel_of(a_session(ANA), a_list(ANA), ITEMS, "en").url == "https://open.test/list"
    assert panel_of(a_session(LEO), a_list(ANA), ITEMS, "en").url is None


def test_a_list_without_a_name_is_called_something() -> None:
    assert panel_of(a_session(), a_playlist(), {}, "en").title == "Our list"


def test_the_description_tells_words_and_no_names_and_is_short() -> None:
    many = tuple(an_entry(a_track(str(n)), ANA, style=f"a rather long genre {n} " * 4) for n in range(20))

    short = description_of(a_list(), "en")
    long = description_of(a_playlist(a_revision(1, many)), "en")

    assert "trip hop" in short
    assert "Ana" not in short
    assert len(long) <= 300
