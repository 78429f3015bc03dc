"""What a paper is made of, before it is set: paragraphs, columns side by side, tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from tests.papers.sheet import Role


class Align(StrEnum):
    """Where the lines of a paragraph begin and end."""

    LEFT = "left"
    CENTRE = "centre"
    JUSTIFIED = "justified"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one cut of the face."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    written: bool = False
    """Written by hand after printing: the print leaves room for it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `rule` is the length of the rule under it as a share of its last line."""

    spans: tuple[Span, ...]
    role: Role
    size: float
    align: Align = Align.LEFT
    indent: float = 0.0
    before: float = 0.0
    rule: float = 0.0
    kept: bool = False
    """It stands on the page of what follows."""

    def text(self, written: bool) -> str:
        """The text without what sets parts of it off; with what is written by hand where it is asked for."""
        return " ".join("".join(span.text for span in self.spans if written or not span.written).split())


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns side by side that no page break parts; `share` of the width is the left one's."""

    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Group:
    """A row that heads others."""

    marker: str | None
    title: str
    before: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: names of columns (`parent - child` under a common head), rows and groups between them."""

    number: int
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""

    across: bool = False


Block: TypeAlias = Paragraph | Columns | Grid | NewPage
