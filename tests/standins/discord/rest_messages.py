"""Calls about messages: post, read, edit, delete, react, type."""

from datetime import timedelta

from aiohttp import web

from tests.standins.discord import posting
from tests.standins.discord.desk import channel_of, demand, demand_open, demand_to_speak, sent
from tests.standins.discord.mentions import EVERYTHING
from tests.standins.discord.message_shapes import message_shape
from tests.standins.discord.permissions import Permission
from tests.standins.discord.refusals import (
    NO_HISTORY,
    NOT_THE_AUTHOR,
    TOO_MANY_OLD_EDITS,
    Json,
    Misfit,
    Refusal,
    malformed,
)
from tests.standins.discord.rest import FILES, answer, number
from tests.standins.discord.state import DiscordState
from tests.standins.discord.world import Channel, Message

NONCE_LIFE = timedelta(minutes=5)
REPLY = 19
_HISTORY = 50  # messages read at once


class Messages:
    """The calls, bound to what there is."""

    def __init__(self, state: DiscordState) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        """Return where each is."""
        there = "/channels/{channel_id}/messages"
        reaction = there + "/{message_id}/reactions/{emoji_name}/@me"
        return [
            web.get(there, self.history),
            web.post(there, self.post),
            web.get(there + "/{message_id}", self.read),
            web.patch(there + "/{message_id}", self.edit),
            web.delete(there + "/{message_id}", self.delete),
            web.put(reaction, self.react),
            web.delete(reaction, self.unreact),
            web.post("/channels/{channel_id}/typing", self.type),
        ]

    async def post(self, request: web.Request) -> web.Response:
        """Post a message; the same nonce within some minutes gives the message that is there."""
        state, channel, body = self._state, channel_of(request, self._state), sent(request)
        demand_to_speak(state, channel)
        flags = posting.check_new(body, request[FILES])
        there = state.posted.get((channel.id, str(body.get("nonce")))) if body.get("enforce_nonce") else None
        if there is not None and state.clock() - there.written < NONCE_LIFE:
            return self._shown(there)
        message = Message(state.people.ids.next(), channel, state.people.bot, state.clock(), flags=flags)
        message.reply_to, message.nonce = self._answered(channel, body), body.get("nonce")
        message.kind = 0 if message.reply_to is None else REPLY
        posting.fill(state, message, self._permitted(channel, body), request[FILES])
        channel.archived = False
        if message.nonce is not None:
            state.posted[channel.id, str(message.nonce)] = message
        allowed = body.get("allowed_mentions")
        return self._shown(posting.post(state, message, EVERYTHING if allowed is None else allowed))

    async def read(self, request: web.Request) -> web.Response:
        """Show one message."""
        channel = channel_of(request, self._state)
        demand(channel, Permission.READ_MESSAGE_HISTORY)
        return self._shown(self._state.people.message(channel, number(request, "message_id")))

    async def history(self, request: web.Request) -> web.Response:
        """Show the last messages, the newest first; what the bot may not read comes empty here too."""
        channel = channel_of(request, self._state)
        demand(channel, Permission.READ_MESSAGE_HISTORY)
        after, before = int(request.query.get("after", 0)), int(request.query.get("before", 1 << 63))
        found = [
            one for one in channel.messages
            if not one.deleted and not one.is_ephemeral and after < one.id < before
        ]  # fmt: skip
        limit = int(request.query.get("limit", _HISTORY))
        chosen = found[:limit] if "after" in request.query else found[-limit:]
        return answer([self._shape(one) for one in reversed(chosen)])

    async def edit(self, request: web.Request) -> web.Response:
        """Change a message of the bot."""
        state, channel, body = self._state, channel_of(request, self._state), sent(request)
        message = state.people.message(channel, number(request, "message_id"))
        if message.author is not state.people.bot:
            raise Refusal(*NOT_THE_AUTHOR)
        demand_open(channel)
        posting.check_edit(message, body, request[FILES])
        wait = posting.too_many_old_edits(state, message)
        if wait is not None:
            raise Refusal(*TOO_MANY_OLD_EDITS, retry_after=wait)
        body = {"allowed_mentions": EVERYTHING, **self._permitted(channel, body)}
        return self._shown(posting.edit(state, message, body, request[FILES]))

    async def delete(self, request: web.Request) -> web.Response:
        """Take a message away."""
        channel = channel_of(request, self._state)
        message = self._state.people.message(channel, number(request, "message_id"))
        if message.author is not self._state.people.bot:
            demand(channel, Permission.MANAGE_MESSAGES)
        demand_open(channel)
        posting.delete(self._state, message)
        return answer()

    async def react(self, request: web.Request) -> web.Response:
        """React as the bot."""
        channel = channel_of(request, self._state)
        demand(channel, Permission.READ_MESSAGE_HISTORY)
        demand(channel, Permission.ADD_REACTIONS)
        return self._reacted(request, channel, added=True)

    async def unreact(self, request: web.Request) -> web.Response:
        """Take a reaction of the bot back."""
        return self._reacted(request, channel_of(request, self._state), added=False)

    async def type(self, request: web.Request) -> web.Response:
        """Show that the bot is typing."""
        channel = channel_of(request, self._state)
        demand_to_speak(self._state, channel)
        channel.typed.append(self._state.clock())
        return answer()

    def _reacted(self, request: web.Request, channel: Channel, *, added: bool) -> web.Response:
        demand_open(channel)
        message = self._state.people.message(channel, number(request, "message_id"))
        emoji = request.match_info["emoji_name"]
        posting.react(self._state, message, self._state.people.bot, emoji, added=added)
        return answer()

    def _answered(self, channel: Channel, body: Json) -> Message | None:
        """Return the message a body replies to, None where it does not."""
        reference = body.get("message_reference")
        if reference is None:
            return None
        if channel.guild is not None and not channel.granted & Permission.READ_MESSAGE_HISTORY:
            raise Refusal(*NO_HISTORY)
        try:
            return self._state.people.message(channel, int(reference["message_id"]))
        except Refusal:
            if not reference.get("fail_if_not_exists", True):
                return None
            text = "Unknown message"
            raise malformed([Misfit("message_reference", "REPLIES_UNKNOWN_MESSAGE", text)]) from None

    def _permitted(self, channel: Channel, body: Json) -> Json:
        """Return a body without the embeds that the bot may not show."""
        if channel.guild is None or channel.granted & Permission.EMBED_LINKS or "embeds" not in body:
            return body
        return {**body, "embeds": []}

    def _shown(self, message: Message) -> web.Response:
        return answer(self._shape(message))

    def _shape(self, message: Message) -> Json:
        intents = [session.intents for session in self._state.gateway.sessions.values()]
        return message_shape(message, self._state.people.bot, intents[-1] if intents else 0)
