"""What ties a browser that comes back from Slack to the one that was sent there: a secret that works once."""

import hashlib
import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy import MetaData, delete, insert
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.slack.database import asking_database

LIFETIME = timedelta(minutes=10)


class States(AsyncOAuthStateStore):
    """Bolt's state store over slack_sdk's table.

    slack_sdk's own looks a state up and then deletes it, so several who come at once may all have it. Here it is
    deleted and found in one statement, and the database holds only its hash.
    """

    def __init__(self, engine: AsyncEngine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._table = AsyncSQLAlchemyOAuthStateStore.build_oauth_states_table(
            MetaData(), AsyncSQLAlchemyOAuthStateStore.default_table_name
        )

    @property
    def logger(self) -> logging.Logger:
        """Return Bolt's kind of logger, which its interface asks for."""
        return logging.getLogger(__name__)

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        """Return a new state, good for ten minutes; those that are over go.

        Raises:
            StoreDown: it could not be kept.
        """
        state, now = secrets.token_urlsafe(32), self._now()
        async with asking_database(), self._engine.begin() as connection:
            await connection.execute(delete(self._table).where(self._table.c.expire_at <= now))
            await connection.execute(insert(self._table).values(state=_hash(state), expire_at=now + LIFETIME))
        return state

    async def async_consume(self, state: str) -> bool:
        """Use a state up; True for one who comes with it in time, and for nobody after.

        Raises:
            StoreDown: the database did not answer.
        """
        c = self._table.c
        taking = delete(self._table).where(c.state == _hash(state), c.expire_at > self._now()).returning(c.id)
        async with asking_database(), self._engine.begin() as connection:
            return (await connection.execute(taking)).first() is not None

    def _now(self) -> datetime:
        return self._clock().astimezone(UTC).replace(tzinfo=None)  # the table's moments have no zone


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
