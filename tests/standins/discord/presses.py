"""What people do that the bot has to answer: commands, completions, buttons, selects, forms, menus."""

from typing import Any

from tests.standins.discord import component_shapes as shapes
from tests.standins.discord import sights
from tests.standins.discord.changes import PATIENCE_SECONDS
from tests.standins.discord.command_rules import MESSAGE_MENU, SLASH
from tests.standins.discord.interactions import Interaction, Kind
from tests.standins.discord.invocation import NotOffered, Typed, filled_in, half_typed, typed
from tests.standins.discord.message_shapes import message_shape
from tests.standins.discord.offering import account_of, begin, tell_of
from tests.standins.discord.refusals import Json
from tests.standins.discord.state import DiscordState
from tests.standins.discord.world import Channel, Message, Person


class Presses:
    """People, asking the bot."""

    state: DiscordState

    async def runs(self, member: Person, channel: Channel, command: str, **options: Any) -> Interaction:
        """Let someone run a slash command such as "/playlist make".

        Raises:
            NotOffered: Discord would not let them.
        """
        found, meant = self._meant(command, channel)
        sent, resolved = filled_in(meant, options, channel)
        data = {**_named(found), "options": sent, **({"resolved": resolved} if resolved else {})}
        owners = self._may(found, member, channel)
        return begin(self.state, Kind.COMMAND, member, channel, data, owners=owners)

    async def types(self, member: Person, channel: Channel, command: str, **options: Any) -> list[Json]:
        """Let someone type; return what is proposed for the last of the options, name and value each.

        Raises:
            NotOffered: that option is not completed.
            TimeoutError: the bot proposed nothing.
        """
        found, meant = self._meant(command, channel)
        data = {**_named(found), "options": half_typed(meant, options, list(options)[-1])}
        owners = self._may(found, member, channel)
        interaction = begin(self.state, Kind.AUTOCOMPLETE, member, channel, data, owners=owners)
        await self.state.changes.until(lambda: interaction.acknowledged)
        return interaction.choices or []

    async def uses_on(self, member: Person, message: Message, menu: str) -> Interaction:
        """Let someone choose an entry of a message's menu; the bot is given the whole message.

        Raises:
            NotOffered: there is no such entry.
        """
        channel = message.channel
        found = self.state.commands.find(menu, MESSAGE_MENU, None if channel.guild is None else channel.guild.id)
        if found is None:
            raise NotOffered(f"messages have no “{menu}” in their menu")
        bot = self.state.people.bot
        whole = {**message_shape(message, bot, ~0)}
        data = {**_named(found), "target_id": str(message.id), "resolved": {"messages": {str(message.id): whole}}}
        owners = self._may(found, member, channel)
        return begin(self.state, Kind.COMMAND, member, channel, data, owners=owners)

    async def presses(self, member: Person, message: Message, button: str) -> Interaction:
        """Let someone press a button, found by its custom id or label.

        Raises:
            NotOffered: they see no such button, or it does nothing.
        """
        found = sights.find_button(message, button)
        if found is None or found.disabled or found.custom_id is None:
            shown = [one.label for one in sights.rendered(message).buttons]
            raise NotOffered(f"there is no “{button}” to press, only {shown}")
        data = {"custom_id": found.custom_id, "component_type": shapes.BUTTON}
        return self._touches(member, message, data)

    async def selects(self, member: Person, message: Message, custom_id: str, *labels: str) -> Interaction:
        """Let someone choose entries of a select, by label or value.

        Raises:
            NotOffered: there is no such select or entry.
        """
        found = next((one for one in sights.rendered(message).selects if one.custom_id == custom_id), None)
        options = dict(found.options) if found is not None else {}
        values = [options.get(label, label) for label in labels]
        if found is None or not set(values) <= set(options.values()):
            raise NotOffered(f"{custom_id} does not offer {labels}, only {list(options)}")
        data = {"custom_id": custom_id, "component_type": shapes.SELECT, "values": values}
        return self._touches(member, message, data)

    async def submits(self, asked: Interaction, **values: str) -> Interaction:
        """Let someone fill in the form they were shown, each input by its custom id, or label with _ for spaces.

        Of a select several values are given a line each.

        Raises:
            NotOffered: they were shown none, or an input does not take that.
        """
        if asked.modal is None:
            raise NotOffered("no form was shown")
        rows: list[Json] = []
        for label, component in asked.modal.inputs:
            names = (component["custom_id"], label, label.replace(" ", "_"))
            given = next((values[name] for name in names if name in values), component.get("value") or "")
            _fits(component, label, given)
            value: Json = {"type": component["type"], "custom_id": component["custom_id"], "id": len(rows) + 2}
            value |= {"values": given.split("\n")} if component["type"] in shapes.SELECTS else {"value": given}
            rows.append({"type": shapes.LABEL, "id": 1, "component": value})
        data = {"custom_id": asked.modal.custom_id, "components": rows}
        return begin(self.state, Kind.MODAL, asked.member, asked.channel, data,
                     owners=asked.owners, message=asked.message, cause=asked)  # fmt: skip

    async def acknowledged(self, interaction: Interaction, seconds: float = PATIENCE_SECONDS) -> Interaction:
        """Return an interaction once the bot answered in any way."""
        await self.state.changes.until(lambda: interaction.acknowledged, seconds)
        return interaction

    async def answered(self, interaction: Interaction, seconds: float = PATIENCE_SECONDS) -> Interaction:
        """Return an interaction once the bot answered and is no longer thinking."""
        await self.state.changes.until(lambda: interaction.is_answered, seconds)
        return interaction

    async def brings_again(self, interaction: Interaction) -> None:
        """Tell the bot of an interaction a second time, as a session that is resumed may."""
        tell_of(self.state, interaction)

    def _touches(self, member: Person, message: Message, data: Json) -> Interaction:
        if message.deleted or message.only_for not in (None, member) or member not in message.channel.audience:
            raise NotOffered(f"{member.name} does not see that message")
        if message.channel.archived:
            raise NotOffered("an archived thread takes no interactions")
        numbered = shapes.components(message.components)
        parts = (one for one in shapes.walk(numbered) if one.get("custom_id") == data["custom_id"])
        data = {**data, "id": next(parts)["id"]}
        return begin(self.state, Kind.COMPONENT, member, message.channel, data, message=message)

    def _meant(self, command: str, channel: Channel) -> tuple[Json, Typed]:
        name, *words = command.removeprefix("/").split()
        guild = channel.guild
        found = self.state.commands.find(name, SLASH, None if guild is None else guild.id)
        if found is None:
            raise NotOffered(f"there is no /{name}")
        return found, typed(found, words)

    def _may(self, command: Json, member: Person, channel: Channel) -> dict[str, str]:
        if member not in channel.audience:
            raise NotOffered(f"{member.name} is not there")
        return account_of(self.state, command, member, channel)


def _named(command: Json) -> Json:
    shape = {"id": command["id"], "name": command["name"], "type": command["type"]}
    return {**shape, "guild_id": command["guild_id"]} if "guild_id" in command else shape


def _fits(component: Json, label: str, given: str) -> None:
    least, most = component.get("min_length") or 0, component.get("max_length") or 4000
    if (component.get("required", True) and not given) or (given and not least <= len(given) <= most):
        raise NotOffered(f"“{label}” does not take {given!r}")
