"""What a recogniser is given and what it gives back: crops of lines, and the words read in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.bend import Bend

    Grey: TypeAlias = NDArray[np.uint8]
    """A picture of shape (height, width), black 0, white 255."""

Area = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels from the top left corner."""


class Alternative(NamedTuple):
    """Another way to read a word, and how likely it is."""

    text: str
    probability: float


Settle: TypeAlias = Callable[[Sequence[Sequence[Alternative]]], list[str]]
"""Given what each word of a text may be, the most probable one first, which one each is."""


@dataclass(frozen=True, slots=True)
class LineImage:
    """The crop of one printed line, upright and straightened, dark letters on white."""

    image: Grey
    area: Area
    """Where it lies on the page image that it was cut from."""
    dpi: float
    """The resolution of the crop, in pixels an inch."""
    cell: int | None = None
    """The number of the ruled table cell that it is a line of."""


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word as read off a picture."""

    text: str
    area: Area
    """Its place in the picture that the recogniser was given."""
    confidence: float
    """Probability that the text is what is printed, 0 to 1."""
    alternatives: tuple[Alternative, ...] = ()
    """Other readings, the likeliest first."""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class SeenLine:
    """The words of one printed line, from left to right, in pixels of the upright page."""

    words: tuple[SeenWord, ...]
    base: float
    """The y of the baseline, at the line's middle."""
    size: float
    """The font size, in pixels."""
    cell: int | None = None
    """The number of the ruled table cell that it is a line of."""


class Stroke(NamedTuple):
    """A ruling line, across (`at` is its y) or down (`at` is its x), in pixels of the upright page."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page image as read: turned upright, straightened, its lines from the top down."""

    width: float
    height: float
    dpi: float
    """Pixels an inch, of all measures here."""
    lines: tuple[SeenLine, ...]
    across: tuple[Stroke, ...] = ()
    down: tuple[Stroke, ...] = ()
    turn: int = 0
    """Degrees (0, 90, 180, 270) that the picture was turned clockwise to be upright."""
    skew: float = 0.0
    """Degrees that the upright picture was then turned anticlockwise about its middle to be level."""
    aslant: NDArray[np.float64] | None = None
    """Of a sheet photographed aslant, shape (3, 3): from pixels of the picture as straightened, before it was
    turned, to those as it was taken, homogeneous."""
    bend: Bend | None = None
    """How the level page lies bent; the rules are given as on the flat one, the words as they lie."""
    handwriting: tuple[str, ...] = ()
    """What print was taken for where figures are written by hand; no part of the lines."""


class Recogniser(Protocol):
    """Reads lines."""

    name: str

    def read(self, lines: Sequence[LineImage]) -> list[list[SeenWord]]:
        """The words of each line from left to right, their places in pixels of the line's crop.

        Raises:
            parsers.recognition.errors.RecogniserMissingError: a program, model or library is not installed.
            parsers.recognition.errors.RecogniserFailedError: it broke down, or took too long.
        """
        ...
