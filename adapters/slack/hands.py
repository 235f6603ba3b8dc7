"""What is pressed: buttons, and the message shortcut. Each press is acknowledged within three seconds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.slack.blocks import DO, FORM, KEPT, SAY, SHOW
from adapters.slack.dialogs import Dialogs
from adapters.slack.dms import Dms
from adapters.slack.inbound import Body, home_message, pressed_message, presser, shared_song
from adapters.slack.installations import Installation
from adapters.slack.intake import Intake
from adapters.slack.notes import Notes
from adapters.slack.people import People
from adapters.slack.posting import says_key
from adapters.slack.spoken import Spoken
from adapters.slack.typed import as_said, command_of, spec_called
from adapters.slack.whispers import Whispers
from bot.chat import Command, CommandSpec, Message

ADD_SHORTCUT = "add_to_playlist"  # the callback_id of the manifest's message shortcut
ADD, SONG = "playlist add", "song"
ANYTHING = re.compile(".*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Hands:
    """Listens to presses."""

    intake: Intake
    people: People
    dms: Dms
    notes: Notes
    whispers: Whispers
    dialogs: Dialogs
    spoken: Spoken
    specs: Sequence[CommandSpec]

    def attach(self, app: AsyncApp) -> None:
        """Listen; a press that is not ours any more is acknowledged all the same."""
        app.action(re.compile(f"^({SAY}|{KEPT}|{DO}):"))(self.said)
        app.action(re.compile(f"^{FORM}:"))(self.form_wanted)
        app.action(re.compile(f"^{SHOW}:"))(self.show_wanted)
        app.action(ANYTHING)(self.something_else)
        app.shortcut(ADD_SHORTCUT)(self.add_wanted)
        app.shortcut(ANYTHING)(self.something_else)

    async def said(self, body: Body, ack: AsyncAck, context: AsyncBoltContext) -> None:
        """Take in what a button says."""
        await self.intake.take_at_once(_place(body), lambda: self._message(body, context["installation"]))
        await ack()

    async def add_wanted(self, body: Body, ack: AsyncAck, context: AsyncBoltContext) -> None:
        """Take in the wish to put what a message holds on the list."""
        await self.intake.take_at_once(_place(body), lambda: self._song(body, context["installation"]))
        await ack()

    async def form_wanted(self, body: Body, ack: AsyncAck, context: AsyncBoltContext) -> None:
        """Open the form of a command."""
        installation: Installation = context["installation"]
        spec = spec_called(self.specs, body["actions"][0].get("value", ""))
        if spec is not None:
            message = await self._given(body, installation, Command(spec.name))
            await self.dialogs.open(installation, spec, message, body["trigger_id"])
        await ack()

    async def show_wanted(self, body: Body, ack: AsyncAck, context: AsyncBoltContext) -> None:
        """Show who pressed what waits for them alone."""
        known = await self.people.known(context["installation"], [])
        name, url = body["actions"][0].get("value", ""), body.get("response_url")
        if url:
            await self.whispers.reveal(name, presser(body, known), url)
        await ack()

    async def something_else(self, ack: AsyncAck) -> None:
        """Acknowledge a press that asks nothing of us, such as one that opens an address."""
        await ack()

    async def _message(self, body: Body, installation: Installation) -> Message | None:
        action = body["actions"][0]
        does, value = action["action_id"].partition(":")[0], action.get("value", "")
        if does == DO:
            return await self._given(body, installation, Command(value))
        says = await self.notes.get(says_key(value)) if does == KEPT else value
        if not says:
            await self.whispers.too_late(body.get("response_url"))
            return None
        if "channel" not in body:
            return replace(await self._on_home(body, installation, says), command=None)
        known = await self.people.known(installation, [body["user"]["id"]])
        about = await self.spoken.of(body["channel"]["id"], str(body.get("container", {}).get("message_ts", "")))
        return replace(pressed_message(body, known, says), about=about.uri if about else None)

    async def _given(self, body: Body, installation: Installation, command: Command) -> Message:
        """Return a command given by a button, in a channel or on the Home tab."""
        if "channel" not in body:
            return await self._on_home(body, installation, command.name)
        known = await self.people.known(installation, [body["user"]["id"]])
        return pressed_message(body, known, as_said(command), command)

    async def _on_home(self, body: Body, installation: Installation, name: str) -> Message:
        """Return the command called `name`, given on the Home tab."""
        member, moment = body["user"]["id"], body["actions"][0]["action_ts"]
        known = await self.people.known(installation, [member])
        channel = await self.dms.of(installation, member)
        return home_message(presser(body, known), channel, moment, known, name)

    async def _song(self, body: Body, installation: Installation) -> Message:
        known = await self.people.known(installation, [body["user"]["id"]])
        command = command_of(ADD, {SONG: shared_song(body["message"])})
        return pressed_message(body, known, as_said(command), command)


def _place(body: Body) -> str:
    """Return where it was pressed: in a channel, else on the Home tab of a member."""
    return str(body["channel"]["id"] if "channel" in body else body["user"]["id"])
