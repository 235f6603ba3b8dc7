"""Linked accounts; their tokens are encrypted."""

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, RowMapping, delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.cipher import Cipher
from adapters.sql.engine import transaction, wipe
from adapters.sql.insert import replacing
from adapters.sql.tables import accounts
from bot.accounts.account import Account, AccountState, Tokens
from bot.chat import Member

MEMBER = TypeAdapter(Member)


class SqlAccounts:
    """An `AccountStore` in one table."""

    def __init__(self, engine: AsyncEngine, cipher: Cipher) -> None:
        self._engine = engine
        self._cipher = cipher

    async def save(self, account: Account) -> None:
        """Keep the account; it replaces the member's earlier one.

        Raises:
            ServiceDown: the database did not answer.
        """
        row: dict[str, object] = {
            "member_key": account.member.key,
            "member": MEMBER.dump_json(account.member).decode(),
            "service_id": account.service_id,
            "name": account.name,
            "consented": account.consented,
            "state": account.state.value,
            **self._sealed(account.tokens),
        }
        async with transaction(self._engine) as connection:
            await connection.execute(replacing(accounts, self._engine, row))

    async def of(self, member: Member) -> Account | None:
        """Return the member's account.

        Raises:
            ServiceDown: the database did not answer, or no key opens the tokens.
        """
        found = await self._where(accounts.c.member_key == member.key)
        return found[0] if found else None

    async def by_service_id(self, service_id: str) -> list[Account]:
        """Return every member's link to that account of the music service, first linked first.

        Raises:
            ServiceDown: the database did not answer, or no key opens the tokens.
        """
        return await self._where(accounts.c.service_id == service_id)

    async def set_tokens(self, member: Member, tokens: Tokens) -> None:
        """Replace the tokens, after a refresh; does nothing when the account is gone.

        Raises:
            ServiceDown: the database did not answer.
        """
        await self._set(member, self._sealed(tokens))

    async def set_state(self, member: Member, state: AccountState) -> None:
        """Note whether the link can be used; does nothing when the account is gone.

        Raises:
            ServiceDown: the database did not answer.
        """
        await self._set(member, {"state": state.value})

    async def delete(self, member: Member) -> bool:
        """Delete the account and its tokens; False when there was none.

        Raises:
            ServiceDown: the database did not answer.
        """
        gone = delete(accounts).where(accounts.c.member_key == member.key)
        async with transaction(self._engine) as connection:
            was_there = (await connection.execute(gone)).rowcount > 0
        await wipe(self._engine)
        return was_there

    async def _set(self, member: Member, values: dict[str, object]) -> None:
        change = update(accounts).where(accounts.c.member_key == member.key).values(values)
        async with transaction(self._engine) as connection:
            await connection.execute(change)

    async def _where(self, condition: ColumnElement[bool]) -> list[Account]:
        found = select(accounts).where(condition).order_by(accounts.c.consented, accounts.c.member_key)
        async with transaction(self._engine) as connection:
            rows = (await connection.execute(found)).mappings().all()
        return [self._to_account(row) for row in rows]

    def _sealed(self, tokens: Tokens) -> dict[str, object]:
        return {
            "access": self._cipher.encrypt(tokens.access),
            "refresh": self._cipher.encrypt(tokens.refresh),
            "expires": tokens.expires,
            "scopes": " ".join(sorted(tokens.scopes)),
        }

    def _to_account(self, row: RowMapping) -> Account:
        tokens = Tokens(
            access=self._cipher.decrypt(row["access"]),
            refresh=self._cipher.decrypt(row["refresh"]),
            expires=row["expires"],
            scopes=frozenset(row["scopes"].split()),
        )
        return Account(
            member=MEMBER.validate_json(row["member"]),
            service_id=row["service_id"],
            name=row["name"],
            tokens=tokens,
            consented=row["consented"],
            state=AccountState(row["state"]),
        )
