"""The small pretend world, made once for all tests and remembered anew for each."""

from collections.abc import AsyncIterator

import httpx
import pytest

from adapters.sandbox.recordings import Catalogue
from adapters.sandbox.search import Index
from adapters.sandbox.server import Sandbox
from adapters.sandbox.spotify.api import api_app
from adapters.sandbox.spotify.state import SpotifyState
from tests.sandbox.spotify.world import Clock, Web, a_catalogue


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return a_catalogue(tmp_path_factory.mktemp("catalogue"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(catalogue: Catalogue, clock: Clock) -> SpotifyState:
    return SpotifyState(catalogue, Index(catalogue), clock)


@pytest.fixture
def ana(state: SpotifyState) -> Web:
    """Ana, who has Premium and agreed to everything."""
    client = httpx.AsyncClient(transport=httpx.ASGITransport(api_app(state)), base_url="http://sandbox")
    return Web(client, state).acting_as("ana.reyes")


@pytest.fixture
async def box(catalogue: Catalogue, clock: Clock) -> AsyncIterator[Sandbox]:
    """The whole sandbox on a real socket."""
    async with Sandbox(catalogue=catalogue, clock=clock) as box:
        yield box
