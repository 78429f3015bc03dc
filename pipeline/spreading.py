"""Files of many scanned pages, handed out a few pages at a time, and put together again.

The worker that begins such a file says which pages it has left (`pipeline.leaves`). They go to whichever
worker is free, and the file with all that was seen to one that makes the plans of it. Pages that kill
their worker are tried again one by one; one that does so alone is lost, and the file is read without it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import replace

from parsers.readers.errors import Reason
from parsers.readers.paging import Unread, out_of_time
from pipeline.jobs import Job, Result
from pipeline.leaves import Apart

_FEWEST, _MOST = 4, 32
"""Pages that are handed out together: the file is opened anew for each such lot."""
_LOTS = 4
"""Lots for each worker, so that all end at about the same time."""
_KILLERS = {
    "crashed": Unread(Reason.DAMAGED, "broke down the process that read it"),
    "memory": Unread(Reason.TOO_LARGE, "takes more memory than it may"),
    "timeout": Unread(Reason.TIMED_OUT, "takes longer than it may"),
}
"""What a page is left for that ended its worker."""


class _File:
    """A file whose pages are on their way."""

    def __init__(self, job: Job, begun: Result) -> None:
        self.job = job
        self.sha256 = begun.sha256 or ""
        self.seen = dict(begun.seen)
        self.lost: dict[int, Unread] = {}
        self.lots = 0
        """How many are not back."""
        self.seconds = begun.seconds


class Spreading:
    """The files of a run that are worked on page by page."""

    def __init__(self, slots: int) -> None:
        self._slots = slots
        self._files: dict[int, _File] = {}
        self._spent: dict[int, float] = {}
        """Seconds that work on a file took before it was begun page by page."""
        self._ready: deque[Job] = deque()

    def next(self) -> Job | None:
        """What is to be done next about these files."""
        while self._ready:
            job = self._ready.popleft()
            file = self._files.get(job.row)
            limits = job.options.limits
            if not file or not job.pages or file.seconds <= limits.seconds:
                return job
            file.lost |= dict.fromkeys(job.pages, out_of_time(limits))
            self._returned(file)
        return None

    def take(self, job: Job, result: Result) -> Result | None:
        """What became of a file, by what became of a job; None where more is to be done about it."""
        file = self._files.get(job.row)
        if job.pages:
            if file:
                self._collect(file, job, result)
            return None
        if result.left:
            self._begin(_File(job, result), result.left)
            return None
        if result.is_paged and job.at_once:  # no word on which page it was: each is tried by itself
            self._spent[job.row] = result.seconds
            self._ready.append(replace(job, at_once=0, apart=None))
            self._files.pop(job.row, None)
            return None
        before = self._spent.pop(job.row, 0.0) + (file.seconds if file else 0.0)
        self._files.pop(job.row, None)
        return replace(result, seconds=result.seconds + before)

    def drop(self, row: int) -> None:
        """Forget a file that goes back to the queue."""
        self._files.pop(row, None)
        self._ready = deque(job for job in self._ready if job.row != row)

    def _begin(self, file: _File, left: Collection[int]) -> None:
        self._files[file.job.row] = file
        size = 1
        if file.job.at_once:
            size = min(_MOST, max(_FEWEST, len(left) // (_LOTS * self._slots)))
        self._hand_out(file, left, size)

    def _hand_out(self, file: _File, pages: Collection[int], size: int) -> None:
        numbers = tuple(pages)
        lots = [numbers[start : start + size] for start in range(0, len(numbers), size)]
        file.lots += len(lots)
        self._ready.extend(replace(file.job, pages=lot) for lot in lots)

    def _collect(self, file: _File, job: Job, result: Result) -> None:
        file.seconds += result.seconds
        killer = _KILLERS.get(result.failure.reason) if result.failure else None
        if killer and len(job.pages) > 1:
            self._hand_out(file, job.pages, 1)
        elif killer:
            file.lost[job.pages[0]] = killer
        elif result.sha256 == file.sha256:
            file.seen |= result.seen
        self._returned(file)

    def _returned(self, file: _File) -> None:
        """Note that a lot is back; have the file read when it was the last."""
        file.lots -= 1
        if not file.lots:
            self._ready.append(replace(file.job, apart=Apart(file.sha256, file.seen, file.lost)))
