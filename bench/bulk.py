"""Bulk import: throughput over time, workers, what the store costs, memory, and a ledger of a million rows.

`python -m bench.bulk [COUNT]` makes COUNT documents (otherwise 2,000), texts and PDF files of invented plans
with some scans and some broken ones, and imports them as `kehoach ingest` does.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, process_time

from parsers.readers import Ocr, Options
from pipeline import bulk
from pipeline.bulk import Choices, Summary, Watcher
from pipeline.inputs import Input
from pipeline.jobs import Job, work
from pipeline.stages import PARSING
from pipeline.status import LISTED, status
from pipeline.store import Store
from pipeline.verdicts import Outcome

COUNT = 2_000
ROWS = 1_000_000
PDF, SCANS, BROKEN = 0.5, 0.05, 0.01
"""Shares of the documents; the rest are texts."""
LIST = "list"
"""The file that names the documents in the order in which they are read."""


class Meter(Watcher):
    """Notes when how many files were stored, and the memory of this process."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.memory: list[int] = []

    def stored(self, summary: Summary, outcomes: Collection[Outcome]) -> None:  # noqa: ARG002
        """Note the time of every file."""
        self.times += [monotonic()] * len(outcomes)
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        self.memory.append(pages * os.sysconf("SC_PAGE_SIZE"))


def make(folder: Path, count: int) -> None:
    """Write documents, plans of the genre, invented, each another one, and a list of them."""
    scans, pdf = round(count * SCANS), round(count * PDF)
    for form, number in (("scan", scans), ("digital", pdf), ("text", count - scans - pdf)):
        if number:
            command = [sys.executable, "-m", "tests.papers", str(folder / form), "--plans", str(number)]
            command += ["--forms", form, "--seed", str(len(form)), "--no-truth"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    chance = random.Random(count)
    files = sorted(file for file in folder.glob("*/documents/*") if file.is_file())
    for file in chance.sample(files, round(count * BROKEN)):
        file.write_bytes(file.read_bytes()[: chance.randrange(100)])
    chance.shuffle(files)  # so that every part of the import has its share of each kind
    (folder / LIST).write_text("\n".join(map(str, files)), encoding="utf-8")


def documents(count: int) -> None:
    """Print how an import goes."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        make(folder, count)
        meter = Meter()
        summary = bulk.ingest([f"@{folder / LIST}"], Path(name) / "plans.db", watcher=meter)
        done = summary.read + summary.failed + summary.skipped
        print(f"  {count} documents: {done} accounted for, {summary.left} left, {summary.failed} failed")
        print(
            f"  {done / summary.seconds:.1f} files/s, {summary.pages.pages_in / summary.seconds:.1f} pages/s"
        )
        span = max(1, len(meter.times) // 10)
        first, last = _rate(meter.times[:span]), _rate(meter.times[-span:])
        print(f"  first tenth {first:.1f} files/s, last tenth {last:.1f} files/s: {last / first:.0%}")
        print(f"  memory of the coordinator: {min(meter.memory) >> 20} to {max(meter.memory) >> 20} MiB")


def workers(count: int) -> None:
    """Print what a second worker brings, on texts and PDF files."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        make(folder, count)
        rates = []
        for jobs in (1, 2):
            choices = Choices(jobs=jobs, options=Options(ocr=Ocr.NEVER))
            summary = bulk.ingest([f"@{folder / LIST}"], Path(name) / f"{jobs}.db", choices=choices)
            rates.append(count / summary.seconds)
        one, two = rates
        print(f"  1 worker {one:.1f} files/s, 2 workers {two:.1f} files/s: {two / one:.2f} x")


def store(paths: list[Path]) -> None:
    """Print what store and ledger cost beside the work on texts, in processor time."""
    start = process_time()
    results = [work(Job(0, str(path.resolve()))) for path in paths]
    working = process_time() - start
    with TemporaryDirectory() as name, Store.open(Path(name) / "plans.db") as kept:
        start = process_time()
        run = kept.begin_run()
        kept.enlist([Input(str(path), 1, 5) for path in paths], parsing=PARSING)
        jobs = kept.claim(run, len(paths))
        kept.commit(
            run,
            [replace(result, row=job.row) for job, result in zip(jobs, results, strict=True)],
            parsing=PARSING,
            begun=[job.row for job in jobs],
        )
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


def _rate(times: list[float]) -> float:
    return len(times) / max(times[-1] - times[0], 0.001)


def report(count: int = COUNT) -> None:
    """Print everything."""
    documents(count)
    workers(count // 4)
    store(sorted((Path(__file__).parents[1] / "tests" / "blind").glob("*.txt")))
    ledger(ROWS)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"  peak memory of this process: {peak} MiB")


if __name__ == "__main__":
    report(*map(int, sys.argv[1:2]))
