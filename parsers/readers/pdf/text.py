"""A PDF page that is read by its own text."""

from __future__ import annotations

from collections.abc import Iterable

from parsers.document import Origin, Page
from parsers.readers.layout.across import with_ruled_across
from parsers.readers.layout.grid import grids
from parsers.readers.layout.stretches import Piece
from parsers.readers.paging import Pages
from parsers.readers.pdf.decision import Verdict
from parsers.readers.pdf.glyphs import Glyph
from parsers.readers.pdf.marginal import without_marginal
from parsers.readers.pdf.places import placed
from parsers.readers.pdf.sheet import Sheet
from parsers.readers.pdf.words import stretches


def read_text(sheet: Sheet, page: Page, pages: Pages) -> None:
    """Give a page the lines that its own text makes."""
    frame, drawings, glyphs, finding = sheet
    page.origin = Origin.DIGITAL
    if finding.verdict in {Verdict.LAYER, Verdict.RUINED}:
        page.origin, page.confidence = Origin.OCR_LAYER, round(finding.reading.known, 3)
    tables = grids(drawings.across, drawings.down)
    kept = without_marginal(glyphs, tables, frame, pages.drop_furniture)
    tables = with_ruled_across(tables, drawings.across, lambda: _pieces(kept), pages.last_table)
    pages.lay_out(page, *placed(kept, tables, frame, pages.drop_mark))


def _pieces(glyphs: Iterable[Glyph]) -> list[Piece]:
    upright = (glyph for glyph in glyphs if glyph.style.turn == 0)
    return [piece for stretch in stretches(upright, lambda _: None) for piece in stretch.pieces]
