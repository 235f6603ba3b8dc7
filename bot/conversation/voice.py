"""The voice: what one turn says, each reply once, and before it, where it takes long, what is going on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import structlog

from bot.chat import Message, Paragraph, Part, Reply, Switchboard
from bot.conversation.status import Pause, Status
from bot.errors import ServiceError
from bot.texts.catalogue import text

OWN_SENTENCES = ("not_kept", "went_wrong", "too_long")  # numbered from -3: none stands for a tool's reply

log = structlog.get_logger()


class Voice:
    """Answers one message: numbers the replies, so that a second run shows none of them twice."""

    def __init__(
        self,
        switchboard: Switchboard,
        message: Message,
        language: str,
        *,
        first_try: bool = False,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self.language = language
        self._first_try = first_try
        self._switchboard = switchboard
        self._message = message
        self._spoken = 0
        self._is_working = False
        self._status = Status(self._show_status, switchboard.edit_seconds(message.channel), pause)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Let what `progress` tells be seen meanwhile, where it takes long; nothing of it is left at the end.

        A turn that fails, or ends with the process, leaves its status to what is said of that.
        """
        self._is_working = True
        self._status.begin()
        self.progress("status_working")
        try:
            yield
        finally:
            self._is_working = False
            await self._status.end()
        if self._status.stands or not (self._first_try or self._spoken):
            await self._show_status("")

    def progress(self, key: str, /, **values: object) -> None:
        """Tell by a fixed sentence what is done now: a `Progress`."""
        self._status.tell(text(key, self.language, **values))

    async def say(self, key: str, /, **values: object) -> None:
        """Say a fixed sentence in the channel."""
        reply = Reply(self._message.channel, (Paragraph(text(key, self.language, **values)),))
        if key in OWN_SENTENCES:
            await self._send(reply, OWN_SENTENCES.index(key) - len(OWN_SENTENCES))
        else:
            await self.show(reply)

    async def show(self, reply: Reply) -> None:
        """Show a reply; where the platform cannot, what was done stays done."""
        self._spoken += 1
        await self._send(reply, self._spoken - 1)

    async def _send(self, reply: Reply, number: int) -> None:
        await self._status.end()
        try:
            await self._switchboard.send(self._addressed(reply, number))
        except ServiceError:
            log.warning("reply not shown", channel=reply.channel.id, exc_info=True)
        if self._is_working:
            self._status.begin()

    async def _show_status(self, line: str) -> bool:
        """Show what is going on where the next reply will be; without a line, take it away."""
        parts: tuple[Part, ...] = (Paragraph(line),) if line else ()
        reply = Reply(self._message.channel, parts, is_status=True)
        try:
            await self._switchboard.send(self._addressed(reply, self._spoken))
        except ServiceError:
            log.warning("status not shown", channel=reply.channel.id, exc_info=True)
            return False
        return True

    def _addressed(self, reply: Reply, number: int) -> Reply:
        message = self._message
        return replace(reply, answers=message.key, number=number, handle=message.handle, first_try=self._first_try)
