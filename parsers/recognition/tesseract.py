"""Tesseract behind the interface of recognisers: all lines of a page in one call.

The straightened lines are stacked in one tall picture, so that its own search for lines has nothing to get
wrong; the program is started once and kept (`kept`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.recognition import kept
from parsers.recognition.picture import vision
from parsers.recognition.words import LineImage, SeenWord

if TYPE_CHECKING:
    from parsers.recognition.words import Grey

_DPI = 300.0
"""The resolution that Tesseract reads best at."""
_BETWEEN = 40
"""Pixels of white between lines, and around them all."""
_TALLEST = 16_000
"""Pixels: a taller stack is read in parts (Tesseract takes 32,767)."""
_LEAST = 8
"""Pixels: no line that is lower or narrower can be read."""
_COLUMNS = (
    "level", "page_num", "block_num", "par_num", "line_num", "word_num",
    "left", "top", "width", "height", "conf", "text",
)  # fmt: skip


@dataclass(slots=True)
class Tesseract:
    """Tesseract 5 with its model of printed Vietnamese."""

    language: str = "vie"
    seconds: float = 120.0
    """Longest time a call may take."""
    name: str = field(default="tesseract", init=False)

    def read(self, lines: Sequence[LineImage]) -> list[list[SeenWord]]:
        """The words of each line from left to right, their places in pixels of the line's crop.

        Raises:
            RecogniserMissingError: Tesseract or its Vietnamese model is not installed.
            RecogniserFailedError: it broke down, or took too long.
        """
        words: list[list[SeenWord]] = [[] for _ in lines]
        for stack in _stacks(lines):
            for left, top, right, bottom, confidence, text in self._rows(_picture(stack)):
                found = next((place for place in stack if place.holds((top + bottom) / 2)), None)
                if found:
                    words[found.index].append(found.word(text, (left, top, right, bottom), confidence))
        return words

    def _rows(self, picture: Grey) -> Iterator[tuple[float, float, float, float, float, str]]:
        """Left, top, right, bottom, confidence and text of every word in a picture."""
        # `pytesseract` would import pandas for this, start the program each time, and go through files
        _, file = vision().imencode(".pgm", picture)
        table = kept.read(file.tobytes(), self.language, self.seconds)
        for row in csv.DictReader(table, _COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE):
            text = (row.get("text") or "").strip()
            if row["level"] == "5" and text:
                left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
                yield left, top, left + width, top + height, float(row["conf"]) / 100, text


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line lies in a stack."""

    index: int
    image: Grey
    """As large as it is there."""
    top: int
    scale: float

    @property
    def bottom(self) -> int:
        return int(self.top + self.image.shape[0])

    def holds(self, y: float) -> bool:
        return self.top - _BETWEEN / 2 <= y < self.bottom + _BETWEEN / 2

    def word(self, text: str, area: tuple[float, float, float, float], confidence: float) -> SeenWord:
        """A word of the stack as one of the line."""
        left, top, right, bottom = area
        x0, x1 = ((x - _BETWEEN) / self.scale for x in (left, right))
        y0, y1 = ((y - self.top) / self.scale for y in (top, bottom))
        return SeenWord(text, (x0, y0, x1, y1), min(max(confidence, 0.0), 1.0))


def _stacks(lines: Sequence[LineImage]) -> Iterator[list[_Place]]:
    """Lines one below the other, in as few stacks as may be."""
    stack: list[_Place] = []
    for index, line in enumerate(lines):
        image = _sized(line)
        if min(image.shape) < _LEAST:
            continue
        top = stack[-1].bottom + _BETWEEN if stack else _BETWEEN
        if stack and top + image.shape[0] > _TALLEST:
            yield stack
            stack, top = [], _BETWEEN
        stack.append(_Place(index, image, top, image.shape[0] / line.image.shape[0]))
    if stack:
        yield stack


def _sized(line: LineImage) -> Grey:
    """A line at the resolution that is read best."""
    cv2 = vision()
    factor = _DPI / line.dpi
    if 0.8 < factor < 1.25:
        return line.image
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    size = (max(1, round(line.image.shape[1] * factor)), max(1, round(line.image.shape[0] * factor)))
    image: Grey = cv2.resize(line.image, size, interpolation=how)
    return image


def _picture(stack: list[_Place]) -> Grey:
    import numpy as np

    width = max(place.image.shape[1] for place in stack) + 2 * _BETWEEN
    picture = np.full((stack[-1].bottom + _BETWEEN, width), 255, np.uint8)
    for place in stack:
        height, wide = place.image.shape
        picture[place.top : place.top + height, _BETWEEN : _BETWEEN + wide] = place.image
    return picture
