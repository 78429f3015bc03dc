"""Names whose start a seal hides are looked for where they are centred under an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from data.paper.faces import faces
from parsers.recognition.centred import centred
from parsers.recognition.segmentation import Segment, Segments
from parsers.recognition.signers import signed
from parsers.recognition.training.lines import line
from parsers.recognition.words import LineImage, SeenWord

if TYPE_CHECKING:
    from parsers.recognition.words import Grey

MIDDLE, BASE = 1200, 1800
BAND = (35.0, 14.0)


def print_of(text: str) -> Grey:
    return line(text, faces("times", held_out=True)[0], 32, "light", np.random.default_rng(5)).image


def words(width: float, *read: tuple[str, float]) -> list[SeenWord]:
    """Words that share a width."""
    step = width / max(1, len(read))
    return [SeenWord(text, (step * at, 0, step * (at + 1), 40), sure) for at, (text, sure) in enumerate(read)]


def block(name: str, lost: float, *read: tuple[str, float]) -> tuple[Segments, list[list[SeenWord]]]:
    """A page of 200 dpi: print, an office, and a name whose line lost a share at the left."""
    image = print_of(name)
    height, width = image.shape
    page = np.full((2300, 1654), 255, np.uint8)
    left, top = MIDDLE - width // 2, BASE - 35
    page[top : top + height, left : left + width] = image
    cut = round(lost * width)
    seen = (left + cut, top, left + width, top + height)
    areas = [(200, 400, 1450, 450), (MIDDLE - 120, BASE - 250, MIDDLE + 120, BASE - 210), seen]
    images = [np.full((50, 1250), 255, np.uint8), np.full((40, 240), 255, np.uint8), image[:, cut:]]
    bases = [435.0, BASE - 220.0, float(BASE)]
    lines = tuple(
        Segment(LineImage(each, area, 200.0), base, 15.0)
        for each, area, base in zip(images, areas, bases, strict=True)
    )
    office = words(240, ("GIÁM", 0.99), ("ĐỐC", 0.99))
    texts = [words(1250, ("trồng", 1.0), ("rừng", 1.0)), office, words(width - cut, *read)]
    return Segments(page, 200.0, lines, (), (), 0, 0.0, None), texts


def found(page: Segments, read: list[list[SeenWord]]) -> str:
    pytest.importorskip("onnxruntime")
    return " ".join(word.text for word in signed(page, read)[2])


@pytest.mark.parametrize("lost", [0.15, 0.36])
def test_a_name_that_begins_before_its_line_is_read_whole(lost: float) -> None:
    page, read = block("Hoàng Kim Dũng", lost, ("Kim", 0.99), ("Dũng", 0.99))
    assert found(page, read) == "Hoàng Kim Dũng"


def test_its_words_stand_where_they_were_seen() -> None:
    pytest.importorskip("onnxruntime")
    page, read = block("Hoàng Kim Dũng", 0.36, ("Kim", 0.99), ("Dũng", 0.99))
    family, _, last = signed(page, read)[2]
    assert family.area[0] < -60 < family.area[2] < 10
    assert abs(last.area[2] - page.lines[2].line.image.shape[1]) < 25


def test_where_nothing_is_seen_no_family_name_is_made_up() -> None:
    page, read = block("Hoàng Kim Dũng", 0.36, ("Kim", 0.99), ("Dũng", 0.99))
    page.page[:] = 255
    assert found(page, read) == "Kim Dũng"


@pytest.mark.parametrize(
    "read",
    [
        [("Hoàng", 0.99), ("Kim", 0.99), ("Dũng", 0.99)],  # whole
        [("kim", 0.99), ("dung", 0.3)],  # no end of a name
        [("PHÓ", 0.99), ("CHỦ", 0.99), ("Tịch", 0.99)],  # rather an office
        [("Dũng", 0.99)],
        [],
    ],
)
def test_other_lines_are_none(read: list[tuple[str, float]]) -> None:
    page, seen = block("Hoàng Kim Dũng", 0.0, *read)
    assert centred(page, 2, seen, BAND, frozenset({"Hoàng"})) is None


def test_without_an_office_above_it_nothing_tells_where_a_name_begins() -> None:
    page, read = block("Hoàng Kim Dũng", 0.36, ("Kim", 0.99), ("Dũng", 0.99))
    place = centred(page, 2, read, BAND, frozenset())
    assert place
    assert place.image.shape == (place.area[3] - place.area[1], place.area[2] - place.area[0])
    assert (
        abs(place.area[0] + place.start.at * place.image.shape[1] - (2 * MIDDLE - page.lines[2].line.area[2]))
        < 2
    )
    assert centred(page, 2, [read[0], [], read[2]], BAND, frozenset()) is None
