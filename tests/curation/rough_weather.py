"""A pretend playlist service in memory that anybody may edit, and that fails in the middle of a write."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.chat import Member
from bot.curation.edits import Row, anew, applied, plan
from bot.curation.music import Item
from bot.curation.ports import Held, Published
from bot.errors import RateLimited, ServiceDown, ServiceError


@dataclass(slots=True)
class Storm:
    """So many calls fail, from the one after next few on."""

    calls_before: int = 0
    calls: int = 0
    is_done: bool = False  # a failing write is done all the same: only its answer is lost
    is_haste: bool = False  # it is refused for haste, not failed


@dataclass(slots=True)
class RoughService:
    """A `PlaylistService` that does one edit after the other, in whatever weather there is."""

    lists: dict[str, list[Row]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    storm: Storm = field(default_factory=Storm)
    writes: int = 0  # edits done

    @property
    def rows(self) -> list[Row]:
        """What the newest list holds."""
        return [*self.lists.values()][-1] if self.lists else []

    async def create(self, owner: Member, title: str, description: str, *, begun: bool = False) -> Published:
        """Make an empty list."""
        self._may_fail()
        service_id = f"list-{len(self.lists) + 1}"
        self.lists[service_id], self.names[service_id] = [], title
        return Published(service_id, f"https://open.test/{service_id}")

    async def describe(self, owner: Member, service_id: str, title: str, description: str) -> None:
        """Change the title."""
        self._may_fail()
        self.names[service_id] = title

    async def write(
        self, owner: Member, service_id: str, uris: Sequence[str], held: Sequence[Row] | None = None
    ) -> None:
        """Do the edits one by one; the storm may come between two of them."""
        for edit in anew(uris) if held is None else plan(held, uris):
            error = self._error()
            if error is None or self.storm.is_done:
                self.lists[service_id] = applied([edit], self.lists[service_id])
                self.writes += 1
            if error is not None:
                raise error

    async def held(self, owner: Member, service_id: str) -> Held:
        """Return what is on the list."""
        self._may_fail()
        return Held(self.names[service_id], tuple(self.lists[service_id]))

    async def read(self, owner: Member, service_id: str) -> list[Item]:
        """Return nothing: it names no items."""
        return []

    def _may_fail(self) -> None:
        if error := self._error():
            raise error

    def _error(self) -> ServiceError | None:
        if self.storm.calls_before:
            self.storm.calls_before -= 1
            return None
        if not self.storm.calls:
            return None
        self.storm.calls -= 1
        if self.storm.is_haste:
            return RateLimited("The pretend service asks to wait.", seconds=60, quota=False)
        return ServiceDown("The pretend service is down.")
