"""Recognition of pages beside bare `tesseract -l vie` on the same pictures, and what each step brings.

Generated scans of invented plans, and two scans of the measuring set where it is there. Found: the share of
true syllables that are somewhere in what was read. Wrong: the syllable error rate in reading order.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

from rapidfuzz.distance import Levenshtein

from bench.scans import Scan, groups

if TYPE_CHECKING:
    from parsers.readers import Engine

_SYLLABLE = re.compile(r"[^\W_]+")


class Score(NamedTuple):
    """Of one way to read some scans."""

    found: float
    wrong: float
    seconds: float
    """Processor time a page."""


def report() -> None:
    """Print both tables."""
    from parsers.readers import Engine

    sets = {name: scans for name, scans in groups() if scans}
    print(f"  {'':22}", *(f"{name:^27}" for name in sets))
    print(f"  {'':22}", *("  found   wrong   s a page " for _ in sets))
    ways: dict[str, Callable[[Scan], str]] = {
        "tesseract -l vie": bare,
        **{f"kehoach, {engine}": partial(_ours, engine) for engine in (Engine.TESSERACT, Engine.OWN)},
        "kehoach, auto": partial(_ours, Engine.AUTO),
    }
    for name, read in ways.items():
        scores = [_score(read, scans) for scans in sets.values()]
        print(f"  {name:22}", *(f"{s.found:8.4f}{s.wrong:8.4f}{s.seconds:9.2f}  " for s in scores))
    print("  without a step, share found with our own recogniser:")
    print(f"  {'':28}", *(f"{name:>8}" for name in sets))
    for name, changes in {"(all steps)": {}, **_without()}.items():
        with ExitStack() as stack:
            for place, changed in changes.items():
                stack.enter_context(patch(place, changed))
            shares = [_score(_crops, scans).found for scans in sets.values()]
        print(f"  {name:28}", *(f"{share:8.4f}" for share in shares))


def bare(scan: Scan) -> str:
    """What Tesseract alone reads on the pictures of a scan."""
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
    from parsers.recognition.kept import end_idle

    found = errors = total = 0
    start = sum(os.times()[:4])
    texts = [read(scan) for scan in scans]
    end_idle()  # what a program took counts when it has ended
    seconds = sum(os.times()[:4]) - start
    for scan, text in zip(scans, texts, strict=True):
        true, seen = syllables(scan.text), syllables(text)
        found += sum((Counter(true) & Counter(seen)).values())
        errors += Levenshtein.distance(true, seen)
        total += len(true)
    pages = sum(len(scan.pictures) for scan in scans)
    return Score(found / total, errors / total, seconds / pages)


def syllables(text: str) -> list[str]:
    """The syllables of a text, in small letters."""
    return _SYLLABLE.findall(unicodedata.normalize("NFC", text).lower())


def _without() -> dict[str, dict[str, Any]]:
    """By step, what is put in the place of functions to leave it out."""
    from parsers.recognition import cleaning, rules, segmentation, skew

    def none_found(*_: object) -> None:
        return None

    def level(pieces: Any, letter: float) -> skew.Lie:
        return skew.lie(pieces, letter)._replace(angle=0.0)

    def no_rules(ink: Any, _: float, **__: bool) -> rules.Ruled:
        return rules.Ruled((), (), (), ink * 0, None)

    here = segmentation.__name__
    return {
        "coloured ink lifted off": {f"{segmentation.__name__}.coloured": none_found},
        "light evened": {f"{cleaning.__name__}._UNEVEN": 256},
        "what shines through whitened": {f"{cleaning.__name__}._WHITE": 0.0},
        "photographs straightened": {f"{here}.straightened": none_found},
        "page levelled": {f"{here}.lie": level},
        "rules taken out": {f"{here}.ruled": no_rules},
        "specks left out": {"parsers.recognition.lines._SPECK": 0.0},
        "lines straightened": {"parsers.recognition.lines._SLOPES": 1e9},
        "gutters kept": {"parsers.recognition.ridges._BESIDE": 1e9},
    }
