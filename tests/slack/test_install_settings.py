"""What the environment says of many workspaces, and which workspace a request is of."""

from typing import Any

import pytest
from pydantic import ValidationError
from structlog.testing import capture_logs

from adapters.slack.installing import INSTALL_PATH
from adapters.slack.places import meant_by, team_of
from adapters.slack.settings import SlackSettings
from tests.slack.many import Many
from tests.slack.rig import Rig

CLIENT = {"client_id": "1.2", "client_secret": "hush"}
NAMES = ("BOT_TOKEN", "APP_TOKEN", "SIGNING_SECRET", "CLIENT_ID", "CLIENT_SECRET")


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"SLACK_{name}", raising=False)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"client_id": "1.2", "app_token": "xapp-1"}, "SLACK_CLIENT_ID is of no use without SLACK_CLIENT_SECRET"),
        ({"client_secret": "hush", "app_token": "xapp-1"}, "SLACK_CLIENT_SECRET is of no use without SLACK_CLIENT_ID"),
        (CLIENT, "SLACK_CLIENT_ID alone hears nothing: set SLACK_APP_TOKEN"),
        (CLIENT | {"app_token": "xapp-1", "bot_token": "xoxb-1"}, "leave one of the two empty"),
        ({"bot_token": "xoxb-1"}, "SLACK_BOT_TOKEN alone hears nothing"),
        ({"app_token": "xapp-1"}, "SLACK_APP_TOKEN alone tells no workspace: set SLACK_BOT_TOKEN"),
        ({"signing_secret": "hush"}, "SLACK_SIGNING_SECRET alone tells no workspace"),
        (CLIENT | {"client_id": "A012", "app_token": "xapp-1"}, "SLACK_CLIENT_ID must be the Client ID"),
    ],
)
def test_what_does_not_belong_together_is_one_sentence(given: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence) as wrong:
        SlackSettings.model_validate(given)

    assert wrong.value.error_count() == 1
    assert "hush" not in str(wrong.value)


@pytest.mark.parametrize("door", [{"app_token": "xapp-1"}, {"signing_secret": "hush"}])
def test_a_client_and_a_door_make_it_many_workspaces(door: dict[str, str]) -> None:
    settings = SlackSettings.model_validate(CLIENT | door)

    assert (settings.is_wanted, settings.is_for_many) == (True, True)
    assert settings.authorize_page == "https://slack.com/oauth/v2/authorize"


async def test_lines_left_empty_in_the_environment_change_nothing(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:  # Bolt reads some of them by itself
        monkeypatch.setenv(f"SLACK_{name}", "")
    async with rig.running() as slack:
        await rig.server.says(rig.ana, rig.kitchen, "hello")
        await rig.heard_of(1)

    assert list(slack.endpoints) == ["/slack/events"]
    assert not SlackSettings(bot_token=None).is_wanted


async def test_before_connecting_and_after_closing_nobody_installs(many: Many) -> None:
    async with many.running() as slack:
        await slack.close()
        page = await many.come_back(f"{many.address}{INSTALL_PATH}")

    assert (page.status_code, "Try again in a minute" in page.text) == (503, True)


async def test_an_event_is_sent_again_where_the_database_did_not_say_whose_it_is(many: Many) -> None:
    casa = many.server.add_workspace("Casa", installed=False)
    ana = casa.member("Ana")
    with capture_logs() as lines:
        async with many.running():
            await many.install(ana)
            await many.run_sql("ALTER TABLE slack_bots RENAME TO away")
            said = await many.server.says(ana, casa.channel("kitchen", ana), "hello")
            [delivery] = many.server.events_of(said)
            await many.server.runs_out(delivery)
            await many.run_sql("ALTER TABLE away RENAME TO slack_bots")
            await many.server.runs_out(delivery)
            [message] = await many.heard_of(1)
            await many.server.settled()

    assert [line["reason"] for line in lines if line["event"] == "slack event not taken in"]
    assert (message.text, delivery.acknowledged) == ("hello", True)


@pytest.mark.parametrize(
    ("body", "found", "team"),
    [
        ({"team_id": "T1"}, "T1", "T1"),
        ({"team_id": "T2", "context_team_id": "T1"}, None, "T1"),
        ({"team_id": "T2", "context_team_id": "E1"}, None, "T2"),
        ({"team": None, "user": {"id": "U1", "team_id": "T3"}}, None, "T3"),
        ({"view": {"team_id": "T4"}, "user": {"team_id": "T3"}}, "E1", "T4"),
        ({"user": "U1"}, None, None),
    ],
)
def test_the_workspace_of_a_request(body: dict[str, Any], found: str | None, team: str | None) -> None:
    assert team_of(body, found) == team


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ({"event": {"text": "<@U1> hi"}}, ()),
        ({"is_ext_shared_channel": True, "event": {"text": "<@U1> hi <@U2>"}}, ("U1", "U2")),
        ({"type": "block_actions", "message": {"user": "U1"}}, ("U1",)),
        ({"type": "block_actions", "view": {}}, ()),
        ({"type": "message_action", "message": {"user": "U1"}}, ()),
    ],
)
def test_who_of_us_a_request_is_meant_for(body: dict[str, Any], meant: tuple[str, ...]) -> None:
    assert meant_by(body) == meant
