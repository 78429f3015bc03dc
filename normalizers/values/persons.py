"""Names of persons that were not read surely: what they are among the words that names are made of.

A noisy channel: how often a word is a family name, or stands after one, against how far what was read is
from it (Kernighan, Church and Gale, "A spelling correction program based on a noisy channel model", 1990).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from math import log

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from data import rows
from normalizers.text.syllables import is_known, skeleton
from parsers.plan import Reading

_SURE = 0.97
"""Confidence from which a word is what it was read as, or one of the recogniser's own other readings."""
_LIKELY = 0.6
"""Confidence from which a known word of names is what it was read as."""
_SHORTEST = 2
"""Letters of a word that can be mended."""
_LEAST = 0.1
"""Confidence below which nobody knows what a word is."""
_LETTER, _MARK = 3.0, 1.1
"""What a wrong letter costs, and a wrong mark, in logarithms of chances."""
_FARTHEST = 2.5
"""Letters that a word of a name is misread in at most; fewer in short ones."""
_COMMON = 0.7
"""How much it counts that a name is common."""
_SYLLABLE, _NO_SYLLABLE = 0.05, 0.001
"""How often words that are no known words of names are ones: other syllables, and what is no syllable."""
_CLEAR = log(3.0)
"""How much likelier the best word is than any other."""
_OFTENER = 10
"""How much more common a word is than others with the same letters, to be meant by what is no word."""
_HOPELESS = -8.0
"""What is less likely is not looked at."""
_NEAR = 12
"""Known words that are looked at."""
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def mended(words: Sequence[Reading]) -> list[str]:
    """The words of a person's name, family name first, as they are most likely meant.

    A word that was read surely stays, though nobody else may be called so, unless it is no Vietnamese
    syllable and a known word of names with other marks.
    """
    return [_word(word, family=place == 0) for place, word in enumerate(words)]


def _word(word: Reading, *, family: bool) -> str:
    bare = _EDGES.sub("", word.text)
    known = _known(family)
    sure = word.confidence >= _SURE
    kept = word.text if sure or not bare else bare
    if word.confidence < _LEAST or len(bare) < _SHORTEST or (word.confidence >= _LIKELY and bare in known):
        return kept
    if sure and not is_known(bare):
        alike = sorted((count, name) for name, count in known.items() if skeleton(name) == skeleton(bare))
        clear = len(alike) == 1 or (len(alike) > 1 and alike[-1][0] >= _OFTENER * alike[-2][0])
        return alike[-1][1] if clear else kept
    readings = {bare: max(word.confidence, 0.01)}
    for text, chance in word.others:
        readings.setdefault(_EDGES.sub("", text) or text, max(chance, 0.001))
    if sure and len(readings) == 1:
        return kept
    chances = {name: _chance(name, readings, family) for name in _candidates(readings, known, sure)}
    chances = {name: chance for name, chance in chances.items() if chance > _HOPELESS}
    chances[bare] = _COMMON * log(_commonness(bare, family))
    best, *others = sorted(chances, key=chances.__getitem__, reverse=True)
    if others and chances[best] - chances[others[0]] < _CLEAR:
        return kept
    return kept if best == bare else best


def _candidates(readings: dict[str, float], known: dict[str, int], sure: bool) -> Iterator[str]:
    """Known words of names near what was read."""
    found = {text.capitalize() for text in readings} & known.keys()
    if not sure:
        for text in readings:
            near = process.extract(_apart(text), _spelled(known is _known(True)), limit=_NEAR)
            found.update(name for _, _, name in near)
    else:
        found.update(name for name in known if any(skeleton(name) == skeleton(text) for text in readings))
    yield from found


def _chance(name: str, readings: dict[str, float], family: bool) -> float:
    """Logarithm of how likely a word is what is printed, given what it was read as."""
    most = max(readings.values())
    read = max(log(chance / most) - _cost(text, name) for text, chance in readings.items())
    return read + _COMMON * log(_commonness(name, family))


def _cost(read: str, name: str) -> float:
    """What it costs to misread a name so."""
    letters = Levenshtein.distance(skeleton(read), skeleton(name))
    if letters > min(_FARTHEST, len(name) / 2):
        return 99.0
    marks = Levenshtein.distance(_apart(read), _apart(name)) - letters
    return _LETTER * letters + _MARK * max(0, marks)


def _commonness(word: str, family: bool) -> float:
    known = _known(family).get(word)
    if known is not None:
        return float(known)
    return _SYLLABLE if is_known(word) else _NO_SYLLABLE


@cache
def _known(family: bool) -> dict[str, int]:
    """In how many names each word was met as the family name, or after one."""
    columns = ("family",) if family else ("middle", "last")
    counts = {row["word"]: sum(int(row[column] or 0) for column in columns) for row in rows("person_names")}
    return {word: count for word, count in counts.items() if count}


@cache
def _spelled(family: bool) -> dict[str, str]:
    """The same words by themselves, with their marks as signs of their own."""
    return {name: _apart(name) for name in _known(family)}


@lru_cache(maxsize=4096)
def _apart(word: str) -> str:
    """A word in lower case with its marks as signs of their own, the stroke of Đ too."""
    return unicodedata.normalize("NFD", word.lower().replace("đ", "d\u0335"))
