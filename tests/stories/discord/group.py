"""Members on Discord, acting; each act can be brought a second time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.standins.discord.interactions import Interaction
from tests.standins.discord.sights import Rendered
from tests.standins.discord.world import Channel, Message
from tests.stories.chat import Post
from tests.stories.discord.sight import DiscordSight
from tests.stories.reading import read_after


@dataclass
class DiscordGroup(DiscordSight):
    """The members of the server."""

    said: Message | None = None
    unanswered: list[Message] = field(default_factory=list)  # what was said without waiting for an answer
    again: Callable[[], Awaitable[object]] | None = None  # brings the last act a second time

    async def tell(self, member: str, words: str, *, under: Post | None = None) -> list[Post]:
        """Say something to Chorus; under a post, in a thread of it."""
        where = self.where if under is None else await self._thread(member, under.raw)
        return await read_after(self, member, self._says(member, where, words, mentions_bot=True))

    async def whisper(self, member: str, words: str) -> list[Post]:
        """Say something to Chorus by direct message."""
        return await read_after(self, member, self._says(member, self.server.dm(self.people[member]), words))

    async def mutter(self, member: str, words: str) -> list[Post]:
        """Say something that does not mention Chorus."""
        return await read_after(self, member, self._says(member, self.where, words))

    async def command(self, member: str, command: str, **options: str | int) -> list[Post]:
        """Run a slash command."""
        return await read_after(self, member, self._runs(member, command, **options))

    async def press(self, member: str, label: str) -> list[Post]:
        """Press the newest button of that name."""
        return await read_after(self, member, self._presses(member, label))

    async def fill_in(self, member: str, label: str, blank: str, text: str) -> list[Post]:
        """Press a button that opens a form, and send it in."""

        async def fill() -> None:
            pressed = await self.server.acknowledged(await self._presses(member, label))
            await self.server.submits(pressed, **{blank: text})

        return await read_after(self, member, fill())

    async def change(self, member: str, words: str) -> list[Post]:
        """Edit what was said last."""
        assert self.said is not None
        changed = f"{self.server.bot.mention} {words}"
        return await read_after(self, member, self.server.edits(self.people[member], self.said, changed))

    async def rename(self, member: str, name: str) -> None:
        """Let a member call themselves otherwise."""
        self.people[member].name = name

    async def _says(self, member: str, where: Channel, words: str, *, mentions_bot: bool = False) -> None:
        written = words
        for name, person in self.people.items():
            written = written.replace(f"@{name}", person.mention)
        said = await self.server.says(self.people[member], where, written, mentions_bot=mentions_bot)
        self.said, self.again = said, lambda: self.server.repeats(said)
        self.unanswered += [] if self.waits else [said]

    async def _runs(self, member: str, command: str, **options: str | int) -> Interaction:
        given: dict[str, object] = {**options}
        if "before" in options:  # a member, chosen from those there
            given["before"] = self.people[str(options["before"])]
        ran = await self.server.runs(self.people[member], self.where, f"/{command}", **given)
        self.again = lambda: self.server.brings_again(ran)
        return ran

    async def _presses(self, member: str, label: str) -> Interaction:
        shown: list[Rendered] = [post.raw for post in await self.seen_by(member) if label in post.buttons]
        pressed = await self.server.presses(self.people[member], shown[-1].message, label)
        self.again = lambda: self.server.brings_again(pressed)
        return pressed

    async def _thread(self, member: str, under: Rendered) -> Channel:
        if under.message.thread is None:
            self.threads.append(await self.server.opens_thread(self.people[member], under.message, "talk"))
        assert under.message.thread is not None
        return under.message.thread
