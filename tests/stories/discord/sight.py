"""What a group on Discord sees, and when Chorus has said all it had to."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from adapters.discord.platform import Discord
from bot import chat as words_of_chat
from tests.standins.discord.clock import RunningClock
from tests.standins.discord.server import DiscordServer
from tests.standins.discord.sights import Rendered
from tests.standins.discord.world import Channel, Guild, Message, Person
from tests.stories.chat import Nature, Post, Sheet
from tests.stories.life import Life
from tests.stories.reading import ANYBODY

NATURE = Nature()
_LINK = re.compile(r"(?<!\\)\[[^\]]*\]\((\S+?)\)")


@dataclass
class DiscordSight:
    """A server of five with Chorus in it, and a channel there."""

    life: Life
    server: DiscordServer
    clock: RunningClock
    guild: Guild
    where: Channel
    people: dict[str, Person]
    threads: list[Channel] = field(default_factory=list)
    waits: bool = True  # for answers; else what is said is only said
    nature: Nature = NATURE

    @property
    def channel(self) -> words_of_chat.Channel:
        """The channel of the story, as the bot knows it."""
        return words_of_chat.Channel("discord", str(self.guild.id), str(self.where.id))

    @property
    def unspent(self) -> int:
        """How many faults no call has met."""
        return self.server.faults.left

    @property
    def violations(self) -> Sequence[str]:
        """Where something did not fit what Discord publishes."""
        return self.server.violations

    def member(self, name: str) -> words_of_chat.Member:
        """Return a member, as the bot knows them: the same in every server."""
        return words_of_chat.Member("discord", "discord", str(self.people[name].id), name)

    async def seen_by(self, member: str) -> list[Post]:
        """Return all that a member reads of Chorus: in the channel, its threads, and by direct message."""
        person = self.people[member]
        places = [self.where, *self.threads, self.server.dm(person)]
        seen = [one for place in places for one in self._of_chorus(place, person)]
        return [self._post(one) for one in sorted(seen, key=lambda one: one.message.id) if not _is_sheet(one)]

    async def sheets(self) -> list[Sheet]:
        """Return the panels that hang in the channel."""
        seen = [one for one in self._of_chorus(self.where, self.people[ANYBODY]) if _is_sheet(one)]
        return [Sheet(str(one.message.id), one.text, str(one.embeds), "■" in one.text) for one in seen]

    async def quiet(self) -> None:
        """Return once Chorus has answered all it heard."""
        before = -1
        while self.waits and before != self.server.state.changes.count:
            before = self.server.state.changes.count
            await self.server.settled()
            await asyncio.sleep(0)  # what discord.py has just announced begins
            while under_way := set(self._platform._under_way):
                await asyncio.wait(under_way)
            await self.life.world.bot.engine.lanes.quiet()

    @property
    def _platform(self) -> Discord:
        platform = self.life.world.bot.engine._switchboard._platforms["discord"]
        assert isinstance(platform, Discord)
        return platform

    def _of_chorus(self, place: Channel, person: Person) -> list[Rendered]:
        return [one for one in self.server.visible(place, person) if one.message.author is self.server.bot]

    def _post(self, one: Rendered) -> Post:
        buttons = tuple(button.label for button in one.buttons)
        addresses = tuple(button.url for button in one.buttons if button.url) + tuple(_LINK.findall(one.text))
        pings = tuple(person.name for person in one.message.pinged)
        place = self._place(one.message)
        is_private = one.is_ephemeral or place == "direct"
        wire = str((one.content, one.embeds, one.message.components))
        return Post(str(one.message.id), one.text, buttons, addresses, is_private, place, pings, wire, one)

    def _place(self, message: Message) -> str:
        if message.channel.guild is None:
            return "direct"
        return "channel" if message.channel is self.where else "thread"


def _is_sheet(one: Rendered) -> bool:
    return any("footer" in embed for embed in one.embeds)
