"""Round seals in black or grey lifted off the print under them.

A red seal is grey in a grey scan, paler than print: what is paler goes. In black and white nothing but its
shape tells a seal; its rings go where no print is near, as staff lines do in music: what crosses a ring is
thicker there than the ring (after Dalitz et al., "A comparative study of staff removal algorithms", 2008).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.recognition.picture import vision
from parsers.recognition.seals import Circle, black_seals

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey

_INK, _BLACK = 160, 40
"""Cleaned pixels below are ink, and sure to be print where no seal is."""
_REACH, _AROUND = 1.08, 1.12
"""Radii: how far the ink of a seal goes, and what is looked at."""
_RIM = (0.94, 1.06)
"""Radii between which the rim lies."""
_PRINT = 85
"""Percent of the pixels of print that are paler than its strokes."""
_PALER = 0.8
"""How dark the rim of a seal is at most, by print, to be told from it by that."""
_CORE = 0.4
"""How far between seal and print the shade lies from which a pixel is print."""
_STROKE = 0.45
"""How dark, by the rim, a pixel of a ring is at least."""
_RING, _FOOT = 0.5, 0.35
"""Share of a circle with ink in a ring, and at the edges of one."""
_INNERMOST, _BROADEST = 0.45, 0.13
"""Radii: where the innermost ring is, and how broad a ring is with what it wobbles at most."""
_CROSSED = 1.5
"""Thicknesses of a ring from which something crosses it."""
_HALF = 128
"""Of 255: a pixel of a mask."""
_KEPT = 0.02
"""Inches of a ring beside what crosses it that stay, for they may be print."""


def unsealed(grey: Grey, page: Grey, dpi: float) -> Grey | None:
    """A picture without its round seals; None where it has none.

    Args:
        grey: the picture.
        page: the same, cleaned.
        dpi: its resolution.
    """
    cv2 = vision()
    found = black_seals(cv2.compare(page, _INK, cv2.CMP_LT), dpi)
    if not found:
        return None
    grey = grey.copy()
    for seal in found:
        _lift(grey, page, seal, dpi)
    return grey


def without_rings(mask: Grey, seal: Circle, dpi: float) -> None:
    """Take the rings of a seal out of a mask of its ink, where nothing crosses them; in place."""
    import numpy as np

    x, y, radius = seal
    top, left = (max(0, int(at - _AROUND * radius)) for at in (y, x))
    part = mask[top : int(y + _AROUND * radius) + 1, left : int(x + _AROUND * radius) + 1]
    rings = _unrolled(part, Circle(x - left, y - top, radius))
    gone = _rolled(_bare_rings(rings > _HALF, radius, dpi), part.shape, (x - left, y - top))
    np.copyto(part, np.uint8(0), where=gone)


def _lift(grey: Grey, page: Grey, seal: Circle, dpi: float) -> None:
    """Make one seal paper."""
    import numpy as np

    cv2 = vision()
    x, y, radius = seal
    top, left = (max(0, int(at - _AROUND * radius)) for at in (y, x))
    part = grey[top : int(y + _AROUND * radius) + 1, left : int(x + _AROUND * radius) + 1]
    paper = int(np.percentile(part, 90))
    dark = cv2.subtract(np.full_like(part, paper), cv2.GaussianBlur(part, (3, 3), 0))
    rings = _unrolled(dark, Circle(x - left, y - top, radius))
    rim = rings[:, int(_RIM[0] * radius) : int(_RIM[1] * radius)].max(axis=1)
    shade = float(np.percentile(rim, 62))
    far = page < _BLACK
    far[top : top + part.shape[0], left : left + part.shape[1]] = False
    strokes = cv2.subtract(np.full_like(grey[far], paper), grey[far])
    if not len(strokes):
        return
    print_ = float(np.percentile(strokes, _PRINT))
    if shade < _PALER * print_:
        down, across = np.ogrid[: part.shape[0], : part.shape[1]]
        away = np.hypot(across - (x - left), down - (y - top))
        side = 5 if dpi > 250 else 3
        core = (dark > shade + _CORE * (print_ - shade)).astype(np.uint8)
        gone = (cv2.dilate(core, np.ones((side, side), np.uint8)) == 0) & (away < _REACH * radius)
    else:
        gone = _rolled(_bare_rings(rings > _STROKE * shade, radius, dpi), part.shape, (x - left, y - top))
    np.copyto(part, np.maximum(part, np.uint8(paper)), where=gone)


def _unrolled(part: Grey, seal: Circle) -> Grey:
    """A round part of a picture, a row for each turn and a column for each step away from the middle."""
    import numpy as np

    cv2 = vision()
    count = int(np.ceil(2 * np.pi * seal.radius))
    turn = ((np.arange(count) + 0.5) / count - 0.5)[:, None] * 2 * np.pi
    away = np.arange(int(_AROUND * seal.radius) + 2) + 0.5
    across, down = seal.x + np.cos(turn) * away, seal.y + np.sin(turn) * away
    rings: Grey = cv2.remap(
        part, across.astype(np.float32), down.astype(np.float32), cv2.INTER_LINEAR, borderValue=0
    )
    return rings


def _rolled(
    marked: NDArray[np.bool_], shape: tuple[int, ...], middle: tuple[float, float]
) -> NDArray[np.bool_]:
    """What is marked of an unrolled seal, and right beside it, in the picture of it."""
    import numpy as np

    cv2 = vision()
    x, y = middle
    down, across = np.ogrid[: shape[0], : shape[1]]
    turn = np.arctan2(down - y, across - x) / (2 * np.pi) + 0.5
    rows = (turn * len(marked)).astype(np.int32) % len(marked)
    steps = np.hypot(across - x, down - y).astype(np.int32).clip(max=marked.shape[1] - 1)
    found: NDArray[np.bool_] = cv2.dilate(marked[rows, steps].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return found


def _bare_rings(ink: NDArray[np.bool_], radius: float, dpi: float) -> NDArray[np.bool_]:
    """Where an unrolled seal has rings that nothing crosses nearby, and scraps of rings."""
    import numpy as np

    cv2 = vision()
    marked = np.zeros_like(ink)
    count, kept = len(ink), round(_KEPT * dpi)
    for first, last in _bands(ink.mean(axis=0), radius):
        turns, starts, ends = _runs(ink, first - kept, last + kept)
        if not len(turns):
            continue
        crossing = ends - starts > _CROSSED * np.median(ends - starts) + 1
        crossed = np.zeros((1, 3 * count), np.uint8)
        crossed[0, np.concatenate([turns[crossing] + count * lap for lap in range(3)])] = 1
        near = cv2.dilate(crossed, np.ones((1, 2 * kept + 1), np.uint8))[0, count : 2 * count]
        for turn, start, end in zip(turns, starts, ends, strict=True):
            if not near[turn]:
                marked[turn, max(0, start - 1) : end + 1] = True
        left = (ink & ~marked).astype(np.uint8)
        _, labels, measures, _ = cv2.connectedComponentsWithStats(left)
        inside = (measures[:, 0] >= first - kept) & (measures[:, 0] + measures[:, 2] <= last + kept)
        inside[0] = False
        marked |= inside[labels]
    return marked


def _bands(share: NDArray[np.float64], radius: float) -> list[tuple[int, int]]:
    """Where the rings of a seal begin and end, by the share of ink at each step away from its middle."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([False], share > _FOOT, [False])).astype(np.int8)))
    return [
        (int(first), int(last))
        for first, last in zip(edges[::2], edges[1::2], strict=True)
        if first > _INNERMOST * radius
        and last - first <= _BROADEST * radius
        and share[first:last].max() > _RING
    ]


def _runs(
    ink: NDArray[np.bool_], first: int, last: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Runs of ink away from the middle that are partly between two steps: turn, start and end of each."""
    import numpy as np

    padded = np.zeros((ink.shape[0], ink.shape[1] + 2), np.int8)
    padded[:, 1:-1] = ink
    change = np.diff(padded, axis=1)
    turns, starts = np.nonzero(change > 0)
    ends = np.nonzero(change < 0)[1]
    there = (ends > first) & (starts < last)
    return turns[there], starts[there], ends[there]
