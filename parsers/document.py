"""The document model: what any reader hands on, whatever the source was.

A `Document` is pages of lines in reading order. A line is running text, or one row of a table when
it has `cells`. Readers fill in what they know (a text file knows no boxes, a scan knows no
emphasis) and leave the rest at its default.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import accumulate
from math import cos, radians, sin

from pydantic import BaseModel, ConfigDict, Field

UNREAD = "unread"
"""The reason of a drop that stands for a whole page."""


class Origin(StrEnum):
    """Where the text of a document, page or line came from."""

    TEXT = "text"
    """A text file, HTML page or word-processor file."""
    DIGITAL = "digital"
    """A PDF's own text."""
    OCR = "ocr"
    """Recognised here."""
    OCR_LAYER = "ocr-layer"
    """A text layer that somebody's OCR left in the file, used as it was."""
    MIXED = "mixed"
    """Pages of several origins."""


class Step(StrEnum):
    """What is done with a page."""

    USE = "use"
    """Its own text is used."""
    RECOGNISE = "recognise"
    """What it shows is recognised."""
    LEAVE = "leave"
    """It is left unread."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Box(_Model):
    """A rectangle on a page, in points (1/72 inch) from the top left corner of the upright, level page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all of `boxes`, of which there is one at least."""
        corners = [(box.x0, box.y0, box.x1, box.y1) for box in boxes]
        lefts, tops, rights, bottoms = zip(*corners, strict=True)
        return cls(x0=min(lefts), y0=min(tops), x1=max(rights), y1=max(bottoms))

    def parted(self, words: Sequence[str]) -> list[Box]:
        """The box shared out among words that stand in it from left to right, by their lengths."""
        ends = list(accumulate(len(word) + 1 for word in words))
        step = (self.x1 - self.x0) / max(1, ends[-1] - 1) if ends else 0.0
        return [
            Box(
                x0=self.x0 + (end - len(word) - 1) * step,
                y0=self.y0,
                x1=self.x0 + (end - 1) * step,
                y1=self.y1,
            )
            for word, end in zip(words, ends, strict=True)
        ]

    def holds(self, other: Box) -> bool:
        """Whether the middle of another box is in this one."""
        x, y = (other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def beside(self, other: Box) -> bool:
        """Whether two boxes stand on one line: they share more than half the height of the lower one."""
        shared = min(self.y1, other.y1) - max(self.y0, other.y0)
        return 2 * shared > min(self.y1 - self.y0, other.y1 - other.y0)


class Word(_Model):
    """One word as read, with where and how surely it was read."""

    text: str
    box: Box | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)
    alternatives: list[tuple[str, float]] = Field(
        default=[], description="other readings with their probabilities, the likeliest first"
    )
    font: str | None = None
    size: float | None = Field(default=None, description="font size in points")


class Cell(_Model):
    """One table cell. The items of a list in it are separate lines of `text`."""

    text: str
    columns: int = Field(default=1, ge=1, description="how many columns it spans")
    rows: int = Field(default=1, ge=1, description="how many rows it spans")
    header: bool = Field(default=False, description="the source marks it as a head of the table")
    box: Box | None = None
    number: int | None = Field(default=None, description="as of a line, where that of its row is another")
    confidence: float | None = Field(default=None, ge=0, le=1)
    edits: int = Field(default=0, ge=0, description="how many changes repair made in it")
    before: str | None = Field(default=None, description="its text before repair, where that changed it")


class Line(_Model):
    """One line in reading order: running text, or a table row when `cells` is given."""

    text: str
    number: int | None = Field(default=None, description="1-based line in the source, where it has lines")
    gap: int = Field(default=0, ge=0, description="blank lines before it on its page")
    bold: bool = Field(default=False, description="wholly emphasised or marked up as a heading")
    cells: list[Cell] | None = None
    table: int | None = Field(
        default=None, description="rows with the same number are one table in the source"
    )
    words: list[Word] = []
    box: Box | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)
    repaired: float = Field(default=0.0, ge=0, le=1, description="share of syllables changed by repair")
    edits: int = Field(default=0, ge=0, description="how many changes repair made in it")
    before: str | None = Field(default=None, description="its text before repair, where that changed it")


class Decision(_Model):
    """Whether a page's own text was used or the page recognised, why, and what that was decided by."""

    step: Step
    reason: str = Field(description="in words that go on from: the page …")
    words: int = Field(default=0, description="of two letters or more, in the page's own text")
    known: float = Field(default=0.0, ge=0, le=1, description="share of them that are syllables in use")
    marked: float = Field(
        default=0.0, ge=0, le=1, description="share of them that are syllables in use with a mark on them"
    )
    pictures: float = Field(default=0.0, ge=0, le=1, description="share of the page that pictures cover")


class Page(_Model):
    """One page, or the whole text where the source has no pages."""

    number: int = Field(ge=1)
    lines: list[Line] = []
    width: float | None = Field(default=None, description="in points, upright")
    height: float | None = Field(default=None, description="in points, upright")
    turn: int = Field(
        default=0, description="degrees (0, 90, 180, 270) that it was turned clockwise to be upright"
    )
    skew: float = Field(
        default=0.0, description="degrees that it was then turned anticlockwise about its middle to be level"
    )
    aslant: list[float] | None = Field(
        default=None,
        min_length=9,
        max_length=9,
        description="of a sheet photographed aslant, and straightened before it was turned: the matrix, row "
        "by row, that takes points of it to where they are in the photograph, homogeneous",
    )
    origin: Origin = Origin.TEXT
    confidence: float = Field(default=1.0, ge=0, le=1)
    decision: Decision | None = Field(default=None, description="null where there was nothing to decide")

    @property
    def is_crooked(self) -> bool:
        """Whether a viewer shows it otherwise than it was read."""
        return bool(self.turn or self.skew or self.aslant)

    def shown(self, box: Box) -> Box:
        """A box on the upright, level page as the one around it on the page as a viewer shows it."""
        if not self.is_crooked or self.width is None or self.height is None:
            return box
        x, y = self.width / 2, self.height / 2
        slope = radians(self.skew)
        corners = [
            (x + (a - x) * cos(slope) - (b - y) * sin(slope), y + (a - x) * sin(slope) + (b - y) * cos(slope))
            for a in (box.x0, box.x1)
            for b in (box.y0, box.y1)
        ]
        match self.turn % 360:
            case 90:
                corners = [(b, self.width - a) for a, b in corners]
            case 180:
                corners = [(self.width - a, self.height - b) for a, b in corners]
            case 270:
                corners = [(self.height - b, a) for a, b in corners]
        if self.aslant:
            p, q, r, s, t, u, v, w, z = self.aslant
            corners = [
                ((p * a + q * b + r) / depth, (s * a + t * b + u) / depth)
                for a, b in corners
                if (depth := v * a + w * b + z) > 0  # all are: a photograph shows nothing behind the camera
            ]
        across, down = zip(*corners, strict=True)
        return Box(x0=min(across), y0=min(down), x1=max(across), y1=max(down))

    @property
    def shown_size(self) -> tuple[float, float]:
        """Width and height of the page as a viewer shows it, in points; zero where they are not known."""
        width, height = self.width or 0.0, self.height or 0.0
        return (height, width) if self.turn % 180 else (width, height)


class Dropped(_Model):
    """Text of the source that is deliberately not in the record, and why.

    `reason` is one of: `markup`, `furniture` (page numbers, running heads), `letterhead` (motto,
    rules), `cover` (the decision that a plan came with), `label` (Nơi nhận), `repeated-header`,
    `column-numbers`, `handwriting`, `control-characters`, `punctuation`, `unread` (a page not read),
    `separator` (a sheet between the papers of a dossier).
    """

    reason: str
    text: str
    line: int | None = Field(default=None, description="1-based line in the source")
    page: int | None = Field(default=None, description="1-based, where that is known")


class Document(_Model):
    """One source file, read but not yet understood."""

    name: str = Field(description="file name, without its folder")
    sha256: str = Field(description="of the source bytes, 64 hex digits")
    media_type: str
    origin: Origin = Origin.TEXT
    paged: bool = Field(
        default=False, description="the source has real pages, so page numbers mean something"
    )
    part: int = Field(default=1, ge=1, description="which of the papers of the file it is")
    pages: list[Page] = []
    dropped: list[Dropped] = []

    @property
    def confidence(self) -> float:
        """Mean confidence of the pages, 0 to 1; 1 for a source that was not recognised."""
        return sum(p.confidence for p in self.pages) / len(self.pages) if self.pages else 1.0

    def lines(self) -> Iterator[tuple[Page, Line]]:
        """Every line with its page, in reading order."""
        for page in self.pages:
            for line in page.lines:
                yield page, line
