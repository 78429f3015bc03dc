"""Several runs on one database, servers that go and come: the work is done once, and all of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from threading import Thread

import pytest
from conftest import PLAN
from postgres import Server

from pipeline import bulk
from pipeline.bulk import Choices, Summary, Watcher
from pipeline.store import Status, Store, StoreError
from pipeline.verdicts import Outcome

HERE = Choices(jobs=0)
RUN = """
import sys
from pipeline.bulk import Choices, ingest
summary = ingest([sys.argv[2]], sys.argv[1], choices=Choices(jobs=1))
print(summary.read, summary.left, summary.refusal)
"""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:02}.txt").write_text(PLAN.format(number=number), encoding="utf-8")
        os.utime(folder / f"{number:02}.txt", (1_700_000_000, 1_700_000_000))
    return folder


def test_two_runs_share_the_work(many: Path, db: str) -> None:
    Store.open(db).close()
    runs = [
        subprocess.Popen([sys.executable, "-c", RUN, db, str(many)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = [run.communicate()[0].split() for run in runs]
    assert [refusal for _, _, refusal in told] == ["None", "None"]
    assert sum(int(read) for read, _, _ in told) == 60
    with Store.open(db) as store:
        assert sorted(plan.number or 0 for plan in store.plans()) == list(range(60))
        assert {row.status for row in store.ledger()} == {Status.DONE}


def test_both_kinds_of_database_hold_the_same(many: Path, tmp_path: Path, postgresql: str) -> None:
    def rows(db: str) -> list[object]:
        with Store.open(db) as store:
            ledger = [(row.path, row.status, row.plan_id, row.size, row.modified) for row in store.ledger()]
            return [
                sorted(store.plans(), key=lambda plan: plan.id),
                ledger,
                *(list(store.rows(sheet)) for sheet in ("plans", "sections")),
            ]

    (many / "empty.txt").touch()
    os.utime(many / "empty.txt", (1_700_000_000, 1_700_000_000))
    for db in (str(tmp_path / "plans.db"), postgresql):
        summary = bulk.ingest([many], db, choices=HERE)
        assert (summary.read, summary.failed) == (60, 1)
    assert rows(str(tmp_path / "plans.db")) == rows(postgresql)


class Restarter(Watcher):
    """Stops the server once work has begun, and starts it again later."""

    def __init__(self, server: Server, mode: str) -> None:
        self._server, self._mode = server, mode
        self._after: Thread | None = None

    def stored(self, summary: Summary, outcomes: Collection[Outcome]) -> None:
        if self._after is None and summary.read:
            self._server.stop(self._mode)
            self._after = Thread(target=self._server.start)
            self._after.start()


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_server_that_is_restarted_is_waited_for(
    mode: str, many: Path, server: Server, postgresql: str
) -> None:
    summary = bulk.ingest([many], postgresql, choices=HERE, watcher=Restarter(server, mode))
    assert (summary.read, summary.left, summary.refusal) == (60, 0, None)
    with Store.open(postgresql) as store:
        assert sorted(plan.number or 0 for plan in store.plans()) == list(range(60))


def test_a_server_that_stays_away_ends_the_run_and_loses_nothing(
    many: Path, server: Server, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopper(Watcher):
        def stored(self, summary: Summary, outcomes: Collection[Outcome]) -> None:
            if outcomes:
                server.stop()

    open_ = Store.open
    monkeypatch.setattr(Store, "open", lambda where: open_(where, wait=0.5))
    try:
        summary = bulk.ingest([many], postgresql, choices=HERE, watcher=Stopper())
    finally:
        server.start()
    assert summary.refusal
    assert "does not work" in summary.refusal
    rest = bulk.ingest([many], postgresql, choices=HERE)
    assert summary.read + rest.read == 60
    assert rest.left == 0


def test_there_is_no_server(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not work"):
        Store.open(f"postgresql://tests@/none?host={tmp_path}", wait=0.2)
