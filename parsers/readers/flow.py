"""From HTML tags and text, one after the other, to paragraphs and tables.

Forgiving: tags may be missing, crossed or stray, as in a recogniser's output. Used for whole HTML
files and for fragments in plain text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from parsers.readers.blocks import Block, Paragraph, Table, TableCell
from parsers.readers.inline import MARKUP, Drop, superscript
from parsers.readers.numerals import letter, roman

_INLINE = {
    *("a", "b", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "label", "mark", "o:p", "s"),
    *("small", "span", "strike", "strong", "sub", "sup", "tt", "u"),
}
_BLOCK = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
    ),
    *("div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head"),
    *("header", "hr", "html", "li", "main", "nav", "ol", "p", "page", "pre", "section", "table", "tbody"),
    *("td", "tfoot", "th", "thead", "title", "tr", "ul"),
}
TAGS = frozenset(_INLINE | _BLOCK)
"""What counts as a tag in plain text; anything else between angle brackets is text."""
_STRONG = {"b", "strong"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_WEIGHT = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_BULLET_LINE = re.compile(r"[ \t]*[\r\n]+[ \t]*(?=[-+*•–][ \t])")
_OWN_MARKER = re.compile(r"[-+*•–—]|(?:\d+|[A-Za-zĐđ]|[IVXLC]+)[.)]\s")
_MAX_SPAN = 1000
_MAX_NESTING = 16
"""Tables within tables; the rows of deeper ones go to the innermost that counts."""


@dataclass
class _OpenTable:
    table: Table
    outer: list[Block]
    """Where the table goes when it is closed."""
    bold: list[str]
    """What was bold outside."""


@dataclass
class Flow:
    """Builds blocks from a stream of tags and text.

    `recognised` is for fragments in a text dump: what is raised is noted as `handwriting`, and a
    line break before a bullet in a cell is a line break.
    """

    drop: Drop
    recognised: bool = False
    number: int | None = None
    """The source line, for the paragraphs to come."""
    bold: list[str] = field(default_factory=list)
    """Open tags that make text bold."""
    blocks: list[Block] = field(default_factory=list)
    _out: list[Block] = field(init=False)
    _text: list[str] = field(default_factory=list)
    _weak: bool = False
    """Text that is not bold is in the paragraph."""
    _gap: int = 0
    _prefix: str = ""
    _tables: list[_OpenTable] = field(default_factory=list)
    _lists: list[tuple[str, int]] = field(default_factory=list)
    """Open lists: the style of their numbers ("" for bullets) and the last number."""
    _raised: int | None = None
    """Where in the text a superscript began."""
    _preformatted: int = 0

    def __post_init__(self) -> None:
        self._out = self.blocks

    def data(self, text: str) -> None:
        """Text between tags."""
        if self._preformatted:
            parts = text.split("\n")
        elif self.recognised and self._tables:
            parts = _BULLET_LINE.split(text)
        else:
            parts = [text]
        for index, part in enumerate(parts):
            if index:
                self.flush()
            self._text.append(_SPACES.sub(" ", part))
            if not self.bold and part.strip():
                self._weak = True

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An opening tag."""
        if tag in _INLINE:
            if tag in _STRONG or _WEIGHT.search(attributes.get("style", "")):
                self.bold.append(tag)
            elif tag == "sup":
                self._raised = len(self._text)
            return
        if tag == "br" and not self.flush():
            self._gap += not self._tables
            return
        self.flush()
        if tag in _HEADINGS or _WEIGHT.search(attributes.get("style", "")):
            self.bold.append(tag)
        match tag:
            case "pre":
                self._preformatted += 1
            case "ul":
                self._lists.append(("", 0))
            case "ol":
                self._lists.append((attributes.get("type", "1") or "1", _count(attributes, "start", 1) - 1))
            case "li":
                self._prefix = self._item_marker(attributes)
            case "table" if len(self._tables) < _MAX_NESTING:
                self._tables.append(_OpenTable(Table(), self._out, self.bold))
                self.bold = []
            case "tr" if self._tables:
                self._leave_cell()
                self._tables[-1].table.rows.append([])
            case "td" | "th" if self._tables:
                self._enter_cell(attributes, header=tag == "th")

    def end(self, tag: str) -> None:
        """A closing tag."""
        if tag == "sup":
            self._lower()
        if tag in self.bold:
            self.bold.reverse()
            self.bold.remove(tag)
            self.bold.reverse()
        if tag in _INLINE:
            return
        if not self.flush() and tag == "p" and not self._tables:
            self._gap += 1
        match tag:
            case "pre":
                self._preformatted = max(0, self._preformatted - 1)
            case "ul" | "ol" if self._lists:
                self._lists.pop()
            case "li":
                self._prefix = ""
            case "tr" | "td" | "th" if self._tables:
                self._leave_cell()
            case "table" if self._tables:
                self._close_table()

    def flush(self) -> bool:
        """End the paragraph; False where there was none."""
        self._lower()
        text = _SPACES.sub(" ", "".join(self._text)).strip()
        weak, self._text, self._weak = self._weak, [], False
        if not text:
            return False
        if self._prefix and not _OWN_MARKER.match(text):
            text = self._prefix + text
        self._prefix = ""
        self._out.append(Paragraph(text, bold=not weak, number=self.number, gap=self._gap))
        self._gap = 0
        return True

    def finish(self) -> list[Block]:
        """Close what is still open and give the blocks."""
        self.flush()
        while self._tables:
            self._close_table()
        return self.blocks

    def _enter_cell(self, attributes: Mapping[str, str], *, header: bool) -> None:
        self._leave_cell()
        table = self._tables[-1].table
        if not table.rows:
            table.rows.append([])
        cell = TableCell(
            columns=_count(attributes, "colspan", 1),
            rows=_count(attributes, "rowspan", 1),
            header=header,
            number=self.number,
        )
        table.rows[-1].append(cell)
        self._out = cell.content

    def _leave_cell(self) -> None:
        self._out, self.bold, self._lists = self._tables[-1].outer, [], []

    def _close_table(self) -> None:
        opened = self._tables.pop()
        self._out, self.bold = opened.outer, opened.bold
        opened.table.rows = [row for row in opened.table.rows if row]
        if opened.table.rows:
            self._out.append(opened.table)

    def _lower(self) -> None:
        """End a superscript and keep of it what is text."""
        if self._raised is None:
            return
        content = "".join(self._text[self._raised :])
        before = "".join(self._text[max(0, self._raised - 2) : self._raised])
        kept = superscript(before, content) if before.strip() else content
        if kept is None and not self.recognised and not content.strip(" []()*").isdigit():
            kept = content
        if kept is None or kept != content.strip():
            self.drop("handwriting" if self.recognised and not content.strip().isdigit() else MARKUP, content)
        self._text[self._raised :] = [kept or ""]
        self._raised = None

    def _item_marker(self, attributes: Mapping[str, str]) -> str:
        style, last = self._lists[-1] if self._lists else ("", 0)
        if not style:
            return "- "
        number = _count(attributes, "value", last + 1)
        self._lists[-1] = (style, number)
        match style:
            case "a" | "A":
                shown = letter(number) if style == "a" else letter(number).upper()
            case "i" | "I":
                shown = roman(number).lower() if style == "i" else roman(number)
            case _:
                shown = str(number)
        return f"{shown}. "


def _count(attributes: Mapping[str, str], name: str, default: int) -> int:
    value = attributes.get(name, "").strip()
    if not (value.isascii() and value.isdigit() and len(value) < 6):
        return default
    return min(max(int(value), 1), _MAX_SPAN)
