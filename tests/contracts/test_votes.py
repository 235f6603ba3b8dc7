"""What the stores of votes, of locks and of settings promise."""

from dataclasses import replace

from adapters.sql.archive import SqlArchive
from bot.accounts.ports import Archive
from bot.curation.wish import Said, Stance, Style
from bot.sessions.ports import LockStore, SessionStore, SettingsStore, VoteStore
from bot.sessions.settings import ChannelSettings
from bot.sessions.votes import Lock, Vote
from tests.contracts.examples import ANA, GARDEN, KITCHEN, LEO, a_session

COUNTRY = Said(Style("country", Stance.NO), ANA, "never country")
METAL = Said(Style("metal", Stance.NO), LEO, "nunca metal")
SOMEBODY = replace(ANA, id="left", name="someone who left")


async def test_a_member_has_one_vote_on_an_entry_and_the_latest_counts(
    votes: VoteStore, sessions: SessionStore
) -> None:
    await sessions.save(a_session(1, ANA, LEO))
    for up in (True, True, False):
        await votes.cast("s1", Vote("a", ANA, up))
    await votes.cast("s1", Vote("a", LEO, up=True))
    await votes.cast("s1", Vote("b", LEO, up=True))

    kept = await votes.on("s1", "a")

    assert sorted((vote.member.id, vote.up) for vote in kept) == [("1", False), ("2", True)]
    assert await votes.on("s2", "a") == []


async def test_only_the_vote_that_is_taken_back_goes(votes: VoteStore, sessions: SessionStore) -> None:
    await sessions.save(a_session(1, ANA, LEO))
    await votes.cast("s1", Vote("a", ANA, up=False))

    await votes.take_back("s1", Vote("a", ANA, up=True))
    assert await votes.on("s1", "a") == [Vote("a", ANA, up=False)]

    await votes.take_back("s1", Vote("a", ANA, up=False))
    await votes.take_back("s1", Vote("a", ANA, up=False))
    assert await votes.on("s1", "a") == []


async def test_votes_on_one_entry_are_cleared_alone(votes: VoteStore, sessions: SessionStore) -> None:
    await sessions.save(a_session(1, ANA, LEO))
    await votes.cast("s1", Vote("a", ANA, up=False))
    await votes.cast("s1", Vote("b", ANA, up=False))

    await votes.clear("s1", "a")

    assert (await votes.on("s1", "a"), len(await votes.on("s1", "b"))) == ([], 1)


async def test_locks_are_kept_by_entry(locks: LockStore, sessions: SessionStore) -> None:
    await sessions.save(a_session(1, ANA, LEO))
    await locks.add("s1", Lock("a"))
    await locks.add("s1", Lock("a", LEO))
    await locks.add("s1", Lock("b"))

    assert await locks.of("s1") == {"a": Lock("a", LEO), "b": Lock("b")}
    await locks.drop("s1", "a")
    await locks.drop("s1", "a")
    assert await locks.of("s1") == {"b": Lock("b")}
    assert await locks.of("s2") == {}


async def test_settings_are_as_at_first_until_they_are_saved(channels: SettingsStore) -> None:
    settings = ChannelSettings(False, 3, 4, 2, never=(COUNTRY,))

    await channels.save(KITCHEN, ChannelSettings(votes=False))
    await channels.save(KITCHEN, settings)

    assert await channels.of(KITCHEN) == settings
    assert await channels.of(GARDEN) == ChannelSettings()


async def test_who_is_forgotten_leaves_no_vote_and_no_name(
    votes: VoteStore, locks: LockStore, channels: SettingsStore, sessions: SessionStore, archive: Archive
) -> None:
    if not isinstance(archive, SqlArchive):
        return  # the double is an archive of lists and accounts alone
    await sessions.save(a_session(1, ANA, LEO))
    for member in (ANA, LEO):
        await votes.cast("s1", Vote("a", member, up=True))
        await locks.add("s1", Lock(f"of {member.id}", member))
    await channels.save(KITCHEN, ChannelSettings(never=(COUNTRY, METAL)))

    await archive.forget_member(ANA, SOMEBODY)

    assert await votes.on("s1", "a") == [Vote("a", LEO, up=True)]
    assert await locks.of("s1") == {"of 1": Lock("of 1"), "of 2": Lock("of 2", LEO)}
    [country, metal] = (await channels.of(KITCHEN)).never
    assert (country.member, country.words, country.piece) == (SOMEBODY, "…", COUNTRY.piece)
    assert metal == METAL


async def test_a_tenant_that_is_gone_leaves_nothing_settled_or_voted(
    votes: VoteStore, locks: LockStore, channels: SettingsStore, sessions: SessionStore, archive: Archive
) -> None:
    if not isinstance(archive, SqlArchive):
        return  # as above
    await sessions.save(a_session(1, ANA, LEO))
    await votes.cast("s1", Vote("a", ANA, up=True))
    await locks.add("s1", Lock("a"))
    for channel in (KITCHEN, GARDEN):
        await channels.save(channel, ChannelSettings(votes=False))

    await archive.forget_tenant("discord", "guild")

    assert await votes.on("s1", "a") == []
    assert await locks.of("s1") == {}
    assert await channels.of(KITCHEN) == ChannelSettings()
    assert await channels.of(GARDEN) == ChannelSettings(votes=False)
