"""Pictures of pages: their words and rules as the layout wants them, beside what a page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from parsers.document import Origin, Page
from parsers.readers.errors import Reason
from parsers.readers.flattening import as_seen, flattened
from parsers.readers.framed import without_stamp
from parsers.readers.ink import without_ink
from parsers.readers.layout.across import with_ruled_across
from parsers.readers.layout.cells import Ruled, Setting
from parsers.readers.layout.continued import rest
from parsers.readers.layout.grid import Grid, grids
from parsers.readers.layout.mended import mended
from parsers.readers.layout.rules import Rule, joined
from parsers.readers.layout.stretches import Piece, Stretch, confidence, gathered, merged, rows
from parsers.readers.layout.unruled import is_ordinal_title, with_unruled
from parsers.readers.layout.worn import missed
from parsers.readers.options import Options
from parsers.readers.paging import Pages, Unread
from parsers.readers.quotations import settle_quotations
from parsers.readers.signs import settle_cell, settle_lines
from parsers.readers.torn import untorn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from parsers.recognition.bend import Bend
    from parsers.recognition.words import Recogniser, SeenPage, Stroke

_POINTS = 72.0
"""An inch has so many."""

_LEGIBLE = 0.3
"""Confidence of what is surely a word."""
_RULE_SIGNS = "|¦"
"""What a rule beside a word is taken for."""
_RULE_READ, _AT_RULE = "[]|¦!", 0.15
"""What a scrap of a rule is taken for where it stands alone, and font sizes that it is then off it."""
_STROKES, _THIN = "1lIi'’.,", 0.2
"""What it is taken for, too, and font sizes that it is then wide at most; strokes of letters are wider."""
_BEFORE = re.compile(r"^[_'`´]+(?=[^\W_])")
"""What dust before a word is taken for."""
_QUARTER, _STROKES_OF_I = re.compile(r"(Quý)([IVl!|]{1,3})([.,;:]?)"), str.maketrans("l!|", "III")
"""A quarter of a year with its number, read as one word."""
_OPENS = re.compile(r"^‘(?=[^\W\d_])")
"""Half of an opening quotation mark: official papers use no single ones."""
_SIGNED_OFF = re.compile(r"(?:(?<=[^\W\d_])|(?<=[)”]))\./(?!\d)[^\s/]{0,6}$")
"""The end of the text, `./.`, with what is written by hand right after it."""


class Seen(NamedTuple):
    """What was recognised on a page, in points from the top left corner of the upright page."""

    width: float
    height: float
    pieces: list[Piece]
    tables: list[Grid]
    turn: int
    """Degrees that the picture was turned clockwise to be upright."""
    skew: float
    """Degrees that it was then turned anticlockwise to be level."""
    aslant: list[float] | None
    """As of a page."""
    bend: Bend | None = None
    """How it lies bent; words and tables are given as on the flat page."""
    handwriting: tuple[str, ...] = ()
    """What handwritten figures were read as before, and what was read in stamps."""
    across: tuple[Rule, ...] = ()
    """The rules that run across, of tables or of none."""


def look(picture: NDArray[np.uint8], dpi: float | None, options: Options) -> Seen:
    """Recognise the picture of a page.

    Args:
        picture: of shape (height, width) or (height, width, 3), red first.
        dpi: its resolution, pixels an inch; None where that is not known.
        options: which recogniser is to be used, and how long it may take.

    Raises:
        Unread: no recogniser is installed, or it takes too long.
    """
    from parsers.recognition.errors import RecogniserFailedError, RecogniserMissingError
    from parsers.recognition.page import recognise

    try:
        seen = recognise(picture, dpi, _recogniser(options), options.settle)
    except RecogniserMissingError as error:
        raise Unread(Reason.RECOGNISER_MISSING, f"would have to be recognised (OCR). {error}") from error
    except RecogniserFailedError as error:
        raise Unread(Reason.TIMED_OUT, f"was not recognised: {error}") from error
    return _in_points(seen)


def _recogniser(options: Options) -> Recogniser:
    """The recogniser that is asked for.

    Raises:
        parsers.recognition.errors.RecogniserMissingError: our own is asked for, and not installed.
    """
    from parsers.recognition.choice import recogniser

    return recogniser(options.recogniser.value, options.limits.page_seconds)


def _in_points(seen: SeenPage) -> Seen:
    scale = _POINTS / seen.dpi
    pieces = [
        Piece(
            text=_printed(word.text),
            x0=word.area[0] * scale,
            x1=word.area[2] * scale,
            top=word.area[1] * scale,
            bottom=word.area[3] * scale,
            base=line.base * scale,
            size=line.size * scale,
            bold=word.bold,
            confidence=word.confidence,
            alternatives=[(text, probability) for text, probability in word.alternatives],
        )
        for line in seen.lines
        for word in untorn(line.words, line.size)
    ]
    bend = seen.bend and seen.bend.scaled(scale)
    pieces = flattened(pieces, bend)
    across, down = _rules(seen.across, scale), _rules(seen.down, scale)
    height = seen.height * scale
    pieces, across, down, stamps = without_stamp(pieces, across, down, height)

    def words() -> list[Piece]:
        return [piece for piece in pieces if _is_legible(piece)]

    across, down = (joined(rules) for rules in mended(across, down, words))
    if not stamps:  # one whose sides were broken
        pieces, across, down, stamps = without_stamp(pieces, across, down, height)
    tables = grids(across, down)
    rows, columns = missed(tables, pieces)
    if rows or columns:
        tables = grids(joined(across + rows), joined(down + columns))
    titles = [piece for piece in pieces if is_ordinal_title(piece.text) and not _is_legible(piece)]
    tables = with_unruled(with_ruled_across(tables, across, words), lambda: words() + titles)
    return Seen(
        seen.width * scale,
        height,
        pieces,
        tables,
        seen.turn,
        seen.skew,
        _aslant(seen),
        bend,
        (*seen.handwriting, *stamps),
        tuple(across),
    )


def _aslant(seen: SeenPage) -> list[float] | None:
    """The matrix from the straightened sheet to the photograph, in points."""
    import numpy as np

    if seen.aslant is None:
        return None
    scale = np.diag((_POINTS / seen.dpi, _POINTS / seen.dpi, 1.0))
    matrix = scale @ seen.aslant @ np.linalg.inv(scale)
    return [float(value) for value in (matrix / matrix[2, 2]).ravel()]


def _printed(text: str) -> str:
    """A word without the rule or the initials beside it, and with its quotation marks whole."""
    bare = text.strip(_RULE_SIGNS)
    bare = _SIGNED_OFF.sub("./.", _BEFORE.sub("", bare) or text)
    if quarter := _QUARTER.fullmatch(bare):
        bare = f"{quarter[1]} {quarter[2].translate(_STROKES_OF_I)}{quarter[3]}"
    return _OPENS.sub("“", bare).replace('”"', "”")


def _is_legible(piece: Piece) -> bool:
    """Whether a word is surely one: what dust is taken for is not."""
    return (piece.confidence or 0.0) >= _LEGIBLE and any(char.isalnum() for char in piece.text)


def _rules(strokes: Iterable[Stroke], scale: float) -> list[Rule]:
    return joined([Rule(*(scale * measure for measure in stroke)) for stroke in strokes])


def read_seen(
    seen: Seen, page: Page, pages: Pages, own: Sequence[Piece] = (), aside: Sequence[Piece] = ()
) -> None:
    """Give a page the lines that were recognised on it.

    Args:
        seen: what was recognised.
        page: the page.
        pages: those that it is one of.
        own: words that the page says of itself; what was recognised in their place gives way to them.
        aside: words that it says of itself and that are no part of its text.
    """
    page.origin = Origin.OCR
    page.width, page.height = round(seen.width, 2), round(seen.height, 2)
    page.turn, page.skew, page.aslant = seen.turn % 360, seen.skew, seen.aslant
    own, aside = flattened(own, seen.bend), flattened(aside, seen.bend)
    for text in seen.handwriting:
        pages.drop_handwriting(text)
    tables = seen.tables
    legible = [piece for piece in seen.pieces if _is_legible(piece)]
    last = pages.pages[-2] if len(pages.pages) > 1 else None
    if last and pages.last_table and (more := rest(last, pages.last_table, legible, tables, seen.across)):
        tables = [more, *tables]
    pieces = _joined(own, without_ink(seen.pieces, tables, seen.height, pages.drop_handwriting), aside)
    pages.lay_out(page, *_placed(pieces, tables))
    page.lines = as_seen(settle_quotations(settle_lines(page.lines)), seen.bend)
    sure = confidence([word for line in page.lines for word in line.words])
    page.confidence = 1.0 if sure is None else sure


def _joined(own: Sequence[Piece], seen: Sequence[Piece], aside: Sequence[Piece]) -> list[Piece]:
    """The words that a page says of itself, and what was recognised where it says none.

    A word of its own that stands in a recognised line, as a number stamped into its blank does, is put
    on the baseline of that line.
    """
    masks = [*own, *aside]
    left = [piece for piece in seen if not any(_covers(word, piece) for word in masks)]
    for word in own:
        near = [piece for piece in left if _beside(word, piece)]
        if near:
            host = min(near, key=lambda piece: max(piece.x0 - word.x1, word.x0 - piece.x1))
            word.base = host.base
    return [*left, *own]


def _covers(own: Piece, seen: Piece) -> bool:
    """Whether the middle of a recognised word lies in a word of the page's own, or most of it does."""
    width = min(own.x1, seen.x1) - max(own.x0, seen.x0)
    height = min(own.bottom, seen.bottom) - max(own.top, seen.top)
    return width > 0.5 * (seen.x1 - seen.x0) and height > 0.4 * min(
        own.bottom - own.top, seen.bottom - seen.top
    )


def _beside(own: Piece, seen: Piece) -> bool:
    shared = min(own.bottom, seen.bottom) - max(own.top, seen.top)
    return shared > 0.5 * min(own.bottom - own.top, seen.bottom - seen.top)


def _placed(pieces: Iterable[Piece], tables: Sequence[Grid]) -> tuple[list[list[Stretch]], list[Ruled]]:
    """The print before, between and after ruled tables, and the tables with what is printed in them."""
    bands: list[list[Piece]] = [[] for _ in range(len(tables) + 1)]
    inside: list[list[Piece]] = [[] for _ in tables]
    for piece in pieces:
        x, y = _centre(piece)
        table = next((i for i, grid in enumerate(tables) if grid.holds(x, y)), None)
        if table is None:
            bands[sum(grid.ys[0] < y for grid in tables)].append(piece)
        else:
            inside[table].append(piece)
    ruled = [_ruled(grid, its) for grid, its in zip(tables, inside, strict=True)]
    return [gathered(band) for band in bands], ruled


def _centre(piece: Piece) -> tuple[float, float]:
    return (piece.x0 + piece.x1) / 2, piece.base - 0.3 * piece.size


def _ruled(grid: Grid, pieces: Iterable[Piece]) -> Ruled:
    owners = grid.owners()
    inside: dict[int, list[Piece]] = {id(slot): [] for slot in grid.slots}
    for piece in pieces:
        slot = owners[grid.at(*_centre(piece))]
        if not _is_rule(piece, *grid.box(slot)):
            inside[id(slot)].append(piece)
    return Ruled(grid, [_settings(inside[id(slot)]) for slot in grid.slots])


def _is_rule(piece: Piece, left: float, _top: float, right: float, _bottom: float) -> bool:
    """Whether what was read beside a rule of a cell, alone, hardly surely or too thin, is a scrap of it."""
    if min(abs(piece.x0 - left), abs(right - piece.x1)) > _AT_RULE * piece.size:
        return False
    thin = piece.x1 - piece.x0 <= _THIN * piece.size
    return (piece.text in _RULE_READ and not _is_sure(piece)) or (thin and piece.text in _STROKES)


def _is_sure(piece: Piece) -> bool:
    return piece.confidence is None or piece.confidence >= _LEGIBLE


def _settings(pieces: list[Piece]) -> list[Setting]:
    lines = [merged(row) for row in rows(gathered(pieces))]
    settle_cell(lines)
    words = [piece.word() for line in lines for piece in line.pieces]
    return [Setting(lines, words)] if lines else []
