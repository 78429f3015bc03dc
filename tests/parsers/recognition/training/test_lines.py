"""Made lines: the same by the same seed, with known signs alone, the ink where the text is."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from data.paper.faces import faces
from parsers.recognition.alphabet import is_known, spelled
from parsers.recognition.fitting import fitted
from parsers.recognition.training import setting
from parsers.recognition.training.lines import Kind, Line, line, lines
from parsers.recognition.training.texts import LONGEST, corpus, texts

PARAGRAPHS = ["Trường tổ chức buổi đọc sách tại thư viện xã cho các em học sinh khối lớp năm."]


def _made(seed: int, count: int = 60) -> list[Line]:
    rng = np.random.default_rng(seed)
    return list(islice(lines(texts(PARAGRAPHS, rng), rng), count))


def test_lines_depend_on_the_seed_alone() -> None:
    one, same, other = _made(3), _made(3), _made(4)
    assert all(np.array_equal(a.image, b.image) and a.text == b.text for a, b in zip(one, same, strict=True))
    assert [made.text for made in one] != [made.text for made in other]


@pytest.mark.parametrize("paragraphs", [PARAGRAPHS, []])
def test_texts_are_known(paragraphs: list[str]) -> None:
    made = list(islice(texts(paragraphs, np.random.default_rng(5)), 2000))
    assert all(text and is_known(text) and spelled(text) == text and len(text) <= LONGEST for text in made)
    assert any(text.startswith("Trường tổ") for text in made) == bool(paragraphs)
    assert len("".join(made)) / len(made) > 25


def test_short_texts() -> None:
    made = islice(texts(PARAGRAPHS, np.random.default_rng(6), 12), 300)
    assert all(len(text) <= 12 for text in made)


def test_corpus(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{PARAGRAPHS[0]}\nngắn\nЧужие буквы здесь и там, много.\n", "utf-8")
    assert corpus(tmp_path, 1.1, 1) == PARAGRAPHS


def test_a_text_leaves_ink() -> None:
    rng = np.random.default_rng(7)
    face = faces("times")[0]
    made = line("Kế hoạch", face, 30, "clean", rng)
    blank = line("", face, 30, "clean", rng)
    assert (fitted(made.image) > 128).mean() > 0.03
    assert (fitted(blank.image) > 128).mean() < 0.001
    assert made.dpi == pytest.approx(166, abs=1)


def test_tones_over_hats_and_marks_of_capitals_vary() -> None:
    rng = np.random.default_rng(9)
    face = faces("times", held_out=False)[0]
    tops = set()
    for _ in range(40):
        ink = setting.printed("HỖ", face, 40, rng) < 128
        above = ink[: 80 - 28]
        assert above.any(), "the marks are there"
        tops.add(int(np.flatnonzero(above.any(axis=1))[0]))
    assert len(tops) > 5


def test_lines_of_a_kind() -> None:
    rng = np.random.default_rng(8)
    held = faces("times", held_out=False)[:1]
    made = list(islice(lines(texts([], rng), rng, Kind(held, "heavy", 24)), 5))
    assert {round(one.dpi) for one in made} == {133}
