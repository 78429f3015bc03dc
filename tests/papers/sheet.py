"""Set pages: every line of words in its place, and the rules between them.

Lengths are in points (1/72 inch); x grows to the right, y downwards from the page's top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

ASCENT, DESCENT = 0.89, 0.22
"""Reach of a Times-like face above and below the base line, as shares of its size."""


class Role(StrEnum):
    """What a line is on the paper."""

    ISSUER = "issuer"
    MOTTO = "motto"
    NUMBER = "number"
    DATE = "date"
    TYPE = "type"
    SUBJECT = "subject"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    HEAD = "table-head"
    CELL = "table-cell"
    GROUP = "table-group"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    ANNEX = "annex"
    PAGE_NUMBER = "page-number"


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, counted from 0; `row` is that of the record; of a head, its level; of a group, the next row."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Word:
    """Letters in one face; `spaces` stand before it, none where it hangs on the word before."""

    text: str
    face: str
    width: float
    spaces: int = 1
    underline: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its words from `x` on, `stretch` added to every space."""

    words: tuple[Word, ...]
    x: float
    baseline: float
    size: float
    role: Role
    place: Place | None = None
    stretch: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.5


@dataclass(slots=True)
class Sheet:
    """One page."""

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


@dataclass(slots=True)
class Paper:
    """A set paper: its pages, and its text one paragraph or table row a line, cells split by tabs."""

    sheets: list[Sheet]
    flow: list[str]
    flow_written: list[str]
    """The same with what is written by hand after printing."""
