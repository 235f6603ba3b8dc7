"""What the environment may say of the model."""

import pytest
from pydantic import ValidationError

from adapters.openai.prices import Prices
from adapters.openai.settings import OpenAISettings
from bot.conversation.budget import Allowances
from tests.openai.rig import settings as rig_settings


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OpenAISettings.model_fields:
        monkeypatch.delenv(f"OPENAI_{name.upper()}", raising=False)


def from_environment(monkeypatch: pytest.MonkeyPatch, **said: str) -> OpenAISettings:
    for name, value in said.items():
        monkeypatch.setenv(f"OPENAI_{name}", value)
    return OpenAISettings()


def test_nothing_said_is_no_model_and_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = from_environment(monkeypatch, API_KEY="", BASE_URL="")

    assert not settings.is_wanted


def test_a_key_alone_is_openai_with_its_cheap_model(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = from_environment(monkeypatch, API_KEY=" sk-1 ")

    assert settings.is_wanted
    assert settings.is_cloud
    assert (settings.address, settings.model) == ("https://api.openai.com/v1", "gpt-6-luna")
    assert settings.costs == Prices(0.10, 0.01, 0.50)
    assert settings.timeout_seconds == 25
    assert settings.api_key is not None
    assert settings.api_key.get_secret_value() == "sk-1"


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("http://127.0.0.1:11434", "http://127.0.0.1:11434/v1"),
        ("http://127.0.0.1:11434/", "http://127.0.0.1:11434/v1"),
        ("http://gpu:8080/v1/", "http://gpu:8080/v1"),
        ("https://gateway.test/openai/v1", "https://gateway.test/openai/v1"),
    ],
)
def test_an_address_alone_is_a_server_of_ones_own(monkeypatch: pytest.MonkeyPatch, said: str, address: str) -> None:
    settings = from_environment(monkeypatch, BASE_URL=said)

    assert settings.is_wanted
    assert not settings.is_cloud
    assert settings.address == address
    assert settings.costs == Prices()


@pytest.mark.parametrize(
    ("address", "profile", "is_cloud"),
    [
        ("https://eu.api.openai.com/v1", "auto", True),
        ("https://api.openai.com/v1", "local", False),
        ("https://notopenai.com/v1", "auto", False),
        ("https://openai.com.evil.test/v1", "auto", False),
        ("http://gpu:8080/v1", "cloud", True),
    ],
)
def test_the_profile_goes_by_the_address_until_somebody_says(
    monkeypatch: pytest.MonkeyPatch, address: str, profile: str, *, is_cloud: bool
) -> None:
    settings = from_environment(monkeypatch, API_KEY="sk-1", BASE_URL=address, PROFILE=profile)

    assert settings.is_cloud == is_cloud


@pytest.mark.parametrize(
    "said",
    [
        {"BASE_URL": "localhost:11434"},
        {"BASE_URL": "ftp://gpu/v1"},
        {"BASE_URL": "http://"},
        {"BASE_URL": "https://api.openai.com/v1"},
        {"API_KEY": "sk-1 sk-2"},
        {"API_KEY": "sk-1\nsk-2"},
        {"API_KEY": "ключ"},
        {"PRICES": "0.1"},
        {"PRICES": "0.1,a,0.5"},
        {"PRICES": "0.1,-1,0.5"},
        {"PRICES": "nan,0,0"},
    ],
)
def test_a_mistake_is_told_by_the_settings_name_and_shows_no_secret(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    with pytest.raises(ValidationError) as caught:
        from_environment(monkeypatch, **said)

    message = caught.value.errors()[0]["msg"]
    assert "OPENAI_" in message
    assert "sk-1" not in str(caught.value)


def test_prices_are_three_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = from_environment(monkeypatch, API_KEY="sk-1", PRICES="2, 0.2, 10")

    assert settings.costs == Prices(2, 0.2, 10)


def test_a_password_in_the_address_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = from_environment(monkeypatch, BASE_URL="https://ana:pass@gateway.test:8443/v1")

    assert settings.shown_address == "https://gateway.test:8443/v1"


def test_the_rig_leaves_the_environment_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_MODEL", "from-outside")

    assert rig_settings().model == "gpt-6-luna"


def test_what_may_be_spent_can_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = from_environment(monkeypatch, API_KEY="sk-1", TENANT_DAY_TOKENS="5000")

    assert settings.allowances == Allowances(tenant_day=5000)
