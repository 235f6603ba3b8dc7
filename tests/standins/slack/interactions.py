"""What a member did with a command, a button, a view or a shortcut: what the app is told, what its answer does."""

from dataclasses import dataclass, field
from typing import Any

from tests.standins.slack.answers import Answers
from tests.standins.slack.changes import Changes
from tests.standins.slack.delivery import Answer, Delivery
from tests.standins.slack.element_rules import check_options
from tests.standins.slack.refusals import Refusal
from tests.standins.slack.responses import ResponseUrl
from tests.standins.slack.view_rules import check_view
from tests.standins.slack.views import View
from tests.standins.slack.workspace import SlackMember, SlackTeam
from tests.standins.slack.world import World

TROUBLE = "We had some trouble connecting. Try again?"
MOST_SUGGESTIONS = 100


@dataclass(eq=False)
class Interaction:
    """One thing a member did; `problem` is what Slack tells them when the app did not take it."""

    member: SlackMember
    delivery: Delivery
    problem: str = ""
    suggestions: list[dict[str, Any]] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes, repr=False)

    @property
    def acknowledged(self) -> bool:
        """Whether the app took it within three seconds."""
        return self.delivery.acknowledged

    @property
    def trigger_id(self) -> str:
        """Return its trigger id."""
        return str(self.delivery.payload.get("trigger_id", ""))

    @property
    def response_url(self) -> str:
        """Return its response URL; empty where it has none."""
        return str(self.delivery.payload.get("response_url", ""))

    async def done(self) -> "Interaction":
        """Return itself once the app took it or three seconds of the stand-in's clock passed."""
        await self.changes.until(lambda: self.delivery.answer is not None, f"an answer to {self.delivery.type}")
        return self


class Reactions:
    """Does what the app's acknowledgement asks for."""

    def __init__(self, world: World, answers: Answers) -> None:
        self._world, self._answers = world, answers

    def to_command(self, interaction: Interaction, url: ResponseUrl, answer: Answer) -> None:
        """Show what the acknowledgement of a command says, or that there was none."""
        command = interaction.delivery.payload["command"]
        if not answer.acknowledged:
            error = "operation_timeout" if answer.failed == "timeout" else "dispatch_failed"
            interaction.problem = f"{command} failed with the error {error!r}"
        elif answer.body and (answer.body.get("text") or answer.body.get("blocks")):
            self._try(interaction, lambda: self._answers.take(url, answer.body))

    def to_press(self, interaction: Interaction, answer: Answer) -> None:
        """Show a warning where something pressed was not taken."""
        if not answer.acknowledged:
            interaction.problem = TROUBLE
        elif answer.body and answer.body.get("text"):
            self._world.complain("a block action was acknowledged with a message, which Slack does not show")

    def to_typing(self, interaction: Interaction, answer: Answer) -> None:
        """Keep the options that were suggested."""
        body = answer.body or {}
        groups = body.get("option_groups") or [body]
        interaction.suggestions = [option for group in groups for option in group.get("options", [])]
        wrong = list(check_options(interaction.suggestions, "/options"))
        if len(interaction.suggestions) > MOST_SUGGESTIONS:
            wrong.append("no more than 100 items allowed [json-pointer:/options]")
        if not answer.acknowledged or wrong:
            interaction.problem, interaction.suggestions = "Something went wrong while loading", []
        self._world.violations.extend(wrong)

    def to_submission(self, interaction: Interaction, view: View, answer: Answer) -> None:
        """Close the view, or do what the response action says."""
        body = answer.body if isinstance(answer.body, dict) else {}
        if not answer.acknowledged:
            interaction.problem = TROUBLE
            return
        self._try(interaction, lambda: self._respond(view, body))

    def _respond(self, view: View, body: dict[str, Any]) -> None:
        views, stack, kind = self._world.views, self._world.views.stack(view.member), body.get("response_action")
        if kind is None and view in stack:
            stack.remove(view)
        elif kind == "clear":
            stack.clear()
        elif kind == "errors":
            self._show_errors(view, body.get("errors", {}))
        elif kind in ("update", "push"):
            check_view(body.get("view"), "modal")
            if kind == "update":
                views.update(view, body["view"])
            else:
                views.push(view.member, view.team, body["view"])
        elif kind is not None:
            raise Refusal(f"unknown response_action {kind}")

    def _show_errors(self, view: View, errors: dict[str, str]) -> None:
        asking = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        for strange in sorted(set(errors) - asking):
            raise Refusal(f"errors are for input blocks, and {strange} is none")
        view.errors = errors

    def _try(self, interaction: Interaction, act: Any) -> None:
        """Act; what Slack would refuse shows the member trouble and is a violation."""
        try:
            act()
        except Refusal as refusal:
            interaction.problem = TROUBLE
            told = refusal.fields.get("response_metadata", {}).get("messages", "")
            self._world.complain(f"an acknowledgement was refused: {refusal.error} {told}")


def about(world: World, kind: str, member: SlackMember, team: SlackTeam) -> dict[str, Any]:
    """Return what every interactive payload tells: who, in which workspace, for which app."""
    install, enterprise = team.app_install, team.enterprise
    named = {"id": team.id, "domain": team.domain}
    theirs = {"id": enterprise.id, "name": enterprise.name} if enterprise else None
    if enterprise:
        named |= {"enterprise_id": enterprise.id, "enterprise_name": enterprise.name}
    user = {"id": member.id, "username": member.name.lower(), "name": member.name.lower(), "team_id": member.team.id}
    return {
        "type": kind,
        "user": user,
        "api_app_id": world.app.id,
        "token": world.app.verification_token,
        "team": None if install.org_wide else named,
        "enterprise": theirs,
        "is_enterprise_install": install.org_wide,
    }
