"""Runs of ink along the rows of a mask, and its flat pieces.

Both are told from the few pixels that have ink; passes through all of a page take several times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.recognition.picture import vision

if TYPE_CHECKING:
    from parsers.recognition.words import Grey


def runs(mask: Grey, hole: int, least: int) -> Grey:
    """The runs of ink along rows that are no shorter than `least`, once gaps shorter than `hole` are filled.

    As closing and then opening with level lines of these lengths leave them, but for what runs off the page.
    """
    import numpy as np

    cv2 = vision()
    height, width = mask.shape
    apart = width + hole  # so that the end of a row and the beginning of the next are not one run
    places = np.flatnonzero(cv2.copyMakeBorder(mask, 0, 0, 0, hole, cv2.BORDER_CONSTANT, value=0) > 0)
    starts = places[np.diff(places, prepend=-apart) > hole]
    ends = places[np.diff(places, append=height * apart + hole) > hole] + 1
    long = ends - starts >= least
    found = np.zeros(height * apart, np.uint8)
    for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True):
        found[start:end] = 255
    return np.ascontiguousarray(found.reshape(height, apart)[:, :width])


def flat(mask: Grey, highest: int) -> Grey:
    """The connected pieces of a mask that are no higher than so many rows."""
    import numpy as np

    count, labels = vision().connectedComponents(mask, connectivity=8)
    places = np.flatnonzero(mask > 0)
    pieces, rows = labels.ravel()[places], places // mask.shape[1]
    first, last = np.full(count, len(mask)), np.zeros(count, np.int64)
    np.minimum.at(first, pieces, rows)
    np.maximum.at(last, pieces, rows)
    found = np.zeros_like(mask)
    found.ravel()[places[(last - first < highest)[pieces]]] = 255
    return found
