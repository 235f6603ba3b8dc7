"""Every conversation ends as it must, whatever the recorded model answered."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.conversations.cases import Case, all_cases
from tests.conversations.run import play
from tests.conversations.stage import Stage, a_stage


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with a_stage(tmp_path_factory.mktemp("data")) as stage:
        yield stage


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
async def test_a_conversation_ends_as_it_must(case: Case, stage: Stage) -> None:
    assert await play(case, stage) == []
