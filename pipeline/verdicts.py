"""What the results of jobs mean for the ledger, and writing that down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from importlib.metadata import version

from sqlalchemy import Connection, and_, bindparam, or_, select, true, update
from sqlalchemy import Row as Found

from pipeline import shelf
from pipeline.failures import SENTENCES
from pipeline.jobs import ID, Made, Result
from pipeline.ledger import ATTEMPTS, NO_PAGES, QUARANTINED, PageCount, Skipped, Status
from pipeline.projection import visible
from pipeline.schema import ledger
from pipeline.stages import READING


class Verdict(StrEnum):
    """What became of one file in a run."""

    DONE = "done"
    UNCHANGED = "unchanged"
    """The file is newer, its content the same."""
    DUPLICATE = "duplicate"
    NOT_A_DOCUMENT = "not-a-document"
    FAILED = "failed"
    AGAIN = "again"
    """Its worker died; it is in the queue once more."""
    TAKEN = "taken"
    """Another run had taken the row over; the result is dropped."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file and what became of it."""

    path: str
    """As it stands in the ledger."""
    verdict: Verdict
    pages: PageCount = NO_PAGES
    seconds: float = 0.0
    reason: str | None = None
    message: str | None = None


_COLUMNS = (
    "status", "reason", "message", "run_id", "attempts", "revision", "size", "sha256", "media_type",
    "plan_id", "reading", "parsing", "pages_in", "pages_ok", "pages_failed", "pages_skipped", "seconds",
    "finished_at", "program",
)  # fmt: skip
_CLOSE = (
    update(ledger)
    .where(ledger.c.id == bindparam("row"))
    .values({name: bindparam(f"new_{name}") for name in _COLUMNS})
)


def settle(connection: Connection, run: int, results: Sequence[Result], parsing: str) -> list[Outcome]:
    """Store plans and close the rows of their files, in one transaction; one outcome for each result.

    Args:
        connection: to the database, in a transaction.
        run: the run that claimed the rows.
        results: what became of the files.
        parsing: the versions of the later stages that made the plans.
    """
    clerk = _Clerk(connection, run, parsing, results)
    outcomes = [clerk.close(result) for result in results]
    clerk.write()
    return outcomes


@cache
def _program() -> str:
    """The version of this program; looking it up takes longer than storing a plan."""
    return version("kehoach")


class _Clerk:
    """Decides file by file, then writes all at once."""

    def __init__(self, connection: Connection, run: int, parsing: str, results: Sequence[Result]) -> None:
        self._connection = connection
        self._run, self._parsing = run, parsing
        mine = select(ledger).where(
            ledger.c.id.in_([result.row for result in results]), ledger.c.run_id == run
        )
        self._rows = {row.id: row for row in connection.execute(mine)}
        ids = {content for result in results if (content := _content(result))}
        self._stored = shelf.stored(connection, ids)
        self._made: dict[str, Made] = {}
        self._unsettled: set[str] = set()
        self._closed: list[dict[str, object]] = []
        self._now, self._program = datetime.now(UTC), _program()

    def close(self, result: Result) -> Outcome:
        """Decide what becomes of a file."""
        row = self._rows.get(result.row)
        if row is None:
            return Outcome("", Verdict.TAKEN)
        if row.status not in (Status.PENDING, Status.RUNNING):  # the answer to a commit was lost
            return _closed(row)
        values = {name: getattr(row, name) for name in _COLUMNS}
        values |= {"reason": None, "message": None, "seconds": result.seconds, "finished_at": self._now}
        values["program"] = self._program
        if result.size is not None:
            values["size"] = result.size
        if result.sha256 is not None:
            values["revision"] += result.sha256 != row.sha256
            values["sha256"] = result.sha256
        verdict, pages = self._decide(result, row, values)
        self._closed.append({"row": row.id} | {f"new_{name}": values[name] for name in _COLUMNS})
        return Outcome(row.path, verdict, pages, result.seconds, values["reason"], values["message"])

    def write(self) -> None:
        """Write what was decided."""
        if self._made:
            shelf.keep(self._connection, list(self._made.values()))
        if self._closed:
            self._connection.execute(_CLOSE, self._closed)
        if self._unsettled:
            shelf.settle(self._connection, self._unsettled)

    def _decide(
        self, result: Result, row: Found[tuple[object, ...]], values: dict[str, object]
    ) -> tuple[Verdict, PageCount]:
        if result.failure:
            return self._failed(result, values), NO_PAGES
        plan_id = _content(result)
        if plan_id is None:
            raise ValueError("a result without failure tells its content")
        values |= {"plan_id": plan_id, "reading": READING, "parsing": self._parsing}
        if plan_id != row.plan_id:
            self._unsettled |= {plan_id} | ({row.plan_id} if row.plan_id else set())
        known = plan_id in self._made or plan_id in self._stored
        if known and (plan_id in self._made or self._is_owned(plan_id, row)):
            values |= {"status": Status.SKIPPED.value, "reason": Skipped.DUPLICATE.value}
            values |= dict.fromkeys(("pages_in", "pages_ok", "pages_failed", "pages_skipped"), 0)
            return Verdict.DUPLICATE, NO_PAGES
        if result.made is None:
            plan = shelf.load(self._connection, plan_id)
            warned = plan is not None and plan.warnings
            values["status"] = (Status.DONE_WITH_WARNINGS if warned else Status.DONE).value
            return Verdict.UNCHANGED, NO_PAGES
        self._made[plan_id] = result.made
        pages = result.made.pages
        values |= {
            "status": (Status.DONE_WITH_WARNINGS if result.made.has_warnings else Status.DONE).value,
            "media_type": result.made.media_type,
            "pages_in": pages.pages_in,
            "pages_ok": pages.ok,
            "pages_failed": pages.failed,
            "pages_skipped": pages.skipped,
        }
        return Verdict.DONE, pages

    def _failed(self, result: Result, values: dict[str, object]) -> Verdict:
        failure = result.failure
        if failure is None:
            raise ValueError("no failure")
        values |= {"reason": failure.reason, "message": visible(failure.message)}
        if failure.reason == Skipped.NOT_A_DOCUMENT:
            values["status"] = Status.SKIPPED.value
            return Verdict.NOT_A_DOCUMENT
        values["status"] = Status.FAILED.value
        if not result.is_lost:
            return Verdict.FAILED
        attempts = int(str(values["attempts"])) + 1
        values["attempts"] = attempts
        if attempts >= ATTEMPTS:
            values |= {"reason": QUARANTINED, "message": SENTENCES[QUARANTINED]}
            return Verdict.FAILED
        values |= {"status": Status.PENDING.value, "run_id": None, "finished_at": None}
        return Verdict.AGAIN

    def _is_owned(self, plan_id: str, row: Found[tuple[object, ...]]) -> bool:
        """Whether another file has this plan.

        Of several files with the same content the one that was read has it, else the one listed first.
        """
        done = ledger.c.status.in_((Status.DONE.value, Status.DONE_WITH_WARNINGS.value))
        first = ledger.c.id < row.id if plan_id == row.plan_id else true()
        before = and_(first, ledger.c.status.in_((Status.PENDING.value, Status.RUNNING.value)))
        owner = select(ledger.c.id).where(
            ledger.c.plan_id == plan_id, ledger.c.id != row.id, or_(done, before)
        )
        return self._connection.scalar(owner.limit(1)) is not None


def _closed(row: Found[tuple[object, ...]]) -> Outcome:
    """What became of a file, by its row."""
    verdict = Verdict.FAILED if row.status == Status.FAILED else Verdict.DONE
    if row.status == Status.SKIPPED:
        verdict = Verdict(row.reason)
    pages = PageCount(row.pages_in, row.pages_ok, row.pages_failed, row.pages_skipped)
    return Outcome(row.path, verdict, pages, row.seconds or 0.0, row.reason, row.message)


def _content(result: Result) -> str | None:
    """The content that a result tells of, which is also the id of its first plan."""
    if result.made:
        return result.made.content_id
    return result.sha256[:ID] if result.sha256 and not result.failure else None
