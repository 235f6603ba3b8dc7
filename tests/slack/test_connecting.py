"""Coming to terms with Slack, losing it, and being sent away."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr, ValidationError

from adapters.slack import connecting
from adapters.slack.platform import Slack
from adapters.slack.refusals import SetupProblem
from adapters.slack.settings import SlackSettings
from bot.chat import Gone
from bot.errors import ServiceDown
from tests.slack.rig import MINIMAL, Rig, reply_to, rig_of
from tests.standins.slack.app import SlackApp
from tests.standins.slack.http_side import signed

MANIFEST = Path(__file__).parents[2] / "deploy" / "slack-manifest.yaml"


@pytest.fixture
async def socket() -> AsyncIterator[Rig]:
    async with rig_of("socket") as rig:
        yield rig
        assert rig.server.violations == []


@pytest.fixture
async def http() -> AsyncIterator[Rig]:
    async with rig_of("http") as rig:
        yield rig
        assert rig.server.violations == []


async def problem_of(rig: Rig) -> SetupProblem:
    with pytest.raises(SetupProblem) as problem:
        async with rig.running():
            pass
    return problem.value


async def test_a_wrong_bot_token_is_named_with_the_page_where_it_is_mended(rig: Rig) -> None:
    rig.settings.bot_token = SecretStr("xoxb-wrong")

    problem = await problem_of(rig)

    assert (problem.setting, "OAuth & Permissions" in problem.page) == ("SLACK_BOT_TOKEN", True)
    assert "xoxb-wrong" not in str(problem)
    assert rig.calls_of("auth.test") <= 1


async def test_a_wrong_app_token_is_named_and_not_tried_for_ever(socket: Rig) -> None:
    socket.settings.app_token = SecretStr("xapp-wrong")

    problem = await problem_of(socket)

    assert problem.setting == "SLACK_APP_TOKEN"
    assert socket.calls_of("apps.connections.open") <= 1


async def test_a_missing_scope_is_named(rig: Rig) -> None:
    async with rig.running():
        await rig.server.says(rig.ana, rig.kitchen, "hello")
        [message] = await rig.heard_of()
        rig.team.app_install.scopes -= {"chat:write"}

        with pytest.raises(SetupProblem, match="chat:write") as problem:
            await rig.platform.send(reply_to(message, "Hello."))

    assert problem.value.setting == "the Bot Token Scopes"


async def test_a_removed_app_purges_what_is_kept_and_says_what_to_mend(rig: Rig) -> None:
    async with rig.running():
        await rig.server.says(rig.ana, rig.kitchen, "hello")
        [message] = await rig.heard_of()
        rig.server.uninstalls(rig.team)
        await rig.server.until(lambda: rig.gone, "the purge")

        with pytest.raises(SetupProblem):
            await rig.platform.send(reply_to(message, "Hello."))

    assert set(rig.gone) == {Gone("slack", rig.team.id)}


async def test_without_slack_connecting_fails_and_leaves_nothing_open() -> None:
    settings = SlackSettings(
        bot_token=SecretStr("xoxb-1"), app_token=SecretStr("xapp-1"), api_base="http://127.0.0.1:9/api"
    )
    async with rig_of() as rig:
        rig.settings = settings

        with pytest.raises(ServiceDown):
            async with rig.running():
                pass


async def test_a_refreshed_socket_loses_nothing(socket: Rig) -> None:
    async with socket.running():
        await socket.server.says(socket.ana, socket.kitchen, "one")
        await socket.heard_of(1)
        await socket.server.asks_to_reconnect()
        await socket.server.connected()
        await socket.server.says(socket.ana, socket.kitchen, "two")
        await socket.heard_of(2)

    assert [message.text for message in socket.heard] == ["one", "two"]


async def test_what_was_said_while_the_socket_was_cut_is_heard_after_all(
    socket: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "PING_SECONDS", 0.05)
    async with socket.running():
        await socket.server.drop_sockets()
        said = await socket.server.says(socket.ana, socket.kitchen, "one")
        await socket.server.connected()
        for delivery in socket.server.events_of(said):
            await socket.server.runs_out(delivery)
        [message] = await socket.heard_of(1)

    assert message.text == "one"


async def test_five_hundred_mentions_are_heard_once_and_in_order(rig: Rig) -> None:
    channels = [rig.team.channel(f"room-{number}", rig.ana) for number in range(50)]
    async with rig.running():
        for number in range(10):
            for channel in channels:
                await rig.server.says(rig.ana, channel, f"{number}")
        await rig.server.until(lambda: len(rig.heard) >= 500, "500 messages", 30)
        await rig.server.settled()

    by_channel = {channel.id: [m.text for m in rig.heard if m.channel.id == channel.id] for channel in channels}
    assert len(rig.heard) == 500
    if rig.server.mode == "socket":  # HTTP promises no order
        assert set(map(tuple, by_channel.values())) == {tuple(map(str, range(10)))}


async def test_the_endpoint_takes_only_what_slack_signed(http: Rig) -> None:
    body = '{"type": "event_callback", "event": {"type": "app_mention"}}'
    kind = {"Content-Type": "application/json"}
    async with http.running():
        await http.server.verifies(http.server.requests.url)
        forged = await http.server.requests.post(body, kind | signed("another secret", body))
        stale = await http.server.requests.post(body, kind | signed(http.server.app.signing_secret, body, age=400))
        bare = await http.server.requests.post(body, kind)
        large = "x" * 600_000
        too_large = await http.server.requests.post(large, kind | signed(http.server.app.signing_secret, large))

    assert (forged, stale, bare, too_large) == (401, 401, 401, 413)
    assert http.heard == []


async def test_before_connecting_slack_is_asked_to_try_again() -> None:
    async with rig_of("http") as rig:
        rig.slack = Slack(rig.settings, commands=(), suggest=rig._suggest, notes=rig.notes)
        async with rig._served():
            status = await rig.server.requests.post("{}", {})

    assert status == 503


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"bot_token": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"bot_token": "secret", "app_token": "xapp-1"}, "SLACK_BOT_TOKEN"),
        ({"bot_token": "xoxb-1", "app_token": "xoxb-1"}, "SLACK_APP_TOKEN"),
    ],
)
def test_wrong_settings_are_named(given: dict[str, str], named: str) -> None:
    with pytest.raises(ValidationError, match=named) as wrong:
        SlackSettings.model_validate(given)

    assert "secret" not in str(wrong.value).replace("SLACK_SIGNING_SECRET", "")


def test_without_a_token_slack_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)

    assert not SlackSettings().is_wanted


def test_the_manifest_asks_for_the_least_scopes() -> None:
    app = SlackApp.from_manifest(yaml.safe_load(MANIFEST.read_text(encoding="utf-8")))

    assert app.scopes == MINIMAL | {"links:read", "reactions:read"}  # which whoever installs it may leave out
    assert app.unfurl_domains == {"open.spotify.com"}
    assert app.events == {
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "link_shared",
        "message.im",
        "reaction_added",
        "reaction_removed",
        "tokens_revoked",
        "user_change",
    }
    assert app.commands == {"/chorus"}
    assert app.message_shortcuts == {"add_to_playlist"}
