"""Made pages: one seed gives the same lines, pages and pairs; pairs are of lines that belong together."""

from __future__ import annotations

import random
import shutil
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.paper.faces import MissingFontError, faces
from normalizers.text.training import misread, render, samples
from normalizers.text.training.misread import Pair

LINES = [
    "Kế hoạch đọc sách năm 2025",
    "Số: 12/KH-TH",
    "Thầy cô và học sinh cùng tham gia",
    "Nơi nhận: như trên",
]
SHIPPED = Path(__file__).parents[3] / "data" / "training" / "misread.jsonl.xz"


def test_lines_depend_on_the_seed_alone() -> None:
    assert [*islice(samples.shuffled_lines(3), 50)] == [*islice(samples.shuffled_lines(3), 50)]
    assert [*islice(samples.shuffled_lines(3), 50)] != [*islice(samples.shuffled_lines(4), 50)]


def test_lines_of_a_corpus(tmp_path: Path) -> None:
    texts = [f"Trường tổ chức buổi đọc sách lần thứ {n} tại thư viện xã." for n in range(200)]
    (tmp_path / "a.txt").write_text("\n".join(texts), "utf-8")
    taken = [*samples.corpus_lines(tmp_path, 0.5, 1)]
    assert taken == [*samples.corpus_lines(tmp_path, 0.5, 1)]
    assert 60 < sum("đọc sách" in line.lower() for line in taken) < 140


def test_lost_and_added_lines_are_left_out() -> None:
    read = ["Ke hoach doc sach nam 2025", "~~ —", "Thay c6 va hoc sinh ciing tham gia", "Noi nhan: nhu trén"]
    assert [*misread.align(LINES, read)] == [(LINES[0], read[0]), (LINES[2], read[2]), (LINES[3], read[3])]


@given(st.lists(st.text(max_size=8), max_size=6), st.lists(st.text(max_size=8), max_size=6))
def test_pairs_keep_the_order(true: list[str], read: list[str]) -> None:
    found = [*misread.align(true, read)]
    rest = iter(true), iter(read)
    assert all(left in rest[0] and right in rest[1] for left, right in found)


def test_pairs_are_kept_in_a_file(tmp_path: Path) -> None:
    pairs = [
        Pair("Số: 12/KH", "S6: 12/KH", "english", 200, "Times"),
        Pair("đọc sách", "doc sach", "ascii", 150, "A"),
    ]
    assert misread.write(tmp_path / "pairs.xz", pairs) == 4
    assert [*misread.read(tmp_path / "pairs.xz")] == pairs


def test_shipped_pairs() -> None:
    pairs = [*misread.read(SHIPPED)]
    assert sum(len(pair.true.split()) for pair in pairs) > 100_000
    assert {pair.kind for pair in pairs} == {"english", "ascii", "french", "german", "portuguese"}


def test_pages_depend_on_the_seed_alone() -> None:
    try:
        installed = faces("times")
    except MissingFontError as error:
        pytest.skip(str(error))
    made = []
    for _ in range(2):
        rng = random.Random(7)
        pages = [*render.prints(LINES * 20, rng)]
        made.append((pages, [render.image(page, rng).tobytes() for page in pages[:3]]))
    assert made[0] == made[1]
    assert {page.face for page in made[0][0]} <= set(installed)
    assert " ".join(line for page in made[0][0] for line in page.lines) == " ".join(LINES * 20)


@pytest.mark.slow
def test_pages_are_misread() -> None:
    try:
        faces("times")
        pairs = [*misread.pairs(LINES * 10, 5)]
    except (MissingFontError, misread.RecogniserError) as error:
        pytest.skip(str(error))
    assert {pair.true for pair in pairs} <= set(LINES)
    assert shutil.which("tesseract")
