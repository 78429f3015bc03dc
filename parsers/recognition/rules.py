"""Ruling lines: where a page is ruled, and its ink without the rules but with the letters that touch them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parsers.recognition.picture import vision
from parsers.recognition.words import Stroke

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey

_RUN = 0.28
"""Inches that a rule runs without a break at least; no stem of a letter is so long."""
_SHORTEST = 0.35
"""Inches: a shorter one is a dash."""
_THICK = 0.045
"""Inches: a rule is no thicker."""
_HOLE = 0.05
"""Inches: worn rules have holes so long."""
_INKED = (0.88, 0.7)
"""Share of a rule's length that has thin ink, for short rules and for long ones: dotted leaders and
rows of feet of letters have less."""
_CLEAR = 0.035
"""Inches beside a rule that are looked at for letters."""
_LONG = 1.2
"""Inches: a row of feet of letters is never so long."""
_CROSSED = 0.5
"""Share of a rule's length that letters may touch on one side; on both together no more than that again."""
_JOINED = 0.2
"""Inches: parts of a rule lie no further apart."""
_BENT = 0.03
"""Inches that they may lie above one another."""


class Ruled(NamedTuple):
    """The rules of a page, in pixels of the mask, and where their ink is."""

    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]
    ink: Grey
    """Mask of the ink that belongs to rules alone."""


def ruled(ink: Grey, dpi: float) -> Ruled:
    """Find the ruling lines of a level page.

    Args:
        ink: mask, 255 where there is ink.
        dpi: its resolution.
    """
    cv2 = vision()
    across, flat = _one_way(ink, dpi)
    standing = cv2.transpose(ink)
    down, upright = _one_way(standing, dpi)
    return Ruled(across, down, cv2.bitwise_or(flat, cv2.transpose(upright)))


def _one_way(ink: Grey, dpi: float) -> tuple[tuple[Stroke, ...], Grey]:
    """The rules across a mask, and their ink."""
    import numpy as np

    cv2 = vision()
    run, hole, thick = (max(3, round(size * dpi)) for size in (_RUN, _HOLE, _THICK))
    tall = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((thick + 3, 1), np.uint8))
    thin = cv2.subtract(ink, tall)
    whole = cv2.morphologyEx(
        cv2.dilate(thin, np.ones((3, 1), np.uint8)), cv2.MORPH_CLOSE, np.ones((1, hole), np.uint8)
    )
    runs = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    zone = np.zeros_like(ink)
    if not runs.any():
        return (), zone
    count, labels, stats, centres = cv2.connectedComponentsWithStats(runs, connectivity=8)
    pieces: list[Stroke] = []
    for label in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[label])
        if area / width > thick + 3 or height > thick + 3 + 0.02 * width:
            continue
        mine = labels[y : y + height, x : x + width] == label
        first, last = _ends((thin[y : y + height, x : x + width] > 0) & mine, run // 2)
        x, mine = x + first, mine[:, first:last]
        if last - first < run or not _is_rule(ink, thin, mine, x, y, dpi):
            continue
        np.copyto(zone[y : y + height, x : x + last - first], np.uint8(255), where=mine)
        pieces.append(Stroke(float(centres[label][1]), float(x), float(x + last - first)))
    strokes = tuple(s for s in _joined(pieces, dpi) if s.end - s.start >= _SHORTEST * dpi)
    return strokes, _alone(ink, cv2.dilate(zone, np.ones((3, 1), np.uint8)), thick)


def _ends(inked: NDArray[np.bool_], least: int) -> tuple[int, int]:
    """Where a rule begins and ends: a stroke that is no longer than letters is none of it, beyond a hole."""
    import numpy as np

    columns = inked.any(axis=0).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.r_[0, columns, 0]))
    starts, ends = edges[::2], edges[1::2]
    whole = np.flatnonzero(ends - starts >= least)
    return (int(starts[whole[0]]), int(ends[whole[-1]])) if len(whole) else (0, 0)


def _is_rule(ink: Grey, thin: Grey, mine: NDArray[np.bool_], x: int, y: int, dpi: float) -> bool:
    """Whether a flat stretch of ink is whole, and no row of feet of letters."""
    import numpy as np

    height, width = mine.shape
    long = width >= _LONG * dpi
    part = thin[y : y + height, x : x + width] > 0
    if (part & mine).any(axis=0).mean() < _INKED[long]:
        return False
    first = y + mine.argmax(axis=0)
    last = y + height - 1 - mine[::-1].argmax(axis=0)
    columns = np.arange(x, x + width)
    clear = max(2, round(_CLEAR * dpi))
    rows = (np.maximum(first - clear, 0), np.minimum(last + clear, ink.shape[0] - 1))
    crossed = [float((ink[row, columns] > 0).mean()) for row in rows]
    return max(crossed) <= _CROSSED and sum(crossed) <= _CROSSED


def _joined(pieces: list[Stroke], dpi: float) -> list[Stroke]:
    """Pieces of one rule put together."""
    whole: list[Stroke] = []
    for piece in sorted(pieces, key=lambda stroke: stroke.start):
        for index, other in enumerate(whole):
            if abs(other.at - piece.at) <= _BENT * dpi and piece.start - other.end <= _JOINED * dpi:
                long, more = other.end - other.start, piece.end - piece.start
                at = (other.at * long + piece.at * more) / (long + more)
                whole[index] = Stroke(at, other.start, max(other.end, piece.end))
                break
        else:
            whole.append(piece)
    return sorted(whole)


def _alone(ink: Grey, zone: Grey, thick: int) -> Grey:
    """The ink of a zone of rules, without that of strokes that go through it."""
    import numpy as np

    cv2 = vision()
    rest = cv2.subtract(ink, zone)
    reach = np.ones((thick + 4, 1), np.uint8)
    above = cv2.dilate(rest, reach, anchor=(0, thick + 3))
    below = cv2.dilate(rest, reach, anchor=(0, 0))
    through = cv2.bitwise_and(above, below)
    alone: Grey = cv2.bitwise_and(ink, cv2.subtract(zone, through))
    return alone
