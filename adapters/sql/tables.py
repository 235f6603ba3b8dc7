"""The tables. Values are JSON of the bot's own words; columns beside them are what is searched by.

No text of the music service is in any of them: only its ids, our picks and what members said.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

RowId = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only in an INTEGER


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; SQLite has no zones, so they are put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC.

        Raises:
            ValueError: it has no zone.
        """
        if value is not None and value.tzinfo is None:
            raise ValueError("A moment needs its zone.")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment, aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


inbox = Table(
    "inbox",
    metadata,
    Column("id", RowId, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("channel", Text, nullable=False),
    Column("body", Text),  # the message; emptied once it is answered, the key stays to know a second delivery
    Column("open", Boolean, nullable=False),
    Column("tries", Integer, nullable=False),
    Index(None, "open", "channel", "id"),
    sqlite_autoincrement=True,
)

accounts = Table(
    "accounts",
    metadata,
    Column("member_key", Text, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("tenant", Text, nullable=False),  # the member's
    Column("member", Text, nullable=False),
    Column("linked_in", Text, nullable=False),  # the tenant of the channel it was linked in; empty in private
    Column("service_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("access", Text, nullable=False),  # encrypted
    Column("refresh", Text, nullable=False),  # encrypted
    Column("expires", Moment, nullable=False),
    Column("scopes", Text, nullable=False),  # parted by blanks
    Column("consented", Moment, nullable=False),
    Column("state", Text, nullable=False),
    UniqueConstraint("platform", "tenant", "service_id"),  # one member a tenant for one account of the service
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("channel_key", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("playlist_id", Text, nullable=False),
    Column("started", Moment, nullable=False),
    Column("ended", Moment),
    Column("host", Text),
    Index(None, "channel_key", "started"),
)

session_members = Table(
    "session_members",
    metadata,
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),  # in the order they joined
    Column("member_key", Text, nullable=False, index=True),
    Column("member", Text, nullable=False),
)

session_votes = Table(
    "session_votes",
    metadata,
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("uri", Text, primary_key=True),
    Column("member_key", Text, primary_key=True, index=True),
    Column("member", Text, nullable=False),
    Column("up", Boolean, nullable=False),
)

session_locks = Table(
    "session_locks",
    metadata,
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("uri", Text, primary_key=True),
    Column("member_key", Text, index=True),  # who locked it; none: the group, by its votes
    Column("member", Text),
)

channel_settings = Table(
    "channel_settings",
    metadata,
    Column("channel_key", Text, primary_key=True),
    Column("settings", Text, nullable=False),
)

playlists = Table(
    "playlists",
    metadata,
    Column("id", Text, primary_key=True),
    Column("service_id", Text),
    Column("url", Text),
    Column("owner", Text),
)

revisions = Table(
    "revisions",
    metadata,
    Column("playlist_id", ForeignKey("playlists.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("turn", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("entries", Text, nullable=False),
    Column("wish", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("restores", Integer),
    Column("written", Boolean, nullable=False),
    UniqueConstraint("playlist_id", "turn"),
)


def _slack_place_and_bot() -> list[Column[Any]]:
    return [
        Column("client_id", String(32), nullable=False),
        Column("app_id", String(32), nullable=False),
        Column("enterprise_id", String(32)),
        Column("enterprise_name", String(200)),
        Column("team_id", String(32)),
        Column("team_name", String(200)),
        Column("bot_token", Text),  # encrypted
        Column("bot_id", String(32)),
        Column("bot_user_id", String(32)),
        Column("bot_scopes", String(1000)),
        Column("bot_refresh_token", Text),  # encrypted
        Column("bot_token_expires_at", DateTime),
        Column("is_enterprise_install", Boolean, nullable=False),
        Column("installed_at", DateTime, nullable=False),
    ]


# The three that Slack's own code reads and writes; only the columns for secrets are wider than it makes them.
slack_installations = Table(
    "slack_installations",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *_slack_place_and_bot(),
    Column("enterprise_url", String(200)),
    Column("user_id", String(32), nullable=False),
    Column("user_token", Text),  # encrypted
    Column("user_scopes", String(1000)),
    Column("user_refresh_token", Text),  # encrypted
    Column("user_token_expires_at", DateTime),
    Column("incoming_webhook_url", Text),  # encrypted
    Column("incoming_webhook_channel", String(200)),
    Column("incoming_webhook_channel_id", String(200)),
    Column("incoming_webhook_configuration_url", String(200)),
    Column("token_type", String(32)),
    Index("slack_installations_idx", "client_id", "enterprise_id", "team_id", "user_id", "installed_at"),
)

slack_bots = Table(
    "slack_bots",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *_slack_place_and_bot(),
    Index("slack_bots_idx", "client_id", "enterprise_id", "team_id", "installed_at"),
    Index(None, "team_id"),
)

slack_oauth_states = Table(
    "slack_oauth_states",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("state", String(200), nullable=False),
    Column("expire_at", DateTime, nullable=False),
)
