"""The command line."""

import asyncio
import logging
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import structlog
import typer
import uvicorn
from pydantic import SecretStr, ValidationError
from starlette.applications import Starlette

from adapters.opendata.settings import OpenDataSettings
from adapters.redis.settings import RedisSettings
from adapters.sandbox.line_rules import CatalogueProblem
from adapters.sandbox.server import Sandbox
from adapters.spotify.settings import SpotifySettings
from adapters.sql.engine import make_engine
from adapters.sql.migrate import migrate as migrate_database
from adapters.sql.settings import SqlSettings
from adapters.web.settings import WebSettings
from bot.composition import Settings, running_bot
from bot.errors import ServiceError

GOODBYE_SECONDS = 2  # for open pages to be let go

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Chorus: a music companion for group chats.")


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(help="Where the page is; a free port is taken where this one is not free.")
    ] = 8000,
    catalogue: Annotated[Path | None, typer.Option(help="A catalogue of your own (JSON lines).")] = None,
    data: Annotated[Path | None, typer.Option(help="Keep the bot's data here; else each demo starts anew.")] = None,
) -> None:
    """Play with Chorus: a pretend group, a pretend Spotify, nothing to configure."""
    with _sentences_for_mistakes(), tempfile.TemporaryDirectory(prefix="chorus-") as folder:
        asyncio.run(_demo(port, catalogue, data or Path(folder)))


async def _demo(port: int, catalogue: Path | None, data: Path) -> None:
    typer.echo("Chorus is starting …")
    listener = _listen("127.0.0.1", port, or_elsewhere=True)
    web = WebSettings(host="127.0.0.1", port=listener.getsockname()[1], address="")
    async with Sandbox(catalogue=catalogue) as sandbox:
        settings = demo_settings(sandbox, web, data)
        async with running_bot(settings) as bot:
            await _serve(bot.pages, listener, f"Chorus plays at {web.public_address} (stop it with Ctrl+C)")


def demo_settings(sandbox: Sandbox, web: WebSettings, data: Path) -> Settings:
    """Return the settings by which the bot runs on the pretend outside world; the environment has no say."""
    data.mkdir(parents=True, exist_ok=True)
    callback = f"{web.public_address}/callback"
    sandbox.state.app.redirect_uris = [callback]
    return Settings(
        sql=SqlSettings(database_url=None, keys=None, data=data),
        redis=RedisSettings(url=None),
        spotify=SpotifySettings(
            client_id=sandbox.client_id,
            client_secret=SecretStr(sandbox.client_secret),
            redirect_uri=callback,
            api_base=sandbox.api_base,
            accounts_base=sandbox.accounts_base,
            daily_calls=100_000,
            market=None,
        ),
        open_data=OpenDataSettings(base=sandbox.open_data_base, token=None),
        web=web.model_copy(update={"image_origins": (sandbox.base_url,)}),
    )


@app.command()
def run() -> None:
    """Run Chorus with real accounts; the settings come from the environment."""
    with _sentences_for_mistakes():
        settings = Settings(
            sql=SqlSettings(),
            redis=RedisSettings(),
            spotify=SpotifySettings(),
            open_data=OpenDataSettings(),
            web=WebSettings(),
        )
        asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    listener = _listen(settings.web.host, settings.web.port)
    async with running_bot(settings) as bot:
        await _serve(bot.pages, listener, f"Chorus is at {settings.web.public_address}")


@app.command()
def migrate() -> None:
    """Bring the database to the newest shape."""
    with _sentences_for_mistakes():
        asyncio.run(_migrate(SqlSettings()))


async def _migrate(settings: SqlSettings) -> None:
    database = make_engine(settings.url)
    try:
        await migrate_database(database)
    finally:
        await database.dispose()
    typer.echo("The database is up to date.")


def _listen(host: str, port: int, *, or_elsewhere: bool = False) -> socket.socket:
    """Return a socket that listens, so that the address is known before anything is served."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        if or_elsewhere:
            return socket.create_server((host, 0))
        typer.echo(
            f"Chorus cannot start: port {port} is taken ({error.strerror}). Set WEB_PORT to a free one.", err=True
        )
        raise typer.Exit(2) from None


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    ready = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            typer.echo(self.ready)


async def _serve(pages: Starlette, listener: socket.socket, ready: str) -> None:
    config = uvicorn.Config(
        pages, log_level="warning", access_log=False, timeout_graceful_shutdown=GOODBYE_SECONDS, lifespan="off"
    )
    server = _Server(config)
    server.ready = ready
    await server.serve(sockets=[listener])


@contextmanager
def _sentences_for_mistakes() -> Iterator[None]:
    """Turn a wrong setting or a service that is down into one sentence, and Ctrl+C into a quiet end."""
    _configure_logging()
    try:
        yield
    except ValidationError as error:
        for problem in error.errors():
            where = ".".join(map(str, problem["loc"])) or "settings"
            typer.echo(f"Chorus cannot start: {where}: {problem['msg'].removeprefix('Value error, ')}", err=True)
        raise typer.Exit(2) from None
    except (CatalogueProblem, ServiceError) as error:
        typer.echo(f"Chorus cannot start: {error}", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("Goodbye.")


def _configure_logging() -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    renderer = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
