"""Posting, editing, deleting and whispering through the Web API of the stand-in Slack."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.standins.slack.app import SlackApp
from tests.standins.slack.rig import BUTTONS, EVERY_SCOPE, Rig, refusal, rig_of


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with rig_of() as rig:
        yield rig


async def test_where_a_bot_may_not_write(rig: Rig) -> None:
    elsewhere = rig.team.channel("garden", rig.ana, with_bot=False)
    secret = rig.team.channel("secret", rig.ana, private=True, with_bot=False)
    old = rig.team.channel("old", rig.ana)
    old.archived = True

    codes = [
        await refusal(rig.client.chat_postMessage(channel=channel, text="x"))
        for channel in (elsewhere.id, secret.id, old.id, "C404")
    ]

    assert codes == ["not_in_channel", "channel_not_found", "is_archived", "channel_not_found"]


async def test_with_the_public_scope_a_bot_writes_in_every_public_channel() -> None:
    async with rig_of(app=SlackApp(scopes=EVERY_SCOPE | {"chat:write.public"})) as rig:
        garden = rig.team.channel("garden", rig.ana, with_bot=False)

        await rig.client.chat_postMessage(channel=garden.id, text="hello")

        assert [one.text for one in rig.server.visible(garden, rig.leo)] == ["hello"]


async def test_a_message_needs_something_to_show(rig: Rig) -> None:
    post = rig.client.chat_postMessage

    assert await refusal(post(channel=rig.kitchen.id, text=" ")) == "no_text"
    assert await refusal(post(channel=rig.kitchen.id, text="x", markdown_text="y")) == "markdown_text_conflict"
    assert await refusal(post(channel=rig.kitchen.id, markdown_text="y" * 12_001)) == "msg_too_long"
    assert await refusal(post(channel=rig.kitchen.id, text="x", blocks="[{")) == "invalid_blocks_format"


async def test_a_long_text_is_cut_when_posted_and_refused_when_edited(rig: Rig) -> None:
    posted = await rig.client.chat_postMessage(channel=rig.kitchen.id, text="x" * 40_001)

    code = await refusal(rig.client.chat_update(channel=rig.kitchen.id, ts=posted["ts"], text="x" * 4_001))

    assert len(rig.kitchen.messages[posted["ts"]].text) == 40_000
    assert code == "msg_too_long"


async def test_blocks_too_long_in_all_are_refused(rig: Rig) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_000}}

    code = await refusal(rig.client.chat_postMessage(channel=rig.kitchen.id, text="x", blocks=[section] * 5))

    assert code == "msg_blocks_too_long"


async def test_refused_blocks_say_where_and_why(rig: Rig) -> None:
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]

    with pytest.raises(SlackApiError) as refused:
        await rig.client.chat_postMessage(channel=rig.kitchen.id, text="x", blocks=blocks)

    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["errors"] == ["must be less than 151 characters [json-pointer:/blocks/0/text/text]"]


async def test_text_alone_takes_the_blocks_of_a_message_away(rig: Rig) -> None:
    posted = await rig.client.chat_postMessage(channel=rig.kitchen.id, text="x", blocks=BUTTONS)
    channel, ts = rig.kitchen.id, posted["ts"]

    await rig.client.chat_update(channel=channel, ts=ts, text="y", blocks=BUTTONS)
    [with_blocks] = rig.server.visible(rig.kitchen, rig.ana)
    await rig.client.chat_update(channel=channel, ts=ts, text="z")
    [without] = rig.server.visible(rig.kitchen, rig.ana)

    assert (with_blocks.buttons, with_blocks.fallback, with_blocks.edited) == (("Yes", "No"), "y", False)
    assert (without.buttons, without.text, without.edited) == ((), "z", True)


async def test_a_bot_changes_and_deletes_only_what_is_its_own_and_there(rig: Rig) -> None:
    theirs, kitchen = await rig.server.says(rig.ana, rig.kitchen, "hello"), rig.kitchen.id
    mine = await rig.client.chat_postMessage(channel=kitchen, text="hello")
    await rig.client.chat_delete(channel=kitchen, ts=mine["ts"])

    codes = [
        await refusal(rig.client.chat_update(channel=kitchen, ts=theirs.ts, text="x")),
        await refusal(rig.client.chat_delete(channel=kitchen, ts=theirs.ts)),
        await refusal(rig.client.chat_update(channel=kitchen, ts=mine["ts"], text="x")),
        await refusal(rig.client.chat_delete(channel=kitchen, ts=mine["ts"])),
    ]

    assert codes == ["cant_update_message", "cant_delete_message", "message_not_found", "message_not_found"]


async def test_a_closed_edit_window_and_an_archived_channel_refuse_edits(rig: Rig) -> None:
    rig.team.edit_window = 60
    posted = await rig.client.chat_postMessage(channel=rig.kitchen.id, text="hello")
    rig.server.clock.advance(61)

    late = await refusal(rig.client.chat_update(channel=rig.kitchen.id, ts=posted["ts"], text="x"))
    rig.kitchen.archived = True
    archived = await refusal(rig.client.chat_update(channel=rig.kitchen.id, ts=posted["ts"], text="x"))

    assert (late, archived) == ("edit_window_closed", "is_inactive")


async def test_an_ephemeral_message_is_seen_by_one_until_they_reload(rig: Rig) -> None:
    posted = await rig.client.chat_postEphemeral(channel=rig.kitchen.id, user=rig.ana.id, text="psst")
    seen, unseen = rig.server.visible(rig.kitchen, rig.ana), rig.server.visible(rig.kitchen, rig.leo)

    edit = await refusal(rig.client.chat_update(channel=rig.kitchen.id, ts=posted["message_ts"], text="x"))
    rig.server.reloads(rig.ana)

    assert ([one.text for one in seen], unseen, edit) == (["psst"], [], "message_not_found")
    assert rig.server.visible(rig.kitchen, rig.ana) == []


async def test_an_ephemeral_message_needs_its_reader_in_the_channel(rig: Rig) -> None:
    eve = rig.team.member("Eve")

    code = await refusal(rig.client.chat_postEphemeral(channel=rig.kitchen.id, user=eve.id, text="psst"))

    assert code == "user_not_in_channel"


async def test_an_ephemeral_message_shows_in_a_thread_only_once_it_has_a_reply(rig: Rig) -> None:
    root = await rig.server.says(rig.ana, rig.kitchen, "hello")
    await rig.client.chat_postEphemeral(channel=rig.kitchen.id, user=rig.ana.id, text="psst", thread_ts=root.ts)
    before = len(rig.server.visible(rig.kitchen, rig.ana))

    await rig.client.chat_postMessage(channel=rig.kitchen.id, text="hi", thread_ts=root.ts)

    assert (before, len(rig.server.visible(rig.kitchen, rig.ana))) == (1, 3)


async def test_a_thread_is_named_by_its_first_message(rig: Rig) -> None:
    root = await rig.server.says(rig.ana, rig.kitchen, "hello")
    reply = await rig.server.says(rig.leo, rig.kitchen, "hi", thread=root)
    post = rig.client.chat_postMessage

    wrong = await post(channel=rig.kitchen.id, text="x", thread_ts=reply.ts)

    assert wrong["message"]["thread_ts"] == root.ts
    assert rig.server.violations == ["chat.postMessage: thread_ts is a reply's, not the thread's own"]
    assert await refusal(post(channel=rig.kitchen.id, text="x", thread_ts="")) == "invalid_thread_ts"
    assert await refusal(post(channel=rig.kitchen.id, text="x", thread_ts="1.000001")) == "thread_not_found"


async def test_only_a_link_that_is_in_a_message_is_unfurled(rig: Rig) -> None:
    link = "https://open.spotify.com/track/1?a=1&b=2"
    message = await rig.server.says(rig.ana, rig.kitchen, f"{link} https://x.org/1")
    place: dict[str, Any] = {"channel": rig.kitchen.id, "ts": message.ts}

    await rig.client.chat_unfurl(unfurls={link: {"text": "Glory Box"}}, **place)
    other = await refusal(rig.client.chat_unfurl(unfurls={"https://open.spotify.com/x": {}}, **place))
    strange = await refusal(rig.client.chat_unfurl(unfurls={"https://x.org/1": {}}, **place))

    assert message.unfurls == {link: {"text": "Glory Box"}}
    assert (other, strange) == ("cannot_unfurl_message", "cannot_unfurl_url")
