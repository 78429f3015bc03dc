"""Print that is no part of the text: watermarks, what signatures say of themselves, turned margin notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from parsers.readers.layout.grid import Grid
from parsers.readers.pdf.decision import SIGNED
from parsers.readers.pdf.glyphs import Frame, Glyph
from parsers.readers.pdf.places import centre
from parsers.readers.pdf.words import Drop, body_size

_CODE = re.compile(r"Số\s*:\s*\d+\s*[/-]\s*[^\W\d_][\w/.-]*")
"""A number and notation (Decree 30/2020/NĐ-CP, annex I)."""
_LARGE = 1.8
"""Of the font size of the text: light print that large is a watermark."""


def without_marginal(
    glyphs: Sequence[Glyph], tables: Sequence[Grid], frame: Frame, drop: Drop
) -> list[Glyph]:
    """The characters of a page that are part of its text; `drop` is told the others, run by run."""
    styles = {id(glyph.style): glyph.style for glyph in glyphs}.values()
    if not any(style.stamp is not None or style.light or style.turn for style in styles):
        return list(glyphs)
    size = body_size(glyphs)
    said = _descriptions(glyphs)

    def is_marginal(glyph: Glyph) -> bool:
        style = glyph.style
        if (style.stamp, glyph.base) in said or (style.light and style.size >= _LARGE * size):
            return True
        if style.turn in {90, 270}:
            x, y = centre(glyph, frame)
            return not any(grid.holds(x, y) for grid in tables)
        return style.turn != 0

    kept: list[Glyph] = []
    for marginal, run in groupby(glyphs, key=is_marginal):
        if marginal:
            drop(" ".join("".join(glyph.text for glyph in run).split()))
        else:
            kept += run
    return kept


def _descriptions(glyphs: Sequence[Glyph]) -> set[tuple[int, float]]:
    """The lines, by annotation and baseline, in which a signature describes itself.

    Lines that fill in a number or a date are none, nor is the number that stands in such a description.
    """
    lines: dict[int, dict[float, str]] = {}
    for glyph in glyphs:
        if glyph.style.stamp is not None:
            texts = lines.setdefault(glyph.style.stamp, {})
            texts[glyph.base] = texts.get(glyph.base, "") + glyph.text
    return {
        (number, base)
        for number, texts in lines.items()
        if SIGNED.search(" ".join(texts.values()))
        for base, text in texts.items()
        if not _CODE.fullmatch(text.strip())
    }
