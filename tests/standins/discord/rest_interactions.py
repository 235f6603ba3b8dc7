"""Answering an interaction: the first answer within three seconds, everything after by its token."""

from typing import Any

from aiohttp import web

from tests.standins.discord import answers, posting
from tests.standins.discord.desk import sent
from tests.standins.discord.interactions import MOST_FOLLOW_UPS, Interaction
from tests.standins.discord.message_shapes import message_shape
from tests.standins.discord.refusals import (
    ALREADY_ACKNOWLEDGED,
    DEAD_TOKEN,
    TOO_MANY_FOLLOW_UPS,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    Json,
    Refusal,
)
from tests.standins.discord.rest import FILES, answer, number
from tests.standins.discord.state import DiscordState
from tests.standins.discord.world import LOADING, Message


class InteractionCalls:
    """The calls, bound to what there is."""

    def __init__(self, state: DiscordState) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        """Return where each is."""
        hook = "/webhooks/{webhook_id}/{webhook_token}"
        found = [
            web.post("/interactions/{interaction_id}/{interaction_token}/callback", self.acknowledge),
            web.post(hook, self.follow_up),
        ]
        for message in ("@original", "{message_id}"):
            found += [
                web.get(f"{hook}/messages/{message}", self.read),
                web.patch(f"{hook}/messages/{message}", self.edit),
                web.delete(f"{hook}/messages/{message}", self.delete),
            ]
        return found

    async def acknowledge(self, request: web.Request) -> web.Response:
        """Take the first answer: once, and in time."""
        interaction = self._state.interactions.get(number(request, "interaction_id"))
        if interaction is None or interaction.token != request.match_info["interaction_token"] or interaction.failed:
            raise Refusal(*UNKNOWN_INTERACTION)
        if interaction.acknowledged:
            raise Refusal(*ALREADY_ACKNOWLEDGED)
        answers.take(self._state, interaction, sent(request), request[FILES])
        self._state.changes.note()
        if request.query.get("with_response") not in ("1", "true"):
            return answer()
        return answer(self._told(interaction))

    async def follow_up(self, request: web.Request) -> web.Response:
        """Say more; the first after a deferral fills it in."""
        interaction, body = self._interaction(request), sent(request)
        if interaction.original is not None and interaction.original.is_loading:
            return self._edited(interaction.original, request)
        if interaction.is_guest and interaction.follow_ups >= MOST_FOLLOW_UPS:
            raise Refusal(*TOO_MANY_FOLLOW_UPS)
        message = answers.message(self._state, interaction, body, request[FILES])
        interaction.follow_ups += 1
        return self._shown(message)

    async def read(self, request: web.Request) -> web.Response:
        """Show an answer."""
        return self._shown(self._message(request))

    async def edit(self, request: web.Request) -> web.Response:
        """Change an answer, or fill in the one deferred."""
        return self._edited(self._message(request), request)

    async def delete(self, request: web.Request) -> web.Response:
        """Take an answer away."""
        posting.delete(self._state, self._message(request))
        return answer()

    def _edited(self, message: Message, request: web.Request) -> web.Response:
        body = sent(request)
        posting.check_edit(message, body, request[FILES])
        return self._shown(posting.edit(self._state, message, body, request[FILES]))

    def _interaction(self, request: web.Request) -> Interaction:
        interaction = self._state.by_token(request.match_info["webhook_token"])
        if interaction is None or number(request, "webhook_id") != self._state.people.bot.id:
            raise Refusal(*UNKNOWN_WEBHOOK)
        if interaction.is_expired:
            raise Refusal(*DEAD_TOKEN)
        if not interaction.acknowledged:
            raise Refusal(*UNKNOWN_WEBHOOK)
        return interaction

    def _message(self, request: web.Request) -> Message:
        interaction = self._interaction(request)
        if "message_id" not in request.match_info:
            found = interaction.original
        else:
            wanted = number(request, "message_id")
            there = [*interaction.responses, *filter(None, [interaction.original])]
            found = next((one for one in there if one.id == wanted), None)
        if found is None or found.deleted:
            raise Refusal(*UNKNOWN_MESSAGE)
        return found

    def _told(self, interaction: Interaction) -> Json:
        shape: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
        told: Json = {"interaction": shape}
        message = interaction.original
        if message is not None:
            shape["response_message_id"] = str(message.id)
            shape["response_message_loading"] = bool(message.flags & LOADING)
            shape["response_message_ephemeral"] = message.is_ephemeral
        if message is not None and interaction.callback in (4, 7):
            told["resource"] = {"type": interaction.callback, "message": self._shape(message)}
        return told

    def _shown(self, message: Message) -> web.Response:
        return answer(self._shape(message))

    def _shape(self, message: Message) -> Any:
        return message_shape(message, self._state.people.bot, 0)
