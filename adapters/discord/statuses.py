"""What is going on, shown where the answer will be: the answer takes its place."""

from asyncio import timeout
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta

import structlog
from pydantic import TypeAdapter, ValidationError

from adapters.discord.choices import digest
from adapters.discord.handles import Handle, Way
from adapters.discord.json_words import Body
from adapters.discord.outbound import Post
from adapters.discord.refusals import TOO_OFTEN_EDITED, Gone, Refused
from adapters.discord.shelf import Shelf, doing_without
from adapters.discord.wire import ORIGINAL, Wire
from bot.chat import Reply
from bot.errors import ServiceDown, ServiceError

_EDIT_SECONDS = 3.0  # a limit is not waited out for a status: the answer would wait with it
_KEPT = timedelta(days=1)
_MOST_KNOWN = 10_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Standing:
    """A status that stands: where, and whether it is reached as the answer to an interaction."""

    channel: str
    message: str
    by_token: bool = False


_STANDING = TypeAdapter(Standing)


class Statuses:
    """Shows the status of each message that is being answered, and knows it again after a restart."""

    def __init__(self, wire: Wire, shelf: Shelf) -> None:
        self._wire = wire
        self._shelf = shelf
        self._standing: OrderedDict[str, Standing] = OrderedDict()

    async def show(self, reply: Reply, post: Post, handle: Handle | None, nonce: str, refers_to: str) -> None:
        """Show a status; `handle` is that of an interaction which can still be answered.

        Raises:
            ServiceError: it could not be shown.
        """
        body = {key: part for key, part in post.to_body().items() if key != "flags"}  # else the answer's list is hidden
        standing = await self._found(reply)
        if standing is not None:
            await self._edit_soon(standing, handle, body)
            return
        if handle is None:
            reference = {"message_reference": {"message_id": refers_to, "fail_if_not_exists": False}}
            body |= {"nonce": nonce, "enforce_nonce": True} | (reference if refers_to else {})
            standing = Standing(reply.channel.id, await self._wire.post(reply.channel.id, body))
        elif handle.way is Way.COMMAND and reply.number == 0:
            await self._wire.fill(handle, body)
            standing = Standing(handle.channel, ORIGINAL, by_token=True)
        else:
            private = post.to_body(private=handle.private).get("flags", 0)
            message = await self._wire.follow_up(handle, {**body, "flags": private} if handle.private else body)
            standing = Standing(handle.channel, message, by_token=True)
        await self._remember(reply, standing)

    async def became(self, reply: Reply, post: Post | None, handle: Handle | None) -> bool:
        """Turn the status into the answer, or take it away where there is no `post`; False where none stands.

        Raises:
            ServiceError: it could not be turned into the answer, which may be tried again.
        """
        standing = await self._found(reply)
        if standing is None:
            return False
        if post is None:
            await self._take_away(standing, handle)
            return True
        try:
            await self._edit(standing, handle, {"content": "", **post.to_body()})
        except Gone:
            return False
        except Refused as error:
            if error.code != TOO_OFTEN_EDITED:
                raise
            await self._take_away(standing, handle)
            return False
        return True

    async def message_of(self, reply: Reply) -> str | None:
        """Return the id of the message that the status is, where it is known."""
        standing = await self._found(reply)
        return standing.message if standing is not None and standing.message != ORIGINAL else None

    async def take_away(self, reply: Reply, handle: Handle | None) -> None:
        """Take the status away if one stands, but for a placeholder, which the answer fills."""
        standing = await self._found(reply)
        if standing is not None and standing.message != ORIGINAL:
            await self._take_away(standing, handle)

    async def forget(self, reply: Reply) -> None:
        """Know of no status any more: it is an answer now, or gone."""
        if await self._found(reply) is None:
            return
        self._standing.pop(str(reply.answers), None)
        with doing_without():
            await self._shelf.drop(_name(reply))

    async def _edit_soon(self, standing: Standing, handle: Handle | None, body: Body) -> None:
        try:
            async with timeout(_EDIT_SECONDS):
                await self._edit(standing, handle, body)
        except TimeoutError as error:
            raise ServiceDown("Discord takes its time with a status.") from error

    async def _edit(self, standing: Standing, handle: Handle | None, body: Body) -> None:
        if not standing.by_token:
            await self._wire.edit(standing.channel, standing.message, body)
        elif handle is not None:
            await self._wire.fill(handle, body, standing.message)
        else:
            raise Gone("the interaction cannot be answered any more")

    async def _take_away(self, standing: Standing, handle: Handle | None) -> None:
        try:
            if not standing.by_token:
                await self._wire.delete(standing.channel, standing.message)
            elif handle is not None:
                await self._wire.withdraw(handle, standing.message)
        except Gone:
            pass
        except ServiceError:
            log.warning("status still stands", channel=standing.channel, exc_info=True)

    async def _found(self, reply: Reply) -> Standing | None:
        known = self._standing.get(str(reply.answers))
        if known is not None or reply.first_try or reply.answers is None:
            return known
        kept = None
        with doing_without():
            kept = await self._shelf.get(_name(reply))
        try:
            return _STANDING.validate_json(kept) if kept else None
        except ValidationError:  # kept by another version
            return None

    async def _remember(self, reply: Reply, standing: Standing) -> None:
        self._standing[str(reply.answers)] = standing
        if len(self._standing) > _MOST_KNOWN:
            self._standing.popitem(last=False)
        with doing_without():
            await self._shelf.put(_name(reply), _STANDING.dump_json(standing).decode(), _KEPT)


def _name(reply: Reply) -> str:
    return f"discord:status:{digest(str(reply.answers))}"
