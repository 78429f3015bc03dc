"""How often each sort of word comes in clean, stripped, misread and foreign text: the table `damage`.

Made by `python -m normalizers.text.training.damage --corpus DIR --pairs data/training/misread.jsonl.xz
-o data/lexicons/damage.csv`.
"""

from __future__ import annotations

import gettext
import random
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from unidecode import unidecode

from normalizers.text.damage import word_sorts
from normalizers.text.training import misread, samples

_SMOOTHING = 0.002
_MEANINGS = {
    "m": "a common syllable with marks",
    "r": "a rare one",
    "R": "a very rare one",
    "b": "a common syllable without marks",
    "c": "a rare one",
    "C": "a very rare one",
    "k": "not known, but a known syllable without its marks",
    "a": "marks, not known, known without them",
    "x": "short, plain letters, no syllable with any marks",
    "y": "the same with marks",
    "F": "longer than any syllable",
    "d": "digits or signs of ASCII among letters",
    "l": "letters or signs beyond ASCII that Vietnamese has not",
    "o": "letters of another script",
}
_LANGUAGES = {"fr": 3, "de": 3, "es": 2, "pt": 2, "it": 1, "nl": 1, "pl": 1, "id": 1, "ru": 1, "zh_CN": 1}
"""Languages of messages, and how many parts each gets; the English originals get six."""
_PART = 1500
_HEAD = """\
# Shares of the sorts of words in texts of each kind, smoothed by 0.002.
# Source: counted in official texts and news as they are (clean) and without their marks (stripped), in lines
# misread by recognisers of other languages (misread), in English, French, German, Spanish, Portuguese,
# Italian, Dutch, Polish, Indonesian, Russian and Chinese messages of free programs (foreign).
"""


def table(texts: Mapping[str, Iterable[str]]) -> str:
    """The table as CSV, from lines of each kind."""
    shares = {kind: _shares(lines) for kind, lines in texts.items()}
    head = ",".join(["sort", *shares, "meaning"])
    lines = [
        ",".join([sort, *(f"{share[sort]:.4f}" for share in shares.values()), f'"{meaning}"'])
        for sort, meaning in _MEANINGS.items()
    ]
    return _HEAD + "\n".join([head, *lines, ""])


def foreign_lines(folder: Path, seed: int) -> Iterator[str]:
    """Lines of messages in other languages, of the catalogues (`*.mo`) under a folder of locales."""
    rng = random.Random(seed)
    originals: set[str] = set()
    for language, parts in _LANGUAGES.items():
        found: set[str] = set()
        for path in sorted((folder / language / "LC_MESSAGES").glob("*.mo")):
            for original, text in _catalogue(path):
                originals.update(original.split("\n"))
                found.update(text.split("\n"))
        yield from _sample(found, parts * _PART, rng)
    yield from _sample(originals, 6 * _PART, rng)


def _shares(lines: Iterable[str]) -> dict[str, float]:
    counts = Counter("".join(map(word_sorts, lines)))
    total = sum(counts[sort] for sort in _MEANINGS) or 1
    return {
        sort: (counts[sort] / total + _SMOOTHING) / (1 + len(_MEANINGS) * _SMOOTHING) for sort in _MEANINGS
    }


def _catalogue(path: Path) -> Iterator[tuple[str, str]]:
    try:
        with path.open("rb") as source:
            messages: dict[object, str] = vars(gettext.GNUTranslations(source))["_catalog"]
    except (OSError, UnicodeDecodeError, struct.error):
        return
    yield from ((key, text) for key, text in messages.items() if isinstance(key, str) and "%" not in text)


def _sample(lines: set[str], count: int, rng: random.Random) -> list[str]:
    long = sorted(line for line in lines if len(line) > 20)
    return rng.sample(long, min(count, len(long)))


def main() -> None:
    """Write the table."""
    import argparse

    options = argparse.ArgumentParser(description=main.__doc__)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--pairs", type=Path, required=True)
    options.add_argument("--locales", type=Path, default=Path("/usr/share/locale"))
    options.add_argument("-o", "--output", type=Path, required=True)
    given = options.parse_args()
    clean = [*samples.corpus_lines(given.corpus, share=0.02, seed=7)]
    texts = {
        "clean": clean,
        "stripped": [unidecode(line) for line in clean],
        "misread": [pair.misread for pair in misread.read(given.pairs)],
        "foreign": foreign_lines(given.locales, seed=7),
    }
    given.output.write_text(table(texts), encoding="utf-8")


if __name__ == "__main__":
    main()
