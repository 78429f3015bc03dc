"""Semicolons between names that were taken for commas."""

from __future__ import annotations

from parsers.structure.listed import semicolons

KNOWN = [
    ["1", "Công an xã", "Trạm Y tế; Đoàn xã; Hội Nông dân"],
    ["2", "Đoàn xã", "- Trạm Y tế;\n- Công an xã."],
]


def test_a_name_that_stands_by_itself_elsewhere_follows_a_semicolon() -> None:
    rows = semicolons([*KNOWN, ["3", "Trạm Y tế", "Công an xã, Đoàn xã; Hội Nông dân"]])
    assert rows[2][2] == "Công an xã; Đoàn xã; Hội Nông dân"
    assert rows[:2] == KNOWN


def test_commas_stay_inside_names_and_where_they_are_usual() -> None:
    inside = [*KNOWN, ["3", "Trạm Y tế", "Phòng Văn hóa, Thông tin; các thôn, xóm"]]
    assert semicolons(inside) == inside
    usual = [["1", "Đoàn xã"], ["2", "Công an xã, Đoàn xã"], ["3", "Trạm Y tế, Đoàn xã"]]
    assert semicolons(usual) == usual
    assert semicolons([]) == []
