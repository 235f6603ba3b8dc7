"""What members do that the app hears of as events: writing, editing, reacting, opening Home, removing the app."""

import asyncio
from typing import Any

from tests.standins.slack import markup
from tests.standins.slack.delivery import Delivery, Try
from tests.standins.slack.events import Events, domain_of
from tests.standins.slack.installing import end_install
from tests.standins.slack.refusals import Impossible
from tests.standins.slack.watching import Watching
from tests.standins.slack.workspace import SlackChannel, SlackMember, SlackMessage, SlackTeam


class Talking(Watching):
    """The part of the stand-in's Python side that talks and moves about."""

    events: Events

    async def says(
        self,
        member: SlackMember,
        channel: SlackChannel,
        text: str,
        *,
        mentions_bot: bool = True,
        thread: SlackMessage | None = None,
    ) -> SlackMessage:
        """Let a member write; the text is as typed, and `@Name` mentions whoever has that name.

        Args:
            mentions_bot: Begin with a mention of the app's bot; never done in direct messages.

        Raises:
            Impossible: the member is not in the channel, or it is archived.
        """
        self._must_be_in(member, channel)
        wire = markup.typed(text, self._names(channel))
        if mentions_bot and channel.kind != "im":
            wire = f"<@{self._team(channel).bot.id}> {wire}"
        message = SlackMessage(channel, self.world.ids.ts(), member, wire, [markup.rich_text(wire)])
        message.thread_ts = thread.root_ts if thread else None
        self.world.post(message)
        self.events.said(message)
        await asyncio.sleep(0)  # the deliveries begin
        return message

    def composes(self, member: SlackMember, channel: SlackChannel, link: str) -> Delivery | None:
        """Let a member paste a link and not send it yet: the app hears of it, with a source of "composer"."""
        shared = {"url": link, "domain": domain_of(link, self.world.app.unfurl_domains)}
        event: dict[str, Any] = {"type": "link_shared", "user": member.id, "channel": "COMPOSER", "source": "composer"}
        event |= {"message_ts": self.world.ids.next("draft"), "unfurl_id": self.world.ids.next("unfurl")}
        event |= {"links": [shared], "is_bot_user_member": True}
        return self.events.tell("link_shared", event, self._team(channel).app_install, channel=channel)

    def edits(self, member: SlackMember, message: SlackMessage, text: str) -> list[Delivery]:
        """Let a member edit their own message; a mention of the bot stays where it began with one."""
        self._must_own(member, message)
        before, mention = message.wire(), f"<@{self._team(message.channel).bot.id}> "
        kept = mention if message.text.startswith(mention) else ""
        message.text = kept + markup.typed(text, self._names(message.channel))
        message.blocks, message.edited = [markup.rich_text(message.text)], self.world.ids.ts()
        self.world.changes.happened()
        return self.events.changed(message, before)

    def deletes(self, member: SlackMember, message: SlackMessage) -> list[Delivery]:
        """Let a member delete their own message."""
        self._must_own(member, message)
        message.deleted = True
        self.world.changes.happened()
        return self.events.deleted(message)

    def moderates(self, message: SlackMessage) -> list[Delivery]:
        """Let an admin delete a message, whoever wrote it."""
        message.deleted = True
        self.world.changes.happened()
        return self.events.deleted(message)

    def reacts(
        self, member: SlackMember, message: SlackMessage, name: str, *, takes_back: bool = False
    ) -> list[Delivery]:
        """Let a member react with an emoji's short name, or take that back."""
        self._must_see(member, message)
        if message.only_for is not None:
            raise Impossible("nobody reacts to an ephemeral message")
        who = message.reactions.setdefault(name, [])
        if takes_back == (member not in who):
            raise Impossible(f"{member.name} has {'not' if takes_back else 'already'} reacted so")
        if takes_back:
            who.remove(member)
        else:
            who.append(member)
        return self.events.reacted(member, message, name, "reaction_removed" if takes_back else "reaction_added")

    def opens_home(self, member: SlackMember, tab: str = "home") -> Delivery | None:
        """Let a member open the app's own page, on its Home or its Messages tab."""
        team = member.team
        dm, shown = team.dm(member), self.home(member)
        event: dict[str, Any] = {"type": "app_home_opened", "user": member.id, "channel": dm.id, "tab": tab}
        if shown is not None and tab == "home":
            event["view"] = shown.wire()
        return self.events.tell("app_home_opened", event, team.app_install, team=team)

    def joins(self, member: SlackMember, channel: SlackChannel) -> Delivery | None:
        """Let someone, or the bot, join a channel."""
        channel.members.append(member)
        event = {"type": "member_joined_channel", "user": member.id, "channel": channel.id, "team": member.team.id}
        return self.events.publish("member_joined_channel", event, channel)

    def leaves(self, member: SlackMember, channel: SlackChannel) -> Delivery | None:
        """Let someone, or the bot, leave a channel."""
        event = {"type": "member_left_channel", "user": member.id, "channel": channel.id, "team": member.team.id}
        told = self.events.publish("member_left_channel", event, channel)
        channel.members.remove(member)
        return told

    def leaves_workspace(self, member: SlackMember) -> Delivery | None:
        """Let an admin deactivate a member who left."""
        member.deactivated = True
        return self.changes_profile(member)

    def changes_profile(self, member: SlackMember) -> Delivery | None:
        """Let something change of what Slack shows of a member."""
        profile = {"display_name": member.name, "real_name": member.name}
        user: dict[str, Any] = {
            "id": member.id,
            "team_id": member.team.id,
            "name": member.name.lower(),
            "profile": profile,
        }
        user |= {"deleted": member.deactivated, "is_bot": False, "updated": int(self.world.clock.now())}
        event = {"type": "user_change", "user": user, "cache_ts": int(self.world.clock.now())}
        return self.events.tell("user_change", event, member.team.app_install, team=member.team)

    def shares(self, channel: SlackChannel, with_team: SlackTeam, *members: SlackMember) -> None:
        """Share a channel with another company's workspace by Slack Connect, and let its members in."""
        channel.shared_with.append(with_team)
        channel.members += members

    def redelivers(self, event: Delivery | SlackMessage) -> list[Delivery]:
        """Send an event, or all events a message began, once more as it was, though it was acknowledged."""
        again = [event] if isinstance(event, Delivery) else self.events_of(event)
        if not again:
            raise LookupError("no event came of that")
        for delivery in again:
            self.world.dispatcher.again(delivery, Try(1, "timeout"))
        return again

    def events_of(self, message: SlackMessage) -> list[Delivery]:
        """Return the events that told of a message when it was written."""
        every = self.world.dispatcher.all
        return [
            one for one in every if one.kind == "events_api" and one.payload.get("event", {}).get("ts") == message.ts
        ]

    def uninstalls(self, team: SlackTeam) -> None:
        """Let an admin remove the app from a workspace: its token ends at once, and the app is told."""
        end_install(self.world, self.events, team.app_install, "uninstalled")

    def revokes(self, team: SlackTeam) -> None:
        """Let an admin revoke the app's token in a workspace."""
        end_install(self.world, self.events, team.app_install, "revoked")

    def _must_own(self, member: SlackMember, message: SlackMessage) -> None:
        if message.author is not member:
            raise Impossible(f"{member.name} did not write that")
        self._must_see(member, message)
