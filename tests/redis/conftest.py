"""A Redis for the tests of what lies beside the ports."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from tests.contracts.stores import open_redis


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[Redis]:
    """The embedded server."""
    async with open_redis("embedded", tmp_path) as redis:
        yield redis
