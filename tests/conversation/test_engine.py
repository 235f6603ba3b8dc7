"""One message heard, one turn: in order, once, and calm when something fails."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.chat import Channel, Message
from bot.conversation.context import Context
from bot.conversation.engine import LONGEST_MESSAGE, MOST_TRIES
from bot.conversation.intents import Greet, Help, Intent, Reading
from bot.conversation.ports import Answer, Turn
from bot.conversation.waiting import Waiting
from bot.errors import NoMatch, RateLimited, ServiceDown, ServiceError
from bot.texts.catalogue import text
from tests.conversation.fakes import NOT_READ, Talk, echo
from tests.examples import ANA, EVENING, GARDEN, GENERAL, LEO, a_message
from tests.memory import MemoryInbox

SOON = 5  # seconds: a test that waits longer hangs


async def tell(talk: Talk, *messages: Message) -> list[str]:
    """Let the engine hear the messages; return what was said once all is quiet."""
    async with asyncio.timeout(SOON), talk.engine.lanes:
        for message in messages:
            await talk.engine.hear(message)
    return talk.platform.said()


async def test_a_message_is_answered() -> None:
    assert await tell(Talk(), a_message("hello")) == ["hello"]


async def test_messages_of_a_channel_are_answered_in_order() -> None:
    words = [f"message {n}" for n in range(20)]

    assert await tell(Talk(), *map(a_message, words)) == words


async def test_a_reply_says_whether_its_turn_was_begun_before() -> None:
    inbox = MemoryInbox()
    await inbox.accept(a_message("begun"))
    await inbox.next_in(GENERAL)  # and the process died
    talk = Talk(inbox=inbox)

    await tell(talk, a_message("new"))

    assert [reply.first_try for reply in talk.platform.replies] == [False, True]


async def test_a_slow_turn_holds_up_its_own_channel_only() -> None:
    talk, go_on = Talk(), asyncio.Event()

    async def slow(intent: Intent, turn: Turn) -> Answer:
        await go_on.wait()
        return echo(turn)

    async def then_go_on(intent: Intent, turn: Turn) -> Answer:
        go_on.set()
        return echo(turn)

    talk.tools.acts = {"slow": slow, "other": then_go_on}
    said = await tell(talk, a_message("slow"), a_message("after slow"), a_message("other", channel=GARDEN))

    assert said == ["other", "slow", "after slow"]


async def test_a_hundred_channels_are_answered_at_once() -> None:
    talk, all_in = Talk(), asyncio.Barrier(100)

    async def wait_for_all(intent: Intent, turn: Turn) -> Answer:
        await all_in.wait()
        return echo(turn)

    talk.tools.acts = {"hello": wait_for_all}
    channels = [Channel("playground", "home", f"channel-{n}") for n in range(100)]

    assert len(await tell(talk, *(a_message("hello", channel=channel) for channel in channels))) == 100


async def test_a_second_delivery_is_answered_once() -> None:
    talk = Talk()
    message = a_message("hello", key="same")

    assert await tell(talk, message, message, replace(message, text="hello again")) == ["hello"]
    assert talk.tools.ran == ["hello"]


async def test_a_second_delivery_after_the_answer_is_not_answered() -> None:
    talk = Talk()
    await tell(talk, a_message("hello", key="same"))

    await talk.engine.hear(a_message("hello", key="same"))

    assert talk.tools.ran == ["hello"]


async def test_a_restart_answers_what_was_left_open() -> None:
    inbox = MemoryInbox()
    for message in (a_message("first"), a_message("second"), a_message("elsewhere", channel=GARDEN)):
        await inbox.accept(message)
    talk = Talk(inbox=inbox)

    async with asyncio.timeout(SOON), talk.engine.lanes:
        await talk.engine.resume()

    assert sorted(talk.platform.said()) == ["elsewhere", "first", "second"]
    assert await inbox.open_channels() == []


async def test_a_message_that_brings_the_process_down_is_set_aside() -> None:
    inbox = MemoryInbox()
    await inbox.accept(a_message("poison"))
    for _ in range(MOST_TRIES):
        await inbox.next_in(GENERAL)  # each time the process died before it was done
    talk = Talk(inbox=inbox)

    with capture_logs() as logs:
        said = await tell(talk, a_message("next"))

    assert said == [text("went_wrong"), "next"]
    assert talk.tools.ran == ["next"]
    assert [entry["event"] for entry in logs] == ["message set aside"]


@pytest.mark.parametrize(("language", "written"), [("en", "xyzzy"), ("es", "xyzzy")])
async def test_a_mistake_is_told_in_the_members_language(language: str, written: str) -> None:
    talk = Talk({"add": Reading((Greet(),), language)})

    async def refuse(intent: Intent, turn: Turn) -> Answer:
        raise NoMatch("no_such_track", words=written)

    talk.tools.acts = {"add": refuse}

    assert await tell(talk, a_message("add")) == [text("no_such_track", language, words=written)]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ServiceDown("secret detail"), text("service_down")),
        (RateLimited("secret detail", seconds=90), text("asked_to_wait", count=2)),
        (RateLimited("secret detail", seconds=3), text("asked_to_wait", count=1)),
        (RateLimited("secret detail", seconds=600, quota=True), text("quota_spent", count=10)),
    ],
)
async def test_a_failed_service_is_one_calm_sentence(error: ServiceError, sentence: str) -> None:
    talk = Talk()

    async def fail(intent: Intent, turn: Turn) -> Answer:
        raise error

    talk.tools.acts = {"play": fail}
    with capture_logs() as logs:
        said = await tell(talk, a_message("play"), a_message("next"))

    assert said == [sentence, "next"]
    assert [entry["log_level"] for entry in logs] == ["warning"]


async def test_an_unexpected_error_is_told_and_logged_and_the_lane_goes_on() -> None:
    talk = Talk()

    async def break_down(intent: Intent, turn: Turn) -> Answer:
        raise ZeroDivisionError("secret detail")

    talk.tools.acts = {"play my secret song": break_down}
    with capture_logs() as logs:
        said = await tell(talk, a_message("play my secret song"), a_message("next"))

    assert said == [text("went_wrong"), "next"]
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [("turn failed", "error")]
    assert "my secret song" not in str(logs)


async def test_of_two_intents_the_second_is_done_when_the_first_is_refused() -> None:
    talk = Talk({"both": Reading((Help(), Greet()), "en")})

    async def refuse_help(intent: Intent, turn: Turn) -> Answer:
        if isinstance(intent, Help):
            raise NoMatch("nothing_fits")
        return echo(turn)

    talk.tools.acts = {"both": refuse_help}

    assert await tell(talk, a_message("both")) == [text("nothing_fits"), "both"]


async def test_replies_of_one_message_are_numbered_on() -> None:
    talk = Talk({"both": Reading((Help(), Greet()), "en")})

    await tell(talk, a_message("both", key="k"))

    assert [(r.answers, r.number) for r in talk.platform.replies] == [("k", 0), ("k", 1)]


class DownInbox(MemoryInbox):
    """An inbox that can be down."""

    down = True

    async def accept(self, message: Message) -> bool:
        """Keep the message, unless down."""
        if self.down:
            raise ServiceDown("The inbox is down.")
        return await super().accept(message)

    async def next_in(self, channel: Channel) -> Waiting | None:
        """Return the next message, unless down."""
        if self.down:
            raise ServiceDown("The inbox is down.")
        return await super().next_in(channel)


async def test_a_message_that_cannot_be_kept_is_said_and_not_acknowledged() -> None:
    talk = Talk(inbox=DownInbox())

    async with asyncio.timeout(SOON), talk.engine.lanes:
        with pytest.raises(ServiceDown):
            await talk.engine.hear(a_message("hello", locale="es-MX"))

    assert talk.platform.said() == [text("not_kept", "es")]
    assert talk.tools.ran == []


async def test_an_inbox_that_goes_down_meanwhile_loses_nothing() -> None:
    inbox = DownInbox()
    inbox.down = False
    talk = Talk(inbox=inbox)
    await inbox.accept(a_message("hello"))
    inbox.down = True
    async with asyncio.timeout(SOON), talk.engine.lanes:
        await talk.engine.resume()
        await talk.engine.lanes.quiet()
        assert talk.platform.said() == []

        inbox.down = False
        await talk.engine.resume()

    assert talk.platform.said() == ["hello"]


async def test_too_much_is_not_read() -> None:
    talk = Talk()

    said = await tell(talk, a_message("x" * (LONGEST_MESSAGE + 1)), a_message("x" * LONGEST_MESSAGE))

    assert said == [text("too_long", most=LONGEST_MESSAGE), "x" * LONGEST_MESSAGE]


async def test_an_empty_message_is_answered_as_any_other() -> None:
    talk = Talk({"": NOT_READ})

    async def not_understood(intent: Intent, turn: Turn) -> Answer:
        return echo(turn, text("not_understood"))

    talk.tools.acts = {"": not_understood}

    assert await tell(talk, a_message("")) == [text("not_understood")]


async def test_a_reply_that_cannot_be_shown_stops_nothing() -> None:
    talk = Talk()
    talk.platform.fails_with = ServiceDown("The platform is down.")

    with capture_logs() as logs:
        await tell(talk, a_message("hello"))

    assert [entry["event"] for entry in logs] == ["reply not shown"]
    assert await talk.inbox.open_channels() == []


async def test_a_message_of_a_platform_that_is_no_more_connected_stops_nothing() -> None:
    talk = Talk()
    elsewhere = Channel("slack", "team", "garden")

    with capture_logs():
        said = await tell(talk, a_message("lost", channel=elsewhere), a_message("hello"))

    assert said == ["hello"]


async def test_the_channel_remembers_what_was_said_and_in_which_language() -> None:
    talk = Talk({"hola": Reading((Greet(),), "es")})

    await tell(talk, a_message("hola"), a_message("hello", member=LEO))

    context = await talk.contexts.load(GENERAL)
    assert [(h.member, h.text, h.language) for h in context.heard] == [(ANA, "hola", "es"), (LEO, "hello", "en")]


async def test_a_member_is_answered_in_the_language_they_spoke_last() -> None:
    talk = Talk({"hola": Reading((Greet(),), "es")})

    said = await tell(talk, a_message("hola"), a_message("x" * 3000, locale="en"))

    assert said == ["hola", text("too_long", "es", most=LONGEST_MESSAGE)]


async def test_the_time_of_a_message_is_kept() -> None:
    talk = Talk()

    await tell(talk, a_message("hello", at=EVENING + timedelta(minutes=3)))

    assert (await talk.contexts.load(GENERAL)).heard[0].at == EVENING + timedelta(minutes=3)


async def test_a_mistake_of_ours_outside_a_tool_ends_its_turn_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Talk()
    monkeypatch.setattr(talk.contexts, "load", _mistaken)

    with capture_logs():
        said = await tell(talk, a_message("boom"), a_message("again", channel=GARDEN))

    assert said == [text("went_wrong")] * 2


async def test_the_answer_to_a_message_that_was_refused_at_first_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    talk, message = Talk(), a_message("hello")
    with monkeypatch.context() as outage:
        outage.setattr(talk.inbox, "accept", _down)
        with pytest.raises(ServiceDown):
            await talk.engine.hear(message)

    assert await tell(talk, message) == [text("not_kept"), "hello"]


async def _mistaken(_channel: object) -> Context:
    raise IndexError("a mistake of ours")


async def _down(_message: Message) -> bool:
    raise ServiceDown("The inbox is down.")
