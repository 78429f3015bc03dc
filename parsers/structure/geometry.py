"""What the places of lines on their pages say: where a paragraph ends, and which lines are centred.

A text without boxes says nothing here; `parsers.structure.measure` then estimates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from parsers.document import Box, Line, Page

_AGREE = 4.0
"""Points within which two lines end or begin at one margin."""
_WIDE = 0.4
"""Share of the page's width that a line has at least, of those that show where the margins are."""
_SPACE, _TOLERANCE = 0.25, 0.1
"""Font sizes: the narrowest space between two words, and how far a full line may stay from the margin."""
_INDENT = 0.8
"""Font sizes by which the first line of a paragraph is set in at least; it is 1 to 1.27 cm (annex I)."""
_LINE_HEIGHT = 1.11
"""Font sizes from the top to the bottom of a line's box."""


class Margins(NamedTuple):
    """Where the running text of a page begins and ends."""

    left: float
    right: float


def margins(page: Page) -> Margins | None:
    """The margins of a page, by the lines that agree on them; None where too few have a place."""
    width = page.width or 0.0
    boxes = [line.box for line in page.lines if line.box and line.cells is None]
    wide = [box for box in boxes if box.x1 - box.x0 > _WIDE * width]
    left = _agreed(sorted(box.x0 for box in wide))
    right = _agreed(sorted((box.x1 for box in wide), reverse=True))
    return None if left is None or right is None else Margins(left, right)


def _agreed(places: Sequence[float]) -> float | None:
    """The first place that the one after it agrees with."""
    return next((a for a, b in pairwise(places) if abs(a - b) <= _AGREE), None)


def room(before: Line | None, after: Line | None, edges: Margins | None) -> float | None:
    """How much white is left at the end of a line after the first word of the next one, in font sizes.

    Below nothing where that word would not have fitted: the line is full. None where the places are not
    known, or the line is centred.
    """
    if edges is None or not (before and after and before.box and after.box) or is_centred(before, edges):
        return None
    first = after.words[0].box if after.words else None
    if first is None:
        return None
    size = font_size(before.box)
    needed = (_SPACE + _TOLERANCE) * size + first.x1 - first.x0
    return (edges.right - before.box.x1 - needed) / size


def is_set_in(line: Line | None, before: Line | None) -> bool:
    """Whether a line begins further in than the one before it, as that of a new paragraph does."""
    if not (line and before and line.box and before.box):
        return False
    return line.box.x0 - before.box.x0 > _INDENT * font_size(line.box)


def is_indented(line: Line | None, edges: Margins | None) -> bool:
    """Whether a line begins further in than the running text of its page."""
    if edges is None or line is None or line.box is None:
        return False
    return line.box.x0 - edges.left > _INDENT * font_size(line.box)


def is_centred(line: Line | None, edges: Margins | None) -> bool:
    """Whether a line stands in the middle between the margins, with white on both sides."""
    if edges is None or line is None or line.box is None:
        return False
    size = font_size(line.box)
    left, right = line.box.x0 - edges.left, edges.right - line.box.x1
    return min(left, right) > 2 * size and abs(left - right) < 2 * size


def font_size(box: Box) -> float:
    """The size of the font of a line, by the height of its box."""
    return max(1.0, (box.y1 - box.y0) / _LINE_HEIGHT)


class Columns(NamedTuple):
    """Where the columns of a table part, as shares of its width."""

    edges: tuple[float, ...]

    def hold(self, other: Columns) -> bool:
        """Whether the columns of another row part where these do: it may have wider cells, but no others."""
        return all(any(abs(a - b) < _SAME_EDGE for b in self.edges) for a in other.edges)


_SAME_EDGE = 0.02


def columns(boxes: Iterable[Box | None]) -> Columns | None:
    """Where the cells of a row part; None where that is not known."""
    known = [box for box in boxes if box]
    if not known:
        return None
    left, right = min(box.x0 for box in known), max(box.x1 for box in known)
    if right <= left:
        return None
    places = {round((x - left) / (right - left), 3) for box in known for x in (box.x0, box.x1)}
    return Columns(tuple(sorted(places)))
