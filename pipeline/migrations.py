"""Bringing a database to the schema of this program, from the first version on.

A new database gets the present schema. An older one gets the steps since its version, and its projected
tables are made again from the records. To change a kept table, or `data/lexicons/columns.csv`: raise
`VERSION`, and add the step that alters the kept tables, if any, under the new number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, func, insert, inspect, select, text, update

from pipeline.database import StoreError
from pipeline.messages import translate
from pipeline.schema import kept, projected, schema_version

VERSION = 2


def up_to_date(connection: Connection, name: str) -> bool:
    """Whether a database has the schema of this program; `name` is for messages.

    Raises:
        StoreError: the database was written by a newer program, or belongs to another one.
    """
    return _version(connection, name) == VERSION


def migrate(connection: Connection, name: str, reproject: Callable[[Connection], None]) -> None:
    """Make or update the tables, in the transaction of `connection`.

    Args:
        connection: to the database, in a transaction.
        name: of the database, for messages.
        reproject: fills the projected tables, which were emptied, from the records.

    Raises:
        StoreError: the database was written by a newer program, or belongs to another one.
    """
    version = _version(connection, name)
    if version == VERSION:
        return
    if version == 0:
        kept.create_all(connection)
        connection.execute(insert(schema_version).values(version=VERSION))
    for step in range(version + 1, VERSION + 1) if version else ():
        if step in STEPS:
            STEPS[step](connection)
    projected.drop_all(connection)
    projected.create_all(connection)
    reproject(connection)
    connection.execute(update(schema_version).values(version=VERSION))


def _one_row_per_file(connection: Connection) -> None:
    """Version 2: one row of the ledger for every path, which is a queue; several plans of one content."""
    connection.execute(text("ALTER TABLE records ADD COLUMN content_id VARCHAR(16)"))
    connection.execute(text("UPDATE records SET content_id = id"))
    connection.execute(text("CREATE INDEX ix_records_content_id ON records (content_id)"))
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE records ALTER COLUMN id TYPE VARCHAR(24)"))
    connection.execute(text("CREATE TABLE met AS SELECT * FROM ledger"))
    connection.execute(text("DROP TABLE ledger"))
    kept.create_all(connection)
    kept_as_it_is = "id, path, size, revision, sha256, media_type, reason, message, added_at, started_at, "
    kept_as_it_is += "finished_at, program"
    latest = (
        f"INSERT INTO ledger ({kept_as_it_is}, status, plan_id, task, attempts, pages_in, pages_ok, "
        f"pages_failed, pages_skipped) SELECT {kept_as_it_is}, "
        "CASE status WHEN 'running' THEN 'pending' ELSE status END, "
        "coalesce(plan_id, (SELECT plan_id FROM met AS older WHERE older.path = met.path "
        "AND older.plan_id IS NOT NULL ORDER BY older.id DESC LIMIT 1)), 'read', 0, 0, 0, 0, 0 FROM met "
        "WHERE id IN (SELECT max(id) FROM met WHERE reason IS NULL OR reason <> 'unchanged' GROUP BY path)"
    )
    connection.execute(text(latest))
    connection.execute(text("DROP TABLE met"))


STEPS: Mapping[int, Callable[[Connection], None]] = {2: _one_row_per_file}
"""By the version that a step leads to."""


def _version(connection: Connection, name: str) -> int:
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    found: int | None = None
    if schema_version.name in tables and "ledger" in tables:
        found = connection.scalar(select(func.max(schema_version.c.version)))
    if found is None:
        message = translate("The database {name} belongs to another program. Choose another one.")
        raise StoreError(message.format(name=name))
    if found > VERSION:
        message = translate("A newer kehoach wrote the database {name}. Update kehoach to use it.")
        raise StoreError(message.format(name=name))
    return found
