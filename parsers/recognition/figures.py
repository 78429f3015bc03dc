"""Reads the figures in a blank of the letterhead: a network for digits, written by hand or printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parsers.recognition import ctc
from parsers.recognition.fitting import fitted
from parsers.recognition.sessions import HOME, Curve, opened

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.words import Grey

MODEL, CARD = "figures.onnx", "figures.json"
DIGITS = "0123456789"
CLASSES = 2 * len(DIGITS)
"""Digits by hand, then digits in print; class 0 is CTC's blank."""
ABOVE, BELOW = 1.45, 0.6
"""Font sizes of the line above and below its baseline that a look reaches: hands write large."""
SPARE = 0.3
"""Font sizes that a crop reaches farther on every side, for looks that are cut otherwise."""
STRETCHED = 1.4
"""How much wider crops are made: hands write digits close, and a frame tells one at most."""


Allowed = Callable[[str], bool]
"""Whether figures may stand in a blank."""


def is_number(figures: str) -> bool:
    """Whether a paper may be numbered so: by up to five figures."""
    return len(figures) <= 5 and int(figures) > 0


def is_day(figures: str) -> bool:
    """Whether figures are a day of a month."""
    return len(figures) <= 2 and 1 <= int(figures) <= 31


def is_month(figures: str) -> bool:
    """Whether figures are a month."""
    return len(figures) <= 2 and 1 <= int(figures) <= 12


class Figures(NamedTuple):
    """What stands in a blank."""

    text: str
    """Digits; none where it is empty."""
    confidence: float
    """Probability that these are the figures."""
    by_hand: float
    """Probability that they are written by hand."""


class Look(NamedTuple):
    """How a crop is looked at, by the usual look; in font sizes, if nothing else is said."""

    size: float = 0.0
    """Logarithm of how much farther off."""
    down: float = 0.0
    left: float = 0.0
    """How much is added on the left."""
    right: float = 0.0


_LOOKS = (
    Look(),
    Look(-0.15),
    Look(0.15),
    Look(-0.1, down=-0.08, left=0.12, right=-0.12),
    Look(0.1, down=0.08, left=-0.12, right=0.12),
    Look(-0.05, down=0.08, left=-0.12, right=0.12),
    Look(0.05, down=-0.08, left=0.12, right=-0.12),
)
"""At each crop: what hangs on where and how large it is cut is doubtful."""


class FigureReader:
    """Reads blanks with the model of a folder, otherwise that of the package.

    Args:
        folder: with the files `figures.onnx` and `figures.json`.
        curve: how chances become confidence; otherwise as the card says.

    Raises:
        parsers.recognition.errors.RecogniserMissingError: onnxruntime or the model is missing, or the model
            cannot be used.
    """

    def __init__(self, folder: Path = HOME, curve: Curve | None = None) -> None:
        self._model = opened(folder / MODEL, folder / CARD)
        self._curve = curve or self._model.curve

    def read(self, crops: Sequence[tuple[Grey, Allowed]]) -> list[Figures]:
        """The figures of each crop, of those that may stand in it.

        Args:
            crops: dark ink on light paper, the baseline as `ABOVE`, `BELOW` and `SPARE` say.
        """
        nothing = Figures("", 0.0, 0.0)
        return [self._read(crop, allowed) if crop.size else nothing for crop, allowed in crops]

    def _read(self, crop: Grey, allowed: Allowed) -> Figures:
        """The figures that are likeliest by all looks at a crop.

        Their chances are averaged: of blanks held out that told more of what is right than their logarithms.
        """
        likely: dict[str, float] = {}
        hand = 0.0
        for look in _LOOKS:
            (chances,) = self._model.chances([fitted(seen(crop, look), STRETCHED)])
            found, by_hand = _likely(chances, allowed)
            hand += by_hand / len(_LOOKS)
            for text, chance in found.items():
                likely[text] = likely.get(text, 0.0) + chance / len(_LOOKS)
        best = max(likely, key=likely.__getitem__, default="")
        return Figures(best, self._curve.at(likely.get(best, 0.0)), hand)


def seen(crop: Grey, look: Look) -> Grey:
    """The part of a crop that is looked at."""
    size = crop.shape[0] / (ABOVE + BELOW + 2 * SPARE)
    base, far = ABOVE + SPARE + look.down, exp(look.size)
    top, bottom = (max(0, round(edge * size)) for edge in (base - far * ABOVE, base + far * BELOW))
    left, right = (max(0, round((SPARE - more) * size)) for more in (look.left, look.right))
    return crop[top:bottom, left : max(left + 1, crop.shape[1] - right)]


def _likely(chances: NDArray[np.float32], allowed: Allowed) -> tuple[dict[str, float], float]:
    """What may stand in a blank with its chances, and how likely it is written by hand."""
    import numpy as np

    shares = np.exp(chances)
    hand, print_ = (shares[:, 1:][:, part] for part in (slice(len(DIGITS)), slice(len(DIGITS), None)))
    by_hand = float(hand.sum() / max(1e-9, float(hand.sum() + print_.sum())))
    digits = np.log(np.hstack((shares[:, :1], hand + print_)) + 1e-9)
    found = (("".join(DIGITS[kind - 1] for kind in kinds), chance) for kinds, chance in ctc.readings(digits))
    possible = {text: chance for text, chance in found if not text or allowed(text)}
    total = sum(possible.values())
    return {text: chance / total for text, chance in possible.items()} if total else {}, by_hand
