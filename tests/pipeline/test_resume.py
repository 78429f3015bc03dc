"""An import that is killed at any moment goes on where it was, and comes to the same end."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest
from conftest import PLAN

from pipeline.store import Status, Store

INGEST = "from pipeline.cli import main; main()"
PASSING = {"id", "run_id", "attempts", "seconds", "added_at", "started_at", "finished_at", "stored_at"}
"""Columns that tell how it went, not what came out."""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Plans, copies of them, and files that are none."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(120):
        text = PLAN.format(number=number % 100) + "\n".join(f"{n}. Việc số {n}" for n in range(number % 30))
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
        os.utime(folder / f"{number:03}.txt", (1_700_000_000, 1_700_000_000))
    for number in range(5):
        (folder / f"empty {number}.txt").touch()
        os.utime(folder / f"empty {number}.txt", (1_700_000_000, 1_700_000_000))
    return folder


def content(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for what tells how it went."""
    connection = sqlite3.connect(db)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    tables = {}
    for table in sorted(set(names) - {"runs"}):
        columns = [
            row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in PASSING
        ]
        key = ", ".join(columns)
        tables[table] = connection.execute(f"SELECT {key} FROM {table} ORDER BY {key}").fetchall()
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    return tables


def alive(mark: str) -> list[str]:
    """The processes that have this mark in their environment."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in environ.read_bytes():
                found.append((environ.parent / "cmdline").read_bytes().decode().replace("\0", " "))
        except OSError:
            continue
    return found


def killed(command: list[str], environ: dict[str, str], mark: str, after: float) -> bool:
    """Run a command and kill it after some seconds; whether it was still running."""
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        until = time.monotonic() + 30
        while alive(mark) and time.monotonic() < until:
            time.sleep(0.02)
        assert alive(mark) == []
        return True
    return False


@pytest.mark.parametrize("kills", [4, pytest.param(25, marks=pytest.mark.slow)])
def test_killed_at_random_moments(kills: int, many: Path, tmp_path: Path) -> None:
    mark, moments = f"MARK={uuid4()}", random.Random(kills)
    environ = os.environ | dict([mark.split("=")])

    def command(db: Path) -> list[str]:
        return [sys.executable, "-c", INGEST, "ingest", str(many), "--db", str(db), "--jobs", "2"]

    calm, stormy = tmp_path / "calm.db", tmp_path / "stormy.db"
    assert not killed(command(calm), environ, mark, 600)
    hit = 0
    while hit < kills:
        if killed(command(stormy), environ, mark, moments.uniform(0.3, 2.0)):
            hit += 1
        else:  # done before it could be killed: once more from nothing
            for file in tmp_path.glob("stormy.db*"):
                file.unlink()
    assert not killed(command(stormy), environ, mark, 600)
    with Store.open(stormy) as store:
        assert store.counts()[Status.PENDING] == store.counts()[Status.RUNNING] == 0
        assert store.failures() == {"empty": 5}
    assert content(stormy) == content(calm)
