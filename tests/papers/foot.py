"""The foot: recipients in small print on the left, capacity, position and name on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.plan import Plan
from tests.papers.blocks import Align, Columns, Paragraph, Span
from tests.papers.letterhead import balanced, is_party
from tests.papers.sheet import Role
from tests.papers.style import Style

_SHARE = 0.5
_NOTES = ("(",)
"""How a line opens that stands for a signature: `(Đã ký)`."""


def foot(plan: Plan, style: Style) -> Iterator[Columns]:
    """Recipients and signature side by side."""
    left, right = tuple(_recipients(plan, style)), tuple(_signature(plan, style))
    if left or right:
        yield Columns(left, right, _SHARE)


def _recipients(plan: Plan, style: Style) -> Iterator[Paragraph]:
    if not plan.recipients:
        return
    size = style.size - 2.5
    yield Paragraph(
        (Span("Nơi nhận:", bold=True, italic=True),), Role.RECIPIENTS, size + 0.5, before=style.size
    )
    for at, line in enumerate(plan.recipients):
        end = "." if at == len(plan.recipients) - 1 else ";"
        yield Paragraph((Span(f"- {line}{end}"),), Role.RECIPIENTS, size)


def _signature(plan: Plan, style: Style) -> Iterator[Paragraph]:
    room = style.text_width * (1 - _SHARE) - 10
    before = style.size
    above = _above_name(plan)
    for line in above:
        stamped = style.stamped and len(above) > 1 and line == above[-1] and plan.signature.capacity == "KT"
        for piece in balanced(line, room, style.size, style.family, bold=True):
            yield _bold(piece, style, before, stamped)
            before = 0.0
    if plan.signature.name:
        yield _bold(plan.signature.name, style, style.size * 5, style.stamped)


def _above_name(plan: Plan) -> Sequence[str]:
    """Capacity, authority and position as printed: the source's own lines where known."""
    signature = plan.signature
    mark = "/" if is_party(plan) else "."
    names = {"TM": f"T{mark}M" if mark == "/" else "TM.", "KT": "K/T" if mark == "/" else "KT."}
    capacity = names.get(signature.capacity or "", f"{signature.capacity}." if signature.capacity else "")
    position = signature.position or ""
    if not signature.authority:
        return [" ".join(filter(None, (capacity, position)))]
    lines = [f"{capacity} {signature.authority}".strip()]
    deputy = position.startswith("PHÓ ") and signature.capacity == "TM" and mark == "."
    return [*lines, f"KT. {position.removeprefix('PHÓ ')}", position] if deputy else [*lines, position]


def _bold(text: str, style: Style, before: float, stamped: bool) -> Paragraph:
    span = Span(text, bold=True, written=stamped)
    return Paragraph((span,), Role.SIGNATURE, style.size, Align.CENTRE, before=before)
