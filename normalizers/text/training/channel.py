"""Train the channel: aligned pairs of true and misread lines → how often each letter was seen as what.

Expectation-maximisation over the alignments of letters, each time with the single best alignment: it
starts from the likeness of the bare letters and counts, with the costs of the last round, what each
letter left behind.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein
from unidecode import unidecode

from normalizers.text import _core
from normalizers.text.channel import (
    LETTER,
    LETTERS,
    Channel,
    Confusions,
    Signs,
    bare,
    channel_of,
    letters_of,
    mixture,
    signs_of,
)
from normalizers.text.training.misread import Pair, read

_ROUNDS = 5
_LEAST_COUNT = 2
_LONGEST = 24
_NAMES = LETTERS + LETTERS.upper()


class Seen(NamedTuple):
    """A true word, what was read of it, and by which kind of recogniser."""

    true: str
    seen: str
    kind: str


def train_channel(pairs: Path, out: Path) -> None:
    """Learn the confusions of each kind of recogniser from a file of pairs and write them as CSV.

    Raises:
        OSError: a file cannot be read or written.
    """
    train(read(pairs), out)


def train(pairs: Iterable[Pair], out: Path) -> None:
    """Learn the confusions of each kind of recogniser and write them as CSV."""
    seen = [word for pair in pairs for word in words(pair)]
    kinds = sorted({word.kind for word in seen})
    signs = signs_of(word.seen for word in seen)
    channel = _likeness(signs)
    for _ in range(_ROUNDS):
        rows = [count(channel, signs, [w for w in seen if w.kind == kind]) for kind in kinds]
        weights = [1 / len(kinds)] * len(kinds) + [0.0]
        channel = channel_of(mixture(_confusions(kinds, rows), signs), weights)
    _write(out, kinds, rows)


def words(pair: Pair) -> Iterator[Seen]:
    """The words of a line that stand alone on both sides, without the punctuation that both have."""
    true, seen = f" {pair.true} ", f" {pair.misread} "
    left, right = (_skeleton(text) for text in (true, seen))
    cuts = [
        (i + k, j + k)
        for block in Levenshtein.opcodes(left, right).as_matching_blocks()
        for i, j in ((block.a, block.b),)
        for k in range(block.size)
        if left[i + k] == " "
    ]
    for (i, j), (m, n) in pairwise(cuts):
        a, b = true[i + 1 : m], seen[j + 1 : n]
        while a and b and a[-1] == b[-1] and not a[-1].isalnum():
            a, b = a[:-1], b[:-1]
        while a and b and a[0] == b[0] and not a[0].isalnum():
            a, b = a[1:], b[1:]
        if (
            a.isalpha()
            and all(letter in LETTER for letter in a)
            and b
            and " " not in b
            and len(b) <= _LONGEST
        ):
            yield Seen(a, b, pair.kind)


def _skeleton(text: str) -> str:
    """A text of the same length, lower case and without marks."""
    return "".join((unidecode(sign).lower() or "?")[0] for sign in text)


def _likeness(signs: Signs) -> Channel:
    """First costs: a letter is likely seen as one with the same bare letter."""
    size, width = 2 * len(LETTERS), len(signs.pairs)
    one = np.full((size, width), 4, np.float32)
    for letter, i in LETTER.items():
        for sign, j in signs.number.items():
            if bare(letter).lower() == bare(sign).lower():
                one[i, j] = 0.1
    two = np.full((size, len(signs.pair)), 6, np.float32)
    noise = np.full(width, 6, np.float32)
    none = np.full(size, 6, np.float32)
    return Channel(none, one, two, signs.pairs, noise)


def count(channel: Channel, signs: Signs, seen: Iterable[Seen]) -> Counter[tuple[str, str]]:
    """How often each letter was seen as what, by the best alignments; the letter of noise is empty."""
    listed = list(seen)
    one, two = np.zeros_like(channel.one), np.zeros_like(channel.two)
    none, noise = np.zeros_like(channel.none), np.zeros_like(channel.noise)
    letters = [letters_of(word.true) for word in listed]
    flat = np.array([i for word in letters for i in word], np.uint8)
    offsets = np.cumsum([0, *map(len, letters)], dtype=np.int32)
    shares, costs = np.ones(len(listed), np.float32), np.empty(len(listed), np.float32)
    _core.align(
        channel,
        (flat, offsets, *signs.encode([word.seen for word in listed]), shares, costs),
        (none, one, two, noise),
    )
    found: Counter[tuple[str, str]] = Counter()
    sign, pair = (dict(zip(m.values(), m, strict=True)) for m in (signs.number, signs.pair))
    for i in np.flatnonzero(none).tolist():
        found[_NAMES[i], ""] = int(none[i])
    for i, j in np.argwhere(one).tolist():
        found[_NAMES[i], sign[j]] = int(one[i, j])
    for i, j in np.argwhere(two).tolist():
        found[_NAMES[i], pair[j]] = int(two[i, j])
    for j in np.flatnonzero(noise).tolist():
        found["", sign[j]] = int(noise[j])
    return found


def _confusions(kinds: list[str], rows: list[Counter[tuple[str, str]]]) -> Confusions:
    keys = sorted(set().union(*rows))
    letters = np.array([LETTER[letter] if letter else -1 for letter, _ in keys], np.int16)
    counts = np.array([[row[key] for row in rows] for key in keys], np.float32)
    return Confusions(tuple(kinds), letters, [seen for _, seen in keys], counts)


def _write(out: Path, kinds: list[str], rows: list[Counter[tuple[str, str]]]) -> None:
    total = sum(rows, Counter[tuple[str, str]]())
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write(
            "# How often recognisers without Vietnamese saw a letter as what; no letter: out of nothing.\n"
        )
        file.write("# Source: pages printed and misread by normalizers/text/training.\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["letter", "seen", *kinds])
        for key in sorted(key for key, found in total.items() if found >= _LEAST_COUNT):
            table.writerow([*key, *(row[key] for row in rows)])
