"""What the trips through the chats share: the whole bot, served, and the three places that must agree."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from adapters.discord.settings import DiscordSettings
from adapters.sandbox.server import Sandbox
from adapters.slack.settings import SlackSettings
from adapters.web.server import serving
from adapters.web.settings import WebSettings
from bot.__main__ import demo_settings, free_port
from bot.chat import Channel
from bot.composition import running_bot
from tests.trips.world import World, shipped_catalogue

PEOPLE = ("Ana", "Leo", "Mina", "Omar", "Yuki")
GLACIERS = "music that feels like glaciers and quiet roads"
NO_DISCORD = DiscordSettings(token=None)
NO_SLACK = SlackSettings(bot_token=None, app_token=None, signing_secret=None)

_TRACK = re.compile(r"/open/track/(\w+)")  # the page of a track on the pretend Spotify


@asynccontextmanager
async def chorus_in(
    data: Path, *, discord: DiscordSettings = NO_DISCORD, slack: SlackSettings = NO_SLACK
) -> AsyncIterator[World]:
    """Run the whole bot in these chats, on a pretend Spotify, and serve its pages."""
    web = WebSettings(host="127.0.0.1", port=free_port(0), address="")
    async with Sandbox(catalogue=shipped_catalogue()) as sandbox:
        settings = replace(demo_settings(sandbox, web, data), discord=discord, slack=slack)
        async with running_bot(settings) as bot, serving(bot.pages, web):
            yield World(sandbox, bot, web.public_address)
            await bot.playground.close()


async def assert_all_agree(world: World, channel: Channel, panel: str) -> list[str]:
    """Assert that chat, database and pretend Spotify hold the same list; return its titles.

    Args:
        world: Where the bot runs.
        channel: Whose list it is.
        panel: The panel as it went over the wire, with the addresses of its tracks.
    """
    session = await world.bot.desk.sessions.current(channel)
    playlist = await world.bot.desk.playlists.get(session.playlist_id)
    uris = [entry.uri for entry in playlist.entries]
    assert [f"spotify:track:{track}" for track in _TRACK.findall(panel)] == uris
    assert playlist.service_id is not None
    assert world.on_spotify(playlist.service_id) == uris
    assert playlist.revisions[-1].written
    return [world.sandbox.catalogue.recording_by_id[uri.rsplit(":", 1)[1]].title for uri in uris]
