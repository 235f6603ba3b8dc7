"""Posting on the stand-in: the same message sent twice, old edits, permissions, and who takes no messages."""

from typing import Any

import discord
import pytest

from tests.standins.discord.bare_bot import a_place, a_scene
from tests.standins.discord.clock import StandingClock
from tests.standins.discord.permissions import Permission
from tests.standins.discord.rate_limits import Rule
from tests.standins.discord.raw import raw_calls


async def test_the_same_nonce_posts_once_for_some_minutes() -> None:
    clock = StandingClock()
    async with a_place(clock=clock) as place, raw_calls(place.server) as raw:
        there, body = f"/channels/{place.channel.id}/messages", {"content": "x", "nonce": "7", "enforce_nonce": True}
        first, again = await raw.call("POST", there, body), await raw.call("POST", there, body)
        clock.move(minutes=6)
        later = await raw.call("POST", there, body)

        assert first.body["id"] == again.body["id"] != later.body["id"]
        assert len(place.channel.messages) == 2


async def test_without_enforcing_a_nonce_it_posts_twice() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        for _ in range(2):
            await raw.call("POST", f"/channels/{place.channel.id}/messages", {"content": "x", "nonce": "7"})

        assert len(place.channel.messages) == 2


async def test_edits_of_old_messages_run_out() -> None:
    clock = StandingClock()
    async with a_place(clock=clock) as place, raw_calls(place.server) as raw:
        place.server.state.old_edits = Rule(2, 20.0)
        there = f"/channels/{place.channel.id}/messages"
        one = f"{there}/{(await raw.call('POST', there, {'content': 'x'})).body['id']}"
        fresh = [(await raw.call("PATCH", one, {"content": "y"})).status for _ in range(4)]
        clock.move(hours=2)
        old = [await raw.call("PATCH", one, {"content": "z"}) for _ in range(3)]

        assert fresh == [200] * 4
        assert [answer.status for answer in old] == [200, 200, 429]
        assert (old[-1].code, old[-1].body["retry_after"]) == (30046, 20.0)


async def test_only_its_own_messages_are_edited() -> None:
    async with a_scene() as scene, raw_calls(scene.server) as raw:
        said = await scene.server.says(scene.ana, scene.channel, "mine")
        there = f"/channels/{scene.channel.id}/messages"
        answers = [
            await raw.call("PATCH", f"{there}/{said.id}", {"content": "x"}),
            await raw.call("DELETE", f"{there}/{said.id}"),
            await raw.call("PATCH", f"{there}/1", {"content": "x"}),
            await raw.call("GET", "/channels/1"),
        ]

        assert [answer.code for answer in answers] == [50005, 50013, 10008, 10003]


@pytest.mark.parametrize(
    ("permission", "code"),
    [(Permission.VIEW_CHANNEL, 50001), (Permission.SEND_MESSAGES, 50013)],
)
async def test_what_the_bot_may_not_do_is_forbidden(permission: Permission, code: int) -> None:
    async with a_scene() as scene:
        channel = scene.bot.get_channel(scene.channel.id)
        assert isinstance(channel, discord.TextChannel)
        scene.server.forbids(scene.channel, permission)
        with pytest.raises(discord.Forbidden) as refused:
            await channel.send("x")

        assert refused.value.code == code


async def test_embeds_the_bot_may_not_show_are_dropped() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        place.server.forbids(place.channel, Permission.EMBED_LINKS)
        await raw.call(
            "POST", f"/channels/{place.channel.id}/messages", {"content": "x", "embeds": [{"title": "Songs"}]}
        )

        assert place.server.visible(place.channel, place.ana)[0].text == "x"


async def test_a_reply_needs_the_right_to_read_back_and_something_to_reply_to() -> None:
    async with a_place() as place, raw_calls(place.server) as raw:
        there, body = (
            f"/channels/{place.channel.id}/messages",
            {"content": "x", "message_reference": {"message_id": "1"}},
        )
        unknown = await raw.call("POST", there, body)
        place.server.forbids(place.channel, Permission.READ_MESSAGE_HISTORY)
        forbidden = await raw.call("POST", there, body)

        assert (unknown.code, forbidden.code) == (50035, 160002)


async def test_closed_direct_messages_are_forbidden() -> None:
    async with a_scene() as scene:
        ana = await scene.bot.fetch_user(scene.ana.id)
        scene.server.closes_dms(scene.ana)
        with pytest.raises(discord.Forbidden) as closed:
            await ana.send("psst")

        assert closed.value.code == 50007


async def test_a_stranger_is_written_only_where_they_installed_the_app() -> None:
    async with a_scene() as scene:
        zoe = scene.server.add_person("Zoe")
        stranger = await scene.bot.fetch_user(zoe.id)
        with pytest.raises(discord.Forbidden) as refused:
            await stranger.send("psst")
        scene.server.installs(zoe)
        await stranger.send("hello")

        assert refused.value.code == 50278
        assert [one.text for one in scene.server.visible(scene.server.dm(zoe), zoe)] == ["hello"]


async def test_a_message_can_be_seen_with_its_embeds_buttons_reactions_and_files(tmp_path: Any) -> None:
    async with a_scene() as scene:
        channel = scene.bot.get_channel(scene.channel.id)
        assert isinstance(channel, discord.TextChannel)
        file = tmp_path / "list.csv"
        file.write_text("a,b")
        async with channel.typing():
            posted = await channel.send(
                "All of it", embed=discord.Embed(title="Songs", description="Ten"), file=discord.File(file)
            )
        await posted.add_reaction("👍")
        seen = scene.server.visible(scene.channel, scene.ben)[0]

        assert seen.text == "All of it\nSongs\nTen"
        assert seen.reactions == {"👍": 1}
        assert seen.message.files == {"list.csv": b"a,b"}
        assert scene.channel.typed
        assert scene.server.violations == []
