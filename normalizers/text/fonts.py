"""Text set in a font of before Unicode (.VnTime, VNI-Times), converted as its font says.

Such a font shows a Vietnamese letter for each character of Windows-1252; only its name tells which.
Convert before anything looks at the text, and before encodings are guessed where no font is known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from data import rows
from normalizers.text.edits import Edit, apply
from normalizers.text.encodings import from_font
from normalizers.text.legacy import byte_character
from parsers.document import Cell, Document, Line, Word

_CAPITALS = "h"
"""How the names of fonts end that show capitals only."""
# "ABCDEF+" before a name is a part of a font in a PDF, ",Bold" and "-Bold" a face of it.
_SUBSET = re.compile(r"\A[A-Z]{6}\+")
_FACE = re.compile(r"[,-](?:bold|italic|regular|normal)+\Z", re.IGNORECASE)
# Fonts that call themselves symbol fonts have their characters in the private use area.
_SYMBOLS = {0xF000 + byte: byte_character(byte) for byte in range(0x20, 0x100)}
_WORD = re.compile(r"\S+")
# What may be a letter in a legacy font; quotation marks and dashes are those of any font.
_TELLING = re.compile(r"[^\x00-\x7f\xa0“”‘’–—…•]")
_COMPANY = 300
"""Characters of other text that are enough to tell."""
_OUTWEIGHS = 3
"""How many stretches must need their font for one that tells nothing to be taken to need it, too."""


class FontConversion(NamedTuple):
    """A document in Unicode as far as its fonts tell; the document given is not changed."""

    document: Document
    """The same object where no font told anything."""
    edits: tuple[tuple[Edit, ...], ...]
    """Of each line; spans are in its text, the reason is the font, the cells of a row are joined by tabs."""


class _Font(NamedTuple):
    family: str
    """How the names of all fonts for its encoding begin."""
    capitals: bool
    """It shows capitals only."""


class _Stretch(NamedTuple):
    """Text in fonts for one encoding, with nothing but blanks in between."""

    start: int
    end: int
    text: str
    family: str


def convert_fonts(document: Document) -> FontConversion:
    """Convert the words of a document whose font is one of before Unicode.

    A stretch of text that reads badly in its font stays, unless the document's other text in such fonts
    reads well in them: what is too short to tell (`5.000®`) goes with the rest.
    """
    lines = [line for _, line in document.lines()]
    fonts = [_fonts(line) for line in lines]
    if not any(fonts):
        return FontConversion(document, ((),) * len(lines))
    judge = _Judge(
        stretch for line, own in zip(lines, fonts, strict=True) for stretch in _stretches(line.text, own)
    )
    found = [_converted(line, own, judge) for line, own in zip(lines, fonts, strict=True)]
    rest = iter(line for line, _ in found)
    pages = [page.model_copy(update={"lines": [next(rest) for _ in page.lines]}) for page in document.pages]
    edits = tuple(tuple(changes) for _, changes in found)
    return FontConversion(document.model_copy(update={"pages": pages}) if any(edits) else document, edits)


class _Judge:
    """Converts stretches in the light of all those of the document."""

    def __init__(self, stretches: Iterable[_Stretch]) -> None:
        needed: Counter[str] = Counter()
        idle: Counter[str] = Counter()
        company: dict[str, str] = {}
        for stretch in stretches:
            if not _TELLING.search(stretch.text):
                continue
            if from_font(stretch.text, _name(stretch.family)) == stretch.text:
                idle[stretch.family] += 1
                continue
            needed[stretch.family] += 1
            told = stretch.text[:_COMPANY]
            company[stretch.family] = max(company.get(stretch.family, ""), told, key=len)
        self._unneeded = {family for family in idle if idle[family] > needed[family]}
        self._company = {
            family: text for family, text in company.items() if needed[family] >= _OUTWEIGHS * idle[family]
        }

    def read(self, stretch: _Stretch, *, capitals: bool) -> str:
        """The stretch in Unicode, as a font of its family shows it."""
        if stretch.family in self._unneeded:
            return stretch.text
        font = _name(stretch.family, capitals=capitals)
        alone = from_font(stretch.text, font)
        told = alone != stretch.text or not _TELLING.search(stretch.text)
        if told or stretch.family not in self._company:
            return alone
        company = f"\n{self._company[stretch.family]}"
        return from_font(stretch.text + company, font).removesuffix(from_font(company, font))


def _name(family: str, *, capitals: bool = False) -> str:
    """The name of a font of a family, which may end in a blank."""
    return f"{family}.{_CAPITALS * capitals}"


@cache
def _font(name: str | None) -> _Font | None:
    """What the name of a font tells, None where it is a font for Unicode."""
    plain = _FACE.sub("", _SUBSET.sub("", (name or "").strip())).lower()
    family = next((row["prefix"] for row in rows("legacy_fonts") if plain.startswith(row["prefix"])), None)
    return _Font(family, plain.endswith(_CAPITALS)) if family else None


def _fonts(line: Line) -> list[str | None]:
    """The font of each character of a line that has legacy fonts in it; blanks go with what precedes them.

    Empty where there are none, or where words and text do not correspond.
    """
    if not any(_font(word.font) for word in line.words):
        return []
    cells = line.text.split("\t") if line.cells is None else [cell.text for cell in line.cells]
    if "\t".join(cells) != line.text or any("\t" in cell for cell in cells):
        return []
    if "".join(line.text.split()) != "".join(word.text for word in line.words):
        return []
    of_letters = (word.font for word in line.words for _ in word.text)
    fonts: list[str | None] = []
    for sign in line.text:
        fonts.append((fonts[-1] if fonts else None) if sign.isspace() else next(of_letters))
    return fonts


def _stretches(text: str, fonts: Sequence[str | None]) -> Iterator[_Stretch]:
    start = 0
    told = (_font(name) for name in fonts)
    for family, group in groupby(font and font.family for font in told):
        end = start + sum(1 for _ in group)
        if family:
            yield _Stretch(start, end, text[start:end].translate(_SYMBOLS), family)
        start = end


def _converted(line: Line, fonts: Sequence[str | None], judge: _Judge) -> tuple[Line, list[Edit]]:
    """A line in Unicode and what was changed in it."""
    edits = [
        edit for stretch in _stretches(line.text, fonts) for edit in _edits(line.text, stretch, fonts, judge)
    ]
    return (_with_text(line, apply(line.text, edits)) if edits else line), edits


def _edits(text: str, stretch: _Stretch, fonts: Sequence[str | None], judge: _Judge) -> Iterator[Edit]:
    """The words that differ, or the whole stretch where it has not as many words as before."""
    reason = f"font {fonts[stretch.start]}"
    raw = text[stretch.start : stretch.end]
    new = judge.read(stretch, capitals=False)
    if any((font := _font(name)) and font.capitals for name in fonts[stretch.start : stretch.end]):
        shown = judge.read(stretch, capitals=True)
        if len(shown) == len(new) == len(raw):
            pairs = zip(new, shown, fonts[stretch.start : stretch.end], strict=True)
            new = "".join(b if (font := _font(name)) and font.capitals else a for a, b, name in pairs)
    before, after = list(_WORD.finditer(raw)), _WORD.findall(new)
    if len(before) != len(after):
        yield Edit(stretch.start, stretch.end, raw, new, reason)
        return
    for word, changed in zip(before, after, strict=True):
        if word[0] != changed:
            start = stretch.start + word.start()
            yield Edit(start, start + len(word[0]), word[0], changed, f"font {fonts[start]}")


def _with_text(line: Line, text: str) -> Line:
    """A line with another text, its cells and words, too; the pieces of a word are put together."""
    update: dict[str, str | list[Cell] | list[Word]] = {"text": text, "words": []}
    if line.cells is not None:
        update["cells"] = [
            cell.model_copy(update={"text": own})
            for cell, own in zip(line.cells, text.split("\t"), strict=True)
        ]
    before, after = line.text.split(), text.split()
    if len(before) == len(after):
        pieces = iter(line.words)
        update["words"] = [_word(raw, pieces, new) for raw, new in zip(before, after, strict=True)]
    return line.model_copy(update=update)


def _word(raw: str, pieces: Iterator[Word], new: str) -> Word:
    first = next(pieces)
    if first.text == raw:
        return first.model_copy(update={"text": new})
    length = len(first.text)
    while length < len(raw):
        length += len(next(pieces).text)
    return Word(text=new, font=first.font, size=first.size)
