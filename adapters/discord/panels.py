"""The panels of sessions: one a channel, edited in place, posted anew when old or far up."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from weakref import WeakValueDictionary

import structlog
from pydantic import TypeAdapter, ValidationError

from adapters.discord.outbound import Post
from adapters.discord.refusals import TOO_OFTEN_EDITED, Gone, Refused
from adapters.discord.shelf import Shelf, doing_without
from adapters.discord.wire import Wire
from bot.errors import ServiceError

EDITABLE = timedelta(minutes=50)  # Discord grudges edits of messages older than an hour (30046)
FAR_UP = 15  # messages below it: nobody sees it there
_KEPT = timedelta(days=30)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Hung:
    """A panel where it hangs."""

    message: str
    at: datetime
    digest: str = ""  # of what it shows


_HUNG = TypeAdapter(Hung)


class Panels:
    """Shows each channel's panel."""

    def __init__(self, wire: Wire, shelf: Shelf, clock: Callable[[], datetime]) -> None:
        self._wire = wire
        self._shelf = shelf
        self._clock = clock
        self._below: dict[str, int] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def pushed_up(self, channel: str) -> None:
        """Note that one more message stands below the panel of `channel`, if it has one."""
        if channel in self._below:
            self._below[channel] += 1

    async def show(self, channel: str, post: Post, nonce: str, *, ended: bool) -> None:
        """Show the panel in `channel`; after an `ended` one the next begins below.

        Raises:
            ServiceError: it could not be shown.
        """
        async with self._locks.setdefault(channel, asyncio.Lock()):
            hung = await self._hung(channel)
            digest = digest_of(post)
            if hung is None or not await self._is_edited(channel, hung, post, digest):
                hung = await self._hang(channel, post, nonce, instead_of=hung)
            self._below.setdefault(channel, 0)
            if ended:
                await self._forget(channel)
            elif hung.digest != digest:
                await self._remember(channel, replace(hung, digest=digest))

    async def _is_edited(self, channel: str, hung: Hung, post: Post, digest: str) -> bool:
        """Edit the panel where it hangs, unless it shows that already; False where it must be posted anew."""
        if self._clock() - hung.at > EDITABLE or self._below.get(channel, 0) >= FAR_UP:
            return False
        if hung.digest == digest:
            return True
        try:
            await self._wire.edit(channel, hung.message, post.to_body())
        except Gone:
            return False
        except Refused as error:
            if error.code != TOO_OFTEN_EDITED:
                raise
            return False
        return True

    async def _hang(self, channel: str, post: Post, nonce: str, instead_of: Hung | None) -> Hung:
        body = {**post.to_body(), "nonce": nonce, "enforce_nonce": True}
        hung = Hung(await self._wire.post(channel, body), self._clock())
        self._below[channel] = 0
        if instead_of is not None and instead_of.message != hung.message:
            await self._take_down(channel, instead_of)
        return hung

    async def _take_down(self, channel: str, hung: Hung) -> None:
        try:
            await self._wire.delete(channel, hung.message)
        except Gone:
            pass
        except ServiceError:
            log.warning("old panel still hangs", channel=channel, exc_info=True)

    async def _hung(self, channel: str) -> Hung | None:
        kept = None
        with doing_without():
            kept = await self._shelf.get(_name(channel))
        try:
            return _HUNG.validate_json(kept) if kept else None
        except ValidationError:  # kept by another version
            return None

    async def _remember(self, channel: str, hung: Hung) -> None:
        with doing_without():
            await self._shelf.put(_name(channel), _HUNG.dump_json(hung).decode(), _KEPT)

    async def _forget(self, channel: str) -> None:
        self._below.pop(channel, None)
        with doing_without():
            await self._shelf.drop(_name(channel))


def digest_of(post: Post) -> str:
    """Return what tells one state of a panel from another."""
    return sha256(json.dumps(post.to_body()).encode()).hexdigest()[:32]


def _name(channel: str) -> str:
    return f"discord:panel:{channel}"
