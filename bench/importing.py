"""Scans imported whole, beside bare Tesseract on the pictures of their pages and OCRmyPDF on the files.

All three work on two processes. The scans are those that recognition is measured on (`bench.scans`).
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import NamedTuple

from PIL import Image

from bench.scans import Scan, generated, groups

_JOBS = 2
_TESSERACT, _OCRMYPDF = 1.15, 1.0
"""Times as long as these that an import may take."""
_MEMORY = {"own": 400, "auto": 600, "tesseract": 600}
"""MiB that reading pages of A4 at 300 dots an inch may take, by recogniser."""
_SEED = 7_500
"""Of the pages that memory is measured on."""
_WATCH = """
import os, sys
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ,
                         file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
print(os.wait4(process, 0)[2].ru_maxrss)
"""
"""Runs a program and prints the peak memory of the largest of its processes, in KiB."""
_BIN = Path(sys.executable).parent


class Spent(NamedTuple):
    """Seconds: on the clock, and of processors by all processes."""

    clock: float
    processor: float


def report() -> None:
    """Print how long each takes, and the memory of a worker."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        scans = [scan for _, found in groups() for scan in found]
        files, pictures = _written(scans, folder)
        print(f"  {len(files)} scans, {len(pictures)} pages, {_JOBS} processes each")
        theirs = _timed(lambda: _bare(pictures))
        print(_row("tesseract -l vie, on pictures", theirs, len(pictures)))
        other = _timed(lambda: _searchable(files)) if shutil.which("ocrmypdf", path=str(_BIN)) else None
        if other:
            print(_row(f"ocrmypdf -l vie --jobs {_JOBS}", other, len(pictures)))
        for recogniser in ("auto", "own", "tesseract"):
            ours = _timed(partial(_imported, folder / "in", recogniser))
            print(_row(f"kehoach ingest, {recogniser}", ours, len(pictures)), end="")
            print(f"  {_beside(ours, theirs, _TESSERACT, 'tesseract')}", end="")
            print(f", {_beside(ours, other, _OCRMYPDF, 'ocrmypdf')}" if other else "")
    memory()


def memory() -> None:
    """Print the peak memory of a process that reads three pages of A4 at 300 dots an inch, in colour."""
    with TemporaryDirectory() as name:
        file = Path(name) / "a4.pdf"
        file.write_bytes(generated("light", _SEED, 300).file)
        for recogniser, most in _MEMORY.items():
            command = [str(_BIN / "kehoach"), "text", str(file), "--recogniser", recogniser]
            # A process as small as can be starts it: a process begins as large as the one that it comes from.
            watched = subprocess.run(
                [sys.executable, "-S", "-c", _WATCH, *command], check=True, capture_output=True, text=True
            )
            peak = int(watched.stdout) >> 10
            verdict = "within" if peak <= most else "ABOVE"
            print(f"  peak memory, 3 pages of A4 at 300 dpi, {recogniser}: {peak} MiB ({verdict} {most})")


def _written(scans: Sequence[Scan], folder: Path) -> tuple[list[Path], list[tuple[Path, int]]]:
    """The files of the scans, and the pictures of all pages with their resolutions."""
    (folder / "in").mkdir()
    files, pictures = [], []
    for number, scan in enumerate(scans):
        file = folder / "in" / f"{number}.pdf"
        file.write_bytes(scan.file)
        files.append(file)
        for page, pixels in enumerate(scan.pictures):
            picture = folder / f"{number}-{page}.png"
            Image.fromarray(pixels).save(picture)
            pictures.append((picture, scan.dpi))
    return files, pictures


def _bare(pictures: Sequence[tuple[Path, int]]) -> None:
    def read(picture: tuple[Path, int]) -> None:
        file, dpi = picture
        command = ["tesseract", str(file), str(file.with_suffix("")), "-l", "vie", "--dpi", str(dpi)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env=_one_thread())

    with ThreadPoolExecutor(_JOBS) as pool:
        list(pool.map(read, pictures))


def _searchable(files: Sequence[Path]) -> None:
    for file in files:
        command = [str(_BIN / "ocrmypdf"), "-q", "-l", "vie", "--jobs", str(_JOBS)]
        command += [str(file), str(file.parents[1] / f"{file.stem}-ocr.pdf")]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def _imported(folder: Path, recogniser: str) -> None:
    db = folder.parent / f"{recogniser}.db"
    command = [str(_BIN / "kehoach"), "ingest", str(folder), "--db", str(db), "--jobs", str(_JOBS)]
    subprocess.run([*command, "--recogniser", recogniser], check=True, stderr=subprocess.DEVNULL)


def _one_thread() -> dict[str, str]:
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def _timed(work: Callable[[], None]) -> Spent:
    begun, before = monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(monotonic() - begun, processor)


def _row(name: str, spent: Spent, pages: int) -> str:
    each = spent.processor / pages
    return f"  {name:30} {spent.clock:7.1f} s  {spent.processor:7.1f} s of processors  {each:5.2f} a page"


def _beside(ours: Spent, theirs: Spent, most: float, name: str) -> str:
    ratio = ours.clock / theirs.clock
    work = ours.processor / theirs.processor
    verdict = "within" if ratio <= most else "ABOVE"
    return f"{ratio:.2f} x {name} ({verdict} {most:g}; {work:.2f} x of processors)"


if __name__ == "__main__":
    report()
