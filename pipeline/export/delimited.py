"""CSV that spreadsheets open without harm: UTF-8 with a byte order mark, and no cell is a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

from parsers.plan import Plan
from pipeline.columns import Sheet, guide, note
from pipeline.export.order import Order
from pipeline.projection import Row, Value, project

_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""First characters that can begin a formula (OWASP, CSV Injection), and the escape itself."""


def write_csv(plans: Iterable[Plan], draft: Path, order: Order) -> None:
    """Write one file per sheet and one that explains them, or the one sheet ordered.

    Titles are in the language of the export; numbers are bare, texts are quoted and escaped by `escape`.
    """
    with ExitStack() as files:

        def begin(sheet: Sheet) -> Callable[[Iterable[Row]], None]:
            path = order.file(draft, f"{sheet.name}.csv")
            file = files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
            lines = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
            lines.writerow(column.title[order.lang] for column in sheet.columns)
            names = [column.name for column in sheet.columns]
            return lambda rows: lines.writerows([_cell(row[name]) for name in names] for row in rows)

        writers = {name: begin(sheet) for name, sheet in order.sheets.items()}
        for plan in plans:
            for name, rows in project(plan).items():
                if name in writers:
                    writers[name](rows)
        if order.whole:
            begin(guide())(order.guide([("*.csv", note("escaped", order.lang))]))


def escape(text: str) -> str:
    """Text that no spreadsheet takes for a formula: with an apostrophe before a dangerous beginning."""
    return f"'{text}" if text.startswith(_TRIGGERS) else text


def unescape(cell: str) -> str:
    """The text that was escaped."""
    return cell.removeprefix("'")


def _cell(value: Value) -> Value:
    return escape(value) if isinstance(value, str) else value
