"""The gold records of the sample and golden plans are well-formed: valid, and true to their tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from parsers.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
RECORDS = sorted([*(ROOT / "data" / "samples").glob("*.json"), *(ROOT / "tests" / "golden").glob("*.json")])


def label(sections: Iterable[dict[str, object]]) -> None:
    """Give every section the label that a gold record leaves out."""
    for section in sections:
        section["label"] = section["marker"]
        children = section["children"]
        assert isinstance(children, list)
        label(children)


def gold(path: Path) -> Plan:
    record = json.loads(path.read_text(encoding="utf-8"))
    label(record["sections"])
    source = {"name": path.stem, "sha256": "0" * 64, "media_type": "text/plain"}
    return Plan.model_validate(record | {"id": "0" * 16, "source": source})


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_record_is_a_valid_plan_with_its_source_beside_it(path: Path) -> None:
    plan = gold(path)
    assert plan.subject
    assert [file for file in path.parent.glob(f"{path.stem}.*") if file != path]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_paths_are_unique_and_references_hold(path: Path) -> None:
    plan = gold(path)
    paths = [section.path for section in plan.walk()]
    assert len(paths) == len(set(paths))
    assert {assignment.path for assignment in plan.assignments} <= set(paths)
    assert {table.section for table in plan.tables} <= {None, *paths}


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_tables_are_rectangular_and_tasks_quote_their_rows(path: Path) -> None:
    plan = gold(path)
    for table in plan.tables:
        assert {len(row) for row in table.rows} == {len(table.columns)}
    for task in plan.tasks:
        row = plan.tables[task.table].rows[task.row]
        assert task.content in row
        assert task.ordinal in row
