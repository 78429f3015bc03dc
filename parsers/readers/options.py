"""What the one who reads a file may choose: whether and how pages are recognised, passwords, limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from parsers.readers.errors import ReadError, Reason
from parsers.readers.guide import Guide
from parsers.recognition.words import Settle


class Ocr(StrEnum):
    """Which pages are recognised."""

    AUTO = "auto"
    """Those whose own text is missing, ruined or a mere stamp on a picture."""
    ALWAYS = "always"
    """Every page with a picture on it, whatever text it carries."""
    NEVER = "never"
    """None; a ruined text is taken as it is, for repair to mend."""
    REDO = "redo"
    """As `auto`, and those whose text another recogniser left, though it reads well."""


class Engine(StrEnum):
    """What recognises pages."""

    AUTO = "auto"
    """Our own model, and Tesseract where that is not sure; the one that is installed."""
    OWN = "own"
    TESSERACT = "tesseract"


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
    megapixels: float = 60.0
    """Millions of pixels of the picture of one page: A3 at 400 dots an inch has 31. Known before."""
    page_seconds: float = 60.0
    """Seconds that the recognition of one page may take."""
    seconds: float = 1_800.0
    """Seconds that reading one file may take; what is not read by then is left."""

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


@dataclass(frozen=True)
class Options:
    """How a file is to be read."""

    ocr: Ocr = Ocr.AUTO
    recogniser: Engine = Engine.AUTO
    passwords: tuple[str, ...] = field(default=(), repr=False)
    """Tried one after the other where a file is locked; the empty one is tried first in any case."""
    limits: Limits = Limits()
    settle: Settle | None = field(default=None, repr=False)
    """What decides between the readings of recognised words; otherwise the likeliest stand."""
    guide: Guide = field(default=Guide(), repr=False)
    """Goes along from page to page: sees that the work gets on, has pages recognised elsewhere."""
