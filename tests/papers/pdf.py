"""A set paper as a born-digital PDF, its faces embedded."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from tests.papers.faces import HAND
from tests.papers.sheet import Line, Paper, Rule, Sheet, Word
from tests.papers.wrapping import space

_UNDERLINE = 0.12


def pdf(paper: Paper, title: str = "") -> bytes:
    """The paper as a PDF; the same paper gives the same bytes."""
    target = BytesIO()
    canvas = Canvas(target, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for sheet in paper.sheets:
        canvas.setPageSize((sheet.width, sheet.height))
        text = canvas.beginText()
        for line in sheet.lines:
            _write(text, line, sheet.height)
        canvas.drawText(text)
        for rule in (*sheet.rules, *(each for line in sheet.lines for each in _underlines(line))):
            _rule(canvas, rule, sheet)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def positions(line: Line) -> Iterator[tuple[float, Word]]:
    """Where each word of a line begins, in points."""
    x = line.x
    for at, word in enumerate(line.words):
        if at:
            x += word.spaces * (space(word, line.size) + line.stretch)
        yield x, word
        x += word.width


def _write(text: PDFTextObject, line: Line, height: float) -> None:
    """Print a line, each stretch of one face as one string with its spaces."""
    text.setWordSpace(line.stretch)
    run: list[str] = []
    start, name = line.x, line.words[0].face
    for at, (x, word) in enumerate(positions(line)):
        if word.face != name:
            _show(text, name, line, start, height, "".join(run))
            run, start, name = [], x, word.face
            gap = ""
        else:
            gap = " " * word.spaces if at else ""
        run.append(gap + word.text)
    _show(text, name, line, start, height, "".join(run))


def _show(text: PDFTextObject, name: str, line: Line, x: float, height: float, string: str) -> None:
    if name == HAND:
        return
    text.setFont(name, line.size)
    text.setTextOrigin(x, height - line.baseline)
    text.textOut(string)


def _underlines(line: Line) -> Iterator[Rule]:
    ends = [(x, x + word.width) for x, word in positions(line) if word.underline]
    if ends:
        y = line.baseline + _UNDERLINE * line.size
        yield Rule(ends[0][0], y, ends[-1][1], y, 0.05 * line.size)


def _rule(canvas: Canvas, rule: Rule, sheet: Sheet) -> None:
    canvas.setLineWidth(rule.width)
    canvas.line(rule.x0, sheet.height - rule.y0, rule.x1, sheet.height - rule.y1)
