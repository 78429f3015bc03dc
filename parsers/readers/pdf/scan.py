"""A PDF page that is read by what it shows: its picture recognised, beside what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.document import Page, Step
from parsers.readers.layout.stretches import Piece
from parsers.readers.paging import Pages, Unread
from parsers.readers.pdf.decision import REASONS, Finding, Reading, Verdict, assess
from parsers.readers.pdf.glyphs import Glyph
from parsers.readers.pdf.marginal import without_marginal
from parsers.readers.pdf.picture import picture
from parsers.readers.pdf.sheet import Sheet
from parsers.readers.pdf.text import read_text
from parsers.readers.pdf.words import stretches
from parsers.readers.recognised import Seen, look, read_seen

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MISREAD = {Verdict.RUINED, Verdict.UNMAPPED}
"""Text that is not what is printed; only what annotations added to the page is."""
_OTHERS = {Verdict.RUINED, Verdict.LAYER}
"""Text of another recogniser, which may be used for want of a better one."""

_HEAD = 72.0
"""Points: the letterhead begins below (20 to 25 mm; Decree 30/2020/NĐ-CP, annex I)."""


def read_scan(source: PdfPage, sheet: Sheet, page: Page, pages: Pages) -> None:
    """Give a page the lines that are recognised on it.

    Where another recogniser has left a text that reads better, or nothing is installed that recognises,
    that text is used.

    Raises:
        Unread: it cannot be recognised.
    """
    finding = sheet.finding
    try:
        seen = pages.look(lambda: look(*picture(source, pages.options.limits), pages.options))
    except Unread as left:
        if finding.verdict not in _OTHERS:
            raise
        _fall_back(f"{REASONS[finding.verdict]}, and {left.why}", sheet, page, pages)
        return
    if finding.verdict in _OTHERS and _reads_better(finding.reading, seen):
        _fall_back("is a picture over a text that reads better than what was recognised", sheet, page, pages)
        return
    own, aside = _own(sheet) if seen.turn % 360 == page.turn and not seen.aslant else ([], [])
    read_seen(seen, page, pages, own, aside)


def _fall_back(reason: str, sheet: Sheet, page: Page, pages: Pages) -> None:
    page.decision = sheet.finding.decision(Step.USE).model_copy(update={"reason": reason})
    read_text(sheet, page, pages)


def _reads_better(layer: Reading, seen: Seen) -> bool:
    """Whether a text layer has more words of Vietnamese than what was recognised, or that found nothing."""
    found = assess(" ".join(piece.text for piece in seen.pieces))
    return layer.words * layer.marked > found.words * found.marked or found.words == 0 < layer.words


def _own(sheet: Sheet) -> tuple[list[Piece], list[Piece]]:
    """The words that a page says of itself, and those that are no part of its text."""
    glyphs = [glyph for glyph in sheet.glyphs if glyph.style.turn == 0 and _is_printed(glyph, sheet.finding)]
    kept = without_marginal(glyphs, (), sheet.frame, lambda _: None)
    chosen = {id(glyph) for glyph in kept}
    others = [glyph for glyph in glyphs if id(glyph) not in chosen]
    return _pieces(kept), _pieces(others) + _emblems(sheet, others)


def _emblems(sheet: Sheet, others: list[Glyph]) -> list[Piece]:
    """Where arms and logos stand beside what a signature says of itself at the head of a page."""
    signed = {glyph.style.stamp for glyph in others}
    return [
        Piece("", x0=x0, x1=x1, top=y0, bottom=y1, base=y1, size=y1 - y0)
        for number, (x0, y0, x1, y1) in sheet.drawn.emblems
        if number in signed and (y0 + y1) / 2 <= _HEAD
    ]


def _is_printed(glyph: Glyph, finding: Finding) -> bool:
    return glyph.style.stamp is not None or (glyph.style.visible and finding.verdict not in _MISREAD)


def _pieces(glyphs: list[Glyph]) -> list[Piece]:
    return [piece for stretch in stretches(glyphs, lambda _: None) for piece in stretch.pieces]
