"""What is typed after /chorus, and the forms it may open: filled in with suggestions, and sent."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.slack.forms import FORM, SUGGEST, submitted_message, suggested, to_view
from adapters.slack.handle import Handle, decode
from adapters.slack.inbound import Body, typed_message
from adapters.slack.installations import Installation
from adapters.slack.intake import Intake
from adapters.slack.markup import mentioned
from adapters.slack.people import People
from adapters.slack.refusals import asking_slack
from adapters.slack.typed import lacks, spec_called
from bot.chat import CommandSpec, Message, Suggest
from bot.errors import ServiceError

SUGGEST_SECONDS = 2.0  # of the three in which Slack wants its answer
OPEN_SECONDS = 2.0
ANYTHING = re.compile(".*", re.DOTALL)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Dialogs:
    """Listens to the slash command and to forms."""

    intake: Intake
    people: People
    specs: Sequence[CommandSpec]
    suggest: Suggest

    def attach(self, app: AsyncApp) -> None:
        """Listen; whatever the command is called in the manifest, it is ours."""
        app.command(ANYTHING)(self.typed)
        app.view(re.compile(f"^{FORM}:"))(self.submitted)
        app.view(ANYTHING)(self.something_else)
        app.options(re.compile(f"^{SUGGEST}:"))(self.looked_for)

    async def typed(self, body: Body, ack: AsyncAck, context: AsyncBoltContext) -> None:
        """Take in what follows the slash command, or open the form of a command that still lacks something."""
        installation: Installation = context["installation"]
        await self.intake.take_at_once(body["channel_id"], lambda: self._typed(body, installation))
        await ack()

    async def submitted(self, body: Body, ack: AsyncAck, context: AsyncBoltContext) -> None:
        """Take in a form that was filled in."""
        installation: Installation = context["installation"]
        await self.intake.take_at_once(body["user"]["id"], lambda: self._submitted(body, installation))
        await ack()

    async def looked_for(self, body: Body, ack: AsyncAck) -> None:
        """Offer what may be meant by what is typed so far; where that takes too long, only what is typed."""
        typed = str(body.get("value", ""))
        found: list[str] = []
        try:
            async with asyncio.timeout(SUGGEST_SECONDS):
                found = await self.suggest(body["action_id"].partition(":")[2], typed)
        except (ServiceError, TimeoutError) as error:
            log.info("nothing suggested", reason=type(error).__name__)
        await ack(options=suggested(typed, found))

    async def something_else(self, ack: AsyncAck) -> None:
        """Acknowledge a form that is not ours any more."""
        await ack()

    async def open(self, installation: Installation, spec: CommandSpec, message: Message, trigger: str) -> bool:
        """Open the form of a command as of where `message` was given; False where Slack does not let us."""
        handle = decode(message.handle) or Handle(message.channel.id)
        handle = replace(handle, only=message.member.id if spec.private else None)
        try:
            with asking_slack():
                async with asyncio.timeout(OPEN_SECONDS):
                    view = to_view(spec, message.channel, handle)
                    await installation.client.views_open(trigger_id=trigger, view=view)
        except ServiceError as error:
            log.warning("slack form not opened", reason=str(error))
            return False
        return True

    async def _typed(self, body: Body, installation: Installation) -> Message | None:
        known = await self.people.known(installation, [body["user_id"], *mentioned(body.get("text", ""))])
        message = typed_message(body, known, self.specs)
        if message.command is None or not lacks(message.command, self.specs):
            return message
        spec = spec_called(self.specs, message.command.name)
        is_open = spec is not None and await self.open(installation, spec, message, body["trigger_id"])
        return None if is_open else message

    async def _submitted(self, body: Body, installation: Installation) -> Message:
        return submitted_message(body, await self.people.known(installation, [body["user"]["id"]]))
