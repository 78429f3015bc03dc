"""Red and blue ink apart, also where one lies on the other or on black print.

Inks take their part of the light one after the other, so that densities (logarithms of the light that
is left) add up, and how much of each ink lies in a place follows from those of its three colour channels:
Ruifrok and Johnston, "Quantification of histochemical staining by color deconvolution" (2001).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.recognition.picture import vision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.colour import Colour
    from parsers.recognition.words import Grey

RED, BLUE = 0, 1
_USUAL = ((0.1, 0.8, 0.6), (0.8, 0.5, 0.15), (1.0, 1.0, 1.0))
"""Densities of red, blue and black ink, in red, green and blue light."""
_CLEAR = 0.1
"""Difference of the densities in blue and red light, from which ink is clearly red, or blue."""
_STRONG = 60
"""Percent of an ink's pixels that have less of it than what is usual in its strokes."""
_FEW = 100
"""Pixels that tell what an ink is like at least."""
_TRACE = 0.3
"""Of another ink: less is no more than its fringes."""
_DARK, _PALE = 0.7, 0.25
"""Shares of the usual amount of an ink: what becomes black, and what becomes white."""


class Inks:
    """What the inks of a page are like."""

    def __init__(self, colour: Colour) -> None:
        """Learn them from where a page has coloured ink."""
        import numpy as np

        self._logarithms = [_densities(float(white)) for white in colour.paper]
        x, y, width, height = vision().boundingRect(colour.core)
        self._size, self._box = colour.core.shape, (slice(y, y + height), slice(x, x + width))
        self._page = self._density(colour.coarse[self._box])
        ink = colour.core[self._box] > 0
        redder = self._page[..., 2] - self._page[..., 0]
        vectors = np.array(_USUAL, np.float32)
        mine = {RED: ink & (redder > _CLEAR), BLUE: ink & (redder < -_CLEAR)}
        self.present = [which for which, its in mine.items() if np.count_nonzero(its) >= _FEW]
        """The inks that there are."""
        for which in self.present:
            vectors[which] = np.median(self._page[mine[which]], axis=0)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        self._apart = np.linalg.pinv(vectors).astype(np.float32)
        self._usual = {
            which: max(0.1, float(np.percentile(self._amount(which, self._page[mine[which]]), _STRONG)))
            for which in self.present
        }

    def mask(self, which: int) -> Grey:
        """255 where one ink is, as large as the masks of the colour, as far as the page has coloured ink."""
        import numpy as np

        amount = {each: self._amount(each, self._page) / self._usual[each] for each in self.present}
        there = amount[which] > _PALE
        for other in self.present:
            there &= amount[which] >= _TRACE * amount[other]
        mask = np.zeros(self._size, np.uint8)
        mask[self._box] = np.where(there, np.uint8(255), np.uint8(0))
        return mask

    def drawn(self, which: int, part: NDArray[np.uint8]) -> Grey:
        """One ink of a part of the page, dark on white."""
        import numpy as np

        amount = self._amount(which, self._density(part)) / self._usual[which]
        drawn: Grey = np.clip((_DARK - amount) * (255 / (_DARK - _PALE)), 0, 255).astype(np.uint8)
        return drawn

    def _density(self, picture: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Shape (height, width, 3): how much light of each colour is lacking, as a logarithm."""
        import numpy as np

        cv2 = vision()
        channels = zip(cv2.split(picture), self._logarithms, strict=True)
        return np.stack([cv2.LUT(channel, table) for channel, table in channels], axis=-1)

    def _amount(self, which: int, density: NDArray[np.float32]) -> NDArray[np.float32]:
        amount: NDArray[np.float32] = density @ self._apart[:, which]
        return amount


def _densities(white: float) -> NDArray[np.float32]:
    """The density of each of 256 shades on a paper."""
    import numpy as np

    return -np.log((np.arange(256) + 8) / (max(white, 1.0) + 8)).clip(None, 0).astype(np.float32)
