"""The reader of figures that the package comes with reads clear digits, and says so where there are none."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from parsers.recognition.errors import RecogniserMissingError
from parsers.recognition.figures import (
    ABOVE,
    BELOW,
    CARD,
    MODEL,
    SPARE,
    Allowed,
    FigureReader,
    Look,
    is_day,
    is_month,
    is_number,
    seen,
)
from parsers.recognition.sessions import HOME
from parsers.recognition.training.hands import Style
from parsers.recognition.training.made_blanks import blanks
from parsers.recognition.training.strokes import Drawn


@pytest.fixture(scope="module")
def reader() -> FigureReader:
    pytest.importorskip("onnxruntime")
    return FigureReader()


def test_the_model_is_small() -> None:
    assert (HOME / MODEL).stat().st_size < 300_000


def test_clear_figures_are_read(reader: FigureReader) -> None:
    rng = np.random.default_rng(11)
    drawn = blanks([Drawn(rng)], rng, held_out=True, level="clean")
    made = [next(drawn) for _ in range(150)]
    read = reader.read([(blank.image, blank.allowed) for blank in made])
    pairs = list(zip(read, made, strict=True))
    given = [(each, blank) for each, blank in pairs if each.confidence >= 0.9]
    assert len(given) > 0.6 * len(made)
    assert sum(each.text != blank.figures for each, blank in given) <= 0.05 * len(given)
    both = [(each, blank) for each, blank in pairs if blank.figures and each.text]
    told = [(each.by_hand > 0.5) == blank.by_hand for each, blank in both]
    assert sum(told) > 0.85 * len(told)


def test_what_is_read_does_not_hang_on_the_cut(reader: FigureReader) -> None:
    rng = np.random.default_rng(13)
    drawn = blanks([Drawn(rng)], rng, held_out=True, level="clean")
    made = [blank for blank in islice(drawn, 60) if blank.figures]
    usual = reader.read([(blank.image, blank.allowed) for blank in made])
    for rows, columns in ((slice(3, None), slice(None)), (slice(None), slice(3, None))):
        cut = reader.read([(blank.image[rows, columns], blank.allowed) for blank in made])
        pairs = [(a, b) for a, b in zip(usual, cut, strict=True) if a.confidence >= 0.9]
        assert len(pairs) > 0.5 * len(made)
        assert sum(a.text == b.text for a, b in pairs) > 0.9 * len(pairs)


def test_a_look_is_a_part_of_a_crop() -> None:
    em = 40
    crop = np.zeros((round((ABOVE + BELOW + 2 * SPARE) * em), 200), np.uint8)
    usual = seen(crop, Look())
    assert usual.shape == pytest.approx(((ABOVE + BELOW) * em, 200 - 2 * SPARE * em), abs=1)
    farther = seen(crop, Look(size=0.1, left=0.2, right=-0.1))
    assert farther.shape[0] == pytest.approx(np.exp(0.1) * usual.shape[0], abs=2)
    assert farther.shape[1] == pytest.approx(usual.shape[1] + 0.1 * em, abs=2)


def test_bare_paper_has_no_figures(reader: FigureReader) -> None:
    crops = [(np.full((40, width), 255, np.uint8), is_number) for width in (1, 30, 200)]
    assert [each.text for each in reader.read(crops)] == ["", "", ""]
    assert reader.read([]) == []


def test_only_what_may_stand_there_is_read(reader: FigureReader) -> None:
    rng = np.random.default_rng(12)
    ink = 255 - np.pad(Drawn(rng).digit("9", Style(30, 0.1, 1.0, 3), rng), 12)
    (found,) = reader.read([(ink, lambda figures: figures == "7")])
    assert found.text in ("", "7")


@pytest.mark.parametrize(
    ("allowed", "good", "bad"),
    [
        (is_number, ("1", "06", "12345"), ("0", "000", "123456")),
        (is_day, ("1", "05", "31"), ("0", "32", "001")),
        (is_month, ("12", "02"), ("13", "00", "012")),
    ],
)
def test_what_may_stand_in_a_blank(allowed: Allowed, good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    assert all(map(allowed, good))
    assert not any(map(allowed, bad))


def test_a_damaged_model_is_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.importorskip("onnxruntime")
    folder = tmp_path_factory.mktemp("model")
    (folder / MODEL).write_bytes(b"none")
    (folder / CARD).write_text("{}", "utf-8")
    with pytest.raises(RecogniserMissingError):
        FigureReader(folder)
