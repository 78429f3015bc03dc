"""A Tesseract that is kept: it reads picture after picture, and what breaks down is replaced."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest

from parsers.recognition import kept
from parsers.recognition.errors import RecogniserFailedError, RecogniserMissingError
from tests.parsers.recognition.drawn import BODY, Drawing

BLANK = b"P5 100 100 255\n" + b"\xff" * 10_000


@pytest.fixture(autouse=True)
def _none_waits() -> Iterator[None]:
    kept.end_idle()
    yield
    kept.end_idle()


def picture(text: str) -> bytes:
    drawing = Drawing()
    drawing.paragraph(50, text)
    page = cv2.cvtColor(drawing.picture(), cv2.COLOR_RGB2GRAY)
    return bytes(cv2.imencode(".pgm", page[:400])[1])


def words(rows: list[str]) -> list[str]:
    return [row.split("\t")[11] for row in rows if row.startswith("5\t")]


def waiting() -> list[int]:
    return [program._process.pid for program in kept._idle]


def test_one_program_reads_picture_after_picture() -> None:
    first = kept.read(picture(BODY[0]), "vie", 60)
    (process,) = waiting()
    assert words(kept.read(BLANK, "vie", 60)) == []
    assert words(kept.read(picture(BODY[1]), "vie", 60))[0] == BODY[1].split()[0]
    assert kept.read(picture(BODY[0]), "vie", 60)[1:] != []
    assert words(first)[0] == BODY[0].split()[0]
    assert waiting() == [process]


def test_one_that_was_killed_is_replaced() -> None:
    kept.read(BLANK, "vie", 60)
    (process,) = waiting()
    os.kill(process, signal.SIGKILL)
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
    assert words(kept.read(picture(BODY[0]), "vie", 60))[0] == BODY[0].split()[0]
    assert waiting() not in ([], [process])


@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_what_is_no_picture_breaks_it_down(content: bytes) -> None:
    with pytest.raises(RecogniserFailedError, match="broke down"):
        kept.read(content, "vie", 60)
    assert waiting() == []


def test_one_that_takes_too_long_is_ended() -> None:
    with pytest.raises(RecogniserFailedError, match="too long"):
        kept.read(BLANK, "vie", 0.001)
    assert waiting() == []


def test_a_language_that_is_missing_is_said() -> None:
    with pytest.raises(RecogniserMissingError, match="tesseract-ocr-vie"):
        kept.read(BLANK, "xyz", 60)


def test_a_fork_starts_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    kept.read(BLANK, "vie", 60)
    (program,) = kept._idle
    monkeypatch.setattr(os, "getpid", lambda: program.owner + 1)
    assert not program.is_ready


def test_nothing_is_left_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(2):
        kept.read(BLANK, "vie", 60)
        kept.end_idle()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
