"""A scene: the tools over stores in memory and a pretend music service, and a channel where members speak."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.accounts.account import Account, Tokens
from bot.accounts.forgetting import Forgetting
from bot.accounts.linker import Linker
from bot.chat import Channel, Choices, Link, Member, Panel, Paragraph, Part, Row, Rows
from bot.conversation.context import Context, Heard
from bot.conversation.intents import Confirm, Intent
from bot.conversation.ports import Answer, Progress, Turn, unseen
from bot.curation.curator import Curator
from bot.curation.finder import Finder
from bot.curation.music import Episode, Playlist, Track
from bot.curation.playlists import Playlists
from bot.sessions.session import Session
from bot.sessions.sessions import Sessions
from bot.tools.errand import Desk
from bot.tools.toolbox import Tools
from tests.accounts.fakes import FakeAuthorizer
from tests.archive import MemoryArchive
from tests.curation.fakes import FakeMusic, FakeOpenData, FakePlaylistService, a_lexicon, of_genre, some_tracks
from tests.examples import ANA, EVENING, GENERAL, a_message
from tests.memory import (
    MemoryAccounts,
    MemoryChannels,
    MemoryConfirmations,
    MemoryContexts,
    MemoryInbox,
    MemoryItems,
    MemoryLocks,
    MemoryPlaylists,
    MemorySessions,
    MemoryTickets,
    MemoryVotes,
)

GENRES = ("pop", "indie pop", "folk", "ambient", "metal", "country")


class Scene:
    """A group that talks to the tools; a minute passes with every message."""

    def __init__(self, *more: Track, episodes: tuple[Episode, ...] = ()) -> None:
        shelves = {genre: some_tracks(genre, 26) for genre in GENRES}
        facts = {uri: fact for genre, tracks in shelves.items() for uri, fact in of_genre(tracks, genre).items()}
        self.now = EVENING
        self.context = Context()
        self.music = FakeMusic({"more": list(more), **shelves}, episodes)
        self.service = FakePlaylistService()
        self.accounts = MemoryAccounts()
        self.authorizer = FakeAuthorizer()
        self.cache = MemoryItems(self.clock)
        self.contexts = MemoryContexts(self.clock)
        sessions, lists, tickets = MemorySessions(), MemoryPlaylists(), MemoryTickets(self.clock)
        playlists = Playlists(lists, self.service, self.music, self.cache, self.clock)
        archive = MemoryArchive(MemoryInbox(), sessions, lists, self.accounts)
        self.desk = Desk(
            sessions=Sessions(
                sessions, self.accounts, playlists, MemoryVotes(), MemoryLocks(), MemoryChannels(), self.clock
            ),
            playlists=playlists,
            curator=Curator(Finder(self.music, FakeOpenData(facts), a_lexicon()), a_lexicon()),
            linker=Linker(self.authorizer, tickets, self.accounts, "https://chorus.test/link", self.clock),
            forgetting=Forgetting(archive, tickets, self.contexts),
            accounts=self.accounts,
            confirmations=MemoryConfirmations(self.clock),
            lexicon=a_lexicon(),
            clock=self.clock,
        )

    def clock(self) -> datetime:
        """Return the time."""
        return self.now

    async def hears(
        self,
        intent: Intent,
        text: str = "words",
        *,
        member: Member = ANA,
        channel: Channel = GENERAL,
        language: str = "en",
        mentions: tuple[Member, ...] = (),
        moderates: bool = False,
        progress: Progress = unseen,
    ) -> Answer:
        """Let the tools answer one intent, as the engine would."""
        self.now += timedelta(minutes=1)
        message = a_message(text, member=member, channel=channel, at=self.now, mentions=mentions)
        message = replace(message, moderates=moderates)
        context = self.context.with_heard(Heard(member, text, self.now, language, message.key))
        answer = await Tools(self.desk).run(intent, Turn(message, context, language, progress=progress))
        self.context = answer.context
        return answer

    async def link(self, member: Member = ANA) -> None:
        """Give a member a linked account."""
        tokens = Tokens("access", "refresh", self.now, frozenset())
        await self.accounts.save(Account(member, f"{member.id}.account", member.name, tokens, self.now))

    async def session(self) -> Session:
        """Return the channel's session."""
        return await self.desk.sessions.current(GENERAL)

    async def playlist(self) -> Playlist:
        """Return the channel's list."""
        return await self.desk.playlists.get((await self.session()).playlist_id)

    async def titles(self) -> list[str]:
        """Return the titles on the channel's list."""
        playlist = await self.playlist()
        items = await self.desk.playlists.items([e.uri for e in playlist.entries], playlist)
        return [items[e.uri].title for e in playlist.entries]

    async def loses(self, uri: str) -> None:
        """Let the music service lose an item, and the cache too."""
        for shelf in self.music.shelves.values():
            shelf[:] = [track for track in shelf if track.uri != uri]
        fresh = MemoryItems(self.clock)
        self.desk = replace(self.desk, playlists=replace(self.desk.playlists, cache=fresh))


def buttons(answer: Answer) -> list[str]:
    """Return what the buttons of an answer say."""
    return [choice.says for part in parts(answer) if isinstance(part, Choices) for choice in part.choices]


async def presses(
    scene: Scene, asked: Answer, member: Member = ANA, channel: Channel = GENERAL, *, moderates: bool = False
) -> Answer:
    """Let a member press the button to confirm what was asked."""
    code = buttons(asked)[0].split()[-1]
    return await scene.hears(Confirm(code), f"confirm {code}", member=member, channel=channel, moderates=moderates)


def said(answer: Answer) -> str:
    """Return all paragraphs of an answer."""
    return "\n".join(part.text for part in parts(answer) if isinstance(part, Paragraph))


def parts(answer: Answer) -> list[Part]:
    """Return all parts of an answer."""
    return [part for reply in answer.replies for part in reply.parts]


def panel(answer: Answer) -> Panel:
    """Return the panel of an answer."""
    return next(part for part in parts(answer) if isinstance(part, Panel))


def rows(answer: Answer) -> tuple[Row, ...]:
    """Return the rows that an answer shows."""
    return next(part for part in parts(answer) if isinstance(part, Rows)).rows


def links(answer: Answer) -> list[str]:
    """Return the addresses of an answer."""
    return [part.url for part in parts(answer) if isinstance(part, Link)]
