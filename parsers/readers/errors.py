"""Why a source could not be read, as a reason code and a sentence for people."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with a source that no reader takes."""

    EMPTY = "empty"
    """No bytes, or no printed character in them."""
    TOO_LARGE = "too-large"
    """Beyond one of the `Limits`."""
    NOT_A_DOCUMENT = "not-a-document"
    """Bytes of no kind of document: a program, an archive, noise."""
    UNSUPPORTED_TYPE = "unsupported-type"
    """A document of a kind that has no reader here."""
    DAMAGED = "damaged"
    """The right kind of file, but its content cannot be got at."""
    ENCRYPTED = "encrypted"
    """Locked with a password."""
    NEEDS_RECOGNITION = "needs-recognition"
    """A scan: pictures of pages, which were not to be recognised."""
    RECOGNISER_MISSING = "recogniser-missing"
    """A scan, and nothing is installed that could read it."""
    ILLEGIBLE = "illegible"
    """A scan in which nothing could be read."""
    TIMED_OUT = "timed-out"
    """Reading took longer than the `Limits` allow."""


class ReadError(Exception):
    """A source that cannot be read."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(reason, message)
        self.reason = reason
        self.message = message

    def __str__(self) -> str:
        return self.message
