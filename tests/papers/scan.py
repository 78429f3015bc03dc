"""Papers after scanning or photographing: what happens to whole pages, round what wears the print.

All chance comes from a seed, so a scan can be made again. The wear of the print itself is that of
`data.paper.wear`; levels are calibrated on what Tesseract still finds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from data.paper.wear import Wear, draw, worn
from parsers.plan import Plan
from tests.papers.document import Document
from tests.papers.geometry import Picture, Warp, aslant, flat, ground, tilted
from tests.papers.marks import apply, marks
from tests.papers.style import MILLIMETRE
from tests.papers.truth import Box, TruePage, Truth, moved, truth

if TYPE_CHECKING:
    from data.paper.wear import Grey


Reals: TypeAlias = NDArray[np.float32]
"""A page of shape (height, width, 3), 0 to 1, while ink and light are put on it."""


_MOST_BLUR = 0.45
"""In hundredths of an inch; beyond it nobody would keep a scan."""


class Level(StrEnum):
    """How badly a paper was treated."""

    LIGHT = "light"
    HEAVY = "heavy"
    PHOTO = "photo"
    """Taken by hand with a telephone, aslant, in the light of a room."""


class Mode(StrEnum):
    """What a scanner keeps of a page."""

    COLOUR = "colour"
    GREY = "grey"
    BITONAL = "bitonal"


@dataclass(frozen=True, slots=True)
class Handling:
    """How the pages of one paper were scanned. Shares are 0 to 1, angles degrees, lengths points."""

    dpi: int
    mode: Mode
    wear: Wear
    skew: float = 0.0
    """Standard deviation from page to page."""
    shift: float = 0.0
    shade: float = 0.0
    through: float = 0.0
    edge: float = 0.0
    """How dark the shadow along one edge is."""
    border: float = 0.0
    """Width of what is seen of the lid around the page."""
    background: int = 255
    """Grey level of what is seen beyond the page."""
    holes: bool = False
    photographed: bool = False
    tilt: float = 0.0
    """By how much a camera looked aslant at most, in degrees; 0 where none did, or hardly."""
    cast: float = 0.0
    """How dark the shadow of whoever photographed it is."""
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)
    quality: int = 80
    """Of JPEG."""
    turned: bool = False
    """Pages across are stored upright."""

    @classmethod
    def any(cls, level: Level, dpi: int, rng: np.random.Generator) -> Handling:
        """A scan as it turns up at a level."""
        if level is Level.PHOTO:
            return cls._photo(dpi, rng)
        heavy = level is Level.HEAVY
        wear = _on_a_page(draw("medium" if heavy else "light", rng), 2.0 if heavy else 5.0)
        chance = rng.random(8)
        share = 1.0 if heavy else 0.35
        mode = (
            Mode.BITONAL
            if chance[0] < (0.3 if heavy else 0.12)
            else Mode.GREY
            if chance[0] < 0.45
            else Mode.COLOUR
        )
        photographed = heavy and mode is not Mode.BITONAL and bool(chance[1] < 0.2)
        bordered = bool(chance[2] < 0.3 * share) and not photographed
        return cls(
            dpi=dpi,
            mode=mode,
            wear=wear,
            skew=1.0 if heavy else 0.4,
            shift=float(rng.uniform(2, 12)) * share,
            shade=float(rng.uniform(0, 0.25)) * share * (0.4 if mode is Mode.BITONAL else 1.0),
            through=float(rng.uniform(0.04, 0.2)) * share if chance[3] < 0.5 else 0.0,
            edge=float(rng.uniform(0.2, 0.7)) if chance[4] < 0.4 * share else 0.0,
            border=float(rng.uniform(4, 22)) if bordered else 0.0,
            background=int(rng.integers(0, 50)) if bordered or photographed else 255,
            holes=bool(chance[5] < 0.3 * share),
            photographed=photographed,
            tint=_tint(rng) if mode is Mode.COLOUR else (1.0, 1.0, 1.0),
            quality=int(rng.integers(28, 60) if heavy else rng.integers(60, 92)),
            turned=bool(chance[6] < 0.3),
        )

    @classmethod
    def _photo(cls, dpi: int, rng: np.random.Generator) -> Handling:
        return cls(
            dpi=dpi,
            mode=Mode.COLOUR,
            wear=_on_a_page(draw("light", rng), 5.0),
            shade=float(rng.uniform(0.1, 0.5)),
            background=int(rng.integers(30, 150)),
            photographed=True,
            tilt=float(rng.uniform(3, 25)),
            cast=float(rng.uniform(0.2, 0.5)) if rng.random() < 0.5 else 0.0,
            tint=_tint(rng),
            quality=int(rng.integers(55, 88)),
        )


@dataclass(frozen=True, slots=True)
class Scan:
    """Pictures of pages, what is truly on them in points of the picture, and the record due from them."""

    pictures: tuple[Image.Image, ...]
    truth: Truth
    record: Plan
    handling: Handling


def scanned(plan: Plan, document: Document, handling: Handling, seed: int) -> Scan:
    """The printed paper of a plan as scanned."""
    rng = np.random.default_rng((seed, 1))
    found = marks(document.paper, plan.issuer.name or "", rng)
    fresh = _rendered(document.content, handling.dpi)
    full = truth(document.paper, written=True)
    pictures, pages = [], []
    for number, page in enumerate(fresh):
        chance = np.random.default_rng((seed, 2, number))
        behind = fresh[number + 1] if number + 1 < len(fresh) else None
        picture = _printed(page, behind, handling, chance)
        apply(picture, found, number, handling.dpi / 72, chance)
        if handling.holes:
            _punch(picture, handling.dpi)
        picture *= _light(page.shape, handling, chance)
        warp = _warp(page.shape, handling, chance)
        beyond = ground(warp.taken, handling.background, chance if handling.tilt else None)
        seen = warp.picture((picture * 255).astype(np.uint8), beyond)
        del picture
        pictures.append(_kept(seen, handling, chance))
        pages.append(_true(full.pages[number], warp, handling.dpi))
    return Scan(tuple(pictures), Truth(tuple(pages), full.flow), plan, handling)


def _rendered(content: bytes, dpi: int) -> list[Grey]:
    with pypdfium2.PdfDocument(content) as pdf:
        pages = [page.render(scale=dpi / 72, grayscale=True).to_numpy() for page in pdf]
    return [np.ascontiguousarray(page.reshape(page.shape[:2])) for page in pages]


def _printed(page: Grey, behind: Grey | None, handling: Handling, rng: np.random.Generator) -> Reals:
    """The print worn, on paper of its tint, with what shows through from the page behind."""
    toner = replace(
        handling.wear,
        through=0,
        shade=0,
        skew=0,
        bend=0,
        blur=0,
        grain=0,
        contrast=1,
        bitonal=False,
        jpeg=None,
    )
    grey = worn(page, toner, handling.dpi, rng).astype(np.float32) / 255
    if handling.through and behind is not None and behind.shape == page.shape:
        shining = cv2.GaussianBlur(255 - behind[:, ::-1], (0, 0), handling.dpi / 120).astype(np.float32) / 255
        grey = np.minimum(grey, grey.max() * (1 - handling.through * shining))
    return np.multiply(grey[:, :, None], np.array(handling.tint, np.float32), dtype=np.float32)


def _punch(picture: Reals, dpi: int) -> None:
    """Two holes of an office punch in the left margin, the dark behind them."""
    unit = dpi / 72
    for y in (-40 * MILLIMETRE, 40 * MILLIMETRE):
        middle = round(11 * MILLIMETRE * unit), round(picture.shape[0] / 2 + y * unit)
        cv2.circle(picture, middle, round(3 * MILLIMETRE * unit), (0.3, 0.3, 0.3), -1, cv2.LINE_AA)


def _light(shape: tuple[int, ...], handling: Handling, rng: np.random.Generator) -> Reals:
    """How bright each place is, 0 to 1, shape (height, width, 1): slanting light, a shadow along an edge."""
    height, width = shape[:2]
    across = np.linspace(-1, 1, width, dtype=np.float32)[None, :] * rng.uniform(-1, 1)
    down = np.linspace(-1, 1, height, dtype=np.float32)[:, None] * rng.uniform(-1, 1)
    coarse = rng.normal(0, 0.35, (4, 3)).astype(np.float32)
    clouds = np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC))
    light = 1 - handling.shade * np.clip(0.5 + 0.5 * (across + down) + clouds, 0, 1)
    if handling.edge:
        reach = handling.dpi * rng.uniform(0.08, 0.25)
        distance = np.arange(width, dtype=np.float32)
        if rng.random() < 0.5:
            distance = distance[::-1]
        light = light * (1 - handling.edge * np.exp(-distance / reach))[None, :]
    if handling.cast:
        x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
        way = rng.uniform(0, 2 * np.pi)
        inside = x * np.cos(way) + y * np.sin(way) - rng.uniform(-0.2, 0.6)
        light = light * (1 - handling.cast / (1 + np.exp(-inside / rng.uniform(0.02, 0.1))))
    return np.asarray(light[:, :, None], np.float32)


def _warp(shape: tuple[int, ...], handling: Handling, rng: np.random.Generator) -> Warp:
    height, width = shape[:2]
    size = width, height
    if handling.tilt:
        warp = tilted(size, handling.tilt, rng)
    elif handling.photographed:
        warp = aslant(size, rng)
    else:
        unit = handling.dpi / 72
        shift = (
            float(rng.normal(0, 0.5)) * handling.shift * unit,
            float(rng.normal(0, 0.5)) * handling.shift * unit,
        )
        border = round(handling.border * unit)
        degrees = float(np.clip(rng.normal(0, handling.skew), -3, 3))
        warp = flat(size, degrees, shift, float(rng.uniform(0.985, 1.0)), (border, border))
    turned = handling.turned and width > height
    return replace(warp, turns=1 if turned else 0)


def _kept(picture: Picture, handling: Handling, rng: np.random.Generator) -> Image.Image:
    """What the scanner makes of the sheet under it."""
    lens = Wear(
        blur=handling.wear.blur,
        grain=handling.wear.grain,
        contrast=handling.wear.contrast,
        cut=handling.wear.cut,
        bitonal=handling.mode is Mode.BITONAL,
    )
    if handling.mode is not Mode.COLOUR:
        grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
        image = Image.fromarray(worn(grey, lens, handling.dpi, rng))
        return image.convert("1") if handling.mode is Mode.BITONAL else image
    grain = int(rng.integers(2**32))
    channels = [
        worn(np.ascontiguousarray(picture[:, :, at]), lens, handling.dpi, np.random.default_rng(grain))
        for at in range(3)
    ]
    return Image.fromarray(np.stack(channels, axis=2))


def _true(page: TruePage, warp: Warp, dpi: int) -> TruePage:
    """A page's truth in points of the picture."""
    unit = dpi / 72

    def move(box: Box) -> Box:
        x0, y0, x1, y1 = (each * unit for each in box)
        left, top, right, bottom = warp.box((x0, y0, x1, y1))
        return left / unit, top / unit, right / unit, bottom / unit

    width, height = warp.seen
    return moved(page, width / unit, height / unit, move)


def _on_a_page(wear: Wear, gentler: float) -> Wear:
    """The wear of a line as pages have it: specks that spoil no line keep a recogniser from finding any."""
    return replace(
        wear,
        specks=wear.specks / gentler,
        holes=wear.holes / gentler,
        fade=wear.fade / gentler**0.5,
        blur=min(wear.blur, _MOST_BLUR),
    )


def _tint(rng: np.random.Generator) -> tuple[float, float, float]:
    """White paper, sometimes yellowed."""
    yellow = float(rng.uniform(0, 0.12)) if rng.random() < 0.3 else float(rng.uniform(0, 0.02))
    return 1.0, 1 - yellow * 0.4, 1 - yellow
