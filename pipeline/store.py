"""The store: every plan read so far, and a ledger of every file met.

One plan is one transaction: after a crash a file is either stored whole or not at all. Equal bytes are
one plan, whatever their paths. When a file has new content its old plan is kept but superseded: `plans`
and the projected tables show the new one only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, Select, func, insert, select, update
from sqlalchemy import Row as Found

from parsers.plan import Plan
from pipeline import shelf
from pipeline.database import StoreError, connect, guard, location, name, writing
from pipeline.ledger import LedgerRow, Skipped, Status
from pipeline.messages import translate
from pipeline.migrations import migrate, up_to_date
from pipeline.projection import Row, visible
from pipeline.schema import ITEM, ledger, projected, records

__all__ = ["LedgerRow", "Skipped", "Status", "Store", "StoreError"]

_FINISHED = (Status.DONE.value, Status.DONE_WITH_WARNINGS.value)
_BATCH = 100


class Store:
    """A database of plans. Every method raises `StoreError` when the database refuses."""

    def __init__(self, url: URL, engine: Engine) -> None:
        self._url = url
        self._reader = engine
        self._writer = writing(engine)

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True, wait: float = 30.0) -> Store:
        """Open a store and bring it to the present schema.

        Args:
            where: path of an SQLite file, or a database URL.
            create: make it if there is none.
            wait: seconds to wait for another program to let go of it.

        Raises:
            StoreError: it is not there, not a store, locked, read-only or of a newer program.
        """
        url = location(where)
        file = url.database if url.get_backend_name() == "sqlite" else None
        if not create and file and not Path(file).exists():
            message = translate(
                "There is no database {name}. Check the name, or read some plans into it first."
            )
            raise StoreError(message.format(name=name(url)))
        store = cls(url, connect(url, wait))
        try:
            with guard(url):
                with store._reader.connect() as connection:
                    ready = up_to_date(connection, name(url))
                if not ready:
                    with store._writer.begin() as connection:
                        migrate(connection, name(url), shelf.show_all)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Let go of the database."""
        self._reader.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def known(self, path: str | Path, sha256: str) -> Skipped | None:
        """Whether a plan of the bytes with this hash is stored: from this path, from another, or not."""
        done = select(ledger.c.sha256).where(ledger.c.path == _text(path), ledger.c.status.in_(_FINISHED))
        with guard(self._url), self._reader.connect() as connection:
            if shelf.with_bytes(connection, sha256) is None:
                return None
            last = connection.scalar(done.order_by(ledger.c.id.desc()).limit(1))
        return Skipped.UNCHANGED if last == sha256 else Skipped.DUPLICATE

    def begin(
        self,
        path: str | Path,
        size: int,
        sha256: str | None = None,
        media_type: str | None = None,
        models: str | None = None,
    ) -> int:
        """Note that work on a file begins, and return the number of its ledger row.

        A row is taken up again while its file has not been read with success; new bytes under a known
        path are a new revision.

        Args:
            path: as the user gave it.
            size: in bytes.
            sha256: of the content, 64 hex digits; None where it cannot be read.
            media_type: where it is known already.
            models: versions of the models in use.
        """
        now = datetime.now(UTC)
        values: dict[str, object] = {
            "size": size,
            "sha256": sha256,
            "media_type": media_type,
            "status": Status.RUNNING.value,
            "reason": None,
            "message": None,
            "started_at": now,
            "finished_at": None,
            "program": version("kehoach"),
            "models": models,
        }
        with guard(self._url), self._writer.begin() as connection:
            values["revision"] = _revision(connection, _text(path), sha256)
            here = select(ledger).where(ledger.c.path == _text(path))
            last = connection.execute(here.order_by(ledger.c.id.desc()).limit(1)).first()
            if last and last.status not in _FINISHED and last.sha256 in (None, sha256):
                values["attempts"] = last.attempts + 1
                connection.execute(update(ledger).where(ledger.c.id == last.id).values(values))
                return int(last.id)
            values |= {"path": _text(path), "attempts": 1, "added_at": now}
            added = insert(ledger).values(values).returning(ledger.c.id)
            return int(connection.execute(added).scalar_one())

    def record(self, ledger_id: int, plan: Plan) -> None:
        """Keep a plan, show it in the projected tables and close its ledger row, all or nothing.

        A plan with the same id is replaced.

        Raises:
            KeyError: there is no such ledger row.
        """
        status = Status.DONE_WITH_WARNINGS if plan.warnings else Status.DONE
        with guard(self._url), self._writer.begin() as connection:
            path = _path(connection, ledger_id)
            shelf.keep(connection, plan)
            _close(
                connection,
                ledger_id,
                status,
                revision=_revision(connection, path, plan.source.sha256, before=ledger_id),
                sha256=plan.source.sha256,
                media_type=plan.source.media_type,
                plan_id=plan.id,
            )
            shelf.settle(connection, path, plan.id)

    def fail(self, ledger_id: int, reason: str, message: str) -> None:
        """Close a ledger row: the file could not be read, for this reason (a code) and in these words.

        Raises:
            KeyError: there is no such ledger row.
        """
        with guard(self._url), self._writer.begin() as connection:
            _path(connection, ledger_id)
            _close(connection, ledger_id, Status.FAILED, reason=str(reason), message=visible(message))

    def skip(self, ledger_id: int, reason: Skipped, message: str | None = None) -> None:
        """Close a ledger row: there was nothing to do. A plan of equal bytes counts as the file's own.

        Raises:
            KeyError: there is no such ledger row.
        """
        with guard(self._url), self._writer.begin() as connection:
            path = _path(connection, ledger_id)
            sha256 = connection.scalar(select(ledger.c.sha256).where(ledger.c.id == ledger_id))
            plan_id = shelf.with_bytes(connection, sha256) if sha256 else None
            words = visible(message) if message else None
            _close(connection, ledger_id, Status.SKIPPED, reason=reason.value, message=words, plan_id=plan_id)
            shelf.settle(connection, path)

    def ledger(self) -> Iterator[LedgerRow]:
        """Every ledger row, oldest first."""
        for row in self._stream(select(ledger).order_by(ledger.c.id)):
            values = row._asdict()
            yield LedgerRow(**values | {"status": Status(values["status"])})

    def counts(self) -> dict[Status, int]:
        """How many ledger rows have each status."""
        query = select(ledger.c.status, func.count()).group_by(ledger.c.status)
        with guard(self._url), self._reader.connect() as connection:
            found = {str(row[0]): int(row[1]) for row in connection.execute(query)}
        return {status: found.get(status.value, 0) for status in Status}

    def plans(self, *, superseded: bool = False) -> Iterator[Plan]:
        """The current plans, in the order they were first stored; with `superseded` the older ones, too."""
        query = select(records.c.record).order_by(records.c.stored_at, records.c.id)
        if not superseded:
            query = query.where(~records.c.superseded)
        for row in self._stream(query):
            yield Plan.model_validate(row.record)

    def plan(self, plan_id: str) -> Plan | None:
        """The plan with this id, or None."""
        with guard(self._url), self._reader.connect() as connection:
            return shelf.load(connection, plan_id)

    def paths(self, plan_id: str) -> list[str]:
        """Every path that the content of this plan was met under, in the order they were met."""
        query = select(ledger.c.path).where(ledger.c.plan_id == plan_id).group_by(ledger.c.path)
        with guard(self._url), self._reader.connect() as connection:
            return list(connection.scalars(query.order_by(func.min(ledger.c.id))))

    def sources(self) -> dict[str, str]:
        """The path that each plan was last met under, by plan id."""
        query = select(ledger.c.plan_id, ledger.c.path).where(ledger.c.plan_id.is_not(None))
        return {row.plan_id: row.path for row in self._stream(query.order_by(ledger.c.id))}

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of one sheet of `pipeline.columns`, of the current plans, each plan's in reading order."""
        table = projected.tables[sheet]
        columns = [column for column in table.columns if column.name != ITEM]
        for row in self._stream(select(*columns).order_by(*table.primary_key)):
            yield row._asdict()

    def _stream(self, query: Select[Any]) -> Iterator[Found[Any]]:
        with guard(self._url), self._reader.connect() as connection:
            yield from connection.execution_options(yield_per=_BATCH).execute(query)


def _text(path: str | Path) -> str:
    """A path as text that any database holds; bytes that are no UTF-8 stay told apart."""
    return str(path).encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def _path(connection: Connection, ledger_id: int) -> str:
    path = connection.scalar(select(ledger.c.path).where(ledger.c.id == ledger_id))
    if path is None:
        raise KeyError(ledger_id)
    return str(path)


def _revision(connection: Connection, path: str, sha256: str | None, before: int | None = None) -> int:
    """1 for the first content under a path, one more where it differs from the content met last."""
    query = select(ledger.c.revision, ledger.c.sha256).where(
        ledger.c.path == path, ledger.c.sha256.is_not(None)
    )
    if before is not None:
        query = query.where(ledger.c.id < before)
    last = connection.execute(query.order_by(ledger.c.id.desc()).limit(1)).first()
    if last is None:
        return 1
    return int(last.revision) + (sha256 not in (None, last.sha256))


def _close(connection: Connection, ledger_id: int, status: Status, **values: object) -> None:
    values |= {"status": status.value, "finished_at": datetime.now(UTC)}
    connection.execute(update(ledger).where(ledger.c.id == ledger_id).values(values))
