"""Databases for the tests of what lies beside the ports."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.contracts.stores import REAL_DATABASES, open_database


@pytest.fixture(params=REAL_DATABASES)
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """Every kind of real database."""
    async with open_database(request.param, tmp_path) as engine:
        yield engine
