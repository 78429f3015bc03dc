"""A doubtful colon is a semicolon where a list or a cell wants one."""

from __future__ import annotations

import pytest

from parsers.document import Line, Word
from parsers.readers.layout.stretches import Piece, Stretch
from parsers.readers.signs import settle_cell, settle_lines


def line(text: str, doubt: float = 0.2, bold: bool = False) -> Line:
    words = [
        Word(text=word, confidence=0.9, alternatives=[(word[:-1] + ";", doubt)] if word[-1] == ":" else [])
        for word in text.split()
    ]
    return Line(text=text, words=words, bold=bold)


@pytest.mark.parametrize(
    ("lines", "second"),
    [
        (["- Trồng cây quanh", "sân trường:", "- Tưới cây mỗi ngày."], "sân trường;"),
        (["- Trồng cây.", "2. Yêu cầu:", "- Tưới cây."], "2. Yêu cầu:"),
        (["Trồng cây ở những", "nơi sau:", "- Sân trường."], "nơi sau:"),
        (["Mở đầu", "chăm cây: tưới nước mỗi ngày"], "chăm cây; tưới nước mỗi ngày"),
        (["Mở đầu", "Phân công: Tổ một tưới nước"], "Phân công: Tổ một tưới nước"),
    ],
)
def test_lines(lines: list[str], second: str) -> None:
    settled = settle_lines([line(text) for text in lines])
    assert settled[1].text == second == " ".join(word.text for word in settled[1].words)


def test_what_was_read_surely_stays() -> None:
    sure = Line(text="- Gồm:", words=[Word(text="-"), Word(text="Gồm:", confidence=1.0)])
    assert settle_lines([sure, line("- Cây.")])[0].text == "- Gồm:"


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (["- Tổ một:", "- Tổ hai."], "- Tổ một; - Tổ hai."),
        (["Tổ một: Tổ hai"], "Tổ một; Tổ hai"),
        (["Chủ trì: Tổ hai"], "Chủ trì: Tổ hai"),
        (["Tổ trưởng:", "- Cô Lan"], "Tổ trưởng: - Cô Lan"),
        (["“Trước tháng", "năm"], "Trước tháng năm"),
        (["Hội thi “Nhà", "sạch” và"], "Hội thi “Nhà sạch” và"),
    ],
)
def test_cells(rows: list[str], read: str) -> None:
    stretches = [Stretch.of([_piece(word, at) for at, word in enumerate(row.split())]) for row in rows]
    settle_cell(stretches)
    assert " ".join(stretch.text for stretch in stretches) == read


def _piece(text: str, at: int) -> Piece:
    alternatives = [(text[:-1] + ";", 0.2)] if text.endswith(":") else []
    return Piece(text, 40.0 * at, 40.0 * at + 30, 0, 10, 9, 12, confidence=0.8, alternatives=alternatives)
