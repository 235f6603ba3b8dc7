"""A pretend playlist: its rows, its versions, and how late the world learns of a new version."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b

from adapters.sandbox.spotify.errors import Refusal

SNAPSHOT_LAG = timedelta(seconds=30)  # how long a read goes on showing an older version's id


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a playlist."""

    uri: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class Version:
    """One change of a playlist and when it was made."""

    snapshot_id: str
    made_at: datetime


@dataclass(slots=True)
class PretendPlaylist:
    """A playlist on the pretend Spotify."""

    id: str
    owner: str
    name: str
    description: str | None
    public: bool  # as it was asked for; see `SpotifyState.privacy_sticks`
    collaborative: bool
    rows: list[Row] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    cover: str | None = None  # the id of an uploaded image
    _being_written: bool = False

    @property
    def uri(self) -> str:
        """The playlist's Spotify URI."""
        return f"spotify:playlist:{self.id}"

    def change(self, now: datetime) -> str:
        """Note that something changed at `now`; return the new version's id."""
        snapshot_id = _snapshot_id(self.id, len(self.versions) + 1, "made")
        self.versions.append(Version(snapshot_id, now))
        return snapshot_id

    def shown_snapshot_id(self, now: datetime) -> str:
        """Return the id a read at `now` shows: an older version's, then a passing one, then the newest."""
        shown = self.versions[0].snapshot_id
        for number, version in enumerate(self.versions[1:], start=2):
            if now - version.made_at >= SNAPSHOT_LAG:
                shown = version.snapshot_id
            elif now - version.made_at >= SNAPSHOT_LAG / 2:
                shown = _snapshot_id(self.id, number, "passing")
        return shown

    def knows_version(self, snapshot_id: str) -> bool:
        """Tell whether `snapshot_id` names a version of this playlist."""
        return any(version.snapshot_id == snapshot_id for version in self.versions)

    def insert(self, rows: Iterable[Row], position: int | None) -> None:
        """Put `rows` in at `position`, or at the end."""
        place = len(self.rows) if position is None else position
        if not 0 <= place <= len(self.rows):
            raise Refusal(400, "Index out of bounds.")
        self.rows[place:place] = rows

    def reorder(self, start: int, length: int, before: int) -> None:
        """Move `length` rows from `start` to just before the row now at `before`."""
        total = len(self.rows)
        if length < 1 or not 0 <= start <= total - length or not 0 <= before <= total:
            raise Refusal(400, "Index out of bounds.")
        moved = self.rows[start : start + length]
        if start <= before <= start + length:
            return
        del self.rows[start : start + length]
        place = before if before < start else before - length
        self.rows[place:place] = moved

    def remove(self, uris: frozenset[str]) -> None:
        """Take out every row that holds one of `uris`."""
        self.rows = [row for row in self.rows if row.uri not in uris]

    @contextmanager
    def being_written(self) -> Iterator[None]:
        """Hold the playlist for one write; a second one at the same time fails as it does at Spotify."""
        if self._being_written:
            raise Refusal(500, "Server error.")
        self._being_written = True
        try:
            yield
        finally:
            self._being_written = False


def _snapshot_id(playlist_id: str, number: int, kind: str) -> str:
    digest = blake2b(f"{playlist_id}/{number}/{kind}".encode(), digest_size=20).digest()
    return b64encode(number.to_bytes(4) + digest).decode()
