"""Names that a recogniser read in two ways: in one paper a body is written alike wherever it stands.

A table names the same few bodies row after row. What differs by one word from a name that stands there more
often, and in that word by marks or a letter only, is that name misread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import Levenshtein
from unidecode import unidecode

from normalizers.text.edits import Edit

REASON = "agreement"
_PART = re.compile(r"[^;\n]+")
_NAME = re.compile(r"[^\W\d_][^\W\d_,()-]*(?:,? (?:- )?[^\W\d_]+){1,8}")
_LEAST, _FEWEST, _TIMES = 8, 2, 2
"""Letters of a name, how often it stands in a paper, and how many times as often as its misreading."""
_LONG = 4
"""Letters of a word that one of them may be misread in."""


def agreements(text: str) -> tuple[Edit, ...]:
    """The edits that write names alike, in order; names stand between line ends and semicolons."""
    names = [(match.start(), match[0]) for part in _PART.finditer(text) for match in _name(part)]
    counts = Counter(name for _, name in names)
    meant = {name: other for name in counts if (other := _meant(name, counts))}
    return tuple(edit for start, name in names if name in meant for edit in _edits(start, name, meant[name]))


def _name(part: re.Match[str]) -> Iterator[re.Match[str]]:
    """The name that a part of a text is, without its dash and closing point."""
    start, end = part.span()
    bare = part[0].rstrip(" .")
    dash = len(bare) - len(bare.lstrip(" -–+"))
    found = _NAME.fullmatch(part.string, start + dash, end - (len(part[0]) - len(bare)))
    if found and len(found[0]) >= _LEAST and found[0][0].isupper():
        yield found


def _meant(name: str, counts: Mapping[str, int]) -> str | None:
    """The name that another one is misread from."""
    often = max(_FEWEST, _TIMES * counts[name])
    others = [other for other, count in counts.items() if count >= often and _is_misread(name, other)]
    return max(others, key=counts.__getitem__, default=None)


def _is_misread(name: str, other: str) -> bool:
    words, meant = name.split(), other.split()
    wrong = [pair for pair in zip(words, meant, strict=False) if pair[0] != pair[1]]
    return len(words) == len(meant) and len(wrong) == 1 and _may_be(*wrong[0])


def _may_be(word: str, other: str) -> bool:
    bare, meant = _bare(word), _bare(other)
    return bare == meant or (len(meant) >= _LONG and Levenshtein.distance(bare, meant) == 1)


@lru_cache(maxsize=1024)
def _bare(word: str) -> str:
    return unidecode(word).lower()


def _edits(start: int, name: str, meant: str) -> Iterator[Edit]:
    words = name.split(" ")
    for at, word, other in zip(
        accumulate((len(word) + 1 for word in words), initial=start), words, meant.split(" "), strict=False
    ):
        if word != other:
            yield Edit(at, at + len(word), word, other, REASON)
