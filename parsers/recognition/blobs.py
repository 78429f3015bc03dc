"""Connected pieces of ink, and what a page's letters measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.recognition.picture import vision
from parsers.recognition.runs import Runs, runs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey


_SPREAD = 1.12
"""How much higher the highest of letters of one height is than the lowest."""
_SHARE = 0.55
"""Ink of the small letters by that of the commonest height, which may be that of capitals."""

_BY_CAPITALS, _SOME = (0.63, 0.75), 0.25
"""Heights of small letters by that of capitals and figures, and their ink where those are commonest."""
_SMALLEST = 10
"""Points: type of a paper is hardly smaller; what is lower on a worn page is what is left of letters."""


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

    def cut(self, which: NDArray[np.int64], rows: NDArray[np.int64]) -> Blobs:
        """Some pieces cut across, each at a row inside it; what was below it is a new piece at the end.

        Changes `labels` in place.
        """
        import numpy as np

        columns = [column.copy() for column in (self.x0, self.y0, self.x1, self.y1)]
        added: list[tuple[int, int, int, int]] = []
        for piece, row in zip(which.tolist(), rows.tolist(), strict=True):
            x0, y0, x1, y1 = (int(column[piece]) for column in columns)
            box = self.labels[y0:y1, x0:x1]
            low = box == piece
            low[: row - y0] = False
            box[low] = len(self) + len(added)
            for part, mask in ((piece, box == piece), (None, low)):
                down, across = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
                bounds = x0 + across[0], y0 + down[0], x0 + across[-1] + 1, y0 + down[-1] + 1
                if part is None:
                    added.append(bounds)
                else:
                    for column, bound in zip(columns, bounds, strict=True):
                        column[part] = bound
        more = np.array(added, np.int32).reshape(-1, 4).T
        return Blobs(self.labels, *(np.r_[column, new] for column, new in zip(columns, more, strict=True)))

    def __len__(self) -> int:
        return len(self.x0)


def blobs(ink: Grey, connectivity: int = 8) -> Blobs:
    """The pieces of a mask (255 where there is ink); corners hang together where `connectivity` is 8."""
    count, labels = vision().connectedComponents(ink, connectivity=connectivity)
    return _measured(labels, count, runs(ink))


def flat(ink: Grey, highest: int) -> Grey:
    """The pieces of a mask that are no higher than so many pixels."""

    count, labels = vision().connectedComponents(ink, connectivity=8)
    own = runs(ink)
    low = _measured(labels, count, own).height <= highest
    height, width = ink.shape
    return own.some(low[labels[own.row, own.start]]).drawn((height, width))


def _measured(labels: NDArray[np.int32], count: int, own: Runs) -> Blobs:
    """Pieces by their labels, measured by their runs, which are far fewer than their pixels."""
    import numpy as np

    piece = labels[own.row, own.start]
    low, high = np.full((2, count), np.iinfo(np.int32).max, np.int32), np.zeros((2, count), np.int32)
    for at, places in enumerate((own.start, own.row)):
        np.minimum.at(low[at], piece, places.astype(np.int32))
    for at, places in enumerate((own.end, own.row + 1)):
        np.maximum.at(high[at], piece, places.astype(np.int32))
    low[:, 0] = 0
    return Blobs(labels, *low, *high)


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
    size = _commonest(counts, first)
    least, most = (round(share * size) for share in _BY_CAPITALS)
    small = alike[max(least, round(_SMALLEST / 13 * usual)) - 1 : most]
    if small.max(initial=0) >= _SOME * alike[size - 1]:
        size = _commonest(counts, most - len(small) + int(np.argmax(small)))
    return float(size)


def _commonest(counts: NDArray[np.signedinteger], first: int) -> int:
    """The commonest height among those as good as the one after `first`, by the ink of all that are lower."""
    import numpy as np

    near = slice(first, int((first + 1) * _SPREAD) + 1)
    return first + 1 + int(np.argmax(np.diff(counts)[near]))
