"""DATABASE_URL, CHORUS_KEYS and CHORUS_DATA."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import ValidationError

from adapters.sql.settings import SqlSettings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DATABASE_URL", "CHORUS_KEYS", "CHORUS_DATA"):
        monkeypatch.delenv(variable, raising=False)


def test_a_file_under_the_data_folder_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHORUS_DATA", str(tmp_path))

    settings = SqlSettings()

    assert settings.url.render_as_string() == f"sqlite+aiosqlite:///{tmp_path}/chorus.db"
    assert settings.key_file == tmp_path / "chorus.key"
    assert settings.key_list == ()


@pytest.mark.parametrize(
    ("plain", "driven"),
    [
        ("postgresql://ana:pw@db/chorus", "postgresql+psycopg://ana:pw@db/chorus"),
        ("postgres://ana:pw@db/chorus", "postgresql+psycopg://ana:pw@db/chorus"),
        ("postgresql+asyncpg://ana:pw@db/chorus", "postgresql+psycopg://ana:pw@db/chorus"),
        ("sqlite:///data/chorus.db", "sqlite+aiosqlite:///data/chorus.db"),
        ("sqlite:////var/chorus.db", "sqlite+aiosqlite:////var/chorus.db"),
    ],
)
def test_plain_addresses_get_their_async_driver(monkeypatch: pytest.MonkeyPatch, plain: str, driven: str) -> None:
    monkeypatch.setenv("DATABASE_URL", plain)

    assert SqlSettings().url.render_as_string(hide_password=False) == driven


@pytest.mark.parametrize("wrong", ["mysql://ana:hush@db/chorus", "chorus.db", "postgresql://hush@", "sqlite://"])
def test_a_wrong_address_is_told_by_a_sentence_without_the_address(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("DATABASE_URL", wrong)

    with pytest.raises(ValidationError, match="DATABASE_URL must be like postgresql://") as raised:
        SqlSettings()

    assert "hush" not in str(raised.value)


def test_keys_are_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [Fernet.generate_key().decode() for _ in range(2)]
    monkeypatch.setenv("CHORUS_KEYS", f" {keys[0]} ,{keys[1]},")

    settings = SqlSettings()

    assert settings.key_list == tuple(keys)
    assert keys[0] not in repr(settings)


def test_a_wrong_key_is_told_by_a_sentence_without_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHORUS_KEYS", "hush")

    with pytest.raises(ValidationError, match="CHORUS_KEYS must be Fernet keys") as raised:
        SqlSettings()

    assert "hush" not in str(raised.value)
