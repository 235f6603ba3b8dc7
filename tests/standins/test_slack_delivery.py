"""Acknowledgements, redelivery, connections and signatures, with the real Bolt at the other end."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncRespond

from tests.standins.slack.bare_bot import PATH, running
from tests.standins.slack.delivery import Delivery
from tests.standins.slack.http_side import signed
from tests.standins.slack.rig import Rig, rig_of


@pytest.fixture(params=["socket", "http"])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    async with rig_of(request.param) as rig:
        yield rig
        assert rig.server.violations == []


@pytest.fixture
async def socket() -> AsyncIterator[Rig]:
    async with rig_of() as rig:
        yield rig


@pytest.fixture
async def http() -> AsyncIterator[Rig]:
    async with rig_of("http") as rig:
        yield rig


async def a_mention(rig: Rig) -> Delivery:
    message = await rig.server.says(rig.ana, rig.kitchen, "hello")
    return next(event for event in rig.server.events_of(message) if event.type == "app_mention")


async def tried(rig: Rig, event: Delivery, times: int) -> None:
    await rig.server.until(lambda: len(event.tries) >= times, f"{times} tries")


async def test_an_event_without_a_listener_is_redelivered_three_times_in_socket_mode(socket: Rig) -> None:
    async with running(socket.app, socket.server):
        event = await a_mention(socket)
        for _ in range(4):
            await socket.server.runs_out(event)

    assert [(one.number, one.reason) for one in event.tries] == [
        (0, ""),
        (1, "timeout"),
        (2, "timeout"),
        (3, "timeout"),
    ]
    assert not event.acknowledged


async def test_an_event_that_the_app_fails_is_redelivered_with_number_and_reason(http: Rig) -> None:
    numbers: list[Any] = []

    @http.app.middleware
    async def count(req: Any, next_: Any) -> Any:
        numbers.append(req.headers.get("x-slack-retry-num"))
        return await next_()

    async with running(http.app, http.server):
        event = await a_mention(http)
        await tried(http, event, 2)

    assert event.tries[1].reason == "http_error"  # Bolt answers 404 to what it has no listener for


async def test_a_redelivery_has_the_same_id_and_bolt_does_not_mind(rig: Rig) -> None:
    rig.hear("app_mention")

    async with rig.running():
        event = await a_mention(rig)
        await rig.heard_of(1)
        rig.server.redelivers(event)
        first, second = await rig.heard_of(2)

    assert first["event_id"] == second["event_id"]


async def test_events_can_be_held_back_and_come_the_other_way_round(rig: Rig) -> None:
    rig.hear("app_mention")

    async with rig.running():
        rig.server.hold_deliveries()
        early = await rig.server.says(rig.ana, rig.kitchen, "first")
        late = await rig.server.says(rig.ana, rig.kitchen, "second")
        rig.server.release_deliveries(backwards=True)
        await rig.heard_of(2)

    if rig.server.mode == "socket":  # by HTTP two requests may overtake each other
        assert [body["event"]["ts"] for body in rig.heard] == [late.ts, early.ts]


async def test_a_post_to_nobody_is_a_failed_connection(http: Rig) -> None:
    http.hear("app_mention")
    async with http.running():
        pass

    event = await a_mention(http)
    await http.server.until(lambda: event.rest)

    assert event.tries[1].reason == "connection_failed"


async def test_a_command_nobody_acknowledges_fails_for_the_member_and_is_not_redelivered(rig: Rig) -> None:
    @rig.app.command("/chorus")
    async def never() -> None:
        return

    async with rig.running():
        used = rig.server.commands(rig.ana, rig.kitchen, "/chorus", "help")
        await tried(rig, used.delivery, 1)
        rig.server.clock.advance(3)
        await used.done()

    assert used.problem == "/chorus failed with the error 'operation_timeout'"
    assert len(used.delivery.tries) == 1


async def test_a_wrong_signature_and_an_old_one_are_refused_by_bolt(http: Rig) -> None:
    http.hear("app_mention")
    secret = http.server.app.signing_secret
    body = json.dumps({"type": "event_callback", "event": {"type": "app_mention"}, "team_id": http.team.id})
    kind = {"Content-Type": "application/json"}

    async with http.running():
        statuses = [
            await http.server.requests.post(body, kind | signed(secret, body)),
            await http.server.requests.post(body, kind | signed("wrong", body)),
            await http.server.requests.post(body, kind | signed(secret, body, age=360)),
            await http.server.requests.post(body, kind | signed(secret, body + " ")),
        ]

    assert statuses == [200, 401, 401, 401]


async def test_an_address_that_does_not_answer_the_challenge_is_not_taken(http: Rig) -> None:
    async with http.running():
        address = http.server.requests.url
        with pytest.raises(ValueError, match="challenge"):
            await http.server.verifies(address.replace(PATH, "/elsewhere"))

    assert http.server.requests.url == address


async def test_an_app_can_ask_for_no_more_tries(http: Rig) -> None:
    @http.app.middleware
    async def refuse() -> BoltResponse:
        return BoltResponse(status=500, headers={"x-slack-no-retry": ["1"]})

    async with running(http.app, http.server):
        event = await a_mention(http)
        await http.server.until(lambda: event.answer is not None)

    assert len(event.tries) == 1


async def test_an_acknowledgement_with_words_is_shown_to_who_commanded(rig: Rig) -> None:
    @rig.app.command("/chorus")
    async def answer(ack: AsyncAck, respond: AsyncRespond, command: dict[str, Any]) -> None:
        await ack(f"you said {command['text']}")
        await respond(text="for all", response_type="in_channel")

    async with rig.running():
        used = await rig.server.commands(rig.ana, rig.kitchen, "/chorus", "help & @Leo").done()
        await rig.server.until(lambda: len(rig.server.visible(rig.kitchen, rig.ana)) == 2)

    assert used.acknowledged
    assert {(one.text, one.ephemeral) for one in rig.server.visible(rig.kitchen, rig.ana)} == {
        ("you said help & @Leo", True),
        ("for all", False),
    }
    assert [one.text for one in rig.server.visible(rig.kitchen, rig.leo)] == ["for all"]
