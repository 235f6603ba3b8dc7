"""Workspaces, their members and channels, and what was written there."""

from dataclasses import dataclass, field
from typing import Any

from tests.standins.slack.ids import Ids
from tests.standins.slack.refusals import Impossible

KINDS = {"channel": "C", "group": "G", "im": "D", "mpim": "G"}


@dataclass(eq=False)
class Enterprise:
    """An Enterprise Grid organisation; `install` is there when the app was installed for all of it."""

    id: str
    name: str
    install: "Install | None" = None


@dataclass(eq=False)
class SlackMember:
    """A person or a bot of one workspace."""

    id: str
    name: str
    team: "SlackTeam" = field(repr=False)
    bot_id: str | None = None
    app_id: str | None = None
    deactivated: bool = False
    is_admin: bool = False
    locale: str = "en-US"


@dataclass(eq=False)
class Install:
    """The app in one workspace, or in all of an organisation: its token, its bot, what it may do."""

    token: str = field(repr=False)
    bot: SlackMember
    scopes: frozenset[str]
    team: "SlackTeam | None"
    enterprise: Enterprise | None
    teams: list["SlackTeam"]
    state: str = "active"  # or "revoked", "uninstalled"
    installer: SlackMember | None = None

    @property
    def org_wide(self) -> bool:
        """Whether it holds for a whole organisation."""
        return self.team is None


@dataclass(eq=False)
class SlackMessage:
    """What was posted; `only_for` is the one who sees it when it is ephemeral."""

    channel: "SlackChannel" = field(repr=False)
    ts: str
    author: SlackMember
    text: str  # as it goes over the wire: escaped, with <@U…> and <url|label>
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None
    only_for: SlackMember | None = None
    attachments: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    edited: str | None = None  # when
    reactions: dict[str, list[SlackMember]] = field(default_factory=dict)
    unfurls: dict[str, Any] = field(default_factory=dict)
    deleted: bool = False
    markdown: bool = False  # written as markdown_text

    @property
    def root_ts(self) -> str:
        """Return the timestamp of the thread it is in, or would begin."""
        return self.thread_ts or self.ts

    def wire(self) -> dict[str, Any]:
        """Return the message as events and answers carry it."""
        wire: dict[str, Any] = {"type": "message", "user": self.author.id, "ts": self.ts, "text": self.text}
        wire["team"] = self.author.team.id
        if self.blocks:
            wire["blocks"] = self.blocks
        if self.attachments:
            wire["attachments"] = self.attachments
        if self.author.bot_id:
            wire |= {"bot_id": self.author.bot_id, "app_id": self.author.app_id}
            wire["bot_profile"] = {"id": self.author.bot_id, "name": self.author.name, "app_id": self.author.app_id}
        if self.thread_ts:
            wire |= {"thread_ts": self.thread_ts, "parent_user_id": self.channel.parent_author(self)}
        if self.edited:
            wire["edited"] = {"user": self.author.id, "ts": self.edited}
        return wire


@dataclass(eq=False)
class SlackChannel:
    """A place to write: a channel, a private one ("group"), a direct message ("im") or one of several ("mpim")."""

    id: str
    name: str
    kind: str
    team: "SlackTeam" = field(repr=False)
    members: list[SlackMember] = field(default_factory=list)
    shared_with: list["SlackTeam"] = field(default_factory=list, repr=False)
    archived: bool = False
    messages: dict[str, SlackMessage] = field(default_factory=dict, repr=False)
    ephemerals: dict[str, SlackMessage] = field(default_factory=dict, repr=False)

    @property
    def teams(self) -> list["SlackTeam"]:
        """Return every workspace it is in, the one it began in first."""
        return [self.team, *self.shared_with]

    @property
    def is_public(self) -> bool:
        """Whether who is not in it may read it."""
        return self.kind == "channel"

    def replies(self, root_ts: str) -> list[SlackMessage]:
        """Return what was answered in the thread, oldest first."""
        return [one for one in self.messages.values() if one.thread_ts == root_ts and not one.deleted]

    def parent_author(self, reply: SlackMessage) -> str | None:
        """Return the id of who began the thread."""
        root = self.messages.get(reply.thread_ts or "")
        return root.author.id if root else None


@dataclass(eq=False)
class SlackTeam:
    """A workspace."""

    id: str
    name: str
    domain: str
    ids: Ids = field(repr=False)
    enterprise: Enterprise | None = None
    own_install: Install | None = field(default=None, repr=False)
    members: dict[str, SlackMember] = field(default_factory=dict, repr=False)
    channels: dict[str, SlackChannel] = field(default_factory=dict, repr=False)
    edit_window: float | None = None  # seconds in which a message can be edited; None is for ever

    @property
    def install(self) -> Install | None:
        """Return the app's own install here, or its organisation's; None where it never was."""
        return self.own_install or (self.enterprise.install if self.enterprise else None)

    @property
    def token(self) -> str:
        """Return the bot token of the app here."""
        return self.app_install.token

    @property
    def bot(self) -> SlackMember:
        """Return the app's bot here."""
        return self.app_install.bot

    @property
    def app_install(self) -> Install:
        """Return the app's install here.

        Raises:
            Impossible: the app is not installed.
        """
        if self.install is None:
            raise Impossible(f"the app is not installed in {self.name}")
        return self.install

    def member(self, name: str) -> SlackMember:
        """Return the member of that name; who was not there joins."""
        for member in self.members.values():
            if member.name == name:
                return member
        member = SlackMember(self.ids.next("W" if self.enterprise else "U"), name, self)
        self.members[member.id] = member
        return member

    def other_bot(self, name: str) -> SlackMember:
        """Let another app's bot join, and return it."""
        bot = self.member(name)
        bot.bot_id, bot.app_id = self.ids.next("B"), self.ids.next("A")
        return bot

    def channel(self, name: str, *members: SlackMember, private: bool = False, with_bot: bool = True) -> SlackChannel:
        """Return the channel of that name; one that was not there is made, with these members and the bot in it."""
        for channel in self.channels.values():
            if channel.name == name:
                return channel
        return self._begin("group" if private else "channel", name, members, with_bot=with_bot)

    def dm(self, *members: SlackMember) -> SlackChannel:
        """Return the direct messages of one member, or of several, with the app's bot."""
        wanted = {*members, self.bot}
        for channel in self.channels.values():
            if channel.kind in ("im", "mpim") and set(channel.members) == wanted:
                return channel
        return self._begin("im" if len(members) == 1 else "mpim", "directmessage", members, with_bot=True)

    def _begin(self, kind: str, name: str, members: tuple[SlackMember, ...], *, with_bot: bool) -> SlackChannel:
        bots = [self.bot] if with_bot and self.install else []
        channel = SlackChannel(self.ids.next(KINDS[kind]), name, kind, self, [*members, *bots])
        self.channels[channel.id] = channel
        return channel
