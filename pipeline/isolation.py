"""Running a function in a process that can be thrown away.

Each thread that calls `isolated` has a keeper of its own (`pipeline.keeper`): a small process that forks
the one that works, watches its time and memory, and kills it with all that it has started. Whatever
happens to the work, the caller gets an answer; and when the caller itself is killed, nothing is left.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import IO, TypeVar

_SINGLE = dict.fromkeys(("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
"""One process for every core: more threads would only get in each other's way."""

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one call may take, and how long a process is kept."""

    seconds: float = 1_900.0
    """Wall time of one call."""
    step_seconds: float = 300.0
    """Wall time between two steps, for work that reports them with `pipeline.keeper.step`."""
    memory: int = 3 * 2**30
    """Bytes that the process and all that it started may hold together, without what is mapped from files."""
    calls: int = 500
    """After so many a process is replaced, so that what leaks is given back."""


USUAL = Allowance()


class Ended(Exception):  # noqa: N818  # it says what happened to the process
    """The process did not come to an end by itself: `why` is `timeout`, `memory` or `crashed`."""

    def __init__(self, why: str, detail: str = "", stepped: bool = False) -> None:
        super().__init__(why, detail, stepped)
        self.why = why
        self.detail = detail
        self.stepped = stepped
        """Whether it had reported a step."""


class Keeper:
    """A keeper process; for one thread at a time, but any may close it."""

    def __init__(self) -> None:
        self._closing = threading.Lock()
        # In a session of its own, Ctrl-C in a terminal does not reach it: its caller decides.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", "from pipeline.keeper import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            env=_SINGLE | os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._to = Connection(_taken(self._process.stdin), readable=False)
        self._from = Connection(_taken(self._process.stdout), writable=False)

    def call(self, function: Callable[..., R], *arguments: object, allowance: Allowance) -> R:
        """The value of a function, computed in the kept process.

        Raises:
            Ended: the process ran out of time or memory, or broke down.
            Exception: what the function raised.
        """
        try:
            self._to.send(allowance)
            self._to.send_bytes(pickle.dumps((function, arguments)))
            is_value, answer = pickle.loads(self._from.recv_bytes())
        except (OSError, EOFError) as error:
            raise Ended("crashed", "keeper") from error
        if not is_value:
            raise answer
        return answer  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the keeper, and whatever it keeps at work; a call under way raises `Ended`."""
        with self._closing:
            self._to.close()  # which the keeper notices
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _taken(pipe: IO[bytes] | None) -> int:
    """The descriptor of a pipe, taken from the file object that would close it."""
    if pipe is None:
        raise OSError("no pipe")
    with pipe:
        return os.dup(pipe.fileno())


class IsolatedExecutor(ThreadPoolExecutor):
    """Runs `isolated` functions in so many threads; to be shut down by the thread that made it."""

    def __init__(self, workers: int) -> None:
        self._keepers: list[Keeper] = []
        super().__init__(workers, "kehoach", _adopt, (self._keepers,))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End all processes; calls under way raise `Ended`."""
        super().shutdown(wait=False, cancel_futures=cancel_futures)
        for keeper in list(self._keepers):
            keeper.close()
        super().shutdown(wait=wait, cancel_futures=cancel_futures)


_own = threading.local()


def _adopt(keepers: list[Keeper]) -> None:
    _own.keepers = keepers


def isolated(function: Callable[..., R], allowance: Allowance, *arguments: object) -> R:
    """The value of a function, computed in the process that this thread keeps; errors as `Keeper.call`."""
    keeper: Keeper | None = getattr(_own, "keeper", None)
    if keeper is None:
        keeper = _own.keeper = Keeper()
        getattr(_own, "keepers", []).append(keeper)
    try:
        return keeper.call(function, *arguments, allowance=allowance)
    except Ended as end:
        if end.detail == "keeper":
            keeper.close()
            getattr(_own, "keepers", [keeper]).remove(keeper)
            _own.keeper = None
        raise
