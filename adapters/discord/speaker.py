"""Showing replies: as the answer to an interaction while that lives, else as a message, and in private in private."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from secrets import token_hex

from adapters.discord import handles
from adapters.discord.acks import Acks
from adapters.discord.choices import digest, too_long_for_a_button
from adapters.discord.forms import with_form_for_code
from adapters.discord.handles import Handle, Way
from adapters.discord.outbound import Post, to_panel_post, to_posts
from adapters.discord.panels import Panels
from adapters.discord.private_news import PrivateNews
from adapters.discord.refusals import (
    DMS_CLOSED,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NO_REPLY_HERE,
    Gone,
    Refused,
    no_access,
)
from adapters.discord.shelf import Shelf, doing_without
from adapters.discord.spoken import Spoken
from adapters.discord.statuses import Statuses
from adapters.discord.wire import Wire
from adapters.discord.wording import wording
from bot.chat import ChannelKind, Panel, Reply

SHOWN_FOR = timedelta(days=1)  # how long a reply is known as shown
SAYS_FOR = timedelta(days=60)  # how long buttons with many words work
CLOSED_FOR = timedelta(hours=1)  # how long closed direct messages are believed to be: refusals count against the bot
_DIRECT_CHANNELS = 10_000
_NONCE = 25  # https://docs.discord.com/developers/resources/message#create-message


class Speaker:
    """Shows replies on Discord, each once."""

    def __init__(
        self,
        wire: Wire,
        acks: Acks,
        panels: Panels,
        shelf: Shelf,
        clock: Callable[[], datetime],
        *,
        takes_codes: bool,
    ) -> None:
        self._takes_codes = takes_codes
        self._wire = wire
        self._acks = acks
        self._panels = panels
        self._shelf = shelf
        self._news = PrivateNews(shelf)
        self._spoken = Spoken(shelf)
        self._statuses = Statuses(wire, shelf)
        self._clock = clock
        self._direct_channels: OrderedDict[str, str] = OrderedDict()

    async def send(self, reply: Reply) -> None:
        """Show `reply`, unless it was shown; it takes the place of its status.

        Raises:
            ServiceError: it could not be shown.
        """
        if reply.is_status:
            await self._tell(reply, handles.to_handle(reply.handle))
            return
        name = f"discord:shown:{_digest(reply)}"
        if reply.answers is not None and not reply.first_try and await self._is_kept(name):
            await self._statuses.forget(reply)  # the process ended before it could be
            return
        for key, says in too_long_for_a_button(reply.parts).items():
            with doing_without():
                await self._shelf.put(f"discord:says:{key}", says, SAYS_FOR)
        handle = handles.to_handle(reply.handle)
        await (self._whisper(reply, handle) if reply.only_for else self._speak(reply, handle))
        if reply.answers is not None:
            with doing_without():
                await self._shelf.put(name, "1", SHOWN_FOR)
        await self._statuses.forget(reply)

    async def _tell(self, reply: Reply, handle: Handle | None) -> None:
        """Show what is going on where the answer will be, or take it away."""
        by_token = await self._interaction(reply, handle)
        posts = to_posts(reply.parts)
        if not posts:
            await self._statuses.became(reply, None, by_token)
            await self._statuses.forget(reply)
            return
        await self._statuses.show(reply, posts[0], by_token, _nonce(reply, "status"), _refers_to(reply, handle))

    async def _interaction(self, reply: Reply, handle: Handle | None) -> Handle | None:
        """Return the handle where it is of an interaction in this channel that can still be answered."""
        is_here = handle is not None and handle.channel == reply.channel.id
        return handle if handle and is_here and await self._is_answerable(handle) else None

    async def _speak(self, reply: Reply, handle: Handle | None) -> None:
        channel, posts = reply.channel.id, to_posts(reply.parts)
        by_token = await self._interaction(reply, handle)
        replaced = await self._statuses.became(reply, posts[0] if posts else None, by_token)
        if replaced and (standing := await self._statuses.message_of(reply)):
            await self._spoken.note(standing, reply.about)
        rest: Sequence[Post] = posts[1:] if replaced else posts
        if by_token is not None and (rest or not replaced):
            seen_by_one = by_token.private and reply.number == 0
            fills = reply.number == 0 and not replaced
            rest = await self._answer(by_token, rest, fills=fills, private=seen_by_one, about=reply.about)
        await self._post(channel, rest, reply, "" if replaced else _refers_to(reply, handle))
        label = wording("open", handle.language if handle else "")
        for panel in (part for part in reply.parts if isinstance(part, Panel)):
            nonce = _nonce(reply, "panel")
            await self._panels.show(channel, to_panel_post(panel, label), nonce, ended=panel.ended)

    async def _whisper(self, reply: Reply, handle: Handle | None) -> None:
        member = reply.only_for.id if reply.only_for else ""
        await self._statuses.take_away(reply, await self._interaction(reply, handle))
        language = handle.language if handle else ""
        parts = with_form_for_code(reply.parts, language) if self._takes_codes else reply.parts
        panels = (part for part in parts if isinstance(part, Panel))
        rest: Sequence[Post] = (
            *to_posts(parts),
            *(to_panel_post(panel, wording("open", language)) for panel in panels),
        )
        if handle and handle.member == member and await self._is_answerable(handle):
            rest = await self._answer_in_private(handle, rest, fills=reply.number == 0)
        if rest:
            await self._post_in_private(member, rest, reply, language)

    async def _answer_in_private(self, handle: Handle, posts: Sequence[Post], *, fills: bool) -> Sequence[Post]:
        """Answer for the member's eyes alone, also where the placeholder stands for all to see."""
        if fills and handle.way is Way.COMMAND and not handle.private:
            note = Post(wording("sent_in_private", handle.language))
            if await self._answer(handle, (note,), fills=True, private=False):
                return posts
            fills = False
        return await self._answer(handle, posts, fills=fills, private=True)

    async def _answer(
        self, handle: Handle, posts: Sequence[Post], *, fills: bool, private: bool, about: str | None = None
    ) -> Sequence[Post]:
        """Answer the interaction; return the posts for which it was too late."""
        fills = fills and handle.way is Way.COMMAND
        try:
            if fills and not posts:
                await self._wire.withdraw(handle)
            for place, post in enumerate(posts):
                rest = posts[place:]
                if fills and place == 0:
                    message = await self._wire.fill(handle, post.to_body())
                else:
                    message = await self._wire.follow_up(handle, post.to_body(private=private))
                await self._spoken.note(message, about)
        except Gone:
            return rest if posts else ()
        return ()

    async def _post_in_private(self, member: str, posts: Sequence[Post], reply: Reply, language: str) -> None:
        """Send a direct message; where those are closed, put a button in the channel that opens it for them alone."""
        here = reply.channel.kind is ChannelKind.DM
        try:
            direct = reply.channel.id if here else await self._direct_channel(member)
            await self._post(direct, posts, reply)
        except Refused as error:
            if here or error.code not in DMS_CLOSED:
                raise
            with doing_without():
                await self._shelf.put(f"discord:closed:{member}", "1", CLOSED_FOR)
            await self._post(reply.channel.id, (await self._news.keep(member, posts, language),), reply)

    async def _direct_channel(self, member: str) -> str:
        """Return where `member` and the bot are alone.

        Raises:
            Refused: the member's direct messages are closed.
        """
        if await self._is_kept(f"discord:closed:{member}"):
            raise Refused("direct messages are closed", code=min(DMS_CLOSED))
        if member not in self._direct_channels:
            self._direct_channels[member] = await self._wire.direct_channel(member)
            if len(self._direct_channels) > _DIRECT_CHANNELS:
                self._direct_channels.popitem(last=False)
        return self._direct_channels[member]

    async def _post(self, channel: str, posts: Sequence[Post], reply: Reply, refers_to: str = "") -> None:
        """Post messages; Discord itself sees to it that a second try within minutes shows none of them twice."""
        for place, post in enumerate(posts):
            body = {**post.to_body(), "nonce": _nonce(reply, f"{channel}/{place}"), "enforce_nonce": True}
            reference = {"message_reference": {"message_id": refers_to, "fail_if_not_exists": False}}
            try:
                message = await self._wire.post(channel, {**body, **reference} if refers_to and place == 0 else body)
            except Refused as error:
                if error.code in (MISSING_ACCESS, MISSING_PERMISSIONS):
                    raise no_access(channel) from error
                if error.code != NO_REPLY_HERE:
                    raise
                message = await self._wire.post(channel, body)
            await self._spoken.note(message, reply.about)

    async def _is_answerable(self, handle: Handle) -> bool:
        return handle.lives(self._clock()) and await self._acks.is_answerable(handle.token)

    async def _is_kept(self, name: str) -> bool:
        with doing_without():
            return await self._shelf.get(name) is not None
        return False


def _refers_to(reply: Reply, handle: Handle | None) -> str:
    return handle.message if handle and handle.channel == reply.channel.id else ""


def _digest(reply: Reply) -> str:
    return digest(f"{reply.answers}#{reply.number}")


def _nonce(reply: Reply, piece: str) -> str:
    """Return what makes a second try recognisable; news that answers nothing is new each time."""
    return digest(f"{reply.answers}#{reply.number}#{piece}")[:_NONCE] if reply.answers else token_hex(12)
