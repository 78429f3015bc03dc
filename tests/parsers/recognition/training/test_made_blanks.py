"""Made blanks: the same by the same seed, filled in by hand, in print or not; digits are written legibly."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from parsers.recognition.training.hands import NotDigitsError, Style, scanned
from parsers.recognition.training.made_blanks import Blank, blanks, glimpse
from parsers.recognition.training.strokes import Drawn

STYLE = Style(height=30, slant=0.2, stretch=1.0, pen=3)


def _made(seed: int, count: int = 60) -> list[Blank]:
    rng = np.random.default_rng(seed)
    return list(islice(blanks([Drawn(rng)], rng, held_out=False), count))


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    """Two dozen scans of each digit, of which each is a square that grows."""
    for digit in range(10):
        scans = np.zeros((24, 28, 28))
        scans[:, 4 : 10 + digit, 6:20] = 1
        (tmp_path / f"{digit}.json").write_text(json.dumps({"data": scans.ravel().tolist()}), "utf-8")
    return tmp_path


def test_blanks_depend_on_the_seed_alone() -> None:
    one, same, other = _made(3), _made(3), _made(4)
    assert all(
        np.array_equal(a.image, b.image) and a.figures == b.figures for a, b in zip(one, same, strict=True)
    )
    assert [made.figures for made in one] != [made.figures for made in other]


def test_blanks_are_filled_in_as_they_may_be() -> None:
    made = _made(5, 300)
    assert all(not blank.figures or blank.allowed(blank.figures) for blank in made)
    assert 0.5 < sum(blank.by_hand for blank in made) / len(made) < 0.9
    assert any(not blank.figures for blank in made)
    assert any(blank.figures and not blank.by_hand for blank in made)


def test_glimpses_of_a_blank_differ() -> None:
    rng = np.random.default_rng(9)
    (blank,) = _made(9, 1)
    shapes = {glimpse(blank, rng).shape for _ in range(20)}
    assert len(shapes) > 10
    assert all(high <= blank.image.shape[0] and wide <= blank.image.shape[1] for high, wide in shapes)


@pytest.mark.parametrize("digit", "0123456789")
def test_every_digit_is_drawn(digit: str) -> None:
    rng = np.random.default_rng(6)
    for _ in range(20):
        ink = Drawn(rng).digit(digit, STYLE, rng)
        assert 22 < ink.shape[0] < 50
        assert 0.04 < (ink > 128).mean() < 0.75


def test_scanned_digits_are_parted_for_good(digits: Path) -> None:
    rng = np.random.default_rng(7)
    for held_out in (False, True):
        ink = scanned(digits, held_out=held_out).digit("3", STYLE, rng)
        assert ink.shape[0] == pytest.approx(STYLE.height, abs=2)


@pytest.mark.parametrize("content", [None, "[]", '{"data": [1, 2]}', "no list", '{"data": "many"}'])
def test_what_are_no_digits(content: str | None, digits: Path) -> None:
    if content is None:
        (digits / "7.json").unlink()
    else:
        (digits / "7.json").write_text(content, "utf-8")
    with pytest.raises(NotDigitsError):
        scanned(digits, held_out=False)


@pytest.mark.slow
def test_made_from_nothing(digits: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    from parsers.recognition.figures import FigureReader
    from parsers.recognition.training import make_figures

    monkeypatch.setattr(make_figures, "_MEASURED", 10)
    told: list[str] = []
    folder = tmp_path / "model"
    make_figures.make_figures(digits, folder, seed=1, count=60, workers=0, tell=told.append)
    assert {path.name for path in folder.iterdir()} == {"figures.onnx", "figures.json"}
    assert (folder / "figures.onnx").stat().st_size < 300_000
    crops = [(blank.image, blank.allowed) for blank in _made(8, 3)]
    assert len(FigureReader(folder).read(crops)) == 3
