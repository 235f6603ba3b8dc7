"""Encrypting tokens."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from adapters.sql.cipher import Cipher, load_or_make_key
from bot.errors import ServiceDown


def a_key() -> str:
    """Return a new key."""
    return Fernet.generate_key().decode()


def test_gives_back_what_it_encrypted() -> None:
    cipher = Cipher.from_keys([a_key()])

    encrypted = cipher.encrypt("tóken")

    assert "tóken" not in encrypted
    assert cipher.decrypt(encrypted) == cipher.decrypt(cipher.encrypt("tóken".encode())) == "tóken"


def test_an_old_key_opens_and_the_newest_key_closes() -> None:
    old, new = a_key(), a_key()
    both = Cipher.from_keys([new, old])

    opened = both.decrypt(Cipher.from_keys([old]).encrypt("token"))

    assert opened == "token"
    assert Cipher.from_keys([new]).decrypt(both.encrypt(opened)) == "token"


def test_a_lost_key_is_an_outage_not_an_empty_token() -> None:
    encrypted = Cipher.from_keys([a_key()]).encrypt("token")

    with pytest.raises(ServiceDown, match="CHORUS_KEYS"):
        Cipher.from_keys([a_key()]).decrypt(encrypted)


def test_no_key_makes_no_cipher() -> None:
    with pytest.raises(ValueError, match="at least one Fernet"):
        Cipher.from_keys([])


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "chorus.key"

    first, second = load_or_make_key(path), load_or_make_key(path)

    assert first == second
    assert Cipher.from_keys([first])
    assert path.stat().st_mode & 0o777 == 0o600
