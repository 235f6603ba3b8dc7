"""The whole trip in workspaces that installed the app from its page; and one of them taking it out."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from adapters.slack.settings import SlackSettings
from bot.chat import Channel
from tests.slack.many import install
from tests.slack.rig import MINIMAL
from tests.standins.slack.app import SlackApp
from tests.standins.slack.clock import Clock
from tests.standins.slack.server import SlackServer
from tests.standins.slack.workspace import SlackTeam
from tests.trips.chats import GLACIERS, chorus_in
from tests.trips.test_slack import REQUEST_PATH
from tests.trips.world import World


async def titles_in(world: World, team: SlackTeam) -> list[str]:
    """Return the uris of the list of a workspace's kitchen; none where there is no list."""
    session = await world.bot.desk.sessions.store.open_in(Channel("slack", team.id, team.channel("kitchen").id))
    if session is None:
        return []
    return [entry.uri for entry in (await world.bot.desk.playlists.get(session.playlist_id)).entries]


async def say(world: World, server: SlackServer, team: SlackTeam, words: str) -> None:
    """Let the workspace's Ana say something to Chorus, and wait for all that comes of it."""
    ana = team.member("Ana")
    await server.says(ana, team.channel("kitchen", ana), words)
    await server.settled()
    await world.bot.engine.lanes.quiet()
    await server.settled()


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_two_workspaces_install_and_each_has_its_own_list(tmp_path: Path, mode: str) -> None:
    async with SlackServer(mode=mode, app=SlackApp(scopes=MINIMAL), clock=Clock(frozen=True)) as server:
        server.limits.enforced = False
        async with chorus_in(tmp_path, slack=settings_of(server)) as world:
            if mode == "http":
                await server.verifies(f"{world.address}{REQUEST_PATH}")
            casa, otra = (server.add_workspace(name, installed=False) for name in ("Casa", "Otra"))
            for team in (casa, otra):
                page = await install(server, world.address, team.member("Ana"))
                assert "Chorus is in your workspace" in page.text
                assert "default-src 'self'" in page.headers["content-security-policy"]
            await say(world, server, casa, GLACIERS)
            await say(world, server, otra, "80s synth-pop")
            lists = [await titles_in(world, team) for team in (casa, otra)]
            server.uninstalls(casa)
            await server.settled()
            after = [await titles_in(world, team) for team in (casa, otra)]
            await say(world, server, otra, "show")
            shown = server.visible(otra.channel("kitchen"), otra.member("Ana"))
        assert server.violations == []

    assert [len(one) for one in lists] == [20, 20]
    assert lists[0] != lists[1]
    assert after == [[], lists[1]]
    assert "№" in "\n".join(seen.text for seen in shown)


def settings_of(server: SlackServer) -> SlackSettings:
    """Return the settings of whoever runs Chorus for many workspaces there."""
    is_socket = server.mode == "socket"
    return SlackSettings(
        client_id=server.app.client_id,
        client_secret=SecretStr(server.app.client_secret),
        app_token=SecretStr(server.app.app_token) if is_socket else None,
        signing_secret=None if is_socket else SecretStr(server.app.signing_secret),
        api_base=server.api_url,
    )
