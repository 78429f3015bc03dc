"""Whatever happens to work in a process of its own, its caller gets an answer and nothing is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from pipeline import keeper
from pipeline.isolation import Allowance, Ended, IsolatedExecutor, Keeper, isolated

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
PATIENT = Allowance()
MARK = "86399"
"""Seconds that the programs sleep which must not be left: by them they are told from others."""


@pytest.fixture
def executor() -> Iterator[IsolatedExecutor]:
    made = IsolatedExecutor(1)
    yield made
    made.shutdown(cancel_futures=True)


def left() -> list[int]:
    """The sleeping programs that were started below this process, or were left by what was."""
    found = []
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = status.read_bytes().split(b"\0")
        except OSError:
            continue
        if MARK.encode() + str(os.getpid()).encode()[-2:] in words:
            found.append(int(status.parent.name))
    return found


def program() -> list[str]:
    return ["sleep", MARK + str(os.getpid())[-2:]]


# What is done in the other process


def answer(value: object) -> object:
    print("this must not disturb the answer")
    return value


def identity() -> int:
    return os.getpid()


def stumble() -> None:
    raise ValueError("không")


def nap(seconds: float, steps: int = 0) -> str:
    for _ in range(steps):
        time.sleep(seconds / steps)
        keeper.step()
    time.sleep(0 if steps else seconds)
    return "awake"


def eat(size: int) -> None:
    bytearray(size)[::4096] = b"x" * (size // 4096)
    time.sleep(60)


def die(how: int) -> None:
    os.kill(os.getpid(), how)


def leave(command: list[str]) -> None:
    subprocess.Popen(command, start_new_session=True)
    subprocess.run(["sh", "-c", f"setsid {' '.join(command)} & exec {' '.join(command)}"], check=True)


def test_values_and_errors_come_back(executor: IsolatedExecutor) -> None:
    assert executor.submit(isolated, answer, PATIENT, {"số": 7}).result() == {"số": 7}
    with pytest.raises(ValueError, match="không") as error:
        executor.submit(isolated, stumble, PATIENT).result()
    assert "in stumble" in error.value.__notes__[0]


@pytest.mark.parametrize(
    ("work", "arguments", "allowance", "why"),
    [
        (nap, (60.0,), Allowance(seconds=0.3), "timeout"),
        (nap, (60.0,), Allowance(step_seconds=0.3), "timeout"),
        (eat, (2**29,), Allowance(memory=2**28), "memory"),
        (die, (signal.SIGSEGV,), PATIENT, "crashed"),
        (die, (signal.SIGKILL,), PATIENT, "crashed"),
        (sys.exit, (3,), PATIENT, "crashed"),
    ],
)
def test_work_that_does_not_end_well_is_ended(
    work: Callable[..., object],
    arguments: tuple[object, ...],
    allowance: Allowance,
    why: str,
    executor: IsolatedExecutor,
) -> None:
    with pytest.raises(Ended) as end:
        executor.submit(isolated, work, allowance, *arguments).result(30)
    assert end.value.why == why
    assert executor.submit(isolated, answer, PATIENT, 1).result() == 1


def test_work_that_reports_steps_may_go_on(executor: IsolatedExecutor) -> None:
    assert executor.submit(isolated, nap, Allowance(step_seconds=2.5), 3.0, 6).result() == "awake"


def test_what_work_has_started_ends_with_it(executor: IsolatedExecutor) -> None:
    with pytest.raises(Ended):
        executor.submit(isolated, leave, Allowance(seconds=0.5), program()).result(30)
    assert left() == []


def test_processes_are_replaced(executor: IsolatedExecutor) -> None:
    numbers = [executor.submit(isolated, identity, Allowance(calls=2)).result() for _ in range(5)]
    assert len(set(numbers)) == 3
    assert os.getpid() not in numbers


def test_shutting_down_ends_work_at_once(executor: IsolatedExecutor) -> None:
    working: list[Future[None]] = [executor.submit(isolated, leave, PATIENT, program()) for _ in "ab"]
    while len(left()) < 3:
        time.sleep(0.05)
    executor.shutdown(cancel_futures=True)
    assert left() == []
    assert isinstance(working[0].exception(), Ended)
    assert working[1].cancelled()


def test_a_keeper_that_two_threads_close_is_closed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = []
    close = Connection._close  # type: ignore[attr-defined]

    def slowly(self: Connection) -> None:
        close(self)
        closed.append(self)
        time.sleep(0.2)

    monkeypatch.setattr(Connection, "_close", slowly)
    kept = Keeper()
    with ThreadPoolExecutor(2) as threads:
        ending = [threads.submit(kept.close) for _ in "ab"]
    assert [each.exception() for each in ending] == [None, None]
    assert len(closed) == 1


def test_nothing_is_left_when_the_caller_is_killed(tmp_path: Path) -> None:
    script = (
        "from pipeline.isolation import Allowance, isolated; import test_isolation as t; "
        f"isolated(t.leave, Allowance(), {program()})"
    )
    environ = os.environ | {"PYTHONPATH": os.pathsep.join([*sys.path, str(Path(__file__).parent)])}
    caller = subprocess.Popen([sys.executable, "-c", script], env=environ)
    while len(left()) < 3:
        time.sleep(0.05)
    caller.kill()
    caller.wait()
    until = time.monotonic() + 10
    while left() and time.monotonic() < until:
        time.sleep(0.05)
    assert left() == []
