"""Plain text: typed, exported, or dumped by a recogniser with its Markdown and HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from parsers.document import Cell, Document, Line
from parsers.readers import emphasis, furniture, rows
from parsers.readers.blocks import Paragraph, cell_text, lay_out
from parsers.readers.compose import Composer
from parsers.readers.decode import decode
from parsers.readers.flow import TAGS, Flow
from parsers.readers.inline import MARKUP, Drop, literal, references
from parsers.readers.options import Options
from parsers.readers.source import document

_LINE_END = re.compile(r"\r{0,2}\n|[\r\v\x85\u2028\u2029]")
_PAGE_END = "\f"
_FENCE = re.compile(r"(?:```|~~~)[\w-]{0,20}$")
_TAG = re.compile(
    r"<(/?)(" + "|".join(sorted(TAGS, key=len, reverse=True)) + r")((?:\s[^<>]*)?)/?>|<!--[^<>]*-->", re.I
)
_TABLE_TAG = re.compile(r"<(/?)(table|thead|tbody|tr|td|th)\b[^<>]*>", re.I)
_ATTRIBUTE = re.compile(r"""([\w:-]{1,40})\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_MARKED = re.compile(r"[*_\\&^]|\]\(")


class _Piece(NamedTuple):
    number: int
    text: str


def read_text(source: bytes, name: str, options: Options) -> Document:
    """Read a plain text.

    Raises:
        ReadError: `too-large`, or `empty` where it holds nothing but blanks.
    """
    limits = options.limits
    limits.check("bytes", len(source), limits.source_bytes)
    text, lost = decode(source)
    limits.check("lines", text.count("\n") + text.count("\r"), 2 * limits.lines)
    composer = Composer(limits)
    for number, marks in lost.items():
        composer.drop("control-characters", " ".join(marks), number)
    _TextReader(list(_pieces(text)), composer).read()
    _settle(composer)
    paged = len(composer.pages) > 1
    furniture.remove(composer.finish(), composer.drop_line, paged=paged)
    return document(source, name, "text/plain", composer, paged=paged)


def _pieces(text: str) -> Iterator[_Piece]:
    """The lines of a text; a page break is a piece of its own."""
    for number, line in enumerate(_LINE_END.split(text), 1):
        if _PAGE_END not in line:
            yield _Piece(number, line)
            continue
        for index, part in enumerate(line.split(_PAGE_END)):
            if index:
                yield _Piece(number, _PAGE_END)
            if part.strip():
                yield _Piece(number, part)


class _TextReader:
    """Goes through the lines once and hands them on as lines and rows."""

    def __init__(self, pieces: list[_Piece], composer: Composer) -> None:
        self._pieces = pieces
        self._composer = composer
        self._bold: list[str] = []
        """HTML tags that make text bold, still open from the line before."""
        self._piped = False
        """In a Markdown table without pipes at the edges."""
        self._tabbed_until = 0
        """Where the run of lines with tabs ends, and the last plain rows in it, of two cells and of more."""
        self._last_narrow = self._last_wide = -1

    def read(self) -> None:
        index = 0
        while index < len(self._pieces):
            index = self._step(index)

    def _step(self, index: int) -> int:
        """Take in the line at an index, or the whole HTML table; gives the index after it."""
        number, raw = self._pieces[index]
        text = raw.strip()
        if raw == _PAGE_END:
            self._composer.page()
        elif not text:
            self._composer.blank()
            self._bold, self._piped = [], False
        elif "<" in text and "<table" in text.lower():
            return self._html_table(index)
        elif rows.is_separator(raw.strip(" ")):
            self._drop(number)(MARKUP, text)
            self._composer.head_above()
        elif rows.is_rule(text) or _FENCE.match(text):
            self._drop(number)(MARKUP, text)
            self._composer.end_table()
        elif rows.is_pipe_row(text) or ("|" in text and self._in_piped(index)):
            self._row(rows.pipe_cells(text), number)
            self._drop(number)(MARKUP, "|" * text.count("|"))
        elif "\t" in raw:
            cells = rows.tab_cells(raw)
            if rows.is_tab_row(cells, in_table=self._is_tabbed(index, len(cells))):
                self._row(cells, number)
            else:
                self._running(text, number)
        else:
            self._running(text, number)
        return index + 1

    def _drop(self, number: int) -> Drop:
        return lambda reason, text: self._composer.drop(reason, text, number)

    def _in_piped(self, index: int) -> bool:
        """A row without pipes at the edges: above the rule of a Markdown table or in its body."""
        if not self._piped and index + 1 < len(self._pieces):
            below = self._pieces[index + 1].text.strip()
            self._piped = "|" in below and rows.is_separator(below)
        return self._piped

    def _is_tabbed(self, index: int, width: int) -> bool:
        """Whether plain rows of the width are in the unbroken run of lines with tabs around a line.

        A narrow line must have one below it: an indented paragraph may follow a letterhead.
        """
        if index >= self._tabbed_until:
            end, self._last_narrow, self._last_wide = index, -1, -1
            while end < len(self._pieces) and "\t" in (raw := self._pieces[end].text) and raw.strip():
                cells = rows.tab_cells(raw)
                if rows.is_plain_tab_row(cells):
                    if len(cells) == 2:
                        self._last_narrow = end
                    else:
                        self._last_wide = end
                end += 1
            self._tabbed_until = end
        return self._last_wide >= 0 if width > 2 else self._last_narrow > index

    def _row(self, cells: list[str], number: int) -> None:
        texts = (self._cell(cell, number) if "<" in cell else cell for cell in cells)
        self._composer.row([Cell(text=text) for text in texts], number)

    def _cell(self, text: str, number: int) -> str:
        flow = Flow(self._drop(number), recognised=True)
        self._feed(flow, text, number)
        return cell_text(flow.finish())

    def _running(self, text: str, number: int) -> None:
        signs = len(text) - len(text.lstrip("#"))
        heading = 1 <= signs <= 6 and text[signs : signs + 1].isspace()
        if heading:
            text = text[signs:].strip()
            self._drop(number)(MARKUP, "#" * signs)
        if not self._bold and "<" not in text:
            self._composer.line(text.replace("\t", " "), number, bold=heading)
            return
        flow = Flow(self._drop(number), recognised=True, bold=self._bold)
        self._feed(flow, text, number)
        blocks = flow.finish()
        self._bold = flow.bold
        for block in blocks:
            if isinstance(block, Paragraph):
                block.bold = block.bold or heading
        lay_out(blocks, self._composer)

    def _html_table(self, index: int) -> int:
        end = self._end_of_table(index)
        flow = Flow(self._drop(self._pieces[index].number), recognised=True)
        breaks = 0
        for number, text in self._pieces[index:end]:
            if text == _PAGE_END:
                breaks += 1
                continue
            flow.drop = self._drop(number)
            self._feed(flow, "\n" + text, number)
        lay_out(flow.finish(), self._composer)
        for _ in range(breaks):
            self._composer.page()
        return end

    def _end_of_table(self, start: int) -> int:
        """The index after the line that closes a table; of one never closed, after its last tag."""
        depth, last_tag = 0, start
        for index in range(start, len(self._pieces)):
            for tag in _TABLE_TAG.finditer(self._pieces[index].text):
                last_tag = index
                if tag[2].lower() == "table":
                    depth += -1 if tag[1] else 1
            if depth <= 0:
                return index + 1
        return last_tag + 1

    def _feed(self, flow: Flow, text: str, number: int) -> None:
        flow.number = number
        position = 0
        for match in _TAG.finditer(text):
            flow.data(text[position : match.start()])
            flow.drop(MARKUP, match[0])
            position = match.end()
            if not match[2]:
                continue
            tag = match[2].lower()
            if match[1]:
                flow.end(tag)
            else:
                flow.start(tag, {k.lower(): v.strip("\"'") for k, v in _ATTRIBUTE.findall(match[3])})
        flow.data(text[position:])


def _settle(composer: Composer) -> None:
    """Take the marks out of the text of lines and cells, now that whole paragraphs are in view."""
    for page in composer.pages:
        for is_row, group in groupby(page.lines, key=lambda line: line.cells is not None):
            lines = list(group)
            if not any(_MARKED.search(line.text) for line in lines):
                continue
            if is_row:
                for line in lines:
                    _settle_row(line, composer)
            else:
                _settle_lines(lines, composer)
        page.lines = _without_empty(page.lines)


def _settle_row(line: Line, composer: Composer) -> None:
    cells = line.cells or []
    drop = _note(composer, line)
    for cell in cells:
        if _MARKED.search(cell.text):
            unmarked = emphasis.plain(references(cell.text, drop).split("\n"))
            for each in unmarked:
                drop(MARKUP, " ".join(each.marks))
            cell.text = literal("\n".join(each.text.strip() for each in unmarked), drop).strip()
    line.text = "\t".join(cell.text for cell in cells)


def _settle_lines(lines: list[Line], composer: Composer) -> None:
    texts: list[str] = []
    places: list[int] = []
    for line in lines:
        if line.gap:
            texts.append("")
        places.append(len(texts))
        texts.append(references(line.text, _note(composer, line)))
    unmarked = emphasis.plain(texts)
    for line, place in zip(lines, places, strict=True):
        each, drop = unmarked[place], _note(composer, line)
        drop(MARKUP, " ".join(each.marks))
        line.text = literal(each.text, drop).strip()
        line.bold = line.bold or each.bold


def _note(composer: Composer, line: Line) -> Drop:
    return lambda reason, text: composer.drop(reason, text, line.number)


def _without_empty(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    gap = 0
    for line in lines:
        if line.cells is None and not line.text:
            gap += line.gap
            continue
        line.gap += gap
        gap = 0
        kept.append(line)
    return kept
