"""What every `ContextStore` promises."""

from bot.conversation.context import Context, Heard
from bot.conversation.ports import ContextStore
from tests.contracts.examples import ANA, EVENING, GARDEN, KITCHEN


async def test_a_channel_never_heard_remembers_nothing(contexts: ContextStore) -> None:
    assert await contexts.load(KITCHEN) == Context()


async def test_remembers_the_last_state_of_each_channel(contexts: ContextStore) -> None:
    context = Context().with_heard(Heard(ANA, "más 🎶", EVENING, "es")).with_shown(("uri:1", "uri:2"))

    await contexts.save(KITCHEN, Context(shown=("uri:0",)))
    await contexts.save(KITCHEN, context)

    assert await contexts.load(KITCHEN) == context
    assert await contexts.load(GARDEN) == Context()
