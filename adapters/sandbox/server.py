"""The whole pretend outside world on one port of this computer."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import uvicorn
from starlette.routing import Mount, Router

from adapters.sandbox.open_data import RateLimit, open_data_app
from adapters.sandbox.recordings import Catalogue
from adapters.sandbox.search import Index
from adapters.sandbox.spotify.accounts import accounts_app, accounts_routes
from adapters.sandbox.spotify.api import api_app, api_routes
from adapters.sandbox.spotify.fault_gate import FaultGate
from adapters.sandbox.spotify.faults import Faults
from adapters.sandbox.spotify.images import image_route
from adapters.sandbox.spotify.limits import Limits
from adapters.sandbox.spotify.public.pages import public_routes
from adapters.sandbox.spotify.state import App, SpotifyState


def _real_time() -> datetime:
    return datetime.now(UTC)


class Sandbox:
    """A pretend Spotify and open data, for as long as the `async with` lasts."""

    def __init__(
        self,
        *,
        catalogue: Catalogue | Path | None = None,
        clock: Callable[[], datetime] = _real_time,
        app: App | None = None,
        port: int = 0,
        base_url: str | None = None,
    ) -> None:
        """Prepare the sandbox; nothing is served until it is entered.

        Args:
            catalogue: What there is to hear, or the file or folder it is in; the shipped one if not given.
            app: The app as registered with the pretend Spotify, made up if not given.
            port: Where to listen on 127.0.0.1; 0 takes a free one.
            base_url: Where browsers reach the sandbox, when not at http://127.0.0.1:port.
        """
        if not isinstance(catalogue, Catalogue):
            catalogue = Catalogue.load(catalogue or Catalogue.shipped())
        self.catalogue = catalogue
        self.state = SpotifyState(catalogue, Index(catalogue), clock, app=app or App())
        self.faults = Faults()
        self.limits = Limits()
        self.open_data_limit = RateLimit()
        self._port = port
        self._base_url = base_url
        self._gates: list[FaultGate] = []

    @property
    def base_url(self) -> str:
        """Where the sandbox is reached, without a slash at the end."""
        return self.state.base_url

    @property
    def api_base(self) -> str:
        """What to set SPOTIFY_API_BASE to."""
        return f"{self.base_url}/v1/"

    @property
    def accounts_base(self) -> str:
        """What to set SPOTIFY_ACCOUNTS_BASE to."""
        return f"{self.base_url}/accounts"

    @property
    def open_data_base(self) -> str:
        """Where the pretend ListenBrainz is."""
        return f"{self.base_url}/listenbrainz"

    @property
    def client_id(self) -> str:
        """The app's client id."""
        return self.state.app.client_id

    @property
    def client_secret(self) -> str:
        """The app's client secret."""
        return self.state.app.client_secret

    def warm_up(self) -> None:
        """Build what the first search would have to wait for."""
        self.state.index.find_tracks("", limit=1)

    async def __aenter__(self) -> "Sandbox":
        """Start serving."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self._port))
        self.state.base_url = self._base_url or f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(
            self._app(),
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
        )
        self._server = _Server(config)
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]))
        await self._server.listening.wait()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving, and let go of whoever still waits for an answer."""
        for gate in self._gates:
            gate.release()
        self._server.should_exit = True
        await self._serving

    def _app(self) -> Router:
        api = FaultGate(api_app(self.state), api_routes(self.state), self.state, self.faults, self.limits)
        accounts = FaultGate(accounts_app(self.state), accounts_routes(self.state), self.state, self.faults, Limits())
        self._gates = [api, accounts]
        return Router(routes=[
            Mount("/v1", api),
            Mount("/accounts", accounts),
            Mount("/listenbrainz", open_data_app(self.catalogue, self.open_data_limit)),
            *public_routes(self.state),
            image_route(self.state),
        ])  # fmt: skip


class _Server(uvicorn.Server):
    """A server that leaves signals to the process it runs in, and says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the process's signals alone."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, and say so."""
        await super().startup(sockets)
        self.listening.set()
