"""Where seals, stamps, signatures and handwriting stand on a paper, and in which ink."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tests.papers import ink
from tests.papers.faces import HAND
from tests.papers.pdf import positions
from tests.papers.sheet import Paper, Role
from tests.papers.style import MILLIMETRE

Colour: TypeAlias = tuple[float, float, float]
Drawing: TypeAlias = Callable[[float, np.random.Generator], ink.Ink]
"""Draws at so many pixels a point."""
_RED: Colour = (0.84, 0.13, 0.16)
_VIOLET: Colour = (0.45, 0.2, 0.6)
_BLUES: tuple[Colour, ...] = ((0.1, 0.18, 0.62), (0.05, 0.1, 0.45), (0.15, 0.3, 0.7))
_BLACK: Colour = (0.1, 0.1, 0.12)
_SEAL = 36 * MILLIMETRE


@dataclass(frozen=True, slots=True)
class Mark:
    """Ink with its middle at a place of a page, in points from its top left corner."""

    page: int
    x: float
    y: float
    colour: Colour
    draw: Drawing


def marks(paper: Paper, issuer: str, rng: np.random.Generator) -> list[Mark]:
    """What an office put on a paper: number, day, signature and seal; sometimes stamps and more seals."""
    pen = _BLUES[int(rng.integers(len(_BLUES)))] if rng.random() < 0.85 else _BLACK
    red = _RED if rng.random() < 0.93 else _BLACK
    found = [*_written(paper, pen), *_stamped(paper), *_signed(paper, issuer, pen, red, rng)]
    chance = rng.random(4)
    if chance[0] < 0.12:
        found += _across_pages(paper, issuer, red, rng)
    if chance[1] < 0.2:
        found += _on_annexes(paper, issuer, red)
    if chance[2] < 0.12:
        found += _received(paper, red, rng)
    elif chance[3] < 0.06:
        found += _beside_title(paper, red, ("MẬT",), 15)
    return found


def apply(
    page: NDArray[np.float32], found: list[Mark], number: int, scale: float, rng: np.random.Generator
) -> None:
    """Put the marks of a page on its picture, floats from 0 to 1 of shape (height, width, 3), in place."""
    for mark in found:
        if mark.page != number:
            continue
        drawn = mark.draw(scale, rng)
        top, left = round(mark.y * scale - drawn.shape[0] / 2), round(mark.x * scale - drawn.shape[1] / 2)
        bottom, right = min(page.shape[0], top + drawn.shape[0]), min(page.shape[1], left + drawn.shape[1])
        drawn = drawn[max(0, -top) : bottom - top, max(0, -left) : right - left]
        if drawn.size:
            under = page[max(0, top) : bottom, max(0, left) : right]
            under *= 1 - drawn[:, :, None] * (1 - np.array(mark.colour, np.float32))


def _written(paper: Paper, pen: Colour) -> Iterator[Mark]:
    """What the print leaves to be filled in."""
    for number, sheet in enumerate(paper.sheets):
        for line in sheet.lines:
            for x, word in positions(line):
                if word.face == HAND and line.role is not Role.SIGNATURE:
                    yield Mark(
                        number,
                        x + word.width / 2,
                        line.baseline - line.size * 0.4,
                        pen,
                        _figures(word.text, word.width, line.size),
                    )


def _stamped(paper: Paper) -> Iterator[Mark]:
    """Position and name of the signer, where the print leaves them to rubber stamps."""
    for number, sheet in enumerate(paper.sheets):
        for line in sheet.lines:
            if line.role is Role.SIGNATURE and line.words[0].face == HAND:
                text = " ".join(word.text for word in line.words)
                rng = np.random.default_rng([ord(letter) for letter in text])
                colour = (_RED, _BLUES[2], _VIOLET)[int(rng.integers(3))]
                look = ("times", "sans")[int(rng.integers(2))]
                x = line.x + sum(word.width for word in line.words) / 2 + float(rng.uniform(0, 15))
                yield Mark(number, x, line.baseline - line.size * 0.1, colour, _line(text, line.size, look))


def _line(text: str, size: float, look: str) -> Drawing:
    return lambda scale, rng: ink.stamp((text,), round(size * scale), rng, framed=False, look=look)


def _figures(text: str, width: float, size: float) -> Drawing:
    def draw(scale: float, rng: np.random.Generator) -> ink.Ink:
        return ink.handwriting(text, round(width * scale * 1.1), round(size * scale * 1.15), rng)

    return draw


def _signed(paper: Paper, issuer: str, pen: Colour, red: Colour, rng: np.random.Generator) -> Iterator[Mark]:
    """A signature above the name, and the seal over its left third (Decree 30/2020, article 33)."""
    places = [
        (number, line.x + sum(word.width for word in line.words) / 2, line.baseline)
        for number, sheet in enumerate(paper.sheets)
        for line in sheet.lines
        if line.role is Role.SIGNATURE
    ]
    if len(places) < 2:
        return
    number, x, name = places[-1]
    above = places[-2][2]
    middle = (above + name) / 2 - 8
    wide, high = float(rng.uniform(85, 140)), max(30.0, (name - above) * float(rng.uniform(0.55, 0.85)))
    yield Mark(
        number,
        x + float(rng.normal(0, 8)),
        middle,
        pen,
        lambda scale, r: ink.signature(round(wide * scale), round(high * scale), r),
    )
    yield Mark(
        number,
        x - wide * float(rng.uniform(0.28, 0.45)),
        middle + float(rng.normal(0, 6)),
        red,
        _seal(issuer),
    )


def _seal(issuer: str) -> Drawing:
    return lambda scale, rng: ink.seal(issuer, round(_SEAL * scale), rng)


def _across_pages(paper: Paper, issuer: str, red: Colour, rng: np.random.Generator) -> Iterator[Mark]:
    """A seal over the right edges of all pages together: each page has a strip of it."""
    y = float(rng.uniform(250, 500))
    count = len(paper.sheets)

    def strip(number: int) -> Drawing:
        def draw(scale: float, rng: np.random.Generator) -> ink.Ink:
            whole = ink.seal(issuer, round(_SEAL * scale), rng)
            wide = whole.shape[1] / count
            return whole[:, round(number * wide) : round((number + 1) * wide)]

        return draw

    for number, sheet in enumerate(paper.sheets):
        yield Mark(number, sheet.width - _SEAL / count / 2, y, red, strip(number))


def _on_annexes(paper: Paper, issuer: str, red: Colour) -> Iterator[Mark]:
    """A seal over the heading of each annex."""
    for number, sheet in enumerate(paper.sheets):
        heads = [line for line in sheet.lines if line.role is Role.ANNEX]
        if heads:
            yield Mark(number, heads[0].x - 10, heads[0].baseline + 4, red, _seal(issuer))


def _received(paper: Paper, red: Colour, rng: np.random.Generator) -> Iterator[Mark]:
    """The stamp of the office that a paper came to."""
    number, day, month = rng.integers(1, 3000), rng.integers(1, 29), rng.integers(1, 13)
    lines = (
        "CÔNG VĂN ĐẾN",
        f"Số: {number}" if rng.random() < 0.5 else "Số: ............",
        f"Ngày: {day}/{month}" if rng.random() < 0.5 else "Ngày: ..../....",
        "Chuyển: ............",
    )
    yield from _beside_title(paper, red, lines, 7)


def _beside_title(paper: Paper, red: Colour, lines: tuple[str, ...], size: float) -> Iterator[Mark]:
    """A rubber stamp where the title leaves room, left of the type."""
    for line in paper.sheets[0].lines:
        if line.role is Role.TYPE:
            yield Mark(
                0, 118, line.baseline, red, lambda scale, rng: ink.stamp(lines, round(size * scale), rng)
            )
