"""What the tests of the adapter share."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.spotify.rig import Rig, a_rig


@pytest_asyncio.fixture
async def rig() -> AsyncIterator[Rig]:
    """The adapter on a pretend Spotify of its own."""
    async with a_rig() as one:
        yield one
