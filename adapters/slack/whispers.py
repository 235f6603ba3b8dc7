"""Private replies: never where others read them, however few ways are left."""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
import structlog

from adapters.slack.blocks import SHOW, button, rows_of_buttons, sections
from adapters.slack.dms import Dms
from adapters.slack.handle import Handle, thread_of, url_of
from adapters.slack.installations import Installation
from adapters.slack.markup import escape
from adapters.slack.notes import Notes
from adapters.slack.outbound import Post
from adapters.slack.posting import answer_by, post_for, post_to
from adapters.slack.refusals import Refused
from adapters.slack.sentences import sentence
from bot.chat import Channel, ChannelKind, Member

WAITING = timedelta(minutes=15)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Whisper:
    """Something for one member alone, and where it came up."""

    member: Member
    channel: Channel
    posts: Sequence[Post]
    handle: Handle | None
    is_answer: bool  # to what they just said; else it is news, which must not vanish


class Whispers:
    """Shows a member something in private: beside what they said, else by DM, else behind a button."""

    def __init__(self, notes: Notes, dms: Dms, session: aiohttp.ClientSession, clock: Callable[[], datetime]) -> None:
        self._notes = notes
        self._dms = dms
        self._session = session
        self._clock = clock

    async def show(self, installation: Installation, whisper: Whisper) -> None:
        """Show it in the first way that is open.

        Raises:
            ServiceError: none is.
        """
        for way in (self._by_url, self._beside, self._by_dm):
            try:
                if await way(installation, whisper):
                    return
            except Refused as error:
                if not error.is_closed_door:
                    raise
        await self._behind_button(installation, whisper)

    async def reveal(self, name: str, presser: Member, url: str) -> None:
        """Show what waits behind a button to the member it is for.

        Raises:
            ServiceError: it could not be shown.
        """
        kept = await self._notes.get(_key(name))
        waiting = json.loads(kept) if kept else {}
        if waiting.get("member") == presser.key:
            for text, blocks in waiting["posts"]:
                await answer_by(url, self._session, Post(text, tuple(blocks)), private=True)
            await self._notes.drop(_key(name))
            return
        key = "not_yours" if waiting else "gone"
        await answer_by(url, self._session, _plain(sentence(key)), private=True)

    async def too_late(self, url: str | None) -> None:
        """Tell who pressed a button that what it stood for is gone.

        Raises:
            ServiceError: it could not be told.
        """
        if url is not None:
            await answer_by(url, self._session, _plain(sentence("gone")), private=True)

    async def _by_url(self, installation: Installation, whisper: Whisper) -> bool:
        url = url_of(whisper.handle, whisper.channel.id, self._clock().timestamp())
        if url is None:
            return False
        thread = whisper.channel.thread or thread_of(whisper.handle, whisper.channel.id)
        for post in whisper.posts:
            await answer_by(url, self._session, post, private=True, thread=thread)
        return True

    async def _beside(self, installation: Installation, whisper: Whisper) -> bool:
        channel = whisper.channel
        if channel.kind is ChannelKind.DM or not whisper.is_answer:
            return False
        thread = channel.thread or thread_of(whisper.handle, channel.id)
        for post in whisper.posts:
            await post_for(installation, channel.id, thread, whisper.member.id, post)
        return True

    async def _by_dm(self, installation: Installation, whisper: Whisper) -> bool:
        """Post it where the two are alone; not simply in `channel`, which may be a DM of two members."""
        dm = await self._dms.of(installation, whisper.member.id)
        for post in whisper.posts:
            await post_to(installation, dm, thread_of(whisper.handle, dm), post)
        return True

    async def _behind_button(self, installation: Installation, whisper: Whisper) -> None:
        name = secrets.token_urlsafe(16)
        posts = [(post.text, post.blocks) for post in whisper.posts]
        await self._notes.put(_key(name), json.dumps({"member": whisper.member.key, "posts": posts}), WAITING)
        language = whisper.handle.language if whisper.handle else None
        waiting = sentence("waiting", language, name=whisper.member.name)
        row = rows_of_buttons([button(SHOW, sentence("show", language), name)])
        post = Post(escape(waiting), (*sections(waiting), *row))
        log.info("private reply waits behind a button", channel=whisper.channel.id)
        thread = whisper.channel.thread or thread_of(whisper.handle, whisper.channel.id)
        await post_to(installation, whisper.channel.id, thread, post)


def _plain(text: str) -> Post:
    return Post(escape(text), tuple(sections(text)))


def _key(name: str) -> str:
    return f"slack:waiting:{name}"
