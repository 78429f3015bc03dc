"""Rules that recognition has missed: where the words of one cell stand apart as those of several do."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from math import inf

from parsers.readers.layout.grid import Grid
from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import Piece, Stretch, gathered, merged, rows
from parsers.readers.layout.white import gutters

_GUTTER = 0.7
"""Font sizes of white through all rows of a column that is two; the padding of two cells is wider."""
_FEWEST_ROWS, _FEWEST_LINES = 3, 4
"""Rows, and lines, with words on both sides of it."""
_CLEAR = 0.75
"""Share of the rows whose words do not run over it; spaces of cells lie under one another by chance."""
_HEAD = 2
"""Rows of a head at most."""
_APART = 1.0
"""Font sizes of white around the place of a rule between words."""
_SPACE = 0.6
"""Font sizes between words of one text at most."""
_PARTED = 1.8
"""Font sizes from one baseline to the next in another row; in one text it is 1.15 to 1.5."""
_TAKEN_IN = 0.4
"""Font sizes that a word may seem to run over a rule beside it."""


def missed(tables: Sequence[Grid], pieces: Sequence[Piece]) -> tuple[list[Rule], list[Rule]]:
    """Rules across and down that part cells whose words stand apart on both sides of an edge of the grid."""
    across: list[Rule] = []
    down: list[Rule] = []
    for grid in tables:
        down += _columns(grid, pieces)
        for slot in grid.slots:
            if slot.rows == slot.columns == 1:
                continue
            x0, y0, x1, y1 = grid.box(slot)
            inside = _inside((x0, y0, x1, y1), pieces)
            lines = rows(gathered(inside))
            columns = grid.xs[slot.column + 1 : slot.column + slot.columns]
            tops = ((edge, _parts_columns(edge, lines)) for edge in columns)
            parting = [(edge, top) for edge, top in tops if top < (y1 if slot.row == 0 else y0)]
            down += [Rule(edge, max(y0, top), y1) for edge, top in parting]
            sides = [x0, *(edge for edge, top in parting if top < y0), x1]
            for edge, top in parting:
                if top > y0:
                    at = bisect(sides, edge)
                    across.append(Rule(top, sides[at - 1], sides[at]))
            across += [
                Rule(edge, x0, x1)
                for edge in grid.ys[slot.row + 1 : slot.row + slot.rows]
                if _parts_rows(edge, lines)
            ]
    return across, down


def _columns(grid: Grid, pieces: Sequence[Piece]) -> Iterator[Rule]:
    """Rules down that no row has kept, where white runs through a column of the grid from its head on."""
    for column in range(len(grid.xs) - 1):
        boxes = [grid.box(slot) for slot in grid.slots if (slot.column, slot.columns) == (column, 1)]
        cells = [(box, own) for box in boxes if (own := _inside(box, pieces))]
        for x0, x1 in gutters([own for _, own in cells]):
            if x1 - x0 < _GUTTER * min(piece.size for _, own in cells for piece in own):
                continue
            edge = (x0 + x1) / 2
            parted = [(box, own) for box, own in cells if _has_both(own, edge)]
            lines = [merged(line).pieces for _, own in parted for line in rows(gathered(own))]
            headed = any(box[1] in grid.ys[:_HEAD] for box, _ in parted)
            both = sum(_has_both(line, edge) for line in lines)
            clear = [box for box, own in cells if not any(piece.x0 < edge < piece.x1 for piece in own)]
            enough = len(parted) >= _FEWEST_ROWS and both >= _FEWEST_LINES
            if headed and enough and len(clear) >= _CLEAR * len(cells):
                yield from (Rule(edge, top, bottom) for _, top, _, bottom in clear)


def _inside(box: tuple[float, float, float, float], pieces: Sequence[Piece]) -> list[Piece]:
    x0, y0, x1, y1 = box
    return [
        piece
        for piece in pieces
        if x0 < (piece.x0 + piece.x1) / 2 < x1 and y0 < (piece.top + piece.bottom) / 2 < y1
    ]


def _has_both(pieces: Sequence[Piece], edge: float) -> bool:
    """Whether words stand on both sides of an edge."""
    return any(piece.x1 <= edge for piece in pieces) and any(piece.x0 >= edge for piece in pieces)


def _parts_columns(edge: float, lines: Sequence[Sequence[Stretch]]) -> float:
    """From where on words stand on both sides of an edge on one baseline, none on it; infinite if nowhere.

    In a head, a title may run over the edge above them.
    """
    over = [at for at, line in enumerate(lines) if _runs_over(line, edge)]
    below = over[-1] + 1 if over else 0
    if not any(_stand_apart(line, edge) for line in lines[below:]):
        return inf
    return (lines[below - 1][0].bottom + lines[below][0].top) / 2 if over else -inf


def _parts_rows(edge: float, lines: Sequence[Sequence[Stretch]]) -> bool:
    """Whether the lines above and below an edge are further apart than those of one text."""
    above = [line[0] for line in lines if line[0].base <= edge + _TAKEN_IN * line[0].size]
    below = [line[0] for line in lines if line[0].base > edge + _TAKEN_IN * line[0].size]
    if not (above and below):
        return False
    last, first = above[-1], below[0]
    return first.base - last.base >= _PARTED * min(first.size, last.size)


def _runs_over(line: Sequence[Stretch], edge: float) -> bool:
    """Whether text runs over an edge; a word that stands beside a rule may take in the rule."""
    texts: list[tuple[float, float]] = []
    for piece in (piece for stretch in line for piece in stretch.pieces):
        if texts and piece.x0 - texts[-1][1] < _SPACE * piece.size:
            texts[-1] = texts[-1][0], max(texts[-1][1], piece.x1)
        else:
            texts.append((piece.x0, piece.x1))
    reach = _TAKEN_IN * line[0].size
    return any(start + reach < edge < end - reach for start, end in texts)


def _stand_apart(line: Sequence[Stretch], edge: float) -> bool:
    """Whether the words next to an edge on its two sides are no neighbours in a text."""
    pieces = [piece for stretch in line for piece in stretch.pieces]
    left = [piece.x1 for piece in pieces if (piece.x0 + piece.x1) / 2 < edge]
    right = [piece.x0 for piece in pieces if (piece.x0 + piece.x1) / 2 > edge]
    return bool(left and right) and min(right) - max(left) >= _APART * min(piece.size for piece in pieces)
