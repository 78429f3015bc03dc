"""Rules that recognition has missed: where the words of one cell stand apart as those of several do."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.readers.layout.grid import Grid
from parsers.readers.layout.rules import Rule
from parsers.readers.layout.stretches import Piece, Stretch, gathered, rows

_APART = 1.0
"""Font sizes of white around the place of a rule between words."""
_PARTED = 1.8
"""Font sizes from one baseline to the next in another row; in one text it is 1.15 to 1.5."""
_TAKEN_IN = 0.4
"""Font sizes that a word may seem to run over a rule beside it."""


def missed(tables: Sequence[Grid], pieces: Sequence[Piece]) -> tuple[list[Rule], list[Rule]]:
    """Rules across and down that part cells whose words stand apart on both sides of an edge of the grid."""
    across: list[Rule] = []
    down: list[Rule] = []
    for grid in tables:
        for slot in grid.slots:
            if slot.rows == slot.columns == 1:
                continue
            x0, y0, x1, y1 = grid.box(slot)
            inside = [
                piece
                for piece in pieces
                if x0 < (piece.x0 + piece.x1) / 2 < x1 and y0 < (piece.top + piece.bottom) / 2 < y1
            ]
            lines = rows(gathered(inside))
            columns = grid.xs[slot.column + 1 : slot.column + slot.columns]
            down += [Rule(edge, y0, y1) for edge in columns if _parts_columns(edge, lines, inside)]
            across += [
                Rule(edge, x0, x1)
                for edge in grid.ys[slot.row + 1 : slot.row + slot.rows]
                if _parts_rows(edge, lines)
            ]
    return across, down


def _parts_columns(edge: float, lines: Sequence[Sequence[Stretch]], inside: Sequence[Piece]) -> bool:
    """Whether words stand on both sides of an edge on one baseline, and none on it."""
    return any(_stand_apart(line, edge) for line in lines) and not any(_crosses(p, edge) for p in inside)


def _parts_rows(edge: float, lines: Sequence[Sequence[Stretch]]) -> bool:
    """Whether the lines above and below an edge are further apart than those of one text."""
    above = [line[0] for line in lines if line[0].base <= edge + _TAKEN_IN * line[0].size]
    below = [line[0] for line in lines if line[0].base > edge + _TAKEN_IN * line[0].size]
    if not (above and below):
        return False
    last, first = above[-1], below[0]
    return first.base - last.base >= _PARTED * min(first.size, last.size)


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
