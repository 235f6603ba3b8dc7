"""What every `SessionStore` promises."""

from dataclasses import replace
from datetime import timedelta

from bot.sessions.ports import SessionStore
from tests.contracts.examples import ANA, EVENING, GARDEN, KITCHEN, LEO, a_session


async def test_gives_a_session_back_as_it_was_saved(sessions: SessionStore) -> None:
    session = a_session(1, LEO, ANA, channel=GARDEN)

    await sessions.save(session)
    given = await sessions.open_in(GARDEN)

    assert given == session
    assert given is not None
    assert [member.name for member in given.members] == ["Leo", "Ana"]
    assert given.channel.kind is GARDEN.kind
    assert given.started.utcoffset() == timedelta(0)


async def test_saving_again_replaces_roster_and_end(sessions: SessionStore) -> None:
    session = a_session(1, ANA, LEO)
    await sessions.save(session)
    ended = replace(session.without_member(ANA), host=None, ended=EVENING + timedelta(hours=3))

    await sessions.save(ended)

    assert await sessions.open_in(KITCHEN) is None
    assert await sessions.past_in(KITCHEN) == [ended]


async def test_knows_no_session_where_none_was_started(sessions: SessionStore) -> None:
    await sessions.save(a_session(1, ANA, channel=GARDEN))

    assert await sessions.open_in(KITCHEN) is None
    assert await sessions.past_in(KITCHEN) == []


async def test_finds_the_open_sessions_of_a_member_newest_first(sessions: SessionStore) -> None:
    await sessions.save(a_session(1, ANA, channel=KITCHEN))
    await sessions.save(a_session(2, LEO, ANA, channel=GARDEN))
    await sessions.save(a_session(3, ANA, ended=True))

    found = await sessions.open_of(ANA)

    assert [session.id for session in found] == ["s2", "s1"]
    assert found[0].members == (LEO, ANA)
    assert [session.id for session in await sessions.open_of(LEO)] == ["s2"]


async def test_finds_past_sessions_newest_first_and_no_more_than_asked(sessions: SessionStore) -> None:
    for number in (2, 3, 1):
        await sessions.save(a_session(number, ANA, ended=True))
    await sessions.save(a_session(4, ANA))

    assert [session.id for session in await sessions.past_in(KITCHEN)] == ["s3", "s2", "s1"]
    assert [session.id for session in await sessions.past_in(KITCHEN, limit=2)] == ["s3", "s2"]
