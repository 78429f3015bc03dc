"""What a Word paragraph or run looks like, through its chain of styles (ECMA-376, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from parsers.readers.ooxml import W, integer, switched_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_CHAIN = 12


class Listed(NamedTuple):
    """A place in an automatic list."""

    number: str
    depth: int


class Styles:
    """The styles of one document."""

    def __init__(self, part: _Element | None) -> None:
        elements = [] if part is None else list(part.iter(W + "style"))
        self._styles = {value(e, "styleId") or "": e for e in elements}
        self._default = next(
            (e for e in elements if value(e, "type") == "paragraph" and value(e, "default") in {"1", "true"}),
            None,
        )

    def is_on(self, name: str, run: _Element, paragraph: _Element) -> bool:
        """Whether a toggle property (`b`, `caps`, `vanish`) applies to a run."""
        own = run.find(W + "rPr")
        if own is not None:
            direct = switched_on(own.find(W + name))
            if direct is not None:
                return direct
            if (styled := self._toggle(name, value(own.find(W + "rStyle")))) is not None:
                return styled
        properties = paragraph.find(W + "pPr")
        style = None if properties is None else value(properties.find(W + "pStyle"))
        return bool(self._toggle(name, style))

    def is_heading(self, paragraph: _Element) -> bool:
        """It has a level in the document's outline."""
        levels = (integer(p.find(W + "outlineLvl")) for p in self._properties(paragraph))
        level = next((each for each in levels if each is not None), None)
        return level is not None and level < 9

    def listed(self, paragraph: _Element) -> Listed | None:
        """The automatic list that a paragraph is in, by itself or by its style."""
        number: str | None = None
        depth: int | None = None
        for properties in self._properties(paragraph):
            given = properties.find(W + "numPr")
            if given is not None:
                number = number or value(given.find(W + "numId"))
                depth = integer(given.find(W + "ilvl")) if depth is None else depth
        return Listed(number, depth or 0) if number and number != "0" else None

    def _toggle(self, name: str, style: str | None) -> bool | None:
        for element in self._chain(style):
            properties = element.find(W + "rPr")
            if properties is not None and (on := switched_on(properties.find(W + name))) is not None:
                return on
        return None

    def _properties(self, paragraph: _Element) -> Iterator[_Element]:
        own = paragraph.find(W + "pPr")
        if own is not None:
            yield own
        for element in self._chain(None if own is None else value(own.find(W + "pStyle"))):
            properties = element.find(W + "pPr")
            if properties is not None:
                yield properties

    def _chain(self, style: str | None) -> Iterator[_Element]:
        element = self._styles.get(style) if style else self._default
        for _ in range(_MAX_CHAIN):
            if element is None:
                return
            yield element
            element = self._styles.get(value(element.find(W + "basedOn")) or "")
