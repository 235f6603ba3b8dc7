"""The adapter by Socket Mode and over HTTP alike."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contracts.stores import REAL_DATABASES, open_database
from tests.slack.many import Many, many_of
from tests.slack.rig import Rig, rig_of


@pytest.fixture(params=["socket", "http"])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    async with rig_of(request.param) as rig:
        yield rig
        assert rig.server.violations == []


@pytest.fixture(params=[("socket", REAL_DATABASES[0]), ("http", REAL_DATABASES[-1])], ids="-".join)
async def many(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Many]:
    """Many workspaces, by both transports and in every kind of database."""
    mode, database = request.param
    async with open_database(database, tmp_path) as engine, many_of(mode, engine) as many:
        yield many
        assert many.server.violations == []
