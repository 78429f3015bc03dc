"""Ink as runs along the rows of a mask: there are far fewer of them than pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parsers.recognition.picture import vision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey


class Runs(NamedTuple):
    """Runs of ink, as columns, row by row and from left to right."""

    row: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    """The place after the last that has ink."""

    def some(self, chosen: NDArray[np.bool_]) -> Runs:
        """Some of them."""
        return Runs(self.row[chosen], self.start[chosen], self.end[chosen])

    def joined(self, hole: int) -> Runs:
        """The same with gaps shorter than `hole` filled."""
        import numpy as np

        apart = (np.diff(self.row) > 0) | (self.start[1:] - self.end[:-1] >= hole)
        ends = np.concatenate((apart, [True]))[: len(self.row)]
        starts = np.concatenate(([True], apart))[: len(self.row)]
        return Runs(self.row[starts], self.start[starts], self.end[ends])

    def drawn(self, shape: tuple[int, int]) -> Grey:
        """They as a mask, 255 where there is ink."""
        import numpy as np

        height, width = shape
        long = self.end - self.start
        before = np.cumsum(long) - long
        places = np.repeat(self.row * width + self.start - before, long) + np.arange(long.sum())
        mask = np.zeros(height * width, np.uint8)
        mask[places] = 255
        return mask.reshape(shape)


def runs(mask: Grey) -> Runs:
    """The runs of a mask, of what is not 0."""
    import numpy as np

    height, width = mask.shape
    row = width + 1  # a blank at the end of each keeps its last run from going on in the next row
    dark = np.zeros((height, row), np.bool_)
    np.greater(mask, 0, out=dark[:, :width])
    line = dark.ravel()
    edges = _set_places(line[1:] != line[:-1]) + 1
    starts, ends = (edges[1::2], edges[::2]) if line[0] else (edges[::2], edges[1::2])
    if line[0]:
        starts = np.concatenate(([0], starts))
    rows = starts // row
    return Runs(rows, starts - rows * row, ends - rows * row)


def _set_places(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The places that are set in a mask of one dimension that has few: eight are looked at together."""
    import numpy as np

    whole = len(mask) // 8 * 8
    words = np.flatnonzero(mask[:whole].view(np.uint64) != 0)
    inside = np.flatnonzero(mask[:whole].reshape(-1, 8)[words])
    found: NDArray[np.int64] = words[inside >> 3] * 8 + (inside & 7)
    return np.concatenate((found, whole + np.flatnonzero(mask[whole:])))


def have_long(mask: Grey, hole: int, least: int) -> NDArray[np.bool_]:
    """By row of a mask, whether it has a run of so many pixels at least, gaps shorter than `hole` filled.

    A closing and an erosion in one dimension, with eight rows in a byte and windows that double.
    """
    import numpy as np

    columns = vision().transpose(mask)
    bits = np.zeros((mask.shape[1] + hole, (mask.shape[0] + 7) // 8), np.uint8)
    bits[: mask.shape[1]] = np.packbits(columns, axis=1)
    for size, back in ((hole, True), (hole, False), (least, False)):
        done = 1
        while done < min(size, len(bits)):
            step = min(done, size - done)
            if back:
                bits[step:] |= bits[:-step]
            else:
                bits[:-step] &= bits[step:]
                bits[-step:] = 0
            done += step
    some: NDArray[np.bool_] = np.unpackbits(np.bitwise_or.reduce(bits, axis=0), count=len(mask)) > 0
    return some if mask.shape[1] >= least else np.zeros(len(mask), np.bool_)
