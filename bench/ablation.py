"""What segmentation, model, language and second opinion each bring, by face, resolution and kind of damage.

Found: the share of true syllables that are somewhere in what was read. Wrong: the share of wrong characters
on the lines that every way found. Pages are made from seeds that nothing was tuned on; those in genuine Times
New Roman are of the measuring set, at 150 dots an inch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bench.genuine import genuine
from bench.recognition import bare, syllables
from bench.scans import Scan, groups
from data.paper.wear import LEVELS, Wear

if TYPE_CHECKING:
    from PIL.Image import Image

    from parsers.plan import Plan
    from parsers.recognition.words import Recogniser

_SEEDS = (7_900, 7_901)
_PAGES = 1
"""Of each paper."""
_DPI = 150
_TYPICAL = Wear(blur=0.3)
_DAMAGE = {
    "blurred": Wear(blur=0.65),
    "noisy": Wear(blur=0.3, grain=40),
    "toner missing": Wear(blur=0.3, fade=0.9),
    "holes in ink": Wear(blur=0.3, holes=3500),
    "specks": Wear(blur=0.3, specks=60),
    "other side shows": Wear(blur=0.3, through=0.4),
    "black and white, thin": Wear(blur=0.3, bitonal=True, cut=0.25),
    "black and white, thick": Wear(blur=0.3, bitonal=True, cut=0.8),
    "low contrast": Wear(blur=0.3, black=130, white=190, grain=8),
    "dot matrix": Wear(pins=90, blur=0.2),
    "JPEG": Wear(blur=0.3),
}
_QUALITY = {"JPEG": 8}
_FAMILIES = ("Doulos SIL", "Liberation Serif", "Noto Serif", "Open Sans", "Liberation Mono")
"""The first and the fourth are among those that our model was not trained on."""
_LEAST, _ALIKE = 12, 90.0
"""Characters of a line that is looked for, and how like (0 to 100) it must be to count as found."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read a page: its lines as text."""

    name: str
    read: Callable[[Scan], list[str]]


def report() -> None:
    """Print both tables."""
    ways = list(_ways())
    print("  share found", " " * 21, *(f"{way.name:>14}" for way in ways))
    for name, scans in _conditions():
        shares = [_found(way, scans) for way in ways]
        print(f"  {name:32}", *(f"{share:14.4f}" for share in shares))
    print("  wrong characters, of lines all found")
    for name, scans in groups():
        if scans:
            rates, lines = _wrong(ways, scans)
            print(f"  {name:20} {lines:5} lines", *(f"{rate:14.2%}" for rate in rates))


def _ways() -> Iterator[Way]:
    from parsers.recognition.choice import recogniser
    from parsers.recognition.tesseract import Tesseract

    own = recogniser("own")
    yield Way("tesseract page", lambda scan: bare(scan).splitlines())
    yield Way("+ segmentation", lambda scan: _read(scan, Tesseract()))
    yield Way("+ own model", lambda scan: _read(scan, own))
    yield Way("+ language", lambda scan: _read(scan, own, settled=True))
    yield Way("+ 2nd opinion", lambda scan: _read(scan, recogniser("auto"), settled=True))


def _read(scan: Scan, recogniser: Recogniser, *, settled: bool = False) -> list[str]:
    from parsers.recognition.page import recognise
    from pipeline.stages import settled as settle

    return [
        " ".join(word.text for word in line.words)
        for picture in scan.pictures
        for line in recognise(picture, scan.dpi, recogniser, settle if settled else None).lines
    ]


def _conditions() -> Iterator[tuple[str, list[Scan]]]:
    for family in _FAMILIES:
        yield family, _made(family=family)
    for dpi in (100, 150, 200, 300, 400):
        yield f"{dpi} dpi", _made(dpi=dpi)
    for name, wear in _DAMAGE.items():
        yield name, _made(wear=wear, quality=_QUALITY.get(name, 95))
    yield "askew by 2 degrees or so", _made(skew=1.5)
    yield "uneven light, dark edge", _made(shade=0.35, edge=0.6)
    yield "photographed aslant", _made(tilt=18.0)
    for level in LEVELS:
        if scans := genuine(level):
            yield f"Times New Roman, {level}", scans


def _made(
    family: str = "Liberation Serif",
    dpi: int = _DPI,
    wear: Wear = _TYPICAL,
    quality: int = 95,
    *,
    skew: float = 0.0,
    shade: float = 0.0,
    edge: float = 0.0,
    tilt: float = 0.0,
) -> list[Scan]:
    import numpy as np

    from tests.papers import Style, printed
    from tests.papers.scan import Handling, Mode, scanned

    found = []
    for seed in _SEEDS:
        document = printed(_plan(seed), Style(family=family))
        mode = Mode.BITONAL if wear.bitonal else Mode.COLOUR
        handling = Handling(
            dpi, mode, wear, skew=skew, shade=shade, edge=edge, tilt=tilt, photographed=tilt > 0,
            background=70 if tilt else 255, quality=quality,
        )  # fmt: skip
        scan = scanned(document.record, document, handling, seed)
        text = "\f".join(document.truth.lines().split("\f")[:_PAGES])
        pictures = [np.array(_stored(each, quality), np.uint8) for each in scan.pictures[:_PAGES]]
        found.append(Scan(b"", pictures, dpi, text))
    return found


@cache
def _plan(seed: int) -> Plan:
    from tests.papers.plans import invented

    return invented(seed)


def _stored(picture: Image, quality: int) -> Image:
    """A picture as a lossy store gives it back."""
    from io import BytesIO

    from PIL.Image import open as opened

    if picture.mode == "1":
        return picture.convert("L")
    stored = BytesIO()
    picture.save(stored, "JPEG", quality=quality)
    return opened(stored)


def _found(way: Way, scans: Sequence[Scan]) -> float:
    found = total = 0
    for scan in scans:
        true, seen = syllables(scan.text), syllables("\n".join(way.read(scan)))
        found += sum((Counter(true) & Counter(seen)).values())
        total += len(true)
    return found / total


def _wrong(ways: Sequence[Way], scans: Sequence[Scan]) -> tuple[list[float], int]:
    """The share of wrong characters of each way, and on how many lines."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    errors = [0] * len(ways)
    characters = lines = 0
    for scan in scans:
        read = [[" ".join(line.split()) for line in way.read(scan)] for way in ways]
        for line in scan.text.replace("\f", "\n").splitlines():
            true = " ".join(line.split())
            best = [extractOne(true, texts, scorer=ratio, score_cutoff=_ALIKE) for texts in read]
            if len(true) < _LEAST or not all(best):
                continue
            lines, characters = lines + 1, characters + len(true)
            for at, match in enumerate(best):
                errors[at] += Levenshtein.distance(true, match[0])
    return [each / max(1, characters) for each in errors], lines


if __name__ == "__main__":
    report()
