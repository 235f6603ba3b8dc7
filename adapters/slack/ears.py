"""What is heard: mentions, private messages, and who is gone: an installation that ends, a member who left."""

import re
from dataclasses import dataclass, replace

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.slack.dms import Dms
from adapters.slack.home import OPENING
from adapters.slack.inbound import Body, home_message, is_for_bot, members_in, thread_under, to_message, to_unsaid
from adapters.slack.installations import NAME, Installation, Installations
from adapters.slack.intake import Intake
from adapters.slack.people import People
from adapters.slack.reactions import command_of, to_vote
from adapters.slack.roots import Roots
from adapters.slack.spoken import About, Spoken
from bot.chat import Command, Forget, Gone, Message

ANYTHING = re.compile(".*", re.DOTALL)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Ears:
    """Listens to events."""

    intake: Intake
    installations: Installations
    people: People
    dms: Dms
    roots: Roots
    spoken: Spoken
    forget: Forget

    def attach(self, app: AsyncApp) -> None:
        """Listen; what is not ours is acknowledged all the same, else Slack would send it three times more."""
        app.event("app_mention")(self.said)
        app.event("message")(self.said)
        app.event("reaction_added")(self.reacted)
        app.event("reaction_removed")(self.reacted)
        app.event("app_home_opened")(self.home_opened)
        app.event("app_uninstalled")(self.uninstalled)
        app.event("tokens_revoked")(self.revoked)
        app.event("user_change")(self.changed)
        app.event(ANYTHING)(self.something_else)

    async def said(self, body: Body, context: AsyncBoltContext) -> None:
        """Take in what was said to us.

        Raises:
            ServiceDown: it is not safe; Slack sends it again.
        """
        event = body["event"]
        if event.get("subtype") == "message_deleted":
            await self.forget(to_unsaid(event, context["installation"]))
        if is_for_bot(event):
            await self.intake.take(event["channel"], lambda: self._message(body, context["installation"]))

    async def reacted(self, event: Body, context: AsyncBoltContext) -> None:
        """Take in a vote: a reaction to what was said of one entry; any other is nothing to us.

        Raises:
            ServiceDown: it is not safe; Slack sends it again.
        """
        installation, command = context["installation"], command_of(event)
        if command is None or event.get("user") in (None, installation.me):
            return
        item = event["item"]
        about = await self.spoken.of(item["channel"], item["ts"])
        if about is not None:
            await self.intake.take(item["channel"], lambda: self._vote(event, installation, command, about))

    async def home_opened(self, body: Body, context: AsyncBoltContext) -> None:
        """Show the Home tab, as the answer to a question about oneself.

        Raises:
            ServiceDown: it was not taken in.
        """
        event = body["event"]
        if event.get("tab") == "home":
            await self.intake.take(event["user"], lambda: self._home(body, context["installation"]))

    async def uninstalled(self, context: AsyncBoltContext) -> None:
        """Forget a workspace that removed the app: what is kept of it, then the installation itself.

        Raises:
            ServiceError: something is left over; Slack sends it again.
        """
        # Bolt asks nobody who is allowed to say so: by now no token would do
        is_whole = bool(context.is_enterprise_install)
        for tenant in await self.installations.ended(context.enterprise_id, context.team_id, is_whole=is_whole):
            log.warning("slack app removed", tenant=tenant)
            await self.forget(Gone(NAME, tenant))
            await self.installations.forget(tenant)

    async def revoked(self, event: Body, context: AsyncBoltContext) -> None:
        """Do the same where the bot's own token was revoked; members' tokens are none of ours.

        Raises:
            ServiceError: something is left over; Slack sends it again.
        """
        if event.get("tokens", {}).get("bot"):
            await self.uninstalled(context)

    async def changed(self, event: Body, context: AsyncBoltContext) -> None:
        """Forget a member who left the workspace; whatever else changed about somebody is not kept anyway.

        Raises:
            ServiceError: something is left over; Slack sends it again.
        """
        user, installation = event["user"], context["installation"]
        if not user.get("deleted"):
            return
        known = await self.people.known(installation, [])
        member = known.member(user["id"], user.get("team_id"), is_shared=bool(user.get("is_stranger")))
        log.info("slack member left", tenant=member.tenant)
        await self.forget(Gone(NAME, member.tenant, member))

    async def something_else(self, ack: AsyncAck) -> None:
        """Acknowledge what we did not ask for."""
        await ack()

    async def _message(self, body: Body, installation: Installation) -> Message:
        event = body["event"]
        known = await self.people.known(installation, members_in(event))
        under = thread_under(event)
        is_ours = under is not None and await self.roots.holds(event["channel"], under)
        message = to_message(body, known, is_ours=is_ours)
        if under is None:
            await self.roots.add(event["channel"], event["ts"])
            return message
        about = await self.spoken.of(event["channel"], under)
        return replace(message, about=about.uri if about else None)

    async def _vote(self, event: Body, installation: Installation, command: Command, about: About) -> Message:
        known = await self.people.known(installation, [event["user"]])
        return to_vote(event, known, command, about)

    async def _home(self, body: Body, installation: Installation) -> Message:
        member = body["event"]["user"]
        known = await self.people.known(installation, [member])
        channel = await self.dms.of(installation, member)
        return home_message(known.member(member), channel, body["event"]["event_ts"], known, OPENING)
