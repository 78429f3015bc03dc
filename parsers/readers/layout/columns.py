"""Running text in reading order: what stands side by side is read column by column.

Two columns stand in the head of a paper (issuing body, motto) and in its foot (recipients,
signature); Decree 30/2020/NĐ-CP, annex I.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from parsers.readers.layout.stretches import Stretch, merged, rows

_GUTTER, _CLEAR, _CENTRED, _WIDE = 0.6, 1.5, 3.0, 6.0
"""Font sizes: columns are no nearer; apart so far they may be columns, so far they are if the right one is
centred, and so far in any case."""
_WIDER, _SEVERAL = 1.3, 3
"""Times the usual space between the words of a line, where it has several: columns are no nearer. That of a
typewriter is as wide as a gutter."""
_FEW = 3
"""Lines of a left column that stand under one another, where the right one has a line only."""
_OVERLAP = 0.3
"""Share of the lower line's height by which two lines beside one another overlap."""
_CONTIGUOUS = 2.6
"""Line heights: a left column has no wider gap in it."""
_DASHES = ("-", "–", "+")
_MEASURED = 0.2
"""Share by which two sizes may differ that were measured of one type."""
_LABEL = re.compile(
    r"[-–—+*•▪■➢✓❖]|\(?(?:[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,2})*|[A-Za-zĐđ])[.):]?"
    r"|(?:Điều|Khoản|Chương|Mục|Phần|Bước|Ngày|Tháng)\s\S{1,8}|.{1,40}:",
    re.IGNORECASE,
)
"""What stands before a line as its number or title; such are no column by themselves."""


@dataclass(slots=True)
class _Block:
    """Stretches left and right of a gutter, and how often two stood side by side."""

    left: list[Stretch] = field(default_factory=list)
    right: list[Stretch] = field(default_factory=list)
    beside: int = 0

    @property
    def gutter(self) -> tuple[float, float]:
        """Where the left column ends and the right one begins."""
        return max(s.x1 for s in self.left), min(s.x0 for s in self.right)


def in_order(remaining: list[list[Stretch]]) -> list[Stretch]:
    """Stretches, given by the baseline that they stand on, as whole printed lines in reading order."""
    lines: list[Stretch] = []
    plain: list[int] = []
    """The rows since the last block: one line each."""
    index = 0
    while index < len(remaining):
        block, end = _block(remaining, index)
        if block is None:
            lines.append(merged(remaining[index]))
            plain.append(index)
            index += 1
            continue
        above = index - 1
        while plain and plain[-1] == above and _join(block, remaining[above]):
            plain.pop()
            lines.pop()
            above -= 1
        for side in (block.left, block.right):
            lines += [merged(row) for row in rows(side)]
        plain.clear()
        index = end
    return lines


def _join(block: _Block, row: list[Stretch]) -> bool:
    """Put the row above a block into it where both columns begin in that row, set close together."""
    parted = _parted(row, block.gutter)
    return len(parted) > 1 and _add(block, parted)


def _parted(row: list[Stretch], gutter: tuple[float, float]) -> list[Stretch]:
    """A row whose two columns stand close together, taken apart where the gutter runs through it."""
    parted: list[Stretch] = []
    for stretch in row:
        spaces = [b.x0 - a.x1 for a, b in pairwise(stretch.pieces)]
        least = max(_GUTTER * stretch.size, _WIDER * median(spaces) if len(spaces) >= _SEVERAL else 0.0)
        gaps = [
            index
            for index in range(1, len(stretch.pieces))
            if min(stretch.pieces[index].x0, gutter[1]) - max(stretch.pieces[index - 1].x1, gutter[0])
            >= least
        ]
        if gaps:
            parted.append(Stretch.of(stretch.pieces[: gaps[0]]))
            parted.append(Stretch.of(stretch.pieces[gaps[0] :]))
        else:
            parted.append(stretch)
    return parted


def _block(found: list[list[Stretch]], start: int) -> tuple[_Block | None, int]:
    """The two columns that begin at a row, and the row after them; None where it begins none."""
    first = found[start]
    end = start + 1
    if len(first) > 1:
        widest = max(range(1, len(first)), key=lambda i: first[i].x0 - first[i - 1].x1)
        block = _Block(list(first[:widest]), list(first[widest:]), 1)
    elif end < len(found) and _overlap(first[0], found[end][0]) and len(found[end]) == 1:
        pair = sorted((first[0], found[end][0]), key=lambda s: s.x0)
        block = _Block(pair[:1], pair[1:], 1)
        end += 1
    else:
        return None, start
    if not _apart(block):
        return None, start
    while end < len(found) and (_add(block, found[end]) or _add(block, _parted(found[end], block.gutter))):
        end += 1
    return (block, end) if _is_sure(block) else (None, start)


def _is_sure(block: _Block) -> bool:
    """Two lines stand beside others; or one does, over lines of its column or with much white between."""
    if all(_LABEL.fullmatch(s.text) for s in block.left):
        return False
    if block.beside >= 2:
        return True
    if block.right[0].text[:1].islower() or block.right[0].text[:1] in "/.,;:)":
        return False  # a line goes on after a blank to be filled in: "ngày … tháng", "Số: … /KH-UBND"
    x0, x1 = block.gutter
    white = (x1 - x0) / block.left[0].size
    if white >= _WIDE or (white >= _CLEAR and len(rows(block.left)) >= _FEW):
        return True
    return white >= _CENTRED and _is_centred(block.right)


def _is_centred(column: list[Stretch]) -> bool:
    """Whether the lines of a column, two at least, have one middle, as motto and device have."""
    middles = [(stretch.x0 + stretch.x1) / 2 for stretch in column]
    return len(middles) > 1 and max(middles) - min(middles) < column[0].size


def _add(block: _Block, row: list[Stretch]) -> bool:
    """Put a row into the columns, unless it crosses the gutter or begins something new."""
    x0, x1 = block.gutter
    middle = (x0 + x1) / 2
    left = [s for s in row if (s.x0 + s.x1) / 2 < middle]
    right = [s for s in row if (s.x0 + s.x1) / 2 >= middle]
    grown = _Block(block.left + left, block.right + right, block.beside)
    if not _apart(grown):
        return False
    beside = any(_overlap(a, b) for a in left for b in grown.right) or any(
        _overlap(a, b) for a in right for b in grown.left
    )
    if left and not beside:
        last = max(s.bottom for s in block.left)
        top = min(s.top for s in left)
        if top - last > _CONTIGUOUS * left[0].size:
            return False
        if top > max(s.bottom for s in block.right) and not _alike(left[0], block.left[-1]):
            return False
    block.left, block.right, block.beside = grown.left, grown.right, grown.beside + beside
    return True


def _alike(a: Stretch, b: Stretch) -> bool:
    """Set in the same type, and not one below the other by more than a line.

    The type of recognised words is measured, and that of a short line not well; items of a list are alike.
    """
    if a.top - b.bottom > a.size:
        return False
    if a.is_recognised:
        listed = a.text.startswith(_DASHES) and b.text.startswith(_DASHES)
        return listed or abs(a.size - b.size) < _MEASURED * max(a.size, b.size)
    return abs(a.size - b.size) < 1 and a.bold == b.bold


def _apart(block: _Block) -> bool:
    x0, x1 = block.gutter
    return x1 - x0 >= _GUTTER * max(s.size for s in (block.left[-1], block.right[-1]))


def _overlap(a: Stretch, b: Stretch) -> bool:
    """Two lines beside one another."""
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    height = min(a.bottom - a.top, b.bottom - b.top)
    return shared > _OVERLAP * height and (a.x1 <= b.x0 or b.x1 <= a.x0)
