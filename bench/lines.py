"""The recogniser of lines beside Tesseract, on crops of the same lines that neither was trained on.

Texts are those of the sample plans and of the plans written blind, set in faces that are held out; and, where
the measuring set is there, genuine Times New Roman: lines of digital PDF files, printed anew and worn.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bench import corpus
from bench.genuine import FACE, PDF
from data.paper.faces import Face, MissingFontError, faces
from data.paper.wear import LEVELS, Level, draw, worn
from parsers.recognition.alphabet import is_known, spelled
from parsers.recognition.words import LineImage

if TYPE_CHECKING:
    import numpy as np
    from pypdfium2 import PdfPage

    from parsers.recognition.words import Recogniser

LINES = 40
"""In each row of the table."""
_SIGNS = 80
_PAGES = 2
"""Of each file."""


class Sample(NamedTuple):
    """A crop and what is printed on it."""

    line: LineImage
    text: str


def report() -> None:
    """Print the share of wrong characters and the time of a line for each kind of line."""
    from parsers.recognition.errors import RecogniserMissingError
    from parsers.recognition.network import Network

    try:
        network = Network()
        groups = list(_groups())
    except (RecogniserMissingError, MissingFontError) as error:
        print(f"  {error}")
        return
    print(f"  {'lines':34} {'own: wrong':>10} {'ms':>6} {'Tesseract: wrong':>17} {'ms':>6}")
    for name, made in groups:
        own, took = _measured(lambda lines: _own(network, lines), made)
        other, longer = _measured(_tesseract, made)
        print(f"  {name:34} {own:10.2%} {took:6.1f} {other:17.2%} {longer:6.0f}")
    _print_reliability(network, [sample for _, made in groups for sample in made])


def _groups() -> Iterator[tuple[str, list[Sample]]]:
    for level in LEVELS:
        yield f"Times-like, 150 dpi, {level}", _made(faces("times", held_out=True), level, 150)
    for dpi in (100, 200, 300):
        yield f"Times-like, {dpi} dpi, medium", _made(faces("times", held_out=True), "medium", dpi)
    for look in ("serif", "sans", "typewriter"):
        yield f"{look}, 150 dpi, medium", _made(faces(look, held_out=True), "medium", 150)
    for level in LEVELS:
        if genuine := _genuine(level, 150):
            yield f"Times New Roman, 150 dpi, {level}", genuine


def _made(held_out: tuple[Face, ...], level: Level, dpi: int) -> list[Sample]:
    import numpy as np

    from parsers.recognition.training.lines import line

    rng = np.random.default_rng((dpi, LEVELS.index(level)))
    texts = _texts()
    found = []
    for _ in range(LINES):
        face = held_out[int(rng.integers(len(held_out)))]
        drawn = line(texts[int(rng.integers(len(texts)))], face, round(13 * dpi / 72), level, rng)
        height, width = drawn.image.shape
        found.append(Sample(LineImage(drawn.image, (0, 0, width, height), drawn.dpi), drawn.text))
    return found


@cache
def _texts() -> list[str]:
    """The paragraphs of plans that came as text, broken to lines."""
    found = []
    for case in corpus.samples() + corpus.blind():
        if not case.name.endswith(".txt"):
            continue
        for paragraph in case.source.decode("utf-8").splitlines():
            text = ""
            for word in spelled(paragraph).split(" "):
                if text and len(text) + len(word) >= _SIGNS:
                    found.append(text)
                    text = ""
                text = f"{text} {word}" if text else word
            found.append(text)
    return sorted({text for text in found if len(text) > 2 and is_known(text)})


def _genuine(level: Level, dpi: int) -> list[Sample]:
    """Lines of digital PDF files that embed Times New Roman, printed anew and worn."""
    import numpy as np

    rng = np.random.default_rng((dpi, LEVELS.index(level)))
    printed = _printed(dpi)
    found = []
    for at in rng.permutation(len(printed))[:LINES]:
        image, text = printed[int(at)]
        seen = worn(image, replace(draw(level, rng), skew=0.0), dpi, rng)
        found.append(Sample(LineImage(seen, (0, 0, seen.shape[1], seen.shape[0]), dpi), text))
    return found


@cache
def _printed(dpi: int) -> list[tuple[np.ndarray, str]]:
    import pypdfium2

    found: list[tuple[np.ndarray, str]] = []
    for path in sorted(PDF.glob("*.pdf")) if PDF.is_dir() else ():
        pdf = pypdfium2.PdfDocument(path)
        for index in range(min(_PAGES, len(pdf))):
            found += _stretches(pdf[index], dpi)
        pdf.close()
    return found


def _stretches(page: PdfPage, dpi: int) -> Iterator[tuple[np.ndarray, str]]:
    """Crops of the stretches of genuine Times New Roman on a page, with their text."""
    from parsers.readers.pdf.glyphs import Frame, read_glyphs
    from parsers.readers.pdf.words import stretches

    glyphs = [glyph for glyph in read_glyphs(page, Frame(page), {}) if glyph.style.visible]
    if page.get_rotation() or not any(FACE in glyph.style.font for glyph in glyphs):
        return
    scale = dpi / 72
    image = page.render(scale=scale, grayscale=True).to_numpy()
    for found in stretches(glyphs, lambda _: None):
        text = spelled(found.text)
        fonts = {piece.font or "" for piece in found.pieces}
        if not all(FACE in font for font in fonts) or not is_known(text) or not 3 < len(text) < _SIGNS + 20:
            continue
        margin = 0.1 * found.size
        top, bottom = round((found.top - margin) * scale), round((found.bottom + margin) * scale)
        crop = image[
            max(0, top) : bottom, max(0, round((found.x0 - 2) * scale)) : round((found.x1 + 2) * scale)
        ]
        if crop.size and crop.min() < 128:
            yield crop.copy(), text


def _measured(
    read: Callable[[Sequence[LineImage]], list[str]], samples: Sequence[Sample]
) -> tuple[float, float]:
    """The share of wrong characters, and milliseconds of processor time a line."""
    from rapidfuzz.distance import Levenshtein

    start = _seconds()
    texts = read([sample.line for sample in samples])
    took = _seconds() - start
    wrong = sum(
        Levenshtein.distance(sample.text, spelled(text)) for sample, text in zip(samples, texts, strict=True)
    )
    return wrong / sum(len(sample.text) for sample in samples), took / len(samples) * 1000


def _seconds() -> float:
    """Processor time of this process and of the programs that it ran."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _own(network: Recogniser, lines: Sequence[LineImage]) -> list[str]:
    return [" ".join(word.text for word in words) for words in network.read(lines)]


def _tesseract(lines: Sequence[LineImage]) -> list[str]:
    import pytesseract
    from PIL import Image, ImageOps

    os.environ["OMP_THREAD_LIMIT"] = "1"
    found = []
    for line in lines:
        # Tesseract wants a margin around a line.
        picture = ImageOps.expand(Image.fromarray(line.image), 10, 255)
        config = f"--psm 7 --dpi {round(line.dpi)}"
        found.append(pytesseract.image_to_string(picture, lang="vie", config=config).strip())
    return found


def _print_reliability(network: Recogniser, samples: Sequence[Sample]) -> None:
    from parsers.recognition.training.measuring import judged, reliability

    reads = judged(network, [(sample.line, sample.text) for sample in samples])
    for confidence, right, count in reliability(reads):
        print(f"  words said to be {confidence:.1%} sure: {right:.1%} right ({count})")
