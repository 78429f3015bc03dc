"""What a store holds and what became of every file, in short."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from pipeline.failures import Failure, meaning, sentence
from pipeline.messages import later, translate
from pipeline.wording import warning

if TYPE_CHECKING:
    from rich.console import Group

    from pipeline.ledger import Import

LISTED = 20
"""Failed files that are shown to a person; `--json` names all."""
SLOW = 5
"""Slow files that are named."""
LONG = 10.0
"""Seconds from which on a file is slow enough to be shown to a person."""


class Failed(TypedDict):
    """A file that could not be read."""

    path: str
    reason: str
    message: str


class Slow(TypedDict):
    """A file and how long work on it took."""

    path: str
    seconds: float


class Rate(TypedDict):
    """What the last import that read something did."""

    started_at: str
    """ISO 8601."""
    seconds: float
    files: int
    pages: int
    files_per_second: float
    pages_per_second: float
    running: bool


class Pair(TypedDict):
    """Two plans that are near-duplicates."""

    plan: str
    other: str
    reason: str
    in_common: float


class Standing(TypedDict):
    """The state of a store."""

    database: str
    files: dict[str, int]
    """Input files by what became of them."""
    plans: int
    sections: int
    tables: int
    tasks: int
    warnings: dict[str, int]
    """By code, the most frequent first."""
    near_duplicates: list[Pair]
    """Plans that are the same paper, or nearly the same text, from different files."""
    last_import: Rate | None
    slowest: list[Slow]
    reasons: dict[str, int]
    """Files that failed by reason, the most frequent first."""
    failed: list[Failed]


def status(db: str | Path, *, failed: int | None = None) -> Standing:
    """Count a store; `failed` is how many of the files that failed are named, otherwise all.

    Raises:
        pipeline.store.StoreError: there is no such store, or it cannot be used.
    """
    from pipeline.store import Status, Store

    with Store.open(db, create=False) as store:
        counts, totals = store.counts(), store.totals()
        working = [run for run in store.runs() if run.done + run.failed + run.skipped]
        return Standing(
            database=str(db),
            files={state.value: number for state, number in counts.items() if number},
            plans=totals["plans"],
            sections=totals["sections"],
            tables=totals["tables"],
            tasks=totals["tasks"],
            warnings=store.warnings(),
            near_duplicates=[
                Pair(plan=link.plan_id, other=link.other_id, reason=link.reason, in_common=link.in_common)
                for link in store.links()
            ],
            last_import=_rate(working[-1]) if working else None,
            slowest=[Slow(path=row.path, seconds=round(row.seconds or 0, 3)) for row in store.slowest(SLOW)],
            reasons=store.failures(),
            failed=[
                Failed(path=row.path, reason=row.reason or "", message=row.message or "")
                for row in islice(store.ledger(Status.FAILED), failed)
            ],
        )


def _rate(run: Import) -> Rate:
    files = run.done + run.failed + run.skipped
    seconds = max(run.seconds, 0.001)
    return Rate(
        started_at=run.started_at.isoformat(timespec="seconds"),
        seconds=round(seconds, 3),
        files=files,
        pages=run.pages_in,
        files_per_second=round(files / seconds, 2),
        pages_per_second=round(run.pages_in / seconds, 2),
        running=run.finished_at is None,
    )


_STATES = {
    "pending": later("Files waiting"),
    "running": later("Files in work"),
    "done": later("Files read"),
    "done-with-warnings": later("Files read, with points to check"),
    "failed": later("Files that failed"),
    "skipped": later("Files with the content of another, or no documents"),
}


def table(found: Standing) -> Group:
    """A state, for reading in a terminal."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    numbers = Table.grid(padding=(0, 2))
    numbers.add_column()
    numbers.add_column(justify="right", style="bold")
    for label, number in (
        *((translate(_STATES[state]), number) for state, number in found["files"].items()),
        (translate("Plans"), found["plans"]),
        (translate("Sections"), found["sections"]),
        (translate("Tables"), found["tables"]),
        (translate("Tasks"), found["tasks"]),
        (translate("Pairs of near-duplicates"), len(found["near_duplicates"])),
        *((f"  {warning(code)}", number) for code, number in found["warnings"].items()),
    ):
        numbers.add_row(Text(label), str(number))
    extra = [Text(line) for line in (_pace(found["last_import"]), *_slow(found["slowest"])) if line]
    failed = [
        Text(f"  {number} × {reason}: {meaning(reason)}", "red")
        for reason, number in found["reasons"].items()
    ]
    failed += [
        Text(f"{row['path']}: {sentence(Failure(row['reason'], row['message']))}", "red")
        for row in found["failed"][:LISTED]
    ]
    more = found["files"].get("failed", 0) - LISTED
    if more > 0:
        failed.append(Text(translate("… and {count} more (--json names them all)").format(count=more), "red"))
    return Group(Text(found["database"], "bold cyan"), numbers, *extra, *failed)


def _pace(rate: Rate | None) -> str:
    """How fast the last import was."""
    if rate is None:
        return ""
    return translate("Last import: {files} files in {seconds:.0f} s, {pages:.1f} pages/s").format(
        files=rate["files"], seconds=rate["seconds"], pages=rate["pages_per_second"]
    )


def _slow(files: list[Slow]) -> Iterator[str]:
    """The files that took much time."""
    long = [file for file in files if file["seconds"] >= LONG]
    if long:
        yield translate("Slowest files:")
    for file in long:
        yield f"  {file['seconds']:.1f} s  {file['path']}"
