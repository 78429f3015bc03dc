"""Pairs of true and misread lines: pages read by recognisers that do not know Vietnamese.

Only this module runs a recogniser; the pairs are kept in a file, so that training needs none.
"""

from __future__ import annotations

import json
import lzma
import os
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data import rows
from normalizers.text.training import render

if TYPE_CHECKING:
    from PIL import Image

# A line that is read so badly that less than this share of its skeleton is left teaches nothing.
_LEAST_LIKENESS = 55.0


class RecogniserError(Exception):
    """Tesseract is missing or a language of it; the message says what to install."""


class Pair(NamedTuple):
    """A printed line, what a recogniser read, which kind it was, the resolution and the face."""

    true: str
    misread: str
    kind: str
    dpi: int
    face: str


def pairs(lines: Iterable[str], seed: int) -> Iterator[Pair]:
    """Print the lines in pages, read each page with one kind of recogniser, pair the lines up.

    Raises:
        data.paper.faces.MissingFontError: no face is installed.
        RecogniserError: the recogniser is missing.
    """
    rng = random.Random(seed)
    kinds = rows("training_recognisers")
    weights = [float(row["weight"]) for row in kinds]
    for page in render.prints(lines, rng):
        kind = rng.choices(kinds, weights)[0]
        read = _recognise(render.image(page, rng), kind["languages"], kind["never"], page.dpi)
        for true, misread in align(page.lines, read):
            yield Pair(true, misread, kind["kind"], page.dpi, page.face.name)


def align(true: Iterable[str], misread: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pair lines in order, best likeness in sum; lines with no like are left out.

    Likeness is that of the skeletons: lower case, without marks.
    """
    from rapidfuzz import fuzz
    from unidecode import unidecode

    true, misread = list(true), list(misread)
    left = [unidecode(line).lower() for line in true]
    right = [unidecode(line).lower() for line in misread]
    # best[i][j]: the greatest sum of likeness for the first i and j lines.
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    step = [[(0, 0)] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i, line in enumerate(left, 1):
        for j, other in enumerate(right, 1):
            likeness = fuzz.ratio(line, other, score_cutoff=_LEAST_LIKENESS)
            best[i][j], step[i][j] = max(
                (best[i - 1][j], (1, 0)), (best[i][j - 1], (0, 1)), (best[i - 1][j - 1] + likeness, (1, 1))
            )
            if not likeness and step[i][j] == (1, 1):
                step[i][j] = (1, 0)
                best[i][j] = best[i - 1][j]
    found = []
    i, j = len(left), len(right)
    while i and j:
        down, along = step[i][j]
        if down and along:
            found.append((true[i - 1], misread[j - 1]))
        i, j = i - down, j - along
    yield from reversed(found)


def write(path: Path, found: Iterable[Pair]) -> int:
    """Write pairs as JSON Lines, packed with xz; gives how many syllables the true lines have."""
    syllables = 0
    with lzma.open(path, "wt", encoding="utf-8", preset=9) as out:
        for pair in found:
            out.write(json.dumps(pair._asdict(), ensure_ascii=False, separators=(",", ":")) + "\n")
            syllables += len(pair.true.split())
    return syllables


def read(path: Path) -> Iterator[Pair]:
    """The pairs of a file that `write` made.

    Raises:
        OSError: the file cannot be read.
    """
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield Pair(**json.loads(line))


def _recognise(picture: Image.Image, languages: str, never: str, dpi: int) -> list[str]:
    import pytesseract

    # One thread: its threads wait for each other more than they work.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    config = f"--psm 6 --dpi {dpi}" + (f" -c tessedit_char_blacklist={never}" if never else "")
    try:
        text = pytesseract.image_to_string(picture, lang=languages, config=config)
    except (RuntimeError, OSError) as error:
        packages = "tesseract-ocr " + " ".join(f"tesseract-ocr-{name}" for name in languages.split("+"))
        raise RecogniserError(f"cannot recognise ({error}); type: apt-get install {packages}") from error
    return [line.strip() for line in text.splitlines() if line.strip()]


def main() -> None:
    """Write a file of pairs: `python -m normalizers.text.training.misread -o FILE`."""
    import argparse
    from itertools import islice

    from normalizers.text.training import samples

    options = argparse.ArgumentParser(description=main.__doc__)
    options.add_argument("-o", "--output", type=Path, required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--lines", type=int, default=3000, help="paragraphs to print")
    options.add_argument(
        "--corpus", type=Path, help="a folder of texts; without one, syllables in random order"
    )
    options.add_argument("--share", type=float, default=0.01, help="of the lines of the corpus")
    given = options.parse_args()
    lines = (
        samples.corpus_lines(given.corpus, given.share, given.seed)
        if given.corpus
        else samples.shuffled_lines(given.seed)
    )
    print(write(given.output, pairs(islice(lines, given.lines), given.seed)), "syllables")


if __name__ == "__main__":
    main()
