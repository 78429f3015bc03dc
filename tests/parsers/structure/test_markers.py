"""Markers at the start of a line: how they can be read, and what only looks like one."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parsers.structure import markers
from tests.paper import CASES, Named, cases


class Case(Named):
    """A line, its marker as printed, the text after it and every reading as (kind, marker)."""

    text: str
    label: str
    rest: str
    readings: list[list[str]]


@pytest.mark.parametrize("case", cases("markers.json"))
def test_marker_and_its_readings(case: Case) -> None:
    found = markers.read(case["text"])
    assert found is not None
    assert (found.label, found.rest) == (case["label"], case["rest"])
    assert sorted([each.kind.value, each.marker] for each in found.readings) == sorted(case["readings"])


@pytest.mark.parametrize(
    "text",
    json.loads((CASES / "no_markers.json").read_text(encoding="utf-8")),
)
def test_no_marker_or_likelier_text(text: str) -> None:
    found = markers.read(text)
    assert found is None or found.text_cost <= 1.5


@pytest.mark.parametrize(
    ("likelier", "unlikelier"),
    [
        ("I. MỤC ĐÍCH", "I. Mục đích"),
        ("III. MỤC ĐÍCH", "III. Mục đích"),
        ("I. Mục đích", "I. mục đích"),
        ("1.1. Kéo co", "1. Kéo co"),
        ("1. Kéo co", "1. kéo co"),
        ("a) Quét lá", "a. Quét lá"),
        ("A. TRƯỚC", "A. Trước"),
        ("Điều 1. Phạm vi", "1. Phạm vi"),
    ],
)
def test_a_clearer_heading_is_less_likely_text(likelier: str, unlikelier: str) -> None:
    first, second = markers.read(likelier), markers.read(unlikelier)
    assert first
    assert second
    assert first.text_cost > second.text_cost


def test_one_reading_is_as_printed() -> None:
    for text in ("I. MỘT", "1. Một", "2.1. Một", "a) Một", "II/ HAI"):
        found = markers.read(text)
        assert found
        assert [each.cost for each in found.readings].count(0) == 1


@pytest.mark.parametrize(
    ("text", "value"), [("I", 1), ("IV", 4), ("XV", 15), ("IIII", None), ("", None), ("i", None)]
)
def test_value_of_a_roman_numeral(text: str, value: int | None) -> None:
    assert markers.roman_value(text) == value


@given(st.text())
@example("Đİều 5. Thời gian")
def test_label_and_rest_are_what_stands_there(text: str) -> None:
    found = markers.read(text)
    if found:
        assert "".join((found.label + found.rest).split()) == "".join(text.split())
        assert found.readings


def test_a_stroke_of_a_roman_number_may_have_been_overlooked() -> None:
    candidate = markers.read("II. NỘI DUNG")
    assert candidate is not None
    longer = markers.as_recognised(candidate)
    costs = {reading.marker: reading.cost for reading in longer.readings}
    assert set(costs) >= {"II", "III"}
    assert costs["II"] < costs["III"]
    plain = markers.read("V. TỔ CHỨC THỰC HIỆN")
    assert plain is not None
    assert markers.as_recognised(plain) == plain


def test_a_figure_one_may_be_the_numeral() -> None:
    candidate = markers.read("1. Mục đích")
    assert candidate is not None
    usual, seen = (
        {reading.marker: reading.cost for reading in each.readings}
        for each in (candidate, markers.as_recognised(candidate))
    )
    assert seen["1"] == usual["1"] == 0
    assert 0 < seen["I"] < usual["I"]
    numeral = markers.read("I. Mục đích")
    assert numeral is not None
    as_figure = {reading.marker: reading.cost for reading in markers.as_recognised(numeral).readings}["1"]
    assert as_figure > seen["I"], "a figure is seldom taken for the numeral"


def test_a_part_whose_capital_was_misread_stands_alone_on_its_line() -> None:
    found = markers.read("phần thứ sáu")
    assert found is not None
    assert found.readings[0].marker == "Phần thứ sáu"
    assert markers.read("phần thứ sáu của kế hoạch") is None
    assert markers.read("điều 3") is None


def test_what_a_marker_may_be_instead_costs_more_the_surer_it_was_read() -> None:
    candidate, other = markers.read("III. Yêu cầu"), markers.read("II. Yêu cầu")
    assert candidate is not None
    assert other is not None

    def cost(odds: float) -> float:
        seen = markers.as_recognised(candidate, [(other, odds)])
        return min(reading.cost for reading in seen.readings if reading.marker == "II")

    assert cost(1.0) == 0
    assert 0 < cost(0.5) < 1 < cost(0.01)


def test_a_comma_in_a_marker_is_none_of_it() -> None:
    found = markers.read("4.3,. Phát động phong trào")
    assert found is not None
    assert (found.label, found.rest) == ("4.3,.", "Phát động phong trào")
    assert found.readings[0].marker == "4.3"
    assert markers.read("4,5 triệu đồng") is None


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("C, NỘI DUNG", "C"),
        ("6 Phát động thi đua", "6"),
        ("4.1, Trồng cây", "4.1"),
        ("IV' Tổ chức", "IV"),
        ("Phân thứ ba", "Phần thứ ba"),
        ("Phân loại rác", None),
        ("6 người tham gia", None),
        ("2026 Ủy ban", None),
    ],
)
def test_a_worn_full_stop(text: str, marker: str | None) -> None:
    found = markers.read_worn(text)
    assert (found.readings[0].marker if found else None) == marker
    assert markers.read(text) is None


@pytest.mark.parametrize(
    ("printed", "marker"),
    [
        ("Phần thú nhất", "Phần thứ nhất"),
        ("Phần thử nhât", "Phần thứ nhất"),
        ("PHẦN THỨ TU", "Phần thứ tư"),
        ("Phần thứ bẩy", "Phần thứ bẩy"),
    ],
)
def test_an_ordinal_with_misread_marks_is_read_as_meant(printed: str, marker: str) -> None:
    found = markers.read(printed)
    assert found is not None
    assert found.readings[0].marker == marker
