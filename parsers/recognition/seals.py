"""Round seals: where they are on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from parsers.recognition.blobs import blobs
from parsers.recognition.picture import reduced, vision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey

_SEARCH = 75.0
"""Dots an inch at most at which seals are looked for."""
_RADIUS = (0.39, 0.91)
"""Inches (10 to 23 mm): the radius of a round seal; most have 16 to 21 mm."""
_APART = 0.6
"""Inches between the middles of two seals at least."""
_WOBBLE = 0.04
"""Inches that the rim of a seal is off its circle at most."""
_ROUND = 0.42
"""Share of a circle that has ink: a seal, also where it took badly or the page ends in it."""
_RIM, _CLEAR = 0.46, 0.3
"""Share of the rim of a seal in black ink, and how much of that is as inky right outside it at most: the
letters of a page are as dense on both sides of any circle."""
_OFF, _BROADER = 0.04, 0.07
"""Inches that the middle and the radius of a seal are found off at most."""
_OUTSIDE = (0.03, 0.085)
"""Inches beyond the rim where it is white."""
_LEAST, _WIDEST, _HIGHEST = 0.7, 4.5, 3.5
"""Inches: the size of what holds a seal, with the print that it touches; what is larger is a table."""
_SOLID = 90
"""Of 255, ink in a pixel at the coarse resolution from which it is part of a stroke."""
_MOST = 8
"""Circles that are looked at more closely."""


class Circle(NamedTuple):
    """A round seal, in pixels of the mask that it was found on."""

    x: float
    y: float
    radius: float

    def larger(self, factor: float) -> Circle:
        """The same in a picture so many times as large."""
        return Circle(*(value * factor for value in self))


def seals(mask: Grey, dpi: float) -> list[Circle]:
    """The round seals of a mask of one coloured ink."""
    import numpy as np

    small, factor = reduced(mask, dpi, _SEARCH)
    dpi /= factor
    off, wobble = round(_OFF * dpi), _WOBBLE * dpi
    steps, wider = np.arange(-off, off + 1.0), np.arange(-wobble, wobble + 0.5, 0.5)
    found = (_inkiest(small, circle, steps, wider) for circle in _circles(small, dpi))
    return [circle.larger(factor) for circle in found if _share(small, circle) >= _ROUND]


def black_seals(mask: Grey, dpi: float) -> list[Circle]:
    """The round seals of a mask of all ink of a page, print too."""
    import numpy as np

    cv2 = vision()
    small, factor = reduced(mask, dpi, _SEARCH)
    dpi /= factor
    pieces = blobs(cv2.dilate(cv2.compare(small, 0, cv2.CMP_GT), np.ones((3, 3), np.uint8)))
    wide, high = pieces.width / dpi, pieces.height / dpi
    fits = (wide >= _LEAST) & (high >= _LEAST) & (wide <= _WIDEST) & (high <= _HIGHEST)
    fits[0] = False
    if not fits.any():
        return []
    small = np.where(fits[pieces.labels], small, np.uint8(0))
    strokes = cv2.compare(small, _SOLID, cv2.CMP_GE)
    near = (_fitted(strokes, circle, dpi) for circle in _circles(small, dpi)[:_MOST])
    found: list[Circle] = []
    for circle in sorted((each for each in near if each), key=lambda each: -each.radius):
        if all(np.hypot(circle.x - it.x, circle.y - it.y) > it.radius for it in found):  # not a ring within
            found.append(circle)
    return [circle.larger(factor) for circle in found]


def _circles(small: Grey, dpi: float) -> list[Circle]:
    """The circles of a mask, the clearest first, only roughly in place."""
    import numpy as np

    cv2 = vision()
    found = cv2.HoughCircles(
        cv2.GaussianBlur(small, (3, 3), 0),
        cv2.HOUGH_GRADIENT,
        dp=1,
        minDist=_APART * dpi,
        param1=100,
        param2=18,
        minRadius=round(_RADIUS[0] * dpi),
        maxRadius=round(_RADIUS[1] * dpi),
    )
    if found is None:
        return []
    return [Circle(*(float(value) for value in circle)) for circle in np.reshape(found, (-1, 3))]


def _fitted(strokes: Grey, circle: Circle, dpi: float) -> Circle | None:
    """The rim of a seal near a circle, which may be a ring within it; None where there is none."""
    import numpy as np

    off, broader = round(_OFF * dpi), _BROADER * dpi
    ring = _inkiest(strokes, circle, np.arange(-off, off + 1.0), np.arange(-broader, broader + 0.5, 0.5))
    wider = np.arange(ring.radius, (_RADIUS[1] + _BROADER) * dpi, 0.5)
    share = _shares(strokes, *_like(ring, wider))
    beyond = share[(np.arange(len(wider))[:, None] + _outside(dpi)).clip(max=len(wider) - 1)].min(axis=1)
    rims = np.flatnonzero((share >= _RIM) & (beyond <= _CLEAR * share))
    if not len(rims):
        return None
    rim = ring._replace(radius=float(wider[rims[-1]]))
    return _inkiest(strokes, rim, np.arange(-1.0, 1.5, 0.5), np.arange(-3.0, 1.25, 0.25))


def _outside(dpi: float) -> NDArray[np.int64]:
    """The half pixels beyond a rim where it is white."""
    import numpy as np

    first, last = (2 * far * dpi for far in _OUTSIDE)
    return np.arange(round(first), round(last) + 1)


def _inkiest(strokes: Grey, circle: Circle, steps: NDArray[np.float64], wider: NDArray[np.float64]) -> Circle:
    """Of the circles so far off one, and so much wider, the one with most ink."""
    import numpy as np

    x, y, more = (each.ravel() for each in np.meshgrid(steps, steps, wider, indexing="ij"))
    x, y, radius = circle.x + x, circle.y + y, circle.radius + more
    best = int(np.argmax(_shares(strokes, x, y, radius)))
    return Circle(float(x[best]), float(y[best]), float(radius[best]))


def _like(
    circle: Circle, radius: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The middles and radii of circles about the middle of one."""
    import numpy as np

    return np.full_like(radius, circle.x), np.full_like(radius, circle.y), radius


def _share(mask: Grey, circle: Circle) -> float:
    """Share of a circle that has ink."""
    import numpy as np

    return float(_shares(mask, *_like(circle, np.array([circle.radius])))[0])


def _shares(
    mask: Grey, x: NDArray[np.float64], y: NDArray[np.float64], radius: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Shares of circles that have ink, as far as they are on the page."""
    import numpy as np

    turn = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    across = np.round(x[:, None] + radius[:, None] * np.cos(turn)).astype(np.int32)
    down = np.round(y[:, None] + radius[:, None] * np.sin(turn)).astype(np.int32)
    height, width = mask.shape
    on = (across >= 0) & (across < width) & (down >= 0) & (down < height)
    ink = mask[down.clip(0, height - 1), across.clip(0, width - 1)] > 0
    found: NDArray[np.float64] = (ink & on).sum(axis=1) / np.maximum(on.sum(axis=1), 1)
    return found
