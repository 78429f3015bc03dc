"""Colons and semicolons that recognition was not sure of, settled by where they stand.

The items of a list close with a semicolon, and so do the bodies that a cell of a table names; worn print
makes colons of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from parsers.document import Line
from parsers.readers.layout.stretches import Piece, Stretch

_DASHES = ("-", "–", "+")
_ITEM = re.compile(r"[-–+]\s")
_LABEL = re.compile(r"(?:lưu|nhận|số|gồm|sau|trì):$", re.IGNORECASE)
"""After these words stands a colon, however it was read."""
_CLOSED = (".", ";", ":")
_LIKELY, _POSSIBLE = 0.1, 0.03
"""How likely a semicolon is, by how likely a colon is, where it may stand in running text and in a cell."""


def settle_lines(lines: Sequence[Line]) -> list[Line]:
    """Lines with the semicolons of their running text and lists."""
    settled = list(lines)
    in_item = False
    for at, line in enumerate(lines):
        if line.cells is not None:
            in_item = False
            continue
        goes_on = in_item and not (line.bold or lines[at - 1].text.endswith(_CLOSED))
        in_item = goes_on or _ITEM.match(line.text) is not None
        follows = settled[at + 1].text if at + 1 < len(settled) else ""
        changed = {
            index: _semicolon(word.text)
            for index, word in enumerate(line.words)
            if (odds := _odds(word.text, word.alternatives))
            and (
                in_item and _ITEM.match(follows) is not None
                if index == len(line.words) - 1
                else odds >= _LIKELY and line.words[index + 1].text[:1].islower()
            )
        }
        if changed:
            words = [
                word.model_copy(update={"text": changed.get(index, word.text)})
                for index, word in enumerate(line.words)
            ]
            text = " ".join(word.text for word in words)
            settled[at] = line.model_copy(update={"words": words, "text": text})
    return settled


def settle_cell(lines: Iterable[Stretch]) -> None:
    """Give the words of a cell its semicolons: those of its list, or those between bodies."""
    rows = [line.pieces for line in lines]
    starts = {id(row[0]) for row in rows}
    pieces = [piece for row in rows for piece in row]
    listed = bool(pieces) and pieces[0].text in _DASHES
    _settle_quotes(pieces)
    for piece, after in pairwise(pieces):
        opens_item = after.text in _DASHES and id(after) in starts
        odds = _odds(piece.text, piece.alternatives)
        if odds and (listed if opens_item else odds >= _POSSIBLE):
            piece.text = _semicolon(piece.text)


def _settle_quotes(pieces: Sequence[Piece]) -> None:
    """Take away a quotation mark whose counterpart a cell has not: it is dust."""
    for sign, other in ("“”", "”“"):
        lone = [piece for piece in pieces if sign in piece.text]
        if len(lone) == 1 and lone[0].is_recognised and not any(other in piece.text for piece in pieces):
            lone[0].text = lone[0].text.replace(sign, "") or lone[0].text


def _odds(text: str, alternatives: Sequence[tuple[str, float]]) -> float:
    """How likely a word that ends in a colon ends in a semicolon, by how likely it is as read."""
    if not text.endswith(":") or _LABEL.search(text):
        return 0.0
    other = dict(alternatives).get(_semicolon(text), 0.0)
    return other / max(1e-3, 1 - sum(chance for _, chance in alternatives)) if other else 0.0


def _semicolon(text: str) -> str:
    return text[:-1] + ";"
