"""Which lines are looked at again for a name, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from data.paper.faces import faces
from parsers.recognition import signers
from parsers.recognition.segmentation import Segment, Segments
from parsers.recognition.signers import signed
from parsers.recognition.training.lines import line
from parsers.recognition.words import LineImage, SeenWord


def page(text: str, left: int) -> Segments:
    """A page of 200 dpi with one line."""
    pytest.importorskip("onnxruntime")
    image = line(text, faces("times", held_out=True)[0], 32, "light", np.random.default_rng(5)).image
    height, width = image.shape
    crop = LineImage(image, (left, 1500, left + width, 1500 + height), 200.0)
    bare = np.full((2200, 1600), 255, np.uint8)
    return Segments(bare, 200.0, (Segment(crop, 1530.0, 15.0),), (), (), 0, 0.0, None)


def words(text: str, confidence: float) -> list[SeenWord]:
    """As they may have been read, evenly spaced."""
    parts = text.split()
    return [SeenWord(part, (60.0 * at, 0, 60.0 * at + 55, 40), confidence) for at, part in enumerate(parts)]


def text_of(lines: list[list[SeenWord]]) -> list[str]:
    return [" ".join(word.text for word in each) for each in lines]


def test_a_name_read_in_doubt_is_read_again() -> None:
    (found,) = signed(page("Trần Văn Hiếu", 1000), [words("Tràn Vàn Hicu", 0.3)])
    assert text_of([found]) == ["Trần Văn Hiếu"]
    assert all(0.5 < word.confidence <= 1 for word in found)


@pytest.mark.parametrize(("read", "confidence"), [("m", 0.93), ("Tran Văn Hiếu", 0.99)])
def test_a_name_hardly_read_or_without_a_mark_of_the_family_name_is_read_again(
    read: str, confidence: float
) -> None:
    (found,) = signed(page("Trần Văn Hiếu", 1000), [words(read, confidence)])
    assert text_of([found]) == ["Trần Văn Hiếu"]


def test_what_a_seal_leaves_above_a_name_does_not_make_it_smaller() -> None:
    one = page("Trần Văn Hiếu", 1000)
    name = one.lines[0]
    width = name.line.image.shape[1]
    seal = np.full((60, width), 255, np.uint8)
    seal[4:36, ::9] = 0
    left, top, right, bottom = name.line.area
    crop = LineImage(np.vstack([seal, name.line.image]), (left, top - 60, right, bottom), 200.0)
    body = LineImage(np.full((40, 1200), 255, np.uint8), (100, 300, 1300, 340), 200.0)
    lines = (Segment(body, 330.0, 15.0, False), name._replace(line=crop))
    found = signed(replace(one, lines=lines), [words("Quét dọn", 1.0), words("m", 0.9)])
    assert text_of(found) == ["Quét dọn", "Trần Văn Hiếu"]


@pytest.mark.parametrize(
    ("printed", "read", "confidence"),
    [
        ("HIỆU TRƯỞNG", "s Mongouoxo", 0.1),
        ("KT. GIÁM ĐỐC", "CT. CIÁM ĐÓC", 0.6),
        ("TM. BAN THƯỜNG VỤ", "TIM BAN THƯỜNG VỤ", 0.98),  # sure, but nothing begins so
    ],
)
def test_a_line_above_a_name_read_in_doubt_is_read_again(printed: str, read: str, confidence: float) -> None:
    (found,) = signed(page(printed, 1000), [words(read, confidence)])
    assert text_of([found]) == [printed]


def test_a_longer_office_loses_no_word_that_was_read_surely() -> None:
    (office, rest) = words("GIÁM ĐỐC SỞ", 0.99)[:2], words("GIÁM ĐỐC SỞ", 0.99)[2:]
    seen = [[replace(office[0], confidence=0.6), office[1], *rest]]
    assert signed(page("GIÁM ĐỐC SỞ", 1000), seen) == seen


@pytest.mark.parametrize(
    ("printed", "left", "read", "confidence"),
    [
        ("Trần Văn Hiếu", 1000, "Trần Văn Hiểu", 0.99),  # read surely
        ("Trần Văn Hiếu", 100, "Tràn Vàn Hicu", 0.3),  # where the recipients stand
        ("TRẦN VĂN HIẾU", 1000, "TRÀN VÀN HICU", 0.3),
        ("bảo vệ rừng", 1000, "bảo vé rùng", 0.3),
        ("Trưởng Phòng", 1000, "Truởng Phòng", 0.3),  # nor is it Trương Phòng
        ("Nhà máy nước sạch", 1000, "Nhà Máy nuớc Sạch", 0.3),  # no name
    ],
)
def test_what_is_sure_or_no_name_stays(printed: str, left: int, read: str, confidence: float) -> None:
    seen = [words(read, confidence)]
    assert signed(page(printed, left), seen) == seen


def test_under_whom_is_signed_for_a_position_may_be_read_with_less_likeness(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signers, "_NEAR", 9.0)
    above, below = page("TM. BAN THƯỜNG VỤ", 900), page("BÍ THƯ", 1000)
    left, top, right, bottom = above.lines[0].line.area
    lifted = replace(above.lines[0].line, area=(left, top - 60, right, bottom - 60))
    first = above.lines[0]._replace(line=lifted, base=1470.0)
    both = replace(below, lines=(first, *below.lines))
    doubtful = words("Bế T", 0.1)
    assert text_of(signed(both, [words("TM. BAN THƯỜNG VỤ", 0.99), doubtful]))[1] == "BÍ THƯ"
    assert text_of(signed(both, [words("UỶ BAN NHÂN DÂN", 0.99), doubtful]))[1] == "Bế T"


def test_a_title_stays_before_the_name() -> None:
    (found,) = signed(page("TS. Trần Văn Hiếu", 1000), [words("TS. Tràn Vàn Hicu", 0.3)])
    assert text_of([found]) == ["TS. Trần Văn Hiếu"]


def test_without_the_model_names_stay_as_they_were_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signers, "_reader", lambda: None)
    monkeypatch.setattr(signers, "_positions", lambda: None)
    seen = [words("Tràn Vàn Hicu", 0.3)]
    assert signed(page("Trần Văn Hiếu", 1000), seen) == seen
