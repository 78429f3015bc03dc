"""What has happened to a text: clean, stripped of its marks, misread, in an old encoding, or not Vietnamese.

Each word is of one sort (a known syllable with marks, one without, digits among letters, …); kinds of
damage differ in how often each sort comes. A line is judged by its words, a text by its lines and their
neighbours, since a short line alone says little. Clean text is passed at once.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from math import exp, log
from typing import NamedTuple

from data import rows
from normalizers.text.encodings import convert
from normalizers.text.syllables import UNKNOWN, skeleton, skeletons, surprise


class Kind(StrEnum):
    """What has happened to a text."""

    CLEAN = "clean"
    STRIPPED = "stripped"
    """Vietnamese without its marks."""
    MISREAD = "misread"
    """Recognised by something that does not know Vietnamese."""
    LEGACY = "legacy"
    """Vietnamese in an encoding of before Unicode, or UTF-8 taken for another."""
    FOREIGN = "foreign"
    """Not Vietnamese."""


RUINED = (Kind.STRIPPED, Kind.MISREAD)
"""The damage that only reading the words anew can mend."""


class Damage(NamedTuple):
    """A verdict on a line or a text."""

    kind: Kind
    scores: dict[Kind, float]
    """How likely each kind is; their sum is 1."""


# Sorts of words, by a sign each; how often each comes in each kind is in the table `damage`.
_MARKED, _BARE, _NEUTRAL = "mrR", "bcC", "-"
_MARKED_RARE, _BARE_RARE = (14, 18), (11, 14)
"""From how many bits on a known syllable is of the second and of the third sort."""
_STRANGE_LETTERS, _ODD_MARKS = "l", "y"

_EDGES = "\"'`.,;:!?()[]{}<>/\\|*_~+=–—-“”‘’…•"
_PLAIN = re.compile("[A-Za-zÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]+")
_VOWEL = re.compile("[aeiouyà-ỹăơư]", re.IGNORECASE)
_STRANGE = re.compile("[^\x00-\x7fÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
# Controls, too: they are of no script.
_OTHER_SCRIPT = re.compile("[\x00-\x08\x0e-\x1b\u0370-\u1dff\u2c00-\ufaff\U00010000-\U0010ffff]")
# Codes, units, addresses, numbers with a letter: they look the same whatever happened.
_CODE = re.compile(r"(?:[A-ZĐ0-9]+[-/.&])*[A-ZĐ0-9]+|\d+\S{0,3}|[kcdm]?m[23²³]|\S*(?:@|www\.|://|\.vn)\S*")
_PARTS = re.compile(r"[/.,;:()–—+-]+")
_LONGEST_SYLLABLE = 7

_STAYS = 0.93
"""How often a line is of the same kind as the one before."""
_TEMPER = 0.6
"""What a word weighs: those of one line are no independent witnesses."""
_MOST_SORTED = 1 << 18


class _Sorts(dict[str, str]):
    """The sort of each word met, as many as may be kept."""

    def __missing__(self, token: str) -> str:
        if len(self) > _MOST_SORTED:
            self.clear()
        sort = self[token] = _sort(token)
        return sort


_sorts = _Sorts()


def assess(text: str) -> Damage:
    """Judge a line or any piece of text as one.

    One without words that tell is clean, for there is nothing to mend.
    """
    sorts = word_sorts(text)
    if _reads_clean(sorts):
        return _CLEAN
    if _may_be_legacy(sorts) and (found := convert(text)).encoding != "unicode":
        return _legacy(found.confidence)
    return _verdict(_weights(sorts))


def assess_text(lines: Sequence[str]) -> list[Damage]:
    """Judge each line with its neighbours."""
    sorts = [word_sorts(line) for line in lines]
    if all(map(_reads_clean, sorts)):
        return [_CLEAN] * len(sorts)
    weights = [_weights(found) for found in sorts]
    before, after = _passed_on(weights), _passed_on(weights[::-1])[::-1]
    verdicts = [
        _verdict([sum(parts) for parts in zip(*three, strict=True)])
        for three in zip(before, weights, after, strict=True)
    ]
    if any(map(_may_be_legacy, sorts)):
        found = convert("\n".join(line.replace("\n", " ") for line in lines))
        if found.encoding != "unicode":
            legacy = _legacy(found.confidence)
            return [
                legacy if new != old and _may_be_legacy(sort) else verdict
                for verdict, old, new, sort in zip(
                    verdicts, lines, found.text.split("\n"), sorts, strict=True
                )
            ]
    return verdicts


def assess_page(lines: Sequence[str]) -> Damage:
    """Judge a page or a whole text by its lines, long ones more than short ones.

    A page that is half Vietnamese and half English is not one of misread words.
    """
    verdicts = assess_text(lines)
    weights = [len(line.split()) for line in lines]
    total = sum(weights)
    if not total:
        return _CLEAN
    scores = {
        kind: sum(verdict.scores[kind] * weight for verdict, weight in zip(verdicts, weights, strict=True))
        / total
        for kind in Kind
    }
    return Damage(max(Kind, key=scores.__getitem__), scores)


def word_sorts(text: str) -> str:
    """The sort of each word of a text, a sign for each."""
    return "".join(map(_sorts.__getitem__, text.split()))


def _sort(token: str) -> str:
    word = token.strip(_EDGES)
    if _PLAIN.fullmatch(word):
        return _sort_plain(word)
    if not word or _CODE.fullmatch(word):
        return _NEUTRAL
    if _OTHER_SCRIPT.search(word):
        return "o" * (1 + len(word) // _LONGEST_SYLLABLE)
    if _STRANGE.search(word):
        return _STRANGE_LETTERS
    parts = [part for part in _PARTS.split(word) if part]
    if all(map(_PLAIN.fullmatch, parts)):
        found = {_sort_plain(part) for part in parts}
        return next(sort for sort in "FxyakRrmCcb-" if sort in found)
    return "d"


def _sort_plain(word: str) -> str:
    """The sort of a word of Latin letters that Vietnamese has."""
    bare = word.isascii()
    if bare and len(word) == 1:
        return _NEUTRAL
    bits = surprise(word)
    if bits != UNKNOWN:
        return "bcC"[bisect(_BARE_RARE, bits)] if bare else "mrR"[bisect(_MARKED_RARE, bits)]
    if not _VOWEL.search(word):
        return _NEUTRAL if word.isupper() else "x"
    if skeleton(word) in skeletons():
        return "k" if bare else "a"
    if len(word) > _LONGEST_SYLLABLE:
        return "F"
    if word.isupper() and bare:
        return _NEUTRAL
    return "x" if bare else _ODD_MARKS


def _reads_clean(sorts: str) -> bool:
    """Whether nothing is to be mended for certain: most words are common and have marks, none is odd."""
    marked, bare, neutral = sorts.count("m"), sorts.count("b"), sorts.count(_NEUTRAL)
    rare = sorts.count("r") + sorts.count("c")
    return marked >= bare + 3 * rare and marked + bare + rare + neutral == len(sorts)


def _may_be_legacy(sorts: str) -> bool:
    return _STRANGE_LETTERS in sorts or _ODD_MARKS in sorts


_JUDGED = (Kind.CLEAN, Kind.STRIPPED, Kind.MISREAD, Kind.FOREIGN)
"""The kinds that the sorts of words tell apart."""
_CLEAN = Damage(Kind.CLEAN, {kind: float(kind is Kind.CLEAN) for kind in Kind})


@cache
def _table() -> dict[str, list[float]]:
    """For each sort, the logarithm of its share in each kind."""
    return {row["sort"]: [_TEMPER * log(float(row[kind])) for kind in _JUDGED] for row in rows("damage")}


def _weights(sorts: str) -> list[float]:
    """The logarithm of how well each kind explains the sorts, up to a constant."""
    # Short lines repeat each other; long ones would only fill the cache.
    return _weighed(sorts) if len(sorts) <= 40 else _weighed.__wrapped__(sorts)


@lru_cache(maxsize=1 << 14)
def _weighed(sorts: str) -> list[float]:
    weights = [log(0.7), log(0.1), log(0.1), log(0.1)]
    for sort, shares in _table().items():
        if count := sorts.count(sort):
            weights = [weight + count * share for weight, share in zip(weights, shares, strict=True)]
    return weights


def _passed_on(weights: list[list[float]]) -> list[list[float]]:
    """What the lines before each line say of its kind: the forward pass of a Markov chain."""
    message = [0.0] * len(_JUDGED)
    messages = []
    strays = (1 - _STAYS) / (len(_JUDGED) - 1)
    for weight in weights:
        messages.append(message)
        shares = _shares([told + own for told, own in zip(message, weight, strict=True)])
        message = [log(strays + (_STAYS - strays) * share) for share in shares]
    return messages


def _shares(weights: list[float]) -> list[float]:
    most = max(weights)
    raised = [exp(weight - most) for weight in weights]
    total = sum(raised)
    return [value / total for value in raised]


def _verdict(weights: list[float]) -> Damage:
    scores = {Kind.LEGACY: 0.0} | dict(zip(_JUDGED, _shares(weights), strict=True))
    return Damage(max(_JUDGED, key=scores.__getitem__), scores)


def _legacy(confidence: float) -> Damage:
    return Damage(Kind.LEGACY, dict.fromkeys(Kind, (1 - confidence) / 4) | {Kind.LEGACY: confidence})
