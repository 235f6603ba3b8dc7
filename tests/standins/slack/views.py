"""Views: the modals a member has open, one over another, and their Home tabs."""

from dataclasses import dataclass, field
from typing import Any

from tests.standins.slack.elements import with_ids
from tests.standins.slack.ids import Ids
from tests.standins.slack.refusals import Refusal
from tests.standins.slack.workspace import Install, SlackMember, SlackTeam

MOST_VIEWS = 3  # over one another


@dataclass(eq=False)
class View:
    """One view as the app described it, with what Slack adds."""

    id: str
    member: SlackMember = field(repr=False)
    team: SlackTeam = field(repr=False)  # the workspace whose install opened it
    payload: dict[str, Any]
    hash: str
    root_id: str
    previous_id: str | None = None
    errors: dict[str, str] = field(default_factory=dict)  # by block, as the member reads them

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """Return its blocks, each with an id."""
        return with_ids(self.payload["blocks"])

    def wire(self, state: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the view as payloads and answers carry it, with what was filled in."""
        install = self.team.app_install
        empty = {"close": None, "submit": None, "callback_id": "", "private_metadata": "", "external_id": ""}
        flags = {"clear_on_close": False, "notify_on_close": False}
        return {
            **empty,
            **flags,
            **self.payload,
            "blocks": self.blocks,
            "id": self.id,
            "team_id": self.member.team.id,
            "app_id": install.bot.app_id,
            "app_installed_team_id": self.team.id,
            "bot_id": install.bot.bot_id,
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "state": {"values": state or {}},
        }


class Views:
    """Every member's stack of modals and Home tab."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._stacks: dict[SlackMember, list[View]] = {}
        self._homes: dict[tuple[SlackMember, Install], View] = {}

    def stack(self, member: SlackMember) -> list[View]:
        """Return the modals the member has open, the one on top last."""
        return self._stacks.setdefault(member, [])

    def home(self, member: SlackMember, install: Install) -> View | None:
        """Return the member's Home tab, None until one was published."""
        return self._homes.get((member, install))

    def open(self, member: SlackMember, team: SlackTeam, payload: dict[str, Any]) -> View:
        """Show a modal; it takes the place of any that were open."""
        self._stacks[member] = []
        return self.push(member, team, payload)

    def push(self, member: SlackMember, team: SlackTeam, payload: dict[str, Any]) -> View:
        """Show a modal over those that are open.

        Raises:
            Refusal: three are open, or another view has its external_id.
        """
        stack = self.stack(member)
        if len(stack) >= MOST_VIEWS:
            raise Refusal("push_limit_reached")
        self._check_external_id(payload, team, None)
        view_id = self._ids.next("V")
        root, previous = (stack[0].id, stack[-1].id) if stack else (view_id, None)
        view = View(view_id, member, team, payload, self._ids.ts(), root, previous)
        stack.append(view)
        return view

    def publish(self, member: SlackMember, team: SlackTeam, payload: dict[str, Any], known: str | None) -> View:
        """Show a Home tab.

        Raises:
            Refusal: `known` is the hash of an older one, or another view has its external_id.
        """
        before = self.home(member, team.app_install)
        if known is not None and before is not None and known != before.hash:
            raise Refusal("hash_conflict")
        self._check_external_id(payload, team, before)
        view_id = before.id if before else self._ids.next("V")
        view = View(view_id, member, team, payload, self._ids.ts(), view_id)
        self._homes[(member, team.app_install)] = view
        return view

    def update(self, view: View, payload: dict[str, Any], known: str | None = None) -> View:
        """Show something else in a view that is open.

        Raises:
            Refusal: `known` is an older hash, or another view has its external_id.
        """
        if known is not None and known != view.hash:
            raise Refusal("hash_conflict")
        self._check_external_id(payload, view.team, view)
        view.payload, view.hash, view.errors = payload, self._ids.ts(), {}
        return view

    def find(self, install: Install, *, view_id: str = "", external_id: str = "") -> View | None:
        """Return the open view of that id, None where the install has none."""
        for view in self._all():
            if view.team.install is install and (
                view.id == view_id or (external_id and view.payload.get("external_id") == external_id)
            ):
                return view
        return None

    def _all(self) -> list[View]:
        return [view for stack in self._stacks.values() for view in stack] + list(self._homes.values())

    def _check_external_id(self, payload: dict[str, Any], team: SlackTeam, itself: View | None) -> None:
        wanted = payload.get("external_id")
        for view in self._all() if wanted else ():
            if view is not itself and view.team is team and view.payload.get("external_id") == wanted:
                raise Refusal("duplicate_external_id")
