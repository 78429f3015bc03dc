"""The faces papers are set in: files, and widths of words."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_FOLDERS = (Path("/usr/share/fonts/truetype"), Path("/usr/local/share/fonts"))
_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
_FILES = {
    "Liberation Serif": ("liberation2", [f"LiberationSerif-{style}.ttf" for style in _STYLES]),
    "Liberation Sans": ("liberation2", [f"LiberationSans-{style}.ttf" for style in _STYLES]),
    "Liberation Mono": ("liberation2", [f"LiberationMono-{style}.ttf" for style in _STYLES]),
    "Tinos": ("croscore", [f"Tinos-{style}.ttf" for style in _STYLES]),
    "FreeSerif": ("freefont", [f"FreeSerif{style}.ttf" for style in ("", "Bold", "Italic", "BoldItalic")]),
    "DejaVu Serif": (
        "dejavu",
        [f"DejaVuSerif{style}.ttf" for style in ("", "-Bold", "-Italic", "-BoldItalic")],
    ),
}
_USUAL = "Liberation Serif"
"""The family of the package that the tests need; stands in for one that is not installed."""


@cache
def face(family: str, bold: bool = False, italic: bool = False) -> str:
    """The name under which a face is registered for printing.

    Raises:
        FileNotFoundError: not even the usual family is installed; install fonts-liberation2.
    """
    folder, files = _FILES[family]
    file = files[bold + 2 * italic]
    for root in _FOLDERS:
        if (path := root / folder / file).exists():
            pdfmetrics.registerFont(TTFont(path.stem, str(path)))
            return path.stem
    if family == _USUAL:
        raise FileNotFoundError(f"{file} is not installed; type: apt-get install fonts-liberation2")
    return face(_USUAL, bold, italic)


@lru_cache(maxsize=100_000)
def width(name: str, text: str) -> float:
    """The width of a text in a registered face, as a share of the type size."""
    known = pdfmetrics.getFont(name).face
    return float(sum(known.charWidths.get(ord(letter), known.defaultWidth) for letter in text)) / 1000
