"""How much of a text comes back from each old encoding, and what is told of damaged and foreign text.

Run with `python -m bench.encodings`. Uses the corpus of the measuring set where it is there, else the
sample plans; other languages are the messages of the programs of this machine.
"""

from __future__ import annotations

import gettext
import lzma
import struct
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from unidecode import unidecode

from normalizers.text.damage import Kind, assess, assess_text
from normalizers.text.encodings import convert
from normalizers.text.legacy import ENCODINGS, Encoding, byte_character, to_legacy
from normalizers.text.training import misread

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
CATALOGUES = Path("/usr/share/locale")
LANGUAGES = ("fr", "de", "es", "pt", "it", "nl", "pl", "cs", "sv", "tr", "hu", "id", "ru", "th", "lo", "ja")


def paragraphs() -> list[str]:
    """Every 400th paragraph of official texts, from the 51st, or the lines of the sample plans."""
    source = CORPUS / "admin_legal.txt.xz"
    if source.is_file():
        with lzma.open(source, "rt", encoding="utf-8") as lines:
            found = [line.rstrip("\n") for line in islice(lines, 50, None, 400)]
    else:
        texts = [path.read_text("utf-8") for path in sorted((ROOT / "data" / "samples").glob("*.txt"))]
        found = [line for text in texts for line in text.splitlines() if line.strip()]
    return [unicodedata.normalize("NFC", line) for line in found]


def messages() -> Iterator[tuple[str, list[str]]]:
    """The lines of each catalogue of messages in another language."""
    for language in LANGUAGES:
        for path in sorted((CATALOGUES / language / "LC_MESSAGES").glob("*.mo")):
            try:
                with path.open("rb") as source:
                    catalogue = gettext.GNUTranslations(source)
            except (OSError, UnicodeDecodeError, struct.error):
                continue
            texts = (text for text in vars(catalogue)["_catalog"].values() if isinstance(text, str))
            yield language, [line for text in texts for line in text.split("\n") if len(line) > 20]


def encodings(lines: list[str]) -> None:
    """Characters that come back, in one text and line by line, and characters a second."""
    total = sum(map(len, lines))
    for encoding in (*ENCODINGS, "utf-8"):
        made = [_made(line, encoding) for line in lines]
        started = time.perf_counter()
        whole = convert("\n".join(made)).text.split("\n")
        rate = total / (time.perf_counter() - started)
        single = [convert(line).text for line in made]
        shares = [1 - sum(map(Levenshtein.distance, got, lines)) / total for got in (whole, single)]
        print(f"  {encoding:13} text {shares[0]:8.3%}  lines {shares[1]:8.3%}  {rate:10,.0f} characters/s")


def _made(line: str, encoding: Encoding | str) -> str:
    if encoding == "utf-8":
        return "".join(chr(byte) if byte < 128 else byte_character(byte) for byte in line.encode())
    return next(to_legacy(line, known) for known in ENCODINGS if known == encoding)


def untouched(lines: list[str]) -> None:
    """Lines in Unicode that are taken for an old encoding; there should be none."""
    wrong = sum(convert(line).encoding != "unicode" for line in lines)
    print(f"  Vietnamese    {wrong} of {len(lines):,} lines converted")
    count = wrong = pages = 0
    for _, found in messages():
        count += len(found)
        wrong += sum(convert(line).encoding != "unicode" for line in found)
        pages += convert("\n".join(found)).encoding != "unicode"
    print(f"  {len(LANGUAGES)} languages  {wrong} of {count:,} lines converted, {pages} catalogues")


def damage(lines: list[str]) -> None:
    """Verdicts on lines, with their neighbours, for text that something is known to have happened to."""
    _verdicts("clean", lines)
    _verdicts("stripped", [unidecode(line) for line in lines])
    pairs = list(misread.read(ROOT / "data" / "training" / "misread.jsonl.xz"))
    for kind in sorted({pair.kind for pair in pairs}):
        _verdicts(kind, [pair.misread for pair in pairs if pair.kind == kind])
    by_language: dict[str, list[str]] = {}
    for language, found in messages():
        by_language.setdefault(language, []).extend(found)
    for language, found in by_language.items():
        _verdicts(language, found[:3000])
    text = lines * 20
    size = sum(map(len, text))
    started = time.perf_counter()
    for line in text:
        assess(line)
    between = time.perf_counter()
    assess_text(text)
    ended = time.perf_counter()
    print(f"  clean: {size / (between - started):,.0f} characters/s line by line")
    print(f"         {size / (ended - between):,.0f} characters/s with neighbours")


def _verdicts(name: str, lines: list[str]) -> None:
    found = Counter(verdict.kind for verdict in assess_text(lines))
    print(f"  {name:13}", *(f"{kind} {found[kind] / len(lines):7.2%}" for kind in Kind if found[kind]))


if __name__ == "__main__":
    sample = paragraphs()
    print(f"Old encodings, made from {len(sample):,} paragraphs")
    encodings(sample)
    print("Text in Unicode")
    untouched(sample)
    print("Damage")
    damage(sample)
