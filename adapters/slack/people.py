"""What members are called, and which language they read."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient

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


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the payload itself."""

    installation: Installation
    people: Mapping[str, Person]
    now: datetime

    def member(self, member_id: str, team: str | None = None, name: str = "", *, is_shared: bool = False) -> Member:
        """Return a member; the name is what Slack tells, else what the payload says, else the id."""
        person = self.people.get(member_id)
        home = self.installation.home_of(team, is_shared=is_shared)
        return Member(NAME, home, member_id, (person.name if person else "") or one_line(name) or member_id)

    @property
    def names(self) -> dict[str, str]:
        """The names of members, by id."""
        return {member_id: person.name for member_id, person in self.people.items()}

    def language(self, member_id: str) -> str | None:
        """Return the language the member reads Slack in."""
        person = self.people.get(member_id)
        return person.language if person else None


class People:
    """Looks members up, and remembers them for a while; without the scope users:read everybody is unknown."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._known: OrderedDict[tuple[str, str], tuple[Person, datetime]] = OrderedDict()
        self._not_before: datetime | None = None  # where Slack will not tell, ask again then

    async def known(self, installation: Installation, member_ids: Iterable[str]) -> Known:
        """Return who the members are; who cannot be looked up in time is left out."""
        wanted = [one for one in dict.fromkeys(member_ids) if one != installation.me]
        found = await asyncio.gather(*(self._person(installation, member_id) for member_id in wanted))
        people = {member_id: person for member_id, person in zip(wanted, found, strict=True) if person is not None}
        return Known(installation, people, self._clock())

    async def _person(self, installation: Installation, member_id: str) -> Person | None:
        key = (installation.tenant, member_id)
        person, until = self._known.get(key, (None, self._clock()))
        if person is not None and self._clock() < until:
            return person
        if self._not_before is not None and self._clock() < self._not_before:
            return None
        asked = await self._ask(installation.client, member_id)
        if asked is not None:
            self._remember(key, asked)
        return asked

    async def _ask(self, client: AsyncWebClient, member_id: str) -> Person | None:
        try:
            with asking_slack():
                async with asyncio.timeout(ASK_SECONDS):
                    answer = await client.users_info(user=member_id, include_locale=True)
        except SetupProblem:
            self._not_before = self._clock() + REMEMBERED
            log.warning("slack names unknown", reason="the scope users:read is missing")
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
    return Person(one_line(str(shown)), str(locale)[:2] if locale else None)
