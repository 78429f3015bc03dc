"""The ledger as a queue that any number of runs share: listing, claiming, giving back.

A run claims rows in its own name; they stay its own while it is seen to live, by its process where it is
of this machine, else by its lease. What a run that died had claimed goes back to the queue. A row that
was begun and not finished goes behind those that were not begun, and out of the queue after `ATTEMPTS`,
so that one file cannot hold up an import for ever.

Each function works inside the transaction of the connection that it is given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, func, insert, or_, select, update
from sqlalchemy import Row as Found

from pipeline import shelf
from pipeline.database import insert_new
from pipeline.failures import SENTENCES
from pipeline.inputs import Input, found, stored
from pipeline.jobs import Job
from pipeline.ledger import ATTEMPTS, PASSING, QUARANTINED, Skipped, Status, Task
from pipeline.process import alive, identity
from pipeline.schema import ledger, runs
from pipeline.stages import READING

LEASE = timedelta(minutes=2)
"""How long a run of another machine may be silent before its rows are taken over."""
_FINISHED = (Status.DONE.value, Status.DONE_WITH_WARNINGS.value)
_AFRESH = {
    "status": Status.PENDING.value,
    "attempts": 0,
    "run_id": None,
    "reason": None,
    "message": None,
}
_REQUEUE = (
    update(ledger)
    .where(ledger.c.id == bindparam("row"))
    .values(_AFRESH | {name: bindparam(f"new_{name}") for name in ("size", "modified", "task", "reading")})
)


@dataclass
class Listed:
    """What a listing found."""

    queued: int = 0
    """To be worked on, and not in the queue before."""
    unchanged: int = 0
    """Done before."""
    failed: int = 0
    """Failed before, and not changed since."""


def begin(connection: Connection) -> int:
    """Enter a run, and return its number."""
    now = datetime.now(UTC)
    values = {"process": identity(), "program": version("kehoach"), "started_at": now, "seen_at": now}
    return int(connection.execute(insert(runs).values(values).returning(runs.c.id)).scalar_one())


def beat(connection: Connection, run: int, counts: Mapping[str, int], *, ends: bool = False) -> None:
    """Say that a run lives, and how far it is."""
    now = datetime.now(UTC)
    values = dict(counts) | {"seen_at": now, "finished_at": now if ends else None}
    connection.execute(update(runs).where(runs.c.id == run).values(values))


def give_back(connection: Connection, run: int, rows: Collection[int] | None = None) -> int:
    """Put what a run has claimed and not finished, or these of it, back into the queue; how much that was."""
    theirs = ledger.c.run_id == run
    return _release(connection, theirs if rows is None else and_(theirs, ledger.c.id.in_(rows)))


def dead(connection: Connection, run: int) -> list[int]:
    """The runs, other than this one, that ended without saying so."""
    oldest = datetime.now(UTC) - LEASE
    others = select(runs).where(runs.c.finished_at.is_(None), runs.c.id != run)
    return [
        row.id
        for row in connection.execute(others)
        if not (row.seen_at >= oldest if (lives := alive(row.process)) is None else lives)
    ]


def take_over(connection: Connection, lost: Collection[int]) -> None:
    """Put what runs that died had claimed back into the queue; what they had begun was begun in vain."""
    if not lost:
        return
    theirs = ledger.c.run_id.in_(lost)
    begun = and_(theirs, ledger.c.status == Status.RUNNING.value)
    now = datetime.now(UTC)
    ended = {
        "status": Status.FAILED.value,
        "reason": QUARANTINED,
        "message": SENTENCES[QUARANTINED],
        "attempts": ledger.c.attempts + 1,
        "finished_at": now,
    }
    connection.execute(update(ledger).where(begun, ledger.c.attempts >= ATTEMPTS - 1).values(ended))
    _release(connection, theirs, strike=case((ledger.c.status == Status.RUNNING.value, 1), else_=0))
    connection.execute(update(runs).where(runs.c.id.in_(lost)).values(finished_at=runs.c.seen_at))


def _release(connection: Connection, which: ColumnElement[bool], strike: ColumnElement[int] | int = 0) -> int:
    open_ = ledger.c.status.in_((Status.PENDING.value, Status.RUNNING.value))
    back = {"status": Status.PENDING.value, "run_id": None, "attempts": ledger.c.attempts + strike}
    return connection.execute(update(ledger).where(which, open_).values(back)).rowcount


def known(connection: Connection, files: Sequence[Input]) -> dict[str, Found[tuple[object, ...]]]:
    """The ledger rows of inputs, by path."""
    columns = [ledger.c[name] for name in ("id", "path", "size", "modified", "status", "task", "reason")]
    columns += [ledger.c[name] for name in ("plan_id", "reading", "parsing")]
    paths = [stored(file.path) for file in files]
    return {row.path: row for row in connection.execute(select(*columns).where(ledger.c.path.in_(paths)))}


def compare(
    files: Sequence[Input], rows: dict[str, Found[tuple[object, ...]]], *, parsing: str, again: bool
) -> tuple[Listed, list[Input], list[dict[str, object]]]:
    """What to do about inputs, given their rows: the counts, those that are new, and rows to queue anew."""
    counts = Listed()
    new: list[Input] = []
    requeued: list[dict[str, object]] = []
    for file in files:
        row = rows.get(stored(file.path))
        if row is None:
            new.append(file)
            counts.queued += 1
            continue
        task = _task(file, row, parsing, again=again)
        if task:
            requeued.append(
                {
                    "row": row.id,
                    "new_size": file.size,
                    "new_modified": file.modified,
                    "new_task": task.value,
                    "new_reading": None if again else row.reading,
                }
            )
            counts.queued += 1
        elif row.status == Status.FAILED:
            counts.failed += 1
        elif row.status not in (Status.PENDING, Status.RUNNING):
            counts.unchanged += 1
    return counts, new, requeued


def _task(file: Input, row: Found[tuple[object, ...]], parsing: str, *, again: bool) -> Task | None:
    """What is to be done about a file that is in the ledger; None where nothing is, or it is queued."""
    if row.status in (Status.PENDING, Status.RUNNING):
        return None
    if file.modified is None or (file.size, file.modified) != (row.size, row.modified):
        return Task.READ
    if row.status == Status.FAILED:
        return Task.READ if again or row.reason in PASSING else None
    if row.status == Status.SKIPPED:
        return Task.READ if again and row.reason != Skipped.DUPLICATE else None
    if again or row.reading != READING:
        return Task.READ
    return None if row.parsing == parsing else Task.PARSE


def enter(connection: Connection, new: Sequence[Input], requeued: Sequence[dict[str, object]]) -> None:
    """Write rows for new inputs, and queue known ones anew."""
    if new:
        now = datetime.now(UTC)
        rows = [
            {
                "path": stored(file.path),
                "size": file.size,
                "modified": file.modified,
                "status": Status.PENDING.value,
                "task": Task.READ.value,
                "attempts": 0,
                "revision": 0,
                "added_at": now,
            }
            for file in new
        ]
        connection.execute(insert_new(connection, ledger), rows)
    if requeued:
        connection.execute(_REQUEUE, list(requeued))


def _claim(connection: Connection, run: int, count: int) -> list[Found[tuple[object, ...]]]:
    """Claim rows for a run, in the order of the queue; fewer where there are not so many."""
    names = ("id", "path", "size", "task", "plan_id", "sha256", "reading")
    free = (
        select(*(ledger.c[name] for name in names))
        .where(ledger.c.status == Status.PENDING.value, ledger.c.run_id.is_(None))
        .order_by(ledger.c.attempts, ledger.c.id)
        .limit(count)
        .with_for_update(skip_locked=True)
    )
    rows = list(connection.execute(free))
    if rows:
        mine = ledger.c.id.in_([row.id for row in rows])
        connection.execute(update(ledger).where(mine).values(run_id=run))
    return rows


def jobs(connection: Connection, run: int, count: int) -> list[Job]:
    """Claim files for a run, with what workers need to know of them."""
    rows = _claim(connection, run, count)
    known = _digests(connection, {row.size for row in rows})
    texts = shelf.texts(connection, [row.plan_id for row in rows if row.task == Task.PARSE])
    made = []
    for row in rows:
        # Its own content is read again where that is what it is queued for.
        own = {row.sha256} if row.reading != READING else set()
        text = texts.get(row.plan_id) if row.task == Task.PARSE else None
        others = frozenset(known.get(row.size, set()) - own)
        made.append(Job(row.id, found(row.path), known=others, document=text))
    return made


def _digests(connection: Connection, sizes: Collection[int]) -> dict[int, set[str]]:
    """The SHA-256 of the plans that are stored from files of these sizes, by size.

    Only a file of the same size can hold the same bytes.
    """
    columns = select(ledger.c.size, ledger.c.sha256, ledger.c.plan_id)
    query = columns.where(
        ledger.c.size.in_(sizes), ledger.c.plan_id.is_not(None), ledger.c.sha256.is_not(None)
    )
    by_size: dict[int, set[str]] = {}
    for size, sha256, plan_id in connection.execute(query):
        if sha256.startswith(plan_id):  # a new content that failed keeps the plan of the old
            by_size.setdefault(size, set()).add(sha256)
    return by_size


def mark(connection: Connection, run: int, rows: Collection[int]) -> None:
    """Note that work on claimed rows has begun."""
    mine = and_(ledger.c.id.in_(rows), ledger.c.run_id == run, ledger.c.status == Status.PENDING.value)
    values = {"status": Status.RUNNING.value, "started_at": datetime.now(UTC)}
    connection.execute(update(ledger).where(mine).values(values))


def retry(connection: Connection, reasons: Collection[str] = ()) -> int:
    """Queue the files that failed, or those that failed for these reasons, and return how many."""
    failed = ledger.c.status == Status.FAILED.value
    which = and_(failed, ledger.c.reason.in_(reasons)) if reasons else failed
    values = _AFRESH | {"task": Task.READ.value}
    return connection.execute(update(ledger).where(which).values(values)).rowcount


def reparse(connection: Connection, parsing: str, *, everything: bool = False) -> int:
    """Queue the files that earlier versions of the later stages worked on, and return how many."""
    done = and_(ledger.c.status.in_(_FINISHED), ledger.c.plan_id.is_not(None))
    old = or_(ledger.c.parsing.is_(None), ledger.c.parsing != parsing)
    which = done if everything else and_(done, old)
    values = _AFRESH | {"task": Task.PARSE.value}
    return connection.execute(update(ledger).where(which).values(values)).rowcount


def waiting(connection: Connection) -> int:
    """How many rows are in the queue, or in work."""
    open_ = ledger.c.status.in_((Status.PENDING.value, Status.RUNNING.value))
    return int(connection.scalar(select(func.count()).where(open_)) or 0)
