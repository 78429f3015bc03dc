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


def long_runs(mask: Grey, hole: int, least: int) -> tuple[NDArray[np.int64], Grey]:
    """The rows of a mask with long runs, gaps shorter than `hole` filled, and these runs.

    A closing and an opening in one dimension, with eight rows in a byte and windows that double.

    Args:
        least: pixels of a long run at least.

    Returns:
        the rows, and a mask of no more than them.
    """
    import numpy as np

    height, width = mask.shape
    if width < least:
        return np.zeros(0, np.int64), np.zeros((0, width), np.uint8)
    bits = np.zeros((width + hole, (height + 7) // 8), np.uint8)
    bits[:width] = np.packbits(vision().transpose(mask), axis=1)
    for size, back in ((hole, True), (hole, False), (least, False), (least, True)):
        done = 1
        while done < size:
            step = min(done, size - done)
            if back:
                bits[step:] |= bits[:-step]
            else:
                bits[:-step] &= bits[step:]
                bits[-step:] = 0
            done += step
    rows = np.flatnonzero(np.unpackbits(np.bitwise_or.reduce(bits, axis=0), count=height))
    some = np.unpackbits(bits[:width], axis=1, count=height)
    return rows, vision().transpose(some)[rows] * np.uint8(255)
