"""What members see: channels, ephemeral messages only they see, Home tabs, modals; and waiting until they do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.standins.slack import markup
from tests.standins.slack.changes import PATIENCE_SECONDS
from tests.standins.slack.delivery import ACK_SECONDS, Delivery
from tests.standins.slack.elements import interactive, label
from tests.standins.slack.refusals import Impossible
from tests.standins.slack.views import View
from tests.standins.slack.workspace import SlackChannel, SlackMember, SlackMessage, SlackTeam
from tests.standins.slack.world import World

Claim = TypeVar("Claim")


@dataclass(frozen=True)
class Seen:
    """A message as a member reads it."""

    author: str
    text: str  # what is read: of the blocks where there are any, else of the text
    fallback: str  # what a notification or a screen reader says
    buttons: tuple[str, ...]  # what is written on them
    ephemeral: bool
    edited: bool
    pings: tuple[str, ...]  # names, and "channel", "here", "everyone"
    reactions: tuple[str, ...]
    message: SlackMessage

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """Return the blocks it is made of."""
        return self.message.blocks


class Watching:
    """The part of the stand-in's Python side that looks and waits."""

    world: World

    def visible(self, channel: SlackChannel, as_member: SlackMember, thread: SlackMessage | None = None) -> list[Seen]:
        """Return what a member sees, oldest first: of the whole channel with its threads, or of one thread.

        Ephemeral messages are seen by their one reader, and in a thread only once it has a reply.
        """
        if not channel.is_public and as_member not in channel.members:
            return []
        hidden = [one for one in channel.ephemerals.values() if one.only_for is as_member and self._shows(one)]
        every = sorted([*channel.messages.values(), *hidden], key=lambda one: one.ts)
        return [self.seen(one) for one in every if not one.deleted and (not thread or one.root_ts == thread.root_ts)]

    def seen(self, message: SlackMessage | View) -> Seen:
        """Return a message, or a view, as it reads."""
        if isinstance(message, View):
            lines = SlackMessage(SlackChannel("", "", "im", message.team), "", message.team.bot, "", message.blocks)
            return self.seen(lines)
        name = self.world.name
        texts = [markup.shown(one["text"], name) for one in markup.text_objects(message.blocks)]
        fallback = markup.shown(message.text, name)
        buttons = tuple(label(block, one) for block, one in interactive(message.blocks) if one["type"] == "button")
        pings = dict.fromkeys([*markup.mentioned(message.text), *markup.pings_in(message.blocks)])
        return Seen(
            author=message.author.name,
            text="\n".join(texts) if message.blocks else fallback,
            fallback=fallback,
            buttons=buttons,
            ephemeral=message.only_for is not None,
            edited=message.edited is not None,
            pings=tuple(name(one) for one in pings),
            reactions=tuple(one for one, who in message.reactions.items() if who),
            message=message,
        )

    def home(self, member: SlackMember, team: SlackTeam | None = None) -> View | None:
        """Return a member's Home tab of the app; None until the app published one."""
        return self.world.views.home(member, (team or member.team).app_install)

    def open_view(self, member: SlackMember) -> View | None:
        """Return the modal on top of what a member has open, None where none is."""
        stack = self.world.views.stack(member)
        return stack[-1] if stack else None

    def status(self, message: SlackMessage) -> str:
        """Return what a message's thread shows the bot is doing; empty where it shows nothing."""
        status = self.world.statuses.get((message.channel.id, message.root_ts))
        return status.text if status and self.world.clock.now() <= status.until else ""

    def reloads(self, member: SlackMember) -> None:
        """Let a member reload Slack: their ephemeral messages are gone."""
        for team in self.world.teams:
            for channel in team.channels.values():
                mine = [ts for ts, one in channel.ephemerals.items() if one.only_for is member]
                for ts in mine:
                    channel.ephemerals.pop(ts).deleted = True

    async def until(
        self, claim: Callable[[], Claim | None], what: str = "", seconds: float = PATIENCE_SECONDS
    ) -> Claim:
        """Return what `claim` gives, as soon as that is true; looked at whenever something happens here.

        Raises:
            TimeoutError: it did not become true in `seconds` of the real clock.
        """
        return await self.world.changes.until(claim, what, seconds)

    async def answers_to(self, message: SlackMessage, count: int = 1) -> list[SlackMessage]:
        """Return what the bot wrote in the channel after a message, ephemeral or not, once there is so much of it."""
        bot, channel = self._team(message.channel).bot, message.channel

        def wrote() -> list[SlackMessage]:
            every = sorted([*channel.messages.values(), *channel.ephemerals.values()], key=lambda one: one.ts)
            mine = [one for one in every if one.author is bot and one.ts > message.ts and not one.deleted]
            return mine if len(mine) >= count else []

        return await self.until(wrote, f"{count} answers to {message.text!r}")

    async def answer_to(self, message: SlackMessage) -> SlackMessage:
        """Return the first thing the bot wrote in the channel after a message."""
        return (await self.answers_to(message))[0]

    async def view_of(self, member: SlackMember) -> View:
        """Return the modal a member has open, once they have one."""
        return await self.until(lambda: self.open_view(member), f"a modal of {member.name}")

    async def home_of(self, member: SlackMember) -> View:
        """Return a member's Home tab, once it was published."""
        return await self.until(lambda: self.home(member), f"a Home tab of {member.name}")

    async def settled(self) -> None:
        """Return once everything sent to the app was acknowledged or given up."""
        await self.until(lambda: self.world.dispatcher.idle, "acknowledgements")

    async def runs_out(self, delivery: Delivery) -> None:
        """Let the time of a try run out and the next one begin; return at the last one's end, or once acknowledged."""
        await self.until(lambda: delivery.tries, "the first try")
        clock, tries = self.world.clock, len(delivery.tries)
        if not delivery.rest:
            clock.advance(ACK_SECONDS)

        def went_on() -> bool:
            return delivery.answer is not None or len(delivery.tries) > tries

        await self.until(lambda: went_on() or delivery.rest, "a try to run out")
        if delivery.rest:
            clock.advance(delivery.rest)
            await self.until(went_on, "the next try")

    def _shows(self, hidden: SlackMessage) -> bool:
        return not hidden.thread_ts or bool(hidden.channel.replies(hidden.thread_ts))

    def _team(self, channel: SlackChannel) -> SlackTeam:
        """Return the workspace through which the app knows a channel."""
        return next((team for team in channel.teams if team.install), channel.team)

    def _names(self, channel: SlackChannel) -> dict[str, str]:
        people = [one for team in channel.teams for one in team.members.values()]
        return {one.name: one.id for one in [*people, *channel.members]}

    def _must_be_in(self, member: SlackMember, channel: SlackChannel) -> None:
        if member not in channel.members:
            raise Impossible(f"{member.name} is not in {channel.name}")
        if channel.archived:
            raise Impossible(f"{channel.name} is archived")

    def _must_see(self, member: SlackMember, on: SlackMessage | View) -> None:
        if isinstance(on, View):
            if on is not self.open_view(member) and on is not self.world.views.home(member, on.team.app_install):
                raise Impossible(f"{member.name} has no such view on top")
        elif on not in [one.message for one in self.visible(on.channel, member)]:
            raise Impossible(f"{member.name} does not see that message")
