"""What is kept is there after the process is gone."""

from pathlib import Path

from sqlalchemy import update

from adapters.sql.inbox import SqlInbox
from adapters.sql.tables import inbox
from bot.conversation.waiting import Waiting
from tests.contracts.examples import KITCHEN, a_message
from tests.contracts.stores import open_database


async def test_open_messages_wait_over_a_restart_with_their_tries(tmp_path: Path) -> None:
    async with open_database("sqlite", tmp_path) as engine:
        inbox = SqlInbox(engine)
        await inbox.accept(a_message())
        await inbox.next_in(KITCHEN)

    async with open_database("sqlite", tmp_path) as engine:
        inbox = SqlInbox(engine)

        assert await inbox.open_channels() == [KITCHEN]
        assert not await inbox.accept(a_message())
        assert await inbox.next_in(KITCHEN) == Waiting(a_message(), tries=2)


async def test_a_message_that_another_version_kept_is_set_aside(tmp_path: Path) -> None:
    async with open_database("sqlite", tmp_path) as engine:
        box = SqlInbox(engine)
        await box.accept(a_message("m1", KITCHEN))
        await box.accept(a_message("m2", KITCHEN))
        async with engine.begin() as connection:
            await connection.execute(update(inbox).where(inbox.c.key == "m1").values(body="{}"))

        box = SqlInbox(engine)  # after the update
        await box.open_channels()

        assert await box.open_channels() == [KITCHEN]
        assert await box.next_in(KITCHEN) == Waiting(a_message("m2", KITCHEN), tries=1)
