"""Lines to print and misread: of a corpus, or syllables in random order, with the codes and dates of plans.

Random order keeps every letter in its usual company inside the syllable and repeats nobody's sentence.
"""

from __future__ import annotations

import lzma
import random
import zlib
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from data import rows

_SHORTEST, _LONGEST = 25, 600
_PUNCTUATION = (",", ",", ",", ";", ".", ":", " -")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")
_BULLETS = ("-", "+", "*", "1.", "2.", "3.", "4.", "5.", "1.1.", "2.3.", "a)", "b)", "c)", "d)", "đ)", "e)")
_YEARS = range(2000, 2027)
_BODIES = ("UBND", "HĐND", "TTg", "CP", "BYT", "BGDĐT", "SNV", "SYT", "BCĐ", "TU", "ĐU", "ĐHQG", "BVĐK")


def corpus_lines(folder: Path, share: float, seed: int) -> Iterator[str]:
    """A share of the lines of the files `*.txt` and `*.txt.xz` of a folder, in their order, and plan lines.

    Which lines are taken depends on the seed and on the line alone.
    """
    rng = random.Random(seed)
    limit = share * 2**32
    for path in sorted(folder.glob("*.txt*")):
        with (
            lzma.open(path, "rt", encoding="utf-8")
            if path.suffix == ".xz"
            else path.open(encoding="utf-8") as lines
        ):
            for line in lines:
                text = line.strip()
                taken = zlib.crc32(f"{seed} {text}".encode()) < limit
                if taken and _SHORTEST <= len(text) <= _LONGEST:
                    yield _cased(text, rng)
                    yield from _sometimes_plan_line(rng)


def shuffled_lines(seed: int) -> Iterator[str]:
    """Endless lines of syllables in random order, as frequent as in official texts, and plan lines."""
    rng = random.Random(seed)
    table = rows("syllables")
    syllables = [row["syllable"] for row in table]
    shares = list(accumulate(2.0 ** -int(row["bits"]) for row in table))
    while True:
        words = rng.choices(syllables, cum_weights=shares, k=rng.randint(6, 60))
        yield _cased(_punctuated(words, rng), rng)
        yield from _sometimes_plan_line(rng)


def _punctuated(words: list[str], rng: random.Random) -> str:
    words = [_word(word, rng) for word in words]
    return words[0][:1].upper() + words[0][1:] + "".join(" " + word for word in words[1:]) + "."


def _word(word: str, rng: random.Random) -> str:
    """A syllable as it stands in a line: mostly plain, some with a sign after it, a capital, a number."""
    chance = rng.random()
    if chance < 0.10:
        return word.capitalize()
    if chance < 0.18:
        return word + rng.choice(_PUNCTUATION)
    if chance < 0.20:
        return f"{word} {rng.choice((rng.randint(0, 100), rng.choice(_YEARS), rng.choice(_ROMAN)))}"
    return f"{word} ({word})" if chance < 0.205 else word


def _cased(text: str, rng: random.Random) -> str:
    """Some lines are headings in capitals, some have a number or a bullet before them."""
    chance = rng.random()
    if chance < 0.08 and len(text) < 200:
        return f"{rng.choice(_ROMAN)}. {text.upper()}" if chance < 0.04 else text.upper()
    return f"{rng.choice(_BULLETS)} {text}" if chance < 0.25 else text


def _sometimes_plan_line(rng: random.Random) -> Iterator[str]:
    if rng.random() < 0.25:
        yield rng.choice((_code_line, _date_line, _citation, _office))(rng)


def _code(rng: random.Random) -> str:
    kinds = [row["abbreviations"] for row in rows("document_types") if row["abbreviations"].isalpha()]
    kind, body = rng.choice(kinds), rng.choice(_BODIES)
    year = rng.choice(("", f"/{rng.choice(_YEARS)}"))
    return f"{rng.randint(1, 2500):02d}{year}/{kind}-{body}"


def _date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.choice(_YEARS)
    return rng.choice((f"{day:02d}/{month}/{year}", f"{day:02d} tháng {month:02d} năm {year}"))


def _code_line(rng: random.Random) -> str:
    return f"Số: {_code(rng)}"


def _place(rng: random.Random) -> str:
    return rng.choice(rows("provinces"))["name"]


def _date_line(rng: random.Random) -> str:
    return f"{_place(rng)}, ngày {rng.randint(1, 28):02d} tháng {rng.randint(1, 12)} năm {rng.choice(_YEARS)}"


def _citation(rng: random.Random) -> str:
    kind = rng.choice(rows("document_types"))["type"]
    return f"Căn cứ {kind} số {_code(rng)} ngày {_date(rng)} của {_place(rng)};"


def _office(rng: random.Random) -> str:
    return rng.choice((f"UBND TỈNH {_place(rng).upper()}", f"- Lưu: VT, {_code(rng).rpartition('-')[2]}."))
