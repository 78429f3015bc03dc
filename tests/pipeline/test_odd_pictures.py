"""Pictures that are no plan end with a sentence, or as a record that says how hard they were to read."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from data.paper.faces import faces
from parsers.readers import ReadError
from pipeline import parse
from tests.papers.geometry import ground

SIZE = 620, 877
RANDOM = np.random.default_rng(5)


def stored(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "PNG", dpi=(75, 75))
    return buffer.getvalue()


def scribbled() -> Image.Image:
    """Strokes in rows, as of a hand that nobody can read."""
    picture = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(picture)
    for y in range(120, 1600, 66):
        x = 100.0
        while x < 1100:
            points = [(x + 3 * k, y + 18 * np.sin(0.9 * k + RANDOM.normal(0, 0.6))) for k in range(18)]
            draw.line(points, fill=20, width=3)
            x = points[-1][0] + 25
    return picture


def lined(step: int) -> Image.Image:
    picture = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(picture)
    for at in range(0, SIZE[1], step):
        draw.line((0, at, SIZE[0], at), fill=0)
        draw.line((at, 0, at, SIZE[1]), fill=0)
    return picture


WITHOUT_TEXT = {
    "white": Image.new("L", SIZE, 255),
    "black": Image.new("L", SIZE, 0),
    "noise": Image.fromarray(RANDOM.integers(0, 256, (*SIZE[::-1], 3)).astype(np.uint8)),
    "strip": Image.new("L", (20_000, 40), 255),
    "a line of pixels": Image.new("L", (1240, 1), 0),
    "a column of pixels": Image.new("L", (1, 1754), 0),
    "a pixel": Image.new("1", (1, 1), 0),
    "mesh": lined(6),
}


def found_in(picture: Image.Image) -> list[tuple[str, int | None]]:
    """What the record of a picture warns of, with the page; or the sentence that says why there is none."""
    try:
        plan = parse(stored(picture), "anh.png")
    except ReadError as error:
        return [(str(error), None)]
    return [(warning.code.value, warning.page) for warning in plan.warnings]


NOTHING = ("No text was found in the pictures of the pages.", None)
DOUBTFUL = ("low-confidence", 1)


@pytest.mark.parametrize("name", WITHOUT_TEXT)
def test_where_there_is_no_text_that_is_said(name: str) -> None:
    assert found_in(WITHOUT_TEXT[name]) == [NOTHING]


def test_what_nobody_can_read_is_said_to_be_doubtful() -> None:
    assert DOUBTFUL in found_in(scribbled())


def test_another_script_is_said_to_be_doubtful() -> None:
    path = next(face.path for face in faces() if face.family == "DejaVu Sans" and not face.bold)
    picture = Image.new("L", (1240, 900), 255)
    for y in range(60, 800, 60):
        text = "Настоящим утверждается план работы на год"
        ImageDraw.Draw(picture).text((80, y), text, font=ImageFont.truetype(str(path), 32), fill=0)
    assert DOUBTFUL in found_in(picture)


def test_what_only_looks_like_print_is_nothing_or_doubtful() -> None:
    speckled = Image.fromarray(np.random.default_rng(6).random((400, 300)) < 0.5)
    table_top = Image.fromarray(ground(SIZE, 120, np.random.default_rng(7)))
    for picture in (speckled, table_top):
        assert {NOTHING, DOUBTFUL} & set(found_in(picture))


def test_a_long_strip_is_read_in_bounds() -> None:
    strip = Image.new("L", (20_000, 60), 255)
    ImageDraw.Draw(strip).text((10, 10), "I" * 2_000, fill=0)
    assert found_in(strip)
