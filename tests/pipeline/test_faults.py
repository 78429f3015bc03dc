"""What the machine refuses ends an import with a sentence, and the next one goes on where it was."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import PLAN

from pipeline.bulk import Choices, ingest
from pipeline.exitcodes import ExitCode
from pipeline.integrity import check
from pipeline.isolation import Allowance
from pipeline.store import Status, Store

HERE = Choices(jobs=0)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        rows = "\n\n".join(f"{n}. Việc số {n} của kế hoạch" for n in range(1, 60))
        (folder / f"{number:02}.txt").write_text(f"{PLAN.format(number=number)}\n{rows}", encoding="utf-8")
        os.utime(folder / f"{number:02}.txt", (1_700_000_000, 1_700_000_000))
    return folder


def test_a_file_system_without_room_ends_the_run(many: Path, tmp_path: Path) -> None:
    """The database may not grow beyond a limit of the kernel, as on a full disk or with a quota."""
    db = tmp_path / "plans.db"

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))

    program = (
        "import signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "from pipeline.cli import main; main()"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, "ingest", str(many), "--db", str(db), "--jobs", "1"],
        env=os.environ | {"LANGUAGE": "en"},
        capture_output=True,
        text=True,
        preexec_fn=limit,
        check=False,
    )
    assert run.returncode == 5, run.stderr
    assert "Traceback" not in run.stderr
    summary = ingest([many], db, choices=HERE)
    assert (summary.left, summary.refusal, summary.failed) == (0, None, 0)
    assert list(check(db)) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    try:
        run = subprocess.run(mount, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"there is no mount: {error}")
    if run.returncode:
        pytest.skip(f"only root may mount a small disk: {run.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_ends_the_run_and_the_next_one_goes_on(
    many: Path, small_disk: Path, tmp_path: Path
) -> None:
    """What was stored before the disk was full is whole, and stays; with more room nothing is read twice."""
    db = small_disk / "plans.db"
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "ingest", str(many)]
    command += ["--db", str(db), "--jobs", "2"]
    run = subprocess.run(
        command, env=os.environ | {"LANGUAGE": "en"}, capture_output=True, text=True, check=False
    )
    assert run.returncode == ExitCode.REFUSED, run.stderr
    assert "The disk is full" in run.stderr
    assert "Traceback" not in run.stderr
    assert not any(process_of(small_disk))
    larger = tmp_path / "plans.db"
    for file in small_disk.iterdir():
        shutil.copy(file, tmp_path)
    with Store.open(larger) as store:
        done = store.counts()[Status.DONE]
    summary = ingest([many], larger, choices=HERE)
    assert (summary.unchanged, summary.read) == (done, 60 - done)
    assert (summary.left, summary.refusal, summary.failed) == (0, None, 0)
    assert list(check(larger)) == []


def process_of(folder: Path) -> Iterator[str]:
    """The processes that were started with a path in this folder."""
    for told in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if os.fsencode(folder) in (words := told.read_bytes()):
                yield words.decode("utf-8", "replace")


def test_a_database_that_may_only_be_read_is_refused(many: Path, tmp_path: Path) -> None:
    db = tmp_path / "plans.db"
    Store.open(db).close()
    summary = ingest([many], f"sqlite:///file:{db}?mode=ro&uri=true", choices=HERE)
    assert summary.refusal
    assert "may only be read" in summary.refusal


def test_a_locked_database_is_waited_for_and_then_refused(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "plans.db"
    Store.open(db).close()
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    open_ = Store.open
    monkeypatch.setattr(Store, "open", lambda where: open_(where, wait=0.2))
    summary = ingest([many], db, choices=HERE)
    assert summary.refusal
    assert "Another program is using" in summary.refusal
    other.close()
    assert ingest([many], db, choices=HERE).read == 60


def test_a_worker_that_takes_too_much_memory_fails_its_file_alone(many: Path, tmp_path: Path) -> None:
    rows = "\n".join(f"| {n} | Trồng cây đường số {n} | Công an xã | Tháng 3 |" for n in range(1, 8000))
    head = "| TT | Nội dung | Chủ trì | Thời gian |\n|---|---|---|---|\n"
    big = tmp_path / "big.txt"
    big.write_text(
        PLAN.format(number=1).replace("II. TỔ CHỨC", f"{head}{rows}\n\nII. TỔ CHỨC"), encoding="utf-8"
    )
    choices = Choices(jobs=1, allowance=Allowance(memory=110 * 2**20))
    summary = ingest([many / "00.txt", big, many / "01.txt"], tmp_path / "plans.db", choices=choices)
    assert (summary.read, summary.reasons, summary.left) == (2, {"memory": 1}, 0)
