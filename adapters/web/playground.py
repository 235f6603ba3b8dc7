"""The playground: a chat platform on one page, where one person plays a group of five pretend members."""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import count

from adapters.web.events import EventLog
from adapters.web.saying import LONGEST_TEXT, Saying
from adapters.web.shapes import Body, to_panel
from adapters.web.transcript import CHORUS, Entry, Status, Transcript
from bot.chat import Capabilities, Channel, ChannelKind, Forget, Hear, Member, Message, Panel, Paragraph, Part, Reply
from bot.errors import ServiceDown, ServiceError

NAME = "playground"
TENANT = "basement"
TENANT_NAME = "The Basement"
MEMBERS = {name.lower(): Member(NAME, TENANT, name.lower(), name) for name in ("Ana", "Leo", "Mina", "Omar", "Yuki")}
GENERAL = Channel(NAME, TENANT, "general", name=TENANT_NAME)
_SHOWN_REPLIES = 5_000
_NAME = re.compile(r"\w+")


def private_channel(member: Member) -> Channel:
    """Return the channel where `member` and Chorus are alone."""
    return Channel(NAME, TENANT, f"dm-{member.id}", kind=ChannelKind.DM, name=TENANT_NAME)


class Playground:
    """A pretend chat platform, kept in memory; everything on it belongs to the one person who plays."""

    name = NAME
    capabilities = Capabilities(longest_text=LONGEST_TEXT)

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.events = EventLog()
        self._clock = clock
        self._hear: Hear | None = None
        places = [GENERAL, *map(private_channel, MEMBERS.values())]
        self._transcripts = {channel.id: Transcript() for channel in places}
        self._panels: dict[str, Panel] = {}
        self._statuses: dict[str, Status] = {}  # by place
        self._shown: OrderedDict[tuple[str, int], None] = OrderedDict()
        self._numbers = count(1)

    async def connect(self, hear: Hear, forget: Forget) -> None:
        """Start handing over what is said to Chorus; nobody ever leaves the playground."""
        self._hear = hear

    async def close(self) -> None:
        """Stop hearing, and let every open page go."""
        self._hear = None
        self.events.close()

    async def send(self, reply: Reply) -> None:
        """Show `reply`, once: to its channel, or in private to the one member it is for.

        Raises:
            ServiceDown: the playground has no such channel.
        """
        place = private_channel(reply.only_for).id if reply.only_for else reply.channel.id
        if place not in self._transcripts:
            raise ServiceDown("the playground has no such channel")
        if reply.is_status:
            self._tell(place, reply)
            return
        if not self._is_first(reply):
            self._end_status(reply.channel.id, reply.answers)
            return
        parts = tuple(part for part in reply.parts if not isinstance(part, Panel))
        for panel in (part for part in reply.parts if isinstance(part, Panel)):
            self._show_panel(place, panel, reply.answers)
        if parts:
            self._show(place, Entry(next(self._numbers), CHORUS, self._clock(), parts, answers=reply.answers))
        self._end_status(reply.channel.id, reply.answers)

    def set_panel(self, channel: Channel, panel: Panel) -> None:
        """Show the state of a session that was there before the start."""
        self._show_panel(channel.id, panel, None)

    async def say(self, saying: Saying) -> None:
        """Show what a member says, and hand it to Chorus if it is for Chorus.

        Raises:
            ServiceError: Chorus could not take it; it is no longer shown.
        """
        place = private_channel(MEMBERS[saying.member]).id if saying.private else GENERAL.id
        message = self._message(saying)
        transcript = self._transcripts[place]
        if not transcript.holds(message.key):
            self._show(place, self._entry(saying, message))
        if not saying.is_for_bot:
            return
        try:
            await self._hand_over(message)
        except ServiceError:
            transcript.withdraw(message.key)
            self.events.publish("withdrawn", {"place": place, "key": message.key})
            raise

    def state(self) -> Body:
        """Return all there is to see, and the id of the last event that led to it."""
        panel = self._panels.get(GENERAL.id)
        return {
            "after": self.events.newest,
            "members": [{"id": member.id, "name": member.name} for member in MEMBERS.values()],
            "places": {
                place: [entry.to_body() for entry in transcript.entries]
                for place, transcript in self._transcripts.items()
            },
            "panel": to_panel(panel) if panel else None,
            "statuses": [status.to_body() for status in self._statuses.values()],
        }

    async def _hand_over(self, message: Message) -> None:
        if self._hear is None:
            raise ServiceDown("the playground is not connected")
        await self._hear(message)

    def _message(self, saying: Saying) -> Message:
        member = MEMBERS[saying.member]
        channel = private_channel(member) if saying.private else GENERAL
        mentions = tuple(_mentioned(saying.words))
        return Message(
            key=f"{NAME}:{TENANT}:{saying.key}",
            channel=channel,
            member=member,
            text=saying.words,
            at=self._clock(),
            mentions=mentions,
            moderates=self._is_host(member),
        )

    def _is_host(self, member: Member) -> bool:
        """Tell whether the group's list is in the member's account: there is no other owner of a pretend room."""
        panel = self._panels.get(GENERAL.id)
        return panel is not None and not panel.ended and panel.host == member.name

    def _entry(self, saying: Saying, message: Message) -> Entry:
        parts: tuple[Part, ...] = (Paragraph(saying.text),)
        return Entry(next(self._numbers), saying.member, message.at, parts, key=message.key, to_bot=saying.is_for_bot)

    def _show(self, place: str, entry: Entry) -> None:
        self._transcripts[place].add(entry)
        self.events.publish("entry", {"place": place, "entry": entry.to_body()})

    def _tell(self, place: str, reply: Reply) -> None:
        """Show what is going on; without words, end it."""
        text = " ".join(part.text for part in reply.parts if isinstance(part, Paragraph))
        if not text:
            self._end_status(place, reply.answers)
            return
        self._statuses[place] = Status(place, reply.answers, text)
        self.events.publish("status", self._statuses[place].to_body())

    def _end_status(self, place: str, answers: str | None) -> None:
        status = self._statuses.get(place)
        if status is not None and status.answers == answers:
            del self._statuses[place]
            self.events.publish("status", Status(place, answers, "").to_body())

    def _show_panel(self, place: str, panel: Panel, answers: str | None) -> None:
        self._panels[place] = panel
        self.events.publish("panel", {"place": place, "panel": to_panel(panel), "answers": answers})

    def _is_first(self, reply: Reply) -> bool:
        if reply.answers is None:
            return True
        name = (reply.answers, reply.number)
        if name in self._shown:
            return False
        self._shown[name] = None
        if len(self._shown) > _SHOWN_REPLIES:
            self._shown.popitem(last=False)
        return True


def _mentioned(words: str) -> Iterable[Member]:
    """Return the members named in it, with an @ or without, each once, in order."""
    names = dict.fromkeys(name.lower() for name in _NAME.findall(words))
    return (MEMBERS[name] for name in names if name in MEMBERS)
