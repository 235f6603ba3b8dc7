"""Bad input and outages: a clear sentence to the member, nothing lost, nothing half-written, no stack trace."""

import sqlite3
from pathlib import Path

import httpx
import pytest

from adapters.sandbox.spotify.faults import Fault, Kind
from bot.errors import ServiceError
from tests.trips.world import ADDRESS, World

GLACIERS = "music that feels like glaciers and quiet roads"
HOSTILE = [
    " ",
    "x" * 5_000,
    "מוזיקה רגועה 🎵🎶",
    "@everyone play nothing",
    "<script>alert(1)</script>",
    "a\u202eb\x07\x1b[31mred\x00",
    "add <b>Nobody</b> by @everyone",
    "'; drop table inbox; --",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:20]))
async def test_answers_hostile_text_with_a_sentence_and_changes_nothing(world: World, text: str) -> None:
    await world.say("Ana", GLACIERS)
    before = (await world.playlist()).entries

    said = await world.say("Leo", text)

    assert said
    assert "went wrong" not in said
    assert (await world.playlist()).entries == before


async def test_says_that_a_track_does_not_exist(world: World) -> None:
    said = await world.say("Ana", "add Qwertyuiop Asdfgh by Zxcvbnm Nobody")

    assert "no recording" in said
    assert "Qwertyuiop Asdfgh" in said


async def test_says_that_spotify_is_down_and_loses_nothing(world: World) -> None:
    await world.say("Ana", GLACIERS)
    before = (await world.playlist()).entries
    world.sandbox.faults.add(Fault(kind=Kind.FAIL_BEFORE, times=None))

    said = await world.say("Leo", "90s hip hop")

    assert "Spotify does not answer" in said
    assert (await world.playlist()).entries == before
    world.sandbox.faults.clear()
    assert "tracks" in await world.say("Leo", "90s hip hop")


async def test_keeps_a_change_that_spotify_could_not_take_and_brings_it_later(world: World) -> None:
    await world.link("Ana", "ana.reyes")
    await world.say("Ana", GLACIERS)
    world.sandbox.faults.add(Fault(kind=Kind.FAIL_BEFORE, route="PUT /playlists/{id}/items", times=None))

    said = await world.say("Leo", "less piano, more voices")

    changed = await world.playlist()
    assert "safe with me" in said
    assert not changed.revisions[-1].written
    assert changed.service_id is not None
    assert world.on_spotify(changed.service_id) == [e.uri for e in changed.revisions[0].entries]
    world.sandbox.faults.clear()
    await world.say("Mina", "show")
    assert world.on_spotify(changed.service_id) == [e.uri for e in changed.entries]


async def test_writes_a_list_once_when_the_answer_to_a_write_is_lost(world: World) -> None:
    await world.link("Ana", "ana.reyes")
    world.sandbox.faults.add(Fault(kind=Kind.FAIL_AFTER, route="POST /me/playlists", times=1))
    world.sandbox.faults.add(Fault(kind=Kind.FAIL_AFTER, route="PUT /playlists/{id}/items", times=1))

    await world.say("Ana", GLACIERS)

    playlist = await world.playlist()
    assert len(world.sandbox.state.playlists) == 1
    assert playlist.service_id is not None
    assert world.on_spotify(playlist.service_id) == [e.uri for e in playlist.entries]


@pytest.mark.parametrize("kind", [Kind.RATE_LIMIT, Kind.QUOTA])
async def test_says_how_long_spotify_wants_to_be_left_alone(world: World, kind: Kind) -> None:
    world.sandbox.faults.add(Fault(kind=kind, times=None, seconds=7200))

    said = await world.say("Ana", GLACIERS)

    assert "120 minutes" in said


async def test_says_that_it_could_not_take_a_message_while_the_database_is_down(world: World, tmp_path: Path) -> None:
    await world.say("Ana", GLACIERS)
    before = (await world.playlist()).entries
    with sqlite3.connect(tmp_path / "chorus.db", isolation_level=None) as other:
        other.execute("begin exclusive")
        with pytest.raises(ServiceError):
            await world.say("Leo", "calmer")
        other.execute("rollback")

    transcript = world.bot.playground.state()["places"]["general"]
    assert "could not" in str(transcript[-1]) or "cannot write anything down" in str(transcript[-1])
    assert (await world.playlist()).entries == before
    assert "Done" in await world.say("Leo", "calmer")


async def test_refuses_a_forged_link_on_a_page_without_a_stack_trace(world: World) -> None:
    async with _browser(world) as browser:
        answer = await browser.get("/link/forged-by-somebody")

    assert answer.status_code in (400, 404, 410)
    assert "does not work any more" in answer.text
    assert "Traceback" not in answer.text


async def test_refuses_a_replayed_code(world: World) -> None:
    code = await world.code_for("Ana", "ana.reyes")
    await world.say("Ana", code, private=True)

    assert "not waiting for a code" in await world.say("Ana", code, private=True)


async def test_refuses_the_code_of_another_member(world: World) -> None:
    code = await world.code_for("Ana", "ana.reyes")

    assert "not waiting for a code" in await world.say("Leo", code, private=True)
    assert "Linked" in await world.say("Ana", code, private=True)


async def test_tells_an_account_that_spotify_does_not_let_in_what_to_do(world: World) -> None:
    with pytest.raises(AssertionError, match="five accounts"):
        await world.code_for("Ana", "sasha")


async def test_refuses_a_callback_from_another_browser(world: World) -> None:
    async with _browser(world) as browser:
        answer = await browser.get("/callback", params={"state": "x" * 43, "code": "y"})

    assert answer.status_code in (400, 410)
    assert "Traceback" not in answer.text


async def test_unlinks_at_once_and_hands_the_list_to_the_next_host(world: World) -> None:
    await world.link("Ana", "ana.reyes")
    await world.say("Ana", GLACIERS)
    await world.say("Leo", "calmer")
    await world.link("Leo", "leo.k")

    assert "Unlinked" in await world.say("Ana", "unlink", private=True)
    await world.say("Leo", "show")

    playlist = await world.playlist()
    assert playlist.owner is not None
    assert playlist.owner.name == "Leo"
    assert playlist.service_id is not None
    assert world.sandbox.state.playlists[playlist.service_id].owner == "leo.k"
    assert world.on_spotify(playlist.service_id) == [e.uri for e in playlist.entries]


def _browser(world: World) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=world.bot.pages), base_url=ADDRESS)
