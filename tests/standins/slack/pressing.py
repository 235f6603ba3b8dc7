"""What members do that the app must acknowledge: commands, buttons and menus, views, shortcuts."""

from functools import partial
from typing import Any

from tests.standins.slack import markup
from tests.standins.slack.answers import Answers
from tests.standins.slack.delivery import Delivery
from tests.standins.slack.elements import Values, action, filled, find
from tests.standins.slack.interactions import Interaction, Reactions, about
from tests.standins.slack.refusals import Impossible
from tests.standins.slack.responses import RESPONSE_SECONDS, ResponseUrl
from tests.standins.slack.views import View
from tests.standins.slack.watching import Watching
from tests.standins.slack.workspace import SlackChannel, SlackMember, SlackMessage, SlackTeam


class Pressing(Watching):
    """The part of the stand-in's Python side that presses, fills in and commands."""

    answers: Answers

    def commands(self, member: SlackMember, channel: SlackChannel, command: str, text: str = "") -> Interaction:
        """Let a member use a slash command; the bot need not be in the channel.

        Raises:
            Impossible: the app has no such command, or the member is not in the channel.
        """
        if command not in self.world.app.commands:
            raise Impossible(f"{command} is not a valid command")
        self._must_be_in(member, channel)
        team = self._team(channel)
        url = ResponseUrl(member, team.bot, channel, None, self.world.clock.now() + RESPONSE_SECONDS)
        payload = self._command(member, channel, team, command, text)
        interaction = self._interaction(member, "slash_commands", payload)
        reactions = Reactions(self.world, self.answers)
        interaction.delivery.on_answer = partial(reactions.to_command, interaction, url)
        return self._sent(interaction)

    def presses(self, member: SlackMember, on: SlackMessage | View, word: str, chosen: Any = None) -> Interaction:
        """Let a member press a button, or choose from a menu, of a message or view.

        Args:
            word: The element's action_id, or what is written on it.
            chosen: The value or text of the option, for a menu; a list of them where several can be chosen.

        Raises:
            Impossible: the member does not see it, or there is no such element or option.
        """
        self._must_see(member, on)
        block, element = find(on.blocks, word)
        payload = self._view_place(on) if isinstance(on, View) else self._message_place(member, on)
        payload |= {"actions": [action(block, element, chosen, self.world.ids.ts())]}
        payload = about(self.world, "block_actions", member, self._team_of(on)) | payload
        return self._pressed(member, payload, self._team_of(on), on.id if isinstance(on, View) else "")

    def submits(self, member: SlackMember, view: View, values: Values | None = None) -> Interaction:
        """Let a member fill in the modal on top and submit it.

        Args:
            values: What they fill in, by action_id, block_id or label.

        Raises:
            Impossible: the view is not on top, or something is missing or too long.
        """
        self._must_see(member, view)
        state = filled(view.blocks, values or {})
        payload = about(self.world, "view_submission", member, self._home_of(view))
        payload |= {"view": view.wire(state), "response_urls": []}
        payload["trigger_id"] = self.world.triggers.issue(member, view.team, view.id)
        interaction = self._interaction(member, "interactive", payload)
        reactions = Reactions(self.world, self.answers)
        interaction.delivery.on_answer = partial(reactions.to_submission, interaction, view)
        return self._sent(interaction)

    def closes(self, member: SlackMember, view: View) -> Interaction | None:
        """Let a member close the modal on top; the app hears of it where it asked to, else None."""
        self._must_see(member, view)
        self.world.views.stack(member).remove(view)
        self.world.changes.happened()
        if not view.payload.get("notify_on_close"):
            return None
        payload = about(self.world, "view_closed", member, self._home_of(view))
        payload |= {"view": view.wire(), "is_cleared": False}
        return self._pressed(member, payload, None)

    def types(self, member: SlackMember, on: SlackMessage | View, word: str, text: str) -> Interaction:
        """Let a member type into a menu that asks the app; what it suggests is in `suggestions`."""
        self._must_see(member, on)
        block, element = find(on.blocks, word)
        if len(text) < element.get("min_query_length", 3):
            raise Impossible("the menu does not ask before so many characters")
        payload = about(self.world, "block_suggestion", member, self._team_of(on))
        payload |= self._view_place(on) if isinstance(on, View) else self._message_place(member, on)
        payload |= {"action_id": element.get("action_id", ""), "block_id": block["block_id"], "value": text}
        payload.pop("response_url", None)
        interaction = self._interaction(member, "interactive", payload)
        interaction.delivery.on_answer = partial(Reactions(self.world, self.answers).to_typing, interaction)
        return self._sent(interaction)

    def uses_shortcut(self, member: SlackMember, message: SlackMessage | None, callback_id: str) -> Interaction:
        """Let a member use a shortcut on a message, or, without one, from anywhere.

        Raises:
            Impossible: the app has no such shortcut, or the member does not see the message.
        """
        app = self.world.app
        if callback_id not in (app.global_shortcuts if message is None else app.message_shortcuts):
            raise Impossible(f"the app has no shortcut {callback_id}")
        if message is None:
            payload = about(self.world, "shortcut", member, member.team)
            return self._pressed(member, payload | {"callback_id": callback_id}, member.team)
        self._must_see(member, message)
        place = self._message_place(member, message)
        payload = about(self.world, "message_action", member, self._team(message.channel))
        payload |= {key: place[key] for key in ("channel", "response_url")} | {"callback_id": callback_id}
        payload |= {"message": message.wire(), "message_ts": message.ts}
        return self._pressed(member, payload, self._team(message.channel))

    def _pressed(
        self, member: SlackMember, payload: dict[str, Any], team: SlackTeam | None, view_id: str = ""
    ) -> Interaction:
        payload["action_ts"] = self.world.ids.ts()
        if team is not None:
            payload["trigger_id"] = self.world.triggers.issue(member, team, view_id)
        interaction = self._interaction(member, "interactive", payload)
        interaction.delivery.on_answer = partial(Reactions(self.world, self.answers).to_press, interaction)
        return self._sent(interaction)

    def _command(
        self, member: SlackMember, channel: SlackChannel, team: SlackTeam, command: str, text: str
    ) -> dict[str, Any]:
        payload = {"token": self.world.app.verification_token, "api_app_id": self.world.app.id, "command": command}
        payload |= {"team_id": team.id, "team_domain": team.domain, "channel_id": channel.id}
        payload |= {"channel_name": channel.name, "user_id": member.id, "user_name": member.name.lower()}
        payload |= {"text": markup.typed(text, self._names(channel)), "is_enterprise_install": "false"}
        if team.enterprise:
            payload |= {"enterprise_id": team.enterprise.id, "enterprise_name": team.enterprise.name}
            payload["is_enterprise_install"] = str(team.app_install.org_wide).lower()
        payload["response_url"] = self._response_url(member, channel, None)
        payload["trigger_id"] = self.world.triggers.issue(member, team)
        return payload

    def _message_place(self, member: SlackMember, message: SlackMessage) -> dict[str, Any]:
        hidden = message.only_for is not None
        container: dict[str, Any] = {"type": "message", "message_ts": message.ts, "channel_id": message.channel.id}
        container["is_ephemeral"] = hidden
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        place: dict[str, Any] = {
            "container": container,
            "channel": {"id": message.channel.id, "name": message.channel.name},
        }
        place["state"] = {"values": {}}
        place["response_url"] = self._response_url(member, message.channel, message)
        return place if hidden else place | {"message": message.wire()}

    def _view_place(self, view: View) -> dict[str, Any]:
        return {"container": {"type": "view", "view_id": view.id}, "view": view.wire()}

    def _response_url(self, member: SlackMember, channel: SlackChannel, original: SlackMessage | None) -> str:
        author = self._team(channel).bot
        return self.world.base_url + self.world.response_urls.issue(member, author, channel, original)

    def _interaction(self, member: SlackMember, kind: str, payload: dict[str, Any]) -> Interaction:
        return Interaction(member, Delivery(kind, payload), changes=self.world.changes)

    def _sent(self, interaction: Interaction) -> Interaction:
        self.world.dispatcher.send(interaction.delivery)
        return interaction

    def _team_of(self, on: SlackMessage | View) -> SlackTeam:
        return on.team if isinstance(on, View) else self._team(on.channel)

    def _home_of(self, view: View) -> SlackTeam:
        """Return the workspace a submission names: a stranger's own, where the app may be unknown."""
        return view.member.team if view.member.team.install else view.team
