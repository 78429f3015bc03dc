"""Crops of lines as the model takes them: of one height, ink 1 and paper 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.recognition.percentiles import percentiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey

HEIGHT = 48
"""Pixels from the top to the bottom of a crop."""
NARROWED = 0.7
"""How much narrower letters are made: marks need the height, and time goes with the width."""
STRIDE = 4
"""Pixels of a fitted crop to a frame of the model's output."""
LONGEST = 4096
"""No fitted crop is wider; a longer one is squeezed, to bound time and memory."""
_LEAST_CONTRAST = 50.0
"""Grey levels: fainter ink than this is not made darker, or the noise of bare paper would become letters."""
_PAPER, _INK = 90, 1
"""Percentiles of the greys of a crop that are taken for those of paper and of ink."""


def fitted(image: Grey, narrowed: float = NARROWED) -> NDArray[np.uint8]:
    """A crop at the model's height and so much narrower, from paper (0) to ink (255) in its own greys.

    Returns:
        uint8 of shape (HEIGHT, width), width a multiple of STRIDE and at most LONGEST.
    """
    import cv2
    import numpy as np

    if not image.size:
        return np.zeros((HEIGHT, STRIDE), np.uint8)
    height, width = image.shape
    frames = max(1, min(round(width * narrowed * HEIGHT / height / STRIDE), LONGEST // STRIDE))
    kind = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
    sized = np.asarray(cv2.resize(image, (frames * STRIDE, HEIGHT), interpolation=kind), np.uint8)
    darkest, paper = percentiles(sized[::2, ::2], (_INK, _PAPER))
    scale = 255 / max(float(paper - darkest), _LEAST_CONTRAST)
    table = ((paper - np.arange(256, dtype=np.float32)) * scale).clip(0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(sized, table), np.uint8)
