"""The store: every plan read so far, and a ledger of every file met.

A file is stored in one transaction, whole or not at all, whatever happens. Equal bytes are one plan,
whatever their paths. When a file has new content its old plan is kept but superseded: `plans` and the
projected tables show the new one only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import URL, Connection, Engine, Select, desc, func, select
from sqlalchemy import Row as Found

from parsers.plan import Plan
from pipeline import shelf, verdicts, worklist
from pipeline.columns import ITEM
from pipeline.database import StoreError, connect, guard, location, name, patiently, writing
from pipeline.inputs import Input, found
from pipeline.jobs import ID, Job, Result
from pipeline.ledger import Import, LedgerRow, Link, Skipped, Status, Task
from pipeline.messages import translate
from pipeline.migrations import migrate, up_to_date
from pipeline.projection import Row
from pipeline.schema import ledger, links, projected, records, runs
from pipeline.verdicts import Outcome
from pipeline.worklist import Listed

__all__ = ["LedgerRow", "Skipped", "Status", "Store", "StoreError"]

_BATCH = 100
T = TypeVar("T")


class Store:
    """A database of plans. Every method raises `StoreError` when the database refuses."""

    def __init__(self, url: URL, engine: Engine, wait: float) -> None:
        self._url, self._wait = url, wait
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
        store = cls(url, connect(url, wait), wait)
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

    def begin_run(self) -> int:
        """Enter a run, which may list, claim and commit; take over what runs that died have left."""

        def enter(connection: Connection) -> int:
            run = worklist.begin(connection)
            worklist.take_over(connection, worklist.dead(connection, run))
            return run

        return self.write(enter)

    def beat(self, run: int, counts: Mapping[str, int]) -> None:
        """Say that a run lives and how far it is; take over what others have left meanwhile.

        To be called more often than `pipeline.worklist.LEASE`.
        """

        def say(connection: Connection) -> None:
            worklist.beat(connection, run, counts)
            worklist.take_over(connection, worklist.dead(connection, run))

        self.write(say)

    def give_back(self, run: int, rows: Collection[int] | None = None) -> int:
        """Put what a run has claimed and not finished, or these rows of it, back into the queue; how many."""
        return self.write(lambda connection: worklist.give_back(connection, run, rows))

    def end_run(self, run: int, counts: Mapping[str, int]) -> None:
        """Close a run."""
        self.write(lambda connection: worklist.beat(connection, run, counts, ends=True))

    def enlist(self, files: Sequence[Input], *, parsing: str, again: bool = False) -> Listed:
        """Write a row for every input that is new, and queue those that have to be worked on anew.

        Args:
            files: some hundreds at once.
            parsing: the versions of the later stages; what others have worked on is queued for them.
            again: queue what is done or failed, too, changed or not.
        """
        rows = self.read(lambda connection: worklist.known(connection, files))
        counts, new, requeued = worklist.compare(files, rows, parsing=parsing, again=again)
        if new or requeued:
            self.write(lambda connection: worklist.enter(connection, new, requeued))
        return counts

    def claim(self, run: int, count: int) -> Sequence[Job]:
        """Claim up to `count` files for a run, in the order of the queue; the options are the usual."""
        return self.write(lambda connection: worklist.jobs(connection, run, count))

    def commit(
        self, run: int, results: Sequence[Result], *, parsing: str, begun: Collection[int] = ()
    ) -> Sequence[Outcome]:
        """Keep plans, show them in the projected tables and close their rows, in one transaction.

        A file is in it whole or not at all.

        Args:
            run: the run that claimed the files.
            results: what became of them.
            parsing: the versions of the later stages that made the plans.
            begun: rows that work has begun on.
        """

        def settle(connection: Connection) -> Sequence[Outcome]:
            if begun:
                worklist.mark(connection, run, begun)
            return verdicts.settle(connection, run, results, parsing) if results else []

        return self.write(settle)

    def retry(self, reasons: Collection[str] = ()) -> int:
        """Queue the files that failed, or those that failed for one of these reasons; how many those are."""
        return self.write(lambda connection: worklist.retry(connection, reasons))

    def reparse(self, parsing: str, *, everything: bool = False) -> int:
        """Queue the files whose plans other versions of the later stages made; how many those are."""
        return self.write(lambda connection: worklist.reparse(connection, parsing, everything=everything))

    def waiting(self) -> int:
        """How many files are queued or in work."""
        return self.read(worklist.waiting)

    def ledger(self, status: Status | None = None) -> Iterator[LedgerRow]:
        """Every ledger row, or every one with this status, in the order in which the files were listed."""
        query = select(ledger).order_by(ledger.c.id)
        if status:
            query = query.where(ledger.c.status == status.value)
        yield from map(_row, self.stream(query))

    def counts(self) -> dict[Status, int]:
        """How many ledger rows have each status."""
        query = select(ledger.c.status, func.count()).group_by(ledger.c.status)
        found = self._numbers(query)
        return {status: found.get(status.value, 0) for status in Status}

    def plans(self, *, superseded: bool = False) -> Iterator[Plan]:
        """The current plans, in the order they were first stored; with `superseded` the older ones, too."""
        query = select(records.c.record).order_by(records.c.stored_at, records.c.id)
        if not superseded:
            query = query.where(~records.c.superseded)
        for row in self.stream(query):
            yield Plan.model_validate(row.record)

    def plan(self, plan_id: str) -> Plan | None:
        """The plan with this id, or None."""
        return self.read(lambda connection: shelf.load(connection, plan_id))

    def totals(self) -> dict[str, int]:
        """How many plans, sections, tables and tasks the current plans have together."""
        plans = projected.tables["plans"].c
        sums = (func.coalesce(func.sum(plans[f"{what}_count"]), 0) for what in ("section", "table", "task"))
        query = select(func.count(), *sums).select_from(projected.tables["plans"])
        numbers = self.read(lambda connection: connection.execute(query).one())
        return dict(zip(("plans", "sections", "tables", "tasks"), map(int, numbers), strict=True))

    def warnings(self) -> dict[str, int]:
        """How often each warning stands in the current plans, the most frequent first."""
        code = projected.tables["warnings"].c.warning
        query = select(code, func.count().label("number")).group_by(code).order_by(desc("number"), code)
        return self._numbers(query)

    def failures(self) -> dict[str, int]:
        """How many files failed, by reason, the most frequent first."""
        failed = ledger.c.status == Status.FAILED.value
        query = select(ledger.c.reason, func.count().label("number")).where(failed)
        query = query.group_by(ledger.c.reason).order_by(desc("number"), ledger.c.reason)
        return self._numbers(query)

    def slowest(self, count: int) -> Sequence[LedgerRow]:
        """The files that took the longest."""
        timed = ledger.c.seconds.is_not(None)
        query = select(ledger).where(timed).order_by(ledger.c.seconds.desc()).limit(count)
        return [_row(row) for row in self.stream(query)]

    def links(self) -> Iterator[Link]:
        """The near-duplicates among the current plans, each pair once."""
        plans, others = records.alias(), records.alias()
        query = (
            select(*(links.c[column.name] for column in fields(Link)))
            .join(plans, plans.c.id == links.c.plan_id)
            .join(others, others.c.id == links.c.other_id)
            .where(~plans.c.superseded, ~others.c.superseded)
            .order_by(links.c.plan_id, links.c.other_id)
        )
        for row in self.stream(query):
            yield Link(**row._asdict())

    def runs(self) -> Sequence[Import]:
        """Every import, the first first."""
        columns = [runs.c[column.name] for column in fields(Import)]
        return [Import(**row._asdict()) for row in self.stream(select(*columns).order_by(runs.c.id))]

    def paths(self, plan_id: str) -> list[str]:
        """Every path that the content of this plan was met under, in the order they were met."""
        query = select(ledger.c.path).where(ledger.c.plan_id == plan_id[:ID]).group_by(ledger.c.path)
        query = query.order_by(func.min(ledger.c.id))
        return self.read(lambda connection: list(map(found, connection.scalars(query))))

    def sources(self) -> dict[str, str]:
        """The path that each plan was last met under, by plan id."""
        query = select(records.c.id, ledger.c.path).join(ledger, ledger.c.plan_id == records.c.content_id)
        return {row.id: found(row.path) for row in self.stream(query.order_by(ledger.c.id))}

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of one sheet of `pipeline.columns`, of the current plans, each plan's in reading order."""
        table = projected.tables[sheet]
        columns = [column for column in table.columns if column.name != ITEM]
        for row in self.stream(select(*columns).order_by(*table.primary_key)):
            yield row._asdict()

    def _numbers(self, query: Select[Any]) -> dict[str, int]:
        """The numbers of a query for words with a number each."""
        return self.read(
            lambda connection: {str(word): int(number) for word, number in connection.execute(query)}
        )

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do some work in a transaction, again where a refusal may pass."""

        def begin() -> T:
            with self._writer.begin() as connection:
                return work(connection)

        return patiently(self._url, self._wait, begin)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Do some work that changes nothing, again where a refusal may pass."""

        def begin() -> T:
            with self._reader.connect() as connection:
                return work(connection)

        return patiently(self._url, self._wait, begin)

    def stream(self, query: Select[Any]) -> Iterator[Found[Any]]:
        """The rows of a query, some at a time."""
        with guard(self._url), self._reader.connect() as connection:
            yield from connection.execution_options(yield_per=_BATCH).execute(query)


def _row(row: Found[Any]) -> LedgerRow:
    words = {"path": found(row.path), "status": Status(row.status), "task": Task(row.task)}
    return LedgerRow(**row._asdict() | words)
