"""Connected pieces of ink, and what a page's letters measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.recognition.picture import vision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey


_SPREAD = 1.12
"""How much higher the highest of letters of one height is than the lowest."""
_SHARE = 0.55
"""Ink of the small letters by that of the commonest height, which may be that of capitals."""
_NOISE = 20_000
"""Pieces on a page: print has fewer."""


@dataclass(frozen=True, slots=True)
class Blobs:
    """The connected pieces of ink of a page, as columns; piece i has the label i, 0 is the paper."""

    labels: NDArray[np.int32]
    x0: NDArray[np.int32]
    y0: NDArray[np.int32]
    x1: NDArray[np.int32]
    y1: NDArray[np.int32]

    @property
    def width(self) -> NDArray[np.int32]:
        """In pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> NDArray[np.int32]:
        """In pixels."""
        return self.y1 - self.y0

    def some(self, chosen: NDArray[np.int64]) -> Blobs:
        """Some of them, renumbered; the labels of the page stay as they are."""
        return Blobs(self.labels, *(column[chosen] for column in (self.x0, self.y0, self.x1, self.y1)))

    def __len__(self) -> int:
        return len(self.x0)


def blobs(ink: Grey, connectivity: int = 8) -> Blobs:
    """The pieces of a mask (255 where there is ink); corners hang together where `connectivity` is 8."""
    import numpy as np

    cv2 = vision()
    count, labels = cv2.connectedComponents(ink, connectivity=connectivity)
    if count > _NOISE:
        _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=connectivity)
        x, y, width, height = stats.T[:4]
        return Blobs(labels, x, y, x + width, y + height)
    # for the few pieces of print, outlines are several times as quick as these statistics
    outlines, _ = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    boxes = np.zeros((count, 4), np.int32)
    for outline in outlines:
        x, y = outline[0, 0]
        box = cv2.boundingRect(outline)
        label = labels[y, x]
        if box[2] > boxes[label, 2] or box[3] > boxes[label, 3]:
            boxes[label] = box
    x, y, width, height = boxes.T
    return Blobs(labels, x, y, x + width, y + height)


def x_height(pieces: Blobs, dpi: float) -> float:
    """The height of the page's small letters, in pixels: the smallest that is common among its pieces.

    Between 6 and 24 points large; what fits no print gives that of 13 points, which most papers are set in
    (Decree 30/2020/NĐ-CP, annex I).
    """
    import numpy as np

    usual = 0.45 * 13 / 72 * dpi
    low, high = 0.4 * 6 / 72 * dpi, 0.7 * 24 / 72 * dpi
    height, width = pieces.height, pieces.width
    letters = (height >= max(3.0, low)) & (height <= high) & (width >= 0.3 * height) & (width <= 3 * height)
    if letters.sum() < 12:
        return usual
    counts = np.cumsum(np.bincount(height[letters], weights=width[letters]))
    sizes = np.arange(1, len(counts))
    top = np.minimum((sizes * _SPREAD).astype(int) + 1, len(counts) - 1)
    alike = counts[top] - counts[sizes - 1]
    first = int(np.argmax(alike >= _SHARE * alike.max()))
    # the commonest among those as good as the smallest
    near = slice(first, int((first + 1) * _SPREAD) + 1)
    return float(sizes[near][np.argmax(np.diff(counts)[near])])
