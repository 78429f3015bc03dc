"""Text lines: which pieces of a page's ink stand on which line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.recognition.marks import NOBODY, SHARED, give_marks
from parsers.recognition.orphans import adopted
from parsers.recognition.ridges import Ridges
from parsers.recognition.tails import touching

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.barriers import Barriers
    from parsers.recognition.blobs import Blobs

_BODY = 0.55
"""Heights of small letters: lower pieces are marks, points and dashes."""
_PICTURE = 6.0
"""Heights of small letters: what is higher is no letter, nor two lines that touch."""
_SPECK = 0.16
"""Heights of small letters: dust is no larger, and points are no smaller."""
_MOST = 12_000
"""Pieces that are looked at; a full page of small print has fewer."""
_THICK, _FULL = 1.8, 0.68
"""Heights of small letters across, and share of ink: such are the holes of a punch, and blots."""
_MOST_SOLID = 500
"""Pieces that are looked at for that."""
_TORN, _STEP = 0.25, 0.4
"""Heights of small letters between the letters of a word at most, and between the levels of two ridges of
one line."""
_SLOPING = 4.0
"""Heights of small letters between the middles of two ridges of one line at most."""
_SLOPES, _BENDS = 8.0, 24.0
"""Heights of small letters, from which a line is long enough to show a slope, and a bend."""
_FEW = 8
"""Letters that tell so much at least."""
_OFF = 0.3
"""Heights of small letters: the feet of letters that stand on the baseline are no further off it."""
_CAPITAL = 0.68
"""Height of small letters by that of capitals, in Times."""
_SAME, _HEADING = 0.12, 6
"""Share of the body's size by which a heading in capitals is larger or smaller at most, and its pieces."""


@dataclass(frozen=True, slots=True)
class TextLines:
    """The lines of a page: line i, from 1, runs along ridge i - 1."""

    pieces: Blobs
    """The ink, parted where a letter touches a mark of the line below."""
    ridges: Ridges
    owner: NDArray[np.int32]
    """By piece of ink, the line that it stands on, `SHARED` or `NOBODY`."""
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    above: NDArray[np.float64]
    """How far its ink reaches above the ridge, in pixels; nothing for a line without ink."""
    below: NDArray[np.float64]
    letter: NDArray[np.float64]
    """The height of its small letters; 0 for a line that has no letters."""
    low: NDArray[np.float64]
    """The height of its lower letters: small ones, or capitals where it has only such."""
    base: NDArray[np.float64]
    """How far its baseline lies below the ridge."""


def text_lines(pieces: Blobs, ridges: Ridges, barriers: Barriers, letter: float) -> TextLines:
    """Give every piece of ink to the line that it stands on.

    Args:
        pieces: the page's ink without its rules.
        ridges: the middles of its lines, in the same pixels.
        barriers: what no line crosses.
        letter: the height of its small letters.
    """
    import numpy as np

    owner = np.full(len(pieces), NOBODY, np.int32)
    chosen = _chosen(pieces, letter)
    if len(ridges) and len(chosen):
        some = pieces.some(chosen)
        middles = ridges.at((some.x0 + some.x1) / 2)
        own = _bodies(some, ridges, middles, barriers, letter)
        ridges = adopted(some, own, ridges, barriers, letter)
        middles = ridges.at((some.x0 + some.x1) / 2)
        _join_torn(some, own, ridges, letter)
        ridges = _followed(some, own, ridges, middles, letter)
        middles = ridges.at((some.x0 + some.x1) / 2)
        low, size, base = _set(some, own, middles, letter)
        long, ends, lower = touching(some, own, ridges, size, middles + base)
        if len(long):
            whole = len(pieces)
            pieces = pieces.cut(chosen[long], ends)
            chosen = np.r_[chosen, whole : len(pieces)]
            some, own = pieces.some(chosen), np.r_[own, lower.astype(np.int32)]
            owner = np.full(len(pieces), NOBODY, np.int32)
            middles = ridges.at((some.x0 + some.x1) / 2)
        give_marks(some, own, ridges, size, middles + base, barriers, letter)
        owner[chosen] = own
    else:
        low = size = base = np.zeros(len(ridges))
    left, right, above, below = np.zeros((4, len(ridges)))
    return _measured(TextLines(pieces, ridges, owner, left, right, above, below, size, low, base))


def _chosen(pieces: Blobs, letter: float) -> NDArray[np.int64]:
    """The pieces that can be letters or marks; of noise, the largest."""
    import numpy as np

    long = np.maximum(pieces.width, pieces.height)
    chosen = np.flatnonzero((pieces.height <= _PICTURE * letter) & (long > _SPECK * letter))
    if len(chosen) > _MOST:
        size = pieces.width[chosen] * pieces.height[chosen]
        chosen = np.sort(chosen[np.argpartition(-size, _MOST)[:_MOST]])
    thick = np.minimum(pieces.width, pieces.height)[chosen] > _THICK * letter
    solid = [piece for piece in chosen[thick][:_MOST_SOLID] if _filled(pieces, int(piece)) > _FULL]
    return np.setdiff1d(chosen, solid)


def _filled(pieces: Blobs, piece: int) -> float:
    """Share of the box around a piece that its ink fills."""
    rows, columns = (
        slice(pieces.y0[piece], pieces.y1[piece]),
        slice(pieces.x0[piece], pieces.x1[piece]),
    )
    return float((pieces.labels[rows, columns] == piece).mean())


def _bodies(
    pieces: Blobs, ridges: Ridges, middles: NDArray[np.float64], barriers: Barriers, letter: float
) -> NDArray[np.int32]:
    """The line of every piece that a ridge runs through; the rest belongs to nobody yet."""
    import numpy as np

    x = (pieces.x0 + pieces.x1) / 2
    near = (x[:, None] >= ridges.start - letter) & (x[:, None] <= ridges.end + letter)
    on = near & (pieces.y0[:, None] <= middles) & (middles <= pieces.y1[:, None])
    on[pieces.height < _BODY * letter] = False
    some, ridge = np.nonzero(on)
    at = x[some]
    on[some, ridge] = ~barriers.part(
        at, middles[some, ridge], np.clip(at, ridges.start[ridge], ridges.end[ridge])
    )
    _take_ghosts(pieces, on, letter)
    crossed = on.sum(axis=1)
    owner = np.where(crossed == 1, on.argmax(axis=1) + 1, np.where(crossed > 1, SHARED, NOBODY))
    return owner.astype(np.int32)


def _take_ghosts(pieces: Blobs, on: NDArray[np.bool_], letter: float) -> None:
    """Take out ridges that run through pieces of which most lie on a stronger ridge, too.

    Tall letters have a ridge of their own through their heads, or their marks.
    """
    import numpy as np

    weight = pieces.width.astype(np.float64)
    strength = (on * weight[:, None]).sum(axis=0)
    single = pieces.height < 2.4 * letter
    crossed = on.sum(axis=1)
    for ridge in np.argsort(strength):
        mine = on[:, ridge]
        shared = mine & (crossed > 1) & single
        if weight[shared].sum() > 0.5 * strength[ridge]:
            crossed -= mine
            on[:, ridge] = False


def _join_torn(pieces: Blobs, owner: NDArray[np.int32], ridges: Ridges, letter: float) -> None:
    """Make one line of two on one level that meet within a word, or run through one another.

    Changes `owner` in place; the longer one's ridge keeps both.
    """
    import numpy as np

    mine = np.flatnonzero(owner > 0)
    line = owner[mine] - 1
    left, right = np.full(len(ridges), np.inf), np.full(len(ridges), -np.inf)
    np.minimum.at(left, line, pieces.x0[mine])
    np.maximum.at(right, line, pieces.x1[mine])
    middle = ridges.curves[:, 0]
    order = np.argsort(left - right, kind="stable")
    for place, one in enumerate(order.tolist()):
        others = order[place + 1 :]
        others = others[np.abs(middle[others] - middle[one]) <= _SLOPING * letter]
        low, high = np.maximum(left[one], left[others]), np.minimum(right[one], right[others])
        meet = low - high <= _TORN * letter
        others, x = others[meet], (low[meet] + high[meet]) / 2
        if not len(others):
            continue
        steps = np.abs(ridges.along(one, x) - np.diagonal(ridges.some(others).at(x)))
        for other in others[steps <= _STEP * letter].tolist():
            owner[owner == other + 1] = one + 1
            left[one], right[one] = min(left[one], left[other]), max(right[one], right[other])
            left[other], right[other] = np.inf, -np.inf


def _followed(
    pieces: Blobs, owner: NDArray[np.int32], ridges: Ridges, middles: NDArray[np.float64], letter: float
) -> Ridges:
    """Ridges that run along with the feet of their letters, which tell slope and bend best.

    Capitals, marks and long letters move a ridge up and down; most letters stand on the baseline.
    """
    import numpy as np

    curves = ridges.curves.copy()
    curves[:, 1:] = 0.0
    curves[:, 0] += ridges.curves[:, 2] / 3
    order, bounds = _by_line(owner, len(ridges))
    for line in range(len(ridges)):
        letters = order[bounds[line] : bounds[line + 1]]
        long = ridges.end[line] - ridges.start[line]
        if len(letters) < _FEW or long < _SLOPES * letter:
            continue
        half = long / 2
        t = ((pieces.x0[letters] + pieces.x1[letters]) / 2 - ridges.start[line]) / half - 1
        feet = pieces.y1[letters].astype(np.float64)
        off = feet - middles[letters, line]
        off -= np.median(off)
        terms = 3 if long > _BENDS * letter else 2
        for _ in range(3):
            kept = np.abs(off) <= _OFF * letter
            if kept.sum() < _FEW:
                break
            powers = np.vander(t, terms, increasing=True)
            fit = np.linalg.lstsq(powers[kept], feet[kept])[0]
            off = feet - powers @ fit
        if kept.sum() >= max(_FEW, 0.5 * len(letters)):
            middle = np.median(feet - middles[letters, line])
            curves[line] = 0.0
            curves[line, :terms] = fit
            curves[line, 0] -= middle
    return Ridges(ridges.start, ridges.end, curves)


def _by_line(owner: NDArray[np.int32], count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pieces sorted by their line, and where each line begins among them."""
    import numpy as np

    mine = np.flatnonzero(owner > 0)
    mine = mine[np.argsort(owner[mine], kind="stable")]
    return mine, np.searchsorted(owner[mine], np.arange(1, count + 2))


def _set(
    pieces: Blobs, owner: NDArray[np.int32], middles: NDArray[np.float64], letter: float
) -> NDArray[np.float64]:
    """By line, the heights of its lower letters and of small letters, and how far its baseline is below."""
    import numpy as np

    mine, bounds = _by_line(owner, middles.shape[1])
    line, number = owner[mine] - 1, np.diff(bounds)
    some = np.flatnonzero(number)
    first, number = bounds[some], number[some]

    def of_each(values: NDArray[np.float64], share: float) -> NDArray[np.float64]:
        """That value of each line's letters below which such a share of them is."""
        ordered = values[np.lexsort((values, line))]
        place = first + share * (number - 1)
        below = place.astype(np.int64)
        above = np.minimum(below + 1, first + number - 1)
        found: NDArray[np.float64] = ordered[below] + (ordered[above] - ordered[below]) * (place - below)
        return found

    base = of_each(pieces.y1[mine] - middles[mine, line], 0.5)
    height = pieces.height[mine].astype(np.float64)
    low, high = of_each(height, 0.25), of_each(height, 0.75)
    large = (low > 1.2 * letter) | ((low > letter) & (number >= _FEW))  # capitals of small type
    # marks make many capitals of some headings high
    alike = (number >= _HEADING) & (np.abs(low * _CAPITAL - letter) <= _SAME * letter)
    capitals = large & ((low > 0.85 * high) | alike)
    measures = np.zeros((3, middles.shape[1]))
    measures[:, some] = low, np.where(capitals, low * _CAPITAL, low), base
    return measures


def _measured(lines: TextLines) -> TextLines:
    """Put in how far the ink of each line reaches."""
    import numpy as np

    pieces = lines.pieces
    mine = np.flatnonzero(lines.owner > 0)
    line = lines.owner[mine] - 1
    x = (pieces.x0[mine] + pieces.x1[mine]) / 2
    middle = lines.ridges.at(x)[np.arange(len(mine)), line]
    lines.left[:], lines.right[:] = np.inf, -np.inf
    np.minimum.at(lines.left, line, pieces.x0[mine])
    np.maximum.at(lines.right, line, pieces.x1[mine])
    np.maximum.at(lines.above, line, middle - pieces.y0[mine])
    np.maximum.at(lines.below, line, pieces.y1[mine] - middle)
    return lines


def uprightness(lines: TextLines) -> float:
    """How much more ink rises above the small letters than falls below them.

    Vietnamese has its marks and most of its long letters above: upright pages have 3.5 to 6, pages
    that stand on their heads up to 1.3.
    """
    import numpy as np

    pieces = lines.pieces
    mine = np.flatnonzero(lines.owner > 0)
    line = lines.owner[mine] - 1
    x = (pieces.x0[mine] + pieces.x1[mine]) / 2
    size = lines.letter[line]
    base = lines.ridges.at(x)[np.arange(len(mine)), line] + lines.base[line]
    above = np.clip(base - size - pieces.y0[mine], 0, 1.6 * size)
    below = np.clip(pieces.y1[mine] - base, 0, 1.6 * size)
    return float(above.sum() / max(1.0, below.sum()))
