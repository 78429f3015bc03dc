"""The table of damage is made from counts, and the shipped one has all sorts of words in all kinds."""

from __future__ import annotations

import math
from pathlib import Path

from data import rows
from normalizers.text.training.damage import foreign_lines, table


def test_shares_are_counted_and_smoothed() -> None:
    made = table({"clean": ["Trường tổ chức đọc sách"], "foreign": []}).splitlines()
    assert "sort,clean,foreign,meaning" in made
    (common,) = (line for line in made if line.startswith("m,"))
    assert float(common.split(",")[1]) > 0.5 > float(common.split(",")[2]) > 0


def test_the_shipped_table_is_whole() -> None:
    for kind in ("clean", "stripped", "misread", "foreign"):
        assert math.isclose(sum(float(row[kind]) for row in rows("damage")), 1, abs_tol=0.001)
        assert all(float(row[kind]) > 0 for row in rows("damage"))


def test_no_catalogues_no_lines(tmp_path: Path) -> None:
    (tmp_path / "fr" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "fr" / "LC_MESSAGES" / "broken.mo").write_bytes(b"no catalogue")
    assert [*foreign_lines(tmp_path, 1)] == []
