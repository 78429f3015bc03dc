"""Pages of digital PDF files that embed Times New Roman, printed anew and worn.

Nearly all of these papers are set in that face, which is in no free package: nothing is trained on it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bench.corpus import MEASURING
from bench.scans import Scan
from data.paper.wear import LEVELS, Level, draw, worn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pypdfium2 import PdfPage

PDF = MEASURING / "pdf"
FACE = "TimesNewRomanPS"
"""What the names of its cuts begin with."""
_FEWEST = 600
"""Letters of a page at least."""
_PURE = 0.99
"""Share of them that are in that face."""
_MOST = 12
"""Files that a page is taken of."""
_SEARCHED = 6
"""Pages of a file that are looked at."""


def genuine(level: Level, dpi: int = 150) -> list[Scan]:
    """A page of each file, worn at a level; none where the measuring set is missing."""
    import numpy as np

    rng = np.random.default_rng((dpi, LEVELS.index(level)))
    return [Scan(b"", [worn(image, draw(level, rng), dpi, rng)], dpi, text) for image, text in _printed(dpi)]


@cache
def _printed(dpi: int) -> list[tuple[NDArray[np.uint8], str]]:
    """The first page of each file that is set in the face throughout, with its text."""
    files = sorted(PDF.glob("*.pdf")) if PDF.is_dir() else []
    found = [page for file in files if (page := _first(file, dpi))]
    return found[:: max(1, len(found) // _MOST)][:_MOST]


def _first(file: Path, dpi: int) -> tuple[NDArray[np.uint8], str] | None:
    import pypdfium2

    with pypdfium2.PdfDocument(file) as pdf:
        for index in range(min(_SEARCHED, len(pdf))):
            page = pdf[index]
            if text := _text(page):
                image = page.render(scale=dpi / 72, grayscale=True, optimize_mode=None).to_numpy()
                return image.copy(), text
    return None


def _text(page: PdfPage) -> str:
    """What is printed on a page; nothing where it is not in the face, or of little text."""
    from parsers.readers.pdf.glyphs import Frame, read_glyphs
    from parsers.readers.pdf.words import stretches

    glyphs = [glyph for glyph in read_glyphs(page, Frame(page), {}) if glyph.style.visible]
    letters = [glyph for glyph in glyphs if glyph.text.isalnum()]
    pure = sum(FACE in glyph.style.font for glyph in letters)
    if page.get_rotation() or len(letters) < _FEWEST or pure < _PURE * len(letters):
        return ""
    return "\n".join(found.text for found in stretches(glyphs, lambda _: None))
