"""Recognition of pages beside bare `tesseract -l vie` on the same pictures, and what each step brings.

Generated scans of invented plans, and two scans of the measuring set where it is there. Found: the share of
true syllables that are somewhere in what was read. Wrong: the syllable error rate in reading order.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

from rapidfuzz.distance import Levenshtein

from bench.corpus import MEASURING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.readers import Engine

PAPERS = 6
"""Of each level."""
_PAGES = 3
"""Of each paper."""
_SEED = 7_000
"""No seed below it was looked at while the steps were made."""
_RESOLUTIONS = (200, 150, 300)
_SYLLABLE = re.compile(r"[^\W_]+")
_KH753 = "52265d_kh_753_khao_sat_xac_dinh_chi_so_hai_long_cua_nguoi_dan_doi_v.pdf"


class Scan(NamedTuple):
    """A scan as a file and as pictures, and what is truly printed on it."""

    file: bytes
    pictures: list[NDArray[np.uint8]]
    dpi: int
    text: str


class Score(NamedTuple):
    """Of one way to read some scans."""

    found: float
    wrong: float
    seconds: float
    """Processor time a page."""


def report() -> None:
    """Print both tables."""
    from parsers.readers import Engine

    groups = {name: scans for name, scans in _groups() if scans}
    print(f"  {'':22}", *(f"{name:^27}" for name in groups))
    print(f"  {'':22}", *("  found   wrong   s a page " for _ in groups))
    ways: dict[str, Callable[[Scan], str]] = {
        "tesseract -l vie": _bare,
        **{f"kehoach, {engine}": partial(_ours, engine) for engine in (Engine.TESSERACT, Engine.OWN)},
        "kehoach, auto": partial(_ours, Engine.AUTO),
    }
    for name, read in ways.items():
        scores = [_score(read, scans) for scans in groups.values()]
        print(f"  {name:22}", *(f"{s.found:8.4f}{s.wrong:8.4f}{s.seconds:9.2f}  " for s in scores))
    print("  without a step, share found with our own recogniser:")
    print(f"  {'':28}", *(f"{name:>8}" for name in groups))
    for name, changes in {"(all steps)": {}, **_without()}.items():
        with ExitStack() as stack:
            for place, changed in changes.items():
                stack.enter_context(patch(place, changed))
            shares = [_score(_crops, scans).found for scans in groups.values()]
        print(f"  {name:28}", *(f"{share:8.4f}" for share in shares))


def _groups() -> Iterator[tuple[str, list[Scan]]]:
    for level in ("light", "heavy"):
        yield level, [_generated(level, seed) for seed in range(_SEED, _SEED + PAPERS)]
    yield "p03", list(_measured("plans/p03/scan.pdf", "plans/p03/lines.txt", 200))
    yield "kh753", list(_measured(f"pdf/{_KH753}", "plans/kh753/lines.txt", 240))


def _generated(level: str, seed: int) -> Scan:
    import numpy as np

    from tests.papers import Style, printed
    from tests.papers.files import as_pdf
    from tests.papers.plans import invented
    from tests.papers.scan import Handling, Level, scanned

    plan = invented(seed)
    document = printed(plan, Style.any(seed))
    dpi = _RESOLUTIONS[seed % len(_RESOLUTIONS)]
    scan = scanned(plan, document, Handling.any(Level(level), dpi, np.random.default_rng(seed)), seed)
    scan = replace(scan, pictures=scan.pictures[:_PAGES])
    text = "\f".join(document.truth.lines().split("\f")[:_PAGES])
    pictures = [np.array(each.convert("L") if each.mode == "1" else each, np.uint8) for each in scan.pictures]
    return Scan(as_pdf(scan), pictures, dpi, text)


def _measured(file: str, lines: str, dpi: int) -> Iterator[Scan]:
    import numpy as np
    import pypdfium2

    if not (MEASURING / file).exists():
        return
    content = (MEASURING / file).read_bytes()
    with pypdfium2.PdfDocument(content) as pdf:
        pages = [page.render(scale=dpi / 72, rev_byteorder=True).to_numpy() for page in pdf]
    pictures = [np.ascontiguousarray(page) for page in pages]
    yield Scan(content, pictures, dpi, (MEASURING / lines).read_text(encoding="utf-8"))


def _bare(scan: Scan) -> str:
    import pytesseract
    from PIL import Image

    os.environ["OMP_THREAD_LIMIT"] = "1"
    return "\n".join(
        pytesseract.image_to_string(Image.fromarray(picture), lang="vie", config=f"--dpi {scan.dpi}")
        for picture in scan.pictures
    )


def _ours(engine: Engine, scan: Scan) -> str:
    from parsers.readers import Ocr, Options
    from pipeline.stages import transcribe

    document = transcribe(scan.file, "scan.pdf", repair=False, options=Options(Ocr.ALWAYS, engine))
    return "\n".join(line.text for _, line in document.lines())


def _crops(scan: Scan) -> str:
    """What our own recogniser reads on the crops alone, in no order."""
    from parsers.recognition.network import Network
    from parsers.recognition.segmentation import segment

    own = Network()
    words = (
        word.text
        for picture in scan.pictures
        for line in own.read([each.line for each in segment(picture, scan.dpi).lines])
        for word in line
    )
    return " ".join(words)


def _score(read: Callable[[Scan], str], scans: Sequence[Scan]) -> Score:
    found = errors = syllables = 0
    start = sum(os.times()[:4])
    texts = [read(scan) for scan in scans]
    seconds = sum(os.times()[:4]) - start
    for scan, text in zip(scans, texts, strict=True):
        true, seen = _syllables(scan.text), _syllables(text)
        found += sum((Counter(true) & Counter(seen)).values())
        errors += Levenshtein.distance(true, seen)
        syllables += len(true)
    pages = sum(len(scan.pictures) for scan in scans)
    return Score(found / syllables, errors / syllables, seconds / pages)


def _syllables(text: str) -> list[str]:
    return _SYLLABLE.findall(unicodedata.normalize("NFC", text).lower())


def _without() -> dict[str, dict[str, Any]]:
    """By step, what is put in the place of functions to leave it out."""
    from parsers.recognition import cleaning, rules, segmentation, skew

    def none_found(*_: object) -> None:
        return None

    def level(pieces: Any, letter: float) -> skew.Lie:
        return skew.lie(pieces, letter)._replace(angle=0.0)

    def no_rules(ink: Any, _: float) -> rules.Ruled:
        return rules.Ruled((), (), (), ink * 0)

    here = segmentation.__name__
    return {
        "coloured ink lifted off": {f"{cleaning.__name__}.coloured": none_found},
        "light evened": {f"{cleaning.__name__}._UNEVEN": 256},
        "what shines through whitened": {f"{cleaning.__name__}._WHITE": 0.0},
        "page levelled": {f"{here}.lie": level},
        "rules taken out": {f"{here}.ruled": no_rules},
        "specks left out": {"parsers.recognition.lines._SPECK": 0.0},
        "lines straightened": {"parsers.recognition.lines._SLOPES": 1e9},
        "gutters kept": {"parsers.recognition.ridges._BESIDE": 1e9},
    }
