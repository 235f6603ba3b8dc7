"""Serving the pages inside a process that does other things too."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

from adapters.web.settings import WebSettings


class PortTaken(Exception):
    """Something else listens where the pages should be; the text says what to set."""


@asynccontextmanager
async def serving(app: ASGIApp, settings: WebSettings) -> AsyncIterator[str]:
    """Serve `app` as long as the block lasts; give the address it is reached at on this computer.

    No request is logged: an address may hold a link's ticket.

    Raises:
        PortTaken: the host and port in the settings are in use.
    """
    with _listener(settings) as listener:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,  # pages that follow the playground never hang up by themselves
        )
        server = _Server(config)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        await server.listening.wait()
        try:
            yield f"http://{settings.host}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task


@contextmanager
def _listener(settings: WebSettings) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
        except OSError as error:
            place = f"{settings.host}:{settings.port}"
            raise PortTaken(f"{place} cannot be used ({error.strerror}): set WEB_PORT to a free port.") from error
        yield listener


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
