"""What takes long is told of in one place, and that place is where the answer is at the end."""

import asyncio

import pytest

from bot.texts.catalogue import text
from tests.stories.chat import Chat, Post
from tests.stories.reading import FIVE, titles
from tests.stories.slowness import held_searches, lasts

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOOKING = text("status_choosing", "en", count=5, found=0)


async def new_since(chat: Chat, before: list[Post]) -> list[Post]:
    """Return what Mina reads of Chorus beyond what she read before."""
    known = {post.id for post in before}
    return [post for post in await chat.seen_by("Mina") if post.id not in known]


async def test_slow_work_shows_one_status_and_ends_as_one_message(chat: Chat) -> None:
    before = await chat.seen_by("Mina")
    with held_searches(chat.life) as found:
        asking = asyncio.create_task(chat.tell("Ana", FIVE))
        await lasts(chat.life)
        [status] = await new_since(chat, before)
        found.set()
        await asking
    [answer] = await new_since(chat, before)

    assert status.text == LOOKING
    assert status.pings == ()
    assert "5 tracks" in answer.text
    assert LOOKING not in answer.text
    assert len(await titles(chat)) == 5
