"""Whether what a store holds agrees with itself and, if asked for, with the files that it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Connection, Select, Table, func, or_, select, text

from parsers.plan import Plan
from parsers.readers import ReadError
from pipeline.inputs import fetch, found
from pipeline.jobs import ID
from pipeline.ledger import Status
from pipeline.messages import later, translate
from pipeline.schema import documents, ledger, projected, records, runs
from pipeline.store import Store


class Finding(NamedTuple):
    """Something that does not agree."""

    what: str
    """A sentence, in the reader's language."""
    where: str
    """The file, plan or run."""


def check(db: str | Path, *, files: bool = False) -> Iterator[Finding]:
    """Look through a store; what comes out is wrong.

    Args:
        db: path of an SQLite file, or a database URL.
        files: read every file that is done again, and compare it with what is stored.

    Raises:
        pipeline.store.StoreError: there is no such store, or it cannot be used.
    """
    with Store.open(db, create=False) as store:
        yield from store.read(_damage)
        for message, query in _rules():
            for row in store.stream(query):
                yield Finding(translate(message), found(str(row[0])))
        yield from _records(store)
        if files:
            yield from _files(store)


def _rules() -> Iterator[tuple[str, Select[Any]]]:
    """What can be wrong, and a query for where it is."""
    done = ledger.c.status.in_((Status.DONE.value, Status.DONE_WITH_WARNINGS.value))
    plans = projected.tables["plans"]
    path, here = select(ledger.c.path), ledger.c.plan_id
    yield (
        later("The file counts as done, but has no plan."),
        path.outerjoin(records, records.c.content_id == here).where(done, records.c.id.is_(None)),
    )
    yield (
        later("The file counts as done, but the text that was read of it is not there."),
        path.outerjoin(documents, documents.c.content_id == here).where(
            done, ledger.c.parsing.is_not(None), documents.c.content_id.is_(None)
        ),
    )
    yield (
        later("The file counts as done with other content than its plan was made from."),
        path.where(done, func.substr(ledger.c.sha256, 1, ID) != here),
    )
    yield later("The pages of the file do not add up."), path.where(_unequal(ledger))
    yield later("The pages of an import do not add up."), select(runs.c.process).where(_unequal(runs))
    yield (
        later("The plan is current, but not in the tables."),
        select(records.c.id)
        .outerjoin(plans, plans.c.id == records.c.id)
        .where(~records.c.superseded, plans.c.id.is_(None)),
    )
    yield (
        later("The plan is in the tables, but not current."),
        select(plans.c.id)
        .outerjoin(records, records.c.id == plans.c.id)
        .where(or_(records.c.id.is_(None), records.c.superseded)),
    )
    yield (
        later("The plan is current, but no file leads to it."),
        select(records.c.id)
        .outerjoin(ledger, here == records.c.content_id)
        .where(~records.c.superseded, ledger.c.id.is_(None)),
    )


def _unequal(table: Table) -> ColumnElement[bool]:
    """Whether the pages of a row do not add up."""
    return table.c.pages_in != table.c.pages_ok + table.c.pages_failed + table.c.pages_skipped


def _damage(connection: Connection) -> list[Finding]:
    """What SQLite finds wrong with its own file."""
    if connection.dialect.name != "sqlite":
        return []
    told = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    sentence = translate("The database is damaged. Use a copy of it.")
    return [Finding(sentence, str(line)) for line in told if line != "ok"]


def _records(store: Store) -> Iterator[Finding]:
    for row in store.stream(select(records.c.id, records.c.content_id, records.c.record)):
        try:
            plan = Plan.model_validate(row.record)
            good = plan.id == row.id and plan.source.sha256[:ID] == row.content_id
        except ValidationError:
            good = False
        if not good:
            yield Finding(translate("The record is damaged, or not that of this plan."), row.id)


def _files(store: Store) -> Iterator[Finding]:
    for row in store.ledger():
        if row.status not in (Status.DONE, Status.DONE_WITH_WARNINGS):
            continue
        try:
            same = sha256(fetch(row.path)).hexdigest() == row.sha256
        except (OSError, ReadError):
            yield Finding(translate("The file is not there (any more)."), row.path)
            continue
        if not same:
            yield Finding(translate("The file has changed since it was read."), row.path)
