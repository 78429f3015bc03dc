"""What a PDF page draws besides text: rules, pictures, and what annotations put over it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from parsers.readers.layout.rules import THICK, Rule, joined
from parsers.readers.pdf.glyphs import Frame, Point, address_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MAX_OBJECTS = 60_000
"""Drawn objects on one page: more are a map or a plot, whose lines rule no table."""
_MAX_DEPTH = 8
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]
Bounds = tuple[float, float, float, float]
"""Left, top, right, bottom on the upright page."""
Handle: TypeAlias = "ctypes._Pointer[ctypes.Structure]"
"""A page object, as PDFium gives it."""


@dataclass(slots=True)
class Drawn:
    """What stands on a page besides its text."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: float = 0.0
    """Share of the page that pictures cover, 0 to 1."""
    shapes: int = 0
    """Drawn shapes that are no straight rules: letters turned into outlines, drawings."""
    stamped: dict[int, int] = field(default_factory=dict)
    """The annotation, by number, that put a text object (by address) on the page."""
    emblems: list[tuple[int, Bounds]] = field(default_factory=list)
    """The pictures that annotations put on the page, each with the annotation's number."""


def load(pdf: PdfDocument, index: int) -> tuple[PdfPage, int]:
    """A page with its annotations made part of it, and how many objects it had of its own.

    Signing software writes the number and date of a paper, and who signed, as annotations.
    """
    from pypdfium2 import raw

    page = pdf[index]
    own = raw.FPDFPage_CountObjects(page)
    try:
        if not _shows_annotations(page):
            return page, own
        flattened = raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS
    except BaseException:
        page.close()
        raise
    if not flattened:
        return page, own
    page.close()
    return pdf[index], own


def _shows_annotations(page: PdfPage) -> bool:
    from pypdfium2 import raw

    kinds = {raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP}
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), 1000)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if annotation:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            raw.FPDFPage_CloseAnnot(annotation)
            if kind in kinds:
                return True
    return False


def drawn(page: PdfPage, frame: Frame, own: int) -> Drawn:
    """Go once through all objects of a page.

    Args:
        page: the page.
        frame: its coordinates.
        own: how many objects are its own, the rest being those of annotations.
    """
    from pypdfium2 import raw

    found = Drawn()
    area = frame.width * frame.height
    for handle, matrix, top in _walk(page):
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if top >= own:
                found.stamped[address_of(handle)] = top - own
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _path(handle, matrix, frame, found)
        elif kind in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING} and area > 0:
            x0, y0, x1, y1 = bounds = _bounds(handle, matrix, frame)
            if top >= own:
                found.emblems.append((top - own, bounds))
                continue
            width = min(x1, frame.width) - max(x0, 0.0)
            height = min(y1, frame.height) - max(y0, 0.0)
            found.pictures += max(0.0, width) * max(0.0, height) / area
    found.pictures = min(1.0, found.pictures)
    found.across, found.down = joined(found.across), joined(found.down)
    return found


def _walk(page: PdfPage) -> Iterator[tuple[Handle, Matrix, int]]:
    """Every object that is no group, with the matrix of the groups around it and its place on the page."""
    from pypdfium2 import raw

    left = _MAX_OBJECTS
    count = raw.FPDFPage_CountObjects(page)
    stack = [(raw.FPDFPage_GetObject(page, i), _IDENTITY, i, 0) for i in reversed(range(min(count, left)))]
    while stack and left > 0:
        handle, matrix, top, depth = stack.pop()
        left -= 1
        if not handle:
            continue
        if raw.FPDFPageObj_GetType(handle) != raw.FPDF_PAGEOBJ_FORM:
            yield handle, matrix, top
        elif depth < _MAX_DEPTH:
            inner = _times(_matrix(handle), matrix)
            members = range(min(raw.FPDFFormObj_CountObjects(handle), left))
            stack += [
                (raw.FPDFFormObj_GetObject(handle, i), inner, top, depth + 1) for i in reversed(members)
            ]


def _matrix(handle: Handle) -> Matrix:
    from pypdfium2 import raw

    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, found):
        return _IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    if then == _IDENTITY:
        return first
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(handle: Handle, matrix: Matrix, frame: Frame) -> Bounds:
    """Where an object stands; nothing where it has no extent."""
    from pypdfium2 import raw

    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(handle, *sides):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (side.value for side in sides)
    corners = [
        frame.upright(*_moved(matrix, x, y))
        for x, y in ((left, bottom), (left, top), (right, bottom), (right, top))
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _path(handle: Handle, matrix: Matrix, frame: Frame, found: Drawn) -> None:
    """Note a path as a rule where it is thin, or its straight strokes."""
    from pypdfium2 import raw

    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, filled, stroked)
    if not filled.value and not stroked.value:
        return
    x0, y0, x1, y1 = _bounds(handle, matrix, frame)
    if y1 - y0 <= THICK or x1 - x0 <= THICK:
        _add(found, x0, y0, x1, y1)
    elif stroked.value:
        _strokes(handle, _times(_matrix(handle), matrix), frame, found)
    else:
        found.shapes += raw.FPDFPath_CountSegments(handle) > 5


def _strokes(handle: Handle, matrix: Matrix, frame: Frame, found: Drawn) -> None:
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    begun: Point | None = None
    last: Point | None = None
    bent = False
    for index in range(min(raw.FPDFPath_CountSegments(handle), 2000)):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.upright(*_moved(matrix, x.value, y.value))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last:
            _between(found, last, point)
        else:
            bent = True
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and begun:
            _between(found, last, begun)
    found.shapes += bent


def _between(found: Drawn, a: Point, b: Point) -> None:
    _add(found, min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def _add(found: Drawn, x0: float, y0: float, x1: float, y1: float) -> None:
    width, height = x1 - x0, y1 - y0
    if height <= THICK and width >= height:
        found.across.append(Rule((y0 + y1) / 2, x0, x1))
    if width <= THICK and height >= width:
        found.down.append(Rule((x0 + x1) / 2, y0, y1))
