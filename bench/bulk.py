"""Bulk import: throughput over time, workers, what the store costs, memory, and a ledger of a million rows.

`python -m bench.bulk [COUNT [FOLDER]]` makes COUNT documents (otherwise as many as the environment has in
DOCUMENTS, or 2,000), texts and PDF files of invented plans with some scans and some broken ones, and imports
them as `kehoach ingest` does. In FOLDER they are kept for another time.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, process_time
from typing import NamedTuple

from pipeline import bulk
from pipeline.bulk import Choices, Summary, Watcher
from pipeline.inputs import Input
from pipeline.jobs import Job, work
from pipeline.stages import PARSING
from pipeline.status import LISTED, status
from pipeline.store import Store
from pipeline.verdicts import Outcome

COUNT = int(os.environ.get("DOCUMENTS", "2000"))
ROWS = 1_000_000
PDF, SCANS, BROKEN = 0.5, 0.05, 0.01
"""Shares of the documents; the rest are texts."""
PARTS = 10
"""Parts of an import that are compared, each with its share of every kind and size."""
LOT = 40
"""Files that are stored together when texts are read."""
LIST = "list"
"""The file that names the documents in the order in which they are read."""


class Reading(NamedTuple):
    """What the meter says after some files."""

    files: int
    seconds: float
    processor: float
    """Seconds of all processes of the import together."""
    memory: int
    """Bytes that the coordinator holds."""


class Meter(Watcher):
    """Reads the clocks whenever files were stored."""

    def __init__(self) -> None:
        self.readings = [self._read(0)]

    def stored(self, summary: Summary, outcomes: Collection[Outcome]) -> None:
        """Read the clocks."""
        if outcomes:
            self.readings.append(self._read(summary.accounted))

    def parts(self) -> Iterator[tuple[Reading, Reading]]:
        """The readings before and after each part of the import."""
        size = self.readings[-1].files / PARTS
        ends = [
            next(each for each in self.readings if each.files >= size * part) for part in range(PARTS + 1)
        ]
        yield from pairwise(ends)

    @staticmethod
    def _read(files: int) -> Reading:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return Reading(files, monotonic(), _processor(), pages * os.sysconf("SC_PAGE_SIZE"))


def _processor() -> float:
    """Seconds of processor of this process and all below it, the dead ones too."""
    ticks: dict[int, tuple[int, int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        ticks[int(stat.parent.name)] = int(told[1]), sum(map(int, told[11:15]))
    family, size = {os.getpid()}, 0
    while size < len(family):
        size = len(family)
        family |= {process for process, (parent, _) in ticks.items() if parent in family}
    return sum(ticks[process][1] for process in family) / os.sysconf("SC_CLK_TCK")


def make(folder: Path, count: int) -> None:
    """Write documents, plans of the genre, invented, each another one, and a list of them."""
    scans, pdf = round(count * SCANS), round(count * PDF)
    numbers = {"scan": scans, "digital": pdf, "text": count - scans - pdf}

    def write(form: str) -> None:
        command = [sys.executable, "-m", "tests.papers", str(folder / form), "--plans", str(numbers[form])]
        command += ["--forms", form, "--seed", str(len(form)), "--no-truth"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    with ThreadPoolExecutor(2) as executor:
        list(executor.map(write, [form for form, number in numbers.items() if number]))
    chance = random.Random(count)
    parts: list[list[Path]] = [[] for _ in range(PARTS)]
    broken = round(1 / BROKEN)
    for form in numbers:
        files = sorted(
            (folder / form / "documents").glob("*"), key=lambda file: (file.stat().st_size, file.name)
        )
        for at, file in enumerate(files):
            parts[at % PARTS].append(file)
            if at % broken == at // broken % PARTS:  # in every part
                file.write_bytes(file.read_bytes()[: chance.randrange(100)])
    for part in parts:
        chance.shuffle(part)
    names = [str(file.absolute()) for part in parts for file in part]
    (folder / LIST).write_text("\n".join(names), encoding="utf-8")


def documents(folder: Path) -> None:
    """Print how an import of all documents of a folder goes."""
    with TemporaryDirectory() as name:
        meter = Meter()
        summary = bulk.ingest([f"@{folder / LIST}"], Path(name) / "plans.db", watcher=meter)
    print(f"  {summary.found} documents: {summary.accounted} accounted for, {summary.left} left")
    print(f"  {summary.read} read, {summary.skipped} skipped, failed: {dict(summary.reasons)}")
    pages = summary.pages.pages_in
    spent = meter.readings[-1].processor - meter.readings[0].processor
    print(f"  {summary.accounted / summary.seconds:.1f} files/s, {pages / summary.seconds:.1f} pages/s")
    print(f"  {spent:.0f} s of processor in {summary.seconds:.0f} s for {pages} pages")
    for number, (before, after) in enumerate(meter.parts(), 1):
        rates = f"{_rate(before, after):5.1f} files/s, {_yield(before, after):5.1f} a second of processor"
        print(f"  part {number:2}: {rates}, coordinator {after.memory >> 20} MiB")


def _rate(before: Reading, after: Reading) -> float:
    """Files a second."""
    return (after.files - before.files) / max(after.seconds - before.seconds, 0.001)


def _yield(before: Reading, after: Reading) -> float:
    """Files a second of processor."""
    return (after.files - before.files) / max(after.processor - before.processor, 0.001)


def workers(folder: Path) -> None:
    """Print what a second worker brings for each kind of document, once both are at work."""
    for form, count in (("text", 1600), ("digital", 640), ("scan", 80)):
        files = sorted((folder / form / "documents").glob("*"))
        rates = []
        for jobs in (1, 2):
            with TemporaryDirectory() as name:
                meter = Meter()
                choices = Choices(jobs=jobs)
                bulk.ingest(files[:count], Path(name) / "plans.db", choices=choices, watcher=meter)
            _, *most, _ = meter.parts()
            rates.append(_rate(most[0][0], most[-1][1]))
        one, two = rates
        print(f"  {form}: 1 worker {one:.1f} files/s, 2 workers {two:.1f} files/s: {two / one:.2f} x")


def store(paths: Sequence[Path]) -> None:
    """Print what store and ledger cost beside the work on texts, in processor time."""
    start = process_time()
    results = [work(Job(0, str(path.resolve()))) for path in paths]
    working = process_time() - start
    with TemporaryDirectory() as name, Store.open(Path(name) / "plans.db") as kept:
        start = process_time()
        run = kept.begin_run()
        kept.enlist([Input(str(path), 1, 5) for path in paths], parsing=PARSING)
        for first in range(0, len(paths), LOT):
            jobs = kept.claim(run, LOT)
            rows = zip(jobs, results[first : first + LOT], strict=True)
            done = [replace(result, row=job.row) for job, result in rows]
            kept.commit(run, done, parsing=PARSING, begun=[job.row for job in jobs])
        storing = process_time() - start
    each = 1000 / len(paths)
    share = storing / (working + storing)
    print(f"  texts: {working * each:.1f} ms of work, {storing * each:.2f} ms of storing each: {share:.1%}")


def ledger(rows: int) -> None:
    """Print how long a large ledger takes to be counted, and to be gone on with."""

    def inputs() -> Iterator[Input]:
        return (Input(f"/srv/{n // 1000}/{n:07}.pdf", 100_000 + n % 900_000, n) for n in range(rows))

    with TemporaryDirectory() as name:
        db = Path(name) / "plans.db"
        with Store.open(db) as kept:
            stream = inputs()
            while batch := list(islice(stream, 1000)):
                kept.enlist(batch, parsing=PARSING)
        start, spent = monotonic(), process_time()
        status(db, failed=LISTED)
        print(
            f"  {rows} rows: status {monotonic() - start:.2f} s ({process_time() - spent:.2f} s of processor)"
        )
        start, spent = monotonic(), process_time()
        with Store.open(db) as kept:
            kept.claim(kept.begin_run(), 64)
        seconds, own = monotonic() - start, process_time() - spent
        print(f"  restart to first work {seconds:.2f} s ({own:.2f} s of processor)")


def report(count: int = COUNT, kept: Path | None = None) -> None:
    """Print everything."""
    with TemporaryDirectory() as name:
        folder = kept or Path(name)
        if not (folder / LIST).exists():
            folder.mkdir(parents=True, exist_ok=True)
            make(folder, count)
        documents(folder)
        workers(folder)
        store(sorted((folder / "text" / "documents").glob("*"))[: 10 * LOT])
    ledger(ROWS)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"  peak memory of this process: {peak} MiB")


if __name__ == "__main__":
    report(int(sys.argv[1]) if sys.argv[1:] else COUNT, Path(sys.argv[2]) if sys.argv[2:] else None)
