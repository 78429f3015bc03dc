"""What the ledger says of an input file: the words and rows of the queue that an import works off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """How far a file has come."""

    PENDING = "pending"
    """Listed; nobody works on it yet."""
    RUNNING = "running"
    """A run works on it, as long as its lease lasts."""
    DONE = "done"
    DONE_WITH_WARNINGS = "done-with-warnings"
    FAILED = "failed"
    SKIPPED = "skipped"


class Skipped(StrEnum):
    """Why a file was skipped."""

    DUPLICATE = "duplicate"
    """The same bytes were stored from another path."""
    NOT_A_DOCUMENT = "not-a-document"
    """Bytes of no kind of document: a program, noise."""


class Task(StrEnum):
    """What is to be done with a file that is pending."""

    READ = "read"
    """All stages, from the bytes of the file."""
    PARSE = "parse"
    """The stages after reading, from the stored text."""


QUARANTINED = "quarantined"
"""The reason of a file that was begun `ATTEMPTS` times and never came to an end."""
ATTEMPTS = 3
"""How often a file is begun whose run or worker died over it."""
PASSING = frozenset(
    {"missing", "no-permission", "unreadable", "disk-full", "not-stored", "recogniser-missing"}
)
"""Reasons outside a file: one that failed for them is taken up again by the next import that meets it."""


@dataclass(frozen=True, slots=True)
class PageCount:
    """What became of the pages of a file: `pages_in == ok + failed + skipped`."""

    pages_in: int = 0
    ok: int = 0
    failed: int = 0
    """Not read, or not readable."""
    skipped: int = 0
    """Blank."""

    def __add__(self, other: PageCount) -> PageCount:
        return PageCount(
            self.pages_in + other.pages_in,
            self.ok + other.ok,
            self.failed + other.failed,
            self.skipped + other.skipped,
        )


NO_PAGES = PageCount()


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One input file, by the path or address that it was met under."""

    id: int
    path: str
    size: int
    """In bytes."""
    modified: int | None
    """When the content last changed, in nanoseconds since 1970; None where that is not known for certain."""
    status: Status
    task: Task
    """What is to be done, or was done last."""
    attempts: int
    """How often work on it was begun and lost since it was listed."""
    run_id: int | None
    """The run that claimed it last."""
    revision: int
    """How many contents were read under this path; 0 before the first."""
    sha256: str | None
    media_type: str | None
    reason: str | None
    """A code: why it failed, or a `Skipped`."""
    message: str | None
    plan_id: str | None
    """The (first) plan that its content became; after a failure that of its content before."""
    reading: str | None
    """Version of the stage that read it."""
    parsing: str | None
    """Versions of the stages after that."""
    pages_in: int
    pages_ok: int
    pages_failed: int
    pages_skipped: int
    seconds: float | None
    """How long the last work on it took."""
    added_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    program: str | None
    """Version of the program that worked on it."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two plans of other bytes that are near-duplicates."""

    plan_id: str
    other_id: str
    reason: str
    """`same-paper` (code, date and issuer) or `same-text`."""
    in_common: float
    """Share of their texts that they have in common, estimated; 1 for the same paper."""


@dataclass(frozen=True, slots=True)
class Import:
    """One run over inputs."""

    id: int
    program: str
    started_at: datetime
    seen_at: datetime
    """When it last said that it lives."""
    finished_at: datetime | None
    """None while it lives."""
    listed: int
    unchanged: int
    done: int
    failed: int
    skipped: int
    pages_in: int
    pages_ok: int
    pages_failed: int
    pages_skipped: int

    @property
    def seconds(self) -> float:
        """How long it took so far."""
        return ((self.finished_at or self.seen_at) - self.started_at).total_seconds()
