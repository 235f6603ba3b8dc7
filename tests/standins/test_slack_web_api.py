"""What the Web API of the stand-in Slack takes from the real client, and by which codes it refuses."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack.app import SlackApp
from tests.standins.slack.rig import BUTTONS, EVERY_SCOPE, Rig, refusal, rig_of


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with rig_of() as rig:
        yield rig


@pytest.mark.parametrize(
    ("token", "code"),
    [("xoxb-nobody", "invalid_auth"), ("", "not_authed"), ("xapp-1-standin", "not_allowed_token_type")],
)
async def test_a_token_that_is_none_is_refused(rig: Rig, token: str, code: str) -> None:
    client = AsyncWebClient(token=token, base_url=rig.server.api_url)

    assert await refusal(client.auth_test()) == code


async def test_a_bot_token_opens_no_socket_and_an_app_token_needs_its_scope(rig: Rig) -> None:
    wrong = await refusal(rig.client.apps_connections_open(app_token=rig.team.token))
    unknown = await refusal(rig.client.apps_connections_open(app_token="xapp-wrong"))
    rig.server.app.app_scopes = frozenset()
    without = await refusal(rig.client.apps_connections_open(app_token="xapp-1-standin"))

    assert (wrong, unknown, without) == ("not_allowed_token_type", "invalid_auth", "missing_scope")


async def test_auth_test_tells_bot_and_workspace(rig: Rig) -> None:
    answer = await rig.client.auth_test()

    assert (answer["team_id"], answer["user_id"]) == (rig.team.id, rig.team.bot.id)
    assert answer["bot_id"].startswith("B")
    assert "chat:write" in answer.headers["X-OAuth-Scopes"]


async def test_a_missing_scope_is_named() -> None:
    async with rig_of(app=SlackApp(scopes=frozenset({"commands"}))) as rig:
        with pytest.raises(SlackApiError) as refused:
            await rig.client.chat_postMessage(channel=rig.kitchen.id, text="hello")

    assert refused.value.response["error"] == "missing_scope"
    assert (refused.value.response["needed"], refused.value.response["provided"]) == ("chat:write", "commands")


async def test_a_direct_message_is_opened_once(rig: Rig) -> None:
    first = await rig.client.conversations_open(users=rig.ana.id)
    second = await rig.client.conversations_open(users=[rig.ana.id], return_im=True)
    await rig.client.chat_postMessage(channel=rig.ana.id, text="psst")

    assert first["channel"]["id"] == second["channel"]["id"]
    assert second["channel"]["user"] == rig.ana.id
    assert [one.text for one in rig.server.visible(rig.team.dm(rig.ana), rig.ana)] == ["psst"]


async def test_who_cannot_be_written_to(rig: Rig) -> None:
    gone, bot = rig.team.member("Gone"), rig.team.other_bot("Polly")
    gone.deactivated = True

    opened = rig.client.conversations_open
    codes = [await refusal(opened(users=one)) for one in ("U404", gone.id, bot.id)]
    rig.server.app.messages_tab = False
    closed = await refusal(rig.client.chat_postMessage(channel=rig.team.dm(rig.ana).id, text="x"))

    assert codes == ["user_not_found", "user_disabled", "cannot_dm_bot"]
    assert closed == "messages_tab_disabled"


async def test_what_can_be_read_of_channels_and_people(rig: Rig) -> None:
    root = await rig.server.says(rig.ana, rig.kitchen, "hello")
    await rig.client.reactions_add(channel=rig.kitchen.id, name="wave", timestamp=root.ts)

    info = await rig.client.conversations_info(channel=rig.kitchen.id, include_num_members=True)
    members = await rig.client.conversations_members(channel=rig.kitchen.id)
    replies = await rig.client.conversations_replies(channel=rig.kitchen.id, ts=root.ts)
    reactions = await rig.client.reactions_get(channel=rig.kitchen.id, timestamp=root.ts)
    person = await rig.client.users_info(user=rig.ana.id, include_locale=True)
    team = await rig.client.team_info()
    link = await rig.client.chat_getPermalink(channel=rig.kitchen.id, message_ts=root.ts)

    assert (info["channel"]["name"], info["channel"]["num_members"]) == ("kitchen", 3)
    assert set(members["members"]) == {rig.ana.id, rig.leo.id, rig.team.bot.id}
    assert [one["ts"] for one in replies["messages"]] == [root.ts]
    assert reactions["message"]["reactions"] == [{"name": "wave", "users": [rig.team.bot.id], "count": 1}]
    assert (person["user"]["profile"]["display_name"], person["user"]["locale"]) == ("Ana", "en-US")
    assert team["team"]["name"] == "Casa"
    assert link["permalink"].endswith(f"/archives/{rig.kitchen.id}/p{root.ts.replace('.', '')}")
    assert rig.server.violations == []


async def test_a_reaction_is_given_and_taken_once(rig: Rig) -> None:
    root = await rig.server.says(rig.ana, rig.kitchen, "hello")
    place: dict[str, Any] = {"channel": rig.kitchen.id, "timestamp": root.ts}
    await rig.client.reactions_add(name="wave", **place)

    twice = await refusal(rig.client.reactions_add(name="wave", **place))
    await rig.client.reactions_remove(name="wave", **place)
    gone = await refusal(rig.client.reactions_remove(name="wave", **place))

    assert (twice, gone) == ("already_reacted", "no_reaction")


async def test_a_status_goes_with_the_answer_or_after_two_minutes(rig: Rig) -> None:
    root = await rig.server.says(rig.ana, rig.kitchen, "hello")
    place: dict[str, Any] = {"channel_id": rig.kitchen.id, "thread_ts": root.ts}

    await rig.client.assistant_threads_setStatus(status="digs through crates", **place)
    shown = rig.server.status(root)
    rig.server.clock.advance(121)
    late = rig.server.status(root)
    await rig.client.assistant_threads_setStatus(status="digs deeper", **place)
    await rig.client.chat_postMessage(channel=rig.kitchen.id, text="hi", thread_ts=root.ts)

    assert (shown, late, rig.server.status(root)) == ("digs through crates", "", "")


async def test_posting_fast_in_one_channel_is_limited_until_time_passes(rig: Rig) -> None:
    for _ in range(5):
        await rig.client.chat_postMessage(channel=rig.kitchen.id, text="x")

    with pytest.raises(SlackApiError) as limited:
        await rig.client.chat_postMessage(channel=rig.kitchen.id, text="x")
    rig.server.clock.advance(5)
    await rig.client.chat_postMessage(channel=rig.kitchen.id, text="x")

    assert (limited.value.response["error"], limited.value.response.status_code) == ("ratelimited", 429)
    assert int(limited.value.response.headers["Retry-After"]) >= 1


async def test_each_method_has_its_tier_in_each_workspace(rig: Rig) -> None:
    other = AsyncWebClient(token=rig.server.add_workspace("Other").token, base_url=rig.server.api_url)
    for _ in range(50):
        await rig.client.team_info()

    assert await refusal(rig.client.team_info()) == "ratelimited"
    assert (await other.team_info())["team"]["name"] == "Other"
    rig.server.limits.enforced = False
    assert (await rig.client.team_info())["ok"]


async def test_an_app_that_is_given_out_reads_history_once_a_minute() -> None:
    async with rig_of(app=SlackApp(scopes=EVERY_SCOPE, distributed=True)) as rig:
        root = await rig.server.says(rig.ana, rig.kitchen, "hello")
        await rig.client.conversations_replies(channel=rig.kitchen.id, ts=root.ts)

        assert await refusal(rig.client.conversations_replies(channel=rig.kitchen.id, ts=root.ts)) == "ratelimited"


async def test_the_real_retry_handler_outlasts_a_limit(rig: Rig) -> None:
    rig.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    rig.server.faults.ratelimited("chat.postMessage", retry_after=0)

    await rig.client.chat_postMessage(channel=rig.kitchen.id, text="x")

    assert (len(rig.kitchen.messages), rig.server.faults.left) == (1, 0)


async def test_faults_come_to_the_calls_they_are_meant_for(rig: Rig) -> None:
    rig.server.faults.fails("chat.postMessage", status=503, after=True)
    rig.server.faults.refuses("chat.postMessage", "fatal_error")
    rig.server.faults.cuts("chat.postMessage")

    with pytest.raises(SlackApiError):
        await rig.client.chat_postMessage(channel=rig.kitchen.id, text="x")
    done = len(rig.kitchen.messages)
    code = await refusal(rig.client.chat_postMessage(channel=rig.kitchen.id, text="x"))
    cut = AsyncWebClient(token=rig.team.token, base_url=rig.server.api_url, retry_handlers=[])
    with pytest.raises(aiohttp.ClientError):
        await cut.chat_postMessage(channel=rig.kitchen.id, text="x")

    assert (done, code, len(rig.kitchen.messages)) == (1, "fatal_error", 1)


async def test_a_held_call_waits_for_its_release(rig: Rig) -> None:
    hold = rig.server.faults.holds("chat.postMessage")

    async def post() -> Any:
        return await rig.client.chat_postMessage(channel=rig.kitchen.id, text="x")

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(post())
        await rig.server.until(lambda: hold.waiting)
        before = len(rig.kitchen.messages)
        hold.release()

    assert (before, len(rig.kitchen.messages)) == (0, 1)


async def test_habits_that_let_anyone_ping_everyone_are_violations(rig: Rig) -> None:
    await rig.client.chat_postMessage(channel=rig.kitchen.id, text="x", link_names=True)
    await rig.client.chat_postMessage(channel=rig.kitchen.id, blocks=BUTTONS)

    assert ["link_names" in rig.server.violations[0], "without `text`" in rig.server.violations[1]] == [True, True]


async def test_a_call_as_a_form_reads_like_one_as_json(rig: Rig) -> None:
    form = {"channel": rig.kitchen.id, "text": "x", "blocks": json.dumps(BUTTONS), "unfurl_links": "false"}

    await rig.client.api_call("chat.postMessage", data=form)

    assert rig.server.visible(rig.kitchen, rig.ana)[0].buttons == ("Yes", "No")
    assert rig.server.violations == []


async def test_a_method_that_is_none_is_unknown(rig: Rig) -> None:
    assert await refusal(rig.client.api_call("chat.shout")) == "unknown_method"
