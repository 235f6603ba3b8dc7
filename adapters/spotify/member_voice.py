"""A member's name: the access token of their link, renewed before it ends."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

import structlog

from adapters.spotify.authorizer import SpotifyAuthorizer
from adapters.spotify.workers import unbroken
from bot.accounts.account import Account, AccountState
from bot.accounts.ports import AccountStore
from bot.chat import Member
from bot.errors import AccessLost, NotLinked

RENEW_BEFORE = timedelta(minutes=1)  # a call must not outlive its token

log = structlog.get_logger()


class MemberTokens:
    """Access tokens of linked members."""

    def __init__(self, authorizer: SpotifyAuthorizer, accounts: AccountStore, clock: Callable[[], datetime]) -> None:
        self._authorizer = authorizer
        self._accounts = accounts
        self._clock = clock
        self._renewing: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def token(self, member: Member) -> str:
        """Return an access token that lasts for another minute at least.

        Raises:
            NotLinked: the member has no linked account.
            AccessLost: the link no longer works.
            ServiceError: the token could not be renewed.
        """
        account = await self._account(member)
        if self._lasts(account):
            return account.tokens.access
        return await self.renewed(member, account.tokens.access)

    async def renewed(self, member: Member, refused: str) -> str:
        """Return another access token than `refused`; many at once ask Spotify for one.

        Raises:
            NotLinked: the member has no linked account.
            AccessLost: the link no longer works.
            ServiceError: the token could not be renewed.
        """
        lock = self._renewing.setdefault(member.key, asyncio.Lock())
        async with lock:
            account = await self._account(member)
            if account.tokens.access != refused and self._lasts(account):
                return account.tokens.access
            return await unbroken(self._renew(account))

    async def _renew(self, account: Account) -> str:
        try:
            tokens = await self._authorizer.refresh(account.tokens)
        except AccessLost:
            await self._note_lost(account)
            raise
        await self._accounts.set_tokens(account.member, tokens)
        return tokens.access

    async def _note_lost(self, account: Account) -> None:
        """Note that the link is lost, unless the member made a new one meanwhile."""
        now = await self._accounts.of(account.member)
        if now is not None and now.tokens.refresh == account.tokens.refresh:
            await self._accounts.set_state(account.member, AccountState.LOST)
            log.warning("link lost", member=account.member.key)

    async def _account(self, member: Member) -> Account:
        account = await self._accounts.of(member)
        if account is None:
            raise NotLinked("not_linked")
        if account.state is AccountState.LOST:
            raise AccessLost("The link was lost earlier.")
        return account

    def _lasts(self, account: Account) -> bool:
        return account.tokens.expires - self._clock() >= RENEW_BEFORE


class MemberVoice:
    """Speaks for one member."""

    def __init__(self, tokens: MemberTokens, member: Member) -> None:
        self._tokens = tokens
        self._member = member

    async def token(self) -> str:
        """Return the member's access token."""
        return await self._tokens.token(self._member)

    async def renewed(self, refused: str) -> str:
        """Return another access token than `refused`."""
        return await self._tokens.renewed(self._member, refused)
