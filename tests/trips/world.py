"""The whole bot on the pretend outside world, and a group that talks to it."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4

import httpx

from adapters.sandbox.recordings import Catalogue, Recording
from adapters.sandbox.server import Sandbox
from adapters.web.playground import GENERAL, MEMBERS, private_channel
from adapters.web.saying import Saying
from adapters.web.settings import WebSettings
from adapters.web.transcript import Entry
from bot.__main__ import demo_settings
from bot.chat import Choices, Link, Panel, Paragraph, Part
from bot.composition import Bot, running_bot
from bot.conversation.ports import LanguageModel
from bot.curation.music import Playlist

ADDRESS = "http://127.0.0.1:8000"  # of the pages; they are called without a socket here


@cache
def shipped_catalogue() -> Catalogue:
    """Return the catalogue that ships, loaded once."""
    return Catalogue.load(Catalogue.shipped())


@dataclass
class World:
    """A group in the playground, and the bot's insides to look at."""

    sandbox: Sandbox
    bot: Bot
    address: str = ADDRESS

    async def say(self, member: str, text: str, *, private: bool = False) -> str:
        """Say something to Chorus; return all it answers, in the channel and in private, as plain text."""
        return words_of(part for entry in await self.replies(member, text, private=private) for part in entry.parts)

    async def replies(self, member: str, text: str, *, private: bool = False) -> list[Entry]:
        """Say something to Chorus; return its replies, in the channel first."""
        before = {place: len(entries) for place, entries in self._transcripts().items()}
        await self.bot.playground.say(Saying(member.lower(), private, text, True, str(uuid4())))
        await self.bot.engine.lanes.quiet()
        after = self._transcripts()
        return [e for place in after for e in after[place][before[place] :] if e.author == "chorus"]

    async def confirmed(self, member: str, text: str, *, private: bool = False) -> str:
        """Say what is asked back, and press the button; return what Chorus says then."""
        asked = await self.replies(member, text, private=private)
        [choice] = [c for entry in asked for p in entry.parts if isinstance(p, Choices) for c in p.choices]
        return await self.say(member, choice.says, private=private)

    async def ends(self, member: str) -> str:
        """End the session, confirmed where others are in it; return the recap."""
        asked = await self.replies(member, "end the session")
        says = [c.says for entry in asked for p in entry.parts if isinstance(p, Choices) for c in p.choices]
        return await self.say(member, says[0]) if says else words_of(part for entry in asked for part in entry.parts)

    async def link(self, member: str, person: str) -> str:
        """Link a member to a pretend Spotify account, all the way; return what Chorus says at the end."""
        code = await self.code_for(member, person)
        return await self.say(member, code, private=True)

    async def code_for(self, member: str, person: str) -> str:
        """Walk a member through the link pages and the consent page; return the code that is shown."""
        replies = await self.replies(member, "link my spotify", private=True)
        return await self.code_at(next(p.url for entry in replies for p in entry.parts if isinstance(p, Link)), person)

    async def code_at(self, url: str, person: str) -> str:
        """Walk whoever holds a private link to its end, as a pretend Spotify account; return the code that is shown."""
        transport = httpx.ASGITransport(app=self.bot.pages)
        async with (
            httpx.AsyncClient(transport=transport, base_url=self.address) as pages,
            httpx.AsyncClient() as outside,
        ):
            shown = await pages.get(url)
            token = re.search(r'name="token" value="([^"]+)"', shown.text)
            assert token is not None
            departed = await pages.post(url, data={"token": token[1]}, headers={"Origin": self.address})
            consent = httpx.URL(departed.headers["location"])
            agreed = await outside.post(
                str(consent.copy_with(query=None)),
                data={**consent.params, "person": person, "answer": "agree"},
            )
            arrived = await pages.get(agreed.headers["location"])
        code = re.search(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", arrived.text)
        assert code is not None, arrived.text
        return code[0]

    async def playlist(self) -> Playlist:
        """Return the channel's list as the bot's database has it."""
        session = await self.bot.desk.sessions.current(GENERAL)
        return await self.bot.desk.playlists.get(session.playlist_id)

    async def recordings(self) -> list[Recording]:
        """Return the catalogue's facts of what is on the list, in order."""
        entries = (await self.playlist()).entries
        return [self.sandbox.catalogue.recording_by_id[e.uri.rsplit(":", 1)[1]] for e in entries]

    def panel(self) -> Panel | None:
        """Return the live panel that the page shows."""
        return self.bot.playground._panels.get(GENERAL.id)

    def on_spotify(self, service_id: str) -> list[str]:
        """Return the uris that the pretend Spotify holds."""
        return [row.uri for row in self.sandbox.state.playlists[service_id].rows]

    def _transcripts(self) -> dict[str, Sequence[Entry]]:
        places = [GENERAL, *map(private_channel, MEMBERS.values())]
        return {place.id: self.bot.playground._transcripts[place.id].entries for place in places}


def words_of(parts: object) -> str:
    """Return what a reader would read of parts of replies."""
    lines: list[str] = []
    for part in parts:  # type: ignore[attr-defined]
        lines += _lines(part)
    return "\n".join(lines)


def _lines(part: Part) -> list[str]:
    match part:
        case Paragraph(text):
            return [text]
        case Link(label, _):
            return [f"[{label}]"]
        case Choices(choices):
            return [" ".join(f"<{choice.label}>" for choice in choices)]
        case Panel():
            return []
        case _:
            return [f"{row.number}. {row.title} – {row.credit}" for row in part.rows]


@asynccontextmanager
async def a_world(
    data: Path, catalogue: Catalogue | None = None, model: LanguageModel | None = None
) -> AsyncIterator[World]:
    """Serve a pretend Spotify and run the whole bot on it."""
    async with Sandbox(catalogue=catalogue or shipped_catalogue()) as sandbox:
        web = WebSettings(host="127.0.0.1", port=8000, address=ADDRESS)
        async with running_bot(demo_settings(sandbox, web, data), model) as bot:
            yield World(sandbox, bot)
