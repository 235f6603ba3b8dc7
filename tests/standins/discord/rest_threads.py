"""Calls about threads: open one, change it."""

from aiohttp import web

from tests.standins.discord import posting
from tests.standins.discord.desk import channel_of, demand, sent
from tests.standins.discord.permissions import Permission
from tests.standins.discord.refusals import HAS_A_THREAD, NOT_FOUND, Json, Misfit, Refusal, insist, too_long
from tests.standins.discord.rest import answer, number
from tests.standins.discord.shapes import channel_shape, thread_member
from tests.standins.discord.state import DiscordState
from tests.standins.discord.world import Channel, ChannelKind

NAME = 100
ARCHIVED_AFTER = (60, 1440, 4320, 10080)  # minutes


class Threads:
    """The calls, bound to what there is."""

    def __init__(self, state: DiscordState) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        """Return where each is."""
        return [
            web.post("/channels/{channel_id}/messages/{message_id}/threads", self.from_message),
            web.post("/channels/{channel_id}/threads", self.alone),
            web.put("/channels/{channel_id}/thread-members/@me", self.join),
            web.patch("/channels/{channel_id}", self.change),
        ]

    async def from_message(self, request: web.Request) -> web.Response:
        """Open the thread of a message; a message has one."""
        channel, name = self._wanted(request)
        message = self._state.people.message(channel, number(request, "message_id"))
        if message.thread is not None:
            raise Refusal(*HAS_A_THREAD)
        thread = self._state.people.add_thread(channel, name, self._state.people.bot, message)
        return self._opened(thread)

    async def alone(self, request: web.Request) -> web.Response:
        """Open a thread that starts from no message."""
        channel, name = self._wanted(request)
        return self._opened(self._state.people.add_thread(channel, name, self._state.people.bot))

    async def join(self, request: web.Request) -> web.Response:
        """Join a thread."""
        channel_of(request, self._state)
        return answer()

    async def change(self, request: web.Request) -> web.Response:
        """Rename a thread, or archive it."""
        thread, body = channel_of(request, self._state), sent(request)
        if thread.kind is not ChannelKind.THREAD:
            raise Refusal(*NOT_FOUND)
        thread.archived = bool(body.get("archived", thread.archived))
        thread.name = body.get("name") or thread.name
        shape = channel_shape(thread, self._state.people.bot)
        posting.tell_channel(self._state, "THREAD_UPDATE", thread, shape)
        return answer(shape)

    def _wanted(self, request: web.Request) -> tuple[Channel, str]:
        channel, body = channel_of(request, self._state), sent(request)
        demand(channel, Permission.CREATE_PUBLIC_THREADS)
        name = body.get("name") or ""
        found = [] if 1 <= len(name) <= NAME else [too_long("name", NAME)]
        if body.get("auto_archive_duration") not in (None, *ARCHIVED_AFTER):
            text = f"Value must be one of {ARCHIVED_AFTER}"
            found.append(Misfit("auto_archive_duration", "BASE_TYPE_CHOICES", text))
        insist(found)
        return channel, name

    def _opened(self, thread: Channel) -> web.Response:
        bot = self._state.people.bot
        shape: Json = {**channel_shape(thread, bot), "member": thread_member(thread, bot)}
        posting.tell_channel(self._state, "THREAD_CREATE", thread, {**shape, "newly_created": True})
        return answer(shape, 201)
