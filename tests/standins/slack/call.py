"""One call of the Web API: who asks, with which arguments, and what they may reach."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.standins.slack.events import Events
from tests.standins.slack.refusals import Refusal
from tests.standins.slack.workspace import Install, SlackChannel, SlackMember, SlackMessage
from tests.standins.slack.world import World


@dataclass(frozen=True)
class Call:
    """A call with its arguments read, on behalf of an install."""

    method: str
    args: dict[str, Any]
    world: World
    events: Events
    caller: Install | None  # None for the methods that need no bot token
    basic: tuple[str, str] | None = None  # client id and secret, where they came as HTTP Basic
    bearer: str = ""

    @property
    def install(self) -> Install:
        """Return the install that asks."""
        if self.caller is None:
            raise Refusal("not_authed")
        return self.caller

    def text(self, name: str) -> str:
        """Return an argument as text, empty where it is missing."""
        return str(self.args.get(name) or "")

    def flag(self, name: str) -> bool:
        """Return an argument as yes or no."""
        return str(self.args.get(name, "")).lower() in ("true", "1")

    def needs(self, *scopes: str) -> None:
        """Return in silence when the install has one of the scopes.

        Raises:
            Refusal: it has none of them; says which is needed.
        """
        if scopes and not self.install.scopes & {*scopes}:
            raise Refusal("missing_scope", needed=scopes[0], provided=",".join(sorted(self.install.scopes)))

    def channel(self, name: str = "channel") -> SlackChannel:
        """Return the channel an argument names, if the bot can see it.

        Raises:
            Refusal: there is none, or it is private and the bot is not in it.
        """
        channel = self.world.channel(self.install, self.text(name))
        if channel is None or (not channel.is_public and self.install.bot not in channel.members):
            raise Refusal("channel_not_found")
        return channel

    def member(self, member_id: str) -> SlackMember:
        """Return the member of that id.

        Raises:
            Refusal: nobody the install can see has it.
        """
        member = self.world.member(self.install, member_id)
        if member is None:
            raise Refusal("user_not_found")
        return member

    def message(self, channel: SlackChannel, ts: str, missing: str = "message_not_found") -> SlackMessage:
        """Return a message that everyone in the channel sees; ephemeral ones are not to be found.

        Raises:
            Refusal: there is none, by the code in `missing`.
        """
        message = channel.messages.get(ts)
        if message is None or message.deleted:
            raise Refusal(missing)
        return message


@dataclass(frozen=True)
class Method:
    """A method: what answers it, how often it may be called, and what the caller must hold."""

    answer: Callable[[Call], dict[str, Any]]
    tier: int  # 0: a special rule
    scopes: tuple[str, ...] = ()  # one of them
    required: tuple[str, ...] = ()
    token: str = "bot"  # or "app", "none"
