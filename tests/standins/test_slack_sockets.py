"""Socket Mode of the stand-in Slack: connections that come, go and are cut."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import aiohttp
import pytest

from tests.standins.slack.bare_bot import connected_by_socket
from tests.standins.slack.delivery import Delivery
from tests.standins.slack.rig import Rig, rig_of


@pytest.fixture
async def socket() -> AsyncIterator[Rig]:
    async with rig_of() as rig:
        yield rig


async def a_mention(rig: Rig) -> Delivery:
    message = await rig.server.says(rig.ana, rig.kitchen, "hello")
    return next(event for event in rig.server.events_of(message) if event.type == "app_mention")


async def test_an_event_while_no_app_runs_comes_when_it_is_back(socket: Rig) -> None:
    socket.hear("app_mention")
    event = await a_mention(socket)
    await socket.server.runs_out(event)  # the second try, at once, finds nobody either

    async with socket.running():
        await socket.server.runs_out(event)
        await socket.heard_of(1)
        await socket.server.settled()

    assert (len(event.tries), event.acknowledged) == (3, True)


async def test_every_envelope_goes_to_one_of_several_connections(socket: Rig) -> None:
    socket.hear("app_mention")

    async with socket.running(), connected_by_socket(socket.app, socket.server):
        for _ in range(4):
            await a_mention(socket)
        await socket.heard_of(4)
        await socket.server.settled()

    assert len(socket.heard) == 4


async def test_an_eleventh_connection_is_turned_away(socket: Rig) -> None:
    async with aiohttp.ClientSession() as client, AsyncExitStack() as stack:
        for _ in range(10):
            opened = await stack.enter_async_context(client.ws_connect(an_address(socket)))
            await opened.receive_json()

        async with client.ws_connect(an_address(socket)) as eleventh:
            said = await eleventh.receive_json()

    assert said == {"type": "disconnect", "reason": "too_many_websockets"}


def an_address(rig: Rig) -> str:
    return f"{rig.server.world.base_url}/link?ticket={rig.server.sockets.ticket()}"


@pytest.mark.parametrize("reason", ["refresh_requested", "drop"])
async def test_the_app_connects_again(socket: Rig, reason: str) -> None:
    socket.hear("app_mention")

    async with socket.running():
        if reason == "drop":
            await socket.server.drop_sockets()
        else:
            await socket.server.asks_to_reconnect(reason)
        await socket.server.until(lambda: socket.server.sockets.opened == 2)
        await a_mention(socket)
        await socket.heard_of(1)


async def test_a_warning_ends_nothing_yet(socket: Rig) -> None:
    socket.hear("app_mention")

    async with socket.running():
        await socket.server.asks_to_reconnect("warning")
        await a_mention(socket)
        await socket.heard_of(1)
        await socket.server.settled()

    assert len(socket.heard) == 1


async def test_an_event_on_a_connection_that_is_cut_comes_again(socket: Rig) -> None:
    async with aiohttp.ClientSession() as client:
        opened = await client.ws_connect(an_address(socket))
        await opened.receive_json()
        event = await a_mention(socket)
        first = await opened.receive_json()
        await opened.close()

        opened = await client.ws_connect(an_address(socket))
        await opened.receive_json()
        await socket.server.runs_out(event)
        second = await opened.receive_json()
        while second["payload"]["event_id"] != event.event_id:
            second = await opened.receive_json()
        await opened.send_json({"envelope_id": second["envelope_id"]})
        await socket.server.until(lambda: event.acknowledged)

    assert (first["retry_attempt"], second["retry_attempt"]) == (0, 1)
    assert (first["retry_reason"], second["retry_reason"]) == ("", "timeout")


async def test_an_acknowledgement_of_nothing_and_one_with_a_payload_for_an_event_are_violations(socket: Rig) -> None:
    async with aiohttp.ClientSession() as client, client.ws_connect(an_address(socket)) as opened:
        await opened.receive_json()
        await socket.server.says(socket.ana, socket.kitchen, "hello")
        envelope = await opened.receive_json()
        await opened.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "no"}})
        await opened.send_json({"envelope_id": envelope["envelope_id"]})
        await socket.server.until(lambda: len(socket.server.violations) == 2)

    assert any("with a payload" in one for one in socket.server.violations)


async def test_a_ticket_is_good_for_one_connection(socket: Rig) -> None:
    async with aiohttp.ClientSession() as client:
        address = an_address(socket)
        async with client.ws_connect(address) as opened:
            hello = await opened.receive_json()
        async with client.get(address) as again:
            status = again.status

    assert (hello["type"], hello["num_connections"], status) == ("hello", 1, 401)
