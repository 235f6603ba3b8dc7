"""A pretend person's player: devices, what plays, and what comes next, all by the clock."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from adapters.sandbox.identity import share
from adapters.sandbox.spotify.errors import Refusal


@dataclass(slots=True)
class Device:
    """Something that can play."""

    id: str
    name: str
    type: str
    volume_percent: int = 60


@dataclass(frozen=True, slots=True)
class Playable:
    """A uri and how long it lasts."""

    uri: str
    lasts: timedelta


@dataclass(slots=True)
class Player:
    """What one person's devices do."""

    devices: list[Device]
    active_device_id: str | None = None
    playing: bool = False
    kind: str = "track"  # track, episode, ad or unknown
    context_uri: str | None = None
    current: Playable | None = None
    upcoming: list[Playable] = field(default_factory=list)
    queued: list[Playable] = field(default_factory=list)
    played: list[Playable] = field(default_factory=list)  # newest last
    finished: list[tuple[Playable, datetime]] = field(default_factory=list)  # not yet in the history
    position: timedelta = timedelta()
    changed_at: datetime | None = None
    shuffle: bool = False
    repeat: str = "off"

    @classmethod
    def silent(cls, person_id: str) -> "Player":
        """Return a player with two devices, neither of them awake."""
        return cls([
            Device(_device_id(person_id, "phone"), "Pretend phone", "Smartphone"),
            Device(_device_id(person_id, "computer"), "Pretend computer", "Computer"),
        ])  # fmt: skip

    @property
    def active_device(self) -> Device | None:
        """The device that plays or is ready to, if one is awake."""
        return next((device for device in self.devices if device.id == self.active_device_id), None)

    def wake(self, device_id: str | None = None) -> Device:
        """Make a device the active one, the first if none is named."""
        wanted = device_id or (self.active_device_id or self.devices[0].id)
        device = next((device for device in self.devices if device.id == wanted), None)
        if device is None:
            raise Refusal(404, "Device not found")
        self.active_device_id = device.id
        return device

    def start(
        self, playables: list[Playable], now: datetime, *, context_uri: str | None = None,
        position: timedelta = timedelta(),
    ) -> None:  # fmt: skip
        """Play `playables` one after the other from `now`."""
        self.current, self.upcoming = playables[0], playables[1:]
        self.context_uri = context_uri
        self._begin(now, position)

    def resume(self, now: datetime) -> None:
        """Go on playing."""
        self.playing, self.changed_at = True, now

    def pause(self, now: datetime) -> None:
        """Stop where it is."""
        self.position = self.progress(now)
        self.playing, self.changed_at = False, now

    def progress(self, now: datetime) -> timedelta:
        """Return how far into the current item the player is at `now`."""
        if not self.playing or self.changed_at is None:
            return self.position
        return self.position + (now - self.changed_at)

    def advance(self, now: datetime) -> None:
        """Let the time up to `now` pass: items end and the next ones begin."""
        while self.playing and self.current is not None and self.progress(now) >= self.current.lasts:
            over = self.progress(now) - self.current.lasts
            self._to_next(now - over)
            if self.current is not None:
                self.position = timedelta()

    def skip(self, now: datetime) -> None:
        """Go to the next item, or stop after the last."""
        self._to_next(now)

    def back(self, now: datetime) -> None:
        """Go back to the item before, or to the start of this one."""
        if self.current is not None and self.played:
            self.upcoming.insert(0, self.current)
            self.current = self.played.pop()
        self._begin(now, timedelta())

    def seek(self, position: timedelta, now: datetime) -> None:
        """Go to `position` in the current item."""
        self.position, self.changed_at = position, now

    def _to_next(self, now: datetime) -> None:
        if self.current is not None:
            self.played.append(self.current)
            self.finished.append((self.current, now))
        line = self.queued or self.upcoming
        self.current = line.pop(0) if line else None
        self._begin(now, timedelta())

    def _begin(self, now: datetime, position: timedelta) -> None:
        self.position, self.changed_at = position, now
        self.playing = self.current is not None


def _device_id(person_id: str, name: str) -> str:
    return f"{int(share('device', person_id, name) * 2**48):012x}" * 3
