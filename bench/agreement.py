"""Where our recogniser and Tesseract, given the same lines of other kinds of paper, are both sure and differ.

One page, drawn by lot, of each scan of the measuring set but those that other benches use.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from bench.corpus import MEASURING
from bench.scans import KH753

_SURE = 0.9
_DPI = 200
_SEED = 5


def report() -> None:
    """Print how many words both read alike, and those that they do not."""
    if not (MEASURING / "pdf").is_dir():
        print("  the measuring set is not here")
        return
    words, differing = 0, []
    for file in _scans():
        for name, own, other in _both(file):
            words += 1
            if own != other:
                differing.append(f"{name}: {own} | {other}")
    print(f"  {words} words that both are sure of, {1 - len(differing) / max(1, words):.2%} alike")
    print("  own | Tesseract:", "  ".join(differing))


def _scans() -> Iterator[Path]:
    from bench.pdf import manifest
    from parsers.readers.pdf.decision import Verdict

    for file, kind in manifest():
        if kind is not Verdict.DIGITAL and file.name != KH753:
            yield file


def _both(file: Path) -> Iterator[tuple[str, str, str]]:
    """The words of a page that both are sure of, as each reads them."""
    import numpy as np
    import pypdfium2

    from parsers.recognition.choice import is_same, recogniser
    from parsers.recognition.segmentation import segment
    from parsers.recognition.tesseract import Tesseract

    with pypdfium2.PdfDocument(file) as pdf:
        index = random.Random(f"{_SEED} {file.name}").randrange(len(pdf))
        picture = np.ascontiguousarray(pdf[index].render(scale=_DPI / 72, rev_byteorder=True).to_numpy())
    lines = [each.line for each in segment(picture, _DPI).lines]
    for own, other in zip(recogniser("own").read(lines), Tesseract().read(lines), strict=True):
        for word in own:
            there = [each for each in other if is_same(word, each)]
            sure = len(there) == 1 and min(word.confidence, there[0].confidence) >= _SURE
            if sure and any(map(str.isalnum, word.text)):
                yield f"{file.name[:6]} p. {index + 1}", word.text, there[0].text


if __name__ == "__main__":
    report()
