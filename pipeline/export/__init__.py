"""Plans as files for other programs: a workbook, CSV, JSON Lines, Parquet; and as data frames.

What the sheets and columns are is said in `pipeline.columns`; each format writes them as well as it can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.plan import Plan
from pipeline.columns import LANGUAGES, sheets
from pipeline.export.files import ExportError, replacing
from pipeline.export.order import Order
from pipeline.messages import translate

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["ExportError", "Format", "load", "write"]

_Writer = Callable[[Iterable[Plan], Path, Order], None]


class Format(StrEnum):
    """The kinds of file written here, by the ending of their name."""

    XLSX = "xlsx"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


def write(
    plans: Iterable[Plan],
    target: str | Path,
    lang: str = "en",
    sheet: str | None = None,
    format: str | None = None,
    sources: Mapping[str, str] | None = None,
) -> int:
    """Write plans to a file or folder, whole or not at all, and return how many there were.

    A workbook holds all sheets, and JSON Lines the whole records. CSV and Parquet without `sheet`
    become a folder `target` with one file per sheet. Plans are written as they come, so that memory
    does not grow with their number (of a workbook only by its links and row heights).

    Args:
        plans: the plans, each taken once.
        target: file or folder; replaced if it exists (of a folder, the files of the sheets).
        lang: of titles and explanations, "en" or "vi". Parquet and JSON have names instead of titles.
        sheet: one sheet of `pipeline.columns.sheets` only.
        format: "xlsx", "csv", "jsonl" or "parquet"; else by the ending of `target`.
        sources: path of the source file by plan id, for links from a workbook.

    Raises:
        ExportError: the format, sheet or language is unknown, or the files cannot be written.
    """
    target = Path(target)
    kind = _format(target, format)
    order = _order(sheet, lang, sources or {})
    folder = order.whole and kind in (Format.CSV, Format.PARQUET)
    count = 0

    def counted() -> Iterator[Plan]:
        nonlocal count
        for count, plan in enumerate(plans, 1):  # noqa: B007
            yield plan

    with replacing(target, folder) as draft:
        _writer(kind)(counted(), draft, order)
    return count


def load(db: str | Path) -> dict[str, DataFrame]:
    """The sheets of a store as pandas data frames, by name, with the current plans.

    Raises:
        pipeline.store.StoreError: there is no such store, or it cannot be used.
    """
    from pipeline.export.arrow import frame
    from pipeline.store import Store

    with Store.open(db, create=False) as store:
        return {name: frame(sheet, store.rows(name)) for name, sheet in sheets().items()}


def _format(target: Path, name: str | None) -> Format:
    wanted = (name or target.suffix.removeprefix(".")).casefold()
    if wanted in list(Format):
        return Format(wanted)
    message = translate("It is not clear which format {name} shall have. Choose one of: {choices}.")
    raise ExportError(message.format(name=target, choices=", ".join(Format)))


def _order(sheet: str | None, lang: str, sources: Mapping[str, str]) -> Order:
    known = sheets()
    if lang not in LANGUAGES:
        message = translate("There is no language “{name}” here. Choose one of: {choices}.")
        raise ExportError(message.format(name=lang, choices=", ".join(LANGUAGES)))
    if sheet is not None and sheet not in known:
        message = translate("There is no sheet “{name}”. Choose one of: {choices}.")
        raise ExportError(message.format(name=sheet, choices=", ".join(known)))
    chosen = known if sheet is None else {sheet: known[sheet]}
    return Order(chosen, sheet is None, lang, sources)


def _writer(kind: Format) -> _Writer:
    """Imported when it is needed: each stands on a library that is slow to load."""
    match kind:
        case Format.XLSX:
            from pipeline.export.workbook import write_xlsx

            return write_xlsx
        case Format.CSV:
            from pipeline.export.delimited import write_csv

            return write_csv
        case Format.JSONL:
            from pipeline.export.lines import write_jsonl

            return write_jsonl
        case Format.PARQUET:
            from pipeline.export.arrow import write_parquet

            return write_parquet
