"""The reader of the lines above names: what is printed is read, also under scraps of a seal."""

from __future__ import annotations

import numpy as np
import pytest

from data.paper.faces import faces
from parsers.recognition.positions import PositionReader, opening_words
from parsers.recognition.training.lines import line

LINES = ("HIỆU TRƯỞNG", "KT. CHỦ TỊCH", "PHÓ GIÁM ĐỐC", "TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")
OTHERS = ("Trần Văn Hiếu", "ĐẤU GIÁ TÀI SẢN", "thôn Đông Hạ, xã An Bình", "Nơi nhận:")


@pytest.fixture(scope="module")
def reader() -> PositionReader:
    pytest.importorskip("onnxruntime")
    return PositionReader()


def drawn(text: str) -> np.ndarray:
    return line(text, faces("times", held_out=True)[0], 32, "light", np.random.default_rng(5)).image


@pytest.mark.parametrize("text", LINES)
def test_lines_above_names_are_read(reader: PositionReader, text: str) -> None:
    (found,) = reader.read([drawn(text)])
    assert found
    assert found.text == text
    assert found.confidence > 0.5
    assert 0 <= found.left < 0.2
    assert 0.8 < found.right <= 1


def test_the_start_of_a_line_may_be_hidden_or_beside_other_letters(reader: PositionReader) -> None:
    whole = drawn("HIỆU TRƯỞNG")
    hidden = whole[:, whole.shape[1] // 10 :]
    behind = np.hstack([drawn("ông B")[: whole.shape[0]], whole])
    found = reader.read([hidden, behind])
    assert [each and each.text for each in found] == ["HIỆU TRƯỞNG", "HIỆU TRƯỞNG"]


def test_what_is_no_such_line_is_unlike_one(reader: PositionReader) -> None:
    likeness = [found.likeness for found in reader.read([drawn(text) for text in OTHERS]) if found]
    assert max(likeness) < -2.5


def test_an_empty_crop_holds_nothing(reader: PositionReader) -> None:
    assert reader.read([np.zeros((0, 40), np.uint8)]) == [None]


def test_lines_begin_with_a_capacity_or_an_office() -> None:
    assert {"KT.", "TM.", "HIỆU"} <= opening_words()
    assert "CỘNG" not in opening_words()
