"""The plans of a store: kept whole in `records`, shown in the projected tables while they are current.

A plan is current while a file leads to it. Each function works inside the transaction of the connection
that it is given, on as many plans at once as there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from parsers.plan import Plan
from pipeline import kinship
from pipeline.database import insert_plain
from pipeline.jobs import Made
from pipeline.projection import Row, numbered
from pipeline.schema import documents, ledger, projected, records
from pipeline.sketches import of_plan

_CHANGE = (
    update(records).where(records.c.id == bindparam("plan")).values(record=bindparam("new"), superseded=False)
)
_BATCH = 200


def keep(connection: Connection, made: Sequence[Made]) -> None:
    """Keep plans whole and show them, in the place of those of the same contents."""
    there = _plans(connection, [file.content_id for file in made])
    papers = {paper.plan_id: (paper, file.content_id) for file in made for paper in file.papers}
    if there:
        hide(connection, there)
        gone = there - papers.keys()
        if gone:
            kinship.forget(connection, gone)
            connection.execute(delete(records).where(records.c.id.in_(gone)))
        changed = [{"plan": plan, "new": papers[plan][0].record} for plan in there - gone]
        if changed:
            connection.execute(_CHANGE, changed)
    now = datetime.now(UTC)
    new = [
        {"id": plan, "content_id": content, "record": paper.record, "superseded": False, "stored_at": now}
        for plan, (paper, content) in papers.items()
        if plan not in there
    ]
    if new:
        connection.execute(insert(records), new)
    raw = [{"content_id": file.content_id, "document": file.document} for file in made if file.document]
    if raw:
        if there:
            ids = [row["content_id"] for row in raw]
            connection.execute(delete(documents).where(documents.c.content_id.in_(ids)))
        connection.execute(insert(documents), raw)
    _insert(connection, (paper.rows for paper, _ in papers.values()))
    kinship.link(connection, {plan: paper.sketch for plan, (paper, _) in papers.items()})


def load(connection: Connection, plan_id: str) -> Plan | None:
    """The plan with this id, or None."""
    record = connection.scalar(select(records.c.record).where(records.c.id == plan_id))
    return None if record is None else Plan.model_validate(record)


def stored(connection: Connection, contents: Collection[str]) -> set[str]:
    """Which of these contents have plans."""
    query = select(records.c.content_id).where(records.c.content_id.in_(contents))
    return set(connection.scalars(query))


def texts(connection: Connection, contents: Collection[str]) -> dict[str, bytes]:
    """What was read of these contents, packed, where it is stored."""
    query = select(documents).where(documents.c.content_id.in_(contents))
    return {row.content_id: row.document for row in connection.execute(query)}


def settle(connection: Connection, contents: Collection[str]) -> None:
    """Show the plans of those of these contents that a file leads to, and mark the others superseded."""
    current = exists().where(ledger.c.plan_id == records.c.content_id)
    plans = select(records.c.id, records.c.superseded, current).where(records.c.content_id.in_(contents))
    for plan_id, superseded, is_current in connection.execute(plans).all():
        if bool(is_current) == superseded:
            hide(connection, [plan_id])
            if is_current:
                _show(connection, [plan_id])
            state = update(records).where(records.c.id == plan_id)
            connection.execute(state.values(superseded=not is_current))


def show_all(connection: Connection) -> None:
    """Fill the empty projected tables."""
    ids = connection.scalars(select(records.c.id).where(~records.c.superseded)).all()
    for start in range(0, len(ids), _BATCH):
        _show(connection, ids[start : start + _BATCH])


def _plans(connection: Connection, contents: Collection[str]) -> set[str]:
    """The plans of contents."""
    return set(connection.scalars(select(records.c.id).where(records.c.content_id.in_(contents))))


def _show(connection: Connection, ids: Collection[str]) -> None:
    found = connection.scalars(select(records.c.record).where(records.c.id.in_(ids)))
    plans = [Plan.model_validate(record) for record in found]
    _insert(connection, map(numbered, plans))
    kinship.link(connection, {plan.id: of_plan(plan) for plan in plans})


def _insert(connection: Connection, plans: Iterable[Mapping[str, list[Row]]]) -> None:
    sheets: dict[str, list[Row]] = {}
    for plan in plans:
        for sheet, own in plan.items():
            sheets.setdefault(sheet, []).extend(own)
    for sheet, all_rows in sheets.items():
        if all_rows:
            insert_plain(connection, projected.tables[sheet], all_rows)


def hide(connection: Connection, ids: Collection[str]) -> None:
    """Take plans out of the projected tables."""
    for table in projected.tables.values():
        key = next(iter(table.primary_key))
        connection.execute(delete(table).where(key.in_(ids)))
