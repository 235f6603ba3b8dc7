"""Where the pages are."""

import pytest
from pydantic import ValidationError

from adapters.web.settings import WebSettings


def test_is_on_this_computer_unless_told_otherwise() -> None:
    settings = WebSettings()

    assert settings.public_address == "http://127.0.0.1:8000"
    assert not settings.is_https


def test_reads_its_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_PORT", "9000")
    monkeypatch.setenv("WEB_ADDRESS", "https://chorus.example/")

    settings = WebSettings()

    assert (settings.port, settings.public_address, settings.is_https) == (9000, "https://chorus.example", True)


@pytest.mark.parametrize(
    "address", ["chorus.example", "ftp://chorus.example", "https://chorus.example/music", "http://"]
)
def test_says_what_a_wrong_address_should_be(address: str) -> None:
    with pytest.raises(ValidationError, match="WEB_ADDRESS must be"):
        WebSettings(address=address)
