"""Made lines: a text in a face, cut out of its page as a segmenter cuts, worn, and what it says.

A crop is drawn at the size that its letters have in a scan of 80 to 260 dpi (finer scans would lose what they
have more when they are fitted to the height of the model), and worn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from data.paper.faces import Face, faces
from data.paper.wear import draw, worn
from parsers.recognition.training.seals import seal
from parsers.recognition.training.setting import printed
from parsers.recognition.training.texts import person

if TYPE_CHECKING:
    from numpy.random import Generator

    from data.paper.wear import Level
    from parsers.recognition.words import Grey

SHARES: dict[Level, float] = {"clean": 0.1, "light": 0.35, "medium": 0.3, "heavy": 0.25}
_POINTS = 13
"""The size that the resolution of a crop is reckoned from."""
_SMALLEST, _LARGEST = 15, 46
"""Pixels of an em: 13 points at 83 and at 255 dpi."""
_EMPTY = 0.012
_CLOSE, _CLEANED = 0.6, 0.5
"""Shares of crops that are cut close around their letters, and whose paper was made white before."""
_SEALED = 0.07
"""Share with a seal over them."""
_SEAL_WIDE = 7.8
"""Ems: 3.6 cm in 13 points."""


class Line(NamedTuple):
    """A made crop, its resolution, and its text."""

    image: Grey
    dpi: float
    text: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Which lines to make; whatever is `None` is drawn anew for each line."""

    faces: tuple[Face, ...]
    level: Level | None = None
    em: int | None = None
    """Pixels."""


def lines(texts: Iterator[str], rng: Generator, kind: Kind | None = None) -> Iterator[Line]:
    """A made line of each text; now and then an empty crop, whose text is empty, in between.

    Raises:
        data.paper.faces.MissingFontError: no face is installed.
    """
    kind = kind or Kind(faces(held_out=False))
    weights = [face.weight for face in kind.faces]
    shares = [weight / sum(weights) for weight in weights]
    for text in texts:
        face = kind.faces[int(rng.choice(len(kind.faces), p=shares))]
        em = kind.em or round(_SMALLEST * (_LARGEST / _SMALLEST) ** rng.uniform())
        if rng.random() < _EMPTY:
            yield line("", face, em, kind.level, rng)
        # nothing but the signer's name is set in script, on a stamp
        yield line(person(rng) if face.look == "script" else text, face, em, kind.level, rng)


def line(text: str, face: Face, em: int, level: Level | None, rng: Generator) -> Line:
    """One line of a face in an em of so many pixels."""
    dpi = em * 72 / _POINTS
    ink = printed(text, face, em, rng)
    crop = _cut(ink, em, bool(text), rng)
    if level is None:
        level = list(SHARES)[int(rng.choice(len(SHARES), p=list(SHARES.values())))]
    if level != "clean":
        crop = crossed(crop, em, rng)
    wear = draw(level, rng)
    # What a segmenter leaves of them: a part of the letters' height over the whole width.
    rise = em * rng.normal(0, 0.09)
    if rng.random() < _CLEANED:
        wear = replace(wear, white=255, shade=0.0, through=0.0)
    wear = replace(
        wear,
        skew=float(rise / max(crop.shape[1], 4 * em) * 57.3) if wear.skew else 0.0,
        bend=float(min(wear.bend, 3.0) * 0.5 * rng.uniform()),
    )
    return Line(worn(crop, wear, dpi, rng), dpi, text)


def _cut(ink: Grey, em: int, has_text: bool, rng: Generator) -> Grey:
    """The crop: by the measures of the line, or close around its letters, sometimes a little too close."""
    import numpy as np

    _height, width = ink.shape
    top, bottom = 2 * em - em * rng.uniform(0.92, 1.25), 2 * em + em * rng.uniform(0.24, 0.5)
    if has_text and rng.random() < _CLOSE:
        # The letters alone: those of the neighbours lie beyond an em above and half an em below.
        rows = np.flatnonzero(ink[round(0.95 * em) : round(2.32 * em)].min(axis=1) < 128) + round(0.95 * em)
        if rows.size > 0.55 * em:
            top = rows[0] - em * rng.uniform(0.0, 0.25)
            bottom = rows[-1] + 1 + em * rng.uniform(0.0, 0.25)
    elif rng.random() < 0.06:
        top += em * rng.uniform(0.05, 0.15)
    left = em * (1.5 - rng.choice((rng.uniform(0.0, 0.3), rng.uniform(0.2, 1.4)), p=(0.8, 0.2)))
    right = width - em * (1.5 - rng.choice((rng.uniform(0.0, 0.3), rng.uniform(0.2, 1.4)), p=(0.8, 0.2)))
    if not has_text:
        left, right = 0, width
    right = max(right, left + em // 3)
    return ink[round(top) : max(round(bottom), round(top) + 8), max(0, round(left)) : round(right)].copy()


def crossed(crop: Grey, em: int, rng: Generator) -> Grey:
    """Rules of a table at the edges, a seal or a signature over the letters, now and then."""
    import cv2

    height, width = crop.shape
    thick = max(1, round(em * rng.uniform(0.03, 0.08)))
    if rng.random() < 0.07:
        for x in (rng.uniform(0, 0.15) * em, width - 1 - rng.uniform(0, 0.15) * em):
            if rng.random() < 0.6:
                cv2.line(crop, (int(x), 0), (int(x), height), 0, thick)
    if rng.random() < 0.06:
        y = int(rng.choice((rng.uniform(0, 0.08) * height, height - 1 - rng.uniform(0, 0.08) * height)))
        cv2.line(crop, (0, y), (width, y), 0, thick)
    if rng.random() < _SEALED:
        _stamp(crop, em, rng)
    if rng.random() < 0.025:
        _sign(crop, em, rng)
    return crop


def _stamp(crop: Grey, em: int, rng: Generator) -> None:
    """A part of a round seal, 3.6 cm wide, grey as red ink scans or pale as it is lifted off."""
    import numpy as np

    side = round(_SEAL_WIDE * em)
    ink = seal(side, rng)
    across = (
        np.arange(crop.shape[1]) - int(rng.uniform(-0.5, 0.5) * side) - int(rng.uniform(0, crop.shape[1]))
    )
    down = np.arange(crop.shape[0]) - int(rng.uniform(-side, 0.2 * side))
    inside = np.ix_((down >= 0) & (down < side), (across >= 0) & (across < side))
    part = ink[np.ix_(down[(down >= 0) & (down < side)], across[(across >= 0) & (across < side)])]
    grey = 255 - part * (1 - rng.uniform(70, 235) / 255)
    crop[inside] = np.minimum(crop[inside], grey).astype(np.uint8)


def _sign(crop: Grey, em: int, rng: Generator) -> None:
    """A pen's loops."""
    import cv2
    import numpy as np

    steps = np.linspace(0, 2 * np.pi * rng.uniform(1, 3), 60)
    left, wide = rng.uniform(0, crop.shape[1]), em * rng.uniform(1, 4)
    x = left + wide * (steps / 6 + np.sin(steps * rng.uniform(0.7, 1.5)))
    y = crop.shape[0] * (0.5 + rng.uniform(0.3, 1.2) * np.sin(steps + rng.uniform(0, 6)))
    points = np.stack([x, y], axis=1).astype(np.int32)
    layer = np.full_like(crop, 255)
    cv2.polylines(layer, [points], False, int(rng.uniform(20, 150)), max(1, em // 14), cv2.LINE_AA)
    np.minimum(crop, layer, out=crop)
