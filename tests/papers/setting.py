"""Setting blocks on pages: paragraphs, columns side by side, page numbers."""

from __future__ import annotations

from collections.abc import Sequence

from tests.papers import table
from tests.papers.blocks import Align, Block, Columns, Grid, NewPage, Paragraph, Span
from tests.papers.sheet import ASCENT, DESCENT, Paper, Role, Rule, Sheet, Word
from tests.papers.style import MILLIMETRE, Style
from tests.papers.wrapping import Slot, broken, natural, placed, words

A4 = 210 * MILLIMETRE, 297 * MILLIMETRE
_RULE_BELOW = 2.0
_ORPHANS = 2
_TABLE_OPENING = 60
"""Height of a head and the start of a row, which a heading is to stand above."""


def set_paper(blocks: Sequence[Block], style: Style) -> Paper:
    """Set blocks on A4 pages, with their text one paragraph or table row a line."""
    press = _Press(style)
    for at, block in enumerate(blocks):
        match block:
            case Paragraph():
                press.paragraph(block, press.kept_height(blocks[at + 1 : at + 4]) if block.kept else 0.0)
            case Columns():
                press.columns(block)
            case Grid():
                press.grid(block)
            case NewPage():
                press.new_sheet(block.across)
    flow, written = ([line for block in blocks for line in _flow(block, hand)] for hand in (False, True))
    return Paper(press.sheets, flow, written)


def _flow(block: Block, written: bool) -> list[str]:
    match block:
        case Paragraph():
            return [block.text(written)]
        case Columns():
            return [each.text(written) for each in (*block.left, *block.right)]
        case Grid():
            return table.flow(block)
    return []


class _Press:
    """Sheets set so far, and where the next line goes."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.sheets: list[Sheet] = []
        self.across = False
        self.new_sheet(False)

    def new_sheet(self, across: bool | None = None) -> None:
        """Begin a page; as the page before, where not said."""
        self.across = self.across if across is None else across
        width, height = reversed(A4) if self.across else A4
        self.sheets.append(Sheet(width, height))
        self.y = self.style.top
        if self.style.page_numbers and len(self.sheets) > 1:
            self._number(len(self.sheets))

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def left(self) -> float:
        return self.style.left

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.sheet.width - self.style.left - self.style.right

    @property
    def rest(self) -> float:
        """The height left on the page."""
        return self.sheet.height - self.style.bottom - self.y

    def line_height(self, paragraph: Paragraph) -> float:
        """The height of a line: letterhead and foot are set tight, the text as the style says."""
        running = paragraph.role in (Role.PARAGRAPH, Role.HEADING)
        return paragraph.size * (self.style.leading if running else 1.15)

    def paragraph(self, paragraph: Paragraph, kept: float = 0.0) -> None:
        """Set a paragraph, on more than one page where need be; `kept` is needed below it."""
        height = self.line_height(paragraph)
        lines = self._lines(paragraph, self.room)
        first = len(lines) if paragraph.kept else min(len(lines), _ORPHANS)
        if self.y > self.style.top:
            if self.rest < paragraph.before + first * height + kept:
                self.new_sheet()
            else:
                self.y += paragraph.before
        for at, line in enumerate(lines):
            if self.rest < height:
                self.new_sheet()
            indent = paragraph.indent if at == 0 else 0.0
            baseline = self.y + (height - (ASCENT + DESCENT) * paragraph.size) / 2 + ASCENT * paragraph.size
            slot = Slot(
                self.left + indent, self.room - indent, baseline, paragraph.align, at == len(lines) - 1
            )
            self.sheet.lines.append(placed(line, slot, paragraph.size, paragraph.role))
            self.y += height
        if paragraph.rule:
            self._rule_below(paragraph)

    def kept_height(self, following: Sequence[Block]) -> float:
        """The room needed below what is kept with what follows: for more such, and two lines or a foot."""
        room = 0.0
        for block in following:
            if isinstance(block, Columns):
                return room + self._height(block)
            if not isinstance(block, Paragraph):
                return room + _TABLE_OPENING
            room += block.before + self.line_height(block) * (1 if block.kept else _ORPHANS)
            if not block.kept:
                break
        return room

    def columns(self, block: Columns) -> None:
        """Set two columns side by side, on the next page where they do not fit."""
        room = self.room * block.share, self.room * (1 - block.share)
        height = self._height(block)
        if self.y > self.style.top and self.rest < height:
            self.new_sheet()
        top = self.y
        for column, x, wide in (
            (block.left, self.left, room[0]),
            (block.right, self.left + room[0], room[1]),
        ):
            self.y = top
            for paragraph in column:
                self._in_column(paragraph, x, wide)
        self.y = top + height

    def grid(self, block: Grid) -> None:
        """Set a table, on as many pages as it needs."""
        body = table.measured(block, self.style, self.room)
        self.y += self.style.gap
        while body.rows:
            piece = body.piece(self.rest, fresh=self.y <= self.style.top)
            if piece is not None:
                self.y = piece.draw(self.sheet, self.left, self.y, self.style)
            if body.rows:
                self.new_sheet()
        self.y += self.style.gap

    def _lines(self, paragraph: Paragraph, room: float) -> list[list[Word]]:
        parts = words(paragraph.spans, self.style.family, paragraph.size)
        return broken(parts, paragraph.size, room, paragraph.indent, self.style.split_codes)

    def _height(self, block: Columns) -> float:
        room = self.room * block.share, self.room * (1 - block.share)
        return max(self._column_height(block.left, room[0]), self._column_height(block.right, room[1]))

    def _column_height(self, column: Sequence[Paragraph], room: float) -> float:
        return sum(
            each.before
            + len(self._lines(each, room)) * each.size * 1.15
            + (2 * _RULE_BELOW if each.rule else 0)
            for each in column
        )

    def _in_column(self, paragraph: Paragraph, x: float, room: float) -> None:
        self.y += paragraph.before
        lines = self._lines(paragraph, room)
        for at, line in enumerate(lines):
            baseline = self.y + ASCENT * paragraph.size
            slot = Slot(x, room, baseline, paragraph.align, at == len(lines) - 1)
            self.sheet.lines.append(placed(line, slot, paragraph.size, paragraph.role))
            self.y += paragraph.size * 1.15
        if paragraph.rule:
            self._rule_below(paragraph)

    def _rule_below(self, paragraph: Paragraph) -> None:
        """A short rule under the line set last."""
        line = self.sheet.lines[-1]
        wide = natural(line.words, line.size)
        start = line.x + wide * (1 - paragraph.rule) / 2
        y = line.baseline + DESCENT * line.size + _RULE_BELOW
        self.sheet.rules.append(Rule(start, y, start + wide * paragraph.rule, y, 0.6))
        self.y += 2 * _RULE_BELOW

    def _number(self, number: int) -> None:
        size = self.style.size
        (line,) = broken(words((Span(str(number)),), self.style.family, size), size, self.room)
        baseline = self.style.top / 2 + ASCENT * size / 2
        slot = Slot(self.left, self.room, baseline, Align.CENTRE)
        self.sheet.lines.append(placed(line, slot, size, Role.PAGE_NUMBER))
