"""What is print among recognised words, and what is ink: initials, ticks, specks, the rim of a stamp."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from statistics import median

import data
from parsers.readers.layout.grid import Grid
from parsers.readers.layout.stretches import Piece, gathered, merged, rows

_SIGN = re.compile(r"[-–—+*•▪■➢✓❖…&%=/<>≥≤]|[.…_]{2,}|\.{1,3}/\.{1,3}|[“”\"']{1,2}[,.;:]?|[,.;:)]")
"""What stands by itself without a letter or a digit: bullets, blanks to be filled in, the end of a paper."""
_END = re.compile(r"\S*\./\.")
"""The end of the text (Decree 30/2020/NĐ-CP, annex I); the one who drafted it signs there."""
_DASHES = "-–"
"""Before an item; nothing by themselves."""
_DOUBTFUL, _UNSURE, _ILLEGIBLE = 0.7, 0.5, 0.2
"""Confidence below which ink is no print: by itself, after the end of the text, in the midst of words."""
_LIKELY = 0.4
"""Confidence of words of which two make a line of worn print."""
_CAPACITY = re.compile(r"(?:TM|KT|TL|TUQ)[.,]?")
"""For whom a paper is signed: print, though a seal parts it from its line (annex I)."""
_NOTATION = re.compile(r"[\W_]*KH[-/][A-ZĐ]{2,}")
"""The notation of a plan's number (annex I): print, though a hand struck through it."""
_RIM, _UNCLEAR = 17.0, 0.6
"""Points from the upper and lower edge of a page where its dark rim may be, and mean confidence of what is
no print there: papers have wider margins (Decree 30/2020/NĐ-CP, annex I)."""
_FEW_LETTERS = 3
_FEW_BESIDE = 8
"""Letters beside the text."""
_MARGIN = 9.0
"""Points around the text."""
_OUTSIZED = 2.5
"""Times the usual size: no print is so large."""
_NEAR = 4.0
"""Font sizes between words of one line, in which one may be blank."""
_WORD_GAP = 0.28
"""Font sizes between two words."""
_MARKER = re.compile(r"[IVX\d]{1,4}[.)-]")
"""What a line of print is numbered by."""
_BLANK = re.compile(r"(?:ngày|số):?", re.IGNORECASE)
"""What is filled in by hand stands after it: figures."""
_AFTER_BLANK = re.compile(r"tháng\b|/", re.IGNORECASE)
"""What stands after such a blank."""
_COMMON = 12
"""Surprise, in bits, of a word that may well stand after one of those words in running text."""


def without_ink(
    pieces: Sequence[Piece], tables: Sequence[Grid], height: float, drop: Callable[[str], None]
) -> list[Piece]:
    """The words that are print, in the same order; `drop` is told the others.

    In a cell of a table a lone figure is no ink, however it was read.

    Args:
        pieces: the words of a page.
        tables: its ruled tables.
        height: of the page, in points.
        drop: is told what is left out.
    """
    if not pieces:
        return []
    usual = median(piece.size for piece in pieces)
    left, right = _column(pieces)
    lines = list(_lines(pieces, tables))
    ink: set[int] = set()
    for index, line in enumerate(lines):
        middle = (line[0].x0 + line[0].x1) / 2, (line[0].top + line[0].bottom) / 2
        if len(line) == 1 and any(grid.holds(*middle) for grid in tables):
            continue
        letters = sum(map(_letters, line))
        beside = line[0].x0 > right or line[-1].x1 < left
        inner = 0 < index < len(lines) - 1  # a page number stands on the first line or the last
        if (
            (beside and letters <= _FEW_BESIDE)
            or (inner and letters == 1 and len(line) == 1)
            or _is_rim(line, height)
        ):
            ink.update(map(id, line))
        ink.update(id(piece) for piece in _ink(line, usual))
        rest = [piece for piece in line if id(piece) not in ink]
        if len(rest) < len(line) and all(piece.text in _DASHES for piece in rest):
            ink.update(map(id, rest))
    kept: list[Piece] = []
    for piece in pieces:
        if id(piece) in ink:
            drop(piece.text)
        else:
            kept.append(piece)
    return kept


def _is_rim(line: Sequence[Piece], height: float) -> bool:
    """Whether a line at the edge of a page is its dark rim."""
    sure = sum(_letters(piece) * _sureness(piece) for piece in line)
    return not _RIM < line[0].base < height - _RIM and sure < _UNCLEAR * sum(map(_letters, line))


def _column(pieces: Sequence[Piece]) -> tuple[float, float]:
    """Left and right of the text, with some white: beside it stand seals that run over all pages."""
    starts = sorted(piece.x0 for piece in pieces)
    ends = sorted(piece.x1 for piece in pieces)
    few = len(pieces) // 50
    return starts[few] - _MARGIN, ends[-1 - few] + _MARGIN


def _lines(pieces: Iterable[Piece], tables: Sequence[Grid]) -> Iterable[list[Piece]]:
    """Words on one baseline of which none is far from the next, or in another cell."""
    ruled = [(grid, grid.owners()) for grid in tables]

    def cell(piece: Piece) -> object:
        x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
        return next((id(owners[grid.at(x, y)]) for grid, owners in ruled if grid.holds(x, y)), None)

    line: list[Piece] = []
    for row in rows(gathered(pieces)):
        for piece in merged(row).pieces:
            far = line and piece.x0 - line[-1].x1 > _NEAR * piece.size
            if far or (line and tables and cell(piece) != cell(line[-1])):
                yield line
                line = []
            line.append(piece)
        yield line
        line = []


def _ink(line: Sequence[Piece], usual: float) -> Iterable[Piece]:
    """The words of a line that are no print."""
    letters = sum(map(_letters, line))
    sure = [piece for piece in line if _sureness(piece) >= _DOUBTFUL and _is_text(piece)]
    if len(line) == 1 and _CAPACITY.fullmatch(line[0].text) and _sureness(line[0]) >= _LIKELY:
        return []
    if not sure and (letters <= _FEW_LETTERS or line[0].size > _OUTSIZED * usual):
        return [p for p in line if letters or not _SIGN.fullmatch(p.text) or _sureness(p) < _ILLEGIBLE]
    end = next((at for at, piece in enumerate(line) if _END.fullmatch(piece.text)), len(line))
    found = [piece for piece in line[end + 1 :] if _sureness(piece) < _UNSURE or _is_scrap(piece)]
    found += [piece for piece in line[: end + 1] if not (_is_text(piece) or _SIGN.fullmatch(piece.text))]
    likely = [piece for piece in line if _sureness(piece) >= _LIKELY and _is_text(piece)]
    if not sure and len(likely) < 2:
        ruined = (piece for piece in line if _sureness(piece) < _ILLEGIBLE)
        return found + [piece for piece in ruined if not _NOTATION.fullmatch(piece.text)]
    words = line[1:] if _MARKER.fullmatch(line[0].text) else line
    found += [piece for piece in words if _sureness(piece) < _ILLEGIBLE and _is_alone(piece, line)]
    return found + [
        after
        for at, (before, after) in enumerate(pairwise(line), 2)
        if _BLANK.fullmatch(before.text)
        and _sureness(after) < _UNSURE
        and not _is_filled_in(after)
        and not (_is_common(after) and not (at < len(line) and _AFTER_BLANK.match(line[at].text)))
    ]


def _is_alone(piece: Piece, line: Sequence[Piece]) -> bool:
    """Whether it is one letter that is no part of a word beside it, cut in two."""
    near = _WORD_GAP * piece.size
    return _letters(piece) < 2 and not any(
        -near < other.x0 - piece.x1 < near or -near < piece.x0 - other.x1 < near
        for other in line
        if other is not piece
    )


def _sureness(piece: Piece) -> float:
    return 1.0 if piece.confidence is None else piece.confidence


def _is_filled_in(piece: Piece) -> bool:
    """Whether it is figures, or the notation that a blank for them stands before."""
    return piece.text[0] in "/-–" or any(char.isdigit() for char in piece.text)


def _is_common(piece: Piece) -> bool:
    return piece.text.strip(",;.") in _common()


@cache
def _common() -> frozenset[str]:
    rows = data.rows("syllables")
    return frozenset(row["syllable"] for row in rows if int(row["bits"]) <= _COMMON)


def _letters(piece: Piece) -> int:
    return sum(map(str.isalnum, piece.text))


def _is_scrap(piece: Piece) -> bool:
    return _letters(piece) <= _FEW_LETTERS


def _is_text(piece: Piece) -> bool:
    return _letters(piece) > 0
