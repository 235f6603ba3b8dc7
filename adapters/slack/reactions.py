"""Reactions to what was said of one entry: votes. Pure functions."""

from datetime import UTC, datetime

from adapters.slack.inbound import Body, channel_of
from adapters.slack.installations import NAME
from adapters.slack.people import Known
from adapters.slack.spoken import About, place_of
from bot.chat import Command, Message

_UP, _DOWN = ("+1", "thumbsup"), ("-1", "thumbsdown")


def command_of(event: Body) -> Command | None:
    """Return the vote that a reaction is, or takes back; None for all others."""
    name = str(event.get("reaction", "")).partition("::")[0]  # in any colour of skin
    if name not in (*_UP, *_DOWN) or event.get("item", {}).get("type") != "message":
        return None
    back = "" if event.get("type") == "reaction_added" else " back"
    return Command(f"vote {'up' if name in _UP else 'down'}{back}")


def to_vote(event: Body, known: Known, command: Command, about: About) -> Message:
    """Return the message that a reaction is."""
    user, item = event["user"], event["item"]
    return Message(
        key=f"{NAME}:{known.installation.tenant}:reaction:{item['channel']}:{user}:{event['event_ts']}",
        channel=place_of(about, channel_of(known, item["channel"], None, "")),
        member=known.member(user),
        text="👍" if "up" in command.name else "👎",
        at=datetime.fromtimestamp(float(event["event_ts"]), UTC),
        locale=known.language(user),
        command=command,
        typed=False,
        about=about.uri,
    )
