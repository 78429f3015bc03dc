"""The shipped model reads made lines; odd crops do no harm; what is missing is named."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.paper.faces import faces
from parsers.recognition.errors import RecogniserMissingError
from parsers.recognition.network import Network
from parsers.recognition.training.lines import line
from parsers.recognition.words import LineImage

TEXT = "Kế hoạch 27/KH-UBND ngày 05/01/2024"


@pytest.fixture(scope="module")
def network() -> Network:
    return Network()


def _line(text: str, seed: int = 1) -> LineImage:
    made = line(text, faces("times")[0], 36, "clean", np.random.default_rng(seed))
    height, width = made.image.shape
    return LineImage(made.image, (0, 0, width, height), made.dpi)


def test_a_clean_line_is_read(network: Network) -> None:
    crop = _line(TEXT)
    (words,) = network.read([crop])
    assert " ".join(word.text for word in words) == TEXT
    assert all(0.5 < word.confidence <= 1 for word in words)
    edges = [side for word in words for side in (word.area[0], word.area[2])]
    assert edges == sorted(edges)
    assert edges[-1] <= crop.image.shape[1] + 1


def test_words_are_where_they_are_printed(network: Network) -> None:
    crop = _line("Ủy ban nhân dân")
    (words,) = network.read([crop])
    columns = np.flatnonzero(crop.image.min(axis=0) < 128)
    assert words[0].area[0] == pytest.approx(columns[0], abs=5)
    assert words[-1].area[2] == pytest.approx(columns[-1], abs=5)
    for one, other in pairwise(words):
        between = crop.image[:, round(one.area[2]) + 1 : round(other.area[0]) - 1]
        assert between.size
        assert between.min() > 128


def test_company_changes_nothing(network: Network) -> None:
    crops = [_line(TEXT[: 6 + 5 * count], count) for count in range(6)]
    together = [[word.text for word in words] for words in network.read(crops)]
    alone = [[word.text for word in network.read([crop])[0]] for crop in crops]
    assert together == alone


def test_unsure_words_have_alternatives(network: Network) -> None:
    rng = np.random.default_rng(3)
    made = [line("tổng kết tồng kềt bảo đảm", faces("times")[0], 16, "heavy", rng) for _ in range(8)]
    read = network.read([LineImage(one.image, (0, 0, 1, 1), one.dpi) for one in made])
    unsure = [word for words in read for word in words if word.alternatives]
    assert unsure
    for word in unsure:
        chances = [other.probability for other in word.alternatives]
        assert chances == sorted(chances, reverse=True)
        assert word.text not in {other.text for other in word.alternatives}
        assert sum(chances) < 1.01


def test_bare_paper_and_nothing(network: Network) -> None:
    assert network.read([]) == []
    paper = np.full((40, 500), 235, np.uint8)
    assert network.read([LineImage(paper, (0, 0, 500, 40), 200)]) == [[]]


@settings(max_examples=15)
@given(st.integers(0, 60), st.integers(0, 900), st.integers(0, 2**32 - 1))
def test_noise_does_no_harm(height: int, width: int, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (height, width)).astype(np.uint8)
    (words,) = Network().read([LineImage(noise, (0, 0, width, height), 200)])
    for word in words:
        assert word.text.strip()
        assert 0 <= word.confidence <= 1
        assert word.area[0] < word.area[2]


def test_a_strip_without_end(network: Network) -> None:
    strip = np.full((12, 20_000), 255, np.uint8)
    strip[3:9, ::7] = 0
    assert len(network.read([LineImage(strip, (0, 0, 20_000, 12), 100)])) == 1


def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RecogniserMissingError, match="cannot be used"):
        Network(tmp_path)
    (tmp_path / "card.json").write_text('{"alphabet": "a", "confidence": {"slope": 1, "level": 0}}', "utf-8")
    (tmp_path / "lines.onnx").write_bytes(b"no model")
    with pytest.raises(RecogniserMissingError, match="cannot be used"):
        Network(tmp_path)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(RecogniserMissingError, match="pip install onnxruntime"):
        Network(tmp_path / "other")
