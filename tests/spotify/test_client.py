"""The client itself: what it never does."""

from pathlib import Path

import pytest
import requests
from pydantic import SecretStr

from adapters.spotify.client import Client
from adapters.spotify.refusals import Refused
from adapters.spotify.settings import SpotifySettings
from adapters.spotify.workers import plain_session
from tests.spotify.rig import Rig


async def test_no_foreign_address_is_followed_with_a_token(rig: Rig) -> None:
    client = Client("t", requests.Session(), rig.sandbox.api_base, (1, 1))

    with pytest.raises(Refused):
        client.next({"next": "http://127.0.0.1:9/steal"})


async def test_the_end_of_a_client_leaves_the_session_open(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    session, closed = plain_session(), []
    monkeypatch.setattr(session, "close", lambda: closed.append(True))

    Client("t", session, rig.sandbox.api_base, (1, 1)).__del__()

    assert closed == []


async def test_a_netrc_of_the_computer_changes_no_token(
    rig: Rig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    await rig.link()

    assert await rig.service.items(rig.uris(1))


def test_addresses_are_put_right() -> None:
    settings = SpotifySettings(
        client_id="a", client_secret=SecretStr("b"), redirect_uri="c",
        api_base="http://127.0.0.1:1/v1", accounts_base="http://127.0.0.1:1/accounts/", market="gb",
    )  # fmt: skip

    assert settings.api_base == "http://127.0.0.1:1/v1/"
    assert settings.accounts_base == "http://127.0.0.1:1/accounts"
    assert settings.market == "GB"
    assert "b" not in repr(settings.client_secret)
