"""A recogniser is made, goes on where it was stopped, and reads; confidence is held against the truth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from parsers.recognition.network import Curve, Network
from parsers.recognition.training.measuring import Read, curve, judged, reliability
from parsers.recognition.words import LineImage, SeenWord


class _Parrot:
    """Reads the same words off every line."""

    name = "parrot"

    def read(self, lines: object) -> list[list[SeenWord]]:
        return [[SeenWord("tổ", (0, 0, 1, 1), 0.9), SeenWord("chúc", (1, 0, 2, 1), 0.4)]]


def test_words_are_judged_at_their_place() -> None:
    image = LineImage(np.zeros((9, 9), np.uint8), (0, 0, 9, 9), 100)
    assert judged(_Parrot(), [(image, "xã tổ chức")]) == [Read(0.9, True), Read(0.4, False)]


def test_curve_brings_confidence_to_the_share_that_is_right() -> None:
    rng = np.random.default_rng(1)
    reads = [Read(chance, bool(rng.random() < chance**2)) for chance in rng.uniform(0.5, 0.999, 4000)]
    found = curve(reads)
    assert found.slope != 1
    held = reliability([read._replace(confidence=found.at(read.confidence)) for read in reads])
    assert all(abs(confidence - right) < 0.06 for confidence, right, count in held if count > 100)
    faultless = curve([Read(0.999, True)] * 50)
    assert faultless.at(0.999) > 0.99


def test_curves_stay_between_0_and_1() -> None:
    assert 0 <= Curve(1.5, -1).at(0.0) < Curve(1.5, -1).at(1.0) <= 1


@pytest.mark.slow
def test_made_from_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    from parsers.recognition.training import make

    monkeypatch.setattr(make, "_MEASURED", 10)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Trường tổ chức buổi đọc sách tại thư viện xã.\n" * 30, "utf-8")
    told: list[str] = []
    make.make(corpus, tmp_path / "model", seed=1, count=60, workers=0, tell=told.append)
    assert {path.name for path in (tmp_path / "model").iterdir()} == {"lines.onnx", "card.json"}
    assert (tmp_path / "model" / "lines.onnx").stat().st_size < 5_000_000
    image = LineImage(np.full((40, 300), 255, np.uint8), (0, 0, 300, 40), 150)
    assert len(Network(tmp_path / "model").read([image, image])) == 2
