"""Text layers over scans: a recogniser's without Vietnamese is ruined, an electronic seal's is alone."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pypdfium2
import pytesseract
import pytest

from normalizers.text.damage import RUINED, assess_text
from tests.papers import printed
from tests.papers.layer import ruined, sealed
from tests.papers.scan import Handling, Level, Mode, Scan, scanned
from tests.pipeline.invented import plan


def scan(dpi: int) -> Scan:
    wear = Handling.any(Level.LIGHT, dpi, np.random.default_rng(1)).wear
    made = plan()
    made.preamble *= 8
    made.tables, made.annexes = [], []
    return scanned(made, printed(made), Handling(dpi, Mode.GREY, wear), 1)


def texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(BytesIO(content)) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_a_recogniser_without_vietnamese_leaves_a_ruined_layer_in_place() -> None:
    try:
        pytesseract.get_tesseract_version()
    except pytesseract.TesseractNotFoundError:
        pytest.skip("Tesseract is not here: apt-get install tesseract-ocr")
    made = scan(150)
    content = ruined(made, 3)
    lines = [line for line in "\n".join(texts(content)).splitlines() if line.strip()]
    verdicts = [verdict.kind in RUINED for verdict in assess_text(lines)]
    assert sum(verdicts) > 0.7 * len(verdicts)
    number = next(line for line in made.truth.pages[0].lines if line.text == "Số: 7/KH-UBND")
    x0, y0, x1, y1 = number.box
    height = made.truth.pages[0].height
    with pypdfium2.PdfDocument(BytesIO(content)) as pdf:
        found = pdf[0].get_textpage().get_text_bounded(x0 - 4, height - y1 - 4, x1 + 4, height - y0 + 4)
    assert "KH-UBND" in found


def test_an_electronic_seal_is_all_the_text_of_its_file() -> None:
    first, *rest = texts(sealed(scan(60), "ỦY BAN NHÂN DÂN XÃ SƠN LÂM", "12.04.2024 11:10"))
    assert first.splitlines()[0] == "Người ký: ỦY BAN NHÂN DÂN XÃ SƠN LÂM"
    assert not "".join(rest)
