"""Who leaves, and whoever sends Chorus away, leaves nothing behind; what others have stays."""

import pytest

from tests.stories.chat import Chat
from tests.stories.reading import FIVE, SONG, link, text_of, titles, unlink

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def lists_kept(chat: Chat) -> int:
    """Return how many lists the database has of the channel, of open sessions and past ones."""
    store = chat.life.world.bot.desk.sessions.store
    now = await store.open_in(chat.channel)
    return len(await store.past_in(chat.channel, 10)) + (now is not None)


async def test_where_it_was_sent_away_nothing_is_kept_of_the_lists(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.tell("Ana", "end the session")
    await chat.tell("Leo", FIVE)
    assert await lists_kept(chat) == 2

    await chat.uninstall()

    assert await lists_kept(chat) == 0
    await chat.invite()


async def test_where_it_was_sent_away_accounts_end_that_were_linked_for_there(chat: Chat) -> None:
    await link(chat, "Ana", "ana.reyes")

    await chat.uninstall()

    assert await chat.life.world.bot.desk.accounts.of(chat.member("Ana")) is None
    await chat.invite()


async def test_what_was_under_way_when_it_was_sent_away_leaves_nothing_behind(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    async with chat.at_once():
        await chat.tell("Leo", SONG)
        await chat.uninstall()

    assert await lists_kept(chat) == 0
    await chat.invite()


async def test_where_it_is_invited_again_it_starts_anew(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.uninstall()
    await chat.invite()

    said = await chat.tell("Leo", "show")

    assert "No session is open here" in text_of(said)
    await chat.tell("Leo", "play post-rock, 3 tracks")
    assert await lists_kept(chat) == 1


async def test_others_keep_theirs_when_one_group_sends_it_away(chat: Chat) -> None:
    world = chat.life.world
    await world.say("Ana", FIVE)  # in the playground of the same bot
    await chat.tell("Ana", FIVE)

    await chat.uninstall()

    kept = await chat.life.world.bot.desk.sessions.store.open_in(chat.channel)
    assert kept is None
    if chat.nature.uninstalls:
        assert len((await world.playlist()).entries) == 5
        await world.say("Ana", "end the session")
    await chat.invite()


async def test_a_command_is_answered_also_where_it_may_not_write(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.silence()

    said = await chat.command("Leo", "playlist show")

    assert "5 tracks, " in text_of(said)


async def test_who_leaves_the_session_leaves_what_they_asked_for(chat: Chat) -> None:
    await chat.tell("Ana", FIVE)
    await chat.tell("Leo", SONG)

    said = await chat.command("Leo", "session leave")

    assert "Leo has left the session" in text_of(said)
    assert "Leo" not in text_of(await chat.tell("Mina", "who is in?"))
    assert "Hoppípolla" in await titles(chat)


async def test_the_list_goes_on_with_the_next_host_when_one_unlinks(chat: Chat) -> None:
    await link(chat, "Ana", "ana.reyes")
    await chat.tell("Ana", FIVE)
    await chat.tell("Leo", SONG)
    await link(chat, "Leo", "leo.k")

    await chat.command("Ana", "unlink")
    await chat.tell("Mina", "show")

    session = await chat.life.world.bot.desk.sessions.current(chat.channel)
    assert session.host is not None
    assert session.host.name == "Leo"
    assert "Hoppípolla" in await titles(chat)
    await unlink(chat, "Leo")
