"""Showing replies: to a channel, to one member, on the Home tab; each once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import aiohttp

from adapters.slack import home
from adapters.slack.blocks import FORM, Block, button
from adapters.slack.handle import Handle, decode, thread_of, url_of
from adapters.slack.installations import Installation, Installations
from adapters.slack.notes import Notes
from adapters.slack.outbound import Post, to_posts
from adapters.slack.panel import to_post
from adapters.slack.panels import Panels
from adapters.slack.posting import answer_by, keep_says, post_to
from adapters.slack.refusals import Refused, asking_slack
from adapters.slack.roots import Roots
from adapters.slack.sentences import sentence
from adapters.slack.spoken import Spoken
from adapters.slack.statuses import Statuses
from adapters.slack.typed import spec_called
from adapters.slack.whispers import Whisper, Whispers
from bot.chat import Choices, CommandSpec, Link, Member, Panel, Paragraph, Reply

SHOWN_KEPT = timedelta(days=7)
CODE = "code"  # the command that ends a link: a private link comes with a button to its form


@dataclass(frozen=True, slots=True)
class Errand:
    """A reply on its way: where the app is installed, and how the message it answers can still be answered."""

    reply: Reply
    installation: Installation
    handle: Handle | None

    @property
    def thread(self) -> str | None:
        """The thread to answer in."""
        return self.reply.channel.thread or thread_of(self.handle, self.reply.channel.id)

    @property
    def language(self) -> str | None:
        """The language of the member it answers."""
        return self.handle.language if self.handle else None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Shows each reply where it belongs, and no reply twice.

    Slack has no key that would make posting the same again harmless. So each piece is noted after it was posted:
    where the process dies just between the two it is shown twice, rather than never.
    """

    installations: Installations
    notes: Notes
    panels: Panels
    roots: Roots
    spoken: Spoken
    whispers: Whispers
    statuses: Statuses
    session: aiohttp.ClientSession
    specs: Sequence[CommandSpec]
    clock: Callable[[], datetime]

    async def send(self, reply: Reply) -> None:
        """Show `reply`; it takes the place of its status.

        Raises:
            ServiceError: it could not be shown.
        """
        installation = await self.installations.of(reply.channel.tenant)
        handle = decode(reply.handle)
        if handle is not None and handle.channel != reply.channel.id:
            handle = None  # it is news of the same turn, for another channel
        errand = Errand(_for_one_alone(reply, installation, handle), installation, handle)
        if reply.is_status:
            await self._tell(errand)
        elif handle is not None and handle.home:
            await self._on_home(errand, handle.home)
        elif errand.reply.only_for is not None:
            await self.statuses.became(installation, reply, None)
            await self._whisper(errand)
            await self.statuses.forget(reply)
        else:
            await self._in_channel(errand)
            await self.statuses.forget(reply)

    async def _tell(self, errand: Errand) -> None:
        """Show what is going on where the answer will be, or take it away; what one alone sees cannot be changed."""
        reply, posts = errand.reply, to_posts(errand.reply.parts)
        if not posts:
            await self.statuses.became(errand.installation, reply, None)
            await self.statuses.forget(reply)
        elif reply.only_for is None and not (errand.handle and errand.handle.home):
            ts = await self.statuses.show(errand.installation, reply, errand.thread, posts[0])
            if ts is not None:
                await self._count(errand, ts)

    async def _in_channel(self, errand: Errand) -> None:
        reply = errand.reply
        posts = to_posts(reply.parts, thread=reply.channel.thread)
        await keep_says(self.notes, posts)
        if not posts:
            await self.statuses.became(errand.installation, reply, None)
        for piece, post in enumerate(posts):
            if not await self._was_shown(reply, f"{piece}"):
                standing = await self.statuses.message_of(reply) if piece == 0 else None
                if piece > 0 or not await self.statuses.became(errand.installation, reply, post):
                    await self._post(errand, post)
                elif standing:
                    await self.spoken.note(reply, standing)
                await self._note_shown(reply, f"{piece}")
        for panel in (part for part in reply.parts if isinstance(part, Panel)):
            if not await self._was_shown(reply, "panel"):
                await self._show_panel(errand, panel)
                await self._note_shown(reply, "panel")

    async def _post(self, errand: Errand, post: Post) -> None:
        """Post a message; where the app is no member of the channel, answer through the response URL instead."""
        channel = errand.reply.channel
        try:
            ts = await post_to(errand.installation, channel.id, errand.thread, post)
        except Refused as error:
            await self._post_by_url(errand, post, error)
            return
        await self._count(errand, ts)
        await self.spoken.note(errand.reply, ts)

    async def _count(self, errand: Errand, ts: str) -> None:
        """Note a message that was posted: it stands below the panel, and may become the root of a thread."""
        channel = errand.reply.channel
        self.panels.count(channel)
        if errand.thread is None:
            await self.roots.add(channel.id, ts)

    async def _show_panel(self, errand: Errand, panel: Panel) -> None:
        try:
            await self.panels.show(errand.installation, errand.reply.channel, panel)
        except Refused as error:
            await self._post_by_url(errand, to_post(panel), error)

    async def _post_by_url(self, errand: Errand, post: Post, refused: Refused) -> None:
        url = url_of(errand.handle, errand.reply.channel.id, self.clock().timestamp())
        if url is None or not refused.is_closed_door:
            raise refused
        await answer_by(url, self.session, post, private=False, thread=errand.thread)

    async def _whisper(self, errand: Errand) -> None:
        reply = errand.reply
        if reply.only_for is None or await self._was_shown(reply, "private"):
            return
        is_stranger = errand.installation.is_stranger(reply.only_for.tenant)
        if is_stranger and any(isinstance(part, Link) for part in reply.parts):
            posts = to_posts([Paragraph(sentence("stranger", errand.language))])
        else:
            posts = to_posts(reply.parts, more=self._form_buttons(errand))
        await keep_says(self.notes, posts)
        is_answer = reply.answers is not None
        whisper = Whisper(reply.only_for, reply.channel, posts, errand.handle, is_answer)
        await self.whispers.show(errand.installation, whisper)
        await self._note_shown(reply, "private")

    async def _on_home(self, errand: Errand, member: str) -> None:
        posts = to_posts(errand.reply.parts, more=self._form_buttons(errand))
        await keep_says(self.notes, posts)
        view = home.to_view([block for post in posts for block in post.blocks], self.specs, errand.language)
        with asking_slack():
            await errand.installation.client.views_publish(user_id=member, view=view)

    def _form_buttons(self, errand: Errand) -> list[Block]:
        """Return the button that opens the form for the code from the link page, beside a private link."""
        spec, parts = spec_called(self.specs, CODE), errand.reply.parts
        asks = any(choice.asks == CODE for part in parts if isinstance(part, Choices) for choice in part.choices)
        if spec is None or asks or not any(isinstance(part, Link) for part in parts):
            return []
        return [button(FORM, home.label_of(spec, errand.language), spec.name)]

    async def _was_shown(self, reply: Reply, piece: str) -> bool:
        may_be = reply.answers is not None and not reply.first_try
        return may_be and await self.notes.get(_key(reply, piece)) is not None

    async def _note_shown(self, reply: Reply, piece: str) -> None:
        if reply.answers is not None:
            await self.notes.put(_key(reply, piece), "shown", SHOWN_KEPT)


def _for_one_alone(reply: Reply, installation: Installation, handle: Handle | None) -> Reply:
    """Return the reply as one for the member alone where it answers a command that is; what follows it is news."""
    if handle is None or handle.only is None or reply.only_for is not None or reply.number > 0:
        return reply
    home = installation.home_of(None, is_shared=False)
    return replace(reply, only_for=Member(reply.channel.platform, home, handle.only))


def _key(reply: Reply, piece: str) -> str:
    return f"slack:shown:{reply.answers}#{reply.number}.{piece}"
