"""Words of a bent page where they lie on flat paper, to be laid out, and lines back where they are seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.document import Box, Line
from parsers.readers.layout.stretches import Piece

if TYPE_CHECKING:
    from parsers.recognition.bend import Bend


def flattened(pieces: Iterable[Piece], bend: Bend | None) -> list[Piece]:
    """Words, in points of the page as it is seen, as they lie on flat paper."""
    return [_flat(piece, bend) for piece in pieces] if bend else list(pieces)


def as_seen(lines: Sequence[Line], bend: Bend | None) -> list[Line]:
    """Lines of the flat page with their places on the page as it is seen."""
    return [_seen(line, bend) for line in lines] if bend else list(lines)


def _flat(piece: Piece, bend: Bend) -> Piece:
    right, down = bend.shift((piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2)
    return replace(
        piece,
        x0=piece.x0 + right,
        x1=piece.x1 + right,
        top=piece.top + down,
        bottom=piece.bottom + down,
        base=piece.base + down,
    )


def _seen(line: Line, bend: Bend) -> Line:
    words = [word.model_copy(update={"box": _box(word.box, bend)}) for word in line.words]
    cells = line.cells and [cell.model_copy(update={"box": _box(cell.box, bend)}) for cell in line.cells]
    return line.model_copy(update={"box": _box(line.box, bend), "words": words, "cells": cells})


def _box(box: Box | None, bend: Bend) -> Box | None:
    if box is None:
        return None
    corners = [(x, y, *bend.back(x, y)) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    places = [(x + right, y + down) for x, y, right, down in corners]
    across, down = zip(*places, strict=True)
    return Box(
        x0=round(min(across), 2), y0=round(min(down), 2), x1=round(max(across), 2), y1=round(max(down), 2)
    )
