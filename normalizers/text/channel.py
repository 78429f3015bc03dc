"""The channel: what recognisers make of Vietnamese letters.

Each true letter, small or capital, leaves nothing, one sign or two; a sign may also stand for nothing.
The counts come from aligned pairs of true and misread words, one set for each kind of recogniser
(`training.channel`). For a document the kinds are mixed as they fit it, and what its own first reading
shows is counted in. A letter that was seldom seen falls back on all kinds, then on its bare letter
(a for ấ), then on a floor.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
LETTER = {letter: i for i, letter in enumerate(LETTERS + LETTERS.upper())}
"""Number of each letter; a capital's is higher by the number of letters."""
NOISE = -1
"""Instead of a letter: a sign that stands for none."""
_NEVER = np.float32(60)
_MOST_PAIRS = 1 << 14
_CAPITAL_SHARE = 0.02
_BARE = {"đ": "d", "Đ": "D"}


def bare(letter: str) -> str:
    """A letter without its marks: a for ấ, D for Đ."""
    return _BARE.get(letter) or unicodedata.normalize("NFD", letter)[0]


def skeleton(word: str) -> str:
    """A word without any marks: nguoi for người."""
    return "".join(map(bare, word))


_BARE_NUMBER = np.array([LETTER[bare(letter)] for letter in LETTERS + LETTERS.upper()])
_VOWELS = "aeiou"
_CLASS_NUMBER = np.array(
    [
        LETTER[("a" if bare(x).lower() in _VOWELS else "b")] + (i >= len(LETTERS)) * len(LETTERS)
        for i, x in enumerate(LETTERS + LETTERS.upper())
    ]
)


class Confusions(NamedTuple):
    """How often each letter was seen as what, by kind of recogniser: one row a letter and what was seen."""

    kinds: tuple[str, ...]
    letters: NDArray[np.int16]
    seen: list[str]
    counts: Floats
    """Shape (rows, kinds)."""


class Channel(NamedTuple):
    """Costs (negative log-probabilities, nats) for the signs and pairs of signs of one text.

    `none` (letter), `one` (letter, sign), `two` (letter, pair), `noise` (sign); `pairs` numbers the pairs
    of signs that occur, -1 for others.
    """

    none: Floats
    one: Floats
    two: Floats
    pairs: NDArray[np.int16]
    noise: Floats


class Signs(NamedTuple):
    """The signs of one text and the pairs of neighbours among them."""

    number: dict[str, int]
    pairs: NDArray[np.int16]
    pair: dict[str, int]

    def encode(self, tokens: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
        """The signs of the tokens one after another, and where each token begins (and the last ends)."""
        number = self.number
        flat = np.array([number[sign] for token in tokens for sign in token], np.uint8)
        return flat, np.cumsum([0, *map(len, tokens)], dtype=np.int32)


def signs_of(tokens: Iterable[str]) -> Signs:
    """Number the signs of some tokens, the commonest first; from the 256th on they are one."""
    distinct = set(tokens)
    count = Counter(sign for token in distinct for sign in token)
    common = sorted(count, key=lambda sign: (-count[sign], sign))
    number = {sign: min(i, 255) for i, sign in enumerate(common)}
    size = min(len(number), 256) or 1
    pairs = np.full((size, size), -1, np.int16)
    pair: dict[str, int] = {}
    for two in sorted({token[i : i + 2] for token in distinct for i in range(len(token) - 1)}):
        place = number[two[0]], number[two[1]]
        if pairs[place] < 0 and len(pair) < _MOST_PAIRS:
            pairs[place] = pair[two] = len(pair)
    return Signs(number, pairs, pair)


def letters_of(word: str) -> list[int]:
    """The numbers of the letters of a word; other characters are left out."""
    return [LETTER[letter] for letter in word if letter in LETTER]


@cache
def shipped() -> Confusions:
    """The confusions that come with the package."""
    return read(Path(str(files("data") / "models" / "confusions.csv")))


def read(path: Path) -> Confusions:
    """Read counts that `training.channel` wrote.

    A capital has its small letter's confusions too, in capitals, at a small weight: capitals are rare.

    Raises:
        FileNotFoundError: the file is missing.
    """
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(line for line in file if not line.startswith("#")))
    kinds = tuple(table[0][2:])
    rows: dict[tuple[int, str], Floats] = {}
    for letter, seen, *found in table[1:]:
        counts = np.array(found, np.float32)
        number = LETTER[letter] if letter else NOISE
        rows[number, seen] = rows.get((number, seen), 0) + counts
        capital = seen.upper()
        if letter and letter in LETTERS and len(capital) == len(seen):
            key = LETTER[letter.upper()], capital
            rows[key] = rows.get(key, 0) + counts * np.float32(_CAPITAL_SHARE)
    letters = np.array([number for number, _ in rows], np.int16)
    return Confusions(kinds, letters, [seen for _, seen in rows], np.stack(list(rows.values())))


class Prior(NamedTuple):
    """How strongly what was seen is smoothed: in counts, but for shares of the open kind."""

    kind: float = 8.0
    """of all kinds of recogniser together, against the counts of one"""
    bare: float = 6.0
    """of the bare letter, against the letter's own counts"""
    floor: float = 1.0
    """of any sign at all, against the counts of a bare letter"""
    open_class: float = 0.25
    """of what became of any vowel or any consonant, in the open kind"""
    open_floor: float = 0.1
    """of any sign at all, in the open kind"""


class Mixed(NamedTuple):
    """Confusions numbered for the signs of one text."""

    signs: Signs
    kinds: NDArray[np.float64]
    """Probabilities, shape (kinds, letters, nothing and signs and pairs). The last kind is the open one: a
    recogniser unlike those that were trained on, which may take any vowel for any other."""
    noise: NDArray[np.float64]
    """Cost of a sign that stands for nothing."""


def mixture(confusions: Confusions, signs: Signs, prior: Prior = Prior()) -> Mixed:  # noqa: B008
    """What each kind of recogniser makes of the letters, in the signs of one text."""
    size, width = 2 * len(LETTERS), len(signs.pairs)
    number = {"": 0} | {sign: 1 + i for sign, i in signs.number.items()}
    number |= {two: 1 + width + i for two, i in signs.pair.items()}
    columns = np.array([number.get(seen, -1) for seen in confusions.seen])
    own = confusions.letters != NOISE
    used = own & (columns >= 0)
    letters, counts = confusions.letters, confusions.counts
    pooled = counts.sum(axis=1)

    floor = np.empty(1 + width + len(signs.pair))
    floor[0], floor[1 : 1 + width], floor[1 + width :] = 0.1, 0.8 / 150, 0.5 / 3000

    def spread(
        groups: NDArray[np.int64], values: Floats, below: NDArray[np.float64], weight: float
    ) -> NDArray[np.float64]:
        """Shares of what was seen of each group of letters, smoothed with what is below."""
        flat = np.bincount(
            groups[letters[used]] * len(floor) + columns[used], values[used], size * len(floor)
        )
        total = np.bincount(groups[letters[own]], values[own], size)
        return (flat.reshape(size, -1) + weight * below) / (total + weight)[:, None]

    each = np.arange(size)
    kin = spread(_CLASS_NUMBER, pooled, floor[None], prior.floor)[_CLASS_NUMBER]
    base = spread(_BARE_NUMBER, pooled, floor[None], prior.floor)[_BARE_NUMBER]
    general = spread(each, pooled, base, prior.bare)
    kinds = [spread(each, column, general, prior.kind) for column in counts.T]
    closed = 1 - prior.open_class - prior.open_floor
    kinds.append(closed * (general + base) / 2 + prior.open_class * kin + prior.open_floor * floor)

    rate = max(1, pooled[~own].sum()) / max(1, pooled[own].sum())
    share = np.full(width, 0.5 / 150)
    for column, count in zip(columns[~own], pooled[~own], strict=True):
        if 1 <= column <= width:
            share[column - 1] += count / pooled[~own].sum()
    return Mixed(signs, np.stack(kinds), -np.log(share * rate))


def channel_of(mixed: Mixed, weights: Sequence[float]) -> Channel:
    """The costs where the kinds of recogniser have these shares in a text."""
    used = [(weight, kind) for weight, kind in zip(weights, mixed.kinds, strict=True) if weight]
    return costs_of(sum(weight * kind for weight, kind in used), mixed.noise, mixed.signs)


def costs_of(probabilities: NDArray[np.float64], noise: NDArray[np.float64], signs: Signs) -> Channel:
    """A channel from probabilities: by letter, of nothing, each sign and each pair; and the cost of noise."""
    costs = np.minimum(-np.log(np.maximum(probabilities, 1e-30)), _NEVER).astype(np.float32)
    width = len(signs.pairs)
    none, one, two = costs[:, 0].copy(), costs[:, 1 : 1 + width].copy(), costs[:, 1 + width :].copy()
    return Channel(none, one, two, signs.pairs, noise.astype(np.float32))


def stripped(signs: Signs) -> Channel:
    """Costs for text whose marks were taken off: a letter is seen bare, or as it is."""
    width, pairs = len(signs.pairs), len(signs.pair)
    costs = np.zeros((2 * len(LETTERS), 1 + width + pairs))
    for letter, i in LETTER.items():
        for seen in (bare(letter), letter):
            if seen in signs.number:
                costs[i, 1 + signs.number[seen]] = 1
    return costs_of(costs, np.full(width, float(_NEVER)), signs)
