"""The sheets and columns that the store and every export have in common.

They are named, titled and explained in `data/lexicons/sheets.csv` and `columns.csv`, nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from data import rows

LANGUAGES = ("en", "vi")
ITEM = "item_no"
"""The column that numbers the rows of one plan in the tables of the store, from 1; no export shows it."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    LONG = "long"
    """Running text that makes no row of a workbook taller."""
    CODE = "code"
    """A word of the record's own vocabulary; a workbook shows what it means."""
    INT = "int"
    NUMBER = "number"
    DATE = "date"
    """Always a full day, ISO 8601."""
    PARTIAL = "partial"
    """A date only as precise as the paper, ISO 8601: a day, a month or a year."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet. `title` and `about` are by language: "en", "vi"."""

    name: str
    kind: Kind
    width: int
    """In characters, in a workbook."""
    link: str
    """What its cells lead to in a workbook: a sheet, `source` for the file, or empty."""
    title: Mapping[str, str]
    about: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the store, one tab of a workbook, one file of a folder."""

    name: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    columns: tuple[Column, ...]


def sheets() -> Mapping[str, Sheet]:
    """The sheets that hold plans, by name, `plans` first."""
    return {name: sheet for name, sheet in _all().items() if name != "guide"}


def guide() -> Sheet:
    """The sheet that explains the others."""
    return _all()["guide"]


def note(name: str, lang: str) -> str:
    """A note of `data/lexicons/export_notes.csv`, with its `{…}` places still open."""
    return next(row[lang] for row in rows("export_notes") if row["name"] == name)


@cache
def _all() -> Mapping[str, Sheet]:
    columns: dict[str, list[Column]] = {}
    for row in rows("columns"):
        title, about = _by_language(row)
        column = Column(row["name"], Kind(row["kind"]), int(row["width"]), row["link"], title, about)
        columns.setdefault(row["sheet"], []).append(column)
    return {
        row["name"]: Sheet(row["name"], *_by_language(row), tuple(columns[row["name"]]))
        for row in rows("sheets")
    }


def _by_language(row: Mapping[str, str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    return {lang: row[lang] for lang in LANGUAGES}, {lang: row[f"about_{lang}"] for lang in LANGUAGES}
