"""What every `ContextStore` promises."""

from dataclasses import replace
from typing import Protocol

import pytest

from bot.accounts.ports import Recollections
from bot.conversation.context import Context, Heard
from bot.conversation.ports import ContextStore
from tests.contracts.examples import ANA, EVENING, GARDEN, KITCHEN, LEO


class KeptTalk(ContextStore, Recollections, Protocol):
    """What keeps contexts also forgets them."""


@pytest.fixture
def recollections(contexts: KeptTalk) -> KeptTalk:
    """Every context store, as what is kept for a while."""
    return contexts


async def test_a_channel_never_heard_remembers_nothing(contexts: ContextStore) -> None:
    assert await contexts.load(KITCHEN) == Context()


async def test_remembers_the_last_state_of_each_channel(contexts: ContextStore) -> None:
    context = Context().with_heard(Heard(ANA, "más 🎶", EVENING, "es")).with_shown(("uri:1", "uri:2"))

    await contexts.save(KITCHEN, Context(shown=("uri:0",)))
    await contexts.save(KITCHEN, context)

    assert await contexts.load(KITCHEN) == context
    assert await contexts.load(GARDEN) == Context()


async def test_forgets_the_channels_of_one_tenant(recollections: KeptTalk) -> None:
    context = Context().with_heard(Heard(ANA, "calmer", EVENING))
    alike = [replace(KITCHEN, tenant="guild2"), replace(KITCHEN, tenant="[a-z]*"), GARDEN]
    for channel in (KITCHEN, replace(KITCHEN, thread="7"), *alike):
        await recollections.save(channel, context)

    await recollections.forget_tenant("discord", "guild", {"kitchen"})

    assert await recollections.load(KITCHEN) == await recollections.load(replace(KITCHEN, thread="7")) == Context()
    assert [await recollections.load(channel) for channel in alike] == [context] * 3


async def test_a_tenants_name_is_no_pattern(recollections: KeptTalk) -> None:
    context = Context().with_heard(Heard(ANA, "calmer", EVENING))
    await recollections.save(KITCHEN, context)

    await recollections.forget_tenant("discord", "*", ())
    await recollections.forget_tenant("discord", "gu[a-z]ld", ())

    assert await recollections.load(KITCHEN) == context


async def test_forgets_what_a_member_said_and_keeps_what_others_said(recollections: KeptTalk) -> None:
    by_leo = Context().with_heard(Heard(LEO, "less pop", EVENING)).with_shown(("uri:1",))
    hall = replace(KITCHEN, id="hall")
    await recollections.save(KITCHEN, by_leo.with_heard(Heard(ANA, "calmer", EVENING)))
    await recollections.save(hall, Context().with_heard(Heard(ANA, "calmer", EVENING)))

    gone = await recollections.forget_member(ANA)

    assert gone == 2
    assert await recollections.load(KITCHEN) == by_leo
    assert await recollections.load(hall) == Context()
    assert await recollections.forget_member(ANA) == 0
