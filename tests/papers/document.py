"""A plan as a printed document, with all that is on it known."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.plan import Plan
from tests.papers.composition import compose
from tests.papers.pdf import pdf
from tests.papers.record import due
from tests.papers.setting import set_paper
from tests.papers.sheet import Paper
from tests.papers.style import Style
from tests.papers.truth import Truth, truth


@dataclass(frozen=True, slots=True)
class Document:
    """A file, what is truly to be read in it, the record due from it, and the paper that it shows."""

    content: bytes
    truth: Truth
    record: Plan
    paper: Paper


def printed(plan: Plan, style: Style | None = None) -> Document:
    """A plan as a born-digital PDF; `style` is the decree's where none is given."""
    style = style or Style()
    paper = set_paper(compose(plan, style), style)
    return Document(pdf(paper, plan.subject), truth(paper), due(plan, style), paper)
