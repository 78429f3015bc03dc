"""Test documents: any plan as the paper that an office would print, with all that is on it known.

- `printed(plan, style)`: a born-digital PDF and its truth, as a `Document`
- `Style.any(seed)`: a way of setting a paper
"""

from __future__ import annotations

from dataclasses import dataclass

from parsers.plan import Plan
from tests.papers.composition import compose
from tests.papers.pdf import pdf
from tests.papers.setting import set_paper
from tests.papers.sheet import Paper
from tests.papers.style import Style
from tests.papers.truth import Truth, truth

__all__ = ["Document", "Style", "printed"]


@dataclass(frozen=True, slots=True)
class Document:
    """A file and what is truly printed in it."""

    content: bytes
    truth: Truth
    paper: Paper


def printed(plan: Plan, style: Style | None = None) -> Document:
    """A plan as a born-digital PDF; `style` is the decree's where none is given."""
    style = style or Style()
    paper = set_paper(compose(plan, style), style)
    return Document(pdf(paper, plan.subject), truth(paper), paper)
