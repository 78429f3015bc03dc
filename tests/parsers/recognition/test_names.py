"""The reader of names: what is printed is read, and what is no name is unlike one."""

from __future__ import annotations

import numpy as np
import pytest

from data.paper.faces import Look, faces
from parsers.recognition.names import NameReader
from parsers.recognition.training.lines import line

NAMES = (
    "Trần Văn Hiếu",
    "Nguyễn Thị Thu Hằng",
    "Phạm Quốc Toản",
    "Đặng Minh Khôi",
    "Lê Hoài",
    "Bùi Xuân Trường",
)
NO_NAMES = (
    "giao thông nông thôn",
    "28 tháng 3 năm 2031",
    "của Ủy ban nhân dân huyện",
    "PHÓ HIỆU TRƯỞNG",
    "Nơi nhận:",
)


@pytest.fixture(scope="module")
def reader() -> NameReader:
    pytest.importorskip("onnxruntime")
    return NameReader()


def crops(texts: tuple[str, ...], look: Look) -> list[np.ndarray]:
    rng = np.random.default_rng(5)
    face = faces(look, held_out=True)[0]
    return [line(text, face, 32, "light", rng).image for text in texts]


def test_names_are_read(reader: NameReader) -> None:
    read = reader.read(crops(NAMES, "times"))
    given = {" ".join(word.text for word in name.words) for name in read if name and name.confidence > 0.5}
    assert len(given & set(NAMES)) >= len(NAMES) - 1
    assert not given - set(NAMES)


def test_their_words_stand_one_after_another(reader: NameReader) -> None:
    (name,) = reader.read(crops(("Trần Văn Hiếu",), "times"))
    assert name
    edges = [edge for word in name.words for edge in (word.left, word.right)]
    assert edges == sorted(edges)
    assert 0 <= edges[0] < 0.3
    assert 0.7 < edges[-1] <= 1


def test_what_is_no_name_is_unlike_one(reader: NameReader) -> None:
    names = [name.likeness for name in reader.read(crops(NAMES, "times")) if name]
    others = [name.likeness for name in reader.read(crops(NO_NAMES, "times")) if name]
    assert max(others) < -3 < min(names)


def test_a_title_before_a_name_is_none_of_its_words(reader: NameReader) -> None:
    (name,) = reader.read(crops(("TS. Trần Văn Hiếu",), "times"))
    assert name
    assert [word.text for word in name.words] == ["Trần", "Văn", "Hiếu"]
    assert name.words[0].left > 0.1


def test_bare_paper_is_no_name(reader: NameReader) -> None:
    blank = [np.full((40, width), 255, np.uint8) for width in (1, 200)]
    assert all(
        name is None or name.confidence < 0.5 for name in reader.read([*blank, np.zeros((0, 9), np.uint8)])
    )
