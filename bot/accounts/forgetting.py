"""Forgetting: all that is kept of a tenant that took the bot out, or of one member who asks for it or leaves.

At the music service nothing is deleted: the lists there belong to whoever's account they are in, and an access can be
withdrawn only by its owner, on the service's own page. What goes is all we hold of it, the tokens first of all.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.accounts.ports import Archive, Receipt, Recollections, TicketStore
from bot.chat import Member

NOBODY = "left"  # the id of who stands in a departed member's place, one for all of them


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Deletes from every store, whatever becomes of the others; what is left over goes when it is repeated."""

    archive: Archive
    tickets: TicketStore
    talk: Recollections
    notes: Sequence[Recollections] = ()  # of each platform

    async def tenant(self, platform: str, tenant: str) -> None:
        """Delete all that belongs to a tenant: its members' accounts, its sessions and lists, what is remembered there.

        Raises:
            ServiceDown: a store did not answer.
        """
        channels = await self.archive.channels_of(platform, tenant)
        await _all_of(
            self.archive.forget_tenant(platform, tenant),
            self.tickets.forget_tenant(platform, tenant),
            *(kept.forget_tenant(platform, tenant, channels) for kept in (self.talk, *self.notes)),
        )

    async def member(self, member: Member, called: str) -> Receipt:
        """Delete all that is kept of a member; in lists and histories somebody `called` so stands in their place.

        Raises:
            ServiceDown: a store did not answer.
        """
        somebody = Member(member.platform, member.tenant, NOBODY, called)
        await self.tickets.forget(member)  # first: no login that is on its way may link them again
        receipt: Receipt
        receipt, sayings, *_ = await _all_of(
            self.archive.forget_member(member, somebody),
            self.talk.forget_member(member),
            *(kept.forget_member(member) for kept in self.notes),
        )
        return replace(receipt, sayings=sayings)


async def _all_of(*deletions: Coroutine[Any, Any, Any]) -> list[Any]:
    """Return what all of them give; one that fails stops none of the others."""
    outcomes = await asyncio.gather(*deletions, return_exceptions=True)
    for failure in (outcome for outcome in outcomes if isinstance(outcome, BaseException)):
        raise failure
    return outcomes
