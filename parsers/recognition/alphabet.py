"""The signs that the line recogniser of this package knows, and texts as it spells them."""

from __future__ import annotations

import re
import unicodedata

_MARKED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
LEADER = "…"
"""Three dots or more: how many there are cannot be told from the picture of a few, so they are one sign."""
ALPHABET = _ASCII + _MARKED + _MARKED.upper() + LEADER + "“”‘’–—§²³°×÷±≥≤•½«»€®©™№"
"""The classes of the model in order; class 0 is CTC's blank, so a sign has the class of its place + 1."""

_CLASSES = {sign: number for number, sign in enumerate(ALPHABET, 1)}
_SAME = str.maketrans(
    {"\u00a0": " ", "\u2010": "-", "\u2011": "-", "\u2212": "-", "\u2015": "—", "\u00ad": None}
)
_DOTS = re.compile(r"(?:\.\s?){3,}|(?:[.…]\s?)*…(?:\s?[.…])*")
_RULE = re.compile(r"_{2,}")
_BLANKS = re.compile(r"\s+")


def spelled(text: str) -> str:
    """A text as the model writes it: NFC, one sign for those that print alike, for runs of dots or of _."""
    text = unicodedata.normalize("NFC", text).translate(_SAME)
    text = _RULE.sub("_", _DOTS.sub(f"{LEADER} ", text))
    return _BLANKS.sub(" ", text).strip()


def is_known(text: str) -> bool:
    """Whether the model has a class for every sign of a text."""
    return all(sign in _CLASSES for sign in text)


def classes(text: str) -> list[int]:
    """The classes of a text.

    Raises:
        KeyError: a sign is none of the model's.
    """
    return [_CLASSES[sign] for sign in text]
