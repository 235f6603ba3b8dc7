"""Members of the playground, all played on one page; each act can be sent a second time."""

from dataclasses import dataclass, field

import httpx

from bot.chat import Command
from tests.stories.chat import Post
from tests.stories.playground.page import Body, a_saying
from tests.stories.playground.sight import PlaygroundSight
from tests.stories.reading import read_after

PRIVATE = {"link", "code", "unlink", "privacy", "help"}  # what other chats answer for the member's eyes alone


@dataclass
class PlaygroundGroup(PlaygroundSight):
    """The members of the playground."""

    said: Body | None = None
    pressable: list[Post] = field(default_factory=list)  # with buttons, also of before a restart: the page stays open
    unsent: list[Body] = field(default_factory=list)  # still in the box: nobody took it
    kept_back: list[Body] | None = None  # what is said meanwhile, where it is to be sent in another order

    async def tell(self, member: str, words: str, *, under: Post | None = None) -> list[Post]:
        """Say something to Chorus; there are no threads."""
        return await read_after(self, member, self._says(a_saying(member, words)))

    async def whisper(self, member: str, words: str) -> list[Post]:
        """Say something to Chorus in private."""
        return await read_after(self, member, self._says(a_saying(member, words, private=True)))

    async def mutter(self, member: str, words: str) -> list[Post]:
        """Say something to the group alone."""
        return await read_after(self, member, self._says(a_saying(member, words, to_bot=False)))

    async def command(self, member: str, command: str, **options: str | int) -> list[Post]:
        """Say what a command means."""
        given = Command(command, tuple((name, str(value)) for name, value in options.items()))
        saying = a_saying(member, _as_said(given), private=command in PRIVATE)
        return await read_after(self, member, self._says(saying))

    async def press(self, member: str, label: str) -> list[Post]:
        """Press the newest button of that name: the page says what it says, where it stands."""
        self.pressable += await self.seen_by(member)
        place, entry = [post.raw for post in self.pressable if label in post.buttons][-1]
        choices = [choice for part in entry["parts"] for choice in part.get("choices", [])]
        says = next(choice["says"] for choice in choices if choice["label"] == label)
        return await read_after(self, member, self._says(a_saying(member, says, private=place != "general")))

    async def fill_in(self, member: str, label: str, blank: str, text: str) -> list[Post]:
        """Say it in private: there are no forms."""
        return await self.whisper(member, text)

    async def change(self, member: str, words: str) -> list[Post]:
        """Send what was said last again with other words, as no page of ours does."""
        assert self.said is not None
        return await read_after(self, member, self.page.say({**self.said, "text": words}))

    async def rename(self, member: str, name: str) -> None:
        """Leave the member's name: the five have theirs for good."""

    async def _says(self, saying: Body) -> None:
        self.said = saying
        if self.kept_back is not None:
            self.kept_back.append(saying)
            return
        try:
            assert await self.page.say(saying) == ""
        except httpx.TransportError:
            assert not self.waits
            self.unsent.append(saying)


def _as_said(command: Command) -> str:
    words = [value for _, value in command.arguments]
    match command.name.split()[-1]:
        case "make" | "refine" | "code":
            return " ".join(words)
        case "restore" if command.argument("before"):
            return f"back to before {words[0]}'s change"
        case "restore":
            return f"back to version {words[0]}"
        case act if command.name.startswith("session "):
            return {"roster": "who is in?", "recap": "catch me up"}.get(act, f"{act} the session")
        case act:
            return " ".join([act, *words])
