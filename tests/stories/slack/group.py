"""Members on Slack, acting; each act can be brought a second time."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.standins.slack.interactions import Interaction
from tests.standins.slack.watching import Seen
from tests.standins.slack.workspace import SlackChannel, SlackMessage
from tests.stories.chat import Post
from tests.stories.reading import read_after
from tests.stories.slack.sight import SlackSight


@dataclass
class SlackGroup(SlackSight):
    """The members of the workspace."""

    said: SlackMessage | None = None
    again: Callable[[], object] | None = None  # brings the last act a second time

    async def tell(self, member: str, words: str, *, under: Post | None = None) -> list[Post]:
        """Say something to Chorus; under a post, in its thread."""
        thread = None if under is None else under.raw.message
        return await read_after(self, member, self._says(member, self.where, words, thread=thread))

    async def whisper(self, member: str, words: str) -> list[Post]:
        """Say something to Chorus by direct message."""
        return await read_after(self, member, self._says(member, self.team.dm(self.people[member]), words))

    async def mutter(self, member: str, words: str) -> list[Post]:
        """Say something that does not mention Chorus."""
        return await read_after(self, member, self._says(member, self.where, words, mentions_bot=False))

    async def command(self, member: str, command: str, **options: str | int) -> list[Post]:
        """Use the slash command."""
        return await read_after(self, member, self._runs(member, command, **options))

    async def press(self, member: str, label: str) -> list[Post]:
        """Press the newest button of that name."""
        return await read_after(self, member, self._presses(member, label))

    async def fill_in(self, member: str, label: str, blank: str, text: str) -> list[Post]:
        """Press a button that opens a form, and send it in."""

        async def fill() -> None:
            await self._presses(member, label)
            view = await self.server.view_of(self.people[member])
            sent = await self.server.submits(self.people[member], view, {blank: text}).done()
            assert sent.problem == ""

        return await read_after(self, member, fill())

    async def change(self, member: str, words: str) -> list[Post]:
        """Edit what was said last: an edited mention is told as a mention again."""

        async def edit() -> None:
            assert self.said is not None
            self.server.edits(self.people[member], self.said, words)

        return await read_after(self, member, edit())

    async def rename(self, member: str, name: str) -> None:
        """Let a member call themselves otherwise."""
        self.people[member].name = name

    async def _says(
        self,
        member: str,
        where: SlackChannel,
        words: str,
        *,
        mentions_bot: bool = True,
        thread: SlackMessage | None = None,
    ) -> None:
        person = self.people[member]
        said = await self.server.says(person, where, words, mentions_bot=mentions_bot, thread=thread)
        self.said, self.again = said, lambda: self.server.redelivers(said)

    async def _runs(self, member: str, command: str, **options: str | int) -> Interaction:
        words = " ".join([command, *map(str, options.values())])
        return await self._done(self.server.commands(self.people[member], self.where, "/chorus", words))

    async def _presses(self, member: str, label: str) -> Interaction:
        shown: list[Seen] = [post.raw for post in await self.seen_by(member) if label in post.buttons]
        return await self._done(self.server.presses(self.people[member], shown[-1].message, label))

    async def _done(self, began: Interaction) -> Interaction:
        self.again = lambda: self.server.redelivers(began.delivery)
        if self.waits:
            await began.done()
            assert began.problem == ""
        return began
