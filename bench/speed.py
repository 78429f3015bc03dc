"""Plans a second, peak memory and start-up time."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from bench import baseline
from pipeline import parse

ROUNDS = 5
TARGET = 0.3
"""Seconds within which `kehoach --help` is to answer."""


def report(plans: list[tuple[str, bytes]]) -> None:
    """Print how fast plans are read, beside a regular expression, and what that takes."""
    size = sum(len(source) for _, source in plans) / 1024
    print(f"  {len(plans)} plans, {size:.0f} KiB, median of {ROUNDS} rounds")
    ours = _seconds(lambda: [parse(source, name, repair=False) for name, source in plans])
    mended = _seconds(lambda: [parse(source, name) for name, source in plans])
    regex = _seconds(lambda: [baseline.outline(source.decode("utf-8", "replace")) for _, source in plans])
    print(f"  kehoach, whole records:        {len(plans) / ours:8.1f} plans/s  {size / ours:8.0f} KiB/s")
    print(f"  the same, ruined ones repaired:{len(plans) / mended:8.1f} plans/s  {size / mended:8.0f} KiB/s")
    print(f"  regular expression, outlines:  {len(plans) / regex:8.1f} plans/s  ({ours / regex:.0f} x)")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory of this process:   {peak:8.0f} MiB")
    command = [str(Path(sys.executable).parent / "kehoach"), "--help"]
    start = _seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
    verdict = "within" if start < TARGET else "ABOVE"
    print(f"  kehoach --help:                {start:8.3f} s  ({verdict} the target of {TARGET} s)")


def _seconds(work: Callable[[], object]) -> float:
    work()
    rounds = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        rounds.append(perf_counter() - start)
    return median(rounds)
