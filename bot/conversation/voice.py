"""The voice: what one turn says, each reply once."""

from dataclasses import replace

import structlog

from bot.chat import Message, Paragraph, Reply, Switchboard
from bot.errors import ServiceError
from bot.texts.catalogue import text

OWN_SENTENCES = ("not_kept", "went_wrong", "too_long")  # numbered from -3: none stands for a tool's reply

log = structlog.get_logger()


class Voice:
    """Answers one message: numbers the replies, so that a second run shows none of them twice."""

    def __init__(self, switchboard: Switchboard, message: Message, language: str, *, first_try: bool = False) -> None:
        self.language = language
        self._first_try = first_try
        self._switchboard = switchboard
        self._message = message
        self._spoken = 0

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
        message = self._message
        try:
            await self._switchboard.send(
                replace(reply, answers=message.key, number=number, handle=message.handle, first_try=self._first_try)
            )
        except ServiceError:
            log.warning("reply not shown", channel=reply.channel.id, exc_info=True)
