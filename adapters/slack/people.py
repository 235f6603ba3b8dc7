"""What members are called, and which language they read."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from adapters.slack.installations import NAME, Installation
from adapters.slack.markup import one_line
from adapters.slack.refusals import Refused, SetupProblem, asking_slack
from bot.chat import Member
from bot.errors import ServiceError

REMEMBERED = timedelta(hours=1)
MOST_REMEMBERED = 10_000
ASK_SECONDS = 1.0  # of the three in which Slack wants its answer

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Person:
    """A member as Slack shows them."""

    name: str
    language: str | None = None  # such as "es"
    team: str | None = None  # of somebody from another company: the workspace or organisation they belong to
    is_admin: bool = False  # of this workspace


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the payload itself."""

    installation: Installation
    people: Mapping[str, Person]
    now: datetime

    def member(self, member_id: str, team: str | None = None, name: str = "", *, is_shared: bool = False) -> Member:
        """Return a member; the name is what Slack tells, else what the payload says, else the id."""
        person = self.people.get(member_id)
        if team is None and person is not None and person.team is not None:
            team, is_shared = person.team, True  # they are only named here, and no payload tells of where
        home = self.installation.home_of(team, is_shared=is_shared)
        return Member(NAME, home, member_id, (person.name if person else "") or one_line(name) or member_id)

    @property
    def names(self) -> dict[str, str]:
        """The names of members, by id."""
        return {member_id: person.name for member_id, person in self.people.items()}

    def moderates(self, member_id: str) -> bool:
        """Tell whether Slack says that the member administers the workspace; who made a channel, it does not tell."""
        person = self.people.get(member_id)
        return person is not None and person.is_admin

    def language(self, member_id: str) -> str | None:
        """Return the language the member reads Slack in."""
        person = self.people.get(member_id)
        return person.language if person else None


class People:
    """Looks members up, and remembers them for a while; without the scope users:read everybody is unknown."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._known: OrderedDict[tuple[str, str], tuple[Person, datetime]] = OrderedDict()
        self._not_before: dict[str, datetime] = {}  # by tenant: where Slack will not tell, ask again then

    async def known(self, installation: Installation, member_ids: Iterable[str]) -> Known:
        """Return who the members are; who cannot be looked up in time is left out."""
        wanted = [one for one in dict.fromkeys(member_ids) if one != installation.me]
        found = await asyncio.gather(*(self._person(installation, member_id) for member_id in wanted))
        people = {member_id: person for member_id, person in zip(wanted, found, strict=True) if person is not None}
        return Known(installation, people, self._clock())

    async def _person(self, installation: Installation, member_id: str) -> Person | None:
        key, now = (installation.tenant, member_id), self._clock()
        person, until = self._known.get(key, (None, now))
        if person is not None and now < until:
            return person
        if now < self._not_before.get(installation.tenant, now):
            return None
        asked = await self._ask(installation, member_id)
        if asked is not None:
            self._remember(key, asked)
        return asked

    async def _ask(self, installation: Installation, member_id: str) -> Person | None:
        try:
            with asking_slack():
                async with asyncio.timeout(ASK_SECONDS):
                    answer = await installation.client.users_info(user=member_id, include_locale=True)
        except SetupProblem as problem:
            self._not_before[installation.tenant] = self._clock() + REMEMBERED
            log.warning("slack names unknown", tenant=installation.tenant, reason=str(problem))
            return None
        except Refused:
            return None
        except ServiceError as error:
            log.warning("slack name not found", reason=str(error))
            return None
        return to_person(answer.get("user", {}))

    def _remember(self, key: tuple[str, str], person: Person) -> None:
        self._known[key] = (person, self._clock() + REMEMBERED)
        self._known.move_to_end(key)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)


def to_person(user: dict[str, object]) -> Person:
    """Return the person of `users.info`."""
    profile = user.get("profile")
    names = profile if isinstance(profile, dict) else {}
    shown = names.get("display_name") or names.get("real_name") or user.get("real_name") or user.get("name") or ""
    locale = user.get("locale")
    return Person(one_line(str(shown)), str(locale)[:2] if locale else None, _home_of(user), is_admin=_is_admin(user))


def _is_admin(user: dict[str, object]) -> bool:
    """Tell whether it is an admin or owner of this workspace; somebody else's has no say here."""
    return not user.get("is_stranger") and any(user.get(role) is True for role in ("is_admin", "is_owner"))


def _home_of(user: dict[str, object]) -> str | None:
    """Return where somebody from another company belongs; None for everybody else."""
    grid = user.get("enterprise_user")
    home = grid.get("enterprise_id") if isinstance(grid, dict) else user.get("team_id")
    return str(home) if home and user.get("is_stranger") else None
