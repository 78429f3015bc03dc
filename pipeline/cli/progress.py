"""How far an import is: a bar in a terminal, a line a minute elsewhere, JSON where that is asked for."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING

import click

from pipeline.bulk import Summary, Watcher
from pipeline.cli.console import complain, tell
from pipeline.failures import Failure, sentence
from pipeline.messages import plural, translate
from pipeline.verdicts import Outcome, Verdict

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

MINUTE = 60.0
"""Seconds between two lines where there is no terminal."""


@contextmanager
def watcher(*, log: bool = False) -> Iterator[Watcher]:
    """What shows an import on standard error; with `log`, one JSON object a line for every file."""
    if log:
        yield _Log()
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import Progress

        with Progress(*_columns(), console=Console(stderr=True), transient=True) as progress:
            yield _Bar(progress)
    else:
        yield _Lines()


def _columns() -> list[ProgressColumn]:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

    return [
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
        TimeRemainingColumn(),
    ]


class _Failures(Watcher):
    """Names every file that failed."""

    def stored(self, summary: Summary, outcomes: Collection[Outcome]) -> None:  # noqa: ARG002
        """Name what failed."""
        for outcome in outcomes:
            if outcome.verdict is Verdict.FAILED:
                self._say(
                    f"{click.format_filename(outcome.path)}: {sentence(Failure(*_why(outcome)))}",
                )

    def _say(self, line: str) -> None:
        complain(line)


class Files(_Failures):
    """Names every file."""

    def stored(self, summary: Summary, outcomes: Collection[Outcome]) -> None:
        """Name what was read, and what failed."""
        super().stored(summary, outcomes)
        for outcome in outcomes:
            if outcome.verdict is Verdict.DONE:
                tell(translate("{file}: read").format(file=click.format_filename(outcome.path)))


class _Bar(_Failures):
    """A bar with files, pages a second, time left and failures."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._begun = monotonic()
        self._bar = progress.add_task(translate("Listing"), total=None, pace="")

    def listed(self, summary: Summary) -> None:
        """Show how many files were found."""
        self._progress.update(self._bar, completed=summary.accounted, total=summary.found)

    def stored(self, summary: Summary, outcomes: Collection[Outcome]) -> None:
        """Show how many files are accounted for."""
        super().stored(summary, outcomes)
        self._progress.update(
            self._bar,
            description=translate("Reading"),
            completed=summary.accounted,
            total=summary.found,
            pace=_pace(summary, monotonic() - self._begun),
        )

    def _say(self, line: str) -> None:
        self._progress.console.print(line, style="red", markup=False, highlight=False, soft_wrap=True)


class _Lines(_Failures):
    """A line a minute."""

    def __init__(self) -> None:
        self._begun = self._told = monotonic()

    def stored(self, summary: Summary, outcomes: Collection[Outcome]) -> None:
        """Say how many files are accounted for, if a minute has gone by."""
        super().stored(summary, outcomes)
        now = monotonic()
        if now - self._told >= MINUTE:
            self._told = now
            message = translate("{done} of {found} files; {pace}")
            pace = _pace(summary, now - self._begun)
            tell(message.format(done=summary.accounted, found=summary.found, pace=pace))


class _Log(Watcher):
    """JSON lines: one for every file, and one for every thousand files listed."""

    def listed(self, summary: Summary) -> None:
        """Write how many files were found."""
        self._write({"event": "listed", "found": summary.found})

    def stored(self, summary: Summary, outcomes: Collection[Outcome]) -> None:  # noqa: ARG002
        """Write what became of files."""
        for outcome in outcomes:
            reason, message = _why(outcome)
            self._write(
                {
                    "event": outcome.verdict.value,
                    "path": outcome.path,
                    "seconds": round(outcome.seconds, 3),
                    "pages": outcome.pages.pages_in,
                    **({"reason": reason, "message": message} if reason else {}),
                }
            )

    def _write(self, event: dict[str, object]) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        click.echo(json.dumps({"time": now, **event}, ensure_ascii=False), err=True)


def _why(outcome: Outcome) -> tuple[str, str]:
    return outcome.reason or "", outcome.message or ""


def _pace(summary: Summary, seconds: float) -> str:
    """Pages a second, and failures."""
    pages = translate("{rate:.1f} pages/s").format(rate=summary.pages.pages_in / max(seconds, 0.001))
    failed = plural("{count} failed", "{count} failed", summary.failed)
    return f"{pages}, {failed}"
