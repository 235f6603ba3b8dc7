"""Every installation of the app, in the bot's database: slack_sdk's tables, with what opens a workspace encrypted."""

from typing import Any

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore, SQLAlchemyInstallationStore
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    false,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.slack.database import Cipher, asking_database, seal

SECRET = frozenset({"bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url"})
SAVE_SECONDS = 10  # somebody waits before their browser


class Registry(AsyncSQLAlchemyInstallationStore):
    """Bolt's installation store; of each workspace, and each organisation, it keeps only the newest installation.

    A row without a token says that a workspace is served by its organisation's installation: later all that is known
    of the place to answer in is the workspace.
    """

    def __init__(self, client_id: str, engine: AsyncEngine, cipher: Cipher) -> None:
        super().__init__(client_id, engine)
        for table in (self.bots, self.installations):
            seal(table, SECRET, cipher)
        self._serving = self._newest_bot(self._serves(bindparam("team"), bindparam("enterprise")))

    async def async_save(self, installation: Installation) -> None:
        """Keep an installation; it replaces the earlier ones in the same place.

        Raises:
            StoreDown: it could not be kept.
        """
        async with asking_database(SAVE_SECONDS):
            await super().async_save(installation)
            for table in (self.bots, self.installations):
                await self._drop_older(table, _place(table, installation.enterprise_id, installation.team_id))

    async def bot_for(self, team: str | None, enterprise: str | None = None) -> Bot | None:
        """Return the bot of a workspace: installed there or in its whole organisation, whichever was last.

        Raises:
            ServiceDown: the database did not answer, or no key opens the token.
        """
        return await self._found(self._serving, team=team, enterprise=enterprise)

    async def bot_called(self, user_ids: tuple[str, ...]) -> Bot | None:
        """Return the bot that is one of these members of its workspace.

        Raises:
            ServiceDown: as for `bot_for`.
        """
        return await self._found(self._newest_bot(self.bots.c.bot_user_id.in_(user_ids)))

    async def note_served(self, team: str, enterprise: str) -> None:
        """Note that a workspace is served by its organisation's installation.

        Raises:
            StoreDown: it could not be noted.
        """
        row: dict[str, object] = {"client_id": self.client_id, "app_id": "", "is_enterprise_install": True}
        row |= {"team_id": team, "enterprise_id": enterprise}
        noted = select(self.bots.c.id).where(self._ours(), _place(self.bots, enterprise, team))
        async with asking_database(), self.engine.begin() as connection:
            if (await connection.execute(noted)).first() is None:
                await connection.execute(insert(self.bots).values(row))

    async def left_by(self, team: str | None, enterprise: str | None) -> list[str]:
        """Return the tenants that the end of an installation leaves with none, what is stored of it under the last.

        Args:
            team: The workspace it was in; None for a whole organisation.
            enterprise: The organisation.

        Raises:
            StoreDown: the database did not answer.
        """
        c = self.bots.c
        there = or_(c.enterprise_id == enterprise, c.team_id == team if team else false())
        found = select(c.team_id, c.bot_token.is_not(None)).where(self._ours(), there)  # no token is opened for it
        async with asking_database(), self.engine.connect() as connection:
            rows = [(place, bool(has_token)) for place, has_token in await connection.execute(found)]
        if team is None:
            served = [str(place) for place, has_own in rows if place is not None and not has_own]
            return [*dict.fromkeys(served), enterprise] if enterprise and rows else []
        if (team, True) not in rows:
            return []
        is_last = not any(has_token for place, has_token in rows if place != team)
        return [enterprise, team] if enterprise and is_last else [team]

    async def delete_all_of(self, tenant: str) -> None:
        """Delete what is kept of a workspace, or of an organisation's own installation.

        Raises:
            StoreDown: it could not be deleted.
        """
        async with asking_database(), self.engine.begin() as connection:
            for table in (self.bots, self.installations):
                c = table.c
                there = or_(c.team_id == tenant, and_(c.team_id.is_(None), c.enterprise_id == tenant))
                await connection.execute(delete(table).where(c.client_id == self.client_id, there))

    def _serves(self, team: BindParameter[str], enterprise: BindParameter[str]) -> ColumnElement[bool]:
        c, others = self.bots.c, self.bots.alias()
        known = select(others.c.enterprise_id).where(others.c.client_id == self.client_id, others.c.team_id == team)
        of_all = or_(c.enterprise_id == enterprise, c.enterprise_id.in_(known))
        return or_(c.team_id == team, and_(c.team_id.is_(None), of_all))

    def _newest_bot(self, where: ColumnElement[bool]) -> Select[Any]:
        c = self.bots.c
        ours = select(self.bots).where(self._ours(), c.bot_token.is_not(None), where)
        return ours.order_by(c.installed_at.desc(), c.id.desc()).limit(1)

    async def _found(self, asked: Select[Any], **values: str | None) -> Bot | None:
        async with asking_database(), self.engine.connect() as connection:
            row = (await connection.execute(asked, values)).mappings().first()
        return SQLAlchemyInstallationStore.build_bot_entity(row) if row is not None else None

    async def _drop_older(self, table: Table, place: ColumnElement[bool]) -> None:
        ours = and_(table.c.client_id == self.client_id, place)
        newest = select(func.max(table.c.id)).where(ours).scalar_subquery()
        async with self.engine.begin() as connection:
            await connection.execute(delete(table).where(ours, table.c.id < newest))

    def _ours(self) -> ColumnElement[bool]:
        return self.bots.c.client_id == self.client_id


def _place(table: Table, enterprise: str | None, team: str | None) -> ColumnElement[bool]:
    return and_(table.c.enterprise_id == enterprise, table.c.team_id == team)
