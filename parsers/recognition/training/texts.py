"""What made lines say: pieces of a corpus, and what a corpus lacks or would teach to guess.

A recogniser that saw sentences alone would read what is usual instead of what is printed, so a good third of
what lines say is codes, numbers, names, syllables in no order and letters in no order.
"""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from data import rows
from parsers.recognition.alphabet import ALPHABET, is_known, spelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.random import Generator

_T = TypeVar("_T")

LONGEST = 96
"""Signs of a line: A4 in 11 points has about as many."""
_SHORTEST_PARAGRAPH, _LONGEST_PARAGRAPH = 20, 2000
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = "aăâeêioôơuưy"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_ENDS = ("", "", "", ",", ".", ";", ":", " -", "?", "!", " –")
_SMALL = "abcdefghijklmnopqrstuvwxyz"
_MARKED = "".join(sign for sign in ALPHABET if sign.isalpha() and not sign.isascii())


def corpus(folder: Path, share: float, seed: int) -> list[str]:
    """A share of the paragraphs of the files `*.txt` and `*.txt.xz` of a folder that have known signs alone.

    Raises:
        OSError: the folder cannot be read.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    found = []
    for path in sorted(folder.glob("*.txt*")):
        with (
            lzma.open(path, "rt", encoding="utf-8")
            if path.suffix == ".xz"
            else path.open(encoding="utf-8") as lines
        ):
            for line in lines:
                if rng.random() >= share or len(line) < _SHORTEST_PARAGRAPH:
                    continue
                if is_known(text := spelled(line[:_LONGEST_PARAGRAPH])):
                    found.append(text)
    return found


def texts(paragraphs: list[str], rng: Generator, longest: int = LONGEST) -> Iterator[str]:
    """Endless texts of one line, of up to `longest` signs; without paragraphs, what a corpus lacks alone."""
    kinds: list[tuple[float, Callable[[Generator], str]]] = [
        (0.16, _syllables),
        (0.05, _built),
        (0.05, _signs),
        (0.09, _pattern("code")),
        (0.06, _pattern("date")),
        (0.08, _pattern("number")),
        (0.05, _pattern("person")),
        (0.05, _pattern("place")),
        (0.05, _latin),
        (0.03, _pattern("address")),
        (0.04, _pattern("leader")),
    ]
    if paragraphs:
        kinds.append((1.0, lambda chance: _piece(paragraphs, chance)))
    total = sum(weight for weight, _ in kinds)
    shares = [weight / total for weight, _ in kinds]
    while True:
        length = int(min(longest, max(1, rng.gamma(1.7, 26))))
        text = ""
        while len(text) < length:
            text += " " * bool(text) + kinds[int(rng.choice(len(kinds), p=shares))][1](rng)
        text = _cased(_cut(text, length), rng)
        if rng.random() < 0.1:
            text = f"{_pattern('enumerator')(rng)} {text}"
        text = spelled(text)[:longest].strip()
        if text and is_known(text):
            yield text


def person(rng: Generator) -> str:
    """A name as it stands on a stamp, now and then with a degree before it."""
    return _pattern("signer")(rng)


def _cut(text: str, length: int) -> str:
    """The text up to the last blank before the length, as a line ends."""
    if len(text) <= length:
        return text
    blank = text.rfind(" ", 0, length + 1)
    return text[: blank if blank > 0 else length]


def _cased(text: str, rng: Generator) -> str:
    chance = rng.random()
    if chance < 0.2:
        return text.upper()
    if chance < 0.23:
        return text.title()
    if chance < 0.27:
        return _one(rng, _patterns("quote")).replace("{{}}", text)
    return text[:1].upper() + text[1:] if chance < 0.35 else text


def _piece(paragraphs: list[str], rng: Generator) -> str:
    text = _one(rng, paragraphs)
    start = int(rng.integers(max(1, len(text) - 40)))
    start = 0 if start < 12 else text.find(" ", start) + 1
    return text[start : start + LONGEST]


def _syllables(rng: Generator) -> str:
    syllables, shares = _shares()
    words = [syllables[int(shares.searchsorted(rng.random()))] for _ in range(int(rng.integers(1, 8)))]
    return " ".join(words) + _one(rng, _ENDS)


def _built(rng: Generator) -> str:
    """Syllables that need not exist, the tone on any of their vowels."""
    made = []
    for _ in range(int(rng.integers(1, 6))):
        onset = _one(rng, _words("onset")) if rng.random() < 0.9 else ""
        rime = _one(rng, _words("rime"))
        vowels = [place for place, letter in enumerate(rime) if letter in _VOWELS]
        at = _one(rng, vowels) + 1
        made.append(onset + rime[:at] + _one(rng, _TONES) + rime[at:])
    return " ".join(made)


def _signs(rng: Generator) -> str:
    """Letters and signs in no order."""
    letters = ALPHABET[1:] if rng.random() < 0.4 else _MARKED
    text = "".join(_one(rng, letters) for _ in range(int(rng.integers(1, 9))))
    return text if letters is not _MARKED else text.upper() if rng.random() < 0.5 else text.lower()


def _latin(rng: Generator) -> str:
    words = [_one(rng, _words("latin")) for _ in range(int(rng.integers(1, 4)))]
    if rng.random() < 0.5:
        words = ["".join(_one(rng, _SMALL) for _ in range(int(rng.integers(2, 11)))) for _ in words]
    return " ".join(words)


def _pattern(kind: str) -> Callable[[Generator], str]:
    patterns = _patterns(kind)
    return lambda rng: _one(rng, patterns).format_map(_Filling(rng))


class _Filling(dict[str, object]):
    """What stands for the names in a pattern, drawn anew whenever it is asked for."""

    def __init__(self, rng: Generator) -> None:
        super().__init__()
        self._rng = rng

    def __getitem__(self, name: str) -> object:
        rng = self._rng
        if name in _RANGES:
            return int(rng.integers(*_RANGES[name]))
        if name in ("body", "unit", "host"):
            return _one(rng, _words(name))
        return _DRAWN[name](rng)


_RANGES = {
    "count": (1, 3500),
    "small": (1, 21),
    "day": (1, 32),
    "month": (1, 13),
    "year": (1990, 2036),
    "hour": (0, 24),
    "minute": (0, 60),
    "digits": (10**6, 10**9),
}


def _figure(rng: Generator) -> str:
    whole = int(10 ** rng.uniform(0, 9))
    forms = (str(whole), f"{whole:,}".replace(",", "."), f"{whole % 1000},{whole % 97}", f"{whole % 100:02d}")
    return _one(rng, forms)


def _name(rng: Generator) -> str:
    syllables = _shares()[0]
    given = [_one(rng, syllables).capitalize() for _ in range(int(rng.integers(1, 4)))]
    return " ".join([_one(rng, _words("family")), *given])


def _place(rng: Generator) -> str:
    return _one(rng, rows("communes" if rng.random() < 0.7 else "provinces"))["name"]


def _type(rng: Generator) -> str:
    return _one(
        rng, [row["abbreviations"] for row in rows("document_types") if row["abbreviations"].isalpha()]
    )


def _characters(rng: Generator) -> str:
    return "".join(_one(rng, _SMALL + "0123456789") for _ in range(int(rng.integers(2, 10))))


_DRAWN: dict[str, Callable[[Generator], str]] = {
    "figure": _figure,
    "name": _name,
    "place": _place,
    "type": _type,
    "chars": _characters,
    "words": _syllables,
    "roman": lambda rng: _one(rng, _ROMAN),
    "letter": lambda rng: _one(rng, "abcdđeghiklmnopqrstuvxy"),
}


def _one(rng: Generator, values: Sequence[_T]) -> _T:
    return values[int(rng.integers(len(values)))]


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in rows("line_words") if row["kind"] == kind)


@cache
def _patterns(kind: str) -> tuple[str, ...]:
    return tuple(row["pattern"] for row in rows("line_patterns") if row["kind"] == kind)


@cache
def _shares() -> tuple[list[str], np.ndarray]:
    """Syllables and the sums of their shares, which lie between how often they are met and all alike."""
    import numpy as np

    table = rows("syllables")
    weights = np.array([2.0 ** (-0.25 * int(row["bits"])) for row in table])
    return [row["syllable"] for row in table], np.cumsum(weights) / weights.sum()
