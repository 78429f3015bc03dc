"""A sheet photographed aslant: its four corners, and the picture as if taken from straight above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from parsers.recognition.picture import reduced, vision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey

    Corners = NDArray[np.float64]
    """Shape (4, 2), x and y: top left, top right, bottom right, bottom left."""

_SMALL = 480
"""Pixels of the longer side of the picture that the sheet is looked for in."""
_STROKES = 9
"""Pixels of the small picture: print is narrower, and paper shows beside it."""
_STEPS = (2, 4, 7)
"""Grey levels from pixel to pixel: light on paper changes by less, at its edge by more."""
_SEEDS = (0.3, 0.5, 0.7)
"""Shares of width and height where paper is looked for first."""
_LEAST, _MOST = 0.25, 0.97
"""Shares of the picture that a sheet covers. One that fills it has no edges to be seen."""
_FILLED = 0.94
"""Share of the quadrangle that is paper: less is another shape."""
_CORNER = (55.0, 125.0)
"""Degrees of a corner of a sheet that is held before a camera."""
_SQUARE = 1.0
"""Degrees that a corner is off: less is left to levelling and to the straightening of each line."""
_A4 = 2**0.5
_NEAR_A4 = 0.25
"""By how much of itself the ratio of the sides may differ for the sheet to be taken for A4."""
_EDGE = 0.004
"""Share of the sheet that is left out along its edges, where its side and shadow are seen."""


class Straightened(NamedTuple):
    """A picture of a sheet as if taken from straight above, as large as the picture was."""

    picture: NDArray[np.uint8]
    back: NDArray[np.float64]
    """Shape (3, 3): from its pixels to those of the picture as it was taken, homogeneous."""
    short: float
    """The shorter side of the sheet, in pixels."""


def straightened(picture: NDArray[np.uint8]) -> Straightened | None:
    """The sheet as seen from straight above; None where no sheet lies before a ground, or it lies flat.

    Args:
        picture: shape (height, width) or (height, width, 3).
    """
    import numpy as np

    cv2 = vision()
    corners = sheet(picture)
    if corners is None or _off_square(corners) < _SQUARE:
        return None
    height, width = picture.shape[:2]
    across, down = _sides(corners)
    fit = min(1.0, width / across, height / down)
    across, down = across * fit, down * fit
    left, top = (width - across) / 2, (height - down) / 2
    flat = np.array(
        ((left, top), (left + across, top), (left + across, top + down), (left, top + down)), np.float32
    )
    back = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    edge = _EDGE * min(across, down)
    x0, y0 = (max(0, round(start + edge)) for start in (left, top))
    x1, y1 = round(left + across - edge), round(top + down - edge)
    seen = seen_through(picture, back, (x0, y0, x1 - x0, y1 - y0))
    around = (y0, height - y1, x0, width - x1)
    paper = np.atleast_1d(np.median(seen[::8, ::8], axis=(0, 1))).astype(int).tolist()
    clean = cv2.copyMakeBorder(seen, *around, cv2.BORDER_CONSTANT, value=paper)
    return Straightened(clean, back, float(min(across, down)))


def seen_through(
    picture: NDArray[np.uint8], back: NDArray[np.float64], part: tuple[int, int, int, int] | None = None
) -> NDArray[np.uint8]:
    """A picture whose pixels are those of another: `back` leads to them, homogeneous.

    Args:
        picture: shape (height, width) or (height, width, 3).
        back: shape (3, 3).
        part: left, top, width and height of what of it is asked for; otherwise it is as large as the other.
    """
    import numpy as np

    cv2 = vision()
    x, y, *size = part or (0, 0, *picture.shape[1::-1])
    shifted = back @ np.array(((1, 0, x), (0, 1, y), (0, 0, 1)))
    seen: NDArray[np.uint8] = cv2.warpPerspective(
        picture, shifted, size, flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    return seen


def sheet(picture: NDArray[np.uint8]) -> Corners | None:
    """The corners of the sheet that a picture shows whole before a ground; None where none is to be seen."""
    import numpy as np

    cv2 = vision()
    height, width = picture.shape[:2]
    scale = _SMALL / max(height, width)
    if scale >= 1 or min(height, width) * scale < _SMALL / 4:
        return None
    # from less than twice the size, as halves are quick
    half, factor = reduced(picture, max(height, width), 2 * _SMALL)
    small = cv2.resize(half, None, fx=scale * factor, fy=scale * factor, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_STROKES, _STROKES))), 5)
    best: Corners | None = None
    largest = 0.0
    cut: list[Grey] = []  # areas that go on beyond the picture, as any wider one does that has them in it
    for step in _STEPS:
        for mask in _areas(paper, step, cut):
            if not _is_before_ground(mask):
                cut.append(mask)
                continue
            found = _quadrangle(mask)
            if found is not None and found[1] > largest:
                best, largest = found
    return None if best is None else best / scale


def _areas(paper: NDArray[np.uint8], step: int, apart: Sequence[Grey]) -> list[Grey]:
    """Where the light changes by no more than so much from pixel to pixel, round each of the seeds.

    Areas round those that lie in others, which are known, are left out.
    """
    import numpy as np

    cv2 = vision()
    height, width = paper.shape[:2]
    found: list[Grey] = []
    for y in _SEEDS:
        for x in _SEEDS:
            seed = round(x * width), round(y * height)
            if any(mask[seed[1], seed[0]] for mask in (*apart, *found)):
                continue
            mask = np.zeros((height + 2, width + 2), np.uint8)
            flags = 4 | cv2.FLOODFILL_MASK_ONLY | (255 << 8)
            area, *_ = cv2.floodFill(paper, mask, seed, 0, (step,) * 3, (step,) * 3, flags)
            if area >= _LEAST * height * width:
                found.append(mask[1:-1, 1:-1])
    return found


def _quadrangle(mask: Grey) -> tuple[Corners, float] | None:
    """The four corners of an area that has as many, and its size."""
    import numpy as np

    cv2 = vision()
    height, width = mask.shape
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hull = cv2.convexHull(max(outlines, key=cv2.contourArea))
    size = float(cv2.contourArea(hull))
    if not _LEAST * height * width <= size <= _MOST * height * width:
        return None
    four = cv2.approxPolyN(hull, 4, ensure_convex=True).reshape(-1, 2).astype(np.float64)
    filled = float(np.count_nonzero(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 15)))))
    if len(four) != 4 or filled < _FILLED * float(cv2.contourArea(four.astype(np.float32))):
        return None
    corners = _in_order(four)
    low, high = _CORNER
    if not all(low <= angle <= high for angle in _angles(corners)):
        return None
    return corners, size


def _is_before_ground(mask: Grey) -> bool:
    """Whether a sheet is cut off by the picture's edge nowhere but for a little."""
    import numpy as np

    edges = (mask[0], mask[-1], mask[:, 0], mask[:, -1])
    return all(np.count_nonzero(edge) <= 0.1 * len(edge) for edge in edges)


def _in_order(four: Corners) -> Corners:
    import numpy as np

    middle = four.mean(axis=0)
    angles = np.arctan2(four[:, 1] - middle[1], four[:, 0] - middle[0])
    ordered = four[np.argsort(angles)]  # clockwise, as y grows downwards
    return np.roll(ordered, -int(np.argmin(ordered.sum(axis=1))), axis=0)


def _angles(corners: Corners) -> list[float]:
    """Degrees of the four corners."""
    import numpy as np

    before, after = np.roll(corners, 1, axis=0) - corners, np.roll(corners, -1, axis=0) - corners
    cosines = (before * after).sum(axis=1) / (np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1))
    return [float(angle) for angle in np.degrees(np.arccos(np.clip(cosines, -1, 1)))]


def _off_square(corners: Corners) -> float:
    return max(abs(angle - 90) for angle in _angles(corners))


def _sides(corners: Corners) -> tuple[float, float]:
    """Width and height of the sheet, in pixels; those of A4 where it may be A4."""
    import numpy as np

    top, right, bottom, left = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    across, down = float(top + bottom) / 2, float(left + right) / 2
    for ratio in (_A4, 1 / _A4):
        if abs(down / across / ratio - 1) < _NEAR_A4:
            size = across * down
            return (size / ratio) ** 0.5, (size * ratio) ** 0.5
    return across, down
