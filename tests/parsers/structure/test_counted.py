"""Numbers of rows and groups are told from other strokes by how they count up."""

from __future__ import annotations

import pytest

from parsers.structure.counted import fill_numbers, recounted


@pytest.mark.parametrize(
    ("rows", "firsts"),
    [
        ([["l", "Trồng cây", "Tổ một"], ["2", "Tưới cây", "Tổ hai"]], ["1", "2"]),
        ([["1", "Chuẩn bị", ""], ["l", "Trồng cây", "Tổ một"]], ["I", "1"]),
        ([["[", "Chuẩn bị", ""], ["1", "Trồng cây", "Tổ"], ["II", "Sau đó", ""]], ["I", "1", "II"]),
        ([["1", "Trồng cây", ""], ["2", "Tưới cây", ""]], ["1", "2"]),
        ([["l. Chuẩn bị", "", ""], ["1.", "Trồng cây", "Tổ một"]], ["I. Chuẩn bị", "1."]),
        ([["1. Chuẩn bị", "", ""], ["1", "Trồng cây", "Tổ một"]], ["1. Chuẩn bị", "1"]),
        (
            [["I", "Một", ""], ["1", "a", "b"], ["n", "Hai", ""], ["III", "Ba", ""], ["1", "a", "b"]],
            ["I", "1", "II", "III", "1"],
        ),
        (
            [["I", "Một", ""], ["III", "Hai", ""], ["mII", "Ba", ""], ["IV", "Bốn", ""]],
            ["I", "II", "III", "IV"],
        ),
        ([["I", "Một", ""], ["a)", "Hai", ""], ["II", "Ba", ""]], ["I", "a)", "II"]),
        ([["1", "a", "b"], ["", "c", "d"], ["3", "e", "f"]], ["1", "2", "3"]),
        ([["01.", "a", "b"], ["", "c", "d"], ["03.", "e", "f"]], ["01.", "02.", "03."]),
        ([["11", "a", "b"], ["712", "c", "d"], ["13", "e", "f"]], ["11", "12", "13"]),
        ([["10.", "a", "b"], ["I1.", "c", "d"], ["12.", "e", "f"]], ["10.", "11.", "12."]),
        ([["I", "Tập thể"], ["1.", "a"], ["II", "Cá nhân"], ["1.", "b"]], ["I", "1.", "II", "1."]),
        ([["1", "a", "b"], ["5", "c", "d"], ["3", "e", "f"]], ["1", "5", "3"]),
        ([["1", "a", "b"], ["", "c", ""], ["2", "e", "f"]], ["1", "", "2"]),
        ([["4", "a", "b"], ["II", "Hai", ""], ["", "c", "d"], ["2", "e", "f"]], ["4", "II", "1", "2"]),
        ([["4", "a", "b"], ["II", "Hai", ""], ["", "c", "d"], ["6", "e", "f"]], ["4", "II", "5", "6"]),
        ([[n, "a", "b"] for n in ("1", "2", "3.", "4")], ["1", "2", "3", "4"]),
        ([[n, "a", "b"] for n in ("1.", "2.", "3.", "4")], ["1.", "2.", "3.", "4."]),
        ([[n, "a", "b"] for n in ("1", "2.", "3.", "4")], ["1", "2.", "3.", "4"]),
        ([[n, "a", "b"] for n in ("3", "1", "5")], ["3", "4", "5"]),
        ([[n, "a", "b"] for n in ("1", "2", "3", "1")], ["1", "2", "3", "4"]),
        ([[n, "a", "b"] for n in ("1", "2", "3", "9")], ["1", "2", "3", "9"]),
        ([["", "", ""], []], ["", None]),
    ],
)
def test_first_column(rows: list[list[str]], firsts: list[str | None]) -> None:
    found = recounted(rows)
    assert [row[0] if row else None for row in found] == firsts
    assert [row[1:] for row in found] == [row[1:] for row in rows]


@pytest.mark.parametrize(
    ("numbers", "firsts", "filled"),
    [
        (["1", ""], set(), ["1", "2"]),
        (["01.", "", "03."], set(), ["01.", "02.", "03."]),
        (["1", "", "1"], {2}, ["1", "2", "1"]),
        (["1", "", "2"], set(), ["1", "", "2"]),
        (["", "", "3"], set(), ["", "", "3"]),
        (["1", ""], {1}, ["1", ""]),
        ([], set(), []),
    ],
)
def test_numbers_that_were_not_read(numbers: list[str], firsts: set[int], filled: list[str]) -> None:
    rows = [[number, "Trồng cây", "Hội Nông dân", "Quý I"] for number in numbers]
    fill_numbers(rows, firsts, [True] * len(rows))
    assert [row[0] for row in rows] == filled


def test_a_scrap_of_a_rule_is_no_part_of_a_number() -> None:
    rows = [["-2", "Tưới cây", "Đoàn xã"], ["- 5", "", "Đoàn xã"], ["-2", "", "Đoàn xã"]]
    assert [row[0] for row in recounted(rows)] == ["2", "- 5", "-2"]


def test_rows_of_few_cells_or_under_one_number_get_none() -> None:
    rows = [["1", "Trồng cây", "Hội Nông dân"], ["", "Tưới cây", ""]]
    fill_numbers(rows, set(), [True, True])
    assert not rows[1][0]
    rows = [["1", "Trồng cây", "Hội Nông dân"], ["", "Tưới cây", "Đoàn xã"], ["", "Tưới cây", "Đoàn xã"]]
    fill_numbers(rows, set(), [True, False, False])
    assert not rows[1][0]
