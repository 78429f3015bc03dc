"""The tables of the store, in SQLAlchemy Core: the same for SQLite and PostgreSQL.

Two kinds. The *kept* tables (ledger, records) hold what cannot be made again; they change only by a
migration. The *projected* tables (plans, sections, tables, tasks …) follow `pipeline.columns`; they show the
current plans for SQL and can be dropped and made again from the records at any time.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

from pipeline.columns import Kind, sheets

ITEM = "item_no"
"""The column that numbers the rows of one plan in a projected table, from 1."""

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A point in time: kept in UTC without a zone, handed out with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC, without the zone."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """With its zone, UTC."""
        return value and value.replace(tzinfo=UTC)


kept = MetaData(naming_convention=_NAMES)
projected = MetaData(naming_convention=_NAMES)

schema_version = Table("schema_version", kept, Column("version", Integer, nullable=False))

records = Table(
    "records",
    kept,
    Column("id", String(16), primary_key=True),
    Column("record", JSON, nullable=False),
    Column("superseded", Boolean, nullable=False, index=True),
    Column("stored_at", Moment, nullable=False, index=True),
)
"""Every plan, whole. Superseded: the file that it came from has new content by now."""

ledger = Table(
    "ledger",
    kept,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), index=True),
    Column("media_type", Text),
    Column("status", String(20), nullable=False, index=True),
    Column("reason", Text),
    Column("message", Text),
    Column("plan_id", ForeignKey(records.c.id), index=True),
    Column("attempts", Integer, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Column("program", Text),
    Column("models", Text),
)
"""What became of every input file."""

_TYPES: dict[Kind, type[BigInteger | Float[float]]] = {Kind.INT: BigInteger, Kind.NUMBER: Float}


def _project() -> None:
    for sheet in sheets().values():
        columns: list[Column[object]] = [
            Column(column.name, _TYPES.get(column.kind, Text)) for column in sheet.columns
        ]
        if sheet.name == "plans":
            columns[0] = Column("id", ForeignKey(records.c.id), primary_key=True)
        else:
            columns[0] = Column("plan_id", ForeignKey(records.c.id), primary_key=True)
            columns.append(Column(ITEM, Integer, primary_key=True, autoincrement=False))
        Table(sheet.name, projected, *columns)


_project()
