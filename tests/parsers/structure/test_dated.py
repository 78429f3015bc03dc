"""Dates of table cells get the strokes back that a scan has lost."""

from __future__ import annotations

import pytest

from parsers.structure.dated import restroked


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
        ("", ""),
    ],
)
def test_dates(read: str, meant: str) -> None:
    assert restroked([["1", read]]) == [["1", meant]]
