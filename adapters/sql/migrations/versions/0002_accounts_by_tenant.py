"""Accounts know their tenant, where they were linked, and that nobody else of the tenant has the same one."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UNIQUE = "uq_accounts_platform_tenant_service_id"


def upgrade() -> None:
    """Add the columns and the constraint; of two members who raced to one account the first keeps it."""
    with op.batch_alter_table("accounts") as accounts:
        for name in ("platform", "tenant", "linked_in"):
            accounts.add_column(sa.Column(name, sa.Text()))
    _fill_in(op.get_bind())
    with op.batch_alter_table("accounts") as accounts:
        for name in ("platform", "tenant", "linked_in"):
            accounts.alter_column(name, existing_type=sa.Text(), nullable=False)
        accounts.create_unique_constraint(UNIQUE, ["platform", "tenant", "service_id"])
        accounts.drop_index("ix_accounts_service_id")


def downgrade() -> None:
    """Take both away again."""
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_constraint(UNIQUE, type_="unique")
        for name in ("platform", "tenant", "linked_in"):
            accounts.drop_column(name)
        accounts.create_index("ix_accounts_service_id", ["service_id"])


def _fill_in(connection: sa.Connection) -> None:
    kept: set[tuple[str, str, str]] = set()
    rows = connection.execute(sa.text("SELECT member_key, member, service_id FROM accounts ORDER BY consented")).all()
    for key, member, service_id in rows:
        whose = json.loads(member)
        place = (whose["platform"], whose["tenant"], service_id)
        if place in kept:
            connection.execute(sa.text("DELETE FROM accounts WHERE member_key = :key"), {"key": key})
            continue
        kept.add(place)
        change = "UPDATE accounts SET platform = :platform, tenant = :tenant, linked_in = '' WHERE member_key = :key"
        connection.execute(sa.text(change), {"platform": place[0], "tenant": place[1], "key": key})
