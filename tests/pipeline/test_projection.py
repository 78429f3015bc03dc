"""The rows of a plan: complete, in the columns that are written down, and storable anywhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import BODY, hostile, plan

from parsers.plan import Plan
from pipeline.columns import Kind, guide, note, sheets
from pipeline.projection import day, project, visible


def test_every_sheet_has_exactly_the_columns_written_down() -> None:
    for name, rows in project(plan()).items():
        assert rows
        for row in rows:
            assert set(row) == {column.name for column in sheets()[name].columns}
    assert list(project(plan())) == list(sheets())


def test_columns_are_titled_and_explained_in_both_languages() -> None:
    for sheet in (*sheets().values(), guide()):
        for lang in ("en", "vi"):
            titles = [column.title[lang] for column in sheet.columns]
            assert len(set(titles)) == len(titles)
            assert all(titles)
            assert all(column.about[lang] for column in sheet.columns)
            assert re.fullmatch(
                r"[^\[\]:*?/\\']{1,25}", sheet.title[lang]
            )  # Excel's rule, with room for " (2)"


def test_notes_have_the_same_places_in_both_languages() -> None:
    for name in ("cut", "cells-cut", "continued", "escaped"):
        assert re.findall(r"\{\w+\}", note(name, "en")) == re.findall(r"\{\w+\}", note(name, "vi"))


def test_tasks_stand_on_their_own() -> None:
    first, second = project(plan())["tasks"]
    assert first == {
        "plan_id": plan().id,
        "plan_code": "7/KH-UBND",
        "issuer": BODY,
        "province": "Khánh Hòa",
        "year": 2024,
        "ordinal": "1",
        "group_title": None,
        "content": "- Trồng cây",
        "lead": "Thôn 1; Thôn 2",
        "partners": "@Đoàn xã",
        "time_text": "Tháng 3",
        "start_date": "2024-03-01",
        "end_date": "2024-03-31",
        "table_no": 1,
        "row_no": 1,
        "page": 2,
    }
    assert (second["group_title"], second["time_text"], second["row_no"], second["page"]) == (
        "Sau Tết",
        None,
        2,
        3,
    )


def test_annexes_are_shown_with_their_titles() -> None:
    [row] = project(plan())["plans"]
    assert row["annexes"] == "PHỤ LỤC\nDANH SÁCH THÔN\nThôn 1"


def test_a_table_is_one_row_per_cell_under_its_group() -> None:
    rows = project(plan())["tables"]
    shown = [
        (r["table_no"], r["group_title"], r["row_no"], r["column_no"], r["column_title"], r["text"])
        for r in rows
    ]
    assert shown == [
        (1, None, 1, 1, "TT", "1"),
        (1, None, 1, 2, "Việc", "- Trồng cây"),
        (1, None, 1, 3, "Ai", "Thôn 1"),
        (1, "II. Sau Tết", 2, 1, "TT", "2"),
        (1, "II. Sau Tết", 2, 2, "Việc", "=Tưới"),
        (1, "II. Sau Tết", 2, 3, "Ai", None),
        (2, None, None, 1, "TT", None),
        (2, None, None, 2, "Kinh phí", None),
    ]


def test_a_warning_tells_a_section_from_a_table_row() -> None:
    places = [(r["section"], r["table_no"], r["row_no"]) for r in project(plan())["warnings"]]
    assert places == [(None, None, None), (None, 1, 2), ("I.1", None, None)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kế hoạch\t1\nđ – “x” 😀", "Kế hoạch\t1\nđ – “x” 😀"),
        ("\x00a\x0c\x7f", "␀a␌␡"),
        ("\ud800b\uffff", "\ufffdb\ufffd"),
    ],
)
def test_what_cannot_be_stored_is_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_visible_text_is_unicode_and_stays(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert shown.encode().decode() == shown
    assert visible(shown) == shown


@pytest.mark.parametrize("text", ["2024", "2024-03", "2024-02-30", "2024-3-1", "٢٠٢٤-٠٣-٠١", "", None, 7])
def test_only_a_full_real_day_is_a_day(text: str | int | None) -> None:
    assert day(text) is None
    assert str(day("2024-02-29")) == "2024-02-29"


@given(hostile())
def test_any_plan_is_projected_to_values_of_the_kinds_written_down(made: Plan) -> None:
    for name, rows in project(made).items():
        for row in rows:
            for column in sheets()[name].columns:
                value = row[column.name]
                number = column.kind in (Kind.INT, Kind.NUMBER)
                assert value is None or isinstance(value, (int, float) if number else str)
                assert value != ""
