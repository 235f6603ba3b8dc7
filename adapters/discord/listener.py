"""What happens on Discord, handed over: each channel's messages in their order, interactions acknowledged meanwhile."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from weakref import WeakValueDictionary

import discord
import structlog
from discord import app_commands

from adapters.discord import choices
from adapters.discord.acks import Acks
from adapters.discord.commands import being_typed
from adapters.discord.forms import to_form
from adapters.discord.handles import Way
from adapters.discord.inbound import Interaction, Meant, to_filled_in, to_handle, to_heard, to_meant, to_message
from adapters.discord.json_words import Body
from adapters.discord.markup import one_line
from adapters.discord.private_news import PrivateNews
from adapters.discord.reactions import command_of, name_in
from adapters.discord.reactions import to_message as to_vote
from adapters.discord.refusals import translated
from adapters.discord.shelf import Shelf, doing_without
from adapters.discord.spoken import Spoken
from adapters.discord.suggestions import Suggestions
from adapters.discord.wire import Wire
from adapters.discord.wording import wording
from bot.chat import CommandSpec, Hear, Message
from bot.errors import ServiceDown, ServiceError

log = structlog.get_logger()


class Listener:
    """Makes messages of what happens and hands them to the bot."""

    def __init__(
        self,
        commands: Sequence[CommandSpec],
        suggestions: Suggestions,
        *,
        wire: Wire,
        acks: Acks,
        shelf: Shelf,
        clock: Callable[[], datetime],
    ) -> None:
        self._commands = {spec.name: spec for spec in commands}
        self._suggestions = suggestions
        self._wire = wire
        self._acks = acks
        self._shelf = shelf
        self._news = PrivateNews(shelf)
        self._spoken = Spoken(shelf)
        self._clock = clock
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.hear: Hear | None = None

    async def on_message(self, message: discord.Message, me: int) -> bool:
        """Hand over what is said to the bot; tell whether it is."""
        heard = to_message(message, me)
        if heard is not None:
            under = message.reference.message_id if message.reference else None
            about = await self._spoken.of(str(under)) if under else None
            await self._hand_over(replace(heard, about=about))
        return heard is not None

    async def on_reaction(self, reaction: discord.RawReactionActionEvent, server: str) -> None:
        """Hand over a vote: a reaction to what was said of one entry; any other is nothing to us."""
        command = command_of(reaction)
        if command is None or reaction.guild_id is None or (reaction.member and reaction.member.bot):
            return
        about = await self._spoken.of(str(reaction.message_id))
        if about is None:
            return
        member = str(reaction.user_id)
        name = name_in(reaction)
        if name is not None:
            await self._spoken.note_name(member, name)
        names = (name or await self._spoken.name_of(member) or "", one_line(server, 80))
        if names[0]:
            await self._hand_over(to_vote(reaction, command, about, names, self._clock()))

    async def on_interaction(self, interaction: Interaction) -> None:
        """Hand over a command, a button pressed or a form filled in; offer what a blank may become."""
        data: Body = dict(interaction.data or {})
        match interaction.type:
            case discord.InteractionType.application_command:
                await self._on_command(interaction, data)
            case discord.InteractionType.autocomplete:
                await self._on_typing(interaction, data)
            case discord.InteractionType.component:
                await self._on_press(interaction, str(data["custom_id"]))
            case discord.InteractionType.modal_submit:
                name = str(data["custom_id"]).removeprefix(choices.ASKS)
                await self._take(interaction, to_filled_in(name, data), Way.COMMAND)
            case _:
                pass

    async def _on_command(self, interaction: Interaction, data: Body) -> None:
        await self._take(interaction, to_meant(data), Way.COMMAND)

    async def _on_typing(self, interaction: Interaction, data: Body) -> None:
        option, typed = being_typed(data)
        offered = await self._suggestions.offer(option, typed)
        try:
            with translated():
                await interaction.response.autocomplete(
                    [app_commands.Choice(name=line, value=line) for line in offered]
                )
        except ServiceError:
            log.info("suggestions too late")  # the member has typed on

    async def _on_press(self, interaction: Interaction, pressed: str) -> None:
        kind, _, rest = pressed.partition(":")
        match f"{kind}:":
            case choices.SAYS:
                await self._take(interaction, Meant(rest), Way.PRESS)
            case choices.KEPT:
                await self._press_kept(interaction, rest)
            case choices.ASKS if rest in self._commands:
                await self._ask(interaction, self._commands[rest])
            case choices.OPENS:
                await self._open(interaction, rest)
            case _:
                await self._remark(interaction, "button_too_old")

    async def _press_kept(self, interaction: Interaction, name: str) -> None:
        says = None
        with doing_without():
            says = await self._shelf.get(f"discord:says:{name}")
        if says is None:
            await self._remark(interaction, "button_too_old")
        else:
            await self._take(interaction, Meant(says), Way.PRESS)

    async def _ask(self, interaction: Interaction, spec: CommandSpec) -> None:
        try:
            with translated():
                await interaction.response.send_modal(to_form(spec, interaction.locale.value))
        except ServiceError:
            log.warning("form not shown", interaction=interaction.id, exc_info=True)

    async def _open(self, interaction: Interaction, name: str) -> None:
        """Show what waits behind a button to the one it is for."""
        news = None
        with doing_without():
            news = await self._news.take(name)
        if news is None or news.member != str(interaction.user.id):
            await self._remark(interaction, "button_too_old" if news is None else "not_for_you")
            return
        handle = to_handle(interaction, Way.COMMAND, self._clock(), private=True)
        await self._acks.give(interaction, placeholder=True, private=True)
        try:
            first, *more = news.bodies
            await self._wire.fill(handle, {key: value for key, value in first.items() if key != "flags"})
            for body in more:
                await self._wire.follow_up(handle, body)
        except ServiceError:
            log.warning("private answer not shown", interaction=interaction.id, exc_info=True)

    async def _remark(self, interaction: Interaction, key: str) -> None:
        try:
            with translated():
                await interaction.response.send_message(wording(key, interaction.locale.value), ephemeral=True)
        except ServiceError:
            log.warning("remark not shown", interaction=interaction.id, exc_info=True)

    async def _take(self, interaction: Interaction, meant: Meant, way: Way) -> None:
        """Hand an interaction over and acknowledge it meanwhile; the acknowledgement waits for nothing."""
        spec = self._commands.get(meant.command.name) if meant.command else None
        private = spec is not None and spec.private
        handle = to_handle(interaction, way, self._clock(), private=private)
        self._acks.expect(interaction)
        async with asyncio.TaskGroup() as both:
            both.create_task(self._acks.give(interaction, placeholder=way is Way.COMMAND, private=private))
            heard = to_heard(interaction, meant, handle)
            pressed = interaction.message if way is Way.PRESS else None
            about = await self._spoken.of(str(pressed.id)) if pressed else None
            await self._hand_over(replace(heard, about=about))

    async def _hand_over(self, message: Message) -> None:
        if self.hear is None:
            log.warning("nobody hears", message=message.key)
            return
        async with self._turns.setdefault(message.channel.id, asyncio.Lock()):
            try:
                await self.hear(message)
            except ServiceDown:  # the member was told; Discord does not bring it again
                log.warning("message not kept", message=message.key)
