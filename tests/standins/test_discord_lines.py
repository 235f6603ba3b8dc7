"""The stand-in's gateway without a client: what ends a line, with which code, and who may come back."""

from typing import Any

import pytest

from tests.standins.discord.bare_bot import a_place
from tests.standins.discord.clock import StandingClock
from tests.standins.discord.raw import a_line, raw_calls


async def test_a_bot_that_said_good_bye_cannot_resume() -> None:
    async with a_place() as place:
        async with a_line(place.server) as line:
            await line.identify()
            session = (await line.until("READY"))["session_id"]
            await line.hang_up(1000)
        await place.server.until(lambda: not place.server.gateway.connections)

        async with a_line(place.server) as line:
            await line.send(6, {"token": place.server.token, "session_id": session, "seq": 1})
            assert await line.next() == {"op": 9, "d": False, "s": None, "t": None}


async def test_more_starts_than_a_day_has_cost_the_token() -> None:
    clock = StandingClock()
    async with a_place(clock=clock) as place, raw_calls(place.server) as raw:
        token = place.server.token
        place.server.gateway.starts_a_day = 2
        for _ in range(2):
            async with a_line(place.server) as line:
                await line.identify()
                await line.until("READY")
        limit = (await raw.call("GET", "/gateway/bot")).body["session_start_limit"]
        async with a_line(place.server) as line:
            await line.identify()
            assert await line.closed() == 4004

        assert limit["remaining"] == 0
        assert place.server.token != token
        assert place.server.state.token_resets == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ([(99, None)], 4001),
        ([(8, {"guild_id": "1"})], 4003),
        ([(2, {"token": "wrong", "intents": 1})], 4004),
        ([(2, {"intents": 1}), (2, {"intents": 1})], 4005),
        ([(2, {"intents": 1, "shard": [3, 2]})], 4010),
        ([(2, {"intents": 1 << 30})], 4013),
        ([(2, {})], 4013),
        ([(6, {"token": "wrong"})], 4004),
        ([(1, None)] * 121, 4008),
    ],
)
async def test_what_makes_no_sense_ends_the_line_with_its_code(said: list[tuple[int, Any]], code: int) -> None:
    async with a_place() as place, a_line(place.server) as line:
        for op, data in said:
            await line.send(op, {"token": place.server.token, **data} if data is not None and op in (2, 6) else data)

        assert await line.closed() == code


async def test_what_is_no_json_ends_the_line() -> None:
    async with a_place() as place, a_line(place.server) as line:
        await line.send_text("hello?")

        assert await line.closed() == 4002


async def test_a_number_from_the_future_cannot_be_resumed() -> None:
    async with a_place() as place:
        async with a_line(place.server) as line:
            await line.identify()
            session = (await line.until("READY"))["session_id"]
            await line.hang_up(4000)
        async with a_line(place.server) as line:
            await line.send(6, {"token": place.server.token, "session_id": session, "seq": 99})

            assert await line.closed() == 4007


async def test_too_many_guilds_for_one_shard_are_refused() -> None:
    async with a_place() as place, a_line(place.server) as line:
        place.server.gateway.guilds_a_shard = 0
        await line.identify()

        assert await line.closed() == 4011


@pytest.mark.parametrize("compressed", [True, False])
async def test_heartbeats_are_acknowledged_with_and_without_compression(compressed: bool) -> None:
    async with a_place() as place, a_line(place.server, compressed=compressed) as line:
        await line.send(1, None)

        assert (await line.next())["op"] == 11


async def test_each_shard_hears_its_guilds_and_the_first_hears_direct_messages() -> None:
    async with a_place() as place, a_line(place.server) as first, a_line(place.server) as second:
        place.server.add_guild("Elsewhere", ["Ana"])
        await first.identify(shard=[0, 2])
        await second.identify(shard=[1, 2])
        ready = [await line.until("READY") for line in (first, second)]
        await place.server.says(place.ana, place.server.dm(place.ana), "psst")

        assert (await first.until("MESSAGE_CREATE"))["content"] == "psst"
        assert [one["shard"] for one in ready] == [[0, 2], [1, 2]]
        for number, one in enumerate(ready):
            assert all((int(guild["id"]) >> 22) % 2 == number for guild in one["guilds"])
        assert not list(list(place.server.gateway.sessions.values())[1].told("MESSAGE_CREATE"))
