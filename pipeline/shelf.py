"""The plans of a store: kept whole in `records`, shown in the projected tables while they are current.

Each function works inside the transaction of the connection that it is given.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, delete, exists, insert, select, update

from parsers.plan import Plan
from pipeline.projection import project
from pipeline.schema import ITEM, ledger, projected, records


def keep(connection: Connection, plan: Plan) -> None:
    """Keep a plan whole, in the place of one with the same id."""
    record = plan.model_dump(mode="json")
    changed = connection.execute(update(records).where(records.c.id == plan.id).values(record=record))
    if not changed.rowcount:
        now = datetime.now(UTC)
        values = {"id": plan.id, "record": record, "superseded": False, "stored_at": now}
        connection.execute(insert(records).values(values))


def load(connection: Connection, plan_id: str) -> Plan | None:
    """The plan with this id, or None."""
    record = connection.scalar(select(records.c.record).where(records.c.id == plan_id))
    return None if record is None else Plan.model_validate(record)


def with_bytes(connection: Connection, sha256: str) -> str | None:
    """The id of the plan made from the bytes with this hash, or None."""
    return connection.scalar(select(records.c.id).where(records.c.id == sha256[:16]))


def settle(connection: Connection, path: str, stored: str | None = None) -> None:
    """Show the current one of the plans that came from `path`, and mark the others superseded.

    A plan is current while it is the latest that some path has led to. `stored` is the id of the plan
    whose record has just been written.
    """
    later = ledger.alias()
    overtaken = exists().where(
        later.c.path == ledger.c.path, later.c.plan_id.is_not(None), later.c.id > ledger.c.id
    )
    current = exists().where(ledger.c.plan_id == records.c.id, ~overtaken)
    here = select(ledger.c.plan_id).where(ledger.c.path == path)
    plans = select(records.c.id, records.c.superseded, current).where(records.c.id.in_(here))
    for plan_id, superseded, is_current in connection.execute(plans).all():
        if plan_id == stored or bool(is_current) == superseded:
            _hide(connection, plan_id)
            if is_current:
                _show(connection, plan_id)
            connection.execute(
                update(records).where(records.c.id == plan_id).values(superseded=not is_current)
            )


def show_all(connection: Connection) -> None:
    """Fill the empty projected tables."""
    for plan_id in connection.scalars(select(records.c.id).where(~records.c.superseded)).all():
        _show(connection, plan_id)


def _show(connection: Connection, plan_id: str) -> None:
    plan = load(connection, plan_id)
    if plan is None:
        return
    for sheet, rows in project(plan).items():
        table = projected.tables[sheet]
        for number, row in enumerate(rows, 1):
            if ITEM in table.columns:
                row[ITEM] = number
        if rows:
            connection.execute(insert(table), rows)


def _hide(connection: Connection, plan_id: str) -> None:
    for table in projected.tables.values():
        key = next(iter(table.primary_key))
        connection.execute(delete(table).where(key == plan_id))
