"""What the ledger says of an input file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """How far a file has come."""

    RUNNING = "running"
    DONE = "done"
    DONE_WITH_WARNINGS = "done-with-warnings"
    FAILED = "failed"
    SKIPPED = "skipped"


class Skipped(StrEnum):
    """Why a file was skipped."""

    DUPLICATE = "duplicate"
    """The same bytes were stored from another path."""
    UNCHANGED = "unchanged"
    """The same bytes were stored from this path."""
    NOT_A_DOCUMENT = "not-a-document"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One input file, as met: a row per path and content, one more when it is met again after it was done."""

    id: int
    path: str
    revision: int
    """1 for the first content seen under this path, one more for each new content."""
    size: int
    """In bytes."""
    sha256: str | None
    media_type: str | None
    status: Status
    reason: str | None
    """A code: why it failed, or a `Skipped`."""
    message: str | None
    plan_id: str | None
    attempts: int
    added_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    program: str | None
    """Version of the program that worked on it."""
    models: str | None
    """Versions of the models that it used."""

    @property
    def seconds(self) -> float | None:
        """How long the last attempt took."""
        if self.started_at is None or self.finished_at is None:
            return None
        return (self.finished_at - self.started_at).total_seconds()
