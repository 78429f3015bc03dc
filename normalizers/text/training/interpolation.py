"""The archive teaches: a language model interpolated with the counts of a user's own plans.

Plans repeat each other's set phrases, and a general corpus has few plans. After each history that the
plans have, a word's probability becomes (c + K p) / (C + K), with c the count of the word and C that of the
history in the plans, and p the probability that the model gave it: the estimate of D. MacKay and
L. Peto, A hierarchical Dirichlet language model (1995). Back-off weights are computed anew, so that
what follows a history still sums to one.

The tables of a model hold hashes and no n-grams. So what a history has in the model is found by asking,
order by order, for the words that its shorter history has; and new n-grams take empty slots, as many as
leave the tables quick.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizers.text import language
from normalizers.text.channel import LETTER, skeleton
from normalizers.text.language import BITS, ORDER, STEP, WEIGHT_SHIFT, Language, Table, hashed
from normalizers.text.syllables import skeletons
from normalizers.text.tokens import END, START, UNKNOWN, old_style, sign, tokens
from normalizers.text.training.language import Options

Keys = NDArray[np.uint64]
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

_PRIORS = (5000.0, 300.0, 80.0, 20.0)
"""K: how many words of the plans a model's opinion weighs, after a history of no, one, two, three words."""
_LEAST_GAIN = 1.0
"""Least gain in log-likelihood of the plans, in nats, of an n-gram that is new to the model."""
_RAISED = 1.5
_FULLEST = 0.93
"""Share of the slots of a table that may be taken."""
_MOST_ASKED = 1 << 22
_LEAST_MASS = 1e-6
_RARE = -16.0
"""Log-probability that the model would give a syllable that it does not have."""


class Level(NamedTuple):
    """The n-grams of one order after the histories of the plans: the model's and the plans'."""

    keys: Keys
    slots: Places
    """Where each stands in the model's table; -1 for one that is new to it."""
    probabilities: Numbers
    gains: Numbers
    """What an n-gram new to the model gains."""
    suffix: Places
    """Where the n-gram without its first word stands in the level below."""


class Learnt(NamedTuple):
    """What a model took in."""

    syllables: int
    added: int
    """N-grams that it had not before."""


def interpolate(model: Language, paragraphs: Iterable[str], out: Path) -> Learnt:
    """Write a model that has learnt from paragraphs of clean plans to the folder `out`.

    Raises:
        OSError: the folder cannot be written.
    """
    text = list(paragraphs)
    model = _extended(model, text)
    stream = _encode(model, text)
    counted = list(_counts(stream))
    unigrams = _unigrams(model, *counted[0])
    levels = [unigrams]
    for n in range(2, ORDER + 1):
        levels.append(_level(model, n, levels[-1], *counted[n - 1]))
    kept = _kept(model, levels)
    language.save(_written(model, levels, kept), out)
    added = sum(int((level.slots[stays] < 0).sum()) for level, stays in zip(levels, kept, strict=True))
    return Learnt(int(((stream != START) & (stream != END)).sum()), added)


def _extended(model: Language, paragraphs: Iterable[str]) -> Language:
    """The model with the syllables that only the plans have, most of them of names."""
    counts = Counter(old_style(token) for paragraph in paragraphs for token in tokens(paragraph))
    new = sorted(
        word
        for word, count in counts.items()
        if count >= Options().syllable_count
        and word not in model.ids
        and sign(word) == UNKNOWN
        and set(word) <= LETTER.keys()
        and skeleton(word) in skeletons()
    )[: (1 << BITS) - len(model.words)]
    words = [*model.words, *new]
    rare = np.full((len(new), 2), (_RARE, 0.0), np.float32)
    ids = {word: number for number, word in enumerate(words)}
    return model._replace(words=words, ids=ids, unigrams=np.concatenate([model.unigrams, rare]))


def _encode(model: Language, paragraphs: Iterable[str]) -> NDArray[np.uint64]:
    """All text as word numbers, each paragraph between START and END."""
    numbers: list[int] = []
    known: dict[str, int] = {}
    for paragraph in paragraphs:
        numbers.append(START)
        for token in tokens(paragraph):
            number = known.get(token)
            if number is None:
                meaning = sign(token)
                number = model.ids.get(old_style(token), UNKNOWN) if meaning == UNKNOWN else meaning
                known[token] = number
            numbers.append(number)
        numbers.append(END)
    return np.array(numbers, np.uint64)


def _counts(stream: NDArray[np.uint64]) -> Iterator[tuple[Keys, Numbers]]:
    """The n-grams of each order that lie inside a paragraph, sorted, and how often each comes."""
    index = np.arange(len(stream))
    place = index - np.maximum.accumulate(np.where(stream == START, index, 0))
    grams = stream.copy()
    for n in range(1, ORDER + 1):
        if n > 1:
            grams[n - 1 :] |= stream[: len(stream) - n + 1] << np.uint64(BITS * (n - 1))
        keys, counts = np.unique(grams[place >= max(1, n - 1)], return_counts=True)
        yield keys, counts.astype(np.float64)


def _unigrams(model: Language, keys: Keys, counts: Numbers) -> Level:
    """All words of the model."""
    size = len(model.words)
    found = np.bincount(keys.astype(np.int64), counts, size)
    before = np.exp(model.unigrams[:, 0].astype(np.float64))
    probabilities = (found + _PRIORS[0] * before) / (found.sum() + _PRIORS[0])
    none = np.zeros(size, np.int64)
    return Level(np.arange(size, dtype=np.uint64), none, probabilities, none.astype(np.float64), none)


def _level(model: Language, n: int, below: Level, keys: Keys, counts: Numbers) -> Level:
    """The n-grams of an order, with what the model and the plans say together."""
    table = model.tables[n - 2]
    heads, first = np.unique(keys >> np.uint64(BITS), return_index=True)
    totals = np.add.reduceat(counts, first) if len(keys) else counts
    own, slots = _known(table, heads, below, n)
    every = np.union1d(own, keys)
    places = np.full(len(every), -1, np.int64)
    places[np.searchsorted(every, own)] = slots
    found = np.zeros(len(every))
    found[np.searchsorted(every, keys)] = counts
    head = np.searchsorted(heads, every >> np.uint64(BITS))
    suffix = _find(below.keys, every & np.uint64((1 << (BITS * (n - 1))) - 1))
    lower, old = below.probabilities[suffix], places >= 0
    said = np.where(old, np.exp(-STEP * (table.slots[places] & np.uint32(0xFF))), 0.0)
    backed_off = _mass(head[old], said[old], lower[old], len(heads))[head] * lower
    prior = np.where(old, said, backed_off)
    strength = _PRIORS[n - 1]
    probabilities = (found + strength * prior) / (totals[head] + strength)
    gains = found * np.log(probabilities / backed_off)
    return Level(every, places, probabilities, gains, suffix)


def _known(table: Table, heads: Keys, below: Level, n: int) -> tuple[Keys, Places]:
    """The n-grams after these histories that a table holds, sorted, and their slots.

    A model holds no n-gram without the n-gram that lacks its first word: only those are asked for.
    """
    tails = heads & np.uint64((1 << (BITS * (n - 2))) - 1)
    start = np.searchsorted(below.keys, tails << np.uint64(BITS))
    stop = np.searchsorted(below.keys, (tails + np.uint64(1)) << np.uint64(BITS))
    found: list[tuple[Keys, Places]] = [(np.zeros(0, np.uint64), np.zeros(0, np.int64))]
    cuts = np.searchsorted(np.cumsum(stop - start), np.arange(_MOST_ASKED, (stop - start).sum(), _MOST_ASKED))
    for part in np.split(np.arange(len(heads)), np.unique(cuts)):
        lengths = stop[part] - start[part]
        at = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        at += np.repeat(start[part], lengths)
        asked = np.repeat(heads[part], lengths) << np.uint64(BITS) | (
            below.keys[at] & np.uint64((1 << BITS) - 1)
        )
        asked = asked[below.slots[at] >= 0]
        slots = lookup(table, asked)
        found.append((asked[slots >= 0], slots[slots >= 0]))
    keys, slots = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return keys, slots


def lookup(table: Table, keys: Keys) -> Places:
    """The slots of n-grams in a table; -1 for one that it does not hold."""
    mixed = hashed(keys)
    at = (((mixed >> np.uint64(32)) * np.uint64(table.homes)) >> np.uint64(32)).astype(np.int64)
    mark = np.maximum(mixed.astype(np.uint32) & np.uint32(0xFFFFFF), np.uint32(1))
    found = np.full(len(keys), -1, np.int64)
    open_ones = np.arange(len(keys))
    while len(open_ones):
        slots = table.slots[at[open_ones]]
        hit = (slots >> np.uint32(8) == mark[open_ones]) & (slots != 0)
        found[open_ones[hit]] = at[open_ones[hit]]
        open_ones = open_ones[~hit & (slots != 0)]
        at[open_ones] += 1
    return found


def _kept(model: Language, levels: Sequence[Level]) -> list[NDArray[np.bool_]]:
    """Which n-grams are in the new model: the old ones, and new ones that gain enough to have a place."""
    free = [len(levels[0].keys)]
    free += [int(_FULLEST * table.homes) - int((table.slots != 0).sum()) for table in model.tables]
    least = _LEAST_GAIN
    while True:
        kept = [(level.slots >= 0) | (level.gains >= least) for level in levels]
        for n in range(ORDER - 1, 1, -1):
            new = kept[n] & (levels[n].slots < 0)
            kept[n - 1][_find(levels[n - 1].keys, levels[n].keys[new] >> np.uint64(BITS))] = True
            kept[n - 1][levels[n].suffix[new]] = True
        added = [int((stays & (level.slots < 0)).sum()) for stays, level in zip(kept, levels, strict=True)]
        if all(count <= most for count, most in zip(added, free, strict=True)):
            return kept
        least *= _RAISED


def _written(model: Language, levels: Sequence[Level], kept: Sequence[NDArray[np.bool_]]) -> Language:
    """The model with the probabilities and back-off weights of the levels."""
    unigrams = model.unigrams.copy()
    unigrams[:, 0] = np.log(levels[0].probabilities)
    tables: list[Table] = []
    for n, table in enumerate(model.tables, 2):
        level, stays = levels[n - 1], kept[n - 1]
        slots, weights, places = _inserted(table, level, stays)
        stored = np.rint(-np.log(level.probabilities[stays]) / STEP).clip(0, 255).astype(np.uint32)
        slots[places] = slots[places] & np.uint32(0xFFFFFF00) | stored
        tables.append(Table(slots, weights, table.homes))
        heads, mass = _back_off(level, levels[n - 2], stays)
        if n == 2:
            unigrams[heads.astype(np.int64), 1] = np.log(mass)
        else:
            lower = tables[n - 3]
            at = lookup(lower, heads)
            quantised = np.rint(np.log(mass) / STEP + WEIGHT_SHIFT).clip(0, 255).astype(np.uint8)
            lower.weights[at[at >= 0]] = quantised[at >= 0]
    return model._replace(unigrams=unigrams, tables=tuple(tables))


def _inserted(
    table: Table, level: Level, stays: NDArray[np.bool_]
) -> tuple[NDArray[np.uint32], NDArray[np.uint8], Places]:
    """A table with room taken for new n-grams: its slots, its weights, and the slot of each that stays."""
    places = level.slots[stays].copy()
    new = np.flatnonzero(places < 0)
    mixed = hashed(level.keys[stays][new])
    homes = (((mixed >> np.uint64(32)) * np.uint64(table.homes)) >> np.uint64(32)).astype(np.int64)
    marks = np.maximum(mixed.astype(np.uint32) & np.uint32(0xFFFFFF), np.uint32(1)) << np.uint32(8)
    slots = np.concatenate([table.slots, np.zeros(len(new) + 1, np.uint32)])
    empty = np.flatnonzero(slots == 0).tolist()
    following = np.searchsorted(empty, homes).tolist()
    after = list(range(len(empty) + 1))
    for i, first in enumerate(following):
        at = first
        while after[at] != at:  # the next place that is still free, with shorter ways for those to come
            after[at] = after[after[at]]
            at = after[at]
        after[at] = at + 1
        places[new[i]] = empty[at]
    slots[places[new]] = marks
    end = max(len(table.slots), int(places.max(initial=0)) + 2)
    weights = np.full(end, WEIGHT_SHIFT, np.uint8)
    weights[: len(table.weights)] = table.weights
    weights[places[new]] = WEIGHT_SHIFT
    return slots[:end], weights if len(table.weights) else table.weights, places


def _back_off(level: Level, below: Level, stays: NDArray[np.bool_]) -> tuple[Keys, Numbers]:
    """The histories of a level and the weights by which what follows each sums to one."""
    heads, group = np.unique(level.keys[stays] >> np.uint64(BITS), return_inverse=True)
    lower = below.probabilities[level.suffix[stays]]
    return heads, _mass(group, level.probabilities[stays], lower, len(heads))


def _mass(heads: Places, probabilities: Numbers, lower: Numbers, count: int) -> Numbers:
    """The back-off weight of each history: what is left for other words, against what they have below."""
    taken = np.bincount(heads, probabilities, count)
    replaced = np.bincount(heads, lower, count)
    mass: Numbers = (1 - taken).clip(_LEAST_MASS) / (1 - replaced).clip(_LEAST_MASS)
    return mass


def _find(keys: Keys, wanted: Keys) -> Places:
    """Where keys stand among sorted ones, which hold them all."""
    return np.searchsorted(keys, wanted)
