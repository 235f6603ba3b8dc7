"""All there is in the stand-in: the app, organisations, workspaces, tokens, and what is under way."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.standins.slack.app import SlackApp
from tests.standins.slack.changes import Changes
from tests.standins.slack.clock import Clock
from tests.standins.slack.delivery import Dispatcher
from tests.standins.slack.ids import Ids
from tests.standins.slack.responses import ResponseUrls
from tests.standins.slack.triggers import Triggers
from tests.standins.slack.views import Views
from tests.standins.slack.workspace import Enterprise, Install, SlackChannel, SlackMember, SlackMessage, SlackTeam


@dataclass(frozen=True)
class Status:
    """What a thread shows while the bot works; it goes after two minutes."""

    text: str
    until: float


@dataclass(frozen=True)
class Code:
    """A consent given on the authorize page, to be changed for a token once."""

    installer: SlackMember
    scopes: frozenset[str]
    redirect_uri: str
    until: float
    nonce: str = ""  # given when signing in, for the identity token


@dataclass(eq=False)
class World:
    """The state every part of the stand-in shares."""

    app: SlackApp
    clock: Clock
    changes: Changes = field(default_factory=Changes)
    base_url: str = ""
    mention_first: bool | None = None  # which twin of a mention comes first; None: in turns
    teams: list[SlackTeam] = field(default_factory=list)
    enterprises: list[Enterprise] = field(default_factory=list)
    installs: dict[str, Install] = field(default_factory=dict)  # by token, old ones too
    codes: dict[str, Code] = field(default_factory=dict)
    identities: dict[str, SlackMember] = field(default_factory=dict)  # who signed in, by access token
    statuses: dict[tuple[str, str], Status] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ids = Ids(self.clock.now)
        self.dispatcher = Dispatcher(self.clock, self.changes)
        self.triggers = Triggers(self.clock, self.ids)
        self.response_urls = ResponseUrls(self.clock, self.ids)
        self.views = Views(self.ids)

    def complain(self, violation: str) -> None:
        """Note what the app did against Slack's published rules."""
        self.violations.append(violation)
        self.changes.happened()

    def channels(self, install: Install) -> Iterator[SlackChannel]:
        """Yield the channels an install can see at all: its workspaces' own, and those shared with them."""
        for team in self.teams:
            for channel in team.channels.values():
                if any(one in install.teams for one in channel.teams):
                    yield channel

    def channel(self, install: Install, channel_id: str) -> SlackChannel | None:
        """Return the channel of that id, None where the install sees none."""
        return next((one for one in self.channels(install) if one.id == channel_id), None)

    def member(self, install: Install, member_id: str) -> SlackMember | None:
        """Return who has that id: a member of the install's workspaces, or a stranger met in a shared channel."""
        for team in install.teams:
            if member_id in team.members:
                return team.members[member_id]
        met = (one for channel in self.channels(install) for one in channel.members)
        return next((one for one in met if one.id == member_id), None)

    def name(self, any_id: str) -> str:
        """Return the name of a member or channel, the id itself where it is unknown."""
        for team in self.teams:
            found = team.members.get(any_id) or team.channels.get(any_id)
            if found is not None:
                return found.name
        return any_id

    def post(self, message: SlackMessage) -> SlackMessage:
        """Put a message where it belongs; an ephemeral one lies beside the others."""
        kept = message.channel.ephemerals if message.only_for else message.channel.messages
        kept[message.ts] = message
        if message.author.bot_id:
            self.statuses.pop((message.channel.id, message.root_ts), None)
        self.changes.happened()
        return message
