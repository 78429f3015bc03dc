"""Word files (.docx): body, automatic numbers, tables, text boxes, as they are printed.

The XML is read directly: python-docx passes over tracked insertions, text boxes and content
controls, and knows no printed numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from parsers.document import Document, Word
from parsers.readers import sniff
from parsers.readers.blocks import PAGE_BREAK, Block, Paragraph, Table, TableCell, lay_out
from parsers.readers.compose import Composer
from parsers.readers.furniture import FURNITURE
from parsers.readers.inline import MARKUP, superscript
from parsers.readers.numbering import Numbering
from parsers.readers.ooxml import Package, W, damaged, integer, switched_on, value
from parsers.readers.options import Options
from parsers.readers.source import document
from parsers.readers.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_TEXT_BOX = W + "txbxContent"
_DELETED = {W + "del", W + "moveFrom"}
# A soft hyphen is a letter in some fonts of before Unicode.
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\xad",
    W + "cr": "\n",
}
_NEW_PAGE = {None, "nextPage", "oddPage", "evenPage"}


def read_docx(source: bytes, name: str, options: Options) -> Document:
    """Read a Word file.

    Raises:
        ReadError: `damaged`, `encrypted`, `too-large`, or `empty` where it holds no text.
    """
    limits = options.limits
    limits.check("bytes", len(source), limits.source_bytes)
    package = Package(source, limits)
    root = package.document()
    body = root.find(W + "body")
    if body is None:
        raise damaged("its main part has no body")
    composer = Composer(limits)
    for kind in ("header", "footer", "footnotes", "endnotes"):
        for part in package.related(kind):
            composer.drop(FURNITURE, _all_text(part))
    reader = _Body(
        Styles(next(iter(package.related("styles")), None), next(iter(package.related("theme")), None)),
        Numbering(next(iter(package.related("numbering")), None)),
        composer,
    )
    try:
        lay_out(reader.blocks(body), composer)
    except RecursionError as error:
        raise damaged("its parts are nested without end") from error
    return document(source, name, sniff.DOCX, composer, paged=len(composer.finish()) > 1)


def _all_text(part: _Element) -> str:
    return " ".join("".join(text.text or "" for text in p.iter(W + "t")) for p in part.iter(W + "p")).strip()


class _Piece(NamedTuple):
    """The text of a run and the font that it is set in."""

    text: str
    font: str | None


class _Body:
    """Turns the content of the main part into blocks, in reading order."""

    def __init__(self, styles: Styles, numbering: Numbering, composer: Composer) -> None:
        self._styles = styles
        self._numbering = numbering
        self._composer = composer
        self._gap = 0
        self._due = ""
        """A page break that is due before the next text."""

    def blocks(self, container: _Element) -> Iterator[Block]:
        for child in container:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                self._gap = 0
                if self._due:
                    yield Paragraph(self._due)
                    self._due = ""
                yield self._table(child)
            elif child.tag in _DELETED:
                self._composer.drop(MARKUP, _removed_text(child))
            elif child.tag == _ALTERNATE:
                yield from self.blocks(_choice(child))
            elif child.tag not in {W + "sectPr", W + "tcPr", W + "sdtPr", W + "sdtEndPr"}:
                yield from self.blocks(child)

    def _paragraph(self, element: _Element) -> Iterator[Block]:
        properties = element.find(W + "pPr")
        if properties is not None and switched_on(properties.find(W + "pageBreakBefore")):
            self._due = PAGE_BREAK
        pieces: list[_Piece] = []
        boxes: list[_Element] = []
        weak = self._runs(element, element, pieces, boxes)
        text = "".join(piece.text for piece in pieces)
        for box in boxes:
            yield from self.blocks(box)
        if text.strip(f" \t\n{PAGE_BREAK}"):
            listed = self._styles.listed(element)
            marker = self._numbering.marker(*listed) if listed else ""
            bare = text.lstrip(PAGE_BREAK)
            started = self._due or text[: len(text) - len(bare)][:1]
            # Word writes a manual break and where it last saw the page end; both are one break.
            bare = bare.replace(PAGE_BREAK * 2, PAGE_BREAK)
            ends = bare.endswith(PAGE_BREAK)
            body = f"{marker} {bare.strip(PAGE_BREAK).strip()}" if marker else bare.strip(PAGE_BREAK).strip()
            bold = not weak or self._styles.is_heading(element)
            if listed and marker:
                font = self._styles.font(marker, self._numbering.properties(*listed), element)
                pieces.insert(0, _Piece(f"{marker} ", font))
            gap = 0 if started else self._gap
            yield Paragraph(started + body, bold=bold, gap=gap, words=_words(pieces))
            self._gap, self._due = 0, PAGE_BREAK if ends else ""
        else:
            self._gap += not boxes
            if PAGE_BREAK in text:
                self._due = PAGE_BREAK
        if properties is not None and (section := properties.find(W + "sectPr")) is not None:
            self._due = PAGE_BREAK if value(section.find(W + "type")) in _NEW_PAGE else self._due

    def _runs(
        self, element: _Element, paragraph: _Element, pieces: list[_Piece], boxes: list[_Element]
    ) -> bool:
        """Collect the text of runs; gives whether any of it is not bold."""
        weak = False
        for child in element:
            if child.tag == W + "r":
                weak |= self._run(child, paragraph, pieces, boxes)
            elif child.tag in _DELETED:
                self._composer.drop(MARKUP, _removed_text(child))
            elif child.tag == _ALTERNATE:
                weak |= self._runs(_choice(child), paragraph, pieces, boxes)
            elif child.tag not in {W + "pPr", W + "sdtPr", W + "sdtEndPr"}:
                weak |= self._runs(child, paragraph, pieces, boxes)
        return weak

    def _run(self, run: _Element, paragraph: _Element, pieces: list[_Piece], boxes: list[_Element]) -> bool:
        text = "".join(self._run_text(run, boxes))
        if not text:
            return False
        if text.strip() and self._styles.is_on("vanish", run, paragraph):
            self._composer.drop(MARKUP, text)
            return False
        if self._styles.is_on("caps", run, paragraph):
            text = text.upper()
        properties = run.find(W + "rPr")
        if properties is not None and value(properties.find(W + "vertAlign")) == "superscript":
            kept = superscript("".join(piece.text for piece in pieces[-2:]), text)
            if kept is None and text.strip(" []()*").isdigit():
                self._composer.drop(MARKUP, text)
                return False
            text = kept or text
        pieces.append(_Piece(text, self._styles.font(text, properties, paragraph)))
        return bool(text.strip()) and not self._styles.is_on("b", run, paragraph)

    def _run_text(self, run: _Element, boxes: list[_Element]) -> Iterator[str]:
        for child in run:
            if child.tag == W + "t":
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag == W + "br":
                yield PAGE_BREAK if value(child, "type") == "page" else "\n"
            elif child.tag == W + "lastRenderedPageBreak":
                yield PAGE_BREAK
            elif child.tag == W + "sym":
                yield _symbol(child)
            elif child.tag == _ALTERNATE:
                boxes += _choice(child).iter(_TEXT_BOX)
            else:
                boxes += child.iter(_TEXT_BOX)

    def _table(self, element: _Element) -> Table:
        table = Table()
        spanning: dict[int, TableCell] = {}
        for row in _children(element, "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self._composer.drop(MARKUP, _removed_text(row))
                continue
            cells, below = self._row(row, spanning)
            spanning = below
            if cells:
                table.rows.append(cells)
        return table

    def _row(
        self, row: _Element, above: dict[int, TableCell]
    ) -> tuple[list[TableCell], dict[int, TableCell]]:
        """The cells of a row, and those that may reach into the next by their first column."""
        properties = row.find(W + "trPr")
        before, header = 0, False
        if properties is not None:
            before = integer(properties.find(W + "gridBefore")) or 0
            header = bool(switched_on(properties.find(W + "tblHeader")))
        cells = [TableCell(columns=before)] if before > 0 else []
        column, spanning = before, {}
        for element in _children(row, "tc"):
            width = max(1, integer(element.find(f"{W}tcPr/{W}gridSpan")) or 1)
            merge = element.find(f"{W}tcPr/{W}vMerge")
            content = list(self.blocks(element))
            self._gap = 0
            if merge is not None and value(merge) != "restart" and column in above:
                spanning[column] = above[column]
                above[column].rows += 1
                above[column].content += content
            else:
                cells.append(TableCell(content, columns=width, header=header))
                if merge is not None:
                    spanning[column] = cells[-1]
            column += width
        return cells, spanning


def _words(pieces: Iterable[_Piece]) -> list[Word]:
    """Words with their fonts; a word in two fonts is in two pieces."""
    return [
        Word(text=word, font=font)
        for font, run in groupby(pieces, attrgetter("font"))
        for word in "".join(piece.text for piece in run).split()
    ]


def _children(element: _Element, name: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also within content controls."""
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "customXml", W + "ins"}:
            yield from _children(child, name)


def _choice(alternate: _Element) -> _Element:
    """The first of the ways in which the same content is written."""
    return alternate[0] if len(alternate) else alternate


def _removed_text(element: _Element) -> str:
    return "".join(e.text or "" for e in element.iter(W + "delText", W + "t"))


def _symbol(element: _Element) -> str:
    """A character of a symbol font; those of the private use area look like nothing in plain text."""
    try:
        sign = chr(int(value(element, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""
    return sign if sign.isprintable() and not "\ue000" <= sign <= "\uf8ff" else ""
