"""What the stand-in Slack takes and answers, held against Slack's published descriptions."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.standins.slack.rig import Rig, rig_of
from tests.standins.slack.server import EVERY_METHOD
from tests.standins.slack.specification import NEWER_METHODS, answered, at_hand, required

pytestmark = pytest.mark.skipif(
    not at_hand(), reason="Slack's descriptions are not at hand; set CHORUS_SPECS to their folder"
)
ALL = set(EVERY_METHOD) - set(NEWER_METHODS)


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with rig_of() as rig:
        yield rig


async def test_what_nobody_described_is_a_violation(rig: Rig) -> None:
    await rig.client.api_call("chat.postMessage", json={"channel": rig.kitchen.id, "text": "x", "colour": "red"})
    await rig.client.api_call("chat.postMessage", json={"channel": rig.kitchen.id, "text": "x", "mrkdwn": "maybe"})

    assert rig.server.violations == [
        "chat.postMessage: no argument 'colour' is described",
        "chat.postMessage: mrkdwn should be boolean and is 'maybe'",
    ]


@pytest.mark.parametrize("method", sorted(ALL - {"chat.unfurl"}))  # there an unfurl_id may stand for channel and ts
async def test_a_method_requires_what_its_description_does(method: str) -> None:
    assert required(method) <= set(EVERY_METHOD[method].required)


async def test_answers_have_the_fields_their_descriptions_require(rig: Rig) -> None:
    message = await rig.server.says(rig.ana, rig.kitchen, "hello")
    place: dict[str, Any] = {"channel": rig.kitchen.id, "ts": message.ts}
    posted = await rig.client.chat_postMessage(channel=rig.kitchen.id, text="x")
    answers = {
        "auth.test": await rig.client.auth_test(),
        "chat.postMessage": posted,
        "chat.postEphemeral": await rig.client.chat_postEphemeral(channel=rig.kitchen.id, user=rig.ana.id, text="x"),
        "chat.update": await rig.client.chat_update(channel=rig.kitchen.id, ts=posted["ts"], text="y"),
        "chat.delete": await rig.client.chat_delete(channel=rig.kitchen.id, ts=posted["ts"]),
        "chat.getPermalink": await rig.client.chat_getPermalink(channel=rig.kitchen.id, message_ts=message.ts),
        "conversations.info": await rig.client.conversations_info(channel=rig.kitchen.id),
        "conversations.members": await rig.client.conversations_members(channel=rig.kitchen.id),
        "conversations.open": await rig.client.conversations_open(users=rig.ana.id),
        "conversations.replies": await rig.client.conversations_replies(**place),
        "team.info": await rig.client.team_info(),
        "users.info": await rig.client.users_info(user=rig.ana.id),
    }

    missing = {
        method: {name for name in answered(method) if answer.get(name) is None} for method, answer in answers.items()
    }

    assert {method: fields for method, fields in missing.items() if fields} == {}
