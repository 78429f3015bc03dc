"""Many documents: any inputs into the store, each in the ledger before work on it begins.

Whatever happens to one file is written down and the others go on, so that at the end of every run
`found == read + unchanged + skipped + failed + left`, and nothing is left unless the run was stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, wait
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from math import ceil
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from parsers.readers import DEFAULT, Options
from pipeline.engines import Engine, EngineError, local
from pipeline.failures import Failure, explain
from pipeline.inputs import Input
from pipeline.isolation import USUAL, Allowance
from pipeline.jobs import Job, Result
from pipeline.ledger import NO_PAGES, PageCount
from pipeline.listing import walk
from pipeline.spreading import Spreading
from pipeline.stages import PARSING
from pipeline.store import Store, StoreError
from pipeline.verdicts import Outcome, Verdict

LISTED = 1000
"""Failures that a summary names; the ledger names them all."""
_BATCH = 1000
"""Inputs listed in one transaction."""
_LINGER = 1.0
"""Seconds within which results are stored together, if there are so many."""
_AHEAD = 64
"""Jobs claimed for one worker at most, so that it never waits for the next."""
_BEAT = 10.0
"""Seconds between two signs of life."""
_SLOW = 3.0
"""A job that has been out for so many times longer than any took may be stuck."""
_COPIES = 3
"""How often a job that may be stuck is handed out at most."""


@dataclass
class Summary:
    """What one run did."""

    found: int = 0
    """Files listed, and files that earlier runs had left in the queue."""
    read: int = 0
    unchanged: int = 0
    """Done before, and not changed since."""
    failed_before: int = 0
    """Failed before, and not changed since; `retry` takes them up."""
    duplicates: int = 0
    """Files with the bytes of another, whose plan is stored."""
    not_documents: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    """Failures by reason."""
    failures: list[tuple[str, Failure]] = field(default_factory=list)
    """The first `LISTED` files that failed."""
    pages: PageCount = NO_PAGES
    seconds: float = 0.0
    interrupted: bool = False
    """Stopped by Ctrl-C or SIGTERM."""
    refusal: str | None = None
    """Stopped by the database (a full disk) or the cluster: its sentence."""

    @property
    def failed(self) -> int:
        """How many files failed in this run."""
        return self.reasons.total()

    @property
    def skipped(self) -> int:
        """How many files there was nothing to do about."""
        return self.unchanged + self.failed_before + self.duplicates + self.not_documents

    @property
    def accounted(self) -> int:
        """How many files have come to an end."""
        return self.read + self.failed + self.skipped

    @property
    def left(self) -> int:
        """How many files a stopped run did not come to, or leaves to another run."""
        return max(0, self.found - self.accounted)

    def count(self, outcome: Outcome) -> None:
        """Add what became of a file."""
        match outcome.verdict:
            case Verdict.DONE:
                self.read += 1
                self.pages += outcome.pages
            case Verdict.UNCHANGED:
                self.unchanged += 1
            case Verdict.DUPLICATE:
                self.duplicates += 1
            case Verdict.NOT_A_DOCUMENT:
                self.not_documents += 1
            case Verdict.FAILED:
                failure = Failure(outcome.reason or "", outcome.message or "")
                self.reasons[failure.reason] += 1
                if len(self.failures) < LISTED:
                    self.failures.append((outcome.path, failure))

    def counts(self) -> Mapping[str, int]:
        """The numbers that the store keeps of a run."""
        return {
            "listed": self.found,
            "unchanged": self.unchanged + self.failed_before,
            "done": self.read,
            "failed": self.failed,
            "skipped": self.duplicates + self.not_documents,
            "pages_in": self.pages.pages_in,
            "pages_ok": self.pages.ok,
            "pages_failed": self.pages.failed,
            "pages_skipped": self.pages.skipped,
        }


class Watcher:
    """Sees a run get on; this one does not look. Subclasses show progress or write a log."""

    def listed(self, summary: Summary) -> None:
        """More inputs were listed."""

    def stored(self, summary: Summary, outcomes: Collection[Outcome]) -> None:
        """Results were stored, maybe none, a second or so after the last ones."""


@dataclass(frozen=True)
class Choices:
    """How an import is to go."""

    again: bool = False
    """Read files that have not changed, and those that failed, too."""
    repair: bool = True
    """Give ruined words their letters back."""
    options: Options = DEFAULT
    """How files are read: which pages are recognised and by what, passwords, limits."""
    scheduler: str | None = None
    """The address of a Dask scheduler on whose cluster jobs are run, instead of on this machine."""
    jobs: int | None = None
    """Files worked on at once; otherwise one for each core. 0: in this process, for a debugger."""
    allowance: Allowance = USUAL
    """What one document may take."""
    debug: bool = False
    """Raise an unforeseen error instead of recording it."""


def ingest(
    inputs: Iterable[str | Path],
    db: str | Path,
    *,
    choices: Choices | None = None,
    watcher: Watcher | None = None,
) -> Summary:
    """Read inputs into the store `db`, made if need be, and whatever earlier runs have left in its queue.

    A file whose content was read before is skipped. When Ctrl-C is pressed, or the database takes no
    more, what was stored stays, the rest stays in the queue, and the summary says so. Several runs may
    share one store, and its queue.

    Args:
        inputs: files, folders, patterns, archives, lists, addresses: see `pipeline.listing.walk`.
        db: path of an SQLite file, or a database URL.
        choices: how it is to go.
        watcher: is told how far it is.

    Raises:
        pipeline.store.StoreError: the database cannot be opened or made.
        pipeline.engines.EngineError: the cluster cannot be used.
        pipeline.addresses.AddressError: an address cannot be listed.
        OSError: a list of inputs cannot be read.
    """
    choices = choices or Choices()
    with Store.open(str(db)) as store, _engine(choices) as engine:
        return Run(store, engine, choices, watcher or Watcher()).go(walk(inputs))


def retry(
    db: str | Path,
    reasons: Collection[str] = (),
    *,
    choices: Choices | None = None,
    watcher: Watcher | None = None,
) -> Summary:
    """Take up the files that failed, or those that failed for one of these reasons; otherwise as `ingest`."""
    return _queue(db, lambda store: store.retry(reasons), choices or Choices(), watcher)


def reparse(
    db: str | Path,
    *,
    everything: bool = False,
    choices: Choices | None = None,
    watcher: Watcher | None = None,
) -> Summary:
    """Make the plans anew, from their stored text, that other versions of the later stages made.

    With `everything`, all of them. Otherwise as `ingest`.
    """
    return _queue(
        db, lambda store: store.reparse(PARSING, everything=everything), choices or Choices(), watcher
    )


def _queue(
    db: str | Path, fill: Callable[[Store], object], choices: Choices, watcher: Watcher | None
) -> Summary:
    """Put something into the queue of a store that is there, and work it off."""
    with Store.open(str(db), create=False) as store, _engine(choices) as engine:
        fill(store)
        return Run(store, engine, choices, watcher or Watcher()).go(())


def _engine(choices: Choices) -> AbstractContextManager[Engine]:
    """What runs jobs."""
    if choices.scheduler is None:
        return local(choices.jobs)
    from pipeline.cluster import dask

    return dask(choices.scheduler)


class _Sent(NamedTuple):
    """A job that is out, and since when."""

    job: Job
    at: float


class Run:
    """One import: lists inputs, keeps workers busy, stores what they make."""

    def __init__(self, store: Store, engine: Engine, choices: Choices, watcher: Watcher) -> None:
        self._store, self._engine = store, engine
        self._choices, self._watcher = choices, watcher
        self._summary = Summary()
        self._flight: dict[Future[Result], _Sent] = {}
        self._spreading = Spreading(engine.slots)
        self._begun: set[int] = set()
        self._id = 0
        self._beaten = 0.0
        self._pace = 1.0
        self._longest = 0.0

    def go(self, inputs: Iterable[Input]) -> Summary:
        """List the inputs, then work until the queue is empty."""
        start = monotonic()
        try:
            self._id = self._store.begin_run()
            self._summary.found = self._store.waiting()
            self._list(iter(inputs))
            while self._work():
                pass
        except KeyboardInterrupt:
            self._summary.interrupted = True
        except (StoreError, EngineError) as error:
            self._summary.refusal = str(error)
        finally:
            self._summary.seconds = monotonic() - start
            self._end()
        return self._summary

    def _list(self, inputs: Iterator[Input]) -> None:
        """Write all inputs into the ledger; what an earlier run has left is worked on meanwhile."""
        resumes = self._summary.found > 0
        while files := list(islice(inputs, _BATCH)):
            listed = self._store.enlist(files, parsing=PARSING, again=self._choices.again)
            self._summary.found += listed.queued + listed.unchanged + listed.failed
            self._summary.unchanged += listed.unchanged
            self._summary.failed_before += listed.failed
            self._watcher.listed(self._summary)
            self._beat()
            if resumes:
                self._work(patience=0.0)

    def _work(self, patience: float = _LINGER) -> bool:
        """Hand out jobs and store results for a moment; False when the queue is empty."""
        self._beat()
        self._hand_out()
        if not self._flight:  # the answer to a claim may have been lost with a connection
            return self._store.give_back(self._id) > 0
        wait(self._flight, patience)
        self._take_in()
        return True

    def _hand_out(self) -> None:
        """Claim jobs, so many that no worker waits for one before the next look, and not more."""
        ahead = min(_AHEAD, max(2, ceil(2 * _LINGER / max(self._pace, 0.001))))
        room = ahead * self._engine.slots - len(self._flight)
        if room * 2 < ahead * self._engine.slots:
            return
        while room > 0 and (more := self._spreading.next()):
            self._submit(more)
            room -= 1
        if room <= 0:
            return
        choices = self._choices
        jobs = self._store.claim(self._id, room)
        for job in jobs:
            self._submit(replace(job, options=choices.options, repair=choices.repair, debug=choices.debug))
        if not jobs and self._engine.patience is not None:
            self._hand_out_again(self._engine.patience)

    def _hand_out_again(self, patience: float) -> None:
        """Give what may be stuck to another worker, too: whoever is first makes the result.

        These are the backup tasks of Dean and Ghemawat, MapReduce (2004), section 3.6.
        """
        oldest = monotonic() - max(patience, _SLOW * self._longest)
        out: dict[int, list[_Sent]] = {}
        for each in self._flight.values():
            out.setdefault(id(each.job), []).append(each)
        for copies in out.values():
            if len(copies) < _COPIES and copies[-1].at < oldest:
                self._submit(copies[-1].job)

    def _submit(self, job: Job) -> None:
        future = self._engine.executor.submit(self._engine.do, job, self._choices.allowance)
        self._flight[future] = _Sent(job, monotonic())

    def _take_in(self) -> None:
        """Store the results that are there."""
        results = self._landed()
        sure = self._engine.tells_begun
        begun = {
            each.job.row for future, each in self._flight.items() if not sure or future.running()
        } - self._begun
        for result in results:
            self._pace += (result.seconds - self._pace) / 8
        outcomes = self._commit(results, begun) if results or begun else []
        self._begun = (self._begun | begun) - {result.row for result in results}
        for outcome in outcomes:
            self._summary.count(outcome)
        self._watcher.stored(self._summary, outcomes)

    def _landed(self) -> list[Result]:
        """The results that are there; what its engine has lost goes back to the queue."""
        results = []
        dropped = []
        for future in [future for future in self._flight if future.done()]:
            if future not in self._flight:  # a copy of it has just come back
                continue
            job = self._flight.pop(future).job
            copies = [other for other, each in self._flight.items() if each.job is job]
            try:
                result = future.result()
            except CancelledError:
                if not copies:
                    dropped.append(job.row)
                    self._spreading.drop(job.row)
                continue
            except Exception as error:
                if self._choices.debug:
                    raise
                result = Result(job.row, failure=explain(error), is_lost=True)
            if result.is_lost and copies:
                continue
            for copy in copies:
                del self._flight[copy]
                copy.cancel()
            self._longest = max(self._longest, result.seconds)
            if settled := self._spreading.take(job, result):
                results.append(settled)
        if dropped:
            self._store.give_back(self._id, dropped)
        return results

    def _commit(self, results: Sequence[Result], begun: Collection[int]) -> Sequence[Outcome]:
        """Store results together; where that fails, one by one, and what cannot be stored as a failure."""
        try:
            return self._store.commit(self._id, results, parsing=PARSING, begun=begun)
        except StoreError:
            return [self._commit_alone(result) for result in results]

    def _commit_alone(self, result: Result) -> Outcome:
        try:
            [outcome] = self._store.commit(self._id, [result], parsing=PARSING)
        except StoreError as error:
            failed = replace(result, made=None, failure=explain(error))
            [outcome] = self._store.commit(self._id, [failed], parsing=PARSING)
        return outcome

    def _beat(self) -> None:
        now = monotonic()
        if now - self._beaten > _BEAT:
            self._beaten = now
            self._store.beat(self._id, self._summary.counts())

    def _end(self) -> None:
        """Store what is done, and give the rest back to the queue."""
        if self._id:
            with suppress(StoreError):
                self._take_in()
                self._store.give_back(self._id)
                self._store.end_run(self._id, self._summary.counts())
                self._summary.found = self._summary.accounted + self._store.waiting()
