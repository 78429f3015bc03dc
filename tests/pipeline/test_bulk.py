"""Whatever a file is, it ends in the ledger with a clear sentence, and the others go on."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest
from conftest import PLAN
from sqlalchemy import Engine, event

from parsers.document import Document
from parsers.readers import Options
from pipeline import bulk
from pipeline.bulk import Choices, Summary, Watcher, reparse, retry
from pipeline.failures import Failure
from pipeline.ledger import Task
from pipeline.store import Status, Store, StoreError
from pipeline.verdicts import Outcome, Verdict

HERE = Choices(jobs=0)

PLAIN = PLAN.format(number=9)


def big_table(length: int) -> str:
    rows = "\n".join(f"| {n} | Trồng cây đường số {n} | Công an xã | Tháng 3 |" for n in range(1, length + 1))
    head = "| TT | Nội dung | Chủ trì | Thời gian |\n|---|---|---|---|\n"
    return PLAIN.replace("II. TỔ CHỨC", f"{head}{rows}\n\nII. TỔ CHỨC")


def absurd_numbers() -> str:
    deep = "\n\n".join(".".join(["1"] * depth) + ". Việc" for depth in range(1, 60))
    return f"{PLAIN}\n\nMMMMCCCCXXXX. MỤC\n\n{'9' * 400}. Việc\n\n{'.'.join(['9'] * 500)}. Việc\n\n{deep}"


ODD_BUT_READ: dict[str, bytes] = {
    "no-sections.txt": "KẾ HOẠCH\nTrồng cây\n\nXã trồng cây trong tháng 3.".encode(),
    "table-of-5000-rows.txt": big_table(5000).encode(),
    "mixed-line-ends.txt": PLAIN.replace("\n\n", "\r\n\r").encode(),
    "control-characters.txt": PLAIN.replace("cây", "cây\x00\x08\x1b[31m\x7f").encode(),
    "invalid-utf-8.txt": PLAIN.encode().replace("đường".encode(), b"\xff\xfe\xc3"),
    "absurd-numbers.txt": absurd_numbers().encode(),
}


def ingest(inputs: Collection[str | Path], db: Path, watcher: Watcher | None = None) -> Summary:
    """Import in this process, where faults can be played."""
    return bulk.ingest(inputs, db, choices=HERE, watcher=watcher)


def rows(db: Path) -> dict[str, tuple[Status, str | None]]:
    with Store.open(db) as store:
        return {Path(row.path).name: (row.status, row.reason) for row in store.ledger()}


def balanced(summary: Summary) -> bool:
    return summary.left == 0 and summary.found == summary.read + summary.failed + summary.skipped


@pytest.mark.parametrize("name", ODD_BUT_READ)
def test_odd_plans_are_read(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(ODD_BUT_READ[name])
    summary = ingest([file], tmp_path / "plans.db")
    assert (summary.read, summary.failures) == (1, [])
    assert rows(tmp_path / "plans.db")[name][0] in (Status.DONE, Status.DONE_WITH_WARNINGS)
    with Store.open(tmp_path / "plans.db") as store:
        [plan] = store.plans()
    assert plan.type == "Kế hoạch"


def empty(folder: Path) -> Path:
    (folder / "bad.txt").touch()
    return folder / "bad.txt"


def blank(folder: Path) -> Path:
    (folder / "bad.txt").write_text(" \n\t\r\n")
    return folder / "bad.txt"


def binary(folder: Path) -> Path:
    (folder / "bad.txt").write_bytes(bytes(range(256)) * 64)
    return folder / "bad.txt"


def huge(folder: Path) -> Path:
    with (folder / "bad.txt").open("wb") as file:
        file.truncate(200 * 2**20)
    return folder / "bad.txt"


def fifo(folder: Path) -> Path:
    os.mkfifo(folder / "bad.txt")
    return folder / "bad.txt"


def dangling(folder: Path) -> Path:
    (folder / "bad.txt").symlink_to("nowhere")
    return folder / "bad.txt"


def ring(folder: Path) -> Path:
    (folder / "bad.txt").symlink_to("bad.txt")
    return folder / "bad.txt"


def absent(folder: Path) -> Path:
    return folder / "bad.txt"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (empty, "empty"),
        (blank, "empty"),
        (huge, "too-large"),
        (fifo, "not-a-file"),
        (dangling, "missing"),
        (ring, "missing"),
        (absent, "missing"),
    ],
)
def test_a_bad_file_fails_alone(
    make: Callable[[Path], Path], reason: str, pile: Path, tmp_path: Path
) -> None:
    bad = make(pile)
    summary = ingest([pile / "1.txt", bad, pile / "2.txt"], tmp_path / "plans.db")
    [(path, failure)] = summary.failures
    assert (summary.read, path, failure.reason) == (2, str(bad), reason)
    assert failure.message.endswith(".")
    assert balanced(summary)
    assert rows(tmp_path / "plans.db")["bad.txt"] == (Status.FAILED, reason)


def test_what_is_no_document_is_skipped(pile: Path, tmp_path: Path) -> None:
    binary(pile)
    summary = ingest([pile], tmp_path / "plans.db")
    assert (summary.read, summary.not_documents, summary.failed) == (3, 1, 0)
    assert rows(tmp_path / "plans.db")["bad.txt"] == (Status.SKIPPED, "not-a-document")


def play(monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException) -> None:
    """Raise an error when the file of this name is read."""
    from pipeline import stages

    load = stages.load

    def stumble(source: bytes, found: str, *, options: Options) -> Document:
        if found == name:
            raise error
        return load(source, found, options=options)

    monkeypatch.setattr(stages, "load", stumble)


def test_no_permission_fails_alone_and_is_tried_again(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:  # root may read everything, so the refusal is played
        play(patch, "2.txt", PermissionError(13, "Permission denied"))
        summary = ingest([pile], tmp_path / "plans.db")
    assert (summary.read, [failure.reason for _, failure in summary.failures]) == (2, ["no-permission"])
    assert rows(tmp_path / "plans.db")["2.txt"] == (Status.FAILED, "no-permission")
    assert ingest([pile], tmp_path / "plans.db").read == 1


def test_a_file_that_vanishes_after_it_was_listed(pile: Path, tmp_path: Path) -> None:
    class Remover(Watcher):
        def listed(self, summary: Summary) -> None:
            (pile / "2.txt").unlink()

    summary = ingest([pile], tmp_path / "plans.db", Remover())
    assert (summary.read, [failure.reason for _, failure in summary.failures]) == (2, ["missing"])
    assert rows(tmp_path / "plans.db")["2.txt"] == (Status.FAILED, "missing")


def test_a_mistake_of_the_program_fails_one_file(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(monkeypatch, "2.txt", ZeroDivisionError("1/0"))
    summary = ingest([pile], tmp_path / "plans.db")
    [(_, failure)] = summary.failures
    assert (summary.read, failure.reason) == (2, "unexpected")
    assert "ZeroDivisionError" in failure.message
    with pytest.raises(ZeroDivisionError):
        retry(tmp_path / "plans.db", choices=Choices(jobs=0, debug=True))


@pytest.fixture
def small_disk() -> Iterator[Callable[[int], None]]:
    """Make SQLite answer SQLITE_FULL once a database has so many pages."""
    pages = 2**30

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    def shrink(size: int) -> None:
        nonlocal pages
        pages = size

    event.listen(Engine, "connect", limit)
    yield shrink
    event.remove(Engine, "connect", limit)


def test_a_plan_that_does_not_fit_on_the_disk_fails_alone(
    pile: Path, tmp_path: Path, small_disk: Callable[[int], None]
) -> None:
    db = tmp_path / "plans.db"
    ingest([pile / "1.txt"], db)
    (pile / "big.txt").write_text(big_table(800), encoding="utf-8")
    small_disk(store_pages(db) + 40)
    summary = ingest([pile / "big.txt", pile / "2.txt"], db)
    assert (summary.read, [failure.reason for _, failure in summary.failures]) == (1, ["not-stored"])
    assert rows(db)["big.txt"] == (Status.FAILED, "not-stored")
    small_disk(2**30)
    assert ingest([pile], db).read == 2


def test_a_disk_too_full_for_the_ledger_ends_the_run(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest([pile / "1.txt"], tmp_path / "plans.db")

    def refuse(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "commit", refuse)
        summary = ingest([pile], tmp_path / "plans.db")
    assert (summary.read, summary.refusal) == (0, "The disk is full.")
    summary = ingest([pile], tmp_path / "plans.db")
    assert (summary.read, summary.unchanged, summary.left) == (2, 1, 0)


def test_a_full_disk_from_the_start_is_said_at_once(
    pile: Path, tmp_path: Path, small_disk: Callable[[int], None]
) -> None:
    small_disk(3)
    with pytest.raises(StoreError, match="disk is full"):
        ingest([pile], tmp_path / "plans.db")


def store_pages(db: Path) -> int:
    connection = sqlite3.connect(db)
    try:
        return int(connection.execute("PRAGMA page_count").fetchone()[0])
    finally:
        connection.close()


def age(folder: Path) -> None:
    """Make files old enough for their times to tell of changes."""
    for file in folder.iterdir():
        os.utime(file, (1_700_000_000, 1_700_000_000))


def test_unchanged_files_are_skipped_and_changed_ones_read(pile: Path, tmp_path: Path) -> None:
    db = tmp_path / "plans.db"
    age(pile)
    first = ingest([pile], db)
    assert (first.found, first.read, first.skipped) == (3, 3, 0)
    again = ingest([pile], db)
    assert (again.found, again.read, again.unchanged) == (3, 0, 3)
    (pile / "2.txt").write_text(PLAN.format(number=22), encoding="utf-8")
    changed = ingest([pile], db)
    assert (changed.read, changed.unchanged) == (1, 2)
    assert all(map(balanced, (first, again, changed)))
    with Store.open(db) as store:
        assert sorted(plan.number or 0 for plan in store.plans()) == [1, 3, 22]
    assert bulk.ingest([pile], db, choices=Choices(again=True, jobs=0)).read == 3


def test_what_is_unchanged_is_not_opened(pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    age(pile)
    ingest([pile], tmp_path / "plans.db")
    play(monkeypatch, "1.txt", AssertionError("opened"))
    monkeypatch.setattr("pipeline.inputs.fetch", lambda _: pytest.fail("opened"))
    assert ingest([pile], tmp_path / "plans.db").unchanged == 3


def test_a_file_changed_just_now_is_compared_by_its_content(pile: Path, tmp_path: Path) -> None:
    ingest([pile], tmp_path / "plans.db")
    time = (pile / "1.txt").stat().st_mtime_ns
    (pile / "1.txt").write_text(PLAN.format(number=8), encoding="utf-8")  # as long as before
    os.utime(pile / "1.txt", ns=(time, time))
    summary = ingest([pile], tmp_path / "plans.db")
    assert (summary.read, summary.unchanged) == (1, 2)


def test_equal_files_are_one_plan_and_read_once(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "plans.db"
    ingest([pile], db)
    (pile / "copy.txt").write_bytes((pile / "1.txt").read_bytes())
    with monkeypatch.context() as patch:
        play(patch, "copy.txt", AssertionError("read"))
        assert ingest([pile / "copy.txt"], db).duplicates == 1
    (pile / "2.txt").write_bytes((pile / "3.txt").read_bytes())
    summary = ingest([pile], db)
    assert (summary.duplicates, summary.unchanged, balanced(summary)) == (2, 2, True)
    with Store.open(db) as store:
        assert {plan.number: len(store.paths(plan.id)) for plan in store.plans()} == {1: 2, 3: 2}


def test_equal_files_met_together_are_one_plan(pile: Path, tmp_path: Path) -> None:
    for name in "abc":
        (pile / f"{name}.txt").write_bytes((pile / "1.txt").read_bytes())
    summary = ingest([pile], tmp_path / "plans.db")
    assert (summary.read, summary.duplicates, balanced(summary)) == (3, 3, True)


def test_what_failed_is_tried_again_when_asked_for_or_changed(pile: Path, tmp_path: Path) -> None:
    db = tmp_path / "plans.db"
    (pile / "bad.txt").touch()
    (pile / "worse.pdf").write_bytes(b"%PDF-1.4 cut off")
    age(pile)
    assert ingest([pile], db).reasons == {"empty": 1, "damaged": 1}
    summary = ingest([pile], db)
    assert (summary.failed, summary.failed_before, balanced(summary)) == (0, 2, True)
    assert retry(db, ["empty"], choices=HERE).reasons == {"empty": 1}
    assert retry(db, choices=HERE).failed == 2
    (pile / "bad.txt").write_text(PLAN.format(number=4), encoding="utf-8")
    assert ingest([pile], db).read == 1


class Presser(Watcher):
    """Presses Ctrl-C once some files are read."""

    def __init__(self, when: int) -> None:
        self._when, self._pressed = when, False

    def stored(self, summary: Summary, outcomes: Collection[Outcome]) -> None:
        if summary.read >= self._when and not self._pressed:
            self._pressed = True
            os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_keeps_what_is_done_and_the_next_run_goes_on(pile: Path, tmp_path: Path) -> None:
    db = tmp_path / "plans.db"
    for number in range(4, 100):
        (pile / f"{number}.txt").write_text(PLAN.format(number=number), encoding="utf-8")
    summary = ingest([pile], db, Presser(2))
    assert summary.interrupted
    assert 2 <= summary.read == 99 - summary.left < 99
    with Store.open(db) as store:
        assert store.counts()[Status.RUNNING] == 0
        assert store.counts()[Status.PENDING] == summary.left
    rest = ingest([], db)
    assert (rest.interrupted, rest.read, rest.found) == (False, summary.left, summary.left)


def test_every_file_is_in_the_ledger_before_work_begins(pile: Path, tmp_path: Path) -> None:
    seen: list[Status] = []

    class Looker(Watcher):
        def listed(self, summary: Summary) -> None:
            with Store.open(tmp_path / "plans.db") as store:
                seen.extend(row.status for row in store.ledger())

    ingest([pile], tmp_path / "plans.db", Looker())
    assert seen == [Status.PENDING] * 3


def test_the_watcher_hears_of_every_file(pile: Path, tmp_path: Path) -> None:
    heard: list[tuple[str, Verdict]] = []

    class Listener(Watcher):
        def stored(self, summary: Summary, outcomes: Collection[Outcome]) -> None:
            heard.extend((outcome.path, outcome.verdict) for outcome in outcomes)

    (pile / "bad.txt").touch()
    ingest([pile], tmp_path / "plans.db", Listener())
    assert sorted(heard) == [
        *((f"{pile}/{n}.txt", Verdict.DONE) for n in "123"),
        (f"{pile}/bad.txt", Verdict.FAILED),
    ]


# Versions of stages


def test_a_new_version_of_a_later_stage_needs_no_file(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "plans.db"
    age(pile)
    ingest([pile], db)
    with Store.open(db) as store:
        before = list(store.plans())
    assert reparse(db, choices=HERE).found == 0
    assert reparse(db, everything=True, choices=HERE).read == 3
    monkeypatch.setattr("pipeline.bulk.PARSING", "text 2")
    play(monkeypatch, "1.txt", AssertionError("opened"))
    monkeypatch.setattr("pipeline.inputs.fetch", lambda _: pytest.fail("opened"))
    assert ingest([pile], db).read == 3
    with Store.open(db) as store:
        assert list(store.plans()) == before
        assert {(row.task, row.parsing) for row in store.ledger()} == {(Task.PARSE, "text 2")}
    monkeypatch.setattr("pipeline.bulk.PARSING", "text 3")
    for file in pile.iterdir():
        file.unlink()
    assert reparse(db, choices=HERE).read == 3


def test_a_new_version_of_the_first_stage_reads_the_files(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "plans.db"
    age(pile)
    ingest([pile], db)
    for module in ("worklist", "verdicts"):
        monkeypatch.setattr(f"pipeline.{module}.READING", "a later one")
    assert ingest([pile], db).read == 3
    assert ingest([pile], db).unchanged == 3


def test_failures_named_by_a_summary_are_bounded(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "LISTED", 1)
    (pile / "a.txt").touch()
    (pile / "b.txt").touch()
    summary = ingest([pile], tmp_path / "plans.db")
    assert summary.reasons == {"empty": 2}
    assert summary.failures == [(f"{pile}/a.txt", Failure("empty", "The file is empty."))]


def test_a_file_name_that_is_no_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"k\xff ho\xe1ch.txt")
    try:
        (tmp_path / name).write_text(PLAIN, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    summary = ingest([tmp_path / name], tmp_path / "plans.db")
    assert (summary.read, summary.failures) == (1, [])
