"""What a real Bolt app hears when members of the stand-in Slack talk, and what they see of its answers."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.async_app import AsyncSay

from tests.standins.slack.app import SlackApp
from tests.standins.slack.bare_bot import acknowledge_the_rest, echo_app, running
from tests.standins.slack.refusals import Impossible
from tests.standins.slack.rig import EVERY_SCOPE, HOME, Rig, rig_of


@pytest.fixture(params=["socket", "http"])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    async with rig_of(request.param) as rig:
        yield rig
        assert rig.server.violations == []


@pytest.fixture
async def one() -> AsyncIterator[Rig]:
    async with rig_of() as rig:
        yield rig
        assert rig.server.violations == []


async def test_a_mention_is_answered_by_a_bare_bolt_app(rig: Rig) -> None:
    app = echo_app(rig.server, rig.team)
    acknowledge_the_rest(app)

    async with running(app, rig.server):
        message = await rig.server.says(rig.ana, rig.kitchen, "hello")
        answer = await rig.server.answer_to(message)
        await rig.server.settled()

    assert rig.server.seen(answer).text == "@chorus hello"
    assert [one.author for one in rig.server.visible(rig.kitchen, rig.leo)] == ["Ana", "chorus"]


async def test_text_arrives_escaped_with_mentions_and_links_in_brackets(rig: Rig) -> None:
    rig.hear("app_mention")

    async with rig.running():
        await rig.server.says(rig.ana, rig.kitchen, "<b> & @Leo, see https://x.org/?a=1&b=2 or spotify.com/x")
        [body] = await rig.heard_of(1)

    text = body["event"]["text"]
    assert text.startswith(f"<@{rig.team.bot.id}> &lt;b&gt; &amp; <@{rig.leo.id}>, see ")
    assert text.endswith("<https://x.org/?a=1&amp;b=2> or <http://spotify.com/x|spotify.com/x>")
    assert body["event"]["blocks"][0]["type"] == "rich_text"


@pytest.mark.parametrize("mention_first", [True, False])
async def test_a_mention_comes_twice_in_either_order(one: Rig, mention_first: bool) -> None:
    one.server.world.mention_first = mention_first
    message = await one.server.says(one.ana, one.kitchen, "hello")

    types = [event.type for event in one.server.events_of(message)]
    ids = {event.event_id for event in one.server.events_of(message)}

    assert types == (["app_mention", "message"] if mention_first else ["message", "app_mention"])
    assert len(ids) == 2


async def test_without_the_scope_for_history_a_channel_tells_of_mentions_alone() -> None:
    async with rig_of(app=SlackApp()) as rig:
        silent = await rig.server.says(rig.ana, rig.kitchen, "hello", mentions_bot=False)
        mention = await rig.server.says(rig.ana, rig.kitchen, "hello")

        assert rig.server.events_of(silent) == []
        assert [event.type for event in rig.server.events_of(mention)] == ["app_mention"]


async def test_a_bot_that_is_not_in_the_channel_hears_nothing(one: Rig) -> None:
    garden = one.team.channel("garden", one.ana, with_bot=False)

    message = await one.server.says(one.ana, garden, "hello")

    assert one.server.events_of(message) == []


async def test_a_direct_message_is_a_message_and_never_a_mention(one: Rig) -> None:
    message = await one.server.says(one.ana, one.team.dm(one.ana), f"<@{one.team.bot.id}> hello")

    [event] = one.server.events_of(message)

    assert (event.type, event.payload["event"]["channel_type"]) == ("message", "im")


async def test_an_edited_mention_is_a_mention_again_with_another_id(one: Rig) -> None:
    message = await one.server.says(one.ana, one.kitchen, "helo")
    [first] = [event for event in one.server.events_of(message) if event.type == "app_mention"]

    told = {event.type: event.payload for event in one.server.edits(one.ana, message, "hello")}

    again = told["app_mention"]["event"]
    assert again["ts"] == message.ts
    assert again["edited"]["user"] == one.ana.id
    assert told["app_mention"]["event_id"] != first.event_id
    assert told["message"]["event"]["subtype"] == "message_changed"
    assert told["message"]["event"]["previous_message"]["text"].endswith("helo")


async def test_a_deleted_message_is_told_and_seen_no_more(one: Rig) -> None:
    message = await one.server.says(one.ana, one.kitchen, "hello")

    [told] = one.server.deletes(one.ana, message)

    assert told.payload["event"]["subtype"] == "message_deleted"
    assert told.payload["event"]["deleted_ts"] == message.ts
    assert one.server.visible(one.kitchen, one.leo) == []


async def test_a_reply_names_its_thread_and_changes_the_first_message(one: Rig) -> None:
    root = await one.server.says(one.ana, one.kitchen, "hello", mentions_bot=False)

    reply = await one.server.says(one.leo, one.kitchen, "hi", thread=root)
    deeper = await one.server.says(one.leo, one.kitchen, "hi hi", thread=reply)

    event = next(event for event in one.server.events_of(reply) if event.type == "app_mention").payload["event"]
    assert event["thread_ts"] == deeper.thread_ts == root.ts
    assert any(event.payload["event"].get("subtype") == "message_changed" for event in one.server.deliveries)
    assert len(one.server.visible(one.kitchen, one.ana, thread=root)) == 3


async def test_another_bot_is_recognisable(one: Rig) -> None:
    bot = one.team.other_bot("Polly")
    one.kitchen.members.append(bot)

    message = await one.server.says(bot, one.kitchen, "hello")

    assert all(event.payload["event"]["bot_id"] == bot.bot_id for event in one.server.events_of(message))


async def test_the_bots_own_messages_come_back_to_it(one: Rig) -> None:
    async with one.running():
        posted = await one.client.chat_postMessage(channel=one.team.dm(one.ana).id, text="hello")
        await one.server.settled()

    [event] = [event for event in one.server.deliveries if event.payload["event"].get("ts") == posted["ts"]]
    assert event.payload["event"]["bot_id"] == one.team.bot.bot_id
    assert event.acknowledged  # Bolt swallows it


async def test_links_of_the_apps_domains_are_told_even_where_the_bot_is_not(one: Rig) -> None:
    garden = one.team.channel("garden", one.ana, with_bot=False)

    message = await one.server.says(
        one.ana, garden, "https://open.spotify.com/track/1 https://x.org/1", mentions_bot=False
    )
    draft = one.server.composes(one.ana, garden, "https://open.spotify.com/track/2")

    [shared] = [one for one in one.server.deliveries if one.payload["event"].get("message_ts") == message.ts]
    assert shared.payload["event"]["links"] == [
        {"url": "https://open.spotify.com/track/1", "domain": "open.spotify.com"}
    ]
    assert shared.payload["event"]["is_bot_user_member"] is False
    assert draft is not None
    assert draft.payload["event"]["source"] == "composer"


async def test_a_reaction_names_the_message_itself(one: Rig) -> None:
    root = await one.server.says(one.ana, one.kitchen, "hello")
    reply = await one.server.says(one.leo, one.kitchen, "hi", thread=root)

    [added] = one.server.reacts(one.ana, reply, "thumbsup")
    [removed] = one.server.reacts(one.ana, reply, "thumbsup", takes_back=True)

    assert added.payload["event"]["item"] == {"type": "message", "channel": one.kitchen.id, "ts": reply.ts}
    assert removed.type == "reaction_removed"
    with pytest.raises(Impossible):
        one.server.reacts(one.ana, reply, "thumbsup", takes_back=True)


async def test_opening_home_tells_which_tab_and_what_is_shown(rig: Rig) -> None:
    rig.hear("app_home_opened")

    async with rig.running():
        rig.server.opens_home(rig.ana)
        await rig.heard_of(1)
        await rig.client.views_publish(user_id=rig.ana.id, view=HOME)
        rig.server.opens_home(rig.ana)
        rig.server.opens_home(rig.ana, "messages")
        await rig.heard_of(3)

    events = {(body["event"]["tab"], "view" in body["event"]) for body in rig.heard}
    assert events == {("home", False), ("home", True), ("messages", False)}
    assert rig.server.seen(await rig.server.home_of(rig.ana)).text == "Not linked"


async def test_who_is_not_in_a_channel_neither_writes_nor_sees(one: Rig) -> None:
    secret = one.team.channel("secret", one.ana, private=True)
    await one.server.says(one.ana, secret, "hello")

    with pytest.raises(Impossible):
        await one.server.says(one.leo, secret, "hello")

    assert one.server.visible(secret, one.leo) == []


async def test_mass_mentions_are_seen_as_pings(one: Rig) -> None:
    hostile = [{"type": "section", "text": {"type": "mrkdwn", "text": f"<!channel> <@{one.leo.id}>"}}]
    harmless = [{"type": "section", "text": {"type": "plain_text", "text": "<!here> @everyone"}}]

    await one.client.chat_postMessage(channel=one.kitchen.id, text="x", blocks=hostile)
    await one.client.chat_postMessage(channel=one.kitchen.id, text="&lt;!channel&gt;", blocks=harmless)

    loud, quiet = one.server.visible(one.kitchen, one.ana)
    assert loud.pings == ("channel", "Leo")
    assert quiet.pings == ()
    assert quiet.fallback == "<!channel>"


async def test_too_many_events_in_an_hour_are_dropped_with_a_word() -> None:
    async with rig_of(app=SlackApp(scopes=EVERY_SCOPE, events_an_hour=2)) as rig:
        for number in range(4):
            await rig.server.says(rig.ana, rig.kitchen, str(number))

        assert [event.type for event in rig.server.deliveries] == ["app_mention", "app_mention", "app_rate_limited"]


async def test_one_workspace_never_hears_of_another(rig: Rig) -> None:
    other = rig.server.add_workspace("Other")
    eve = other.member("Eve")

    @rig.app.event("app_mention")
    async def answer(say: AsyncSay, body: dict[str, Any]) -> None:
        await say(text=body["team_id"])

    async with rig.running():
        here = await rig.server.answer_to(await rig.server.says(rig.ana, rig.kitchen, "hello"))
        there = await rig.server.answer_to(await rig.server.says(eve, other.channel("den", eve), "hello"))

    assert (here.text, there.text) == (rig.team.id, other.id)
    assert here.author is not there.author
