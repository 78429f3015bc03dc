"""Rules that recognition has missed: where the words of one cell stand apart as those of several do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.readers.layout.grid import Grid, Slot
from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import Piece, Stretch, gathered, rows

_APART = 1.0
"""Font sizes of white around the place of a rule between words."""
_TAKEN_IN = 0.4
"""Font sizes that a word may seem to run over a rule beside it."""


def missed(tables: Sequence[Grid], pieces: Sequence[Piece]) -> list[Rule]:
    """Rules down that part cells in which, on one baseline, words stand on both sides of a column's edge."""
    return [rule for grid in tables for slot in grid.slots for rule in _missed(grid, slot, pieces)]


def _missed(grid: Grid, slot: Slot, pieces: Sequence[Piece]) -> Iterator[Rule]:
    if slot.columns == 1:
        return
    x0, y0, x1, y1 = grid.box(slot)
    inside = [
        piece
        for piece in pieces
        if x0 < (piece.x0 + piece.x1) / 2 < x1 and y0 < (piece.top + piece.bottom) / 2 < y1
    ]
    lines = rows(gathered(inside))
    for edge in grid.xs[slot.column + 1 : slot.column + slot.columns]:
        if any(_stand_apart(line, edge) for line in lines) and not any(_crosses(p, edge) for p in inside):
            yield Rule(edge, y0, y1)


def _crosses(piece: Piece, edge: float) -> bool:
    """Whether a word runs over an edge; one that stands beside a rule may take in the rule."""
    reach = _TAKEN_IN * piece.size
    return piece.x0 + reach < edge < piece.x1 - reach


def _stand_apart(line: Sequence[Stretch], edge: float) -> bool:
    """Whether the words next to an edge on its two sides are no neighbours in a text."""
    pieces = [piece for stretch in line for piece in stretch.pieces]
    left = [piece.x1 for piece in pieces if (piece.x0 + piece.x1) / 2 < edge]
    right = [piece.x0 for piece in pieces if (piece.x0 + piece.x1) / 2 > edge]
    return bool(left and right) and min(right) - max(left) >= _APART * min(piece.size for piece in pieces)
