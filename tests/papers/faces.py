"""The faces papers are set in: files, and widths of words."""

from __future__ import annotations

from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from data.paper.faces import MissingFontError, faces

HAND = "by hand"
"""The name of what is no face: it is written after printing."""
_USUAL = "Liberation Serif"
"""The family of the package that the tests need; stands in for one that is not installed."""
_HAND_WIDTH = 0.52
"""Of a digit written by hand, as a share of the type size."""


@cache
def face(family: str, bold: bool = False, italic: bool = False) -> str:
    """The name under which a face is registered for printing; the nearest cut where the family lacks one.

    Raises:
        MissingFontError: not even the usual family is installed; the message says what to install.
    """
    cuts = {
        (each.bold, each.italic): each.path
        for each in faces()
        if each.family == family and each.path.suffix == ".ttf"
    }
    for cut in ((bold, italic), (bold, False), (False, italic), (False, False)):
        if path := cuts.get(cut):
            pdfmetrics.registerFont(TTFont(path.stem, str(path)))
            return path.stem
    if family == _USUAL:
        raise MissingFontError(("fonts-liberation2",))
    return face(_USUAL, bold, italic)


@lru_cache(maxsize=100_000)
def width(name: str, text: str) -> float:
    """The width of a text in a registered face, as a share of the type size."""
    if name == HAND:
        return _HAND_WIDTH * len(text.strip()) + 0.25 * text.count(" ")
    known = pdfmetrics.getFont(name).face
    return float(sum(known.charWidths.get(ord(letter), known.defaultWidth) for letter in text)) / 1000
