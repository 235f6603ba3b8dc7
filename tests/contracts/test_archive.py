"""What every `Archive` promises."""

from dataclasses import dataclass, replace

import pytest

from bot.accounts.ports import AccountStore, Archive, Receipt
from bot.chat import Channel, ChannelKind, Member
from bot.conversation.ports import Inbox
from bot.curation.forgetting import UNSAID
from bot.curation.music import Playlist, Revision
from bot.curation.ports import PlaylistStore, Published
from bot.curation.wish import Said, Style, Wish
from bot.sessions.ports import SessionStore
from bot.sessions.session import Session
from tests.contracts.examples import ANA, KITCHEN, LEO, a_message, a_playlist, a_revision, a_session, an_account

ATTIC = Channel("discord", "another guild", "attic")
HALL = Channel("discord", "guild", "hall")
ANAS_OWN = Channel("discord", "direct", "dm-1", kind=ChannelKind.DM)
SOMEBODY = Member("discord", "guild", "left", "someone who left")
MINA = Member("discord", "people", "3", "Mina")  # known in every guild, as people are on Discord
OMAR = Member("discord", "people", "4", "Omar")


@dataclass(frozen=True, slots=True)
class Kept:
    """All stores over one place, and the archive that sees into them."""

    archive: Archive
    inbox: Inbox
    sessions: SessionStore
    playlists: PlaylistStore
    accounts: AccountStore

    async def a_session(self, number: int, channel: Channel, *members: Member, ended: bool = False) -> Session:
        """Keep a session with its list, of one revision."""
        session = a_session(number, *members, channel=channel, ended=ended)
        await self.playlists.add(a_playlist(session.playlist_id, revisions=1))
        await self.sessions.save(session)
        return session

    async def has_list(self, playlist_id: str) -> bool:
        """Tell whether the list is kept."""
        try:
            await self.playlists.get(playlist_id)
        except KeyError:
            return False
        return True


@pytest.fixture
def kept(
    archive: Archive, inbox: Inbox, sessions: SessionStore, playlists: PlaylistStore, accounts: AccountStore
) -> Kept:
    return Kept(archive, inbox, sessions, playlists, accounts)


async def test_forgets_what_a_tenants_channels_hold_and_nothing_else(kept: Kept) -> None:
    for number, (channel, ended) in enumerate([(KITCHEN, False), (HALL, True), (ATTIC, False)]):
        await kept.a_session(number, channel, ANA, ended=ended)
        await kept.inbox.accept(a_message(f"m{number}", channel))

    await kept.archive.forget_tenant("discord", "guild")

    assert [await kept.sessions.open_in(channel) for channel in (KITCHEN, HALL)] == [None, None]
    assert await kept.sessions.past_in(HALL) == []
    assert [await kept.has_list(f"p{number}") for number in range(3)] == [False, False, True]
    assert await kept.inbox.open_channels() == [ATTIC]
    assert await kept.sessions.open_in(ATTIC) is not None


async def test_a_tenant_whose_name_begins_alike_is_another_one(kept: Kept) -> None:
    alike = [replace(KITCHEN, tenant="guild2"), replace(KITCHEN, tenant="g_ild"), replace(KITCHEN, platform="slack")]
    for number, channel in enumerate(alike):
        await kept.a_session(number, channel, LEO)

    await kept.archive.forget_tenant("discord", "guild")
    await kept.archive.forget_tenant("discord", "g%")

    assert [await kept.sessions.open_in(channel) is not None for channel in alike] == [True, True, True]


async def test_forgets_the_accounts_of_a_tenants_own_members(kept: Kept) -> None:
    elsewhere = replace(ANA, tenant="another guild")
    for member in (ANA, elsewhere, replace(ANA, platform="slack")):
        await kept.accounts.save(an_account(member))

    await kept.archive.forget_tenant("discord", "guild")

    assert await kept.accounts.of(ANA) is None
    assert await kept.accounts.of(elsewhere) is not None
    assert await kept.accounts.of(replace(ANA, platform="slack")) is not None


@pytest.mark.parametrize("is_in_session", [True, False])
async def test_forgets_the_accounts_that_were_linked_there(kept: Kept, is_in_session: bool) -> None:
    await kept.accounts.save(replace(an_account(MINA), linked_in="guild"))
    if is_in_session:
        await kept.a_session(1, KITCHEN, MINA)

    await kept.archive.forget_tenant("discord", "guild")

    assert await kept.accounts.of(MINA) is None


async def test_forgets_accounts_linked_in_private_by_who_was_in_a_session_only_there(kept: Kept) -> None:
    await kept.accounts.save(an_account(MINA, "mina"))
    await kept.accounts.save(an_account(OMAR, "omar"))  # was in none
    await kept.a_session(1, KITCHEN, MINA, ended=True)

    await kept.archive.forget_tenant("discord", "guild")

    assert await kept.accounts.of(MINA) is None
    assert await kept.accounts.of(OMAR) == an_account(OMAR, "omar")


async def test_keeps_the_account_of_who_is_in_a_session_elsewhere_until_that_goes_too(kept: Kept) -> None:
    await kept.accounts.save(replace(an_account(MINA), linked_in="guild"))
    await kept.a_session(1, KITCHEN, MINA)
    await kept.a_session(2, ATTIC, MINA, ended=True)

    await kept.archive.forget_tenant("discord", "guild")
    after_one = await kept.accounts.of(MINA)
    await kept.archive.forget_tenant("discord", "another guild")

    assert after_one == an_account(MINA)
    assert await kept.accounts.of(MINA) is None


async def test_keeps_the_account_of_a_guest_that_was_linked_at_home(kept: Kept) -> None:
    await kept.accounts.save(replace(an_account(MINA), linked_in="home"))
    await kept.a_session(1, KITCHEN, MINA)

    await kept.archive.forget_tenant("discord", "guild")

    assert await kept.accounts.of(MINA) is not None


async def test_forgetting_a_tenant_again_does_no_harm(kept: Kept) -> None:
    await kept.a_session(1, KITCHEN, ANA)

    await kept.archive.forget_tenant("discord", "guild")
    await kept.archive.forget_tenant("discord", "guild")

    assert await kept.sessions.open_in(KITCHEN) is None


async def test_knows_the_channels_of_a_tenant_that_it_keeps_anything_of(kept: Kept) -> None:
    await kept.a_session(1, KITCHEN, ANA)
    await kept.a_session(2, ATTIC, ANA)
    await kept.inbox.accept(a_message("m1", replace(HALL, thread="17.5")))

    assert await kept.archive.channels_of("discord", "guild") == {"kitchen", "hall"}
    assert await kept.archive.channels_of("discord", "nowhere") == frozenset()


async def test_a_member_is_gone_from_account_rosters_and_hosts(kept: Kept) -> None:
    await kept.accounts.save(an_account(ANA))
    await kept.accounts.save(an_account(LEO, "leo"))
    await kept.a_session(1, KITCHEN, ANA, LEO)
    await kept.a_session(2, HALL, LEO, ANA, ended=True)

    receipt = await kept.archive.forget_member(ANA, SOMEBODY)

    assert (receipt.account, receipt.rosters) == ("Ana R.", 2)
    assert await kept.accounts.of(ANA) is None
    assert await kept.accounts.of(LEO) is not None
    session, [past] = await kept.sessions.open_in(KITCHEN), await kept.sessions.past_in(HALL)
    assert session is not None
    assert (session.members, session.host) == ((LEO,), None)
    assert (past.members, past.host) == ((LEO,), LEO)


async def test_somebody_stands_in_a_members_place_in_every_revision(kept: Kept) -> None:
    wish = Wish((Said(Style("ambient"), ANA, "something calm"), Said(Style("pop"), LEO, "pop")))
    first = replace(a_revision(1, wish=wish), author=ANA, words="something calm")
    second = a_revision(2, wish=wish)  # by Leo, with two tracks for Ana
    await kept.playlists.add(replace(a_playlist(), revisions=(first, second)))
    await kept.playlists.add(replace(a_playlist("p2"), revisions=(by_leo_alone(),)))

    receipt = await kept.archive.forget_member(ANA, SOMEBODY)

    kept_first, kept_second = (await kept.playlists.get("p1")).revisions
    assert (kept_first.author, kept_first.words) == (SOMEBODY, UNSAID)
    assert kept_first.author.name == "someone who left"
    assert (kept_second.author, kept_second.words) == (LEO, second.words)
    assert [entry.member for entry in kept_second.entries] == [SOMEBODY, SOMEBODY]
    assert [entry.uri for entry in kept_second.entries] == [entry.uri for entry in second.entries]
    assert kept_second.wish.said == (Said(Style("ambient"), SOMEBODY, UNSAID), wish.said[1])
    assert (await kept.playlists.get("p2")).revisions == (by_leo_alone(),)
    assert receipt == Receipt(changes=1, wishes=1, tracks=2)


async def test_a_list_in_a_members_account_is_not_known_to_be_there_any_more(kept: Kept) -> None:
    for playlist_id, owner in (("p1", ANA), ("p2", LEO)):
        await kept.playlists.add(a_playlist(playlist_id, revisions=1))
        await kept.playlists.mark_published(playlist_id, owner, Published("37i9", "https://o/37i9"))
        await kept.playlists.mark_written(playlist_id, 1)

    await kept.archive.forget_member(ANA, SOMEBODY)

    assert place_of(await kept.playlists.get("p1")) == (None, None, None, False)
    assert place_of(await kept.playlists.get("p2")) == (LEO, "37i9", "https://o/37i9", True)


async def test_what_a_member_made_in_private_goes_whole(kept: Kept) -> None:
    await kept.a_session(1, ANAS_OWN, ANA)
    await kept.a_session(2, KITCHEN, ANA)

    receipt = await kept.archive.forget_member(ANA, SOMEBODY)

    assert (receipt.private_lists, receipt.rosters) == (1, 1)
    assert await kept.sessions.open_in(ANAS_OWN) is None
    assert [await kept.has_list(playlist_id) for playlist_id in ("p1", "p2")] == [False, True]


async def test_a_member_whose_id_is_part_of_anothers_stays(kept: Kept) -> None:
    namesake = replace(ANA, id="11", name="Ana")
    revision = replace(a_revision(), author=namesake, entries=())
    await kept.playlists.add(replace(a_playlist(), revisions=(revision,)))

    assert (await kept.archive.forget_member(ANA, SOMEBODY)).is_empty
    assert (await kept.playlists.get("p1")).revisions == (revision,)


async def test_who_is_forgotten_already_leaves_an_empty_receipt(kept: Kept) -> None:
    await kept.accounts.save(an_account(ANA))
    await kept.a_session(1, KITCHEN, ANA)

    first = await kept.archive.forget_member(ANA, SOMEBODY)
    second = await kept.archive.forget_member(ANA, SOMEBODY)

    assert not first.is_empty
    assert second.is_empty


def by_leo_alone() -> Revision:
    """Return a revision without Ana."""
    return replace(a_revision(), entries=tuple(replace(entry, member=LEO) for entry in a_revision().entries))


def place_of(playlist: Playlist) -> tuple[object, ...]:
    """Return what is known of where a list is."""
    return playlist.owner, playlist.service_id, playlist.url, playlist.revisions[-1].written
