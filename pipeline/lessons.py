"""The clean plans of a store or a folder, as text to learn from."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from normalizers.text.damage import Kind, assess_page
from parsers.plan import Plan, WarningCode


class Lesson(NamedTuple):
    """What one plan has to teach."""

    name: str
    paragraphs: list[str]
    """None at all where the plan is not clean or cannot be read."""


def lessons(source: str) -> Iterator[Lesson]:
    """The plans of a folder of files, or of a database.

    Raises:
        pipeline.store.StoreError: it is no folder, and the database cannot be opened.
    """
    return _from_folder(Path(source)) if Path(source).is_dir() else _from_store(source)


def paragraphs(plan: Plan) -> Iterator[str]:
    """The running text and the table cells of a record."""
    yield plan.subject
    yield from plan.preamble
    for section in plan.walk():
        yield from filter(None, (section.title, *section.paragraphs))
    yield from plan.closing
    for table in plan.tables:
        for row in (table.columns, *table.rows):
            for cell in row:
                yield from filter(None, cell.split("\n"))
    yield from plan.recipients


def _from_folder(folder: Path) -> Iterator[Lesson]:
    from normalizers.text.training.language import paragraphs_of
    from parsers.readers import ReadError
    from pipeline.inputs import fetch, name_of
    from pipeline.listing import walk
    from pipeline.streams import Text

    for path, _, _ in walk([folder]):
        try:
            text = "".join(Text(BytesIO(fetch(path)), name_of(path)).blocks)
        except (OSError, ReadError):
            text = ""
        clean = assess_page(text.split("\n")).kind is Kind.CLEAN
        yield Lesson(name_of(path), list(paragraphs_of(text)) if clean else [])


def _from_store(db: str) -> Iterator[Lesson]:
    from pipeline.store import Store

    with Store.open(db, create=False) as store:
        for plan in store.plans():
            damaged = any(warning.code is WarningCode.TEXT_DAMAGED for warning in plan.warnings)
            yield Lesson(plan.source.name, [] if damaged else list(paragraphs(plan)))
