"""Markdown emphasis: `*…*`, `**…**`, `_…_`, also over several lines.

The rules are those of CommonMark 0.31, section 6.2 (what may open and what may close), made more
careful where administrative text uses the same signs: an asterisk that is a bullet, a footnote
mark (`(*)`, `tạm tính*`) or a product (`3*4`) is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_RUN = re.compile(r"\\[*_]|\*+|_+")
_BEFORE_BOLD = re.compile(r"\s*(?:[-+•–—*]|(?:\d{1,2}\.)*\d{1,2}[.)]?|[IVXLC]{1,6}[.)]|[A-Za-zĐđ][.)])?\s*$")
_AFTER_END = re.compile(r"[\s.,;:)\]”\"’]*$")
_LONGEST = 3
_FARTHEST = 8
"""Lines that one emphasis may run over."""


@dataclass
class Plain:
    """A line without its emphasis marks."""

    text: str
    marks: list[str] = field(default_factory=list)
    """The marks removed."""
    bold: bool = False
    """The entire line is strongly emphasised, but for a bullet or number before it."""


@dataclass
class _Mark:
    line: int
    start: int
    sign: str
    left: int
    """How many of the signs are not yet paired."""
    opens: bool
    closes: bool
    leads: bool
    """It is the first thing in its line."""
    ends: bool
    """It is the last thing in its line, but for punctuation."""
    pairs: list[tuple[int, int, bool]] = field(default_factory=list)
    """Paired signs: start, length, whether they open."""


def plain(lines: Sequence[str]) -> list[Plain]:
    """Take the emphasis out of consecutive lines of running text; a blank line ends a paragraph.

    An emphasis stays within its paragraph. Only a strong one that opens at the start of a line and
    closes at the end of another (a signature block in bold) may run over blank lines.
    """
    marks: list[list[_Mark]] = [[] for _ in lines]
    open_marks: list[_Mark] = []
    for number, text in enumerate(lines):
        if not text or text.isspace():
            open_marks = [m for m in open_marks if m.leads and m.left >= 2 and number - m.line < _FARTHEST]
        elif "*" in text or "_" in text:
            marks[number] = _marks(text, number)
            for mark in marks[number]:
                _pair(mark, open_marks)
    strong = _strong_throughout(marks)
    return [_without(text, found, whole) for text, found, whole in zip(lines, marks, strong, strict=True)]


def _marks(text: str, number: int) -> list[_Mark]:
    found = []
    first = len(text) - len(text.lstrip())
    for match in _RUN.finditer(text):
        run, start, end = match[0], match.start(), match.end()
        if run[0] == "\\" or len(run) > _LONGEST:
            continue
        before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
        if (before == "(" and after == ")") or (before.isdigit() and after.isdigit()):
            continue
        opens = not after.isspace() and (after.isalnum() or not before.isalnum())
        closes = not before.isspace() and (before.isalnum() or not after.isalnum())
        if run[0] == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        if opens or closes:
            leads, ends = start == first, bool(_AFTER_END.match(text, end))
            found.append(_Mark(number, start, run[0], len(run), opens, closes, leads, ends))
    return found


def _pair(mark: _Mark, open_marks: list[_Mark]) -> None:
    """Pair a mark with those still open, innermost first; what is skipped over stays text."""
    if mark.closes:
        while mark.left and any(_matches(o, mark) for o in open_marks[-_FARTHEST:]):
            while not _matches(open_marks[-1], mark):
                open_marks.pop()
            opener = open_marks[-1]
            size = min(opener.left, mark.left, 3)
            opener.pairs.append((opener.start + opener.left - size, size, True))
            mark.pairs.append((mark.start, size, False))
            opener.left -= size
            mark.left -= size
            mark.start += size
            if not opener.left:
                open_marks.pop()
    if mark.opens and mark.left:
        open_marks.append(mark)


def _matches(opener: _Mark, closer: _Mark) -> bool:
    alike = (opener.left == 1) == (closer.left == 1) or 3 in (opener.left, closer.left)
    if opener.sign != closer.sign or not alike:
        return False
    if opener.line == closer.line:
        return True
    near = closer.line - opener.line < _FARTHEST
    return near and closer.sign == "*" and closer.ends and opener.left == closer.left


def _strong_throughout(marks: Sequence[Sequence[_Mark]]) -> list[bool]:
    """Per line: a strong emphasis that opened in an earlier line is still on at its start."""
    depth, carried = 0, []
    for found in marks:
        carried.append(depth > 0)
        for mark in found:
            for _, size, opening in mark.pairs:
                if size >= 2:
                    depth += 1 if opening else -1
    return carried


def _without(text: str, found: Sequence[_Mark], carried: bool) -> Plain:
    pairs = sorted(pair for mark in found for pair in mark.pairs)
    if not pairs:
        return Plain(text, bold=carried)
    kept, outside, marks = [], [], []
    depth, position = int(carried), 0
    for start, size, opening in pairs:
        piece = text[position:start]
        kept.append(piece)
        if depth <= 0:
            outside.append(piece)
        marks.append(text[start : start + size])
        if size >= 2:
            depth += 1 if opening else -1
        position = start + size
    tail = text[position:]
    kept.append(tail)
    if depth <= 0:
        outside.append(tail)
    any_strong = carried or any(size >= 2 for _, size, _ in pairs)
    head, rest = (outside[0], outside[1:]) if outside and not carried else ("", outside)
    bold = any_strong and bool(_BEFORE_BOLD.match(head)) and all(_AFTER_END.match(o) for o in rest)
    return Plain("".join(kept), marks, bold)
