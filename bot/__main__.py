"""The composition root and the command line: the only place that knows both the bot and the outside world."""

import asyncio
import logging
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import structlog
import typer
import uvicorn
from pydantic import SecretStr, ValidationError
from starlette.applications import Starlette

from adapters.opendata.listenbrainz import ListenBrainz
from adapters.opendata.settings import OpenDataSettings
from adapters.redis.client import make_client
from adapters.redis.contexts import RedisContexts
from adapters.redis.embedded import EmbeddedRedis
from adapters.redis.items import RedisItems
from adapters.redis.settings import RedisSettings
from adapters.redis.tickets import RedisTickets
from adapters.sandbox.line_rules import CatalogueProblem
from adapters.sandbox.server import Sandbox
from adapters.spotify.authorizer import SpotifyAuthorizer
from adapters.spotify.gate import Gate
from adapters.spotify.playlists import SpotifyPlaylists
from adapters.spotify.service import SpotifyService
from adapters.spotify.settings import SpotifySettings
from adapters.sql.accounts import SqlAccounts
from adapters.sql.cipher import Cipher, load_or_make_key
from adapters.sql.engine import make_engine
from adapters.sql.inbox import SqlInbox
from adapters.sql.migrate import migrate as migrate_database
from adapters.sql.playlists import SqlPlaylists
from adapters.sql.sessions import SqlSessions
from adapters.sql.settings import SqlSettings
from adapters.web.app import web_app
from adapters.web.playground import GENERAL, Playground
from adapters.web.settings import WebSettings
from bot.accounts.linker import Linker
from bot.chat import Switchboard
from bot.conversation.engine import Engine
from bot.conversation.rules.reader import Rules
from bot.curation.curator import Curator
from bot.curation.finder import Finder
from bot.curation.lexicon.terms import shipped
from bot.curation.playlists import Playlists
from bot.errors import ServiceError
from bot.sessions.panel import panel_of
from bot.sessions.sessions import Sessions
from bot.texts.catalogue import DEFAULT_LANGUAGE
from bot.tools.errand import Desk
from bot.tools.toolbox import Tools

RESUME_SECONDS = 30  # how often messages left open by an outage are taken up again
GOODBYE_SECONDS = 2  # for open pages to be let go

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Chorus: a music companion for group chats.")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, read once from the environment."""

    sql: SqlSettings
    redis: RedisSettings
    spotify: SpotifySettings
    open_data: OpenDataSettings
    web: WebSettings


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot, put together: what the commands and the trip tests hold in their hands."""

    engine: Engine
    desk: Desk
    playground: Playground
    pages: Starlette
    gate: Gate


@asynccontextmanager
async def put_together(settings: Settings) -> AsyncIterator[Bot]:
    """Build the bot from its parts and run it until the block ends."""
    async with AsyncExitStack() as stack:
        engine = make_engine(settings.sql.url)
        stack.push_async_callback(engine.dispose)
        await migrate_database(engine)
        redis_url = settings.redis.url or await stack.enter_async_context(EmbeddedRedis(settings.sql.data / "redis"))
        redis = make_client(redis_url.get_secret_value() if isinstance(redis_url, SecretStr) else redis_url)
        stack.push_async_callback(redis.aclose)
        keys = settings.sql.key_list or [load_or_make_key(settings.sql.key_file)]
        cipher = Cipher.from_keys(keys)
        accounts = SqlAccounts(engine, cipher)
        gate = Gate()
        authorizer = SpotifyAuthorizer(settings.spotify, gate, accounts)
        music = SpotifyService(settings.spotify, gate)
        open_data = await stack.enter_async_context(ListenBrainz(settings.open_data))
        playlists = Playlists(
            SqlPlaylists(engine), SpotifyPlaylists(settings.spotify, gate, authorizer), music, RedisItems(redis), _now
        )
        lexicon = shipped()
        desk = Desk(
            sessions=Sessions(SqlSessions(engine), accounts, playlists, _now),
            playlists=playlists,
            curator=Curator(Finder(music, open_data, lexicon), lexicon),
            linker=Linker(
                authorizer, RedisTickets(redis, cipher), accounts, f"{settings.web.public_address}/link", _now
            ),
            accounts=accounts,
            lexicon=lexicon,
            clock=_now,
        )
        playground = Playground()
        stack.push_async_callback(playground.close)
        chorus = Engine(
            inbox=SqlInbox(engine),
            contexts=RedisContexts(redis),
            rules=Rules(lexicon),
            toolbox=Tools(desk),
            switchboard=Switchboard({playground.name: playground}),
        )
        pages = web_app(link_desk=desk.linker, playground=playground, settings=settings.web)
        await stack.enter_async_context(_running(chorus))
        await playground.connect(chorus.hear)
        await _show_open_session(desk, playground)
        yield Bot(chorus, desk, playground, pages, gate)


@asynccontextmanager
async def _running(engine: Engine) -> AsyncIterator[None]:
    """Answer what is open, now and after every outage, until the block ends; then finish what was begun."""
    async with engine.lanes:
        await engine.resume()
        resuming = asyncio.create_task(_resume_now_and_then(engine))
        try:
            yield
        finally:
            resuming.cancel()


async def _resume_now_and_then(engine: Engine) -> None:
    while True:
        await asyncio.sleep(RESUME_SECONDS)
        await engine.resume()


async def _show_open_session(desk: Desk, playground: Playground) -> None:
    """Show the playground's session that was open before the start."""
    session = await desk.sessions.store.open_in(GENERAL)
    if session is None:
        return
    playlist = await desk.playlists.get(session.playlist_id)
    try:
        items = await desk.playlists.items([e.uri for e in playlist.entries], playlist)
    except ServiceError:
        log.warning("open session not shown", exc_info=True)
        return
    playground.set_panel(GENERAL, panel_of(session, playlist, items, DEFAULT_LANGUAGE))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page is; 0 takes a free port.")] = 8000,
    catalogue: Annotated[Path | None, typer.Option(help="A catalogue of your own (JSON lines).")] = None,
    data: Annotated[Path | None, typer.Option(help="Keep the bot's data here; else each demo starts anew.")] = None,
) -> None:
    """Play with Chorus: a pretend group, a pretend Spotify, nothing to configure."""
    with _sentences_for_mistakes(), tempfile.TemporaryDirectory(prefix="chorus-") as folder:
        asyncio.run(_demo(port, catalogue, data or Path(folder)))


async def _demo(port: int, catalogue: Path | None, data: Path) -> None:
    typer.echo("Chorus is starting …")
    async with Sandbox(catalogue=catalogue) as sandbox:
        web = WebSettings(port=port)
        settings = demo_settings(sandbox, web, data)
        async with put_together(settings) as bot:
            await _serve(bot.pages, web, f"Chorus plays at {web.public_address} (stop it with Ctrl+C)")


def demo_settings(sandbox: Sandbox, web: WebSettings, data: Path) -> Settings:
    """Return the settings by which the bot runs against the pretend outside world; the environment has no say."""
    data.mkdir(parents=True, exist_ok=True)
    sandbox.state.app.redirect_uris = (f"{web.public_address}/callback",)
    return Settings(
        sql=SqlSettings(database_url=None, keys=None, data=data),
        redis=RedisSettings(url=None),
        spotify=SpotifySettings(
            client_id=sandbox.state.app.client_id,
            client_secret=SecretStr(sandbox.state.app.client_secret),
            api_base=sandbox.api_base,
            accounts_base=sandbox.accounts_base,
            redirect_uri=f"{web.public_address}/callback",
        ),
        open_data=OpenDataSettings(base=sandbox.open_data_base),
        web=web,
    )


@app.command()
def run() -> None:
    """Run Chorus with real accounts; settings come from the environment."""
    with _sentences_for_mistakes():
        asyncio.run(_run(Settings(SqlSettings(), RedisSettings(), SpotifySettings(), OpenDataSettings(), WebSettings())))


async def _run(settings: Settings) -> None:
    async with put_together(settings) as bot:
        await _serve(bot.pages, settings.web, f"Chorus is at {settings.web.public_address}")


@app.command()
def migrate() -> None:
    """Bring the database to the newest shape."""
    with _sentences_for_mistakes():
        asyncio.run(_migrate(SqlSettings()))


async def _migrate(settings: SqlSettings) -> None:
    engine = make_engine(settings.url)
    try:
        await migrate_database(engine)
    finally:
        await engine.dispose()
    typer.echo("The database is up to date.")


async def _serve(pages: Starlette, web: WebSettings, ready: str) -> None:
    config = uvicorn.Config(
        pages,
        host=web.host,
        port=web.port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GOODBYE_SECONDS,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started and not serving.done():
        await asyncio.sleep(0.02)  # uvicorn tells of its start by this flag alone
    if server.started:
        typer.echo(ready)
    await serving


@contextmanager
def _sentences_for_mistakes() -> Iterator[None]:
    """Turn a wrong setting or a service that is down into one sentence, and Ctrl+C into a quiet end."""
    _configure_logging()
    try:
        yield
    except ValidationError as error:
        for problem in error.errors():
            where = ".".join(map(str, problem["loc"])) or "settings"
            typer.echo(f"Chorus cannot start: {where}: {problem['msg']}", err=True)
        raise typer.Exit(2) from None
    except (CatalogueProblem, ServiceError) as error:
        typer.echo(f"Chorus cannot start: {error}", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("Goodbye.")


def _configure_logging() -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
