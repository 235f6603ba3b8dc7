"""What curation is given of a group and what it gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.chat import Member
from bot.curation.aims import Want
from bot.curation.ledger import Served
from bot.curation.lexicon.terms import fold
from bot.curation.music import Entry, Item
from bot.curation.repeats import NOTHING_HAD, Had
from bot.curation.wish import Said


@dataclass(frozen=True, slots=True)
class Group:
    """Who a list is for."""

    members: tuple[Member, ...]
    tastes: Mapping[Member, Sequence[Want]] = field(default_factory=dict)  # what they wanted of earlier lists
    locked: frozenset[str] = frozenset()  # uris of what stays on the list, whatever is said
    standing: tuple[Said, ...] = ()  # what none of the group's lists may hold
    most_by_artist: int | None = None  # tracks of one artist; None = the usual number
    had: Had = NOTHING_HAD  # what earlier lists held, so that it does not come again
    served: Sequence[Served] = ()  # how the list there is served them, if there is one, and earlier ones, newest first

    def named(self, name: str, speaker: Member) -> Member | None:
        """Return the member that a name, or a key, means; "" is the speaker; None when nobody here is called so."""
        if not name:
            return speaker
        wanted = fold(name)
        keyed = [m for m in self.members if m.key == name]
        exact = [m for m in self.members if fold(m.name) == wanted]
        near = [m for m in self.members if wanted in fold(m.name).split()]
        return next(iter([*keyed, *exact, *near]), None)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something honest to say beside a list: a key of the text catalogue with its values."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A list as it should be, the items behind its uris, and what is to be said beside it."""

    entries: tuple[Entry, ...]
    items: Mapping[str, Item]
    remarks: tuple[Remark, ...] = ()
