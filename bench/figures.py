"""Handwritten numbers and days: the reader of figures beside Tesseract and the recogniser of print.

The blanks are made, filled in by hands that nothing was trained on: faces drawn after handwriting that are
held out, and the strokes of the test papers. Print beside the figures is left out of what the others read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from data.paper.faces import MissingFontError
from data.paper.wear import LEVELS
from parsers.recognition.figures import Look, seen

if TYPE_CHECKING:
    from numpy.random import Generator

    from parsers.recognition.network import Network
    from parsers.recognition.training.hands import Ink, Style
    from parsers.recognition.training.made_blanks import Blank

BLANKS = 100
"""In each row of the table."""
_DIGITS = re.compile(r"\d+")


class _Papers:
    """The hand that fills in the test papers."""

    def digit(self, digit: str, style: Style, rng: Generator) -> Ink:
        import numpy as np

        from parsers.recognition.training.hands import close
        from tests.papers.ink import handwriting

        width, height = round(0.65 * style.height * style.stretch) + 4, round(1.3 * style.height) + 4
        return close((handwriting(digit, width, height, rng) * 255).astype(np.uint8))


def report() -> None:
    """Print what of the blanks is read, and how much of that is right."""
    from parsers.recognition.errors import RecogniserMissingError
    from parsers.recognition.figures import FigureReader
    from parsers.recognition.filling import SURE
    from parsers.recognition.network import Network

    try:
        reader, lines = FigureReader(), Network()
        groups = {level: _made(at) for at, level in enumerate(LEVELS)}
    except (RecogniserMissingError, MissingFontError) as error:
        print(f"  {error}")
        return
    print(f"  {'blanks':10} {'own: given':>11} {'right':>7} {'print: right':>13} {'Tesseract: right':>17}")
    for level, made in groups.items():
        read = reader.read([(blank.image, blank.allowed) for blank in made])
        given = [
            each.text == blank.figures
            for each, blank in zip(read, made, strict=True)
            if each.text and each.confidence >= SURE
        ]
        print(
            f"  {level:10} {len(given) / len(made):11.1%} {sum(given) / max(1, len(given)):7.1%}"
            f" {_right(partial(_print, lines), made):13.1%} {_right(_tesseract, made):17.1%}"
        )


def _made(seed: int) -> list[Blank]:
    """Blanks that are filled in by hand."""
    import numpy as np

    from parsers.recognition.training.hands import Set, hand_faces
    from parsers.recognition.training.made_blanks import blanks

    rng = np.random.default_rng(seed)
    writers = [*(Set(path) for path in hand_faces(held_out=True)), _Papers()]
    drawn = blanks(writers, rng, held_out=True, level=LEVELS[seed], strokes=0)
    return list(islice((blank for blank in drawn if blank.by_hand and blank.figures), BLANKS))


def _right(read: Callable[[Blank], str], made: Sequence[Blank]) -> float:
    """The share of blanks whose figures are among the print read beside them."""
    return sum(blank.figures in _DIGITS.findall(read(blank)) for blank in made) / len(made)


def _print(network: Network, blank: Blank) -> str:
    from parsers.recognition.words import LineImage

    image = seen(blank.image, Look())
    height, width = image.shape
    (words,) = network.read([LineImage(image, (0, 0, width, height), 200)])
    return " ".join(word.text for word in words)


def _tesseract(blank: Blank) -> str:
    import pytesseract
    from PIL import Image, ImageOps

    image = Image.fromarray(seen(blank.image, Look()))
    picture = ImageOps.expand(image.resize((2 * image.width, 2 * image.height)), 20, 255)
    return str(pytesseract.image_to_string(picture, lang="vie", config="--psm 7"))
