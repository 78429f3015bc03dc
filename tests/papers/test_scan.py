"""Scans: the same for a seed, with all words in the picture, in every kind of file."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from tests.papers import Style, printed
from tests.papers.files import as_jpeg, as_pdf, as_png, as_tiff
from tests.papers.record import gold
from tests.papers.scan import Handling, Level, Mode, Scan, scanned
from tests.plans import PLANS, parsed

PLAN = parsed(PLANS["school-reading-2024"])


def scan(seed: int, level: Level = Level.LIGHT, dpi: int = 60) -> Scan:
    document = printed(PLAN, Style.any(seed))
    return scanned(PLAN, document, Handling.any(level, dpi, np.random.default_rng(seed)), seed)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("seed", range(3))
def test_every_word_is_in_the_picture(seed: int, level: Level) -> None:
    made = scan(seed, level)
    for picture, page in zip(made.pictures, made.truth.pages, strict=True):
        assert abs(picture.width - page.width * 60 / 72) < 1
        assert abs(picture.height - page.height * 60 / 72) < 1
        for line in page.lines:
            for word in line.words:
                x0, y0, x1, y1 = word.box
                assert 0 <= x0 < x1 <= page.width + 1
                assert 0 <= y0 < y1 <= page.height + 1


def test_words_stand_on_ink() -> None:
    made = scan(2, dpi=150)
    grey = np.asarray(made.pictures[0].convert("L"), np.float32)
    paper = np.median(grey)
    for line in made.truth.pages[0].lines:
        for word in line.words:
            x0, y0, x1, y1 = (round(each * 150 / 72) for each in word.box)
            assert grey[y0:y1, x0:x1].min() < paper - 60, word.text


def test_a_scan_follows_from_its_seed() -> None:
    assert as_pdf(scan(3)) == as_pdf(scan(3))
    assert as_pdf(scan(3)) != as_pdf(scan(4))


def test_number_and_day_written_by_hand_are_in_the_record_of_the_scan_alone() -> None:
    style = Style(handwritten=True)
    document = printed(PLAN, style)
    made = scanned(PLAN, document, Handling.any(Level.LIGHT, 60, np.random.default_rng(1)), 1)
    assert document.record.number is None
    assert document.record.code == "/KH-THCSHS"
    assert document.record.issued == "2024-08"
    assert [each.code for each in document.record.warnings] == ["number-missing", "date-incomplete"]
    assert "Số: /KH-THCSHS" in document.truth.flow
    assert made.record.code == "46/KH-THCSHS"
    assert "Số: 46/KH-THCSHS" in made.truth.flow
    assert '"message"' not in gold(document.record)


@pytest.mark.parametrize("mode", Mode)
def test_files_hold_every_page(mode: Mode) -> None:
    document = printed(PLAN)
    handling = Handling(60, mode, Handling.any(Level.LIGHT, 60, np.random.default_rng(1)).wear)
    made = scanned(PLAN, document, handling, 1)
    count = len(document.truth.pages)
    with pypdfium2.PdfDocument(as_pdf(made)) as pdf:
        assert len(pdf) == count
        assert abs(pdf[0].get_width() - document.truth.pages[0].width) < 1.5
    with Image.open(BytesIO(as_tiff(made))) as tiff:
        assert getattr(tiff, "n_frames") == count  # noqa: B009 a plain image has none
    for files in (as_png(made), as_jpeg(made)):
        assert len(files) == count
        for content in files:
            with Image.open(BytesIO(content)) as image:
                assert image.size == made.pictures[0].size
