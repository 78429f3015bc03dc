"""An import on a real Dask cluster of several processes comes through the loss of any of them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Thread

import pytest
from conftest import PAGES, PLAN

from pipeline import bulk
from pipeline.bulk import Choices, Summary, Watcher
from pipeline.cluster import _Cluster, dask
from pipeline.engines import EngineError
from pipeline.isolation import Allowance
from pipeline.jobs import Job
from pipeline.leaves import AT_ONCE
from pipeline.stages import parse
from pipeline.store import Status, Store
from pipeline.verdicts import Outcome


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self._port}"
        self._folder = folder
        self.start()
        self.workers = [self.work() for _ in range(2)]

    def start(self) -> None:
        """Start the scheduler."""
        options = ["--host", "127.0.0.1", "--port", str(self._port), "--no-dashboard"]
        self.scheduler = self._run("distributed.cli.dask_scheduler", *options)

    def work(self) -> subprocess.Popen[bytes]:
        """One more worker, which waits for a scheduler that is away."""
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "120"]
        return self._run("distributed.cli.dask_worker", self.address, *options)

    def stop(self) -> None:
        """End all."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _run(self, *command: str) -> subprocess.Popen[bytes]:
        environ = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen([sys.executable, "-m", *command], stdout=log, stderr=log, env=environ)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03}.txt").write_text(PLAN.format(number=number), encoding="utf-8")
    (folder / "empty.txt").touch()
    return folder


def settled(address: str) -> None:
    """Wait until the cluster has its workers."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with dask(address) as engine:
                if engine.slots == 2:
                    return
        except EngineError:
            time.sleep(0.2)
    pytest.fail("the cluster does not start")


class Once(Watcher):
    """Does something once, when some files are read."""

    def __init__(self, *deeds: object) -> None:
        self._deeds = list(deeds)

    def stored(self, summary: Summary, outcomes: Collection[Outcome]) -> None:
        if summary.read > 5 and self._deeds:
            deed = self._deeds.pop()
            assert callable(deed)
            deed()


def whole(summary: Summary, db: Path) -> bool:
    """Whether every file is accounted for, and stored once."""
    with Store.open(db) as store:
        numbers = sorted(plan.number or 0 for plan in store.plans())
        counts = store.counts()
    return (
        (summary.read, summary.reasons, summary.left, summary.refusal) == (200, {"empty": 1}, 0, None)
        and numbers == list(range(200))
        and counts[Status.DONE] == 200
    )


def test_an_import_on_a_cluster(cluster: Cluster, many: Path, tmp_path: Path) -> None:
    settled(cluster.address)
    db = tmp_path / "plans.db"
    assert whole(bulk.ingest([many], db, choices=Choices(scheduler=cluster.address)), db)


def test_the_pages_of_a_long_scan_are_spread_over_a_cluster(
    cluster: Cluster, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs: list[Job] = []

    def watched(
        executor: _Cluster, function: Callable[..., object], job: Job, *rest: object
    ) -> Future[object]:
        jobs.append(job)
        return submit(executor, function, job, *rest)

    submit = _Cluster.submit
    monkeypatch.setattr(_Cluster, "submit", watched)
    settled(cluster.address)
    db = tmp_path / "plans.db"
    summary = bulk.ingest([scan], db, choices=Choices(scheduler=cluster.address))
    assert (summary.read, summary.left, summary.pages.ok) == (1, 0, PAGES)
    lots = [job.pages for job in jobs if job.pages]
    assert len(lots) > 1
    assert [page for lot in lots for page in lot] == list(range(AT_ONCE + 1, PAGES + 1))
    with Store.open(db) as store:
        assert list(store.plans()) == [parse(scan)]


def test_a_worker_dies(cluster: Cluster, many: Path, tmp_path: Path) -> None:
    settled(cluster.address)
    db = tmp_path / "plans.db"
    watcher = Once(cluster.workers[0].kill)
    assert whole(bulk.ingest([many], db, choices=Choices(scheduler=cluster.address), watcher=watcher), db)


@pytest.mark.slow
def test_the_scheduler_is_restarted(cluster: Cluster, many: Path, tmp_path: Path) -> None:
    def restart() -> None:
        cluster.scheduler.kill()
        cluster.scheduler.wait()
        for worker in cluster.workers:
            worker.kill()
        cluster.start()
        cluster.workers += [cluster.work(), cluster.work()]

    settled(cluster.address)
    db = tmp_path / "plans.db"
    watcher = Once(lambda: Thread(target=restart).start())
    assert whole(bulk.ingest([many], db, choices=Choices(scheduler=cluster.address), watcher=watcher), db)


def test_what_a_worker_is_stuck_with_is_given_to_another(
    cluster: Cluster, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that is stopped answers nobody, and the scheduler takes long to miss it."""
    monkeypatch.setattr("pipeline.cluster.STUCK", 2.0)
    settled(cluster.address)
    db = tmp_path / "plans.db"
    watcher = Once(lambda: cluster.workers[0].send_signal(signal.SIGSTOP))
    assert whole(bulk.ingest([many], db, choices=Choices(scheduler=cluster.address), watcher=watcher), db)


def test_a_straggler_is_ended_where_it_works(cluster: Cluster, many: Path, tmp_path: Path) -> None:
    settled(cluster.address)
    choices = Choices(scheduler=cluster.address, allowance=Allowance(seconds=0.001))
    summary = bulk.ingest([many / "000.txt", many / "001.txt"], tmp_path / "plans.db", choices=choices)
    assert summary.reasons == {"timeout": 2}


def test_a_cluster_that_cannot_be_used_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.cluster._ANSWER", 0.5)
    with pytest.raises(EngineError, match="No Dask scheduler answers"):
        bulk.ingest([tmp_path], tmp_path / "plans.db", choices=Choices(scheduler="tcp://127.0.0.1:9"))
