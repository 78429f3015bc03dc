"""Semicolons between the names in the cells of a table that a recogniser took for commas."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME = re.compile(r"(?:^|(?<=[;\n]))[-–+\s]*([^,;\n]+?)[.\s]*(?=$|[;\n])")
"""What stands by itself between semicolons or line ends."""
_AFTER = re.compile(r",(?= ([^,;\n]+?)[.\s]*(?=$|[,;\n]))")
"""A comma, and what stands between it and the next sign."""
_SHORTEST = 4
"""Letters of a name."""


def semicolons(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of a table with semicolons before names that stand by themselves elsewhere in it.

    Only where the table parts names by semicolons more often than so by commas.

    Args:
        rows: as recognised.
    """
    cells = [text for row in rows for text in row]
    names = {
        name for text in cells for name in _NAME.findall(text) if len(name) >= _SHORTEST and name[0].isupper()
    }
    commas = sum(after in names for text in cells for after in _AFTER.findall(text))
    if not commas or sum(text.count(";") for text in cells) <= commas:
        return [list(row) for row in rows]
    return [
        [_AFTER.sub(lambda match: ";" if match[1] in names else ",", text) for text in row] for row in rows
    ]
