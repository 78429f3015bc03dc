"""What a Word paragraph or run looks like, through its chain of styles (ECMA-376, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from parsers.readers.ooxml import A, W, integer, switched_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_CHAIN = 12


class Listed(NamedTuple):
    """A place in an automatic list."""

    number: str
    depth: int


class Styles:
    """The styles of one document."""

    def __init__(self, part: _Element | None, theme: _Element | None = None) -> None:
        elements = [] if part is None else list(part.iter(W + "style"))
        self._basis = None if part is None else part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._theme = _theme_fonts(theme)
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

    def font(self, text: str, properties: _Element | None, paragraph: _Element) -> str | None:
        """The name of the font that a text is set in (17.3.2.26); None where the file leaves that open.

        Args:
            text: a font may be given for ASCII alone and another for all other letters.
            properties: the w:rPr of its run, or of the marker of its list.
            paragraph: the paragraph that it stands in.
        """
        slot = "ascii" if text.isascii() else "hAnsi"
        if properties is not None and any(switched_on(properties.find(W + name)) for name in ("cs", "rtl")):
            slot = "cs"
        for fonts in self._fonts(properties, paragraph):
            theme = value(fonts, "cstheme" if slot == "cs" else f"{slot}Theme") or ""
            if name := self._theme.get(theme) or value(fonts, slot):
                return name
        return None

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

    def _fonts(self, properties: _Element | None, paragraph: _Element) -> Iterator[_Element]:
        """The w:rFonts that hold for a run, the nearest first; each may give a part of the fonts only."""
        sources = [] if properties is None else [properties]
        if properties is not None and (style := value(properties.find(W + "rStyle"))):
            sources += self._run_properties(style)
        own = paragraph.find(W + "pPr")
        sources += self._run_properties(None if own is None else value(own.find(W + "pStyle")))
        if self._basis is not None:
            sources.append(self._basis)
        for source in sources:
            if (fonts := source.find(W + "rFonts")) is not None:
                yield fonts

    def _run_properties(self, style: str | None) -> list[_Element]:
        found = (element.find(W + "rPr") for element in self._chain(style))
        return [properties for properties in found if properties is not None]

    def _toggle(self, name: str, style: str | None) -> bool | None:
        for properties in self._run_properties(style):
            if (on := switched_on(properties.find(W + name))) is not None:
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


def _theme_fonts(theme: _Element | None) -> dict[str, str]:
    """The fonts of a theme by the names that w:rFonts calls them (17.18.96)."""
    found: dict[str, str] = {}
    for weight in ("major", "minor"):
        fonts = None if theme is None else theme.find(f".//{A}{weight}Font")
        for script, names in (("latin", ("Ascii", "HAnsi")), ("cs", ("Bidi",))):
            face = None if fonts is None else fonts.find(A + script)
            if face is not None and (typeface := face.get("typeface")):
                found |= {weight + name: typeface for name in names}
    return found
