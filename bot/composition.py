"""The composition root: puts the bot and the outside world together; it and the command line alone know both."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette

from adapters.discord.settings import DiscordSettings
from adapters.openai.settings import OpenAISettings
from adapters.opendata.listenbrainz import ListenBrainz
from adapters.opendata.musicbrainz import MusicBrainz
from adapters.opendata.settings import OpenDataSettings
from adapters.redis.budgets import RedisBudget
from adapters.redis.client import make_client
from adapters.redis.confirmations import RedisConfirmations
from adapters.redis.contexts import RedisContexts
from adapters.redis.embedded import EmbeddedRedis
from adapters.redis.items import RedisItems
from adapters.redis.notes import RedisNotes
from adapters.redis.settings import RedisSettings
from adapters.redis.tickets import RedisTickets
from adapters.slack.settings import SlackSettings
from adapters.spotify.authorizer import SpotifyAuthorizer
from adapters.spotify.gate import Gate
from adapters.spotify.member_voice import MemberTokens
from adapters.spotify.playlists import SpotifyPlaylists
from adapters.spotify.service import SpotifyService
from adapters.spotify.settings import SpotifySettings
from adapters.spotify.web_api import WebApi
from adapters.spotify.workers import Workers
from adapters.sql.accounts import SqlAccounts
from adapters.sql.archive import SqlArchive
from adapters.sql.channels import SqlChannels
from adapters.sql.cipher import Cipher, load_or_make_key
from adapters.sql.engine import make_engine
from adapters.sql.inbox import SqlInbox
from adapters.sql.migrate import migrate
from adapters.sql.playlists import SqlPlaylists
from adapters.sql.sessions import SqlSessions
from adapters.sql.settings import SqlSettings
from adapters.sql.votes import SqlLocks, SqlVotes
from adapters.web.app import web_app
from adapters.web.notices import notice
from adapters.web.playground import GENERAL, Playground
from adapters.web.settings import WebSettings
from bot.accounts.forgetting import Forgetting
from bot.accounts.linker import Linker
from bot.chat import Platform, Switchboard
from bot.conversation.engine import Engine
from bot.conversation.interpreter import Interpreter
from bot.conversation.leaving import Leaving
from bot.conversation.ports import LanguageModel
from bot.conversation.rules.reader import Rules
from bot.conversation.understanding import Understanding
from bot.curation.curator import Curator
from bot.curation.finder import Finder
from bot.curation.lexicon.terms import shipped
from bot.curation.playlists import Playlists
from bot.errors import ChorusError, ServiceError
from bot.sessions.sessions import Sessions
from bot.texts.catalogue import DEFAULT_LANGUAGE
from bot.tools.commands import Commands
from bot.tools.errand import Desk
from bot.tools.records import ListRecords
from bot.tools.suggest import Suggestions
from bot.tools.toolbox import Tools
from bot.tools.variety import panel_for

if TYPE_CHECKING:
    from adapters.discord.platform import Discord
    from adapters.slack.platform import Slack

RESUME_SECONDS = 30  # how often messages left open by an outage are taken up again

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, read once at the start."""

    sql: SqlSettings
    redis: RedisSettings
    spotify: SpotifySettings
    open_data: OpenDataSettings
    web: WebSettings
    discord: DiscordSettings
    slack: SlackSettings
    model: OpenAISettings
    playground: bool  # whether the first page is the playground, where anybody who sees it speaks for anybody


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot, put together."""

    engine: Engine
    desk: Desk
    playground: Playground
    pages: Starlette
    gate: Gate


@asynccontextmanager
async def running_bot(settings: Settings, model: LanguageModel | None = None) -> AsyncIterator[Bot]:
    """Put the bot together and run it until the block ends; `model` is taken instead of the one of the settings.

    Raises:
        ServiceError: the database or Redis cannot be reached.
    """
    async with AsyncExitStack() as stack:
        database = make_engine(settings.sql.url)
        stack.push_async_callback(database.dispose)
        await migrate(database)
        redis = make_client(await _redis_address(settings, stack), alone=settings.redis.url is None)
        stack.push_async_callback(redis.aclose)
        workers = Workers()
        stack.callback(workers.close)
        gate = Gate(_now, daily_calls=settings.spotify.daily_calls)
        open_data = ListenBrainz(settings.open_data, _now), MusicBrainz(settings.open_data, _now)
        for each in open_data:
            stack.push_async_callback(each.close)
        cipher = Cipher.from_keys(settings.sql.key_list or (load_or_make_key(settings.sql.key_file),))
        desk = _desk(settings, database, redis, cipher, WebApi(settings.spotify, gate, workers), open_data)
        rules = Rules(desk.lexicon)
        commands = Commands(rules)
        playground = Playground()
        discord, slack = _chats(settings, desk, commands, redis, cipher, database)
        platforms: list[Platform] = [each for each in (playground, discord, slack) if each is not None]
        engine = Engine(
            inbox=SqlInbox(database),
            contexts=RedisContexts(redis),
            understanding=Understanding(
                rules, commands=commands, interpreter=_interpreter(settings.model, model, desk, redis, stack)
            ),
            toolbox=Tools(desk),
            switchboard=Switchboard({platform.name: platform for platform in platforms}),
        )
        await _show_open_session(desk, playground)
        for platform in platforms:
            stack.push_async_callback(platform.close)
        await stack.enter_async_context(_answering(engine))
        leaving = Leaving(desk.forgetting, engine.lanes, RedisContexts(redis))
        for platform in platforms:
            await _connected(platform, engine, leaving)
        yield Bot(engine, desk, playground, _pages(settings, desk, playground, slack), gate)


async def _redis_address(settings: Settings, stack: AsyncExitStack) -> str:
    """Return where Redis is: the server of the settings, else one of our own, started and stopped with the bot."""
    if settings.redis.url is not None:
        return settings.redis.url.get_secret_value()
    return await stack.enter_async_context(EmbeddedRedis(settings.sql.data / "redis"))


def _desk(
    settings: Settings,
    database: AsyncEngine,
    redis: Redis,
    cipher: Cipher,
    api: WebApi,
    open_data: tuple[ListenBrainz, MusicBrainz],
) -> Desk:
    accounts = SqlAccounts(database, cipher)
    authorizer = SpotifyAuthorizer(api, _now)
    lists = SpotifyPlaylists(api, MemberTokens(authorizer, accounts, _now))
    music = SpotifyService(api, _now)
    playlists = Playlists(SqlPlaylists(database), lists, music, RedisItems(redis), _now)
    lexicon, (facts, pages) = shipped(), open_data
    link_pages = f"{settings.web.public_address}/link"
    tickets = RedisTickets(redis, cipher)
    talk = RedisContexts(redis, is_own=settings.redis.url is None)
    notes = tuple(RedisNotes(redis, cipher, platform) for platform in ("discord", "slack"))
    confirmations = RedisConfirmations(redis)
    return Desk(
        sessions=Sessions(
            SqlSessions(database),
            accounts,
            playlists,
            SqlVotes(database),
            SqlLocks(database),
            SqlChannels(database),
            _now,
        ),
        playlists=playlists,
        curator=Curator(Finder(music, facts, lexicon, pages), lexicon),
        linker=Linker(authorizer, tickets, accounts, link_pages, _now),
        forgetting=Forgetting(SqlArchive(database), tickets, talk, (*notes, confirmations)),
        accounts=accounts,
        confirmations=confirmations,
        lexicon=lexicon,
        clock=_now,
    )


def _interpreter(
    settings: OpenAISettings, model: LanguageModel | None, desk: Desk, redis: Redis, stack: AsyncExitStack
) -> Interpreter | None:
    """Return what has a model read the talk; None where there is none: the rules answer alone."""
    if model is None and settings.is_wanted:
        from adapters.openai.model import OpenAILanguageModel  # noqa: PLC0415 — a second that only its users wait

        model = own = OpenAILanguageModel(settings, _now)
        stack.push_async_callback(own.close)
    if model is None:
        return None
    budget = RedisBudget(redis, settings.allowances, _now)
    records = ListRecords(desk.sessions, desk.playlists)
    return Interpreter(model, records=records, lexicon=desk.lexicon, budget=budget)


def _chats(
    settings: Settings, desk: Desk, commands: Commands, redis: Redis, cipher: Cipher, database: AsyncEngine
) -> tuple["Discord | None", "Slack | None"]:
    """Return the chats that the settings have a token for."""
    suggest = Suggestions(desk.curator.finder.music).suggest
    discord = slack = None
    if settings.discord.token is not None:
        from adapters.discord.platform import Discord  # noqa: PLC0415 — half a second that only its users wait

        shelf = RedisNotes(redis, cipher, "discord")
        discord = Discord(settings.discord, commands=commands.specs, suggest=suggest, shelf=shelf)
    if settings.slack.is_wanted:
        from adapters.slack.installing import Surroundings  # noqa: PLC0415 — as above
        from adapters.slack.platform import Slack  # noqa: PLC0415 — as above

        notes = RedisNotes(redis, cipher, "slack")
        around = Surroundings(database, cipher, settings.web.public_address, notice)
        slack = Slack(settings.slack, commands=commands.specs, suggest=suggest, notes=notes, around=around)
    return discord, slack


async def _connected(platform: Platform, engine: Engine, leaving: Leaving) -> None:
    """Connect a platform; one that cannot be connected leaves the others running, and says what to mend."""
    try:
        await platform.connect(engine.hear, leaving.forget)
    except ServiceError as error:
        mend = {key: value for key in ("setting", "page") if (value := getattr(error, key, None))}
        log.error("platform not connected", platform=platform.name, problem=str(error), **mend)


def _pages(settings: Settings, desk: Desk, playground: Playground, slack: "Slack | None") -> Starlette:
    consent = urlsplit(settings.spotify.accounts_base)
    return web_app(
        link_desk=desk.linker,
        playground=playground if settings.playground else None,
        settings=settings.web,
        consent_origins=(f"{consent.scheme}://{consent.netloc}",),
        endpoints=slack.endpoints if slack else {},
    )


@asynccontextmanager
async def _answering(engine: Engine) -> AsyncIterator[None]:
    """Answer what is open, now and after every outage, until the block ends; then finish what was begun."""
    async with engine.lanes, asyncio.TaskGroup() as tasks:
        await engine.resume()
        resuming = tasks.create_task(_resume_now_and_then(engine))
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
    except ChorusError:
        log.warning("open session not shown", exc_info=True)
        return
    playground.set_panel(GENERAL, await panel_for(desk.curator, session, playlist, items, DEFAULT_LANGUAGE))


def _now() -> datetime:
    return datetime.now(UTC)
