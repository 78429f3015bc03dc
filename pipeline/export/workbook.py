"""An Excel workbook that a person who does not program can work with.

Each sheet has a frozen, filtered head; cells lead from a plan to its tasks and back; dates are dates and
numbers are numbers. A text is always written as a string, so that none can become a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.plan import Plan
from pipeline.columns import Column, Kind, Sheet, guide, note
from pipeline.export.order import Order
from pipeline.projection import Row, Value, day, project

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

MAX_CHARACTERS = 32_767
"""In a cell, counted as UTF-16 code units (Excel specifications and limits)."""
MAX_ROWS = 1_048_576
MAX_LINKS = 65_530
EXACT = 10**15
"""Excel keeps 15 digits of a number."""
FIRST_DAY = date(1900, 3, 1)
"""Before it Excel's calendar has a day that never was."""
TALLEST = 20
"""Lines of text shown of a row; the rest is there when the cell is opened."""
WIDEST = 300
"""Characters across a sheet that are still legible when it is printed one page wide."""

_FONT = {"font_name": "Arial", "font_size": 10}
"""Everywhere at hand with all Vietnamese letters, or a font of the same measures in its place."""
_LINE_HEIGHT = 12.75
"""In points. Heights are set, as not every program fits them to the text when it opens the file."""
_ROOM_FOR_NOTE = 160
_LINKED = {"font_color": "#0563C1", "underline": 1}


def write_xlsx(plans: Iterable[Plan], draft: Path, order: Order) -> None:
    """Write the sheets ordered and one that explains them, with titles in the language of the export."""
    with _workbook(draft) as workbook:
        looks = _looks(workbook, order.lang)
        tabs = {name: _Tab(workbook, sheet, order, looks) for name, sheet in order.sheets.items()}
        for plan in plans:
            rows = {name: rows for name, rows in project(plan).items() if name in tabs}
            links = {name: tabs[name].place() for name, found in rows.items() if found}
            if source := _address(order.sources.get(plan.id)):
                links["source"] = source
            for name, found in rows.items():
                for row in found:
                    tabs[name].write(row, links)
        notes = [entry for tab in tabs.values() for entry in tab.notes()]
        explain = _Tab(workbook, guide(), order, looks)
        for row in order.guide(notes):
            explain.write(row, {})
        for tab in (*tabs.values(), explain):
            tab.finish()


class _Tab:
    """One sheet being written from top to bottom; when it is full it goes on in another."""

    def __init__(self, workbook: Workbook, sheet: Sheet, order: Order, looks: Mapping[str, Format]) -> None:
        self._workbook, self._sheet, self._order, self._looks = workbook, sheet, order, looks
        self._low = any(column.kind is Kind.LONG for column in sheet.columns)
        self._titles: list[str] = []
        self._cut = 0
        self._begin()

    def place(self) -> str:
        """The address of the next row, for a link that leads to it."""
        if self._next >= MAX_ROWS:
            self.finish()
            self._begin()
        return f"internal:'{self._titles[-1]}'!A{self._next + 1}"

    def write(self, row: Row, links: Mapping[str, str]) -> None:
        """Write a row; `links` are addresses by what a column leads to."""
        self.place()
        values = [self._shown(column, row[column.name]) for column in self._sheet.columns]
        lines = self._lines(values)
        if lines > 1 or self._low:
            self._worksheet.set_row(self._next, min(lines, TALLEST) * _LINE_HEIGHT + 2)
        for number, (column, value) in enumerate(zip(self._sheet.columns, values, strict=True)):
            self._cell(number, column, value, links.get(column.link))
        self._next += 1

    def notes(self) -> Iterator[tuple[str, str]]:
        """What a reader must know about this sheet: (its title, a sentence)."""
        lang = self._order.lang
        for title, following in zip(self._titles, self._titles[1:], strict=False):
            yield title, note("continued", lang).format(sheet=following)
        if self._cut:
            yield self._titles[0], note("cells-cut", lang).format(count=self._cut)

    def finish(self) -> None:
        """Set what depends on the number of rows."""
        self._worksheet.autofilter(0, 0, self._next - 1, len(self._sheet.columns) - 1)

    def _begin(self) -> None:
        title = self._sheet.title[self._order.lang]
        self._titles.append(f"{title} ({len(self._titles) + 1})" if self._titles else title)
        worksheet = self._workbook.add_worksheet(self._titles[-1])
        self._worksheet, self._next, self._links = worksheet, 1, 0
        for number, column in enumerate(self._sheet.columns):
            worksheet.set_column(number, number, column.width)
            worksheet.write_string(0, number, column.title[self._order.lang], self._looks["head"])
        worksheet.set_row(0, 2 * _LINE_HEIGHT + 4)
        worksheet.freeze_panes(1, 2)
        worksheet.set_landscape()
        worksheet.set_paper(9)  # A4
        worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        worksheet.repeat_rows(0)
        worksheet.set_footer("&L&A&R&P / &N")
        if sum(column.width for column in self._sheet.columns) <= WIDEST:
            worksheet.fit_to_pages(1, 0)
        else:
            worksheet.repeat_columns(0, 1)

    def _shown(self, column: Column, value: Value) -> Value:
        """What a cell shows of a value: texts as they fit, codes in words, a number too long as text."""
        if isinstance(value, int) and abs(value) >= EXACT:
            return str(value)
        if isinstance(value, str):
            return self._fitting(self._order.phrases.get(value, value) if column.kind is Kind.CODE else value)
        return value

    def _lines(self, values: Iterable[Value]) -> int:
        """About how many lines the tallest text of a row takes, those of `Kind.LONG` left out."""
        lines = (
            sum(ceil((len(line) + 1) / _letters(column.width)) for line in value.split("\n"))
            for column, value in zip(self._sheet.columns, values, strict=True)
            if isinstance(value, str) and column.kind is not Kind.LONG
        )
        return max(lines, default=1)

    def _cell(self, number: int, column: Column, value: Value, link: str | None) -> None:
        worksheet, here = self._worksheet, (self._next, number)
        if value is None:
            worksheet.write_blank(*here, None, self._looks["text"])
            return
        if not isinstance(value, str):
            look = "linked-number" if link else str(column.kind)
            self._link(here, link, str(value), look)
            worksheet.write_number(*here, value, self._looks[look])
        elif column.kind in (Kind.DATE, Kind.PARTIAL) and (found := day(value)) and found >= FIRST_DAY:
            worksheet.write_datetime(*here, found, self._looks["date"])
        else:
            look = "linked" if link else "text"
            if not self._link(here, link, value, look):
                worksheet.write_string(*here, value, self._looks[look])

    def _link(self, here: tuple[int, int], link: str | None, text: str, look: str) -> bool:
        """Write a text that leads somewhere, as long as the sheet has room for links."""
        if link is None or self._links >= MAX_LINKS:
            return False
        self._links += 1
        self._worksheet.write_url(*here, link, self._looks[look], text)
        return True

    def _fitting(self, text: str) -> str:
        """A text as a cell can hold it; what is cut off is counted and said in its place."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if text.startswith("<r>") and text.endswith("</r>"):
            text += " "  # else XlsxWriter takes it for the XML of rich text
        fitting = cut(text, self._order.lang)
        self._cut += fitting != text
        return fitting


def _letters(width: int) -> float:
    """How many letters a line of this width holds before half a word goes to the next line.

    Widths are counted in digits, which are wider than most letters.
    """
    return max(1.15 * width - 3, 1)


def cut(text: str, lang: str) -> str:
    """A text that fits into a cell: as it is, or its beginning and a note of how much is missing."""
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * MAX_CHARACTERS:
        return text
    begun = encoded[: 2 * (MAX_CHARACTERS - _ROOM_FOR_NOTE)].decode("utf-16-le", "ignore")
    return f"{begun} {note('cut', lang).format(count=len(text) - len(begun)).strip()}"


@contextmanager
def _workbook(draft: Path) -> Iterator[Workbook]:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    options = {
        "constant_memory": True,
        "use_zip64": True,
        "tmpdir": str(draft.parent),
        "default_format_properties": _FONT,
    }
    try:
        with Workbook(str(draft), options) as workbook:
            yield workbook
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error


def _looks(workbook: Workbook, lang: str) -> Mapping[str, Format]:
    """The formats of cells, by kind of column."""
    cell: dict[str, object] = {"valign": "top", "bottom": 1, "bottom_color": "#D9D9D9"}
    head = {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": "#1F4E78",
        "border": 1,
        "border_color": "#FFFFFF",
    }
    day_format = "dd/mm/yyyy" if lang == "vi" else "yyyy-mm-dd"
    properties: dict[str, dict[str, object]] = {
        "head": head | {"text_wrap": True, "valign": "vcenter"},
        "text": cell | {"text_wrap": True},
        "int": cell | {"num_format": "0", "align": "center"},
        "number": cell | {"num_format": "0.00", "align": "center"},
        "date": cell | {"num_format": day_format, "align": "center"},
        "linked": cell | {"text_wrap": True} | _LINKED,
        "linked-number": cell | {"num_format": "0", "align": "center"} | _LINKED,
    }
    return {name: workbook.add_format(look) for name, look in properties.items()}


def _address(path: str | None) -> str | None:
    """The address of a source file, or None where it is no longer there.

    The scheme is capitalised because XlsxWriter rewrites `file://` for Windows; case does not matter
    in a scheme (RFC 3986, 3.1).
    """
    if not path or not Path(path).exists():
        return None
    return Path(path).absolute().as_uri().replace("file://", "File://", 1)
