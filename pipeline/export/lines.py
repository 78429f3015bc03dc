"""JSON Lines: one whole record per line, or one row of a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from parsers.plan import Plan
from pipeline.export.order import Order
from pipeline.json_text import json_text
from pipeline.projection import project


def write_jsonl(plans: Iterable[Plan], draft: Path, order: Order) -> None:
    """Write the records whole, or the rows of the one sheet ordered, with the names of its columns."""
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        for plan in plans:
            if order.whole:
                file.write(json_text(plan.model_dump(mode="json")) + "\n")
            else:
                rows = (row for name in order.sheets for row in project(plan)[name])
                file.writelines(json_text(row) + "\n" for row in rows)
