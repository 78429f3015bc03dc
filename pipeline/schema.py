"""The tables of the store, in SQLAlchemy Core: the same for SQLite and PostgreSQL.

Two kinds. The *kept* tables (ledger, runs, records, documents, sketches, bands, links) hold what cannot be
made again; they change only by a migration. The *projected* tables (plans, sections, tables, tasks …) follow
`pipeline.columns`; they show the current plans for SQL and can be dropped and made again from the records
at any time.
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
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

from pipeline.columns import ITEM, Kind, sheets

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
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
    Column("id", String(24), primary_key=True),
    Column("content_id", String(16), index=True),
    Column("record", JSON, nullable=False),
    Column("superseded", Boolean, nullable=False, index=True),
    Column("stored_at", Moment, nullable=False, index=True),
)
"""Every plan, whole. A file with several papers has several; those of one content have its id in common.
Superseded: the file that it came from has new content by now."""

documents = Table(
    "documents",
    kept,
    Column("content_id", String(16), primary_key=True),
    Column("document", LargeBinary, nullable=False),
)
"""What was read of every content, for the later stages to run again: `pipeline.jobs.packed`."""

sketches = Table(
    "sketches",
    kept,
    Column("plan_id", String(24), primary_key=True),
    Column("sketch", LargeBinary, nullable=False),
)
"""What stands for the text of a plan when texts are compared: `pipeline.sketches`."""

bands = Table(
    "bands",
    kept,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("plan_id", String(24), primary_key=True, index=True),
)
"""Plans that have a band in common are compared."""

links = Table(
    "links",
    kept,
    Column("plan_id", String(24), primary_key=True),
    Column("other_id", String(24), primary_key=True, index=True),
    Column("reason", Text, nullable=False),
    Column("in_common", Float, nullable=False),
)
"""Near-duplicates, each pair once, the lesser id first."""

runs = Table(
    "runs",
    kept,
    Column("id", Integer, primary_key=True),
    Column("process", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("listed", Integer, nullable=False, default=0),
    Column("unchanged", Integer, nullable=False, default=0),
    Column("done", Integer, nullable=False, default=0),
    Column("failed", Integer, nullable=False, default=0),
    Column("skipped", Integer, nullable=False, default=0),
    Column("pages_in", Integer, nullable=False, default=0),
    Column("pages_ok", Integer, nullable=False, default=0),
    Column("pages_failed", Integer, nullable=False, default=0),
    Column("pages_skipped", Integer, nullable=False, default=0),
)
"""Every import. While `seen_at` is younger than the lease, the rows that the run claimed are its own."""

ledger = Table(
    "ledger",
    kept,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False, unique=True),
    Column("size", BigInteger, nullable=False, index=True),
    Column("modified", BigInteger),
    Column("status", String(20), nullable=False),
    Column("task", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("run_id", ForeignKey(runs.c.id)),
    Column("revision", Integer, nullable=False),
    Column("sha256", String(64)),
    Column("media_type", Text),
    Column("reason", Text),
    Column("message", Text),
    Column("plan_id", ForeignKey(records.c.id), index=True),
    Column("reading", Text),
    Column("parsing", Text),
    Column("pages_in", Integer, nullable=False, default=0),
    Column("pages_ok", Integer, nullable=False, default=0),
    Column("pages_failed", Integer, nullable=False, default=0),
    Column("pages_skipped", Integer, nullable=False, default=0),
    Column("seconds", Float, index=True),
    Column("added_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Column("program", Text),
    # The queue in its order, and the counts by status, from the index alone.
    Index("ix_ledger_queue", "status", "run_id", "attempts", "id"),
)
"""One row for every input file, written before any work on it."""

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
_plans = projected.tables["plans"].c
# The sums that `kehoach status` shows, from indexes alone.
Index("ix_plans_section_count", _plans.section_count, _plans.table_count, _plans.task_count)
Index("ix_warnings_warning", projected.tables["warnings"].c.warning)
# Plans with the same code and date, which may be near-duplicates.
Index("ix_plans_code", _plans.code, _plans.issued)
