"""Every story on every platform."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from tests.stories.chat import Chat
from tests.stories.homes import HOMES, Place
from tests.stories.life import a_sandbox


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=HOMES)
async def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    async with a_sandbox() as sandbox, HOMES[request.param](sandbox, tmp_path_factory.mktemp("data")) as place:
        yield place


@pytest_asyncio.fixture(loop_scope="module")
async def chat(place: Place) -> AsyncIterator[Chat]:
    """Give a story a group of its own.

    Whatever it tells, all that was sent must fit what the platform publishes, and no turn may have failed.
    """
    with capture_logs() as lines:
        async with place() as chat:
            yield chat
            await chat.quiet()
            chat.life.sandbox.faults.clear()
            assert list(chat.violations) == []
            assert chat.unspent == 0
    assert [line for line in lines if line["log_level"] in ("error", "critical")] == []
