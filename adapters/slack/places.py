"""Which workspace a request of Slack's belongs to, where that is not simply the one it names."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from slack_bolt.async_app import AsyncBoltContext
from slack_bolt.response import BoltResponse

from adapters.slack.inbound import Body
from adapters.slack.markup import mentioned
from adapters.slack.notes import Notes

KEPT = timedelta(days=60)
ORGANISATION = "E"  # what the id of an organisation begins with

Next = Callable[[], Awaitable[BoltResponse]]


class Places:
    """Tells Bolt the workspace of each request before it looks for a token."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    async def settle(self, body: Body, context: AsyncBoltContext, next: Next) -> BoltResponse:
        """Set a request's workspace, and who of us it is meant for where several may be."""
        team = team_of(body, context.team_id)
        if team is not None and context.is_enterprise_install:
            team = await self._kept(context.channel_id, team)
        if team is not None:
            context["team_id"] = team
        context["meant"] = meant_by(body)
        return await next()

    async def _kept(self, channel: str | None, team: str) -> str:
        """Return the workspace that was named first for a channel.

        An organisation may have a channel in several of its workspaces. What is said and pressed there may name now
        one and now another, and it still is one group with one list.
        """
        if channel is None:
            return team
        first = await self._notes.get(_key(channel))
        if first is None:
            await self._notes.put(_key(channel), team, KEPT)
        return first or team


def team_of(body: Body, found: str | None) -> str | None:
    """Return the workspace a request comes from; None where it names none.

    Where the app is installed for a whole organisation the authorization names no workspace, and a form the
    organisation in place of one: then the envelope knows, or else the member.

    Args:
        body: What Slack sent.
        found: The workspace that Bolt found in it.
    """
    user, view = body.get("user"), body.get("view")
    told = [found, body.get("context_team_id"), body.get("team_id")]
    told += [part.get("team_id") for part in (view, user) if isinstance(part, dict)]
    return next((str(team) for team in told if team and not str(team).startswith(ORGANISATION)), None)


def meant_by(body: Body) -> tuple[str, ...]:
    """Return the members among whom we are the one that a request is meant for; empty where its workspace tells.

    In a channel shared by two companies that both installed the app there are two of us, and Slack sends each event
    once, in the name of either.
    """
    if body.get("is_ext_shared_channel"):
        return tuple(mentioned(str(body.get("event", {}).get("text", ""))))
    if body.get("type") == "block_actions" and (author := body.get("message", {}).get("user")):
        return (str(author),)
    return ()


def _key(channel: str) -> str:
    return f"slack:place:{channel}"
