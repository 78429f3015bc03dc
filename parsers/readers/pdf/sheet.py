"""What stands on one PDF page: its characters and drawings, upright, and what its own text is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from parsers.readers.errors import Reason
from parsers.readers.paging import Unread
from parsers.readers.pdf.decision import Finding, decide
from parsers.readers.pdf.glyphs import Frame, Glyph, read_glyphs
from parsers.readers.pdf.objects import Drawn, drawn, load

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage


class Sheet(NamedTuple):
    """What stands on one page."""

    frame: Frame
    drawn: Drawn
    glyphs: list[Glyph]
    finding: Finding

    @property
    def text(self) -> str:
        """All its characters in the order of the content."""
        return " ".join("".join(glyph.text for glyph in self.glyphs).split())


@contextmanager
def loaded(pdf: PdfDocument, index: int) -> Iterator[tuple[PdfPage, int]]:
    """A page with its annotations made part of it, and how many objects it had of its own; closed at the end.

    Raises:
        Unread: it cannot be loaded, or not what stands on it.
    """
    from pypdfium2 import PdfiumError

    try:
        page, own = load(pdf, index)
        try:
            yield page, own
        finally:
            page.close()
    except PdfiumError as error:
        raise Unread(Reason.DAMAGED, "cannot be loaded") from error


def upright(page: PdfPage, own: int) -> Sheet:
    """The print of a page turned so that most of its text is upright."""
    frame = Frame(page)
    drawings = drawn(page, frame, own)
    glyphs = read_glyphs(page, frame, drawings.stamped)
    turns = Counter(glyph.style.turn for glyph in glyphs if not glyph.text.isspace())
    turn, count = turns.most_common(1)[0] if turns else (0, 0)
    if turn in {90, 180, 270} and 2 * count > turns.total():
        frame.turn(turn)
        drawings = drawn(page, frame, own)
        glyphs = read_glyphs(page, frame, drawings.stamped)
    stamped = [glyph for glyph in glyphs if glyph.style.stamp is not None]
    visible = [glyph for glyph in glyphs if glyph.style.stamp is None and glyph.style.visible]
    hidden = [glyph for glyph in glyphs if glyph.style.stamp is None and not glyph.style.visible]
    finding = decide(_text(visible), _text(hidden), _text(stamped), drawings.pictures, drawings.shapes)
    return Sheet(frame, drawings, glyphs, finding)


def _text(glyphs: list[Glyph]) -> str:
    """Characters in the order of the content, a space between lines."""
    lines = groupby(glyphs, key=lambda glyph: glyph.base)
    return " ".join("".join(glyph.text for glyph in line) for _, line in lines)
