"""The command line."""

import asyncio
import logging
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import structlog
import typer
from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings

from adapters.discord.settings import DiscordSettings
from adapters.openai.settings import OpenAISettings
from adapters.opendata.settings import OpenDataSettings
from adapters.redis.settings import RedisSettings
from adapters.sandbox.line_rules import CatalogueProblem
from adapters.sandbox.server import Sandbox
from adapters.slack.settings import SlackSettings
from adapters.spotify.settings import SpotifySettings
from adapters.sql.engine import make_engine
from adapters.sql.migrate import migrate as migrate_database
from adapters.sql.settings import SqlSettings
from adapters.web.server import PortTaken, serving
from adapters.web.settings import WebSettings
from bot.composition import Settings, running_bot
from bot.errors import ServiceError

SETTINGS: tuple[type[BaseSettings], ...] = (
    SqlSettings,
    RedisSettings,
    SpotifySettings,
    OpenDataSettings,
    WebSettings,
    DiscordSettings,
    SlackSettings,
    OpenAISettings,
)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # they show the values of variables, and some are secret
    help="Chorus: a music companion for group chats.",
)


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
    web = WebSettings(host="127.0.0.1", port=free_port(port), address="")
    async with Sandbox(catalogue=catalogue) as sandbox:
        settings = demo_settings(sandbox, web, data)
        await _play(settings, "Chorus plays at {address} (stop it with Ctrl+C)", once_ready=sandbox.warm_up)


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
        discord=DiscordSettings(token=None),
        slack=SlackSettings(bot_token=None, app_token=None, signing_secret=None),
        model=OpenAISettings(api_key=None, base_url=None),
        playground=True,
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
            web=(web := WebSettings()),
            discord=DiscordSettings(),
            slack=SlackSettings(),
            model=OpenAISettings(),
            playground=web.is_private,
        )
        asyncio.run(_play(settings, "Chorus is at {address}"))


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


@app.command()
def doctor() -> None:
    """Examine the language model of the settings, and say what to mend: three short calls."""
    from adapters.openai.doctor import examine  # noqa: PLC0415 — most of a second that only this command waits

    with _sentences_for_mistakes():
        settings = OpenAISettings()
        if settings.is_wanted:
            typer.echo(f"Asking {settings.model} at {settings.shown_address} …")
        findings = asyncio.run(examine(settings))
    for finding in findings:
        typer.echo(f"{'ok  ' if finding.is_well else 'mend'}  {finding.sentence}")
    raise typer.Exit(0 if all(finding.is_well for finding in findings) else 1)


def free_port(port: int) -> int:
    """Return `port` where nothing listens there, else any that is free."""
    for wanted in (port, 0):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", wanted))
            return int(probe.getsockname()[1])
    raise PortTaken("No port of this computer is free.")


async def _play(settings: Settings, ready: str, once_ready: Callable[[], None] = lambda: None) -> None:
    """Run the bot and serve its pages until the process is asked to stop; do `once_ready` when they are served."""
    stop = asyncio.Event()
    for asked in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(asked, stop.set)
    async with running_bot(settings) as bot, serving(bot.pages, settings.web):
        typer.echo(ready.format(address=settings.web.public_address))
        once_ready()
        await stop.wait()
        typer.echo("Goodbye.")
        await bot.playground.close()  # lets go of open pages, which would hold up the end


@contextmanager
def _sentences_for_mistakes() -> Iterator[None]:
    """Turn a wrong setting, or a service that is down at the start, into one sentence."""
    _configure_logging()
    try:
        yield
    except ValidationError as error:
        for sentence in _wrong_settings(error):
            typer.echo(f"Chorus cannot start: {sentence}", err=True)
        raise typer.Exit(2) from None
    except ServiceError as error:
        typer.echo(f"Chorus cannot start: {error} Look at DATABASE_URL and REDIS_URL.", err=True)
        raise typer.Exit(2) from None
    except (CatalogueProblem, PortTaken) as error:
        typer.echo(f"Chorus cannot start: {error}", err=True)
        raise typer.Exit(2) from None


def _wrong_settings(error: ValidationError) -> Iterator[str]:
    """Yield a sentence for each setting that is missing or wrong, with the name of its variable."""
    prefixes = {each.__name__: each.model_config.get("env_prefix", "") for each in SETTINGS}
    for problem in error.errors():
        field = ".".join(map(str, problem["loc"]))
        variable = field if field.isupper() else f"{prefixes.get(error.title, '')}{field}".upper()
        if problem["type"] == "missing":
            yield f"{variable} is not set; deploy/env.example says what to put there."
        else:
            yield f"{variable}: {problem['msg'].removeprefix('Value error, ')}"


def _configure_logging() -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    console = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)  # shows no values
    renderer = console if sys.stderr.isatty() else structlog.processors.JSONRenderer()
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
