"""How a paper is set: what Decree 30/2020/NĐ-CP (annex I) leaves open, and how offices stray from it.

Lengths are in points (1/72 inch) unless they say otherwise.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache

from data import rows

MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Heading:
    """How the headings of one level are set apart from the text."""

    bold: bool = False
    italic: bool = False
    underline: bool = False


PLAIN = Heading()
BOLD, ITALIC = Heading(bold=True), Heading(italic=True)
_SLANTED, _RULED = Heading(bold=True, italic=True), Heading(bold=True, underline=True)


_TIMES = 4.0
"""How much oftener Times-like families are used than their weight says."""


@cache
def _families() -> tuple[list[str], list[float]]:
    """Families that can be embedded in a PDF, and how often each is used; the same whatever is installed."""
    weights: dict[str, float] = {}
    for row in rows("paper_faces"):
        is_set_in = row["look"] != "script" and not row["held_out"]
        if is_set_in and row["style"] == "regular" and row["file"].endswith(".ttf"):
            weights[row["family"]] = float(row["weight"]) * (_TIMES if row["look"] == "times" else 1.0)
    return list(weights), list(weights.values())


@dataclass(frozen=True)
class TableStyle:
    """How tables are ruled and filled."""

    size: float = 12.0
    verticals: bool = True
    middle: bool = True
    """Short cells stand in the middle of their row."""
    justified: bool = False
    broken: bool = True
    """A page may end inside a row."""
    repeated: bool = True
    """The head stands again on every page."""
    spanned: bool = False
    """A group's title spans the whole table, its marker before it; else the marker has its column."""
    rule: float = 0.5
    padding: float = 4.0


@dataclass(frozen=True)
class Style:
    """The settings of one paper; the defaults are the decree's."""

    family: str = "Liberation Serif"
    size: float = 14.0
    leading: float = 1.15
    """Height of a line as a share of the type size."""
    gap: float = 6.0
    """Space before a paragraph."""
    indent: float = 10 * MILLIMETRE
    justified: bool = True
    top: float = 20 * MILLIMETRE
    bottom: float = 20 * MILLIMETRE
    left: float = 30 * MILLIMETRE
    right: float = 18 * MILLIMETRE
    headings: tuple[Heading, ...] = (BOLD, BOLD, PLAIN, PLAIN)
    colons: bool = False
    """Headings below the first level end in a colon."""
    run_in: bool = False
    """Short headings of the lowest level stand in the line of their text, before a colon."""
    split_codes: bool = False
    """A line may end at the stroke of a code, as some programs do."""
    blank: str = "       "
    """What stands for a number or day that is to be written by hand."""
    handwritten: bool = False
    """Number and day are written by hand after printing."""
    stamped: bool = False
    """The signer's name, and the position of one who signs for the head, are stamped after printing."""
    dash: str = "-"
    """What paragraphs of a list begin with."""
    slanted_bases: bool = False
    """The documents that a plan rests on are named in italics."""
    kept_foot: bool = True
    """The foot does not stand on a page without text."""
    page_numbers: bool = True
    short_rules: bool = True
    """Rules under issuer, motto and subject."""
    table: TableStyle = field(default_factory=TableStyle)
    landscape: bool = False
    """Annexes with wide tables are set across."""

    @classmethod
    def any(cls, seed: int | str) -> Style:
        """A style as offices use it."""
        rng = random.Random(f"style {seed}")
        size = rng.choice((13.0, 13.0, 13.5, 14.0, 14.0, 14.0))
        lower = rng.choice(
            ((_SLANTED, ITALIC), (_SLANTED, PLAIN), (BOLD, PLAIN), (ITALIC, PLAIN), (PLAIN, PLAIN))
        )
        table = TableStyle(
            size=rng.choice((11.0, 12.0, 12.0, 13.0)),
            verticals=rng.random() < 0.92,
            middle=rng.random() < 0.6,
            justified=rng.random() < 0.3,
            broken=rng.random() < 0.6,
            repeated=rng.random() < 0.6,
            spanned=rng.random() < 0.4,
            rule=rng.choice((0.5, 0.5, 0.75, 1.0)),
            padding=rng.choice((3.0, 4.0, 5.4)),
        )
        return cls(
            family=rng.choices(*_families())[0],
            size=size,
            leading=rng.choice((1.15, 1.15, 1.2, 1.25, 1.3, 1.4, 1.5)),
            gap=rng.choice((2.0, 3.0, 6.0, 6.0, 8.0)),
            indent=rng.choice((0.0, 10.0, 10.0, 12.7, 12.7, 15.0)) * MILLIMETRE,
            justified=rng.random() < 0.85,
            top=rng.uniform(20, 25) * MILLIMETRE,
            bottom=rng.uniform(18, 25) * MILLIMETRE,
            left=rng.uniform(28, 35) * MILLIMETRE,
            right=rng.uniform(15, 20) * MILLIMETRE,
            headings=(
                rng.choice((BOLD, BOLD, BOLD, _RULED)),
                rng.choice((BOLD, BOLD, _SLANTED)),
                *lower,
            ),
            colons=rng.random() < 0.2,
            run_in=rng.random() < 0.3,
            split_codes=rng.random() < 0.3,
            blank=rng.choice((" " * 7, " " * 5, " " * 10, "......", "…..")),
            handwritten=rng.random() < 0.2,
            dash="–" if rng.random() < 0.1 else "-",
            slanted_bases=rng.random() < 0.3,
            kept_foot=rng.random() < 0.85,
            page_numbers=rng.random() < 0.93,
            short_rules=rng.random() < 0.93,
            table=table,
            landscape=rng.random() < 0.5,
            stamped=rng.random() < 0.15,
        )

    @property
    def text_width(self) -> float:
        """Between the margins of an upright page."""
        return 210 * MILLIMETRE - self.left - self.right
