"""What a store holds and what became of every file, in short."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from pipeline.failures import Failure, sentence
from pipeline.messages import later, translate
from pipeline.wording import warning

if TYPE_CHECKING:
    from rich.console import Group

LISTED = 20
"""Failed files that are shown to a person; `--json` names all."""


class Failed(TypedDict):
    """A file that could not be read."""

    path: str
    reason: str
    message: str


class Standing(TypedDict):
    """The state of a store."""

    database: str
    files: dict[str, int]
    """Input files by what became of them; one that was met again unchanged stays what it was."""
    plans: int
    sections: int
    tables: int
    tasks: int
    warnings: dict[str, int]
    """By code, the most frequent first."""
    failed: list[Failed]


def status(db: str | Path) -> Standing:
    """Count a store.

    Raises:
        pipeline.store.StoreError: there is no such store, or it cannot be used.
    """
    from pipeline.store import Skipped, Status, Store

    with Store.open(db, create=False) as store:
        latest = {row.path: row for row in store.ledger() if row.reason != Skipped.UNCHANGED}
        warnings: Counter[str] = Counter()
        totals: Counter[str] = Counter()
        for plan in store.plans():
            totals["plans"] += 1
            totals["sections"] += sum(1 for _ in plan.walk())
            totals["tables"] += len(plan.tables)
            totals["tasks"] += len(plan.tasks)
            warnings.update(found.code.value for found in plan.warnings)
    states = Counter(row.status for row in latest.values())
    return Standing(
        database=str(db),
        files={state.value: states[state] for state in Status if states[state]},
        plans=totals["plans"],
        sections=totals["sections"],
        tables=totals["tables"],
        tasks=totals["tasks"],
        warnings=dict(warnings.most_common()),
        failed=[
            Failed(path=row.path, reason=row.reason or "", message=row.message or "")
            for row in latest.values()
            if row.status is Status.FAILED
        ],
    )


_STATES = {
    "running": later("Files begun and not finished"),
    "done": later("Files read"),
    "done-with-warnings": later("Files read, with points to check"),
    "failed": later("Files that failed"),
    "skipped": later("Files with the content of another"),
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
        *((f"  {warning(code)}", number) for code, number in found["warnings"].items()),
    ):
        numbers.add_row(Text(label), str(number))
    failed = [
        Text(f"{row['path']}: {sentence(Failure(row['reason'], row['message']))}", "red")
        for row in found["failed"][:LISTED]
    ]
    more = len(found["failed"]) - len(failed)
    if more:
        failed.append(Text(translate("… and {count} more (--json names them all)").format(count=more), "red"))
    return Group(Text(found["database"], "bold cyan"), numbers, *failed)
