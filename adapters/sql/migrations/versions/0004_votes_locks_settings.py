"""Votes on the entries of lists, locks on them, and what a channel has settled for all its lists."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "session_votes",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("up", sa.Boolean(), nullable=False),
        _of_session("session_votes"),
        sa.PrimaryKeyConstraint("session_id", "uri", "member_key", name="pk_session_votes"),
    )
    op.create_index("ix_session_votes_member_key", "session_votes", ["member_key"])
    op.create_table(
        "session_locks",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("member_key", sa.Text()),
        sa.Column("member", sa.Text()),
        _of_session("session_locks"),
        sa.PrimaryKeyConstraint("session_id", "uri", name="pk_session_locks"),
    )
    op.create_index("ix_session_locks_member_key", "session_locks", ["member_key"])
    op.create_table(
        "channel_settings",
        sa.Column("channel_key", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("channel_key", name="pk_channel_settings"),
    )


def downgrade() -> None:
    """Drop the tables with all that is in them."""
    for table in ("channel_settings", "session_locks", "session_votes"):
        op.drop_table(table)


def _of_session(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=f"fk_{table}_session_id", ondelete="CASCADE")
