"""What is going on, shown where the answer will be: the answer takes its place."""

import asyncio
from collections import OrderedDict
from datetime import timedelta

from adapters.slack.installations import Installation
from adapters.slack.notes import Notes
from adapters.slack.outbound import Post
from adapters.slack.posting import post_to
from adapters.slack.refusals import Refused, asking_slack
from bot.chat import Reply
from bot.errors import RateLimited, ServiceDown

EDIT_SECONDS = 3.0  # a limit is not waited out for a status: the answer would wait with it
KEPT = timedelta(days=1)
MOST_KNOWN = 10_000


class Statuses:
    """Shows the status of each message that is being answered, and knows it again after a restart.

    Its message is noted after it was posted: where the process dies just between the two it stands for ever.
    """

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._standing: OrderedDict[str, str] = OrderedDict()  # by key of the message: the status's timestamp

    async def show(self, installation: Installation, reply: Reply, thread: str | None, post: Post) -> str | None:
        """Show a status; return its timestamp where it was posted anew.

        Raises:
            ServiceError: it could not be shown.
        """
        ts = await self._found(reply)
        if ts is None:
            ts = await post_to(installation, reply.channel.id, thread, post)
            await self._remember(reply, ts)
            return ts
        try:
            async with asyncio.timeout(EDIT_SECONDS):
                await _change(installation, reply.channel.id, ts, post)
        except TimeoutError as error:
            raise ServiceDown("Slack takes its time with a status.") from error
        return None

    async def became(self, installation: Installation, reply: Reply, post: Post | None) -> bool:
        """Turn the status into the answer, or take it away where there is no `post`; False where none stands.

        Raises:
            ServiceError: it could not be turned into the answer, which may be tried again.
        """
        ts = await self._found(reply)
        if ts is None:
            return False
        if post is not None:
            try:
                await _change(installation, reply.channel.id, ts, post)
                return True
            except (Refused, RateLimited):  # it is gone, or may not be changed: the answer is posted anew
                pass
        await self._delete(installation, reply.channel.id, ts)
        return post is None

    async def message_of(self, reply: Reply) -> str | None:
        """Return the timestamp of the status that stands, if one does."""
        return await self._found(reply)

    async def forget(self, reply: Reply) -> None:
        """Know of no status any more: it is an answer now, or gone."""
        if await self._found(reply) is not None:
            self._standing.pop(str(reply.answers), None)
            await self._notes.drop(_key(reply))

    async def _delete(self, installation: Installation, channel: str, ts: str) -> None:
        try:
            with asking_slack():
                await installation.client.chat_delete(channel=channel, ts=ts)
        except (Refused, RateLimited):
            return  # somebody deleted it, or it may not be: the answer counts

    async def _found(self, reply: Reply) -> str | None:
        known = self._standing.get(str(reply.answers))
        if known is not None or reply.first_try or reply.answers is None:
            return known
        return await self._notes.get(_key(reply))

    async def _remember(self, reply: Reply, ts: str) -> None:
        self._standing[str(reply.answers)] = ts
        if len(self._standing) > MOST_KNOWN:
            self._standing.popitem(last=False)
        await self._notes.put(_key(reply), ts, KEPT)


async def _change(installation: Installation, channel: str, ts: str, post: Post) -> None:
    with asking_slack():
        await installation.client.chat_update(channel=channel, ts=ts, text=post.text, blocks=list(post.blocks))


def _key(reply: Reply) -> str:
    return f"slack:status:{reply.answers}"
