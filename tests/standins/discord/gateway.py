"""The gateway: who is connected, and who is told what."""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aiohttp import web

from tests.standins.discord.changes import Changes
from tests.standins.discord.clock import Clock
from tests.standins.discord.connection import Connection
from tests.standins.discord.intents import NONE, PRIVILEGED, Intent
from tests.standins.discord.refusals import Json
from tests.standins.discord.sessions import Identify, Session
from tests.standins.discord.world import Guild

RECONNECT, INVALID_SESSION = 7, 9
GUILDS_A_SHARD = 2500
STARTS_A_DAY = 1000
Maker = Callable[[int], Json]  # an event for these intents


class Gateway:
    """All sessions of the bot."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self.clock, self.changes = clock, changes
        self.sessions: dict[str, Session] = {}
        self.connections: list[Connection] = []
        self.identifies: list[Identify] = []
        self.resumes: list[int] = []  # how many missed events each RESUME was told
        self.refusals: list[int] = []  # the codes connections were closed with
        self.switched_on = PRIVILEGED  # the privileged intents of the developer portal
        self.guilds_a_shard = GUILDS_A_SHARD
        self.starts_a_day = STARTS_A_DAY
        self.base_url = ""
        self._held: list[Callable[[], None]] | None = None

    @property
    def is_connected(self) -> bool:
        """Whether any session has a line."""
        return any(session.connection is not None for session in self.sessions.values())

    def tell(self, name: str, make: Maker, *, guild_id: int | None, needs: Intent = NONE) -> None:
        """Tell every session whose shard and intents fit."""
        if self._held is not None:
            self._held.append(lambda: self._tell(name, make, guild_id, needs))
        else:
            self._tell(name, make, guild_id, needs)

    def tell_all(self, name: str, data: Json, guild: Guild) -> None:
        """Tell of something in a guild to all who know guilds."""
        self.tell(name, lambda _: data, guild_id=guild.id, needs=Intent.GUILDS)

    @contextmanager
    def holding(self, *, turned_round: bool = False) -> Iterator[None]:
        """Keep events back meanwhile; then tell them, the last first where `turned_round`."""
        held: list[Callable[[], None]] = []
        self._held = held
        yield
        self._held = None
        for tell in reversed(held) if turned_round else held:
            tell()

    def open_session(self, connection: Connection, intents: int, shard: tuple[int, int]) -> Session:
        """Begin a session."""
        session = Session(secrets.token_hex(16), intents, shard, connection)
        self.sessions[session.id] = session
        self.identifies.append(Identify(self.clock(), intents, shard, connection.is_compressed))
        return session

    def let_go(self, connection: Connection, code: int | None) -> None:
        """Forget a line that is gone; a client that said good-bye cannot resume."""
        if connection in self.connections:
            self.connections.remove(connection)
        for session in list(self.sessions.values()):
            if session.connection is connection:
                session.connection = None
                if code in (1000, 1001):
                    del self.sessions[session.id]
        self.changes.note()

    def drop(self, code: int | None = None) -> None:
        """Drop every line: with a close code, or without a word."""
        for connection in list(self.connections):
            if code is None:
                connection.cut()
            else:
                connection.close(code)
            self.let_go(connection, None)

    def ask_to_reconnect(self) -> None:
        """Ask every client to come again and resume."""
        for connection in self.connections:
            connection.send(RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is over, or to resume it."""
        for connection in self.connections:
            connection.send(INVALID_SESSION, resumable)
        if not resumable:
            self.sessions.clear()

    async def heard(self) -> None:
        """Return once every client has taken in all that it was told."""
        await asyncio.gather(*(connection.heard() for connection in self.connections))

    async def closed(self) -> None:
        """Hang up on everyone."""
        for connection in list(self.connections):
            connection.cut()

    def new_connection(self, request: web.Request, socket: web.WebSocketResponse) -> Connection:
        """Take a line."""
        connection = Connection(request, socket)
        self.connections.append(connection)
        return connection

    def _tell(self, name: str, make: Maker, guild_id: int | None, needs: Intent) -> None:
        for session in list(self.sessions.values()):
            if session.takes(guild_id) and session.intents & needs == needs:
                session.tell(name, make(session.intents))
        self.changes.note()
