"""Lexicons, models and sample plans, and how to load them."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the lexicon `data/lexicons/NAME.csv`, by column title.

    Lines that start with `#` say where the facts come from.

    Raises:
        FileNotFoundError: there is no such lexicon.
    """
    text = (files("data") / "lexicons" / f"{name}.csv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(csv.DictReader(lines))


@cache
def phrases(kind: str) -> tuple[str, ...]:
    """The phrases of one list of `data/lexicons/structure.csv`, longest first.

    Raises:
        KeyError: there is no such list.
    """
    found = [row["phrase"] for row in rows("structure") if row["list"] == kind]
    if not found:
        raise KeyError(kind)
    return tuple(sorted(found, key=len, reverse=True))
