"""What a group on Slack sees, and when Chorus has said all it had to."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot import chat as words_of_chat
from tests.standins.slack.markup import links, text_objects
from tests.standins.slack.server import SlackServer
from tests.standins.slack.watching import Seen
from tests.standins.slack.workspace import SlackChannel, SlackMember, SlackTeam
from tests.stories.chat import Nature, Post, Sheet
from tests.stories.life import Life
from tests.stories.reading import ANYBODY

NATURE = Nature(
    tells_doubles=False
)  # nothing that is sent along makes a second try known, and nothing can be read back


@dataclass
class SlackSight:
    """A channel of five in a workspace, with Chorus in it."""

    life: Life
    server: SlackServer
    team: SlackTeam
    where: SlackChannel
    people: dict[str, SlackMember]
    waits: bool = True  # for answers; else what is said is only said
    nature: Nature = NATURE

    @property
    def channel(self) -> words_of_chat.Channel:
        """The channel of the story, as the bot knows it."""
        return words_of_chat.Channel("slack", self.team.id, self.where.id)

    @property
    def unspent(self) -> int:
        """How many faults no call has met."""
        return self.server.faults.left

    @property
    def violations(self) -> Sequence[str]:
        """Where something did not fit what Slack publishes."""
        return self.server.violations

    def member(self, name: str) -> words_of_chat.Member:
        """Return a member, as the bot knows them."""
        return words_of_chat.Member("slack", self.team.id, self.people[name].id, name)

    async def seen_by(self, member: str) -> list[Post]:
        """Return all that a member reads of Chorus: in the channel, its threads, and by direct message."""
        person = self.people[member]
        seen = [one for place in (self.where, self.team.dm(person)) for one in self._of_chorus(place, person)]
        return [_post(one) for one in sorted(seen, key=lambda one: one.message.ts) if not _is_sheet(one)]

    async def sheets(self) -> list[Sheet]:
        """Return the panels that hang in the channel."""
        seen = [one for one in self._of_chorus(self.where, self.people[ANYBODY]) if _is_sheet(one)]
        return [Sheet(one.message.ts, one.text, json.dumps(one.blocks), "■" in one.text) for one in seen]

    async def quiet(self) -> None:
        """Return once Chorus has answered all it heard."""
        if not self.waits:
            return
        await self.server.settled()  # acknowledged once it is safe in the inbox
        await self.life.world.bot.engine.lanes.quiet()
        await self.server.settled()
        self.server.clock.advance(max(0.0, time.time() - self.server.clock.now()))  # nothing is under way

    def _of_chorus(self, place: SlackChannel, person: SlackMember) -> list[Seen]:
        return [one for one in self.server.visible(place, person) if one.message.author.bot_id is not None]


def _post(one: Seen) -> Post:
    place = "direct" if one.message.channel.kind == "im" else "thread" if one.message.thread_ts else "channel"
    texts = [text["text"] for text in text_objects(one.blocks) if text["type"] == "mrkdwn"]
    addresses = tuple(address for text in texts for address in links(text))
    addresses += tuple(element["url"] for element in _elements(one) if "url" in element)
    is_private = one.ephemeral or place == "direct"
    wire = one.message.text + json.dumps(one.blocks, ensure_ascii=False)
    return Post(one.message.ts, one.text, one.buttons, addresses, is_private, place, one.pings, wire, one)


def _elements(one: Seen) -> Iterator[dict[str, Any]]:
    for block in one.blocks:
        yield from block.get("elements", [])


def _is_sheet(one: Seen) -> bool:
    return "№" in one.text
