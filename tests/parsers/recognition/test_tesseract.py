"""Tesseract as a recogniser: lines to words, and what is said where it cannot run."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.recognition import kept
from parsers.recognition.errors import RecogniserFailedError, RecogniserMissingError
from parsers.recognition.segmentation import segment
from parsers.recognition.tesseract import Tesseract
from parsers.recognition.words import LineImage
from tests.parsers.recognition.drawn import BODY, DPI, Drawing


def lines() -> list[LineImage]:
    drawing = Drawing()
    drawing.paragraph(50, *BODY)
    return [each.line for each in segment(drawing.picture(), DPI).lines]


def test_words_come_with_their_line() -> None:
    blank = LineImage(np.full((40, 300), 255, np.uint8), (0, 0, 300, 40), DPI)
    speck = LineImage(np.zeros((1, 1), np.uint8), (0, 0, 1, 1), DPI)
    first, second, *_ = lines()
    read = Tesseract().read([first, blank, speck, second])
    opening = [" ".join(word.text for word in words).split()[:1] for words in read]
    assert opening == [["Thực"], [], [], BODY[1].split()[:1]]
    assert all(0 <= word.confidence <= 1 for words in read for word in words)


def test_nothing_is_read_from_nothing() -> None:
    assert Tesseract().read([]) == []


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    kept.end_idle()
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(RecogniserMissingError, match="apt-get install tesseract-ocr"):
        Tesseract().read(lines()[:1])


def test_a_missing_language_is_named() -> None:
    with pytest.raises(RecogniserMissingError, match="tesseract-ocr-vie"):
        Tesseract(language="xyz").read(lines()[:1])


def test_a_call_that_takes_too_long_is_ended() -> None:
    with pytest.raises(RecogniserFailedError, match="too long"):
        Tesseract(seconds=0.001).read(lines())
