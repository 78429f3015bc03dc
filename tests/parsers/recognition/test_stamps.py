"""Text in coloured ink is read as lines of its own, apart from seals, frames, signatures and black print."""

from __future__ import annotations

import pytest

from parsers.recognition.network import Network
from parsers.recognition.page import recognise
from parsers.recognition.segmentation import segment
from tests.parsers.recognition.drawn import BODY, DPI, Drawing

RED, BLUE, VIOLET = "#d02830", "#2838a8", "#7030a0"


def paper() -> Drawing:
    drawing = Drawing()
    drawing.paragraph(40, *BODY)
    drawing.text(120, 90, "KT. HIỆU TRƯỞNG", 14, bold=True)
    return drawing


def lines(drawing: Drawing, angle: float = 0.0) -> list[str]:
    seen = recognise(drawing.picture(angle), DPI, Network())
    return [" ".join(word.text for word in line.words) for line in seen.lines]


@pytest.mark.parametrize("colour", [RED, BLUE, VIOLET])
def test_a_stamped_name_is_read(colour: str) -> None:
    drawing = paper()
    drawing.stamp(125, 130, "Trần Thị Kim Mẫu", colour)
    assert lines(drawing)[-1] == "Trần Thị Kim Mẫu"


def test_stamps_are_read_off_a_page_that_lies_wrong() -> None:
    drawing = paper()
    drawing.stamp(125, 130, "Trần Thị Kim Mẫu", BLUE)
    assert lines(drawing, 91.0)[-1] == "Trần Thị Kim Mẫu"


def test_a_stamp_is_read_under_a_seal_which_is_not() -> None:
    drawing = paper()
    drawing.seal(118, 112)
    drawing.stamp(120, 97, "PHÓ HIỆU TRƯỞNG", BLUE)
    drawing.stamp(140, 126, "Trần Thị Kim Mẫu", RED)
    assert lines(drawing)[-3:] == ["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "Trần Thị Kim Mẫu"]


def test_a_page_of_no_more_than_a_foot_is_not_printed_in_colour() -> None:
    drawing = Drawing()
    drawing.text(120, 40, "HIỆU TRƯỞNG", 14, bold=True)
    drawing.seal(118, 62)
    drawing.stamp(140, 85, "Trần Thị Kim Mẫu", BLUE)
    assert lines(drawing) == ["HIỆU TRƯỞNG", "Trần Thị Kim Mẫu"]


def test_grey_pages_and_black_print_have_no_stamps() -> None:
    assert not any(each.stamped for each in segment(paper().picture(), DPI).lines)
    assert not any(each.stamped for each in segment(paper().picture()[..., 0], DPI).lines)
