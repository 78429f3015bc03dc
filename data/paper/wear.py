"""What printing, copying, scanning and storing do to paper, on the picture of a line or of a whole page.

The steps stand in their natural order: toner on paper (`_printed`), the sheet under the lamp (`_lit`),
the scanner (`_scanned`), the file (`_stored`). All chance comes from the generator given, so a seed gives
the same picture again. After the defects that Baird names (blur, threshold, speckle, skew; "Document image
defect models", 1992) and those of copied office paper (faded toner, show-through, folds).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeVar, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    """A picture of shape (height, width), black 0, white 255."""
    _Reals = NDArray[np.float32]

_T = TypeVar("_T")

Level = Literal["clean", "light", "medium", "heavy"]
LEVELS: tuple[Level, ...] = ("clean", "light", "medium", "heavy")

_WHITE = 255.0
_LEAST_DPI = 60.0
# Noise is drawn once at this size and cut out anew for each picture: drawing it takes most of the time.
_GRAIN_SHEET = (1024, 4096)


@dataclass(frozen=True, slots=True)
class Wear:
    """What a picture went through. Lengths are in hundredths of an inch, the same at any resolution.

    A field at its default does nothing.
    """

    pins: int = 0
    """Dots an inch of a dot-matrix printer: the letters are made of dots. 0: none."""
    fade: float = 0.0
    """How much toner is missing in patches, 0 to 1."""
    holes: float = 0.0
    """White specks in a square inch of ink."""
    specks: float = 0.0
    """Black specks on a square inch of paper."""
    through: float = 0.0
    """How dark the other side shows through, 0 to 1."""
    shade: float = 0.0
    """How much darker the darkest part of the sheet is than its lightest, 0 to 1."""
    skew: float = 0.0
    """Degrees, counterclockwise."""
    bend: float = 0.0
    """How far a line swings up and down over the width of the picture."""
    blur: float = 0.0
    """Standard deviation of the point spread."""
    black: int = 0
    """Grey of full ink."""
    white: int = 255
    """Grey of bare paper."""
    grain: float = 0.0
    """Standard deviation of the noise, in grey levels."""
    contrast: float = 1.0
    """Above 1: the greys between are driven to black and white."""
    cut: float = 0.5
    """The grey, as a share of the way from ink to paper, that stays where contrast is raised, and where a
    bitonal picture is cut: low values thin the strokes, high ones thicken them."""
    bitonal: bool = False
    """Stored in black and white."""
    jpeg: int | None = None
    """Quality of a lossy store."""


def draw(level: Level, rng: np.random.Generator) -> Wear:
    """A sheet as it turns up at this level.

    `clean`: printed to a picture file; `light`: a good office scan; `medium`: a copy scanned, or stored
    small; `heavy`: a copy of a copy, a fax, an old dot-matrix print.
    """
    if level == "clean":
        return Wear(blur=_between(rng, 0, 0.15), jpeg=_one(rng, None, 90), white=int(_between(rng, 245, 255)))
    strength = {"light": 0.3, "medium": 0.65, "heavy": 1.0}[level]

    def often(share: float, value: float) -> float:
        """The value, with a spread, in a share of the sheets that grows with the level; otherwise 0."""
        return value * strength * _between(rng, 0.2, 1.0) if rng.random() < share * strength else 0.0

    bitonal = bool(rng.random() < 0.4 * strength)
    return Wear(
        pins=int(rng.choice((90, 120, 180))) if rng.random() < 0.04 * strength else 0,
        fade=often(0.5, 0.75),
        holes=often(0.6, 2500),
        specks=often(0.7, 90),
        through=often(0.4, 0.3),
        shade=often(0.6, 0.45),
        skew=float(rng.normal(0, 0.35)) * strength,
        bend=often(0.5, 4.0),
        blur=_between(rng, 0.12, 0.3 + 0.4 * strength),
        black=int(_between(rng, 0, 100 * strength)),
        white=int(_between(rng, 255 - 55 * strength, 255)),
        grain=_between(rng, 0, 22 * strength),
        contrast=_one(rng, 1.0, 1.0, 1.6, 2.5),
        cut=_between(rng, 0.5 - 0.22 * strength, 0.5 + 0.22 * strength),
        bitonal=bitonal,
        jpeg=None if bitonal else _one(rng, None, 90, 75, 50, int(90 - 65 * strength)),
    )


def worn(image: Grey, wear: Wear, dpi: float, rng: np.random.Generator) -> Grey:
    """The picture of fresh black print on white after this wear, of the same shape.

    Args:
        image: uint8 of shape (height, width).
        wear: what it goes through.
        dpi: resolution of the picture, dots an inch.
        rng: where the chance of specks, patches and noise comes from.
    """
    import numpy as np

    if not image.size:
        return image
    scale = max(dpi, _LEAST_DPI) / 100
    ink = 1 - image.astype(np.float32) / _WHITE
    ink = _printed(ink, wear, scale, rng)
    grey = _lit(ink, wear, rng)
    grey = _scanned(grey, wear, scale, rng)
    return _stored(grey, wear)


def _printed(ink: _Reals, wear: Wear, scale: float, rng: np.random.Generator) -> _Reals:
    """Toner as it lies on the paper: 1 for ink, 0 for paper."""
    import numpy as np

    height, width = ink.shape
    if wear.pins:
        pitch = max(scale * 100 / wear.pins, 2.0)
        across = np.cos(np.arange(width) * (2 * np.pi / pitch))
        down = np.cos(np.arange(height) * (2 * np.pi / pitch))
        dots = np.clip(0.8 + 0.5 * (across[None, :] + down[:, None]), 0, 1)
        ink = np.multiply(ink, dots, dtype=np.float32)
    if wear.fade:
        patches = _patches(ink.shape, rng, scale * 25)
        ink = ink * (1 - wear.fade * patches.clip(0, 1)).astype(np.float32)
    if wear.holes or wear.specks:
        ink = ink.copy()
        for count, value in ((wear.holes, 0.0), (wear.specks, 1.0)):
            _sprinkle(ink, count, value, scale, rng)
    return ink


def _lit(ink: _Reals, wear: Wear, rng: np.random.Generator) -> _Reals:
    """The sheet under the lamp, in grey levels."""
    import numpy as np

    if wear.through:
        # What stands on the other side is like what stands on this one, seen in a mirror.
        other = np.roll(ink[:, ::-1], int(rng.integers(ink.shape[1])), axis=1)
        other = np.roll(other, int(rng.integers(ink.shape[0])), axis=0)
        ink = np.maximum(ink, other * wear.through)
    grey = wear.white - ink * (wear.white - wear.black)
    if wear.shade:
        across = np.linspace(-1, 1, ink.shape[1], dtype=np.float32) * rng.uniform(-1, 1)
        down = np.linspace(-1, 1, ink.shape[0], dtype=np.float32) * rng.uniform(-1, 1)
        slope = across[None, :] + down[:, None]
        grey = np.multiply(grey, 1 - wear.shade * np.clip(0.5 + 0.5 * slope, 0, 1), dtype=np.float32)
    return grey


def _scanned(grey: _Reals, wear: Wear, scale: float, rng: np.random.Generator) -> _Reals:
    import cv2

    if wear.skew or wear.bend:
        grey = _bent(grey, wear, scale, rng)
    if (sigma := wear.blur * scale) > 0.2:
        grey = _real(cv2.GaussianBlur(grey, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE))
    if wear.contrast != 1 and not wear.bitonal:
        middle = wear.black + wear.cut * (wear.white - wear.black)
        grey = (grey - middle) * wear.contrast + middle
    if wear.grain:
        grey = grey + _grain(grey.shape, rng) * wear.grain
    return grey


def _stored(grey: _Reals, wear: Wear) -> Grey:
    import cv2
    import numpy as np

    if wear.bitonal:
        middle = wear.black + wear.cut * (wear.white - wear.black)
        return np.where(grey < middle, 0, 255).astype(np.uint8)
    image = np.clip(grey, 0, _WHITE).astype(np.uint8)
    if wear.jpeg is not None:
        _, stored = cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, wear.jpeg))
        return np.asarray(cv2.imdecode(stored, cv2.IMREAD_GRAYSCALE), np.uint8)
    return image


def _bent(grey: _Reals, wear: Wear, scale: float, rng: np.random.Generator) -> _Reals:
    """Turn the sheet by the skew, and let its lines swing in one wave or less, as those beside a spine do."""
    import cv2
    import numpy as np

    height, width = grey.shape
    x = np.arange(width, dtype=np.float32)
    waves, phase = rng.uniform(0.3, 1.0), rng.uniform(0, 2 * np.pi)
    rise = wear.bend * scale * np.sin(2 * np.pi * waves * x / width + phase)
    turn = np.tan(np.radians(wear.skew))
    rise += turn * (x - width / 2)
    down = np.arange(height, dtype=np.float32)
    across = np.broadcast_to(x, grey.shape) - turn * (down - height / 2)[:, None].astype(np.float32)
    return _real(
        cv2.remap(
            grey,
            across.astype(np.float32),
            (down[:, None] + rise[None, :]).astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=float(wear.white),
        )
    )


def _patches(shape: tuple[int, ...], rng: np.random.Generator, side: float) -> _Reals:
    """Smooth chance: values around 0 that change over about `side` pixels."""
    import cv2
    import numpy as np

    small = (max(2, int(shape[0] / side) + 2), max(2, int(shape[1] / side) + 2))
    coarse = rng.standard_normal(small).astype(np.float32)
    return _real(cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC))


def _sprinkle(ink: _Reals, count: float, value: float, scale: float, rng: np.random.Generator) -> None:
    """Set specks of one to a few pixels to a value, `count` to a square inch."""
    height, width = ink.shape
    number = min(int(rng.poisson(count * height * width / (100 * scale) ** 2)), ink.size // 8)
    largest = max(1, round(scale * 0.8))
    side = rng.integers(1, largest + 1, (2, number)) if largest > 1 else None
    tops, lefts = rng.integers(0, height, number), rng.integers(0, width, number)
    if side is None:
        ink[tops, lefts] = value
        return
    for down in range(largest):
        for across in range(largest):
            taken = (side[0] > down) & (side[1] > across)
            y = (tops[taken] + down).clip(max=height - 1)
            x = (lefts[taken] + across).clip(max=width - 1)
            ink[y, x] = value


def _grain(shape: tuple[int, ...], rng: np.random.Generator) -> _Reals:
    """Noise of the standard deviation 1, cut at a chance place out of a sheet drawn once."""
    import numpy as np

    sheet = _grain_sheet()
    if shape[0] > sheet.shape[0] or shape[1] > sheet.shape[1]:
        sheet = np.tile(sheet, (shape[0] // sheet.shape[0] + 1, shape[1] // sheet.shape[1] + 1))
    top = int(rng.integers(sheet.shape[0] - shape[0] + 1))
    left = int(rng.integers(sheet.shape[1] - shape[1] + 1))
    return sheet[top : top + shape[0], left : left + shape[1]]


@cache
def _grain_sheet() -> _Reals:
    import numpy as np

    return np.random.default_rng(0).standard_normal(_GRAIN_SHEET, dtype=np.float32)


def _real(picture: object) -> _Reals:
    """The same picture under the type that OpenCV does not state."""
    return cast("_Reals", picture)


def _between(rng: np.random.Generator, low: float, high: float) -> float:
    return float(rng.uniform(low, high))


def _one(rng: np.random.Generator, *values: _T) -> _T:
    return values[int(rng.integers(len(values)))]
