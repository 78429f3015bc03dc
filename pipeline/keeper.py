"""The process that keeps a worker: started by `pipeline.isolation`, one for each thread that wants one.

It loads what the work needs once, forks the process that works, and waits for whatever comes first: the
result, the end of the time or of the memory, the worker's death, its caller's death. On Linux it adopts
what the worker leaves behind (`PR_SET_CHILD_SUBREAPER`), so that nothing that was started escapes it,
whatever session it is in.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from traceback import format_exc
from typing import NamedTuple, NoReturn

from pipeline.isolation import Allowance, Ended

_POLL = 0.1
"""Seconds between two looks at the memory of the worker."""
_TREE = 10
"""Every so many looks what the worker has started is looked at, too; finding it takes longer."""
_STEP, _ANSWER = b"s", b"a"
_PAGE = os.sysconf("SC_PAGE_SIZE")
_SUBREAPER, _DEATH_SIGNAL = 36, 1  # prctl(2)
_up: Connection | None = None


def step() -> None:
    """Say, from within the work, that it gets on: the clock of `Allowance.step_seconds` begins anew."""
    if _up:
        _up.send_bytes(_STEP)


class _Worker(NamedTuple):
    process: int
    pipe: Connection


def main() -> None:
    """Serve the caller at the other end of standard input and output until it goes away."""
    calls, answers = Connection(os.dup(0), writable=False), Connection(os.dup(1), readable=False)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # what the work prints must not be taken for an answer
    _control(_SUBREAPER)
    import pipeline.warm  # noqa: F401  # what is loaded here is shared by all workers

    gc.freeze()
    worker: _Worker | None = None
    done = 0
    try:
        while True:
            allowance: Allowance = calls.recv()
            call = calls.recv_bytes()
            if worker and done >= allowance.calls:
                _end(worker)
                worker = None
            if worker is None:
                worker, done = _fork((calls, answers)), 0
            answer = _watched(worker, call, allowance, calls)
            done += 1
            if isinstance(answer, Ended):
                _end(worker)
                worker = None
                answer = pickle.dumps((False, answer))
            answers.send_bytes(answer)
    except (EOFError, OSError):  # the caller is gone
        pass
    finally:
        _kill_all()


def _fork(others: tuple[Connection, ...]) -> _Worker:
    """A new worker."""
    import socket

    ours, theirs = socket.socketpair()
    keeper = os.getpid()
    process = os.fork()
    if process:
        theirs.close()
        return _Worker(process, Connection(ours.detach()))
    ours.close()
    for connection in others:
        connection.close()
    _control(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != keeper:
        os._exit(1)
    _work(Connection(theirs.detach()))


def _work(pipe: Connection) -> NoReturn:
    """Answer call after call, in the worker."""
    global _up  # noqa: PLW0603  # the one pipe of this process
    _up = pipe
    try:
        while True:
            function, arguments = pickle.loads(pipe.recv_bytes())
            try:
                answer = pickle.dumps((True, function(*arguments)))
            except Exception as error:  # noqa: BLE001  # the caller gets whatever it is
                error.add_note(format_exc())
                answer = pickle.dumps((False, error))
            pipe.send_bytes(_ANSWER + answer)
    except BaseException:  # noqa: BLE001  # the pipe, an exit: the keeper sees that it is gone
        os._exit(1)


def _watched(worker: _Worker, call: bytes, allowance: Allowance, caller: Connection) -> bytes | Ended:
    """The answer of a worker to a call, or why there is none.

    Raises:
        EOFError: the caller is gone.
    """
    begun = stepped = monotonic()
    looks = 0
    try:
        worker.pipe.send_bytes(call)
        while True:
            ready = wait([worker.pipe, caller], _POLL)
            if worker.pipe in ready:
                message = worker.pipe.recv_bytes()
                if message[:1] == _ANSWER:
                    return message[1:]
                stepped = monotonic()
            elif caller in ready:  # nothing is sent while a call is under way
                raise EOFError
            now = monotonic()
            if now - begun > allowance.seconds or now - stepped > allowance.step_seconds:
                return Ended("timeout", f"{now - begun:.0f} s", stepped > begun)
            looks += 1
            processes = _family() if looks % _TREE == 0 else [worker.process]
            if sum(map(_memory, processes)) > allowance.memory:
                return Ended("memory", f"{allowance.memory >> 20} MiB", stepped > begun)
    except (BrokenPipeError, ConnectionResetError):
        return Ended("crashed", _cause(worker.process), stepped > begun)
    except EOFError:
        if caller in wait([caller], 0):
            raise
        return Ended("crashed", _cause(worker.process), stepped > begun)


def _cause(process: int) -> str:
    """How a worker ended: by a signal, or by itself."""
    with suppress(ChildProcessError):
        _, status = os.waitpid(process, 0)
        code = os.waitstatus_to_exitcode(status)
        return signal.Signals(-code).name if code < 0 else f"exit {code}"
    return ""


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    _kill_all()


def _kill_all() -> None:
    """Kill everything below this process, until nothing is left."""
    while family := [process for process in _family() if process != os.getpid()]:
        for process in family:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        for process in family:
            with suppress(ChildProcessError):
                os.waitpid(process, 0)


def _family() -> list[int]:
    """The processes below this one."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(
                stat.read_text("utf-8", "replace").rpartition(")")[2].split()[1]
            )
    below: list[int] = []
    generation = {os.getpid()}
    while generation:
        generation = {process for process, parent in parents.items() if parent in generation}
        below += generation
    return below


def _memory(process: int) -> int:
    """Bytes of memory that a process holds itself, without what it maps from files."""
    try:
        fields = Path(f"/proc/{process}/statm").read_text().split()
    except OSError:
        return 0
    return (int(fields[1]) - int(fields[2])) * _PAGE


def _control(option: int, value: int = 1) -> None:
    """prctl(2), where there is one."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
