"""Which events come of what happens, in which envelope: only what the app subscribed to, may see and is there for."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from tests.standins.slack import markup
from tests.standins.slack.delivery import Delivery
from tests.standins.slack.specification import check_envelope
from tests.standins.slack.workspace import Install, SlackChannel, SlackMember, SlackMessage, SlackTeam
from tests.standins.slack.world import World

# What may be subscribed to, and the scope without which it is not delivered.
SCOPES = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "link_shared": "links:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "app_home_opened": "",
    "app_uninstalled": "",
    "tokens_revoked": "",
    "user_change": "users:read",
}
SUBSCRIPTION = {"channel": "message.channels", "group": "message.groups", "im": "message.im", "mpim": "message.mpim"}

Telling = Callable[[], Delivery | None]


class Events:
    """Tells the app what happened."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sent: dict[str, deque[float]] = {}  # by workspace, within the last hour
        self._mentions = 0

    def said(self, message: SlackMessage) -> list[Delivery]:
        """Tell of a new message: as a mention, as a message, as links; the twins in no fixed order."""
        wire = self._placed(message) | {"client_msg_id": self._world.ids.next("m")}
        told = self._twins(partial(self._mention, message, wire), partial(self._message, message.channel, wire))
        told += [self._links(message), *self._root_changed(message)]
        return [delivery for delivery in told if delivery is not None]

    def changed(self, message: SlackMessage, before: dict[str, Any]) -> list[Delivery]:
        """Tell of an edit; an edited mention is a mention again."""
        mention = partial(self._mention, message, self._placed(message))
        told = self._twins(mention, partial(self._altered, message, before))
        return [delivery for delivery in told if delivery is not None]

    def altered(self, message: SlackMessage, before: dict[str, Any]) -> list[Delivery]:
        """Tell of a change that nobody typed: an unfurl, a new count of replies."""
        told = self._altered(message, before)
        return [told] if told else []

    def deleted(self, message: SlackMessage) -> list[Delivery]:
        """Tell that a message is gone."""
        event = {"type": "message", "subtype": "message_deleted", "hidden": True, "previous_message": message.wire()}
        event |= {"deleted_ts": message.ts, "ts": self._world.ids.ts()}
        told = self._message(message.channel, event)
        return [told] if told else []

    def reacted(self, member: SlackMember, message: SlackMessage, name: str, kind: str) -> list[Delivery]:
        """Tell of a reaction that was added or removed; the item is the message itself, never its thread."""
        item = {"type": "message", "channel": message.channel.id, "ts": message.ts}
        event = {"type": kind, "user": member.id, "reaction": name, "item": item, "item_user": message.author.id}
        told = self.publish(kind, event, message.channel)
        return [told] if told else []

    def publish(self, name: str, event: dict[str, Any], channel: SlackChannel) -> Delivery | None:
        """Tell of something in a channel the bot is in; None where the app does not get it."""
        install = next((team.install for team in channel.teams if team.install), None)
        if install is None or install.bot not in channel.members:
            return None
        return self.tell(name, event, install, channel=channel)

    def tell(
        self,
        name: str,
        event: dict[str, Any],
        install: Install,
        *,
        team: SlackTeam | None = None,
        channel: SlackChannel | None = None,
    ) -> Delivery | None:
        """Send an event to an install; None where it did not subscribe or lacks the scope."""
        scope, gone = SCOPES[name], install.state != "active" and name not in ("app_uninstalled", "tokens_revoked")
        if name not in self._world.app.events or (scope and scope not in install.scopes) or gone:
            return None
        team = team or _seen_from(install, channel)
        if not self._too_many(team):
            payload = self._envelope({"event_ts": self._world.ids.ts()} | event, install, team, channel)
            return self._world.dispatcher.send(Delivery("events_api", payload))
        return None

    def _placed(self, message: SlackMessage) -> dict[str, Any]:
        channel = message.channel
        return message.wire() | {"channel": channel.id, "event_ts": message.ts, **_strangers(message.author, channel)}

    def _mention(self, message: SlackMessage, wire: dict[str, Any]) -> Delivery | None:
        channel = message.channel
        bots = [team.install.bot for team in channel.teams if team.install]
        named = markup.mentioned(message.text)
        if channel.kind == "im" or message.author in bots or not any(bot.id in named for bot in bots):
            return None
        event = {key: value for key, value in wire.items() if key != "parent_user_id"}
        return self.publish("app_mention", event | {"type": "app_mention"}, channel)

    def _message(self, channel: SlackChannel, event: dict[str, Any]) -> Delivery | None:
        told = event | {"channel": channel.id, "channel_type": channel.kind}
        return self.publish(SUBSCRIPTION[channel.kind], told, channel)

    def _altered(self, message: SlackMessage, before: dict[str, Any]) -> Delivery | None:
        event = {"type": "message", "subtype": "message_changed", "hidden": True, "message": message.wire()}
        return self._message(message.channel, event | {"previous_message": before, "ts": self._world.ids.ts()})

    def _root_changed(self, reply: SlackMessage) -> list[Delivery | None]:
        root = reply.channel.messages.get(reply.thread_ts or "")
        return [self._altered(root, root.wire())] if root else []

    def _links(self, message: SlackMessage) -> Delivery | None:
        domains = self._world.app.unfurl_domains
        found = [link for link in markup.links(message.text) if domain_of(link, domains)]
        install = next((team.install for team in message.channel.teams if team.install), None)
        if not found or install is None or message.author is install.bot:
            return None
        event: dict[str, Any] = {"type": "link_shared", "user": message.author.id, "channel": message.channel.id}
        event |= {
            "message_ts": message.ts,
            "source": "conversations_history",
            "unfurl_id": self._world.ids.next("unfurl"),
        }
        event["links"] = [{"url": link, "domain": domain_of(link, domains)} for link in found]
        event["is_bot_user_member"] = install.bot in message.channel.members
        if message.thread_ts:
            event["thread_ts"] = message.thread_ts
        return self.tell("link_shared", event, install, channel=message.channel)

    def _twins(self, mention: Telling, message: Telling) -> list[Delivery | None]:
        first = self._world.mention_first
        if first is None:
            self._mentions += 1
            first = self._mentions % 2 == 1
        return [mention(), message()] if first else [message(), mention()]

    def _too_many(self, team: SlackTeam) -> bool:
        now, most = self._world.clock.now(), self._world.app.events_an_hour
        sent = self._sent.setdefault(team.id, deque())
        while sent and sent[0] <= now - 3600:
            sent.popleft()
        sent.append(now)
        if len(sent) == most + 1:
            told: dict[str, Any] = {"type": "app_rate_limited", "team_id": team.id}
            told["token"] = self._world.app.verification_token
            told |= {"minute_rate_limited": int(now // 60 * 60), "api_app_id": self._world.app.id}
            self._world.dispatcher.send(Delivery("events_api", told))
        return len(sent) > most

    def _envelope(
        self, event: dict[str, Any], install: Install, team: SlackTeam, channel: SlackChannel | None
    ) -> dict[str, Any]:
        enterprise_id = team.enterprise.id if team.enterprise else None
        granted: dict[str, Any] = {"enterprise_id": enterprise_id, "team_id": None if install.org_wide else team.id}
        granted |= {"user_id": install.bot.id, "is_bot": True, "is_enterprise_install": install.org_wide}
        envelope: dict[str, Any] = {
            "token": self._world.app.verification_token,
            "team_id": team.id,
            "api_app_id": self._world.app.id,
            "event": event,
            "type": "event_callback",
            "event_id": self._world.ids.next("Ev"),
            "event_time": int(self._world.clock.now()),
            "authorizations": [granted],
            "is_ext_shared_channel": bool(channel and channel.shared_with),
            "context_team_id": team.id,
            "context_enterprise_id": enterprise_id,
        }
        if enterprise_id:
            envelope["enterprise_id"] = enterprise_id
        self._world.violations.extend(check_envelope(envelope))
        return envelope


def _seen_from(install: Install, channel: SlackChannel | None) -> SlackTeam:
    here = [team for team in channel.teams if team in install.teams] if channel else []
    return (here or install.teams)[0]


def _strangers(author: SlackMember, channel: SlackChannel) -> dict[str, Any]:
    """Return what an event says of an author from another company; Grid names the organisation, not the workspace."""
    home = next((team for team in channel.teams if team.install), channel.team)
    if not channel.shared_with or author.team is home:
        return {}
    theirs = author.team.enterprise.id if author.team.enterprise else author.team.id
    return {"user_team": theirs, "source_team": theirs}


def domain_of(link: str, domains: frozenset[str]) -> str:
    """Return which of the app's domains a link is of, empty where it is of none."""
    host = urlsplit(link).hostname or ""
    return next((domain for domain in domains if host == domain or host.endswith("." + domain)), "")
