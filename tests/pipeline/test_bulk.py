"""Whatever a file is, it ends in the ledger with a clear sentence, and the others go on."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from sqlite3 import Connection

import pytest
from conftest import PLAN
from sqlalchemy import Engine, event

from parsers.readers import Options
from pipeline import bulk
from pipeline.bulk import Summary, ingest, walk
from pipeline.store import Status, Store, StoreError

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
        (binary, "not-a-document"),
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
    assert (summary.read, path, failure.reason) == (2, bad, reason)
    assert failure.message.endswith(".")
    assert balanced(summary)
    assert rows(tmp_path / "plans.db")["bad.txt"] == (Status.FAILED, reason)


def test_no_permission_fails_alone(pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:  # root may read everything, so the refusal is played
        if path.name == "2.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    summary = ingest([pile], tmp_path / "plans.db")
    assert (summary.read, [failure.reason for _, failure in summary.failures]) == (2, ["no-permission"])
    assert rows(tmp_path / "plans.db")["2.txt"] == (Status.FAILED, "no-permission")


def test_a_file_that_vanishes_after_it_was_listed(pile: Path, tmp_path: Path) -> None:
    def remove_second(files: Sequence[Path]) -> Iterator[Path]:
        for file in files:
            if file.name == "2.txt":
                file.unlink()
            yield file

    summary = ingest([pile], tmp_path / "plans.db", track=remove_second)
    assert (summary.read, [failure.reason for _, failure in summary.failures]) == (2, ["missing"])
    assert rows(tmp_path / "plans.db")["2.txt"] == (Status.FAILED, "missing")


def test_a_mistake_of_the_program_fails_one_file(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = bulk.parse

    def stumble(source: bytes, name: str, *, repair: bool, options: Options) -> object:
        if name == "2.txt":
            raise ZeroDivisionError("1/0")
        return parse(source, name, repair=repair, options=options)

    monkeypatch.setattr(bulk, "parse", stumble)
    summary = ingest([pile], tmp_path / "plans.db")
    [(_, failure)] = summary.failures
    assert (summary.read, failure.reason) == (2, "unexpected")
    assert "ZeroDivisionError" in failure.message
    with pytest.raises(ZeroDivisionError):
        ingest([pile], tmp_path / "plans.db", debug=True)


@pytest.fixture
def small_disk() -> Iterator[Callable[[int], None]]:
    """Make SQLite answer SQLITE_FULL once a database has so many pages."""
    pages = 2**30

    def limit(connection: Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    def shrink(size: int) -> None:
        nonlocal pages
        pages = size

    event.listen(Engine, "connect", limit)
    yield shrink
    event.remove(Engine, "connect", limit)


def test_a_full_disk_keeps_what_was_stored(
    pile: Path, tmp_path: Path, small_disk: Callable[[int], None]
) -> None:
    db = tmp_path / "plans.db"
    ingest([pile / "1.txt"], db)
    (pile / "big.txt").write_text(big_table(800), encoding="utf-8")
    with Store.open(db) as store:
        pages = store_pages(db)
        assert [plan.number for plan in store.plans()] == [1]
    small_disk(pages + 40)
    summary = ingest([pile / "big.txt", pile / "2.txt"], db)
    assert (summary.read, [failure.reason for _, failure in summary.failures]) == (1, ["not-stored"])
    assert rows(db)["big.txt"] == (Status.FAILED, "not-stored")
    small_disk(2**30)
    assert ingest([pile], db).read == 2


def test_a_disk_too_full_for_the_ledger_ends_the_run(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail = Store.fail

    def refuse(store: Store, row: int, reason: str, message: str) -> None:
        if reason == "empty":
            raise StoreError("The disk is full.")
        fail(store, row, reason, message)

    monkeypatch.setattr(Store, "fail", refuse)
    (pile / "2.txt").write_text("")
    summary = ingest([pile], tmp_path / "plans.db")
    assert (summary.read, summary.failed, summary.left, summary.refusal) == (1, 1, 1, "The disk is full.")


def test_a_full_disk_from_the_start_is_said_at_once(
    pile: Path, tmp_path: Path, small_disk: Callable[[int], None]
) -> None:
    small_disk(3)
    with pytest.raises(StoreError, match="disk is full"):
        ingest([pile], tmp_path / "plans.db")


def store_pages(db: Path) -> int:
    import sqlite3

    connection = sqlite3.connect(db)
    try:
        return int(connection.execute("PRAGMA page_count").fetchone()[0])
    finally:
        connection.close()


def test_unchanged_files_are_skipped_and_changed_ones_read(pile: Path, tmp_path: Path) -> None:
    db = tmp_path / "plans.db"
    first = ingest([pile], db)
    assert (first.found, first.read, first.skipped) == (3, 3, 0)
    again = ingest([pile], db)
    assert (again.found, again.read, again.skipped) == (3, 0, 3)
    (pile / "2.txt").write_text(PLAN.format(number=22), encoding="utf-8")
    changed = ingest([pile], db)
    assert (changed.read, changed.skipped) == (1, 2)
    assert all(map(balanced, (first, again, changed)))
    with Store.open(db) as store:
        assert sorted(plan.number or 0 for plan in store.plans()) == [1, 3, 22]
    assert ingest([pile], db, again=True).read == 3


def test_ctrl_c_keeps_the_finished_plans_and_the_next_run_goes_on(pile: Path, tmp_path: Path) -> None:
    db = tmp_path / "plans.db"

    def press_at_third(files: Sequence[Path]) -> Iterable[Path]:
        for number, file in enumerate(files):
            if number == 2:
                os.kill(os.getpid(), signal.SIGINT)
            yield file

    summary = ingest([pile], db, track=press_at_third)
    assert (summary.interrupted, summary.read, summary.left) == (True, 2, 1)
    summary = ingest([pile], db)
    assert (summary.interrupted, summary.read, summary.skipped) == (False, 1, 2)


def test_ctrl_c_in_the_middle_of_a_plan_rolls_it_back(
    pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(*_: object, **__: object) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("unreachable")

    monkeypatch.setattr(bulk, "parse", press)
    assert ingest([pile], tmp_path / "plans.db").interrupted
    with Store.open(tmp_path / "plans.db") as store:
        assert not list(store.plans())


def test_folders_are_walked_in_order_without_hidden_files_and_loops(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.txt", ".hidden.txt", ".git/config", "c/d/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "c" / "up").symlink_to(tmp_path)
    (tmp_path / "z.txt").symlink_to("a.txt")
    found = [str(path.relative_to(tmp_path)) for path in walk([tmp_path, tmp_path / "b" / "2.txt"])]
    assert found == ["a.txt", "b/10.txt", "b/2.txt", "c/d/e.txt"]


def test_a_file_name_that_is_no_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"k\xff ho\xe1ch.txt")
    try:
        (tmp_path / name).write_text(PLAIN, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    summary = ingest([tmp_path / name], tmp_path / "plans.db")
    assert (summary.read, summary.failures) == (1, [])
