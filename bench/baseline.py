"""What many a script does instead: a regular expression for numbered lines.

It is given what such scripts know: capitals stand over Roman numerals, those over numbers, numbers
over dotted numbers and letters, with or without Markdown's marks. A line that is short and ends in no
full stop is a title.
"""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"^[\s#*]*(?P<marker>[IVX]+|[A-H]|\d+(?:\.\d+)*|[a-zđ])[.)/-]\**\s+(?P<title>\S.*)$")
_SHORT = 100


def outline(text: str) -> list[tuple[str, str]]:
    """The (path, title) of every numbered line."""
    found: list[tuple[str, str]] = []
    above: list[tuple[int, str]] = []
    for line in text.splitlines():
        match = _NUMBERED.match(line)
        if not match:
            continue
        marker, title = match["marker"], match["title"].strip(" *:")
        level = _level(marker)
        while above and above[-1][0] >= level:
            above.pop()
        above.append((level, marker))
        path = ".".join(name for depth, name in above if not _dotted_over(depth, level))
        found.append((path, title if len(title) < _SHORT and not title.endswith((".", ";")) else ""))
    return found


def _level(marker: str) -> int:
    if marker[0].isdigit():
        return 2 + marker.count(".")
    if marker.islower():
        return 9
    return 1 if set(marker) <= set("IVX") else 0


def _dotted_over(depth: int, level: int) -> bool:
    """Whether the marker at `depth` is repeated in a dotted one below it: 1 in 1.1."""
    return 2 <= depth < level < 9
