"""What text lines do not cross: the rules of a page, and the cells between them."""

from __future__ import annotations

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
        self.mask: Grey = np.zeros(shape, np.uint8)
        """255 on a rule."""
        for path in rules.paths:
            points = np.array(_longer(np.array(path) / 2, _MEET * dpi)).round().astype(np.int32)
            cv2.polylines(self.mask, [points], False, 255, 2)
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

    def columns(self) -> NDArray[np.bool_]:
        """Mask of the cells that hold one column of text."""
        found: NDArray[np.bool_] = self._narrow[self.cells]
        return found

    def is_column(self, x: float, y: float) -> bool:
        """Whether a place is in a cell that holds one column of text."""
        cell = self.cell(x, y)
        return cell is not None and bool(self._narrow[cell])

    def between(self, y: int, x0: int, x1: int) -> bool:
        """Whether one stands between two places of a row."""
        return bool(
            self.mask[min(max(y, 0), self.mask.shape[0] - 1), max(0, min(x0, x1)) : max(x0, x1)].any()
        )


def _longer(path: NDArray[np.float64], more: float) -> NDArray[np.float64]:
    """A path that goes on straight at both ends."""
    import numpy as np

    start, end = path[0] - path[1], path[-1] - path[-2]
    start, end = (step / max(1e-6, float(np.hypot(*step))) for step in (start, end))
    return np.vstack([path[0] + more * start, path, path[-1] + more * end])
