"""The adapter by Socket Mode and over HTTP alike."""

from collections.abc import AsyncIterator

import pytest

from tests.slack.rig import Rig, rig_of


@pytest.fixture(params=["socket", "http"])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    async with rig_of(request.param) as rig:
        yield rig
        assert rig.server.violations == []
