"""Numbers of rows and groups are told from other strokes by how they count up."""

from __future__ import annotations

import pytest

from parsers.structure.counted import recounted


@pytest.mark.parametrize(
    ("rows", "firsts"),
    [
        ([["l", "Trồng cây", "Tổ một"], ["2", "Tưới cây", "Tổ hai"]], ["1", "2"]),
        ([["1", "Chuẩn bị", ""], ["l", "Trồng cây", "Tổ một"]], ["I", "1"]),
        ([["[", "Chuẩn bị", ""], ["1", "Trồng cây", "Tổ"], ["II", "Sau đó", ""]], ["I", "1", "II"]),
        ([["1", "Trồng cây", ""], ["2", "Tưới cây", ""]], ["1", "2"]),
        ([["l. Chuẩn bị", "", ""], ["1.", "Trồng cây", "Tổ một"]], ["I. Chuẩn bị", "1."]),
        ([["1. Chuẩn bị", "", ""], ["1", "Trồng cây", "Tổ một"]], ["1. Chuẩn bị", "1"]),
        ([["", "", ""], []], ["", None]),
    ],
)
def test_first_column(rows: list[list[str]], firsts: list[str | None]) -> None:
    found = recounted(rows)
    assert [row[0] if row else None for row in found] == firsts
    assert [row[1:] for row in found] == [row[1:] for row in rows]
