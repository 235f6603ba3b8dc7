"""REDIS_URL."""

import pytest
from pydantic import ValidationError

from adapters.redis.settings import RedisSettings


def test_no_address_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDIS_URL", raising=False)

    assert RedisSettings().url is None


@pytest.mark.parametrize("url", ["redis://:hush@db:6379/0", "rediss://db", "unix:///run/redis.sock"])
def test_an_address_is_taken_and_not_shown(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("REDIS_URL", url)

    settings = RedisSettings()

    assert settings.url is not None
    assert settings.url.get_secret_value() == url
    assert "hush" not in repr(settings)


def test_a_wrong_address_is_told_by_a_sentence_without_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "http://hush@db")

    with pytest.raises(ValidationError, match="REDIS_URL must be like redis://") as raised:
        RedisSettings()

    assert "hush" not in str(raised.value)
