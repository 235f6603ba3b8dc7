"""Linked accounts; their tokens are encrypted."""

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.cipher import Cipher
from adapters.sql.engine import transaction, wipe
from adapters.sql.insert import replacing
from adapters.sql.prepared import Prepared, Row, fetch
from adapters.sql.tables import accounts
from bot.accounts.account import Account, AccountState, Tokens
from bot.chat import Member
from bot.errors import LinkRefused

MEMBER = TypeAdapter(Member)

_OF = Prepared(select(accounts).where(accounts.c.member_key == bindparam("member")))


class SqlAccounts:
    """An `AccountStore` in one table."""

    def __init__(self, engine: AsyncEngine, cipher: Cipher) -> None:
        self._engine = engine
        self._cipher = cipher

    async def save(self, account: Account) -> None:
        """Keep the account; it replaces the member's earlier one.

        Raises:
            LinkRefused: another member of the same tenant has that account of the music service.
            ServiceDown: the database did not answer.
        """
        row: dict[str, object] = {
            "member_key": account.member.key,
            "platform": account.member.platform,
            "tenant": account.member.tenant,
            "member": MEMBER.dump_json(account.member).decode(),
            "linked_in": account.linked_in,
            "service_id": account.service_id,
            "name": account.name,
            "consented": account.consented,
            "state": account.state.value,
            **self._sealed(account.tokens),
        }
        async with transaction(self._engine) as connection:
            try:
                await connection.execute(replacing(accounts, self._engine, row))
            except IntegrityError as error:  # who looked first and saved then could race to it
                raise LinkRefused("account_taken") from error

    async def of(self, member: Member) -> Account | None:
        """Return the member's account.

        Raises:
            ServiceDown: the database did not answer, or no key opens the tokens.
        """
        [found] = await fetch(self._engine, _OF, member=member.key)
        return self._to_account(found[0]) if found else None

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

    def _sealed(self, tokens: Tokens) -> dict[str, object]:
        return {
            "access": self._cipher.encrypt(tokens.access),
            "refresh": self._cipher.encrypt(tokens.refresh),
            "expires": tokens.expires,
            "scopes": " ".join(sorted(tokens.scopes)),
        }

    def _to_account(self, row: Row) -> Account:
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
            linked_in=row["linked_in"],
        )
