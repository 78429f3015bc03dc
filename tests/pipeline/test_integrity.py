"""What does not agree in a store is found; stores are put together without losing anything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import PLAN, Kehoach
from sqlalchemy import create_engine, text

from pipeline import bulk
from pipeline.bulk import Choices, Summary
from pipeline.database import location
from pipeline.exitcodes import ExitCode
from pipeline.integrity import check
from pipeline.merging import merge
from pipeline.store import Status, Store

HERE = Choices(jobs=0)


def ingest(folder: Path, db: str | Path) -> Summary:
    for file in folder.iterdir():
        os.utime(file, (1_700_000_000, 1_700_000_000))
    return bulk.ingest([folder], db, choices=HERE)


def execute(db: str, statement: str) -> None:
    engine = create_engine(location(db))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


DAMAGE = {
    "DELETE FROM documents": "The file counts as done, but the text that was read of it is not there.",
    "UPDATE ledger SET plan_id = NULL WHERE id = 1": "The plan is current, but no file leads to it.",
    "UPDATE ledger SET sha256 = 'f' WHERE id = 1": (
        "The file counts as done with other content than its plan was made from."
    ),
    "UPDATE ledger SET pages_ok = 7 WHERE id = 1": "The pages of the file do not add up.",
    "UPDATE runs SET pages_in = 99": "The pages of an import do not add up.",
    "UPDATE records SET superseded = (1 = 1)": "The plan is in the tables, but not current.",
    "UPDATE records SET record = '{}'": "The record is damaged, or not that of this plan.",
}


def test_a_sound_store_has_nothing_wrong(pile: Path, db: str) -> None:
    (pile / "copy.txt").write_bytes((pile / "1.txt").read_bytes())
    (pile / "empty.txt").touch()
    ingest(pile, db)
    assert list(check(db, files=True)) == []


@pytest.mark.parametrize("statement", DAMAGE)
def test_what_does_not_agree_is_found(statement: str, pile: Path, db: str) -> None:
    ingest(pile, db)
    execute(db, statement)
    assert DAMAGE[statement] in {finding.what for finding in check(db)}


def test_files_are_compared(pile: Path, tmp_path: Path, kehoach: Kehoach) -> None:
    db = tmp_path / "plans.db"
    ingest(pile, db)
    (pile / "1.txt").write_text("khác")
    (pile / "2.txt").unlink()
    run = kehoach("check", db)
    assert (run.code, run.out, run.err) == (ExitCode.DONE, "", "All is well.\n")
    run = kehoach("check", db, "--files")
    assert (run.code, run.err) == (ExitCode.WRONG, "2 findings\n")
    assert run.out.splitlines() == [
        f"{pile}/1.txt: The file has changed since it was read.",
        f"{pile}/2.txt: The file is not there (any more).",
    ]


def test_stores_are_put_together(pile: Path, db: str, tmp_path: Path) -> None:
    ingest(pile, tmp_path / "a.db")
    (pile / "1.txt").write_text(PLAN.format(number=11), encoding="utf-8")
    (pile / "2.txt").unlink()
    (pile / "4.txt").write_text(PLAN.format(number=4), encoding="utf-8")
    (pile / "empty.txt").touch()
    ingest(pile, tmp_path / "b.db")
    for _ in range(2):  # again does not change anything
        merge([tmp_path / "a.db", tmp_path / "b.db"], db)
        with Store.open(db) as store:
            assert sorted(plan.number or 0 for plan in store.plans()) == [2, 3, 4, 11]
            assert sorted(plan.number or 0 for plan in store.plans(superseded=True)) == [1, 2, 3, 4, 11]
            rows = {Path(row.path).name: row.status for row in store.ledger()}
            assert rows.pop("empty.txt") is Status.FAILED
            assert rows == dict.fromkeys(("1.txt", "2.txt", "3.txt", "4.txt"), Status.DONE)
    assert list(check(db)) == []
    assert bulk.ingest([pile], db, choices=HERE).unchanged == 3


def test_a_copy_holds_the_same(pile: Path, tmp_path: Path, kehoach: Kehoach) -> None:
    db, copy = tmp_path / "plans.db", tmp_path / "copy.db"
    ingest(pile, db)
    assert kehoach("merge", db, "-o", copy).code == ExitCode.DONE
    with Store.open(db) as one, Store.open(copy) as other:
        assert list(one.plans()) == list(other.plans())
        assert list(one.rows("sections")) == list(other.rows("sections"))
        assert list(one.links()) == list(other.links())
