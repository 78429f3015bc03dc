"""Places in a recognised letterhead that were misread: a name that no place has is meant for one that does.

Provinces, districts and communes are a closed world, but communes that were merged long ago are not in it:
a name is put right by one that stands elsewhere in the letterhead, or where the recogniser was in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from normalizers.values import places
from normalizers.values.capitals import is_shouted
from normalizers.values.keys import key, skeleton
from parsers.plan import Evidence, Reading

_SURE = 0.9
"""Confidence of a word that the recogniser had no doubt of."""
_SHORTEST = 4
"""Letters of a name of which one may be another."""
_KINDS = {
    skeleton(kind): kind
    for kind in ("tỉnh", "thành phố", "thị xã", "thị trấn", "đặc khu", "huyện", "quận", "phường", "xã")
}


def words_of(evidence: Evidence) -> list[Reading]:
    """The words of a part of the paper as recognised; none of digital text."""
    return [word for line in evidence.lines or (evidence,) for word in line.words]


def place_meant(place: str, bodies: Iterable[str], words: Sequence[Reading]) -> str:
    """The place of issue, or the one that is meant by it.

    Args:
        place: as read.
        bodies: the names of the letterhead, which end in a place.
        words: the line of place and date as recognised.
    """
    if not words or places.known_as(place):
        return place
    beside = [" ".join(name) for body in bodies for _, name in _ends(body.split())]
    return _meant(place, beside, words) or place


def body_meant(body: str, place: str | None, words: Sequence[Reading]) -> str:
    """The name of a body, with the place at its end that is meant.

    Args:
        body: as read, its lines joined.
        place: that of issue.
        words: the letterhead's names as recognised.
    """
    read = body.split()
    if not words:
        return body
    for kind, name in _ends(read):
        printed = " ".join(name)
        if places.known_as(printed) and " " not in kind:
            break
        meant = printed if places.known_as(printed) else _meant(printed, [place] if place else [], words)
        if meant:
            end = f"{kind} {meant}"
            before = read[: len(read) - len(name) - len(kind.split())]
            return " ".join([*before, end.upper() if is_shouted(body) else end])
    return body


def _ends(words: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """The kind of place and the name that a body's name may end in, the longest first."""
    bare = [skeleton(word) for word in words]
    for begin in range(len(words) - 1):
        for length in (2, 1):
            kind, name = _KINDS.get(" ".join(bare[begin : begin + length])), words[begin + length :]
            if kind and name:
                yield kind, name


def _meant(name: str, beside: Iterable[str], words: Sequence[Reading]) -> str | None:
    """The place that is meant by a name that none has, if that is clear."""
    for other in beside:
        if (known := places.known_as(other)) and _is_alike(skeleton(name), skeleton(other)):
            return known
    found = places.without_marks(name) if _is_doubtful(name, words) else frozenset()
    return next(iter(found)) if len(found) == 1 else None


def _is_alike(one: str, other: str) -> bool:
    """Whether two names without marks are one, or differ in a letter."""
    differ = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) and differ <= (len(one) >= _SHORTEST)


def _is_doubtful(name: str, words: Sequence[Reading]) -> bool:
    """Whether the recogniser was not sure of a word of a name."""
    read = {key(word) for word in name.split()}
    doubtful = {key(word.text.strip(" ,.;")) for word in words if word.others or word.confidence < _SURE}
    return not read.isdisjoint(doubtful)
