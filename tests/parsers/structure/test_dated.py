"""Dates of table cells get the strokes back that a scan has lost."""

from __future__ import annotations

import pytest

from parsers.structure.dated import is_period, restroked, without_dust


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Trước ngày 10 3/ 2012", "Trước ngày 10/3/2012"),
        ("Trước ngày\n18 4 2012", "Trước ngày\n18/4/2012"),
        ("Trước ngày i7/4 2012", "Trước ngày 17/4/2012"),
        ("Trước ngày 05/6/2012", "Trước ngày 05/6/2012"),
        ("Trước ngày 10 33 2012", "Trước ngày 10 33 2012"),
        ("ngày 10\n3 tổ 2012", "ngày 10\n3 tổ 2012"),
        ("02 10 2012", "02 10 2012"),
        ("Trước ngày 05/6/20 12", "Trước ngày 05/6/2012"),
        ("Quyl", "Quý I"),
        ("- Quý IV", "Quý IV"),
        ("Quý 11", "Quý II"),
        ("Quý IIII", "Quý IIII"),
        ("Nãm 2030", "Năm 2030"),
        ("Trong nam", "Trong năm"),
        ("Tháng h", "Tháng 11"),
        ("Tháng 1", "Tháng 1"),
        ("", ""),
    ],
)
def test_dates(read: str, meant: str) -> None:
    assert restroked([["1", read]]) == [["1", meant]]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Phòng Kho -", "Phòng Kho"),
        ("Tháng 8/2031.", "Tháng 8/2031"),
        ("/", ""),
        ("trong năm 2031.", "trong năm 2031."),
        ("", ""),
    ],
)
def test_scraps_of_rules(read: str, meant: str) -> None:
    assert without_dust(read) == meant


def test_periods() -> None:
    assert all(map(is_period, ("Quý II", "Tháng 4/2031", "Trước ngày 1/2/2031", "Hằng năm", "Trong năm")))
    assert not any(map(is_period, ("Quý", "Tháng", "", "Trong các năm", "12/2031", "Tháng 3,")))
