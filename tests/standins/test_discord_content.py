"""What a bot may read of what people say, by its intents, and who a message pings."""

import discord
import pytest

from tests.standins.discord.bare_bot import LEAST, a_scene
from tests.standins.discord.permissions import Permission
from tests.standins.discord.raw import raw_calls
from tests.standins.discord.refusals import Json

READS_ALL = discord.Intents(guilds=True, guild_messages=True, message_content=True)


async def test_what_is_not_for_the_bot_comes_without_content() -> None:
    async with a_scene() as scene:
        await scene.server.says(scene.ana, scene.channel, "between us")
        await scene.server.says(scene.ana, scene.channel, "for you", mentions_bot=True)
        await scene.server.says(scene.ana, scene.server.dm(scene.ana), "in private")
        await scene.server.settled()

        assert scene.bot.heard == ["", f"{scene.server.bot.mention} for you", "in private"]


async def test_the_intent_for_content_gives_all_of_it() -> None:
    async with a_scene(intents=READS_ALL) as scene:
        await scene.server.says(scene.ana, scene.channel, "between us")
        await scene.server.settled()

        assert scene.bot.heard == ["between us"]


@pytest.mark.parametrize(("pings", "heard"), [(True, "and faster"), (False, "")])
async def test_a_reply_is_read_only_when_it_pings_the_bot(pings: bool, heard: str) -> None:
    async with a_scene() as scene:
        await scene.server.says(scene.ana, scene.channel, "hello", mentions_bot=True)
        answer = (await scene.server.sees(scene.ana, scene.channel, "You said")).message
        await scene.server.says(scene.ben, scene.channel, "and faster", reply_to=answer, pings_on_reply=pings)
        await scene.server.settled()

        assert scene.bot.heard[-1] == heard


async def test_a_reply_to_the_answer_of_an_interaction_is_not_read() -> None:
    async with a_scene() as scene:
        made = await scene.server.answered(
            await scene.server.runs(scene.ana, scene.channel, "/playlist make", words="rock")
        )
        await scene.server.says(scene.ana, scene.channel, "and faster", reply_to=made.original)
        await scene.server.settled()

        assert scene.bot.heard == [""]


async def test_history_withholds_the_same() -> None:
    async with a_scene() as scene, raw_calls(scene.server) as raw:
        await scene.server.says(scene.ana, scene.channel, "between us")
        await scene.server.says(scene.ana, scene.channel, "for you", mentions_bot=True)
        await scene.server.settled()
        answer = await raw.call("GET", f"/channels/{scene.channel.id}/messages?limit=3")

        assert [one["content"].split()[-1:] for one in answer.body] == [["you"], ["you"], []]


async def test_without_the_intent_for_direct_messages_none_come() -> None:
    async with a_scene(intents=discord.Intents(guilds=True)) as scene:
        await scene.server.says(scene.ana, scene.server.dm(scene.ana), "psst")
        await scene.server.says(scene.ana, scene.channel, "hello", mentions_bot=True)
        await scene.server.settled()

        assert scene.bot.heard == []


PARSE_ALL: Json = {"parse": ["users", "roles", "everyone"]}
MASS = "@everyone <@&{role}> <@{ana}>"


@pytest.mark.parametrize(
    ("allowed", "pinged"),
    [
        (None, {"Ana", "Ben"}),
        (PARSE_ALL, {"Ana", "Ben"}),
        ({"parse": []}, set()),
        ({"parse": ["users"]}, {"Ana"}),
        ({"parse": ["roles"]}, {"Ben"}),
        ({"users": ["{ben}"]}, set()),
        ({"users": ["{ana}"]}, {"Ana"}),
        ({"roles": ["{role}"]}, {"Ben"}),
    ],
)
async def test_allowed_mentions_decide_who_is_pinged(allowed: Json | None, pinged: set[str]) -> None:
    async with a_scene() as scene, raw_calls(scene.server) as raw:
        ids = {"role": scene.server.add_role(scene.guild, "choir", scene.ben).id}
        ids |= {"ana": scene.ana.id, "ben": scene.ben.id}
        body: Json = {"content": MASS.format(**ids)}
        if allowed is not None:
            listed = {kind: [one.format(**ids) for one in those] for kind, those in allowed.items()}
            body["allowed_mentions"] = listed
        await raw.call("POST", f"/channels/{scene.channel.id}/messages", body)

        found = {person.name for person in (scene.ana, scene.ben) if scene.server.pings(person)}
        assert found == pinged


async def test_naming_a_kind_and_its_members_is_refused() -> None:
    async with a_scene() as scene, raw_calls(scene.server) as raw:
        body = {"content": "hi", "allowed_mentions": {"parse": ["users"], "users": [str(scene.ana.id)]}}
        answer = await raw.call("POST", f"/channels/{scene.channel.id}/messages", body)

        assert (answer.status, answer.code) == (400, 50035)


async def test_everyone_is_pinged_only_by_who_may() -> None:
    async with a_scene() as scene, raw_calls(scene.server) as raw:
        scene.server.forbids(scene.channel, Permission.MENTION_EVERYONE)
        await raw.call("POST", f"/channels/{scene.channel.id}/messages", {"content": "@everyone"})

        assert scene.server.pings(scene.ana) == []


async def test_edits_and_code_ping_nobody() -> None:
    async with a_scene() as scene, raw_calls(scene.server) as raw:
        there = f"/channels/{scene.channel.id}/messages"
        posted = await raw.call("POST", there, {"content": f"`{scene.ana.mention}`"})
        await raw.call("PATCH", f"{there}/{posted.body['id']}", {"content": scene.ana.mention})

        assert scene.server.pings(scene.ana) == []


async def test_a_reply_pings_whom_it_answers_where_that_is_allowed() -> None:
    async with a_scene(intents=LEAST) as scene, raw_calls(scene.server) as raw:
        asked = await scene.server.says(scene.ana, scene.channel, "hello")
        body: Json = {"content": "hi", "message_reference": {"message_id": str(asked.id)}}
        await raw.call("POST", f"/channels/{scene.channel.id}/messages", {**body, "allowed_mentions": {"parse": []}})
        assert scene.server.pings(scene.ana) == []

        await raw.call("POST", f"/channels/{scene.channel.id}/messages", body)
        assert len(scene.server.pings(scene.ana)) == 1
