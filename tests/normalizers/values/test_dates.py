"""Dates and time phrases: as precise as printed, never a made-up day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.values import dates

CASES = Path(__file__).parent / "cases"


class PeriodCase(TypedDict, total=False):
    text: str
    years: list[int]
    school: bool
    start: str | None
    end: str | None


DATES: list[list[str | None]] = json.loads((CASES / "dates.json").read_text(encoding="utf-8"))
PERIODS: list[PeriodCase] = json.loads((CASES / "periods.json").read_text(encoding="utf-8"))
TITLES: list[list[str | None]] = json.loads((CASES / "titles.json").read_text(encoding="utf-8"))
WORDS = [
    "ngày",
    "tháng",
    "năm",
    "quý",
    "trước",
    "đến",
    "từ",
    "hằng",
    "III",
    "15/6",
    "2024",
    "30/02",
    "-",
    ",",
]


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_a_date_is_as_precise_as_printed(text: str, iso: str | None) -> None:
    assert dates.parse_date(text) == iso


def test_dates_are_found_where_they_stand() -> None:
    text = "từ ngày 05/3/2024 đến ngày 12 tháng 4 năm 2024"
    found = dates.find_dates(text)
    assert [iso for *_, iso in found] == ["2024-03-05", "2024-04-12"]
    assert [text[a:b] for a, b, _ in found] == ["05/3/2024", "ngày 12 tháng 4 năm 2024"]


@pytest.mark.parametrize("case", PERIODS, ids=lambda c: f"{c['text']} {c['years']}")
def test_a_cell_names_its_time(case: PeriodCase) -> None:
    period = dates.parse_period(case["text"], case["years"], case.get("school", False))
    assert period is not None
    assert (period.text, period.start, period.end) == (case["text"].strip(), case["start"], case["end"])


@pytest.mark.parametrize(("title", "text", "start", "end"), TITLES)
def test_a_title_holds_a_time_phrase(
    title: str, text: str | None, start: str | None, end: str | None
) -> None:
    period = dates.find_period(title, [2024])
    assert (period.text, period.start, period.end) == (text, start, end) if period else text is None


@pytest.mark.parametrize("empty", ["", " ", "-", "…", "./."])
def test_an_empty_cell_has_no_time(empty: str) -> None:
    assert dates.parse_period(empty, [2024]) is None


@pytest.mark.shared
def test_the_gold_times_are_read() -> None:
    gold = Path(__file__).parents[4] / "shared" / "gold"
    if not gold.is_dir():
        pytest.skip("the measuring set is not here")
    for path in sorted(gold.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        for task in record["tasks"]:
            time = task["time"]
            period = dates.parse_period(time["text"], record["years"])
            assert period is not None
            assert (period.start, period.end) == (time["start"], time["end"])


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_survives_its_printed_forms(day: date) -> None:
    for form in (
        "{d:02}/{m}/{y}",
        "ngày {d} tháng {m:02} năm {y}",
        "{d}-{m}-{y}",
        "NGÀY {d:02} THÁNG {m} NĂM {y}",
    ):
        assert dates.parse_date(form.format(d=day.day, m=day.month, y=day.year)) == day.isoformat()


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join)), st.lists(st.integers(1990, 2050))
)
def test_any_text_gives_real_days_or_none(text: str, years: list[int]) -> None:
    dates.parse_date(text)
    dates.find_period(text, years)
    period = dates.parse_period(text, years, school_year=len(years) == 2)
    for day in (period.start, period.end) if period else ():
        assert day is None or date.fromisoformat(day)
