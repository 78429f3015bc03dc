"""Why a source could not be read, as a reason code and a sentence for people."""

from __future__ import annotations

from dataclasses import dataclass
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
    """A scan: pictures of pages without a text that can be used."""


class ReadError(Exception):
    """A source that cannot be read."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(reason, message)
        self.reason = reason
        self.message = message

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Limits:
    """How large a source may be before it is refused as `too-large`.

    A plan has some ten to a hundred pages; the defaults leave room for any real one and keep a
    file that is no plan from eating the machine.
    """

    source_bytes: int = 64 * 2**20
    """Bytes of the source."""
    unpacked_bytes: int = 256 * 2**20
    """Bytes of any one part of a packed file once unpacked; stops zip bombs."""
    lines: int = 100_000
    """Lines of the source, or lines and table rows of a file that has no lines."""
    cells: int = 1_000_000
    """Table cells."""
    pages: int = 2_000
    """Pages of a file that has pages of its own."""

    def check(self, what: str, count: int, limit: int) -> None:
        """Refuse a source that has more of something than the limit.

        Raises:
            ReadError: `too-large`.
        """
        if count > limit:
            raise ReadError(
                Reason.TOO_LARGE,
                f"The file is too large: {count:,} {what}, where {limit:,} are allowed. "
                "Split it, or raise the limit.",
            )
