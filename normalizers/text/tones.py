"""Where the tone mark of oa, oe and uy stands: hòa, khỏe, ủy (old) or hoà, khoẻ, uỷ (new).

Both are correct and both are printed, so nothing changes unless it is asked for. Only syllables that
end there have two spellings: hoàn and huỳnh have one, and the u of quý belongs to its onset.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

from normalizers.text.edits import Edit

Style = Literal["old", "new"]

_LETTER = r"[^\W\d_]"
_FIRST, _SECOND = "òóỏõọ", "àáảãạèéẻẽẹ"
_PAIRS = {
    "old": rf"[Oo](?:[{_SECOND}{_SECOND.upper()}])|(?<![Qq])[Uu][ỳýỷỹỵỲÝỶỸỴ]",
    "new": rf"[{_FIRST}{_FIRST.upper()}][AaEe]|(?<![Qq])[ùúủũụÙÚỦŨỤ][Yy]",
}
"""By the style to go to: the vowels that have the tone in the other place."""
_PATTERNS = {style: re.compile(rf"({pairs})(?!{_LETTER})") for style, pairs in _PAIRS.items()}
_REASON = "tone-placement"


def place(text: str, style: Style) -> str:
    """A text in NFC with all its tone marks placed in one style; going there and back loses nothing else."""
    return _PATTERNS[style].sub(lambda match: _moved(match[0]), text)


def edits(text: str, style: Style) -> list[Edit]:
    """What `place` changes, by word."""
    found = []
    for word in re.finditer(rf"{_LETTER}+", text):
        after = place(word[0], style)
        if after != word[0]:
            found.append(Edit(word.start(), word.end(), word[0], after, _REASON))
    return found


@cache
def _moved(pair: str) -> str:
    """Two vowels with the tone of the one on the other."""
    first, second = (unicodedata.normalize("NFD", vowel) for vowel in pair)
    tone = first[1:] + second[1:]
    moved = first[0] + second[0] + tone if len(first) > 1 else first[0] + tone + second[0]
    return unicodedata.normalize("NFC", moved)
