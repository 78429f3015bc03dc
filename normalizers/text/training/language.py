"""Train the language model: text → counts → modified Kneser–Ney 4-gram, pruned and quantised.

S. F. Chen and J. Goodman, An empirical study of smoothing techniques for language modeling (1998); the
entropy pruning is the weighted difference of K. Seymore and R. Rosenfeld (1996). Everything is counted
by sorting arrays of packed n-grams, so the same text gives the same model, bit for bit.
"""

from __future__ import annotations

import lzma
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizers.text import language
from normalizers.text.channel import skeleton
from normalizers.text.language import BITS, ORDER, Language
from normalizers.text.paragraphs import paragraphs
from normalizers.text.syllables import is_known, table
from normalizers.text.tokens import END, NOTHING, SPECIAL, START, UNKNOWN, old_style, sign, tokens

Keys = NDArray[np.uint64]
Numbers = NDArray[np.float64]

HELD_OUT = 100
"""One line in so many is kept for validation, and one for the test."""
PLAN_WEIGHT = 6
_WORD = (1 << BITS) - 1
_CHUNK = 1 << 16


class Options(NamedTuple):
    """What is kept in the model."""

    syllable_count: int = 4
    """A syllable in use seen this often is a word."""
    foreign_count: int = 100
    """Any other token seen this often is a word."""
    thresholds: tuple[float, ...] = (3.3, 6.5, 9.0)
    """Least gain in log-likelihood of the text, in nats, of an n-gram of two, three and four words."""


class Counts(NamedTuple):
    """The n-grams of one order: sorted keys, counts for smoothing, and how often each stands in the text."""

    keys: Keys
    counts: Numbers
    occurrences: Numbers


class Level(NamedTuple):
    """The n-grams of one order with interpolated probabilities."""

    keys: Keys
    probabilities: Numbers
    gains: Numbers
    """What the text loses in log-likelihood without the n-gram, in nats."""
    context: NDArray[np.int64]
    """Where the n-gram without its last word stands in the order below."""
    suffix: NDArray[np.int64]
    """Where the n-gram without its first word stands in the order below."""


def part(line: str) -> str:
    """Which part of the corpus a line belongs to, by its hash: "train", "validation" or "test"."""
    return {0: "test", 1: "validation"}.get(zlib.crc32(line.encode()) % HELD_OUT, "train")


def corpus_lines(corpus: Path, wanted: str) -> Iterator[str]:
    """The lines of one part of the `*.txt` and `*.txt.xz` files of a folder, sorted by name."""
    for path in sorted(corpus.glob("*.txt*")):
        with (
            lzma.open(path, "rt", encoding="utf-8")
            if path.suffix == ".xz"
            else path.open(encoding="utf-8") as file
        ):
            for raw in file:
                line = raw.rstrip("\n")
                if part(line) == wanted:
                    yield line


def train(
    lines: Iterable[str],
    out: Path,
    plans: Iterable[str] = (),
    weight: int = PLAN_WEIGHT,
    options: Options | None = None,
) -> None:
    """Train a model and write it to the folder `out`.

    `plans` are counted `weight` times: text of the genre, of which a corpus has too little.
    """
    options = options or Options()
    stream, words = _encode(lines, plans, weight, options)
    levels = _smooth(_count(stream), len(words))
    language.save(_assemble(levels, _prune(levels, options.thresholds), words), out)


def paragraphs_of(text: str) -> Iterator[str]:
    """The paragraphs of a text whose lines are broken."""
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    for paragraph in paragraphs(zip(starts, lines, strict=False)):
        yield " ".join(paragraph.texts)


def _encode(
    lines: Iterable[str], plans: Iterable[str], weight: int, options: Options
) -> tuple[NDArray[np.uint16], list[str]]:
    """All text as one array of word numbers, each line between START and END; and the vocabulary."""
    raw: dict[str, int] = {}
    pieces: list[NDArray[np.int32]] = []
    chunk: list[int] = []

    def take(text: Iterable[str]) -> None:
        for line in text:
            chunk.append(-START)
            chunk.extend([raw.setdefault(token, len(raw) + 1) for token in tokens(line)])
            chunk.append(-END)
            if len(chunk) > _CHUNK:
                pieces.append(np.array(chunk, np.int32))
                chunk.clear()

    take(lines)
    once = list(plans)
    for _ in range(weight):
        take(once)
    pieces.append(np.array(chunk, np.int32))
    stream = np.concatenate(pieces)
    counts = np.bincount(stream[stream > 0], minlength=len(raw) + 1)
    vocabulary = _vocabulary(raw, counts, options)
    numbers = {word: i for i, word in enumerate(vocabulary)}
    table = np.zeros(len(raw) + 1 + END, np.uint16)  # the signs of line ends stand at its end, at -1 and -2
    table[-START], table[-END] = START, END
    for token, i in raw.items():
        meaning = sign(token)
        table[i] = numbers.get(old_style(token), UNKNOWN) if meaning == UNKNOWN else meaning
    return table[stream], vocabulary


def _vocabulary(raw: Mapping[str, int], counts: NDArray[np.int64], options: Options) -> list[str]:
    words: Counter[str] = Counter()
    for token, i in raw.items():
        if sign(token) == UNKNOWN:
            words[old_style(token)] += int(counts[i])
    skeletons = {skeleton(syllable) for syllable in table()}
    kept = (
        word
        for word, count in words.items()
        if count >= (options.syllable_count if is_known(word) else options.foreign_count)
        and (is_known(word) or word not in skeletons)
    )
    return [*SPECIAL, *sorted(kept)]


def _count(stream: NDArray[np.uint16]) -> list[Counts]:
    """The n-grams of two words and more, shortest first.

    Below the longest, the count is the number of different words seen before (Kneser–Ney), except after
    START, where nothing can stand before.
    """
    words = stream.astype(np.uint64)
    index = np.arange(len(words))
    place = index - np.maximum.accumulate(np.where(words == START, index, 0))
    grams = [words]
    for n in range(1, ORDER):
        grams.append(grams[-1].copy())
        grams[n][n:] |= words[:-n] << np.uint64(BITS * n)
    keys, found = np.unique(grams[-1][place >= ORDER - 1], return_counts=True)
    levels = [Counts(keys, found.astype(np.float64), found.astype(np.float64))]
    for n in range(ORDER - 1, 1, -1):
        opening, found = np.unique(grams[n - 1][place == n - 1], return_counts=True)
        suffixes = levels[-1].keys & np.uint64((1 << (BITS * n)) - 1)
        order = np.argsort(suffixes, kind="stable")
        suffixes = suffixes[order]
        first = np.flatnonzero(np.r_[True, suffixes[1:] != suffixes[:-1]])
        types = np.diff(np.r_[first, len(suffixes)])
        keys = np.concatenate([suffixes[first], opening])
        counts = np.concatenate([types, found])
        occurrences = np.concatenate([np.add.reduceat(levels[-1].occurrences[order], first), found])
        order = np.argsort(keys, kind="stable")
        levels.append(Counts(keys[order], counts[order].astype(np.float64), occurrences[order]))
    return levels[::-1]


def _smooth(counted: list[Counts], size: int) -> list[Level]:
    """Interpolated modified Kneser–Ney probabilities, from one word up."""
    last = (counted[0].keys & np.uint64(_WORD)).astype(np.int64)
    followed: Numbers = np.bincount(last, minlength=size).astype(np.float64) + 0.5
    followed[[NOTHING, START]] = 1e-3
    none = np.zeros(0, np.int64)
    numbers = np.arange(size, dtype=np.uint64)
    levels = [Level(numbers, followed / followed.sum(), followed, none, none)]
    for n, (keys, counts, occurrences) in enumerate(counted, 2):
        heads = keys >> np.uint64(BITS)
        first = np.flatnonzero(np.r_[True, heads[1:] != heads[:-1]])
        lengths = np.diff(np.r_[first, len(keys)])
        discount = _discounts(counts)[np.minimum(counts, 3).astype(np.int64)]
        total = np.repeat(np.add.reduceat(counts, first), lengths)
        spared = np.repeat(np.add.reduceat(discount, first), lengths)
        suffix = np.searchsorted(levels[-1].keys, keys & np.uint64((1 << (BITS * (n - 1))) - 1))
        backed_off = spared * levels[-1].probabilities[suffix] / total
        probabilities = (counts - discount) / total + backed_off
        gains = (occurrences * np.log(probabilities / backed_off)).astype(np.float64)
        context = np.searchsorted(levels[-1].keys, heads)
        levels.append(Level(keys, probabilities, gains, context, suffix))
    return levels


def _discounts(counts: Numbers) -> Numbers:
    """The discount of a count of 0, 1, 2, 3 or more."""
    n1, n2, n3, n4 = (max(1, int((counts == i).sum())) for i in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    return np.array([0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3]).clip(0.05, None)


def _prune(levels: list[Level], thresholds: Sequence[float]) -> list[NDArray[np.bool_]]:
    """Which n-grams stay: those that gain enough, and the contexts and last words of those that stay."""
    kept = [np.ones(len(levels[0].keys), np.bool_)]
    kept += [level.gains >= threshold for level, threshold in zip(levels[1:], thresholds, strict=True)]
    for n in range(len(levels) - 1, 1, -1):
        kept[n - 1][levels[n].context[kept[n]]] = True
        kept[n - 1][levels[n].suffix[kept[n]]] = True
    return kept


def _assemble(levels: list[Level], kept: list[NDArray[np.bool_]], words: list[str]) -> Language:
    """The model of the n-grams that stay, with back-off weights by which each context sums to one."""
    final = levels[0].probabilities
    weights: list[Numbers] = []
    for level, stays in zip(levels[1:], kept[1:], strict=True):
        lower = final[level.suffix]
        context = level.context[stays]
        taken = np.bincount(context, level.probabilities[stays], minlength=len(final))
        replaced = np.bincount(context, lower[stays], minlength=len(final))
        weight = (1 - taken).clip(1e-6) / (1 - replaced).clip(1e-6)
        weights.append(np.log(weight))
        final = np.where(stays, level.probabilities, weight[level.context] * lower)
    unigrams = np.stack([np.log(levels[0].probabilities), weights[0]], axis=1).astype(np.float32)
    tables = []
    for n in range(1, ORDER):
        rows = np.flatnonzero(kept[n])
        own = weights[n][rows] if n < ORDER - 1 else None
        tables.append(language.build(levels[n].keys[rows], np.log(levels[n].probabilities[rows]), own))
    return Language(words, {word: i for i, word in enumerate(words)}, unigrams, tuple(tables))
