"""Bringing a database's tables up to what the code expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.engine import transaction

LOCK = 7_246_387  # any number nobody else locks: one migration at a time on a server many processes start on
LONGEST_SECONDS = 600  # a change of a large table takes its time


async def migrate(engine: AsyncEngine) -> None:
    """Run what is missing of the migrations; safe to repeat, and from many processes at once.

    Raises:
        ServiceDown: the database did not answer.
    """
    async with transaction(engine, LONGEST_SECONDS) as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        await connection.run_sync(_upgrade)


def configuration() -> Config:
    """Return Alembic's settings, which other projects keep in alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _upgrade(connection: Connection) -> None:
    config = configuration()
    head = ScriptDirectory.from_config(config).get_current_head()
    if MigrationContext.configure(connection).get_current_revision() == head:
        return
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
