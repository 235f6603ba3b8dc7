"""Queries that are asked with every turn: built and compiled once, and on SQLite run without SQLAlchemy around them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, RowMapping, Select
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.engine import run, transaction
from adapters.sql.sqlite import SqliteEngine, Step

Row = Mapping[str, Any] | RowMapping


class Prepared:
    """A query whose values are `bindparam`s."""

    def __init__(self, query: Select[Any]) -> None:
        self.query = query
        self._compiled: _Compiled | None = None

    def compiled(self, dialect: Dialect) -> "_Compiled":
        """Return it as text; there is one dialect of SQLite."""
        self._compiled = self._compiled or _Compiled(self.query, dialect)
        return self._compiled


class _Compiled:
    """A query as text, and how what it gives is read."""

    def __init__(self, query: Select[Any], dialect: Dialect) -> None:
        compiled = query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self._text = str(compiled)
        self._order = tuple(getattr(compiled, "positiontup", None) or ())
        self._values = dict(compiled.params)
        self._names = tuple(str(column.key) for column in query.selected_columns)
        types = [column.type.dialect_impl(dialect) for column in query.selected_columns]
        self._readers = [(place, read) for place, t in enumerate(types) if (read := t.result_processor(dialect, None))]

    def step(self, values: Mapping[str, Any]) -> Step:
        """Return the query with its values."""
        every = {**self._values, **values}
        return self._text, tuple(every[name] for name in self._order)

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Row]:
        """Return what was found, by column."""
        return [dict(zip(self._names, self._read(row), strict=True)) for row in found]

    def _read(self, row: Sequence[Any]) -> Sequence[Any]:
        read = list(row)
        for place, reader in self._readers:
            read[place] = reader(read[place])
        return read


async def fetch(engine: AsyncEngine, *queries: Prepared, **values: Any) -> list[Sequence[Row]]:
    """Ask all queries with the same values, in one transaction; return the rows of each.

    Raises:
        StoreDown: the database did not answer.
    """
    if isinstance(engine, SqliteEngine):
        plain = [query.compiled(engine.dialect) for query in queries]
        found = await run(engine, *(each.step(values) for each in plain))
        return [each.rows(rows) for each, rows in zip(plain, found, strict=True)]
    async with transaction(engine) as connection:
        return [(await connection.execute(query.query, values)).mappings().all() for query in queries]
