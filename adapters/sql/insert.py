"""Inserting with a conflict clause, which each database spells through its own class."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine

Insert = postgresql.Insert | sqlite.Insert


def insert_into(table: Table, engine: AsyncEngine) -> Insert:
    """Return an insert that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return sqlite.insert(table) if engine.dialect.name == "sqlite" else postgresql.insert(table)


def replacing(table: Table, engine: AsyncEngine, row: dict[str, object]) -> Insert:
    """Return an insert of `row` that replaces the row of the same primary key."""
    keys = [column.name for column in table.primary_key]
    rest = {name: value for name, value in row.items() if name not in keys}
    return insert_into(table, engine).values(row).on_conflict_do_update(index_elements=keys, set_=rest)
