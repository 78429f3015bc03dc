"""The numbers of table rows and groups that a recogniser took for other signs, by how they count up.

The strokes of 1, l and I are one in most print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_STROKE = re.compile(r"[1lIi|!\[\]](?=[.)]?$)")
_LONE_MARKER = re.compile(r"(?P<stroke>[1li|!\[])(?=[.)]\s+\S)")
_SECOND = re.compile(r"II(?:[.)]|$)")


def recounted(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of a table with 1 before the first row, and I before the first group.

    Args:
        rows: as recognised, without the head.
    """
    found = [list(row) for row in rows]
    grouped = any(_SECOND.match(row[0] if row else "") for row in found)
    for at, row in enumerate(found):
        filled = [column for column, text in enumerate(row) if text]
        if not filled:
            continue
        if len(row) > 2 and filled == [0, 1] and _STROKE.match(row[0]):
            follows = found[at + 1][0] if at + 1 < len(found) else ""
            if grouped or _STROKE.match(follows):
                row[0] = _STROKE.sub("I", row[0], count=1)
        elif len(filled) == 1:
            marker = _LONE_MARKER.match(row[filled[0]])
            if marker and (marker["stroke"] != "1" or grouped):
                row[filled[0]] = _LONE_MARKER.sub("I", row[filled[0]], count=1)
        elif filled[0] == 0 and _STROKE.match(row[0]):
            row[0] = _STROKE.sub("1", row[0], count=1)
    return found
