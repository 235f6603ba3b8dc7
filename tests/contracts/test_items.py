"""What every `ItemCache` promises."""

from dataclasses import replace

from bot.curation.ports import ItemCache
from tests.contracts.examples import GLORY_BOX, SERIAL


async def test_gives_tracks_and_episodes_back_and_leaves_out_what_it_does_not_keep(items: ItemCache) -> None:
    await items.put([GLORY_BOX, SERIAL])

    kept = await items.get(["spotify:episode:1", "spotify:track:unknown", "spotify:track:1", "spotify:track:1"])

    assert kept == {"spotify:episode:1": SERIAL, "spotify:track:1": GLORY_BOX}


async def test_a_later_text_replaces_the_earlier(items: ItemCache) -> None:
    await items.put([GLORY_BOX])

    await items.put([replace(GLORY_BOX, title="Glory Box (Remastered)")])

    assert (await items.get([GLORY_BOX.uri]))[GLORY_BOX.uri].title == "Glory Box (Remastered)"


async def test_nothing_asked_or_put_is_nothing_done(items: ItemCache) -> None:
    await items.put([])

    assert await items.get([]) == {}
