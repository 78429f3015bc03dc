"""Tables whose cells came one line after the other, put back into rows; other text is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.structure.flow import flow
from parsers.structure.loose import rebuild
from tests.paper import Named, cases, document, plan

if TYPE_CHECKING:
    from typing import NotRequired


class Case(Named):
    """A body with a table printed cell by cell, and the table; `groups` as [before, marker, title]."""

    text: str
    columns: list[str]
    rows: list[list[str]]
    groups: NotRequired[list[list[int | str | None]]]
    dropped: NotRequired[list[str]]


@pytest.mark.parametrize("case", cases("loose.json"))
def test_table_printed_cell_by_cell(case: Case) -> None:
    found = plan(case["text"])
    [table] = found.tables
    assert (table.columns, table.rows) == (case["columns"], case["rows"])
    groups = [[group.before, group.marker, group.title] for group in table.groups]
    assert groups == case.get("groups", [])
    assert [each.reason for each in found.dropped] == case.get("dropped", [])
    assert table.section == "I"


def test_what_follows_the_table_is_no_cell() -> None:
    rows = "TT\nNội dung\nChủ trì\n1\nQuét sân\nTổ 1\n2\nTưới cây\nTổ 2\n"
    found = plan(
        f"I. LỊCH\n{rows}II. KINH PHÍ\n1. Nguồn\nNgân sách xã.\n2. Mức\nNăm triệu.\nTrên đây là Kế hoạch./."
    )
    assert [section.path for section in found.walk()] == ["I", "II", "II.1", "II.2"]
    assert found.closing == ["Trên đây là Kế hoạch./."]


@pytest.mark.parametrize(
    "lines",
    [
        ["TT", "Nội dung", "Chủ trì"],
        ["TT", "Nội dung", "1", "Quét sân"],
        ["Nội dung", "1", "Quét sân", "2", "Tưới cây"],
        ["TT", "1", "Quét sân", "2", "Tưới cây"],
        ["Thành phần", "1. Trưởng thôn", "2. Bí thư chi bộ"],
        ["Nơi nhận:", "- TT Huyện ủy;", "- TT", "- Lưu: VT."],
    ],
)
def test_other_text_is_left_alone(lines: list[str]) -> None:
    items = flow(document([lines]))
    assert rebuild(items) == items.items


LINES = st.lists(
    st.sampled_from(["TT", "Nội dung", "Chủ trì", "1", "2", "3", "I", "II", "Tổ 1", "- a;", "và", "Tháng 4"])
)


def assert_every_line_is_there(lines: list[str]) -> None:
    items = flow(document([lines]))
    found = "".join(item.text for item in rebuild(items)) + "".join(each.text for each in items.dropped)
    assert sorted("".join(found.split())) == sorted("".join("".join(lines).split()))


@given(LINES)
@settings(derandomize=True)
def test_every_line_is_in_the_result_or_noted(lines: list[str]) -> None:
    assert_every_line_is_there(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["TT", "TT", "1", "Nội dung", "2", "Nội dung", "1"],
        ["TT", "TT", "TT", "1", "2", "Nội dung", "1"],
    ],
)
def test_no_line_is_lost_where_a_title_heads_a_group(lines: list[str]) -> None:
    assert_every_line_is_there(lines)
