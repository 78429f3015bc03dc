"""A page is read with Tesseract: words in their places, sizes, bold type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from parsers.recognition.page import once, recognise
from parsers.recognition.segmentation import Segment
from parsers.recognition.tesseract import Tesseract
from parsers.recognition.words import Alternative, LineImage, SeenPage, SeenWord
from tests.parsers.recognition.drawn import BODY, DPI, Drawing


@pytest.fixture(scope="module")
def seen() -> SeenPage:
    drawing = Drawing()
    drawing.text(90, 30, "KẾ HOẠCH", 14, bold=True)
    drawing.paragraph(50, *BODY)
    drawing.text(30, 90, "- Lưu: Văn thư, tổ chuyên môn.", 11)
    return recognise(drawing.picture(), DPI, Tesseract())


def test_the_words_are_read(seen: SeenPage) -> None:
    text = [" ".join(word.text for word in line.words) for line in seen.lines]
    assert text[0] == "KẾ HOẠCH"
    assert len(text) == 6
    read, printed = (set(" ".join(lines).split()) for lines in (text[1:5], BODY))
    assert len(read & printed) >= 0.95 * len(printed)


def test_words_are_where_they_stand(seen: SeenPage) -> None:
    first = seen.lines[1].words[0]
    left, top, right, bottom = (value / DPI * 25.4 for value in first.area)
    assert left == pytest.approx(30, abs=1)
    assert bottom == pytest.approx(50, abs=2)
    assert 2 < bottom - top < 7
    assert 8 < right - left < 14


def test_size_and_baseline_are_measured(seen: SeenPage) -> None:
    assert [round(line.base / DPI * 25.4) for line in seen.lines[:3]] == pytest.approx([30, 50, 57], abs=1)
    points = [line.size / DPI * 72 for line in seen.lines]
    assert points[:5] == pytest.approx([14] * 5, rel=0.08)
    assert points[5] == pytest.approx(11, rel=0.1)


def test_bold_type_is_seen(seen: SeenPage) -> None:
    assert [all(word.bold for word in line.words) for line in seen.lines][:2] == [True, False]


def test_what_settles_readings_has_the_last_word() -> None:
    drawing = Drawing()
    drawing.text(30, 50, "Trồng cây bên đường làng.")

    def settle(words: Sequence[Sequence[Alternative]]) -> list[str]:
        return [readings[0].text.upper() for readings in words]

    seen = recognise(drawing.picture(), DPI, Tesseract(), settle)
    (line,) = seen.lines
    assert [word.text for word in line.words][1] == "CÂY"
    assert line.words[1].alternatives[0].text == "cây"


@pytest.mark.parametrize(("part", "size"), [(1, 14), (2, 28)], ids=["whole", "worn low"])
def test_letters_are_no_smaller_than_they_run_wide(part: int, size: float) -> None:
    drawing = Drawing()
    drawing.text(30, 50, BODY[0])
    (line,) = recognise(drawing.picture(), DPI, _Knowing(BODY[0][: len(BODY[0]) // part])).lines
    assert line.size / DPI * 72 == pytest.approx(size, rel=0.12)


class _Knowing:
    """Reads a text in every line, from end to end."""

    name = "knowing"

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, lines: Sequence[LineImage]) -> list[list[SeenWord]]:
        height, width = lines[0].image.shape
        return [[SeenWord(self.text, (0, 0, width, height), 1.0)] for _ in lines]


class _Sure:
    """Reads the same in every line of a page, each time that it is asked with another confidence."""

    name = "sure"

    def __init__(self, *confidences: float) -> None:
        self.confidences = iter(confidences)

    def read(self, lines: Sequence[LineImage]) -> list[list[SeenWord]]:
        confidence = next(self.confidences)
        return [[SeenWord("phiên chợ vùng cao ngày cuối năm", line.area, confidence)] for line in lines]


@pytest.mark.parametrize(("looks", "stands"), [((0.8,), 0.8), ((0.4, 0.6), 0.6), ((0.4, 0.3), 0.4)])
def test_print_worn_to_pieces_is_looked_at_twice(looks: tuple[float, ...], stands: float) -> None:
    drawing = Drawing()
    drawing.paragraph(50, *BODY)
    seen = recognise(drawing.picture(), DPI, _Sure(*looks))
    assert {word.confidence for line in seen.lines for word in line.words} == {stands}


def line(x0: int, x1: int, *words: SeenWord, stamped: bool = False) -> tuple[Segment, list[SeenWord]]:
    """A line of the page whose words share out its place."""
    step = (x1 - x0) / len(words)
    image = LineImage(np.full((30, x1 - x0), 255, np.uint8), (x0, 100, x1, 130), DPI)
    placed = [replace(word, area=(at * step, 5, (at + 1) * step, 25)) for at, word in enumerate(words)]
    return Segment(image, 125, 12, stamped), placed


def texts(*lines: tuple[Segment, list[SeenWord]]) -> list[list[str]]:
    return [[word.text for word in words] for _, words in once(lines)]


def test_a_line_that_language_mended_is_no_worse_than_its_part_in_another_ink() -> None:
    mended = SeenWord("trường", (0, 0, 0, 0), 0.2, (Alternative("trưởng", 0.8),))
    sure = SeenWord("lớp", (0, 0, 0, 0), 0.9)
    black = line(100, 500, mended, sure, sure, mended)
    assert texts(black, line(200, 400, sure, sure, stamped=True)) == [["trường", "lớp", "lớp", "trường"]]


def test_words_seen_in_two_inks_are_kept_once() -> None:
    sure, doubtful = (SeenWord("lớp", (0, 0, 0, 0), chance) for chance in (0.9, 0.6))
    black = line(100, 400, sure, sure, sure), line(450, 650, doubtful, doubtful)
    blue = line(300, 650, *[replace(sure, text=text) for text in ("một", "hai", "ba", "bốn")], stamped=True)
    assert texts(*black, blue) == [["lớp", "lớp", "lớp"], ["hai", "ba", "bốn"]]


def test_lines_on_two_levels_are_two() -> None:
    sure, doubtful = (SeenWord("lớp", (0, 0, 0, 0), chance) for chance in (0.9, 0.6))
    segment, words = line(100, 400, sure, sure, sure, stamped=True)
    low = segment._replace(base=segment.base + 9)
    assert len(once([line(100, 400, doubtful, doubtful), (low, words)])) == 2
