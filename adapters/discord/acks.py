"""Interactions that are being acknowledged: an answer must not overtake that."""

import asyncio
from collections import OrderedDict

import structlog

from adapters.discord.inbound import Interaction
from adapters.discord.refusals import ALREADY_ANSWERED, Refused, translated
from bot.errors import ServiceError

_REMEMBERED = 1_000

log = structlog.get_logger()


class Acks:
    """Acknowledges interactions within Discord's three seconds, and knows for which it was too late."""

    def __init__(self) -> None:
        self._under_way: dict[str, asyncio.Event] = {}
        self._failed: OrderedDict[str, None] = OrderedDict()

    def expect(self, interaction: Interaction) -> None:
        """Let answers to the interaction wait until it is acknowledged."""
        self._under_way.setdefault(interaction.token, asyncio.Event())

    async def give(self, interaction: Interaction, *, placeholder: bool, private: bool) -> None:
        """Acknowledge the interaction: with a placeholder for the answer, or unseen."""
        try:
            with translated():
                await interaction.response.defer(thinking=placeholder, ephemeral=private)
        except Refused as error:
            if error.code != ALREADY_ANSWERED:  # else another process was faster, or it was delivered twice
                self._fail(interaction.token)
        except ServiceError:
            log.warning("interaction not acknowledged", interaction=interaction.id, exc_info=True)
            self._fail(interaction.token)
        finally:
            if done := self._under_way.pop(interaction.token, None):
                done.set()

    async def is_answerable(self, token: str) -> bool:
        """Tell, once it is known, whether answers can go to the interaction with this token."""
        if under_way := self._under_way.get(token):
            await under_way.wait()
        return token not in self._failed

    def _fail(self, token: str) -> None:
        self._failed[token] = None
        if len(self._failed) > _REMEMBERED:
            self._failed.popitem(last=False)
