"""Trigger ids: leave to open a view, for three seconds and once."""

from dataclasses import dataclass

from tests.standins.slack.clock import Clock
from tests.standins.slack.ids import Ids
from tests.standins.slack.refusals import Refusal
from tests.standins.slack.workspace import Install, SlackMember, SlackTeam

TRIGGER_SECONDS = 3


@dataclass(frozen=True)
class Trigger:
    """Who did something, in which workspace, with which install, until when it counts."""

    member: SlackMember
    team: SlackTeam
    install: Install
    until: float
    from_view: str = ""  # the id of the view it was done in


class Triggers:
    """The trigger ids given out."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock, self._ids = clock, ids
        self._open: dict[str, Trigger] = {}
        self._used: set[str] = set()

    def issue(self, member: SlackMember, team: SlackTeam, from_view: str = "") -> str:
        """Return a trigger id for what the member just did in that workspace."""
        until = self._clock.now() + TRIGGER_SECONDS
        trigger_id = f"{self._ids.next('')}.{self._ids.next('')}.{self._ids.secret('t')[2:]}"
        self._open[trigger_id] = Trigger(member, team, team.app_install, until, from_view)
        return trigger_id

    def redeem(self, trigger_id: str, install: Install) -> Trigger:
        """Return what the id stands for; it counts no more.

        Raises:
            Refusal: it is unknown, another workspace's, used, or more than three seconds old.
        """
        trigger = self._open.get(trigger_id)
        if trigger_id in self._used:
            raise Refusal("exchanged_trigger_id")
        if trigger is None or trigger.install is not install:
            raise Refusal("invalid_trigger_id")
        if self._clock.now() > trigger.until:
            raise Refusal("expired_trigger_id")
        self._used.add(trigger_id)
        return trigger
