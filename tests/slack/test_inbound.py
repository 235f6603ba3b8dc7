"""From Slack's payloads to messages."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.forms import submitted_message
from adapters.slack.handle import Handle, decode, url_of
from adapters.slack.inbound import is_for_bot, pressed_message, shared_song, to_message
from adapters.slack.installations import Installation
from adapters.slack.people import Known, Person, to_person
from adapters.slack.typed import as_said, lacks, to_command
from bot.chat import Command
from tests.slack.rig import SPECS

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
CASA = Installation("T1", "UME", "B1", "Casa", None, AsyncWebClient())
GRID = Installation("T1", "UME", "B1", "Casa", "E1", AsyncWebClient())
KNOWN = Known(CASA, {"U1": Person("Ana", "es")}, NOW)


def event(**fields: Any) -> dict[str, Any]:
    return {"type": "app_mention", "user": "U1", "text": "hi", "ts": "1700000000.000100", "channel": "C1"} | fields


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"edited": {"ts": "1"}}, False),
        ({"bot_id": "B2"}, False),
        ({"user": None}, False),
        ({"type": "message", "channel_type": "channel"}, False),
        ({"type": "message", "channel_type": "mpim"}, False),
        ({"type": "message", "channel_type": "im", "channel": "D1"}, True),
        ({"type": "message", "channel_type": "im", "subtype": "file_share"}, True),
        ({"type": "message", "channel_type": "im", "subtype": "message_changed"}, False),
        ({"type": "message", "channel_type": "im", "subtype": "bot_message"}, False),
        ({"type": "message", "channel_type": "im", "bot_id": "B1"}, False),
        ({"channel_type": "im", "channel": "D1"}, False),
    ],
)
def test_only_what_a_member_says_to_us_for_the_first_time_is_for_us(fields: dict[str, Any], expected: bool) -> None:
    assert is_for_bot(event(**fields)) is expected


@pytest.mark.parametrize(
    ("installation", "fields", "is_shared", "tenant"),
    [
        (CASA, {"team": "T1"}, False, "T1"),
        (CASA, {}, False, "T1"),
        (CASA, {"team": "T1", "user_team": "T9"}, True, "T9"),
        (CASA, {"team": "E9"}, True, "E9"),
        (GRID, {"team": "T1"}, False, "E1"),
        (GRID, {"team": "T2"}, False, "E1"),
        (GRID, {"user_team": "E1"}, True, "E1"),
        (GRID, {"user_team": "T9"}, True, "T9"),
    ],
)
def test_a_member_is_known_by_where_they_belong(
    installation: Installation, fields: dict[str, Any], is_shared: bool, tenant: str
) -> None:
    body = {"event": event(**fields), "is_ext_shared_channel": is_shared}

    message = to_message(body, Known(installation, {}, NOW))

    assert (message.member.tenant, message.channel.tenant) == (tenant, "T1")
    assert installation.is_stranger(message.member.tenant) is (tenant not in ("T1", "E1"))


def test_both_tellings_of_one_message_have_one_key() -> None:
    mention = to_message({"event": event()}, KNOWN)
    twin = to_message({"event": event(type="message", channel_type="channel")}, KNOWN)

    assert mention.key == twin.key == "slack:T1:C1:1700000000.000100"
    assert mention.at == datetime(2023, 11, 14, 22, 13, 20, 100, tzinfo=UTC)


def test_a_reply_that_begins_no_thread_is_at_the_top() -> None:
    message = to_message({"event": event(thread_ts="1700000000.000100")}, KNOWN)

    assert message.channel.thread is None


def test_a_name_is_never_taken_for_an_id() -> None:
    spoofed = Known(CASA, {"U1": to_person({"profile": {"display_name": "U2\n<@U2>"}})}, NOW)

    message = to_message({"event": event()}, spoofed)

    assert (message.member.id, message.member.name) == ("U1", "U2 <@U2>")


@pytest.mark.parametrize(
    ("message", "song"),
    [
        ({"text": "Glory Box by Portishead &amp; co"}, "Glory Box by Portishead & co"),
        ({"text": "look <https://x.org/1?a=1&amp;b=2|x> <https://x.org/1?a=1&amp;b=2>!"}, "https://x.org/1?a=1&b=2"),
        ({"text": "", "attachments": [{"fallback": "Glory Box – Portishead"}]}, "Glory Box – Portishead"),
        (
            {
                "text": "<https://www.youtube.com/watch?v=a&amp;list=b>",
                "attachments": [
                    {"from_url": "https://www.youtube.com/watch?v=a&list=b", "title": "Roads by Portishead"}
                ],
            },
            "Roads by Portishead https://www.youtube.com/watch?v=a&list=b",
        ),
        (
            {
                "text": "<https://open.spotify.com/track/1>",
                "attachments": [{"from_url": "https://open.spotify.com/track/1", "title": "Roads"}],
            },
            "https://open.spotify.com/track/1",
        ),
        ({"attachments": []}, ""),
    ],
)
def test_the_song_of_a_message(message: dict[str, Any], song: str) -> None:
    assert shared_song(message) == song


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("playlist make slow & sad", Command("playlist make", (("words", "slow & sad"),))),
        ("Playlist  MAKE slow", Command("playlist make", (("words", "slow"),))),
        ("playlist restore 2", Command("playlist restore", (("version", "2"),))),
        ("playlist restore Leo", Command("playlist restore", (("before", "Leo"),))),
        ("playlist make", Command("playlist make")),
        ("link", Command("link")),
        ("", Command("help")),
        ("link me up", None),
        ("playlist", None),
        ("something calm", None),
    ],
)
def test_what_follows_the_slash_command(typed: str, command: Command | None) -> None:
    assert to_command(typed, SPECS) == command


def test_a_command_lacks_what_is_required() -> None:
    assert lacks(Command("playlist make"), SPECS)
    assert not lacks(Command("playlist make", (("words", "slow"),)), SPECS)
    assert not lacks(Command("playlist why"), SPECS)
    assert as_said(Command("playlist add", (("song", "Glory Box"),))) == "add Glory Box"


def test_a_press_on_an_ephemeral_message_needs_no_message() -> None:
    body = {
        "channel": {"id": "C1", "name": "kitchen"},
        "user": {"id": "U7", "username": "omar", "team_id": "T1"},
        "actions": [{"action_ts": "5.1", "block_id": "0-0@4.2"}],
        "container": {"thread_ts": "4.2", "is_ephemeral": True},
        "response_url": "https://hooks.slack.com/1",
    }

    message = pressed_message(body, KNOWN, "undo")

    assert (message.member.name, message.channel.thread, message.channel.name) == ("omar", "4.2", "#kitchen")
    handle = decode(message.handle)
    assert handle is not None
    assert url_of(handle, "C1", NOW.timestamp()) == "https://hooks.slack.com/1"
    assert url_of(handle, "C2", NOW.timestamp()) is None
    assert url_of(handle, "C1", NOW.timestamp() + 1800) is None


@pytest.mark.parametrize("text", [None, "", "x", "[]", '{"strange": 1}', "{}"])
def test_a_handle_of_another_version_is_none(text: str | None) -> None:
    assert decode(text) is None
    assert decode(Handle("C1").encode()) == Handle("C1")
    assert "hooks" not in repr(Handle("C1", response_url="https://hooks.slack.com/1"))


@pytest.mark.parametrize(
    ("user", "moderates"),
    [
        ({"is_admin": True}, True),
        ({"is_owner": True, "is_admin": False}, True),
        ({"is_admin": False, "is_owner": False}, False),
        ({"is_admin": True, "is_stranger": True, "team_id": "T9"}, False),
        ({"is_admin": "yes"}, False),
        ({}, False),
    ],
)
def test_who_administers_this_workspace_moderates_its_channels(user: dict[str, Any], moderates: bool) -> None:
    known = Known(CASA, {"U1": to_person(user)}, NOW)

    assert to_message({"event": event()}, known).moderates is moderates
    assert to_message({"event": event(user="U2")}, known).moderates is False


@pytest.mark.parametrize(
    ("element", "is_typed"),
    [
        ({"type": "external_select", "selected_option": {"value": "Roads by Portishead"}}, False),
        ({"type": "plain_text_input", "value": "Roads by Portishead"}, True),
    ],
)
def test_what_is_chosen_from_suggestions_is_not_typed(element: dict[str, Any], is_typed: bool) -> None:
    place = {"id": "C1", "thread": None, "kind": "channel", "name": "Casa"}
    kept = {"handle": Handle("C1").encode(), "place": place}
    values = {"song": {"suggest:song": element}}
    view = {"id": "V1", "private_metadata": json.dumps(kept), "callback_id": "form:playlist add"}

    message = submitted_message({"user": {"id": "U1"}, "view": {**view, "state": {"values": values}}}, KNOWN)

    assert (message.command, message.typed) == (
        Command("playlist add", (("song", "Roads by Portishead"),)),
        is_typed,
    )
