"""Ruling lines: where a page is ruled, and its ink without the rules but with the letters that touch them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from parsers.recognition.bend import Bend, bend, sides
from parsers.recognition.courses import Course, Path, stretches, through
from parsers.recognition.picture import vision
from parsers.recognition.underlines import dots
from parsers.recognition.words import Stroke
from parsers.recognition.worn import completed

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
_UNEVEN = (0.2, 0.35)
"""Share of its length where a rule may be thicker or thinner, for short rules and for long ones."""
_CLEAR = 0.035
"""Inches beside a rule that are looked at for letters."""
_LONG = 1.2
"""Inches: a row of feet of letters is never so long."""
_CROSSED = 0.5
"""Share of a rule's length that letters may touch on one side; on both together no more than that again."""
_JOINED = 0.15
"""Inches: parts of a rule lie no further apart."""
_BENT = 0.03
"""Inches that they may lie above one another."""
_STEP = 0.25
"""Inches between the points of a rule's path."""


class Ruled(NamedTuple):
    """The rules of a page, in pixels of the mask, and where their ink is."""

    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]
    paths: tuple[Path, ...]
    """How they run."""
    ink: Grey
    """Mask of the ink that belongs to rules alone."""
    bend: Bend | None
    """How the page lies bent under them; the strokes are those of the flat page."""


def ruled(ink: Grey, dpi: float, *, tables: bool = True) -> Ruled:
    """Find the ruling lines of a level page.

    Args:
        ink: mask, 255 where there is ink.
        dpi: its resolution.
        tables: whether there may be any, whose worn rules are looked for, too.
    """
    cv2 = vision()
    turned = cv2.transpose(ink)
    (flat, level), (upright, standing) = _one_way(ink, dpi), _one_way(turned, dpi)
    if tables:
        flat, upright = completed(flat, upright, ink, dpi)
    mask = cv2.bitwise_or(
        _alone(ink, flat, level, dpi), cv2.transpose(_alone(turned, upright, standing, dpi))
    )
    standing_paths = [_swapped(path) for path in upright]
    bent = bend(flat, upright or sides(flat, dpi), dpi)
    across, down = (
        tuple(sorted(map(_stroke, paths)))
        for paths in (
            [_flattened(path, bent) for path in flat],
            [_swapped(_flattened(path, bent)) for path in standing_paths],
        )
    )
    return Ruled(across, down, (*flat, *standing_paths), mask, bent)


def _swapped(path: Path) -> Path:
    return [(y, x) for x, y in path]


def _flattened(path: Path, bent: Bend | None) -> Path:
    """How a rule runs on the flat page."""
    if bent is None:
        return path
    shifts = [bent.shift(*point) for point in path]
    return [(x + right, y + down) for (x, y), (right, down) in zip(path, shifts, strict=True)]


def _one_way(ink: Grey, dpi: float) -> tuple[list[Path], float]:
    """The rules across a mask, and how thick they are."""
    import numpy as np

    cv2 = vision()
    run, hole, thick = (max(3, round(size * dpi)) for size in (_RUN, _HOLE, _THICK))
    tall = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((thick + 3, 1), np.uint8))
    thin = cv2.subtract(ink, tall)
    pieces: list[Path] = []
    broads: list[float] = []
    for left, y, stretch in stretches(thin, hole, run, thick + 3, run // 2):
        height, width = stretch.shape
        first, last = _ends(cv2.bitwise_and(thin[y : y + height, left : left + width], stretch), run // 2)
        x, mine = left + first, stretch[:, first:last] > 0
        if last - first < run or not _is_rule(ink, thin, mine, x, y, dpi):
            continue
        broad = np.median((mine & (ink[y : y + height, x : left + last] > 0)).sum(axis=0))
        broads.append(float(broad))
        pieces.append(through(mine, x, y, round(_STEP * dpi)))
    paths = [path for path in _joined(pieces, dpi) if path[-1][0] - path[0][0] >= _SHORTEST * dpi]
    return paths, float(np.median(broads)) if broads else 0.0


def _draw(mask: Grey, paths: list[Path], thickness: float) -> None:
    """Draw paths into a mask, with a sixteenth of a pixel's precision."""
    import numpy as np

    for path in paths:
        points = (np.array(path) * 16).round().astype(np.int32)
        vision().polylines(mask, [points], False, 255, max(1, round(thickness)), shift=4)


def _around(path: Path, thickness: float) -> tuple[slice, slice]:
    """The rows and columns of a mask that a path is drawn in."""
    more = round(thickness) + 2
    xs, ys = zip(*path, strict=True)
    return (
        slice(max(0, int(min(ys)) - more), max(0, int(max(ys)) + more + 1)),
        slice(max(0, int(min(xs)) - more), max(0, int(max(xs)) + more + 1)),
    )


def _stroke(path: Path) -> Stroke:
    """A rule as a straight line."""
    length = path[-1][0] - path[0][0]
    area = sum((x1 - x0) * (y0 + y1) / 2 for (x0, y0), (x1, y1) in pairwise(path))
    return Stroke(area / max(length, 1.0), path[0][0], path[-1][0])


def _ends(inked: Grey, least: int) -> tuple[int, int]:
    """Where a rule begins and ends: a stroke that is no longer than letters is none of it, beyond a hole."""
    import numpy as np

    columns = np.zeros(inked.shape[1] + 2, np.bool_)
    columns[1:-1] = vision().reduce(inked, 0, vision().REDUCE_MAX)[0]
    edges = np.flatnonzero(columns[1:] != columns[:-1])
    starts, ends = edges[::2], edges[1::2]
    whole = np.flatnonzero(ends - starts >= least)
    return (int(starts[whole[0]]), int(ends[whole[-1]])) if len(whole) else (0, 0)


def _is_rule(ink: Grey, thin: Grey, mine: NDArray[np.bool_], x: int, y: int, dpi: float) -> bool:
    """Whether a flat stretch of ink is whole, of one thickness, and no row of feet of letters."""
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
    # feet of letters go up into letters, where a rule is as thick as ever
    reach = np.arange(-clear, clear + 1)[:, None]
    window = ink[np.clip((first + last) // 2 + reach, 0, ink.shape[0] - 1), columns] > 0
    down = np.logical_and.accumulate(window[clear:], axis=0).sum(axis=0)
    up = np.logical_and.accumulate(window[clear::-1], axis=0).sum(axis=0)
    thickness = np.maximum(down + up - 1, 0)
    if (np.abs(thickness - np.median(thickness)) > 1.5).mean() > _UNEVEN[long]:
        return False
    rows = (np.maximum(first - clear, 0), np.minimum(last + clear, ink.shape[0] - 1))
    crossed = [float((ink[row, columns] > 0).mean()) for row in rows]
    return max(crossed) <= _CROSSED and sum(crossed) <= _CROSSED


def _joined(pieces: list[Path], dpi: float) -> list[Path]:
    """Pieces of one rule put together."""
    whole: list[Path] = []
    for piece in sorted(pieces):
        x, y = piece[0]
        for path in whole:
            end, level = path[-1]
            if abs(level - y) <= _BENT * dpi and -_BENT * dpi <= x - end <= _JOINED * dpi:
                path += [point for point in piece if point[0] > end]
                break
        else:
            whole.append(piece)
    return whole


def _alone(ink: Grey, paths: list[Path], broad: float, dpi: float) -> Grey:
    """The ink of rules, without that of strokes that go through them."""
    import numpy as np

    cv2 = vision()
    thick = max(3, round(_THICK * dpi))
    zone = np.zeros_like(ink)
    if not paths:
        return zone
    # dots under letters stand on underlines: no more goes than the rule's own thickness
    _draw(zone, paths, broad + 1.5)
    alone = np.zeros_like(ink)
    reach, far = np.ones((thick + 4, 1), np.uint8), thick + 4
    for path in paths:  # all that is near enough to go through one
        rows, columns = _around(path, broad + 1.5)
        first, last = max(0, rows.start - far), rows.stop + far
        near, part = zone[first:last, columns], ink[first:last, columns]
        rest = cv2.subtract(part, near)
        above = cv2.dilate(rest, reach, anchor=(0, thick + 3))
        below = cv2.dilate(rest, reach, anchor=(0, 0))
        own = cv2.bitwise_and(part, cv2.subtract(near, cv2.bitwise_and(above, below)))
        inner = slice(rows.start - first, rows.stop - first)
        alone[rows, columns] = own[inner]
    for path in paths:
        for spot in dots(ink, Course(path), dpi):
            alone[spot] = 0
    return alone
