"""A Dask cluster as an engine: its workers run the same function as this machine does.

A worker reads its input by itself, by path or address, and does the job in a process that can be thrown
away, with the same limits. Only this process writes to the database. What a worker had when it died, the
scheduler gives to another; what was on its way when the scheduler went is given out again, to the
scheduler that takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from importlib.metadata import version
from time import monotonic, sleep
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from pipeline.engines import Engine, EngineError, attempt
from pipeline.messages import translate

if TYPE_CHECKING:
    from distributed import Client

P = ParamSpec("P")
R = TypeVar("R")

PATIENCE = 300.0
"""Seconds for which a scheduler that went away is waited for."""
STUCK = 60.0
"""Seconds for which a job is out, when no others are left, before another worker gets it, too."""
_ANSWER = 20
"""Seconds within which a scheduler answers."""


@contextmanager
def dask(scheduler: str, *, patience: float = PATIENCE) -> Iterator[Engine]:
    """A cluster, by the address of its scheduler, `tcp://host:8786`.

    Raises:
        EngineError: Dask is not installed here, nobody answers, there are no workers, or theirs is another
            version of this program.
    """
    executor = _Cluster(scheduler, patience)
    try:
        yield Engine(executor, executor.slots, attempt, tells_begun=False, patience=STUCK)
    finally:
        executor.shutdown(cancel_futures=True)


class _Cluster(Executor):
    """Hands jobs to a scheduler, and to the one that takes its place."""

    def __init__(self, scheduler: str, patience: float) -> None:
        self._scheduler, self._patience = scheduler, patience
        self._client = self._connected()
        self.slots = self._checked()

    def submit(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """A call on some worker."""
        if self._client.status != "running":
            self._reconnect()
        executor = self._client.get_executor(pure=False)
        future: Future[R] = executor.submit(function, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Let go of the cluster; what is under way there ends."""
        with suppress(Exception):
            self._client.close(timeout=_ANSWER)

    def _connected(self) -> Client:
        try:
            from distributed import Client
        except ImportError as error:
            message = translate(
                "A cluster needs Dask, which is not installed. Type: pip install 'kehoach[cluster]'"
            )
            raise EngineError(message) from error
        try:
            return Client(self._scheduler, timeout=_ANSWER, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            message = translate("No Dask scheduler answers at {address}. Check the address and that it runs.")
            raise EngineError(message.format(address=self._scheduler)) from error

    def _checked(self) -> int:
        """How many jobs the workers run at once; they run this very version."""
        threads: dict[str, int] = self._client.nthreads()
        if not threads:
            message = translate("The cluster at {address} has no workers. Start some, and try again.")
            raise EngineError(message.format(address=self._scheduler))
        own = version("kehoach")
        others = {str(found) for found in self._client.run(version_here, on_error="return").values()} - {own}
        if others:
            message = translate(
                "The workers of the cluster have kehoach {theirs}, this computer has {own}. Install the same."
            )
            raise EngineError(message.format(theirs=", ".join(sorted(others)), own=own))
        return sum(threads.values())

    def _reconnect(self) -> None:
        """Wait for a scheduler at the same address, and for its workers."""
        until = monotonic() + self._patience
        self.shutdown()
        while True:
            try:
                self._client = self._connected()
                self._checked()
                return
            except EngineError:
                if monotonic() > until:
                    raise
            sleep(1)


def version_here() -> str:
    """The version of this program, where it is called."""
    return version("kehoach")
