"""Opening, joining, hosting and ending sessions."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.accounts.account import Account, AccountState, Tokens
from bot.chat import Member
from bot.curation.playlists import Change, Playlists
from bot.errors import NothingThere
from bot.sessions.sessions import Sessions
from tests.curation.fakes import FakeMusic, FakePlaylistService
from tests.examples import ANA, EVENING, GARDEN, GENERAL, LEO, MINA, a_wish, said, style
from tests.memory import (
    MemoryAccounts,
    MemoryChannels,
    MemoryItems,
    MemoryLocks,
    MemoryPlaylists,
    MemorySessions,
    MemoryVotes,
)


class Evening:
    """Sessions over stores in memory; each look at the clock is a minute later."""

    def __init__(self) -> None:
        self.now = EVENING
        self.accounts = MemoryAccounts()
        playlists = Playlists(MemoryPlaylists(), FakePlaylistService(), FakeMusic(), MemoryItems(), self.clock)
        self.sessions = Sessions(
            MemorySessions(), self.accounts, playlists, MemoryVotes(), MemoryLocks(), MemoryChannels(), self.clock
        )

    def clock(self) -> datetime:
        """Return the time."""
        self.now += timedelta(minutes=1)
        return self.now

    async def link(self, member: Member) -> None:
        """Give a member a linked account."""
        tokens = Tokens("access", "refresh", EVENING, frozenset())
        await self.accounts.save(Account(member, member.id, member.name, tokens, EVENING))

    async def wants(self, member: Member, term: str) -> None:
        """Let a member want a term of the channel's list."""
        session = await self.sessions.join(GENERAL, member)
        playlist = await self.sessions.playlists.get(session.playlist_id)
        wish = a_wish(said(style(term), member))
        await self.sessions.playlists.change(
            playlist, Change(member, term, f"{term}-{self.clock()}"), (), wish, items={}
        )


async def test_joining_opens_a_session_where_there_is_none() -> None:
    evening = Evening()

    session = await evening.sessions.join(GENERAL, ANA)

    assert session.members == (ANA,)
    assert await evening.sessions.current(GENERAL) == session


async def test_a_channel_has_one_session_and_each_member_is_on_its_roster_once() -> None:
    evening = Evening()

    joined = [await evening.sessions.join(GENERAL, who) for who in (ANA, LEO, ANA)]

    assert len({session.id for session in joined}) == 1
    assert joined[-1].members == (ANA, LEO)
    assert (await evening.sessions.join(GARDEN, ANA)).id != joined[0].id


async def test_where_none_is_open_that_is_said() -> None:
    with pytest.raises(NothingThere, match="session"):
        await Evening().sessions.current(GENERAL)


async def test_an_ended_session_is_past_and_the_next_is_new() -> None:
    evening = Evening()
    first = await evening.sessions.join(GENERAL, ANA)

    ended = await evening.sessions.end(GENERAL)
    second = await evening.sessions.join(GENERAL, ANA)

    assert ended.ended is not None
    assert second.id != first.id
    assert second.playlist_id != first.playlist_id


async def test_the_first_member_with_a_linked_account_is_the_host() -> None:
    evening = Evening()
    await evening.link(LEO)
    await evening.link(MINA)
    for who in (ANA, LEO, MINA):
        session = await evening.sessions.join(GENERAL, who)

    assert (await evening.sessions.with_host(session)).host == LEO


async def test_the_host_stays_host_while_the_link_works() -> None:
    evening = Evening()
    await evening.link(LEO)
    session = await evening.sessions.with_host(await evening.sessions.join(GENERAL, LEO))
    await evening.link(ANA)
    joined = replace(session, members=(ANA, LEO))

    assert (await evening.sessions.with_host(joined)).host == LEO


async def test_a_host_whose_link_was_lost_is_followed_by_another_or_nobody() -> None:
    evening = Evening()
    await evening.link(ANA)
    session = await evening.sessions.with_host(await evening.sessions.join(GENERAL, ANA))
    await evening.accounts.set_state(ANA, AccountState.LOST)

    hostless = await evening.sessions.with_host(session)
    await evening.link(LEO)
    await evening.sessions.join(GENERAL, LEO)

    assert hostless.host is None
    assert (await evening.sessions.with_host(await evening.sessions.current(GENERAL))).host == LEO


async def test_a_host_who_leaves_hands_the_session_on() -> None:
    evening = Evening()
    await evening.link(ANA)
    await evening.link(LEO)
    await evening.sessions.join(GENERAL, ANA)
    await evening.sessions.with_host(await evening.sessions.join(GENERAL, LEO))

    left = await evening.sessions.leave(GENERAL, ANA)

    assert (left.members, left.host) == ((LEO,), LEO)


async def test_the_group_is_the_roster_the_speaker_the_mentioned_and_those_of_earlier_lists() -> None:
    evening = Evening()
    old = Member("playground", "home", "old", "Old")
    await evening.sessions.join(GENERAL, old)
    await evening.sessions.end(GENERAL)
    session = await evening.sessions.join(GENERAL, ANA)

    group = await evening.sessions.group(session, LEO, [MINA])

    assert group.members == (ANA, LEO, MINA, old)


async def test_what_members_wanted_of_earlier_lists_is_remembered_each_word_once() -> None:
    evening = Evening()
    await evening.wants(ANA, "jazz")
    await evening.sessions.end(GENERAL)
    await evening.wants(ANA, "folk")
    await evening.wants(LEO, "metal")
    await evening.wants(ANA, "folk")

    group = await evening.sessions.group(await evening.sessions.current(GENERAL), ANA)

    assert {m: [w.term for w in wants] for m, wants in group.tastes.items()} == {ANA: ["folk", "jazz"], LEO: ["metal"]}


async def test_tastes_of_another_channel_are_not_known_here() -> None:
    evening = Evening()
    await evening.wants(ANA, "jazz")

    group = await evening.sessions.group(await evening.sessions.join(GARDEN, ANA), ANA)

    assert group.tastes == {}
