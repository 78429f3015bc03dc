"""Words as printed, for tests of where tables stand."""

from __future__ import annotations

from parsers.readers.layout.stretches import Piece


def words(text: str, x: float, base: float) -> list[Piece]:
    """The words of a text in twelve points, six points a character and three between them."""
    found = []
    for word in text.split():
        found.append(Piece(word, x, x + 6.0 * len(word), base - 10, base + 3, base, 12, confidence=0.9))
        x += 6.0 * len(word) + 3
    return found
