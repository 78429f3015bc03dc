"""Made crops of blanks in a letterhead: figures filled in by hand, printed figures, dots or nothing, worn.

A crop is what `parsers.recognition.blanks` cuts out: the blank, and on its sides bits of the print that it
stands between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from data.paper.faces import Face, faces
from data.paper.wear import draw, worn
from parsers.recognition.figures import ABOVE, BELOW, SPARE, Look, is_day, is_month, is_number, seen
from parsers.recognition.training.lines import crossed
from parsers.recognition.training.strokes import Drawn
from parsers.recognition.training.writing import BASE, ROOM, written

if TYPE_CHECKING:
    from numpy.random import Generator
    from PIL import ImageDraw, ImageFont

    from data.paper.wear import Level
    from parsers.recognition.figures import Allowed
    from parsers.recognition.training.hands import Writer
    from parsers.recognition.words import Grey

_POINTS = 13
_SMALLEST, _LARGEST = 17, 42
"""Pixels of an em: 13 points at 94 and at 233 dpi."""
_SHARES: dict[Level, float] = {"clean": 0.15, "light": 0.45, "medium": 0.25, "heavy": 0.15}
_WRITTEN, _PRINTED = 0.76, 0.17
"""Shares of the blanks that are filled in by hand and in print; the others are empty."""
_DOTTED, _RULED = 0.3, 0.05
_BELOW_RULE, _BELOW_LINE, _ABOVE_LINE = 0.18, 0.1, 0.08
"""Shares that stand close below the rule under the motto, below a line of letters and above one."""
_BASE_ERROR, _SIZE_ERROR = 0.07, 0.08
"""Standard deviations of a baseline, in ems, and of the logarithm of a font size, as they are found."""
_NEARER, _LOWER, _ASIDE = 0.2, 0.15, 0.3
"""The most by which a look in training differs from the usual: a size's logarithm, and font sizes."""
_LEVEL_FACES = ("times", "serif", "sans")
_LETTERS = "Hạnh phúc, người dạy"
_NOTATIONS = (
    "/KH-UBND",
    "/QĐ-UBND",
    "/2024/TT-BCA",
    "/2023/NQ-HĐND",
    "/TTr-SGD",
    "/BC-",
    "-KH/TU",
    "-KH/ĐU",
    "/TB-",
    "/CV",
)


class Blank(NamedTuple):
    """A made crop, and the figures in it."""

    image: Grey
    figures: str
    by_hand: bool
    allowed: Allowed
    """What may stand in it."""


def blanks(
    writers: Sequence[Writer],
    rng: Generator,
    *,
    held_out: bool,
    level: Level | None = None,
    strokes: float = 0.5,
) -> Iterator[Blank]:
    """Endless crops.

    Args:
        writers: those who fill in, each as often as another.
        held_out: whether print is in faces that are held out.
        level: how worn; otherwise at every level.
        strokes: the share that is filled in by strokes of a pen instead, each blank by another hand.

    Raises:
        data.paper.faces.MissingFontError: no face is installed.
    """
    print_faces = [face for face in faces(held_out=held_out) if face.look in _LEVEL_FACES]
    weights = [face.weight for face in print_faces]
    shares = [weight / sum(weights) for weight in weights]
    while True:
        writer = Drawn(rng) if rng.random() < strokes else writers[int(rng.integers(len(writers)))]
        face = print_faces[int(rng.choice(len(print_faces), p=shares))]
        yield _blank(writer, face, level, rng)


def glimpse(blank: Blank, rng: Generator) -> Grey:
    """A look at a made crop, from nearer or farther, a little to any side, as life's may be wrong."""
    look = Look(
        size=float(rng.uniform(-_NEARER, _NEARER)),
        down=float(rng.uniform(-_LOWER, _LOWER)),
        left=float(rng.uniform(-_ASIDE, _ASIDE)),
        right=float(rng.uniform(-_ASIDE, _ASIDE)),
    )
    return seen(blank.image, look)


def _blank(writer: Writer, face: Face, level: Level | None, rng: Generator) -> Blank:
    import numpy as np
    from PIL import Image, ImageDraw

    em = round(_SMALLEST * (_LARGEST / _SMALLEST) ** rng.uniform())
    figures, before, after, allowed = _texts(rng)
    kind = rng.random()
    by_hand, empty = kind < _WRITTEN, kind >= _WRITTEN + _PRINTED
    font = _font(face, em)
    if empty:
        ink = np.zeros((round(ROOM * em), round(em * rng.uniform(0.3, 3.0))), np.uint8)
    elif by_hand:
        ink = written(writer, figures, em, rng)
    else:
        ink = _printed(face if rng.random() < 0.7 else None, figures, em, rng)
    gaps = [em * rng.choice((rng.uniform(-0.15, 0.2), rng.uniform(-0.1, 0.9))) for _ in range(2)]
    beside = [em * (SPARE + rng.choice((rng.uniform(0.0, 0.4), rng.uniform(0.0, 1.6)))) for _ in gaps]
    start = max(0.0, beside[0] + gaps[0])
    width = max(1, round(start + ink.shape[1] + gaps[1] + beside[1]))
    canvas = Image.new("L", (width, round(ROOM * em)), 255)
    pen = ImageDraw.Draw(canvas)
    base = round(BASE * em)
    end = width - beside[1]
    pen.text((beside[0], base), before, font=font, fill=0, anchor="rs")
    pen.text((end, base), after, font=font, fill=0, anchor="ls")
    _under(pen, (beside[0], end, base), font, em, rng)
    _over(pen, width, base, font, em, rng)
    if rng.random() < _ABOVE_LINE:
        pen.text((-em, base + em * rng.uniform(1.0, 1.5)), _LETTERS, font=font, fill=0, anchor="ls")
    picture = np.asarray(canvas).astype(np.float32)
    at = round(start)
    part = picture[:, at : at + ink.shape[1]]
    depth = rng.uniform(0.45, 1.0) if by_hand else 1.0
    part *= 1 - depth * ink[:, : part.shape[1]] / 255
    size = em * min(max(np.exp(rng.normal(0, _SIZE_ERROR)), 0.75), 1.3)
    base += round(em * min(max(rng.normal(0, _BASE_ERROR), -0.2), 0.2))
    top, bottom = round(base - (ABOVE + SPARE) * size), round(base + (BELOW + SPARE) * size)
    crop = picture[max(0, top) : bottom].astype(np.uint8)
    return Blank(_worn(crop, em, level, rng), "" if empty else figures, by_hand, allowed)


def _texts(rng: Generator) -> tuple[str, str, str, Allowed]:
    """The figures of a number, a day or a month, and the print before and after."""
    kind = rng.choice(3, p=(0.5, 0.35, 0.15))
    if kind == 0:
        most = 10 ** int(rng.choice((1, 2, 3, 4), p=(0.1, 0.28, 0.44, 0.18)))
        before, after, allowed = (
            str(rng.choice(("Số:", "Số :", "Số", "số:"))),
            str(rng.choice(_NOTATIONS)),
            is_number,
        )
    elif kind == 1:
        most, before, after, allowed = 32, "ngày", "tháng", is_day
    else:
        most, before, after, allowed = 13, "tháng", "năm", is_month
    figures = str(rng.integers(1, most))
    return (figures.zfill(2) if rng.random() < 0.5 else figures), before, after, allowed


def _printed(face: Face | None, figures: str, em: int, rng: Generator) -> Grey:
    """Figures in print, in the face of the rest or in another, as those of a rubber stamp are."""
    import numpy as np
    from PIL import Image, ImageDraw

    every = faces(held_out=False) if face is None else (face,)
    chosen = every[int(rng.integers(len(every)))]
    font = _font(chosen, round(em * rng.uniform(0.9, 1.15)))
    size = (max(1, round(font.getlength(figures))), round(ROOM * em))
    canvas = Image.new("L", size, 0)
    ImageDraw.Draw(canvas).text(
        (0, round(BASE * em + em * rng.normal(0, 0.03))), figures, font=font, fill=255, anchor="ls"
    )
    return np.asarray(canvas)


def _under(
    pen: ImageDraw.ImageDraw,
    place: tuple[float, float, int],
    font: ImageFont.FreeTypeFont,
    em: int,
    rng: Generator,
) -> None:
    """Dots or a rule that are written on."""
    left, right, base = place
    kind = rng.random()
    if kind < _DOTTED:
        sign = str(rng.choice((".", ".", "…")))
        count = int((right - left) * rng.uniform(0.3, 1.0) / max(1.0, font.getlength(sign)))
        pen.text((left, base), sign * count, font=font, fill=0, anchor="ls")
    elif kind < _DOTTED + _RULED:
        pen.line((left, base + 0.1 * em, right, base + 0.1 * em), fill=0, width=max(1, em // 16))


def _over(
    pen: ImageDraw.ImageDraw, width: int, base: int, font: ImageFont.FreeTypeFont, em: int, rng: Generator
) -> None:
    """What stands above: the rule under the motto, or a line of letters."""
    kind = rng.random()
    if kind < _BELOW_RULE:
        ends = sorted(rng.uniform(-1, 2, 2) * width)
        y = base - em * rng.uniform(1.0, ABOVE + SPARE)
        pen.line((ends[0], y, ends[1], y), fill=0, width=max(1, round(em * rng.uniform(0.02, 0.07))))
    elif kind < _BELOW_RULE + _BELOW_LINE:
        pen.text((-em, base - em * rng.uniform(1.15, 1.8)), _LETTERS, font=font, fill=0, anchor="ls")


def _worn(crop: Grey, em: int, level: Level | None, rng: Generator) -> Grey:
    from dataclasses import replace

    if level is None:
        level = list(_SHARES)[int(rng.choice(len(_SHARES), p=list(_SHARES.values())))]
    if level != "clean":
        crop = crossed(crop, em, rng)
    wear = draw(level, rng)
    return worn(crop, replace(wear, pins=0, bend=0.0), em * 72 / _POINTS, rng)


@cache
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(face.path), size, layout_engine=ImageFont.Layout.BASIC)
