"""The command line: what starts, and what is said when it cannot."""

import logging
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner

from bot.__main__ import app

SPOTIFY = {
    "SPOTIFY_CLIENT_ID": "id",
    "SPOTIFY_CLIENT_SECRET": "secret",
    "SPOTIFY_REDIRECT_URI": "http://127.0.0.1:8000/callback",
}


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Let go of the runner's error stream, which ends with it."""
    handlers = logging.root.handlers[:]
    yield
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers


def test_the_demo_says_where_it_plays_and_ends_when_asked() -> None:
    command = [sys.executable, "-u", "-m", "bot", "demo", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        lines = [demo.stdout.readline(), demo.stdout.readline()]
        address = re.search(r"http://127\.0\.0\.1:\d+", lines[1])
        assert address is not None, lines
        with urllib.request.urlopen(address[0]) as page:
            shown = page.read().decode()
        demo.send_signal(signal.SIGINT)
        rest, problems = demo.communicate(timeout=20)

    assert "Chorus" in shown
    assert demo.returncode == 0
    assert "Goodbye" in rest
    assert problems == ""


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"SPOTIFY_CLIENT_ID": ""}, "SPOTIFY_CLIENT_ID is not set"),
        ({"WEB_PORT": "99999"}, "WEB_PORT"),
        ({"WEB_ADDRESS": "chorus.example"}, "WEB_ADDRESS must be where browsers reach Chorus"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must be like"),
        ({"DATABASE_URL": "postgresql://x@127.0.0.1:1/none"}, "Look at DATABASE_URL"),
        ({"REDIS_URL": "localhost"}, "REDIS_URL must be like"),
        ({"CHORUS_KEYS": "short"}, "CHORUS_KEYS"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it(
    variables: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    result = CliRunner().invoke(app, ["run"], env={**SPOTIFY, "CHORUS_DATA": str(tmp_path), **variables})

    assert result.exit_code == 2
    assert sentence in result.output
    assert "Traceback" not in result.output


def test_a_broken_catalogue_is_one_sentence_that_names_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "mine.jsonl"
    broken.write_text('{"artist": 3}\n')

    result = CliRunner().invoke(app, ["demo", "--catalogue", str(broken)])

    assert result.exit_code == 2
    assert "mine.jsonl, line 1" in result.output


def test_migrate_says_that_it_is_done(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["migrate"], env={"CHORUS_DATA": str(tmp_path / "new")})

    assert result.exit_code == 0
    assert "up to date" in result.output
