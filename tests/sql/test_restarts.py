"""What is kept is there after the process is gone."""

from pathlib import Path

from adapters.sql.inbox import SqlInbox
from tests.contracts.examples import KITCHEN, a_message
from tests.contracts.stores import open_database


async def test_open_messages_wait_over_a_restart_with_their_tries(tmp_path: Path) -> None:
    async with open_database("sqlite", tmp_path) as engine:
        await SqlInbox(engine).accept(a_message())
        await SqlInbox(engine).next_in(KITCHEN)

    async with open_database("sqlite", tmp_path) as engine:
        inbox = SqlInbox(engine)

        assert await inbox.open_channels() == [KITCHEN]
        assert not await inbox.accept(a_message())
        assert await inbox.next_in(KITCHEN) == a_message()
        assert await inbox.tries("m1") == 2
