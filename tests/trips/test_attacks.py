"""What must hold when things go wrong at the worst moment, or when somebody means harm."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from adapters.sandbox.server import Sandbox
from adapters.sandbox.spotify.faults import Fault, Kind
from adapters.sql.inbox import SqlInbox
from adapters.sql.playlists import SqlPlaylists
from adapters.web.playground import GENERAL
from adapters.web.saying import Saying
from adapters.web.settings import WebSettings
from bot.__main__ import demo_settings
from bot.composition import running_bot
from bot.conversation.rules.reader import Rules
from bot.curation.lexicon.terms import shipped
from bot.errors import ServiceDown
from tests.trips.world import ADDRESS, World, shipped_catalogue, words_of

TEN = "play ambient jazz, 10 tracks"


@asynccontextmanager
async def started(sandbox: Sandbox, data: Path) -> AsyncIterator[World]:
    """Start the bot on a pretend Spotify that outlives it."""
    web = WebSettings(host="127.0.0.1", port=8000, address=ADDRESS)
    async with running_bot(demo_settings(sandbox, web, data)) as bot:
        yield World(sandbox, bot)


def says(member: str, text: str, *, private: bool = False) -> Saying:
    return Saying(member, private, text, True, str(uuid4()))


async def killed(*_: Any) -> None:
    raise ServiceDown("killed")


def then_killed(work: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def work_and_die(*given: Any) -> None:
        await work(*given)
        raise ServiceDown("killed")

    return work_and_die


@pytest.mark.parametrize("word", ["like ", "by ", "de ", "como ", "like x but ", "like but "])
@pytest.mark.parametrize("count", [14, 60, 180])
def test_a_word_said_over_and_over_is_read_at_once(word: str, count: int) -> None:
    """Reading a name within a name within a name took 2 to the power of the number of words."""
    Rules(shipped()).read((word * count)[:2000])


async def test_a_message_that_breaks_the_rules_ends_no_lane(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RecursionError

    with monkeypatch.context() as patched:
        patched.setattr(Rules, "read", broken)
        answer = await world.say("Ana", "anything")

    assert "wrong" in answer
    assert "1." in await world.say("Ana", TEN) + await world.say("Leo", "show")


async def test_a_list_whose_owner_unlinked_can_be_shown_changed_and_started_with(tmp_path: Path) -> None:
    async with Sandbox(catalogue=shipped_catalogue()) as sandbox:
        async with started(sandbox, tmp_path) as world:
            await world.link("Ana", "ana.reyes")
            await world.say("Ana", TEN)
            await world.say("Ana", "unlink", private=True)
            await world.bot.desk.playlists.cache._redis.flushall()  # type: ignore[attr-defined]
            assert "10 tracks" in await world.say("Leo", "show")
            await world.bot.desk.playlists.cache._redis.flushall()  # type: ignore[attr-defined]

        async with started(sandbox, tmp_path) as world:
            assert "9" in await world.say("Leo", "drop number 1") + await world.say("Leo", "show")


async def test_a_host_who_links_another_account_gets_the_list_there(world: World) -> None:
    await world.link("Ana", "ana.reyes")
    await world.say("Ana", TEN)
    await world.say("Ana", "unlink", private=True)
    await world.link("Ana", "leo.k")

    await world.say("Leo", "add Hoppípolla by Sigur Rós")

    playlist = await world.playlist()
    assert playlist.service_id is not None
    assert world.sandbox.state.playlists[playlist.service_id].owner == "leo.k"
    assert world.on_spotify(playlist.service_id) == [entry.uri for entry in playlist.entries]


async def test_linking_while_the_channel_changes_the_list_makes_one_list(world: World) -> None:
    before = set(world.sandbox.state.playlists)
    await world.say("Ana", TEN)
    code = await world.code_for("Ana", "ana.reyes")
    world.sandbox.faults.add(Fault(Kind.LATENCY, "POST /me/playlists", None, 0.3))

    await asyncio.gather(
        world.bot.playground.say(says("ana", code, private=True)),
        world.bot.playground.say(says("leo", "add Hoppípolla by Sigur Rós")),
    )
    await world.bot.engine.lanes.quiet()

    assert len(set(world.sandbox.state.playlists) - before) == 1


async def test_linking_while_the_session_ends_does_not_open_it_again(world: World) -> None:
    await world.say("Ana", TEN)
    await world.say("Ana", TEN, private=True)
    code = await world.code_for("Ana", "ana.reyes")
    world.sandbox.faults.add(Fault(Kind.LATENCY, "POST /me/playlists", None, 0.5))

    await world.bot.playground.say(says("ana", code, private=True))
    await asyncio.sleep(0.25)  # the link is made, the list on its way
    await world.bot.playground.say(says("ana", "end the session"))
    await world.bot.engine.lanes.quiet()

    assert await world.bot.desk.sessions.store.open_in(GENERAL) is None


async def test_who_links_in_the_channel_hosts_its_list(world: World) -> None:
    await world.say("Leo", TEN)
    await world.say("Ana", "link")

    await world.link("Ana", "ana.reyes")

    assert (await world.playlist()).service_id is not None


@pytest.mark.parametrize("words", ["undo", "add Hoppípolla by Sigur Rós", "drop number 10", "calmer", "play post-rock"])
async def test_a_turn_cut_short_after_its_change_is_brought_and_told_truly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    async with Sandbox(catalogue=shipped_catalogue()) as sandbox:
        async with started(sandbox, tmp_path) as world:
            await world.link("Ana", "ana.reyes")
            await world.say("Ana", TEN)
            with monkeypatch.context() as dying:
                dying.setattr(SqlPlaylists, "add_revision", then_killed(SqlPlaylists.add_revision))
                dying.setattr(SqlInbox, "done", killed)
                await world.say("Ana", words)

        async with started(sandbox, tmp_path) as world:
            await world.bot.engine.lanes.quiet()
            [answer] = [words_of(e.parts) for e in world._transcripts()["general"]]
            playlist = await world.playlist()

            assert "it is done" in answer
            assert len(playlist.revisions) == 2
            assert world.on_spotify(playlist.service_id or "") == [e.uri for e in playlist.entries]


async def test_a_kill_while_a_list_is_made_on_spotify_makes_no_second_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Sandbox(catalogue=shipped_catalogue()) as sandbox:
        before = set(sandbox.state.playlists)
        async with started(sandbox, tmp_path) as world:
            await world.link("Ana", "ana.reyes")
            with monkeypatch.context() as dying:
                dying.setattr(SqlPlaylists, "mark_written", killed)  # between Spotify's answer and ours
                dying.setattr(SqlInbox, "done", killed)
                await world.say("Ana", TEN)

        async with started(sandbox, tmp_path) as world:
            await world.bot.engine.lanes.quiet()
            assert len(set(sandbox.state.playlists) - before) == 1
            assert len(world.on_spotify((await world.playlist()).service_id or "")) == 10


async def test_an_answer_given_before_the_database_failed_is_not_given_another_way_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.say("Ana", TEN)
    with monkeypatch.context() as failing:
        failing.setattr(SqlPlaylists, "add_revision", killed)
        failing.setattr(SqlInbox, "done", killed)
        assert "try again" in await world.say("Ana", "add Hoppípolla by Sigur Rós")

    await world.bot.engine.resume()
    await world.bot.engine.lanes.quiet()

    assert len((await world.playlist()).revisions) == 1  # as the member was told


@pytest.mark.parametrize("body", ["[" * 30_000 + "]" * 30_000, '{"member":' + "9" * 5_000 + "}"])
async def test_a_body_that_json_chokes_on_is_a_sentence(world: World, body: str) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(world.bot.pages), base_url=ADDRESS) as pages:
        said = await pages.post("/playground/say", content=body, headers={"Content-Type": "application/json"})

    assert said.status_code == 400


@pytest.mark.parametrize("path", ["/", "/playground/state", "/playground/events", "/link/x", "/callback"])
async def test_a_strangers_name_for_this_computer_opens_nothing(world: World, path: str) -> None:
    """DNS rebinding: a page of evil.example asks us as evil.example, and reads private links."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(world.bot.pages), base_url=ADDRESS) as pages:
        answer = await pages.get(path, headers={"Host": "evil.example:8000"})

    assert answer.status_code == 421
