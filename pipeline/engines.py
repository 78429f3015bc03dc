"""Where jobs run: on this machine or on a Dask cluster, behind `concurrent.futures.Executor`.

Both run the same function, `attempt`, which does a job in a process that can be thrown away.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import NamedTuple, ParamSpec, TypeVar

from pipeline.failures import ended
from pipeline.isolation import Allowance, Ended, IsolatedExecutor, isolated
from pipeline.jobs import Job, Result, work

P = ParamSpec("P")
R = TypeVar("R")


class EngineError(Exception):
    """Jobs cannot be run there. The text says why and what to do next, in the reader's language."""


class Engine(NamedTuple):
    """Something that runs jobs."""

    executor: Executor
    slots: int
    """How many jobs it runs at once."""
    do: Callable[[Job, Allowance], Result]
    """What the executor is given to run."""
    tells_begun: bool = True
    """Whether its futures know that they are running."""
    patience: float | None = None
    """Seconds for which a job may be out before it is handed out once more; None where none gets stuck."""


def attempt(job: Job, allowance: Allowance) -> Result:
    """Do a job in a process of its own; one that is killed, or dies, is a failure of the file."""
    try:
        return isolated(work, allowance, job)
    except Ended as end:
        failure = ended(end.why, end.detail)
        return Result(job.row, failure=failure, is_lost=end.why == "crashed", is_paged=end.stepped)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def local(jobs: int | None = None) -> Iterator[Engine]:
    """This machine, so many jobs at once, otherwise one for each core.

    With 0, this very process: no limit holds there, and a job that breaks down takes the import with it, but
    a debugger reaches it.
    """
    if jobs == 0:
        yield Engine(_Here(), 1, lambda job, _: work(job))
        return
    slots = jobs or cores()
    executor = IsolatedExecutor(slots)
    try:
        yield Engine(executor, slots, attempt)
    finally:
        executor.shutdown(cancel_futures=True)


class _Here(Executor):
    """Runs what it is given at once."""

    def submit(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """The outcome of a call."""
        future: Future[R] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # whoever asks for the result gets it
            future.set_exception(error)
        return future
