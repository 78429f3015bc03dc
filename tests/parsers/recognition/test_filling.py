"""Handwritten figures take the place of what print was taken for; what is not sure leaves its blank empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from parsers.recognition import filling
from parsers.recognition.blanks import blanks
from parsers.recognition.figures import ABOVE, BELOW, SPARE, Allowed, Figures
from parsers.recognition.filling import cut, filled
from parsers.recognition.words import SeenLine
from tests.parsers.recognition.test_blanks import HEIGHT, SIZE, line

if TYPE_CHECKING:
    from parsers.recognition.words import Grey

PAGE: Grey = np.full((HEIGHT, 2000), 255, np.uint8)


class _Reader:
    """Reads the same figures in every blank."""

    def __init__(self, *figures: Figures) -> None:
        self._figures = figures

    def read(self, crops: Sequence[tuple[Grey, Allowed]]) -> list[Figures]:
        return list(self._figures[: len(crops)])


def _texts(lines: Sequence[SeenLine]) -> list[str]:
    return [" ".join(word.text for word in each.words) for each in lines]


def _read(monkeypatch: pytest.MonkeyPatch, lines: Sequence[SeenLine], *figures: Figures) -> filling.Filled:
    monkeypatch.setattr(filling, "_reader", lambda: _Reader(*figures))
    return filled(lines, HEIGHT, lambda: PAGE)


@pytest.mark.parametrize(
    "text", ["Số: 7F3 /KH-UBND", "Số: 7F3/KH-UBND", "Số:7F3 /KH-UBND", "Số:7F3/KH-UBND", "Số: /KH-UBND"]
)
def test_sure_figures_are_filled_in(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = _read(monkeypatch, [line(text)], Figures("753", 0.97, 0.99))
    assert _texts(found.lines) == ["Số: 753 /KH-UBND"]
    words = found.lines[0].words
    assert words[1].confidence == 0.97
    assert words[0].area[2] <= words[1].area[0] < words[1].area[2] <= words[2].area[0]
    assert found.handwriting == (("7F3",) if "7F3" in text else ())


def test_a_dash_worn_to_a_dot_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _read(monkeypatch, [line("Số 7F3.KH/ĐU")], Figures("753", 0.97, 0.99))
    assert _texts(found.lines) == ["Số 753 -KH/ĐU"]


def test_day_and_month_are_filled_in_where_words_ran_together(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line("Huế, ngày1g 8tháng4 năm 2024")]
    found = _read(monkeypatch, lines, Figures("18", 0.97, 0.99), Figures("4", 0.95, 0.99))
    assert _texts(found.lines) == ["Huế, ngày 18 tháng 4 năm 2024"]


def test_doubtful_figures_leave_the_blank_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _read(monkeypatch, [line("Số: 7F3 /KH-UBND")], Figures("753", 0.6, 0.99))
    assert _texts(found.lines) == ["Số: /KH-UBND"]
    assert found.handwriting == ("7F3",)


def test_print_stays_as_it_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _read(monkeypatch, [line("Số: 153 /KH-UBND")], Figures("163", 0.97, 0.02))
    assert _texts(found.lines) == ["Số: 153 /KH-UBND"]


def test_worn_print_that_was_read_for_sure_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    for sure, text in ((0.9, "Số: 35 /KH-UBND"), (0.7, "Số: /KH-UBND")):
        for doubtful in (Figures("351", 0.3, 0.6), Figures("", 0.4, 0.6)):
            found = _read(monkeypatch, [line("Số: 35 /KH-UBND", sure=sure)], doubtful)
            assert _texts(found.lines) == [text]
    found = _read(monkeypatch, [line("Số: 35 /KH-UBND", sure=0.9)], Figures("351", 0.3, 0.95))
    assert _texts(found.lines) == ["Số: /KH-UBND"]


def test_what_is_no_figures_was_no_print(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _read(monkeypatch, [line("Số: C2 /KH-UBND")], Figures("02", 0.97, 0.3))
    assert _texts(found.lines) == ["Số: 02 /KH-UBND"]


def test_no_month_has_such_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line("Huế, ngày 12 tháng 44 năm 2024", sure=0.7)]
    found = _read(monkeypatch, lines, Figures("12", 0.97, 0.02), Figures("4", 0.97, 0.1))
    assert _texts(found.lines) == ["Huế, ngày 12 tháng 4 năm 2024"]


def test_two_that_read_alike_are_surer_than_one(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _read(monkeypatch, [line("Số: 18 /KH-UBND", sure=0.7)], Figures("18", 0.8, 0.99))
    assert _texts(found.lines) == ["Số: 18 /KH-UBND"]
    assert found.lines[0].words[1].confidence == pytest.approx(0.94)


def test_an_empty_blank_stays_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _read(monkeypatch, [line("Số: ..... /KH-UBND")], Figures("", 0.99, 0.6))
    assert _texts(found.lines) == ["Số: ..... /KH-UBND"]


def test_a_line_that_was_ink_alone_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line("Số:"), line("?Ä", x=420, base=490), line("/QĐ-UBND", x=520, base=510)]
    found = _read(monkeypatch, lines, Figures("35", 0.97, 0.99))
    assert _texts(found.lines) == ["Số: 35", "/QĐ-UBND"]


def test_without_a_reader_all_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "_reader", lambda: None)
    found = filled([line("Số: 7F3 /KH-UBND")], HEIGHT, lambda: PAGE)
    assert _texts(found.lines) == ["Số: 7F3 /KH-UBND"]


def test_a_blank_is_cut_out_with_a_little_print_beside_it() -> None:
    (blank,) = blanks([line("Số: 7F3 /KH-UBND")], HEIGHT)
    crop = cut(PAGE, blank)
    assert crop.shape[1] == pytest.approx(blank.right - blank.left + (0.6 + 2 * SPARE) * SIZE, abs=2)
    (joined,) = blanks([line("Số: 7F3/KH-UBND")], HEIGHT)
    assert cut(PAGE, joined).shape[1] > joined.right - joined.left + (1 + 2 * SPARE) * SIZE


def test_a_blank_at_the_edge_of_the_page_is_cut_as_any() -> None:
    (blank,) = blanks([line("Số: 7F3 /KH-UBND")], HEIGHT)
    high = round((ABOVE + BELOW + 2 * SPARE) * SIZE)
    wide = cut(PAGE, blank).shape[1]
    at_edges = [blank._replace(base=0.5 * SIZE), blank._replace(left=0, right=blank.right - blank.left)]
    for each in at_edges:
        assert cut(PAGE, each).shape == pytest.approx((high, wide), abs=2)
    assert not cut(PAGE, blank._replace(base=-3 * SIZE)).size
