"""views.*: modals by a trigger, Home tabs at any time."""

from typing import Any

from tests.standins.slack.call import Call, Method
from tests.standins.slack.refusals import Refusal, invalid_arguments
from tests.standins.slack.view_rules import check_view


def open_view(call: Call) -> dict[str, Any]:
    """Open a modal for who did what the trigger stands for."""
    check_view(call.args["view"], "modal")
    trigger = call.world.triggers.redeem(call.text("trigger_id"), call.install)
    return {"view": call.world.views.open(trigger.member, trigger.team, call.args["view"]).wire()}


def push_view(call: Call) -> dict[str, Any]:
    """Open a modal over the one the trigger comes from."""
    check_view(call.args["view"], "modal")
    trigger = call.world.triggers.redeem(call.text("trigger_id"), call.install)
    if not trigger.from_view:
        raise Refusal("invalid_trigger_id")
    return {"view": call.world.views.push(trigger.member, trigger.team, call.args["view"]).wire()}


def update_view(call: Call) -> dict[str, Any]:
    """Change a view that is open."""
    ids = {name: call.text(name) for name in ("view_id", "external_id")}
    if not any(ids.values()):
        raise invalid_arguments("missing required field: view_id")
    view = call.world.views.find(call.install, **ids)
    if view is None:
        raise Refusal("not_found")
    check_view(call.args["view"], str(view.payload["type"]))
    return {"view": call.world.views.update(view, call.args["view"], call.args.get("hash")).wire()}


def publish_view(call: Call) -> dict[str, Any]:
    """Show a member's Home tab."""
    if not call.world.app.home_tab:
        raise Refusal("not_enabled")
    member = call.member(call.text("user_id"))
    check_view(call.args["view"], "home")
    team = member.team if member.team in call.install.teams else call.install.teams[0]
    view = call.world.views.publish(member, team, call.args["view"], call.args.get("hash"))
    return {"view": view.wire()}


METHODS = {
    "views.open": Method(open_view, 4, (), ("trigger_id", "view")),
    "views.push": Method(push_view, 4, (), ("trigger_id", "view")),
    "views.update": Method(update_view, 4, (), ("view",)),
    "views.publish": Method(publish_view, 4, (), ("user_id", "view")),
}
