"""What text lines do not cross: the rules of a page, and the cells between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from parsers.recognition.blobs import blobs
from parsers.recognition.picture import vision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.rules import Ruled
    from parsers.recognition.words import Grey

_MEET = 0.06
"""Inches that rules end before they meet others at most."""
_BEYOND = 0.2
"""Inches that they end behind others at most."""
_NARROW = 0.6
"""Of the page's width: a cell is no wider if its lines are one column."""


class Barriers:
    """The rules of a page, as a mask of half its size."""

    def __init__(self, rules: Ruled, shape: tuple[int, ...], dpi: float) -> None:
        """Draw them.

        Args:
            rules: the rules of the page.
            shape: height and width of the mask.
            dpi: its resolution.
        """
        import numpy as np

        cv2 = vision()
        across: list[NDArray[np.float64]] = []
        down: list[NDArray[np.float64]] = []
        for path in rules.paths:
            points = np.array(path) / 2
            (across if np.ptp(points[:, 0]) > np.ptp(points[:, 1]) else down).append(points)
        ended = (
            _met(_met(path, others, dpi)[::-1], others, dpi)
            for own, others in ((across, _drawn(down, shape)), (down, _drawn(across, shape)))
            for path in own
        )
        self.mask: Grey = _drawn(ended, shape)
        """255 on a rule."""
        self._walls = np.cumsum(self.mask > 0, axis=1, dtype=np.int32)
        free = blobs(cv2.bitwise_not(self.mask), connectivity=4)
        self.cells: NDArray[np.int32] = free.labels
        """By place, the number of the area that rules enclose; 0 on a rule."""
        corners = {int(free.labels[y, x]) for y in (0, -1) for x in (0, -1)}
        self._outside = corners | {0}
        self._narrow = free.width < _NARROW * shape[1]
        self._narrow[list(self._outside)] = False

    def cell(self, x: float, y: float) -> int | None:
        """The number of the cell at a place, in pixels of the mask; none outside all tables."""
        row, column = (
            min(max(round(at), 0), size - 1) for at, size in zip((y, x), self.cells.shape, strict=True)
        )
        label = int(self.cells[row, column])
        return None if label in self._outside else label

    def hold(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each place, in pixels of the page, is in a table, or on a rule."""
        import numpy as np

        row, column = (
            np.clip(at / 2, 0, size - 1).astype(int)
            for at, size in zip((y, x), self.cells.shape, strict=True)
        )
        held: NDArray[np.bool_] = ~np.isin(self.cells[row, column], list(self._outside - {0}))
        return held

    def columns(self) -> NDArray[np.bool_]:
        """Mask of the cells that hold one column of text."""
        found: NDArray[np.bool_] = self._narrow[self.cells]
        return found

    def is_column(self, x: float, y: float) -> bool:
        """Whether a place is in a cell that holds one column of text."""
        cell = self.cell(x, y)
        return cell is not None and bool(self._narrow[cell])

    def part(
        self, x: NDArray[np.float64], y: NDArray[np.float64], to: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Whether one stands between each place and another in the same row, in pixels of the page."""
        import numpy as np

        row = np.clip(y / 2, 0, self.mask.shape[0] - 1).astype(int)
        here, there = (np.clip(at / 2, 0, self.mask.shape[1] - 1).astype(int) for at in (x, to))
        parted: NDArray[np.bool_] = self._walls[row, here] != self._walls[row, there]
        return parted

    def between(self, y: int, x0: int, x1: int) -> bool:
        """Whether one stands between two places of a row."""
        return bool(
            self.mask[min(max(y, 0), self.mask.shape[0] - 1), max(0, min(x0, x1)) : max(x0, x1)].any()
        )


def _drawn(paths: Iterable[NDArray[np.float64]], shape: tuple[int, ...]) -> Grey:
    """Mask of the places that paths run through."""
    import numpy as np

    mask: Grey = np.zeros(shape, np.uint8)
    for path in paths:
        vision().polylines(mask, [path.round().astype(np.int32)], False, 255, 2)
    return mask


def _met(path: NDArray[np.float64], others: Grey, dpi: float) -> NDArray[np.float64]:
    """A path that ends where it meets another rule, or a little further on where it meets none.

    What goes on beyond is a stroke of a letter that stands in line with it.
    """
    import numpy as np

    step = path[-1] - path[-2]
    step = step / max(1e-6, float(np.hypot(*step)))
    for off in sorted(range(-round(_BEYOND * dpi), round(_MEET * dpi) + 1), key=abs):
        x, y = (path[-1] + off * step).round().astype(int)
        if 0 <= y < others.shape[0] and 0 <= x < others.shape[1] and others[y, x]:
            break
    else:
        off = round(_MEET * dpi)
    end = path[-1] + off * step
    inner = path[(path - end) @ step < 0]
    return np.vstack([inner, end]) if len(inner) else path
