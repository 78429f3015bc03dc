"""The record of a plan does not depend on the fonts of its Word file, be they of before Unicode or not."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Iterator
from itertools import cycle, groupby
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from normalizers.text.legacy import from_legacy, to_legacy
from parsers.readers import office
from pipeline.stages import parse
from tests.plans import PLANS, document
from tests.test_same_record import what_it_says

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.text.paragraph import Paragraph

Run = tuple[str, str]
"""A text and the font that it is set in."""
Typist = Callable[[str], Iterator[Run]]


def unicode(text: str) -> Iterator[Run]:
    yield text, "Times New Roman"


def abc(text: str) -> Iterator[Run]:
    """Capitals that ABC fonts have not are small letters in a font of capitals."""
    for capital, letters in groupby(text, lacks_capital):
        run = "".join(letters)
        yield to_legacy(run.lower() if capital else run, "tcvn3"), ".VnTimeH" if capital else ".VnTime"


def lacks_capital(letter: str) -> bool:
    return letter.isupper() and from_legacy(to_legacy(letter, "tcvn3"), "tcvn3") != letter


def vni(text: str) -> Iterator[Run]:
    yield to_legacy(text, "vni"), "VNI-Times"


def by_turns() -> Typist:
    """Paragraphs in different fonts, as a plan has that was put together from several."""
    typists = cycle((unicode, abc, vni))

    def typed(text: str) -> Iterator[Run]:
        return next(typists)(text)

    return typed


TYPISTS: dict[str, Callable[[], Typist]] = {"abc": lambda: abc, "vni": lambda: vni, "by turns": by_turns}


def write(paragraph: Paragraph, text: str, typist: Typist, bold: bool = False) -> None:
    for run, font in typist(text):
        written = paragraph.add_run(run)
        written.bold = bold or None
        if font != ".VnTime":  # which is that of the style
            written.font.name = font


def word_file(plan: str, typist: Typist) -> bytes:
    """A plan as a Word file whose paragraphs are set in .VnTime where no run says otherwise."""
    made: WordFile = docx.Document()
    made.styles["Normal"].font.name = ".VnTime"
    table, rows = None, None
    for _, line in document(PLANS[plan]).lines():
        if line.cells is None:
            write(made.add_paragraph(), line.text, typist, line.bold)
            continue
        if line.table != table:
            table, rows = line.table, made.add_table(0, sum(cell.columns for cell in line.cells))
        assert rows is not None
        for cell, place in zip(line.cells, rows.add_row().cells, strict=False):
            write(place.paragraphs[0], cell.text, typist)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


@pytest.mark.parametrize("typist", TYPISTS)
@pytest.mark.parametrize("plan", PLANS)
def test_a_word_file_in_legacy_fonts_becomes_the_same_record(plan: str, typist: str) -> None:
    due = what_it_says(parse(word_file(plan, unicode), "plan.docx"))
    assert due["sections"]
    assert what_it_says(parse(word_file(plan, TYPISTS[typist]()), "plan.docx")) == due


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_an_old_word_file_in_legacy_fonts_becomes_the_same_record(tmp_path: Path, kind: str) -> None:
    if office.find_libreoffice() is None:
        pytest.skip("LibreOffice Writer is not installed")
    plans = [
        what_it_says(parse(saved_as(kind, word_file("youth-contest-2003", typist), tmp_path / name)))
        for name, typist in (("unicode", unicode), ("abc", abc))
    ]
    assert plans[0] == plans[1]
    assert plans[0]["sections"]


def saved_as(kind: str, source: bytes, folder: Path) -> Path:
    folder.mkdir()
    (folder / "plan.docx").write_bytes(source)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--convert-to", kind, "--outdir", str(folder)]
    command = ["soffice", profile, *options, str(folder / "plan.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"plan.{kind}"
