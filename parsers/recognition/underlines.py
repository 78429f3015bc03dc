"""Underlines: the dots of letters that stand on them (`Ệ`, `Ự`), and commas, are no part of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from parsers.recognition.courses import Course

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey

_CLEAR = 0.035
"""Inches above a rule in which letters stand on it."""
_UNDER = 0.2
"""Share of an underline's length that has letters there; rules of tables have none."""
_DOT = (0.012, 0.05)
"""Inches across a dot."""
_FLAT = 0.018
"""Inches across a dot by which the underline is a pixel thicker, and no more."""
_CLEARLY = 2
"""Pixels more."""
_HIGHEST = 1.6
"""Of the clear height above a rule: dots and commas are no higher."""
_AROUND = 0.2
"""Inches of an underline around a place that tell how thick it is there."""

Spot = tuple[slice, slice]


def dots(ink: Grey, course: Course, dpi: float) -> Iterator[Spot]:
    """The rows and columns of the dots that stand on a rule, if letters stand above it.

    Args:
        ink: mask, 255 where there is ink.
        course: the rule.
        dpi: the resolution of the mask.
    """
    import numpy as np

    clear = max(2, round(_CLEAR * dpi))
    if course.share(ink, 0, -clear) < _UNDER:
        return
    columns = np.arange(max(0, round(course.start)), min(ink.shape[1], round(course.end)))
    rows = course.rows(columns)
    reach = np.arange(-2 * clear, clear + 1)[:, None]
    window = ink[np.clip(rows + reach, 0, ink.shape[0] - 1), columns] > 0
    up = np.logical_and.accumulate(window[2 * clear :: -1], axis=0).sum(axis=0)
    down = np.logical_and.accumulate(window[2 * clear :], axis=0).sum(axis=0)
    beside = round(_AROUND * dpi)
    usual_up, usual_down = _usual(up, beside), _usual(down, beside)
    more = up + down - _usual(up + down, beside)
    edges = np.flatnonzero(np.diff(np.r_[0, (more >= 1).astype(np.int8), 0]))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        least = _DOT[0] if more[first:last].max() >= _CLEARLY else _FLAT
        # a letter that stands on the rule is no dot: it goes on up
        if least * dpi <= last - first <= _DOT[1] * dpi and np.median(up[first:last]) <= _HIGHEST * clear:
            level = int(rows[first:last].mean())
            # what stands on the rule and does not go through it is a full stop
            through = (down - usual_down)[first:last].max() >= 1
            bottom = level + clear if through else level - int(usual_up[first])
            yield (
                slice(max(0, level - clear), max(0, bottom + 1)),
                slice(int(columns[first]), int(columns[last - 1]) + 1),
            )


def _usual(thick: NDArray[np.int64], beside: int) -> NDArray[np.float64]:
    """How thick an underline is around each place."""
    import numpy as np

    around = np.lib.stride_tricks.sliding_window_view(np.pad(thick, beside, "edge"), 2 * beside + 1)
    usual: NDArray[np.float64] = np.median(around, axis=1)
    return usual
