"""From the picture of a page to the crops of its lines, and its ruling lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import radians, sin
from typing import TYPE_CHECKING, NamedTuple

from parsers.recognition.barriers import Barriers
from parsers.recognition.bend import Bend
from parsers.recognition.blobs import blobs, x_height
from parsers.recognition.cleaning import cleaned, thickened
from parsers.recognition.colour import coloured
from parsers.recognition.crops import Crop, crops
from parsers.recognition.lines import text_lines, uprightness
from parsers.recognition.perspective import seen_through, straightened
from parsers.recognition.picture import bounded, reduced, resolution, vision
from parsers.recognition.ridges import ridges
from parsers.recognition.rules import ruled
from parsers.recognition.skew import levelled, lie, quarter_turned
from parsers.recognition.stamps import stamped
from parsers.recognition.words import LineImage, Stroke

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey

_WORK = 250.0
"""Dots an inch at most at which lines are found."""
_INK = 160
"""Cleaned pixels below are ink."""
_UPRIGHT = 2.0
"""Uprightness, below which a page is looked at head down, too."""
_FEWEST = 2
"""Lines, below which a page tells nothing of that."""
_FAINT = 210
"""Cleaned pixels below may be ink of a rule, which is thin."""
_AROUND = 0.2
"""Inches of white around lines in coloured ink."""
_LEVEL = 0.15
"""Degrees: a page that slopes less stays as it is, for turning blurs; each line is straightened alone."""


class Segment(NamedTuple):
    """A line of a page: what is read, and how it is set."""

    line: LineImage
    base: float
    """The y of the baseline, at the line's middle."""
    letter: float
    """The height of its lower letters: small ones, or capitals where it has only such."""
    stamped: bool = False
    """Whether it is in coloured ink."""


@dataclass(frozen=True, slots=True)
class Segments:
    """A page taken apart; all measures in pixels of the upright, level page."""

    page: Grey
    """Cleaned, upright and level."""
    dpi: float
    lines: tuple[Segment, ...]
    """From the top down, those in coloured ink last."""
    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]
    turn: int
    """Degrees that the picture was turned clockwise to be upright."""
    skew: float
    """Degrees that it was then turned anticlockwise to be level."""
    bend: Bend | None
    """How it lies bent under its rules, which are given flat."""
    aslant: NDArray[np.float64] | None = None
    """Of a sheet photographed aslant, shape (3, 3): from pixels of the picture as straightened, before it was
    turned, to those as it was taken, homogeneous."""


def segment(picture: NDArray[np.uint8], dpi: float | None, *, thick: bool = False) -> Segments:
    """Take a page apart.

    Args:
        picture: shape (height, width) or (height, width, 3), red first.
        dpi: its resolution, if known.
        thick: whether strokes are made thicker first, so that what is worn to pieces hangs together.
    """
    short = min(picture.shape[:2])
    picture, shrunk = bounded(picture)
    flat = straightened(picture)
    if flat:
        picture, short = flat.picture, round(flat.short / shrunk)
    dpi = resolution(short, dpi) * shrunk
    colour = coloured(picture, dpi) if picture.ndim == 3 else None
    grey = cleaned(picture, dpi, colour)
    grey = thickened(grey, dpi) if thick else grey
    small, factor = reduced(grey, dpi, _WORK / 2)
    found = blobs(_ink(small))
    position = lie(found, x_height(found, dpi / factor))
    turn = 90 if position.sideways else 0
    grey = quarter_turned(grey, turn)
    if colour and turn:
        picture = quarter_turned(picture, turn)
        colour = coloured(picture, dpi)
    inks = list(stamped(picture, colour)) if colour else []
    if abs(position.angle) > _LEVEL:
        grey = levelled(grey, position.angle)
    skew = position.angle if abs(position.angle) > _LEVEL else 0.0
    page, upright = _taken_apart(grey, dpi, turn, skew)
    if upright < _UPRIGHT and len(page.lines) >= _FEWEST:
        other, headlong = _taken_apart(quarter_turned(grey, 180), dpi, turn + 180, skew)
        if headlong > upright:
            page = other
    if inks:
        more = (line for ink in inks for line in _stamps(quarter_turned(ink, page.turn - turn), page))
        page = replace(page, lines=(*page.lines, *more))
    return replace(page, aslant=flat.back) if flat else page


def through_red(picture: NDArray[np.uint8], page: Segments) -> Grey:
    """A page's picture, upright and level, through a red filter: blue ink is dark, red seals are pale.

    Args:
        picture: what the page was taken from.
    """
    picture, _ = bounded(picture)
    grey: Grey = picture if picture.ndim == 2 else vision().extractChannel(picture, 0)
    if page.aslant is not None:
        grey = seen_through(grey, page.aslant)
    grey = quarter_turned(grey, page.turn)
    return levelled(grey, page.skew) if page.skew else grey


def _stamps(ink: Grey, page: Segments) -> Iterator[Segment]:
    """The lines in one coloured ink, which is turned as the page is, but not level yet."""
    cv2 = vision()
    margin = round(_AROUND * page.dpi)
    x, y, width, height = cv2.boundingRect(cv2.bitwise_not(ink))
    if page.skew:  # as far as the lines slope across the page, the ink may rise or fall
        margin += round(max(ink.shape) * sin(radians(abs(page.skew))))
    left, top = max(0, x - margin), max(0, y - margin)
    right, bottom = min(ink.shape[1], x + width + margin), min(ink.shape[0], y + height + margin)
    area = (left, top, right - left, bottom - top)
    part = levelled(ink, page.skew, area) if page.skew else ink[top:bottom, left:right]
    for each in _taken_apart(part, page.dpi, 0, 0.0, tables=False)[0].lines:
        x0, y0, x1, y1 = each.line.area
        line = replace(each.line, area=(x0 + left, y0 + top, x1 + left, y1 + top), cell=None)
        yield each._replace(line=line, base=each.base + top, stamped=True)


def _ink(grey: Grey, level: int = _INK) -> Grey:
    cv2 = vision()
    _, ink = cv2.threshold(grey, level, 255, cv2.THRESH_BINARY_INV)
    mask: Grey = ink
    return mask


def _taken_apart(
    grey: Grey, dpi: float, turn: int, skew: float, *, tables: bool = True
) -> tuple[Segments, float]:
    """The parts of a level page, which may have tables, and how far it looks upright."""
    import numpy as np

    cv2 = vision()
    work, factor = reduced(grey, dpi, _WORK)
    ink = _ink(work)
    rules = ruled(_ink(work, _FAINT), dpi / factor, tables=tables)
    ink = cv2.subtract(ink, rules.ink)
    pieces = blobs(ink)
    letter = x_height(pieces, dpi / factor)
    half = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    barriers = Barriers(rules, half.shape, dpi / factor / 2)
    middles = ridges(half, barriers, letter / 2).larger(2)
    lines = text_lines(pieces, middles, barriers, letter)
    erased = cv2.dilate(rules.ink, np.ones((3, 3), np.uint8))
    segments = [
        Segment(
            LineImage(crop.image, crop.area, dpi, _cell(crop, barriers, 2 * factor)), crop.base, crop.letter
        )
        for crop in crops(grey, factor, lines, erased, letter)
    ]
    segments.sort(key=lambda segment: (segment.base, segment.line.area[0]))
    across = tuple(Stroke(*(value * factor for value in stroke)) for stroke in rules.across)
    down = tuple(Stroke(*(value * factor for value in stroke)) for stroke in rules.down)
    bend = rules.bend and rules.bend.scaled(factor)
    page = Segments(grey, dpi, tuple(segments), across, down, turn, skew, bend)
    return page, uprightness(lines)


def _cell(crop: Crop, barriers: Barriers, factor: int) -> int | None:
    """The cell that the middle of a line lies in."""
    x = (crop.area[0] + crop.area[2]) / 2
    return barriers.cell(x / factor, (crop.base - crop.letter / 2) / factor)
