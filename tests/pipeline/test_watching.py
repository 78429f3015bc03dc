"""A watched folder hands on files that have come to rest, and nothing from outside of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from conftest import PLAN

from pipeline.store import Store
from pipeline.watching import WatchError, settled

PAUSE = 0.5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "inbox"
    made.mkdir()
    return made


def collected(folder: Path, count: int, *, poll: bool = False, relist: float = 300) -> list[Path]:
    """The files that are handed on, until there are so many."""
    stop = Event()
    found: list[Path] = []
    for files in settled(folder, stop, poll=poll, pause=PAUSE, relist=relist):
        found += files
        if len(found) >= count:
            stop.set()
    return found


@pytest.mark.parametrize("poll", [False, True])
def test_files_are_handed_on_once_they_have_stopped_growing(folder: Path, poll: bool) -> None:
    (folder / "old.txt").write_text("x")

    def write() -> None:
        time.sleep(1)
        (folder / "sub").mkdir()
        with (folder / "sub" / "new.txt").open("w") as file:
            for _ in range(8):
                file.write("x" * 100)
                file.flush()
                time.sleep(PAUSE / 3)

    Thread(target=write).start()
    sizes: Iterator[int] = (file.stat().st_size for file in collected(folder, 2, poll=poll))
    assert sorted(sizes) == [1, 800]


def test_what_is_not_meant_is_left_out(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("x")
    (folder / "out.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "away").symlink_to(tmp_path)
    for name in (".hidden.txt", "~$open.docx", ".~lock.a.odt#", "half.pdf.part", "good.txt"):
        (folder / name).write_text("x")
    (folder / "in.txt").symlink_to("good.txt")
    assert {file.name for file in collected(folder, 1)} == {"good.txt"}


def test_a_folder_without_events_is_listed_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: object, stop_event: Event, **__: object) -> Iterator[set[tuple[int, str]]]:
        while not stop_event.is_set():
            yield set()
            time.sleep(0.05)

    monkeypatch.setattr("watchfiles.watch", silent)
    Thread(target=lambda: (time.sleep(0.5), (folder / "late.txt").write_text("x"))).start()
    assert [file.name for file in collected(folder, 1, relist=0.2)] == ["late.txt"]


def test_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(WatchError, match="is no folder"):
        list(settled(tmp_path / "none", Event()))


def test_the_command_reads_what_comes_until_it_is_stopped(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "plans.db"
    command = [
        sys.executable,
        "-c",
        "from pipeline.cli import main; main()",
        "watch",
        str(folder),
        "--db",
        str(db),
    ]
    environ = os.environ | {"LANGUAGE": "en"}
    watcher = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ)
    assert watcher.stderr
    assert watcher.stderr.readline().startswith("Watching ")
    (folder / "1.txt").write_text(PLAN.format(number=1), encoding="utf-8")
    assert watcher.stderr.readline() == f"{folder}/1.txt: read\n"
    watcher.send_signal(signal.SIGTERM)
    assert watcher.wait(30) == 0
    with Store.open(db) as store:
        assert [plan.number for plan in store.plans()] == [1]
