"""Hidden text that somebody's recogniser left on the pages of a PDF is taken out: ours comes in its place."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Object, Page, Pdf

_HIDDEN = {3, 7}
"""Rendering modes of text that paints nothing (ISO 32000-2, table 104)."""
_SHOWN = {"Tj": (), "TJ": (), "'": ("T*",), '"': ("T*",)}
"""The operators that show text, and those that do what else they do."""
_DEEPEST = 8
"""Forms within forms."""


def take_out(pdf: Pdf, numbers: Collection[int]) -> None:
    """Take the hidden text off the pages with these numbers, counted from 1."""
    done: set[tuple[int, int]] = set()
    for number in numbers:
        page = pdf.pages[number - 1]
        page.Contents = pdf.make_stream(_visible(page, 0))
        _forms(page.obj, 0, done)
    pdf.remove_unreferenced_resources()


def _forms(holder: Object, depth: int, done: set[tuple[int, int]]) -> None:
    """Take hidden text out of the forms that a page or form draws."""
    from pikepdf import Name, Stream

    resources = holder.get(Name.Resources)
    forms = None if resources is None else resources.get(Name.XObject)
    if forms is None:
        return
    for key in list(forms.keys()):
        form = forms[key]
        is_form = isinstance(form, Stream) and form.get(Name.Subtype) == Name.Form
        if not is_form or form.objgen in done or depth > _DEEPEST:
            continue
        done.add(form.objgen)
        form.write(_visible(form, 0))
        _forms(form, depth + 1, done)


def _visible(content: Page | Object, mode: int) -> bytes:
    """The content of a page or form without the operators that show hidden text."""
    from pikepdf import ContentStreamInstruction, Operator, parse_content_stream, unparse_content_stream

    kept: list[ContentStreamInstruction | ContentStreamInlineImage] = []
    outer: list[int] = []
    for instruction in parse_content_stream(content):
        operands, operator = list(instruction.operands), str(instruction.operator)
        if operator == "q":
            outer.append(mode)
        elif operator == "Q" and outer:
            mode = outer.pop()
        elif operator == "Tr" and operands:
            mode = int(operands[0])
        if mode in _HIDDEN and operator in _SHOWN:
            kept += [ContentStreamInstruction([], Operator(other)) for other in _SHOWN[operator]]
        else:
            kept.append(instruction)
    return unparse_content_stream(kept)
