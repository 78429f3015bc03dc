"""What the language model reads: lower-case syllables, and a few signs for everything else.

Numbers, codes and punctuation are context, not content: `ngày 05/8/2024` and `ngày 6/12/2019` are the
same to the model. Both spellings of a tone (hoà, hòa) are one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

NOTHING, START, END, UNKNOWN, NUMBER, CODE, MIXED, COMMA, STOP, SIGN = range(10)
SPECIAL = ("", "<s>", "</s>", "<unk>", "<number>", "<code>", "<mixed>", ",", ".", "-")
"""Names of the signs, by their number. `NOTHING` is the word before the first; `CODE` the number that a
code begins with, up to its stroke or hyphen (34-CT/TW); `MIXED` a mixture of letters and digits (QH13)."""

TOKEN = re.compile(
    r"\d+(?:[.,/:-]\d+)*(?:[/-](?=[^\W\d_])|(?![^\W_]))"  # 5, 2.000, 01/02/2024, 15/2020/NĐ-CP up to N
    r"|[^\W_]*\d[^\W_]*"
    r"|[^\W\d_]+"
    r"|[,.;:?!()/+–—-]"
)
_ROMAN = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})")
_STOPS = frozenset(".;:?!")
_NEW_STYLE = re.compile("o[àáảãạèéẻẽẹ]$|(?<!q)u[ỳýỷỹỵ]$")
_TONED = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_UNTONED = str.maketrans(_TONED, "".join(vowel * 5 for vowel in "aăâeêioôơuưy"))


def tokens(text: str) -> Iterator[str]:
    """The lower-case tokens of a text, in order; quotation marks and rarer signs are left out."""
    return iter(TOKEN.findall(text.lower()))


def sign(token: str) -> int:
    """What a token that is no word stands for; `UNKNOWN` for a word.

    Roman numerals of two letters and more are numbers, but for `vi`, which is a syllable.
    """
    if token == ",":
        return COMMA
    if token in _STOPS:
        return STOP
    if not token[0].isalnum():
        return SIGN
    if any(map(str.isdigit, token)):
        if any(map(str.isalpha, token)):
            return MIXED
        return NUMBER if token[-1].isdigit() else CODE
    return NUMBER if len(token) > 1 and token != "vi" and _ROMAN.fullmatch(token) else UNKNOWN


def old_style(word: str) -> str:
    """A lower-case word with the tone of oa, oe and uy on the first vowel: hòa, ủy."""
    if not _NEW_STYLE.search(word):
        return word
    glide, vowel = word[-2], word[-1]
    toned = "òóỏõọ" if glide == "o" else "ùúủũụ"
    return word[:-2] + toned[_TONED.index(vowel) % 5] + vowel.translate(_UNTONED)
