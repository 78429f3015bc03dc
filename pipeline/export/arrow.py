"""Typed columns for analysis: Parquet files, and the data frames made of the same tables."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.plan import Plan
from pipeline.columns import Kind, Sheet
from pipeline.export.order import Order
from pipeline.projection import Row, day, project

if TYPE_CHECKING:
    import pandas
    import pyarrow

_ROW_GROUP = 20_000


def write_parquet(plans: Iterable[Plan], draft: Path, order: Order) -> None:
    """Write one file per sheet, or the one sheet ordered.

    Columns have their names; titles and explanations are in the metadata of the fields.
    """
    from pyarrow.parquet import ParquetWriter

    with ExitStack() as files:
        schemas = {name: _schema(sheet, order.lang) for name, sheet in order.sheets.items()}
        writers = {
            name: files.enter_context(
                ParquetWriter(order.file(draft, f"{name}.parquet"), schema, compression="zstd")
            )
            for name, schema in schemas.items()
        }
        waiting: dict[str, list[Row]] = {name: [] for name in writers}

        def flush(name: str) -> None:
            writers[name].write_table(_table(order.sheets[name], schemas[name], waiting[name]))
            waiting[name].clear()

        for plan in plans:
            for name, rows in project(plan).items():
                if name in writers:
                    waiting[name] += rows
                    if len(waiting[name]) >= _ROW_GROUP:
                        flush(name)
        for name, rows in waiting.items():
            if rows:
                flush(name)


def frame(sheet: Sheet, rows: Iterable[Row]) -> pandas.DataFrame:
    """The rows of a sheet as a data frame: nullable integers and strings, days as timestamps."""
    import pandas
    import pyarrow

    types = {
        pyarrow.int64(): pandas.Int64Dtype(),
        pyarrow.float64(): pandas.Float64Dtype(),
        pyarrow.string(): pandas.StringDtype(),
    }
    table = _table(sheet, _schema(sheet, "en"), list(rows))
    frame: pandas.DataFrame = table.to_pandas(types_mapper=types.get, date_as_object=False)
    return frame


def _schema(sheet: Sheet, lang: str) -> pyarrow.Schema:
    import pyarrow

    types = {Kind.INT: pyarrow.int64(), Kind.NUMBER: pyarrow.float64(), Kind.DATE: pyarrow.date32()}
    return pyarrow.schema(
        pyarrow.field(
            column.name,
            types.get(column.kind, pyarrow.string()),
            metadata={"title": column.title[lang], "about": column.about[lang]},
        )
        for column in sheet.columns
    )


def _table(sheet: Sheet, schema: pyarrow.Schema, rows: list[Row]) -> pyarrow.Table:
    import pyarrow

    values = {
        column.name: [day(row[column.name]) if column.kind is Kind.DATE else row[column.name] for row in rows]
        for column in sheet.columns
    }
    return pyarrow.table(values, schema=schema)
