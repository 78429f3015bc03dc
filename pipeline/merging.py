"""Several stores made into one. Of one store that is a copy of it as it stands: a backup.

What two of them hold is taken from the one that worked on it last. A merge that was broken off can be done
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy import Row as Found

from pipeline import shelf
from pipeline.ledger import Status
from pipeline.schema import documents, ledger, records
from pipeline.store import Store

T = TypeVar("T")
_BATCH = 200
_FIELDS = [column for column in ledger.columns if column.name not in ("id", "run_id")]


def merge(sources: Sequence[str | Path], target: str | Path) -> None:
    """Put everything that stores hold into another one, made if it is not there.

    Raises:
        pipeline.store.StoreError: one of them is not there, or cannot be used.
    """
    with Store.open(target) as store:
        for source in sources:
            with Store.open(source, create=False) as other:
                _copy(other, store)


def _copy(source: Store, target: Store) -> None:
    for rows in _batches(source.stream(select(records).order_by(records.c.id))):
        contents = {row.content_id for row in rows}
        texts = source.read(partial(shelf.texts, contents=contents))
        target.write(partial(_plans, rows=rows, texts=texts))
    for rows in _batches(source.stream(select(*_FIELDS).order_by(ledger.c.id))):
        target.write(partial(_files, rows=rows))
    for found in _batches(target.stream(select(records.c.content_id).distinct())):
        target.write(partial(shelf.settle, contents=[row.content_id for row in found]))


def _plans(connection: Connection, rows: Sequence[Found[Any]], texts: dict[str, bytes]) -> None:
    """Put in records that are new or newer, not shown for the time being."""
    query = select(records.c.id, records.c.stored_at).where(records.c.id.in_([row.id for row in rows]))
    there = {row.id: row.stored_at for row in connection.execute(query)}
    newer = [row for row in rows if row.id not in there or row.stored_at > there[row.id]]
    known = [row.id for row in newer if row.id in there]
    shelf.hide(connection, known)
    for row in newer:
        values = row._asdict() | {"superseded": True}
        if row.id in there:
            connection.execute(update(records).where(records.c.id == row.id).values(values))
        else:
            connection.execute(insert(records).values(values))
    contents = {row.content_id for row in newer} & texts.keys()
    if contents:
        connection.execute(delete(documents).where(documents.c.content_id.in_(contents)))
        kept = [{"content_id": content, "document": texts[content]} for content in contents]
        connection.execute(insert(documents), kept)


def _files(connection: Connection, rows: Sequence[Found[Any]]) -> None:
    """Put in ledger rows that are new, or of later work."""
    query = select(ledger.c.path, ledger.c.finished_at).where(ledger.c.path.in_([row.path for row in rows]))
    there = {row.path: row.finished_at for row in connection.execute(query)}
    for row in rows:
        values = row._asdict()
        if row.status == Status.RUNNING:
            values["status"] = Status.PENDING.value
        if row.path not in there:
            connection.execute(insert(ledger).values(values))
        elif row.finished_at and (there[row.path] is None or row.finished_at > there[row.path]):
            connection.execute(update(ledger).where(ledger.c.path == row.path).values(values))


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    stream = iter(rows)
    return iter(lambda: list(islice(stream, _BATCH)), [])
