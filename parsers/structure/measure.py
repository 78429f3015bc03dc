"""How wide a line of print is, to tell a wrapped line from one that ends a paragraph.

Official papers are set in Times New Roman (Decree 30/2020/NĐ-CP, annex I). A line is full when the
next word would not have fitted on it. Widths are the advance widths of Times Roman in thousandths
of the font size (Adobe AFM); a Vietnamese letter is as wide as its base letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

_WIDTHS = {
    180: "'",
    250: " .,",
    278: "ijlt/;:",
    333: "frI()-![]‘’",
    389: "sJ",
    444: "acez?“”",
    500: "0123456789bdghknopquvxyđ–*_$",
    556: "FPS",
    564: "+=<>",
    611: "ELTZ",
    667: "BCR",
    722: "wADGHKNOQUVXYĐ",
    778: "m&",
    833: "%",
    889: "M",
    944: "W",
    1000: "—…",
}
_WIDTH_OF = {char: width for width, chars in _WIDTHS.items() for char in chars}
_DEFAULT = 500
_FEWEST = 8
_WIDEST = 65_000
"""A landscape page in small type; a line longer than that is a paragraph."""


@cache
def _char_width(char: str) -> int:
    return _WIDTH_OF.get(char) or _WIDTH_OF.get(unicodedata.normalize("NFD", char)[0], _DEFAULT)


def width(text: str) -> int:
    """The width of `text` on one line, in thousandths of the font size."""
    return sum(map(_char_width, text))


def column_width(lines: Iterable[str]) -> int | None:
    """The width of the column that `lines` were wrapped to, or None where they were not wrapped.

    Of the lines that are not short, wrapped text has most just below one width; a text with a
    paragraph a line has lines of any length.
    """
    widths = sorted(w for w in map(width, lines) if w > 0)
    if len(widths) < _FEWEST:
        return None
    widest = widths[-1 - len(widths) // 100]
    long = [w for w in widths if w > widest / 2]
    near = sum(w > 0.86 * widest for w in long)
    return widest if widest <= _WIDEST and near >= max(4, 0.4 * len(long)) else None


def is_full(line: str, following: str, column: int) -> bool:
    """Whether the first word of `following` would not have fitted at the end of `line`."""
    word = following.split(maxsplit=1)[0] if following.strip() else ""
    return width(line) + width(" " + word) > 0.97 * column
