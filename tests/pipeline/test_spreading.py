"""The pages of a long scan are spread over the workers, and make the same record as if one had read them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path

from conftest import DPI, PAGES, PLAN
from PIL import Image

from parsers.document import UNREAD
from parsers.plan import Plan
from pipeline import bulk
from pipeline.bulk import Choices, Run, Summary, Watcher
from pipeline.engines import Engine, attempt
from pipeline.failures import ended
from pipeline.isolation import Allowance
from pipeline.jobs import Job, Result, work
from pipeline.leaves import AT_ONCE
from pipeline.store import Store


class Pool(Executor):
    """Does what it is given at once, and remembers it."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def submit(self, function: Callable[..., object], /, *args: object, **kwargs: object) -> Future[object]:  # type: ignore[override]
        job = args[0]
        assert isinstance(job, Job)
        self.jobs.append(job)
        future: Future[object] = Future()
        future.set_result(function(*args, **kwargs))
        return future


def ingested(
    file: Path, db: Path, do: Callable[[Job, Allowance], Result], choices: Choices | None = None
) -> tuple[Summary, list[Job]]:
    """An import of a file by an engine with two workers that do this."""
    from pipeline.listing import walk

    pool = Pool()
    with Store.open(db) as store:
        summary = Run(store, Engine(pool, 2, do), choices or Choices(), Watcher()).go(walk([file]))
    return summary, pool.jobs


def plan(db: Path) -> Plan:
    with Store.open(db) as store:
        (found,) = store.plans()
    return found


def plainly(file: Path) -> Plan:
    """The record of a file that is read as one."""
    from pipeline.stages import parse

    return parse(file)


def test_pages_are_spread_and_make_the_same_record(scan: Path, tmp_path: Path) -> None:
    summary, jobs = ingested(scan, tmp_path / "a.db", lambda job, _: work(job))
    assert (summary.read, summary.left, summary.pages.pages_in, summary.pages.ok) == (1, 0, PAGES, PAGES)
    lots = [job.pages for job in jobs if job.pages]
    assert [page for lot in lots for page in lot] == list(range(AT_ONCE + 1, PAGES + 1))
    assert len(lots) > 1
    bulk.ingest([scan], tmp_path / "b.db", choices=Choices(jobs=2))
    assert plan(tmp_path / "a.db") == plan(tmp_path / "b.db") == plainly(scan)


def test_a_page_that_kills_its_worker_costs_that_page_only(scan: Path, tmp_path: Path) -> None:
    """Pages 3 and 11 break down whoever recognises them: one in the share of the first, one in another's."""

    def do(job: Job, _: Allowance) -> Result:
        pages = job.pages or (range(1, job.at_once + 1) if job.apart is None else ())
        lost = job.apart.lost if job.apart else {}
        if {3, 11} & {*pages} - {*lost}:
            return Result(job.row, failure=ended("crashed", ""), is_lost=True, is_paged=True)
        return work(job)

    summary, jobs = ingested(scan, tmp_path / "plans.db", do)
    assert (summary.read, summary.reasons) == (1, {})
    assert (summary.pages.ok, summary.pages.failed) == (PAGES - 2, 2)
    unread = [each for each in plan(tmp_path / "plans.db").dropped if each.reason == UNREAD]
    assert [each.page for each in unread] == [3, 11]
    assert "broke down the process that read it" in unread[0].text
    assert [job.at_once for job in jobs[:2]] == [AT_ONCE, 0]


def test_a_page_too_large_for_the_memory_costs_that_page_only(scan: Path, tmp_path: Path) -> None:
    with Image.open(scan) as image:
        few = []
        for index in range(3):
            image.seek(index)
            few.append(image.copy())
    few[1] = few[1].resize((7000, 8000))
    file = tmp_path / "lon.tiff"
    few[0].save(file, "TIFF", dpi=(DPI, DPI), save_all=True, append_images=few[1:], compression="tiff_lzw")
    with_limit = Choices(allowance=Allowance(memory=450 * 2**20), jobs=1)
    summary = bulk.ingest([file], tmp_path / "plans.db", choices=with_limit)
    assert (summary.read, summary.pages.ok, summary.pages.failed) == (1, 2, 1)
    (unread,) = [each for each in plan(tmp_path / "plans.db").dropped if each.reason == UNREAD]
    assert (unread.page, "takes more memory" in unread.text) == (2, True)


def test_the_time_of_a_file_holds_for_all_its_pages(scan: Path, tmp_path: Path) -> None:
    def do(job: Job, _: Allowance) -> Result:
        return replace(work(job), seconds=2_000.0)

    summary, jobs = ingested(scan, tmp_path / "plans.db", do)
    assert not any(job.pages for job in jobs)
    assert (summary.read, summary.pages.failed) == (1, PAGES - AT_ONCE)
    texts = [each.text for each in plan(tmp_path / "plans.db").dropped if each.reason == UNREAD]
    assert all("1800 seconds" in text for text in texts)


def test_a_file_that_changes_meanwhile_is_read_as_it_is_then(scan: Path, tmp_path: Path) -> None:
    file = tmp_path / "doi.tiff"
    file.write_bytes(scan.read_bytes())

    def do(job: Job, _: Allowance) -> Result:
        if job.pages and file.stat().st_size == scan.stat().st_size:
            with Image.open(scan) as image:
                image.save(file, "TIFF", dpi=(DPI, DPI), compression="tiff_lzw")
        return work(job)

    summary, _ = ingested(file, tmp_path / "plans.db", do)
    assert (summary.read, summary.pages.pages_in) == (1, 1)


def test_attempts_tell_whether_a_page_was_begun(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(PLAN.format(number=1), encoding="utf-8")
    assert not attempt(Job(1, str(text)), Allowance(seconds=0.0001)).is_paged
