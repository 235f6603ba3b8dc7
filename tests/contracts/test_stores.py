"""Which servers the promises of the stores were tried on; without one, a single line says so."""

from pathlib import Path

import pytest

from tests.contracts.stores import POSTGRES_URL, REDIS_URL, open_database, open_redis


@pytest.mark.skipif(not POSTGRES_URL, reason="TEST_POSTGRES_URL is not set: the stores ran on SQLite alone")
async def test_the_stores_ran_on_postgresql(tmp_path: Path) -> None:
    async with open_database("postgresql", tmp_path) as engine:
        assert engine.dialect.name == "postgresql"


@pytest.mark.skipif(not REDIS_URL, reason="TEST_REDIS_URL is not set: the stores ran on the embedded server alone")
async def test_the_stores_ran_on_a_redis_server(tmp_path: Path) -> None:
    async with open_redis("server", tmp_path) as redis:
        assert await redis.ping()
