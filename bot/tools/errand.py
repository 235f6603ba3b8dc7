"""What a tool is given: the turn it serves and the services it may use; and how it shows what it did."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.accounts.forgetting import Forgetting
from bot.accounts.linker import Linker
from bot.accounts.ports import AccountStore
from bot.chat import Choice, Choices, Member, Paragraph, Part, Reply
from bot.conversation.context import Context
from bot.conversation.intents import OnBehalf, Target
from bot.conversation.ports import Answer, Turn
from bot.curation.curator import Curator
from bot.curation.lexicon.terms import Lexicon
from bot.curation.music import Item, Playlist
from bot.curation.outcome import Remark
from bot.curation.playlists import Change, Playlists
from bot.curation.publishing import fit_to_publish
from bot.errors import AccessLost, NotAllowed, NothingThere, NotLinked, RateLimited, ServiceError
from bot.sessions.panel import description_of
from bot.sessions.ports import Confirmations
from bot.sessions.session import Session
from bot.sessions.sessions import Sessions
from bot.texts.catalogue import text
from bot.tools.outside import outside_lines
from bot.tools.targets import entries_meant
from bot.tools.variety import panel_for

MOST_LISTED = 4  # titles in one sentence; the panel shows the rest


@dataclass(frozen=True, slots=True)
class Desk:
    """The services behind the tools."""

    sessions: Sessions
    playlists: Playlists
    curator: Curator
    linker: Linker
    forgetting: Forgetting
    accounts: AccountStore
    confirmations: Confirmations
    lexicon: Lexicon
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Errand:
    """One intent of one turn, on its way through a tool."""

    turn: Turn
    desk: Desk

    @property
    def member(self) -> Member:
        """Who asks."""
        return self.turn.message.member

    @property
    def change(self) -> Change:
        """The change this turn may make."""
        return Change(self.member, self.turn.message.text, self.turn.key)

    def text(self, key: str, /, **values: object) -> str:
        """Return a fixed sentence in the member's language."""
        return text(key, self.turn.language, **values)

    def named(self, others: Sequence[OnBehalf]) -> tuple[Member, ...]:
        """Return the members that the message names, or on whose behalf something is wanted."""
        return (*self.turn.message.mentions, *(each.member for each in others))

    @staticmethod
    def with_remark(remark: str, sentence: str) -> str:
        """Return a sentence of ours after a model's line, as far as that may be shown."""
        return " ".join(filter(None, [fit_to_publish(remark), sentence]))

    def say(self, *parts: Part | str, context: Context | None = None) -> Answer:
        """Answer in the channel."""
        about = context.spoken_of if context else None
        return Answer((replace(self.reply(*parts), about=about),), context or self.turn.context)

    def whisper(self, *parts: Part | str) -> Answer:
        """Answer the member in private."""
        private = replace(self.reply(*parts), only_for=self.member)
        return Answer((private,), self.turn.context)

    def reply(self, *parts: Part | str) -> Reply:
        """Return a reply to the channel."""
        documents = tuple(Paragraph(part) if isinstance(part, str) else part for part in parts)
        return Reply(self.turn.message.channel, documents)

    async def session_with_list(self) -> tuple[Session, Playlist]:
        """Return the channel's session and its list.

        Raises:
            NothingThere: no session is open, or its list is empty.
        """
        session = await self.desk.sessions.current(self.turn.message.channel)
        playlist = await self.desk.playlists.get(session.playlist_id)
        if not playlist.entries:
            raise NothingThere("no_list")
        return session, playlist

    async def places_meant(self, playlist: Playlist, *targets: Target) -> tuple[list[int], dict[str, Item]]:
        """Return the places in the list (from 0) that targets mean, each once, with the list's items.

        Raises:
            NothingThere: one of them means none of the list.
        """
        items = await self.desk.playlists.items([e.uri for e in playlist.entries], playlist)
        meant = [entries_meant(target, playlist.entries, items, self.turn.context) for target in targets]
        return sorted({place for places in meant for place in places}), items

    async def show_change(
        self,
        session: Session,
        playlist: Playlist,
        items: Mapping[str, Item],
        sentence: str,
        remarks: Sequence[Remark] = (),
        spoken_of: str | None = None,
        more: Sequence[Choice] = (),
    ) -> Answer:
        """Bring a changed list to the host's account and show it, with a way back."""
        session, playlist, trouble = await self.bring(session, playlist)
        sentences = [sentence, *(self.text(r.key, **r.values) for r in remarks), *trouble]
        choices = Choices((Choice(self.text("choice_undo"), self.text("say_undo")), *more))
        uris = tuple(e.uri for e in playlist.entries)
        others = await self.desk.playlists.items([uri for uri in uris if uri not in items], playlist)
        known = {**items, **others}  # a second run made another list
        panel = await panel_for(self.desk.curator, session, playlist, known, self.turn.language)
        context = self.turn.context.with_shown(uris, spoken_of)
        return self.say(" ".join(sentences), choices, panel, context=context)

    async def bring(
        self, session: Session, playlist: Playlist, *, anew: bool = False
    ) -> tuple[Session, Playlist, list[str]]:
        """Bring the list to the host's account; return what is new and what to say of it: outside changes, failures."""
        session, playlist, trouble = await self._brought(session, playlist, anew=anew)
        return session, playlist, [*trouble, *outside_lines(playlist, self.turn.key, self.turn.language)]

    async def _brought(
        self, session: Session, playlist: Playlist, *, anew: bool
    ) -> tuple[Session, Playlist, list[str]]:
        session = await self.desk.sessions.with_host(session)
        if not playlist.revisions:
            return session, playlist, []
        if session.host is None:
            return session, playlist, [self.text("no_host_yet")] if len(playlist.revisions) == 1 else []
        description = description_of(playlist, self.turn.language)
        self.turn.progress("status_writing")
        try:
            playlist = await self.desk.playlists.publish(
                playlist, session.host, description, turn=self.turn.key, anew=anew
            )
        except (AccessLost, NotLinked):
            return session, playlist, [self.text("relink", name=session.host.name)]
        except NotAllowed as error:
            return session, playlist, [self.text(error.reason)]
        except RateLimited as error:
            return session, playlist, [self.text("written_later_limit", count=max(1, round(error.seconds / 60)))]
        except ServiceError:
            return session, playlist, [self.text("written_later")]
        return session, playlist, []

    def titles(self, items: Sequence[Item]) -> str:
        """Return some titles in one phrase: the first few and how many more."""
        named = ", ".join(f"“{item.title}”" for item in items[:MOST_LISTED])
        more = len(items) - MOST_LISTED
        return self.text("and_more", titles=named, count=more) if more > 0 else named
