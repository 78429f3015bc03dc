"""A Tesseract that is kept: started once, it reads picture after picture.

To start the program costs more than to read ten lines. With `stream_filelist` it takes the names of pictures
from its standard input as they come, and gives out the words of each as soon as they are read. Pictures
are handed over in memory (`memfd_create`), so that nothing is left behind when this process is killed.
"""

from __future__ import annotations

import atexit
import os
import select
import subprocess
from contextlib import suppress
from time import monotonic

from parsers.recognition.errors import RecogniserFailedError, RecogniserMissingError

INSTALL = "sudo apt-get install tesseract-ocr tesseract-ocr-vie"
_BLANK = b"P5 32 32 255\n" + b"\xff" * 32 * 32
"""A picture after the one that is read: when the program has got to it, all of that is out."""
_PAGE = b"1"
"""The level of the row that each picture's words begin with."""
_HEADER = 1
"""Rows before the first picture."""
_idle: list[Program] = []


class Program:
    """A Tesseract at work, for one thread at a time.

    Raises:
        RecogniserMissingError: it is not installed.
    """

    def __init__(self, language: str) -> None:
        self.language, self.owner = language, os.getpid()
        self._picture, self._blank, self._said = (
            os.memfd_create(name) for name in ("picture", "blank", "said")
        )
        os.write(self._blank, _BLANK)
        options = ("--psm", "6", "--dpi", "300", "-c", "tessedit_create_tsv=1", "-c", "stream_filelist=1")
        try:
            self._process = subprocess.Popen(
                ("tesseract", "stdin", "stdout", "-l", language, *options),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                pass_fds=(self._picture, self._blank),
                bufsize=0,
                env={"OMP_THREAD_LIMIT": "1", **os.environ},
            )
        except OSError as error:
            self._forget()
            raise RecogniserMissingError(f"Tesseract is not installed. Type: {INSTALL}") from error
        self._before = _HEADER

    @property
    def is_ready(self) -> bool:
        """Whether it goes on, and is this process's own: a fork must not use it."""
        return self.owner == os.getpid() and self._process.poll() is None

    def read(self, picture: bytes, seconds: float) -> list[str]:
        """What it finds in a picture, as rows of its table (TSV), the picture's own first.

        Args:
            picture: a file of a format that it knows.
            seconds: how long it may take.

        Raises:
            RecogniserMissingError: it has no model of the language.
            RecogniserFailedError: it broke down, or took too long.
        """
        os.ftruncate(self._picture, 0)
        os.pwrite(self._picture, picture, 0)
        names = "".join(f"/dev/fd/{file}\n" for file in (self._picture, self._blank))
        with suppress(BrokenPipeError):  # seen below, as the end of what it gives out
            assert self._process.stdin
            self._process.stdin.write(names.encode())
        rows = self._rows(monotonic() + seconds)[self._before :]
        self._before = 0
        return [row.decode("utf-8", "replace") for row in rows[:-1]]

    def _rows(self, end: float) -> list[bytes]:
        """All rows up to that of the blank picture."""
        assert self._process.stdout
        out, ready = self._process.stdout.fileno(), select.poll()
        ready.register(out, select.POLLIN)
        seen = b""
        while True:
            *rows, rest = seen.split(b"\n")
            if not rest and sum(row.split(b"\t", 1)[0] == _PAGE for row in rows) == 2:
                return rows
            if not ready.poll(max(0.0, end - monotonic()) * 1000):
                raise RecogniserFailedError("Tesseract took too long over a page")
            more = os.read(out, 1 << 16)
            if not more:
                raise self._broken()
            seen += more

    def _broken(self) -> Exception:
        """Why it came to an end."""
        said = os.pread(self._said, 1 << 16, 0).decode("utf-8", "replace")
        if "load" in said and self.language in said:
            return RecogniserMissingError(f"Tesseract has no model of Vietnamese. Type: {INSTALL}")
        return RecogniserFailedError("Tesseract broke down over a page")

    def end(self) -> None:
        """End it at once; what a fork has of it is let go."""
        if self.owner == os.getpid():
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._forget()

    def _forget(self) -> None:
        for file in (self._picture, self._blank, self._said):
            os.close(file)


def read(picture: bytes, language: str, seconds: float) -> list[str]:
    """What a Tesseract finds in a picture: one that waits, or else a new one, which then waits for the next.

    Arguments, value and errors are those of `Program.read`.
    """
    end = monotonic() + seconds
    program = _waiting(language) or Program(language)
    try:
        rows = program.read(picture, end - monotonic())
    except BaseException:
        program.end()
        raise
    _idle.append(program)
    return rows


def _waiting(language: str | None = None) -> Program | None:
    """One of those that wait, which waits no more; None where there is none."""
    for program in list(_idle):
        if language in (None, program.language):
            with suppress(ValueError):  # another thread was faster
                _idle.remove(program)
                if program.is_ready:
                    return program
                program.end()
    return None


def end_idle() -> None:
    """End all that wait, so that what they took is counted."""
    while program := _waiting():
        program.end()


atexit.register(end_idle)
