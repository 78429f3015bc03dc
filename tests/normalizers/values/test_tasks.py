"""Tasks: rows that say who does what, whatever the columns are called and however cells are joined."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.values.columns import read, role_of
from normalizers.values.tasks import of_table
from parsers.plan import Group, Table

FOLDER = Path(__file__).parent / "cases"
CASES = json.loads((FOLDER / "tasks.json").read_text(encoding="utf-8"))
ROLES = json.loads((FOLDER / "roles.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_tables_give_their_tasks(case: dict) -> None:
    groups = [Group(**group) for group in case.get("groups", [])]
    table = Table(columns=case["columns"], rows=case["rows"], groups=groups)
    found = list(of_table(table, 0, case["years"], case.get("school", False)))
    shown = [[t.lead, t.partners, t.time and t.time.start, t.time and t.time.end] for t in found]
    assert shown == case["tasks"]


@pytest.mark.parametrize(("title", "role"), ROLES.items())
def test_columns_are_told_by_their_titles(title: str, role: str) -> None:
    assert role_of(title) == role


def test_a_task_keeps_its_place_and_its_group() -> None:
    groups = [Group(before=0, marker="I", title="Quý I"), Group(before=1, marker="II", title="Quý II")]
    rows = [["1.", "Họp", "Tổ Toán"], ["1", "Dự giờ", "Tổ Văn"]]
    table = Table(columns=["TT", "Công việc", "Người thực hiện"], rows=rows, groups=groups)
    found = [(t.ordinal, t.group, t.content, t.table, t.row) for t in of_table(table, 3, [2025])]
    assert found == [("1.", "Quý I", "Họp", 3, 0), ("1", "Quý II", "Dự giờ", 3, 1)]


def test_a_table_without_work_or_without_bodies_says_nothing() -> None:
    assert read(["TT", "Nội dung", "Kinh phí"]) is None
    assert read(["TT", "Họ và tên", "Chức vụ"]) is None


CELL = st.text(alphabet=st.sampled_from('Sở Y tế, chủ trì; phối hợp với: - \n"/nt12.x'), max_size=30)


@given(st.lists(st.lists(CELL, min_size=4, max_size=4), max_size=4))
def test_any_cells_can_be_read(rows: list[list[str]]) -> None:
    table = Table(columns=["TT", "Nội dung", "Chủ trì", "Thời gian"], rows=rows)
    for task in of_table(table, 0, [2025]):
        assert task.lead or task.partners
        assert task.content == rows[task.row][1]


@given(st.lists(st.text(max_size=20), max_size=6))
def test_any_titles_can_be_read(titles: list[str]) -> None:
    read(titles)
