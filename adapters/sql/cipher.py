"""Encrypting what must not be readable in a database: tokens."""

import os
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import ServiceDown


class Cipher:
    """Encrypts with the newest key; decrypts with any of them."""

    def __init__(self, fernet: MultiFernet) -> None:
        self._fernet = fernet

    @classmethod
    def from_keys(cls, keys: Sequence[str]) -> "Cipher":
        """Return a cipher over `keys`, newest first.

        Raises:
            ValueError: there is none, or one is not a Fernet key.
        """
        return cls(MultiFernet([Fernet(key) for key in keys]))

    def encrypt(self, plain: str | bytes) -> str:
        """Return `plain` encrypted with the newest key."""
        return self._fernet.encrypt(plain.encode() if isinstance(plain, str) else plain).decode("ascii")

    def decrypt(self, encrypted: str | bytes) -> str:
        """Return what was encrypted.

        Raises:
            ServiceDown: none of the keys fits.
        """
        try:
            return self._fernet.decrypt(encrypted).decode()
        except InvalidToken as error:
            raise ServiceDown("No key of CHORUS_KEYS opens what is stored; is an old key missing?") from error


def load_or_make_key(path: Path) -> str:
    """Return the key kept at `path`; a first call makes it, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(file, "wb") as opened:
        opened.write(Fernet.generate_key())
    return path.read_text(encoding="ascii").strip()
