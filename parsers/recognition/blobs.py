"""Connected pieces of ink, and what a page's letters measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.recognition.picture import vision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey


@dataclass(frozen=True, slots=True)
class Blobs:
    """The connected pieces of ink of a page, as columns; piece i has the label i, 0 is the paper."""

    labels: NDArray[np.int32]
    x0: NDArray[np.int32]
    y0: NDArray[np.int32]
    x1: NDArray[np.int32]
    y1: NDArray[np.int32]
    area: NDArray[np.int32]
    """Pixels of ink."""

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
        columns = (self.x0, self.y0, self.x1, self.y1, self.area)
        return Blobs(self.labels, *(column[chosen] for column in columns))

    def __len__(self) -> int:
        return len(self.area)


def blobs(ink: Grey) -> Blobs:
    """The pieces of a mask (ink above 0)."""
    _, labels, stats, _ = vision().connectedComponentsWithStats(ink, connectivity=8)
    x0, y0, width, height, area = stats.T.copy()
    width[0] = height[0] = area[0] = 0
    return Blobs(labels, x0, y0, x0 + width, y0 + height, area)


def x_height(pieces: Blobs, dpi: float) -> float:
    """The height of the page's small letters, in pixels: the commonest height of its pieces.

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
    counts = np.bincount(height[letters]).astype(float)
    smooth = np.convolve(counts, (0.5, 1.0, 0.5), mode="same")
    return float(np.argmax(smooth))
