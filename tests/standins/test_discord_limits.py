"""Rate limits and faults of the stand-in, as headers tell them and as the real client lives through them."""

import discord
import pytest

from tests.standins.discord.bare_bot import a_place, a_scene
from tests.standins.discord.clock import StandingClock
from tests.standins.discord.faults import Fault
from tests.standins.discord.rate_limits import Rule
from tests.standins.discord.raw import raw_calls

POST = "POST /channels/{channel_id}/messages"


async def test_headers_count_down_and_a_call_too_many_waits_for_its_channel_alone() -> None:
    clock = StandingClock()
    async with a_place(clock=clock) as place, raw_calls(place.server) as raw:
        place.server.limits.rules[POST] = Rule(2, 5.0)
        other = place.server.add_channel(place.guild, "other")
        answers = [await raw.call("POST", f"/channels/{place.channel.id}/messages", {"content": "x"}) for _ in range(3)]
        elsewhere = await raw.call("POST", f"/channels/{other.id}/messages", {"content": "x"})
        clock.move(seconds=5)
        later = await raw.call("POST", f"/channels/{place.channel.id}/messages", {"content": "x"})

        assert [one.status for one in (*answers, elsewhere, later)] == [200, 200, 429, 200, 200]
        assert [one.headers["X-RateLimit-Remaining"] for one in answers] == ["1", "0", "0"]
        assert (answers[2].body["retry_after"], answers[2].body["global"]) == (5.0, False)
        assert answers[2].headers["Via"]
        assert answers[2].headers["X-RateLimit-Scope"] == "user"
        assert place.server.violations == []


async def test_the_global_limit_spares_interactions() -> None:
    clock = StandingClock()
    async with a_place(clock=clock) as place, raw_calls(place.server) as raw:
        place.server.limits.for_all = Rule(2, 1.0)
        answers = [await raw.call("GET", "/users/@me") for _ in range(3)]
        interaction = await raw.call("POST", "/interactions/1/made-up/callback", {"type": 5})

        assert [one.status for one in answers] == [200, 200, 429]
        assert answers[2].body["global"] is True
        assert answers[2].headers["X-RateLimit-Global"] == "true"
        assert interaction.status == 404


async def test_the_real_client_waits_out_a_limit_and_posts_once() -> None:
    async with a_scene() as scene:
        scene.server.faults.add(Fault(429, "POST", "/channels/*/messages", retry_after=0.02))
        await scene.server.says(scene.ana, scene.channel, "hello", mentions_bot=True)
        await scene.server.sees(scene.ana, scene.channel, "You said")

        posts = [one.status for one in scene.server.requests if one.route.endswith("/messages")]
        assert posts == [429, 200]


async def test_too_many_calls_in_vain_shut_the_door() -> None:
    clock = StandingClock()
    async with a_place(clock=clock) as place, raw_calls(place.server) as raw:
        place.server.limits.most_invalid = 2
        first = [(await raw.call("GET", "/users/@me", token="wrong")).status for _ in range(2)]
        shut = await raw.call("GET", "/users/@me")
        clock.move(minutes=11)
        opened = await raw.call("GET", "/users/@me")

        assert first == [401, 401]
        assert (shut.status, "Via" in shut.headers, shut.body[:6]) == (429, False, "<html>")
        assert opened.status == 200


async def test_an_answer_lost_after_the_deed_does_not_post_twice() -> None:
    async with a_scene() as scene:
        channel = scene.bot.get_channel(scene.channel.id)
        assert isinstance(channel, discord.TextChannel)
        scene.server.faults.add(Fault(502, "POST", "/channels/*/messages", after=True))
        await channel.send("once")

        posts = [one for one in scene.server.requests if one.route.endswith("/messages")]
        assert [one.status for one in posts] == [502, 200]
        assert posts[0].body["nonce"] == posts[1].body["nonce"]
        assert [one.text for one in scene.server.visible(scene.channel, scene.ana)] == ["once"]


@pytest.mark.parametrize(("status", "error"), [(403, discord.Forbidden), (503, discord.DiscordServerError)])
async def test_faults_reach_the_real_client(status: int, error: type[Exception]) -> None:
    async with a_scene() as scene:
        scene.server.faults.add(Fault(status, "GET", "/users/*", code=50001, message="no"))
        with pytest.raises(error):
            await scene.bot.fetch_user(scene.ana.id)

        assert (await scene.bot.fetch_user(scene.ana.id)).name == "ana"


async def test_a_call_is_held_until_it_is_released() -> None:
    async with a_scene() as scene:
        hold = scene.server.delay_next("POST", "/channels/*")
        await scene.server.says(scene.ana, scene.channel, "hello", mentions_bot=True)
        await hold.reached.wait()
        before = len(scene.server.visible(scene.channel, scene.ana))
        hold.release()
        await scene.server.settled()

        assert (before, len(scene.server.visible(scene.channel, scene.ana))) == (1, 2)


async def test_every_call_is_remembered_with_its_answer() -> None:
    async with a_scene() as scene:
        calls = [(one.method, one.route, one.status) for one in scene.server.requests]

        assert calls == [
            ("GET", "/users/@me", 200),
            ("GET", "/oauth2/applications/@me", 200),
            ("PUT", "/applications/{application_id}/commands", 200),
        ]
        assert scene.server.violations == []


async def test_no_json_and_no_route_are_said_so() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        missing = await raw.call("GET", "/nothing")
        no_id = await raw.call("GET", "/channels/general")

        assert (missing.status, no_id.status) == (404, 404)
