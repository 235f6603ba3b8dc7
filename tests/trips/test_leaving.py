"""Who is gone leaves nothing: a server, a workspace, a member; in the database and on the disk."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from adapters.web.playground import GENERAL, MEMBERS, private_channel
from bot.texts.catalogue import text
from tests.trips.chats import GLACIERS
from tests.trips.test_discord import a_basement
from tests.trips.test_slack import MODES, a_kitchen
from tests.trips.world import a_world

TRACES = (b"less piano", b"Leo", b"glaciers", b"Ana Reyes")
TABLES = ("inbox", "accounts", "sessions", "session_members", "playlists", "revisions")


def rows(data: Path) -> dict[str, int]:
    """Return how many rows each table has."""
    with closing(sqlite3.connect(data / "chorus.db")) as database:
        return {table: database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in TABLES}


def on_disk(data: Path) -> bytes:
    """Return all that the database has on the disk."""
    return b"".join(path.read_bytes() for path in data.glob("chorus.db*"))


def traces_in(written: bytes) -> list[bytes]:
    """Return what can be read of what was said, and by whom."""
    return [trace for trace in TRACES if trace in written]


async def test_a_discord_server_that_takes_chorus_out_leaves_nothing(tmp_path: Path) -> None:
    async with a_basement(tmp_path) as basement:
        await basement.link("Ana", "ana.reyes")
        await basement.run("Ana", "/playlist make", words=GLACIERS)
        await basement.say("Leo", "less piano, more voices")
        before, written = rows(tmp_path), on_disk(tmp_path)
        on_spotify = len(basement.world.sandbox.state.playlists)
        basement.server.removes_bot(basement.guild)
        await basement.server.settled()
        still_on_spotify = len(basement.world.sandbox.state.playlists)

    assert min(before.values()) > 0
    assert traces_in(written) == list(TRACES)
    assert rows(tmp_path) == dict.fromkeys(TABLES, 0)
    assert traces_in(on_disk(tmp_path)) == []
    assert still_on_spotify == on_spotify


@MODES
async def test_a_slack_workspace_that_removes_the_app_leaves_nothing(tmp_path: Path, mode: str) -> None:
    async with a_kitchen(tmp_path, mode) as kitchen:
        await kitchen.link("Ana", "ana.reyes")
        await kitchen.say("Ana", GLACIERS)
        await kitchen.say("Leo", "less piano, more voices")
        before, written = rows(tmp_path), on_disk(tmp_path)
        kitchen.server.uninstalls(kitchen.team)
        await kitchen.server.settled()

    assert min(before.values()) > 0
    assert traces_in(written) == list(TRACES)
    assert rows(tmp_path) == dict.fromkeys(TABLES, 0)
    assert traces_in(on_disk(tmp_path)) == []


async def test_a_slack_member_who_leaves_is_forgotten_and_the_group_goes_on(tmp_path: Path) -> None:
    async with a_kitchen(tmp_path, "socket") as kitchen:
        await kitchen.link("Ana", "ana.reyes")
        await kitchen.say("Ana", GLACIERS)
        await kitchen.say("Leo", "less piano, more voices")
        kitchen.server.leaves_workspace(kitchen.member("Ana"))
        await kitchen.server.settled()
        changes = await kitchen.say("Leo", "what changed?")
        roster = await kitchen.say("Leo", "who's in?")

    assert "someone who left: “…”" in changes
    assert "Leo: “less piano, more voices”" in changes
    assert "Ana" not in roster
    assert rows(tmp_path)["accounts"] == 0


@pytest.mark.parametrize("private", [True, False])
async def test_a_member_deletes_all_their_data_and_gets_a_receipt(tmp_path: Path, private: bool) -> None:
    async with a_world(tmp_path) as world:
        await world.link("Ana", "ana.reyes")
        await world.say("Ana", GLACIERS)
        await world.say("Leo", "less piano, more voices")
        titles = [recording.title for recording in await world.recordings()]
        written = on_disk(tmp_path)
        receipt = await world.confirmed("Ana", "forget me", private=private)
        panel, kept = world.panel(), [recording.title for recording in await world.recordings()]
        why, again = await world.say("Leo", "why 1?"), await world.say("Ana", "what do you know about me?")

    assert "Gone: the Spotify account" in receipt
    assert text("forgot_changes", count=1) in receipt
    assert kept == titles
    assert panel is not None
    assert "Ana" not in panel.members
    assert "Ana" not in {row.member for row in panel.rows}
    assert "Ana" not in why
    assert text("privacy_not_linked") in again
    assert traces_in(written) == list(TRACES)
    assert b"Ana Reyes" not in on_disk(tmp_path)


async def test_the_receipt_is_for_the_member_alone(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        await world.say("Ana", GLACIERS)
        await world.confirmed("Ana", "forget me")
        general = world.bot.playground.state()["places"][GENERAL.id]
        private = world.bot.playground.state()["places"][private_channel(MEMBERS["ana"]).id]

    assert text("forgot_stays") not in str(general)
    assert text("forgot_stays") in str(private)
