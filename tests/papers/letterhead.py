"""The letterhead: issuer and number on the left, motto, place and date on the right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.plan import Plan, WarningCode
from tests.papers.blocks import Align, Columns, Paragraph, Span
from tests.papers.faces import face, width
from tests.papers.sheet import Role
from tests.papers.style import Style

_SHARE = 0.42
_STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
_LOCALITY = re.compile(
    r" (?=(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) [^\W\d_])", re.IGNORECASE
)


def letterhead(plan: Plan, style: Style) -> Iterator[Columns]:
    """The two rows of columns above the title; without the issuer where the record had to infer it."""
    size = style.size - 1
    inferred = any(each.code is WarningCode.ISSUER_INFERRED for each in plan.warnings)
    if not inferred:
        issuer = _issuer(plan, style, size)
        yield Columns(tuple(issuer), tuple(_motto(plan, style, size)), _SHARE)
    number, date = _number(plan, style), _date(plan, style)
    if number or date:
        room = style.text_width * (1 - _SHARE) - 2
        text = "".join(span.text for span in date)
        fitting = min(style.size, room / (width(face(style.family, italic=True), text) or 1.0))
        left = Paragraph(number, Role.NUMBER, size, Align.CENTRE, before=4)
        right = Paragraph(date, Role.DATE, fitting, Align.CENTRE, before=4)
        yield Columns((left,) if number else (), (right,) if date else (), _SHARE)


def is_party(plan: Plan) -> bool:
    """Whether the paper follows the party's form: a code like 38-KH/ĐU."""
    return (plan.notation or "").startswith("KH/")


def balanced(
    text: str, room: float, size: float, family: str, *, bold: bool = False, italic: bool = False
) -> list[str]:
    """A text in as few lines as fit `room` points, each about as long."""
    name = face(family, bold, italic)
    parts = text.split()
    if not parts:
        return []
    widest = _filled(parts, name, size, room)
    target = sum(width(name, f"{part} ") for part in parts) * size / len(widest)
    while target < room:
        lines = _filled(parts, name, size, target)
        if len(lines) == len(widest):
            return lines
        target *= 1.04
    return widest


def _filled(parts: list[str], name: str, size: float, room: float) -> list[str]:
    lines = [parts[0]]
    for part in parts[1:]:
        longer = f"{lines[-1]} {part}"
        if width(name, longer) * size > room:
            lines.append(part)
        else:
            lines[-1] = longer
    return lines


def _issuer(plan: Plan, style: Style, size: float) -> Iterator[Paragraph]:
    """The body above in plain capitals, the issuer in bold ones with a rule below."""
    room = (style.text_width * _SHARE) - 6
    if printed := plan.evidence.get("issuer"):
        lines = printed.raw.split("\n")
        own = _own_lines(lines, plan)
    else:
        above = _capitals(plan.issuer.parent or "")
        lines = [*above, *_capitals(_without_locality(plan))]
        own = len(above)
    pieces: list[tuple[str, bool]] = []
    for at, line in enumerate(lines):
        bold = at >= own
        pieces += [(piece, bold) for piece in balanced(line, room, size, style.family, bold=bold)]
    for at, (piece, bold) in enumerate(pieces):
        rule = 0.5 if at == len(pieces) - 1 and style.short_rules else 0.0
        yield Paragraph((Span(piece, bold=bold),), Role.ISSUER, size, Align.CENTRE, rule=rule)


def _own_lines(lines: list[str], plan: Plan) -> int:
    """Where the issuer's own name begins among printed lines: after the body above, where there is one."""
    return 0 if plan.issuer.parent is None else max(1, len(lines) // 2)


def _without_locality(plan: Plan) -> str:
    """The issuer's name, without the locality that the body above already gives."""
    name, parent = plan.issuer.name or "", plan.issuer.parent or ""
    for match in _LOCALITY.finditer(name):
        if parent.endswith(name[match.end() :]):
            return name[: match.start()]
    return name


def _capitals(name: str) -> list[str]:
    """A name in capitals; a committee's locality on a line of its own."""
    if not name:
        return []
    if name.startswith(("Ủy ban nhân dân", "Hội đồng nhân dân")) and (match := _LOCALITY.search(name)):
        return [name[: match.start()].upper(), name[match.end() :].upper()]
    return [name.upper()]


def _number(plan: Plan, style: Style) -> tuple[Span, ...]:
    """`Số: 12/KH-UBND`, with a blank for a number that is missing; nothing where no code is known."""
    if not plan.code:
        return ()
    label = "Số " if is_party(plan) else "Số: "
    if plan.number is None:
        return (Span(f"{label.strip()}{style.blank}{plan.code.lstrip()}"),)
    number = re.match(r"\d*", plan.code)
    if style.handwritten and number and number[0]:
        return (Span(label), Span(number[0], written=True), Span(plan.code[number.end() :]))
    return (Span(f"{label}{plan.code}"),)


def _date(plan: Plan, style: Style) -> tuple[Span, ...]:
    """`Nơi, ngày 05 tháng 3 năm 2024`, with blanks for what is missing."""
    if not plan.issued:
        return ()
    year, month, day = (*plan.issued.split("-"), "", "")[:3]
    if month and int(month) > 2:
        month = str(int(month))
    opening = f"{plan.place}, ngày " if plan.place else "Ngày "
    rest = f" tháng {month or style.blank} năm {year}"
    if style.handwritten and day:
        return (Span(opening, italic=True), Span(day, written=True), Span(rest, italic=True))
    return (Span(f"{opening}{day or style.blank}{rest}", italic=True),)


def _motto(plan: Plan, style: Style, size: float) -> Iterator[Paragraph]:
    if is_party(plan):
        yield Paragraph((Span(_PARTY, bold=True),), Role.MOTTO, size, Align.CENTRE, rule=1.0)
        return
    room = style.text_width * (1 - _SHARE) - 4
    name = face(style.family, bold=True)
    fitting = min(size, room / width(name, _STATE[0]))
    yield Paragraph((Span(_STATE[0], bold=True),), Role.MOTTO, fitting, Align.CENTRE)
    yield Paragraph(
        (Span(_STATE[1], bold=True),), Role.MOTTO, fitting + 0.5, Align.CENTRE, rule=float(style.short_rules)
    )
