"""The curator over the shipped catalogue: the real adapters on the pretend Spotify and the pretend open data."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache

from pydantic import SecretStr

from adapters.opendata.listenbrainz import ListenBrainz
from adapters.opendata.settings import OpenDataSettings
from adapters.sandbox.recordings import Catalogue
from adapters.sandbox.server import Sandbox
from adapters.spotify.gate import Gate
from adapters.spotify.service import SpotifyService
from adapters.spotify.settings import SpotifySettings
from adapters.spotify.web_api import WebApi
from adapters.spotify.workers import Workers
from bot.conversation.intents import Make
from bot.conversation.rules.reader import Rules
from bot.curation.curator import Curator
from bot.curation.finder import Finder
from bot.curation.lexicon.terms import shipped
from bot.curation.outcome import Group
from bot.curation.wish import Said, Wish
from tests.examples import ANA

MINUTES = (30, 45, 60, 90, 120, 180)
STYLES = (
    "ambient jazz for late-night study",
    "music that feels like glaciers and quiet roads",
    "90s hip hop",
    "80s synth-pop",
    "desert blues for a long drive",
    "bossa nova for a sunday morning",
    "city pop",
    "reggaeton for a party",
    "indie folk",
    "techno",
)


@cache
def _catalogue() -> Catalogue:
    return Catalogue.load(Catalogue.shipped())


@asynccontextmanager
async def a_shipped_curator() -> AsyncIterator[Curator]:
    """Serve the pretend outside world and give the curator that looks things up there."""
    async with Sandbox(catalogue=_catalogue()) as sandbox:
        sandbox.open_data_limit.calls = 100_000  # many lists in a row: what is known must not depend on the pace
        settings = SpotifySettings(
            client_id=sandbox.client_id,
            client_secret=SecretStr(sandbox.client_secret),
            redirect_uri="http://127.0.0.1:8000/callback",
            api_base=sandbox.api_base,
            accounts_base=sandbox.accounts_base,
            daily_calls=100_000,
            market=None,
        )
        gate, workers = Gate(_now, daily_calls=settings.daily_calls), Workers()
        open_data = ListenBrainz(OpenDataSettings(base=sandbox.open_data_base, token=None), _now)
        try:
            music = SpotifyService(WebApi(settings, gate, workers), _now)
            yield Curator(Finder(music, open_data, shipped()), shipped())
        finally:
            await open_data.close()
            workers.close()


async def running_time(curator: Curator, words: str, minutes: int) -> tuple[float, bool]:
    """Make a list; return its minutes, and whether it says itself that it is shorter than asked."""
    outcome = await curator.make(wish_of(f"{words}, {minutes} minutes"), Group((ANA,)))
    lasts = sum(outcome.items[entry.uri].seconds for entry in outcome.entries) / 60
    return lasts, any(remark.key == "shorter_than_asked" for remark in outcome.remarks)


def wish_of(text: str) -> Wish:
    """Return what Ana wishes by `text`, as the rules read it."""
    wishes = [intent for intent in Rules(shipped()).read(text).intents if isinstance(intent, Make)]
    return Wish(tuple(Said(piece, ANA, text) for intent in wishes for piece in intent.pieces))


def _now() -> datetime:
    return datetime.now(UTC)
