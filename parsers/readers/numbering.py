"""Automatic numbering of Word paragraphs, resolved into the markers that Word prints.

Source: ECMA-376 part 1, 17.9 (numbering).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.readers.numerals import letter, roman
from parsers.readers.ooxml import W, integer, switched_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
# Bullets that are glyphs of a symbol font, as the sign they look like; any other is a bullet.
_SIGNS = {"\uf02d": "-", "\uf02b": "+", "\uf02a": "*", "\u2212": "-"}
_PLAIN_SIGNS = "-–—+*•"


@dataclass
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    legal: bool = False
    """Every number in it is written in digits."""
    restart: int | None = None
    """The level, counted from 1, that starts it anew; None: any above it."""
    properties: _Element | None = None
    """How its markers are set (w:rPr)."""


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Counts the numbered paragraphs of one document; ask for their markers in reading order."""

    def __init__(self, part: _Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, _Element] = {}
        self._started: set[tuple[str, int]] = set()
        if part is None:
            return
        abstract = {value(e, "abstractNumId") or "": e for e in part.iter(W + "abstractNum")}
        by_style = {value(e.find(W + "styleLink")) or "": e for e in abstract.values()}
        for name, element in abstract.items():
            linked = by_style.get(value(element.find(W + "numStyleLink")) or "-")
            self._lists[name] = _List(_levels(element if linked is None else linked))
        self._numbers = {value(e, "numId") or "": e for e in part.iter(W + "num")}

    def marker(self, number: str, depth: int) -> str:
        """The marker of the next paragraph of a list, empty where it has none.

        Args:
            number: its w:numId.
            depth: its w:ilvl, 0 to 8.
        """
        listed = self._list(number)
        if listed is None or not 0 <= depth < _LEVELS:
            return ""
        self._override(number, depth, self._numbers[number], listed)
        level = listed.levels.get(depth, _Level())
        if level.style == "bullet":
            return _bullet(level.text)
        counts = listed.counts
        counts[depth] = level.start if (last := counts[depth]) is None else last + 1
        for below in range(depth + 1, _LEVELS):
            restart = listed.levels.get(below, _Level()).restart
            if restart is None or depth < restart:
                counts[below] = None
        if level.style == "none":
            return _PLACE.sub("", level.text).strip()
        return _PLACE.sub(lambda m: _written(listed, int(m[1]) - 1, level), level.text).strip()

    def properties(self, number: str, depth: int) -> _Element | None:
        """How the marker of a paragraph of a list is set (w:rPr), None where as the paragraph is."""
        listed = self._list(number)
        return listed.levels.get(depth, _Level()).properties if listed else None

    def _list(self, number: str) -> _List | None:
        element = self._numbers.get(number)
        return self._lists.get(value(None if element is None else element.find(W + "abstractNumId")) or "")

    def _override(self, number: str, depth: int, element: _Element, listed: _List) -> None:
        """What one use of a list changes in it takes effect where it is first used."""
        if (number, depth) in self._started:
            return
        self._started.add((number, depth))
        for override in element.iter(W + "lvlOverride"):
            if integer(override, "ilvl") != depth:
                continue
            if (level := override.find(W + "lvl")) is not None:
                listed.levels[depth] = _level(level)
            if (start := integer(override.find(W + "startOverride"))) is not None:
                listed.counts[depth] = start - 1


def _levels(element: _Element) -> dict[int, _Level]:
    return {integer(e, "ilvl") or 0: _level(e) for e in element.iter(W + "lvl")}


def _level(element: _Element) -> _Level:
    start = integer(element.find(W + "start"))
    return _Level(
        start=1 if start is None else start,
        style=value(element.find(W + "numFmt")) or "decimal",
        text=value(element.find(W + "lvlText")) or "",
        legal=bool(switched_on(element.find(W + "isLgl"))),
        restart=integer(element.find(W + "lvlRestart")),
        properties=element.find(W + "rPr"),
    )


def _bullet(sign: str) -> str:
    sign = sign.strip()
    return sign if sign and sign in _PLAIN_SIGNS else _SIGNS.get(sign, "•")


def _written(listed: _List, depth: int, shown_in: _Level) -> str:
    level = listed.levels.get(depth, _Level())
    count = listed.counts[depth]
    number = level.start if count is None else count
    match "decimal" if shown_in.legal else level.style:
        case "upperRoman":
            return roman(number)
        case "lowerRoman":
            return roman(number).lower()
        case "upperLetter":
            return letter(number).upper()
        case "lowerLetter":
            return letter(number)
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)
