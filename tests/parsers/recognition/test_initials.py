"""Whether words begin with one letter is seen, in whatever face."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from data.paper.faces import Face, faces
from parsers.recognition.initials import alike


def set_in(face: Face, text: str) -> tuple[NDArray[np.uint8], list[float]]:
    """A line, and where its words begin, as shares of its width."""
    font = ImageFont.truetype(str(face.path), 40)
    width = round(font.getlength(text)) + 20
    canvas = Image.new("L", (width, 64), 255)
    ImageDraw.Draw(canvas).text((10, 44), text, font=font, fill=0, anchor="ls")
    before = [text[:at] for at in range(len(text)) if at == 0 or text[at - 1] == " "]
    return np.asarray(canvas), [(10 + font.getlength(each)) / width for each in before]


def test_one_letter_is_told_from_another_in_script() -> None:
    read = [alike(*set_in(face, "Hoa Trung Hạnh")) for face in faces("script", held_out=True)]
    assert all(odds[0, 2] > 1 for odds in read)
    assert all(odds.get(pair, 0.0) <= 0 for odds in read for pair in ((0, 1), (1, 2)))


def test_bare_paper_tells_nothing() -> None:
    assert alike(np.full((40, 200), 255, np.uint8), [0.0, 0.4, 0.7]) == {}
    assert alike(np.full((40, 2), 255, np.uint8), [0.0, 1.0]) == {}
    assert alike(np.full((40, 200), 255, np.uint8), []) == {}
