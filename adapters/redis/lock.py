"""One process per data folder: a lock that the system lets go of when its process dies."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ServiceDown

if sys.platform != "win32":
    import fcntl


@dataclass(frozen=True, slots=True)
class FolderLock:
    """A lock held, with the socket its last holder noted in it."""

    path: Path
    socket: Path | None  # None when nobody held the lock before

    def note(self, socket: Path) -> None:
        """Note where the server of this holder listens."""
        self.path.write_text(str(socket), encoding="utf-8")


@contextmanager
def folder_lock(path: Path) -> Iterator[FolderLock]:
    """Hold the lock at `path`.

    Raises:
        ServiceDown: another process holds it, or the system has no such locks.
    """
    if sys.platform == "win32":
        raise ServiceDown("A data folder cannot be locked on Windows: set REDIS_URL to a Redis server.")
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            taken = f"Another Chorus uses the folder {path.parent}: stop it, or set CHORUS_DATA to another one."
            raise ServiceDown(taken) from error
        file.seek(0)
        last = file.read().strip()
        yield FolderLock(path, Path(last) if last else None)
