"""Lay out `data/samples/school-reading-2024.docx`, the Word form of that sample plan.

Run by hand (`python tests/parsers/make_docx_sample.py`); the result is kept in the repository. The
words are in `cases/docx_sample.json`. Numbers are typed, not automatic; the letterhead and the foot
are tables without borders, as clerks make them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

if TYPE_CHECKING:
    from docx.document import Document as Word

WORDS = Path(__file__).parent / "cases" / "docx_sample.json"
TARGET = Path(__file__).parents[2] / "data" / "samples" / "school-reading-2024.docx"


def add_table(word: Word, rows: list[list[str]], *, ruled: bool, centred: bool) -> None:
    """A table, with one paragraph in a cell for each line of its text."""
    table = word.add_table(rows=len(rows), cols=len(rows[0]))
    if ruled:
        table.style = "Table Grid"
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *rest = text.split("\n")
            cell.paragraphs[0].text = first
            for line in rest:
                cell.add_paragraph(line)
            for paragraph in cell.paragraphs:
                if centred:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def build() -> Word:
    """The whole plan as a Word document."""
    words = json.loads(WORDS.read_text(encoding="utf-8"))
    word = Document()
    add_table(word, words["letterhead"], ruled=False, centred=True)
    for text in words["title"]:
        paragraph = word.add_paragraph()
        paragraph.add_run(text).bold = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in words["body"]:
        if kind == "table":
            add_table(word, words["tasks"], ruled=True, centred=False)
        elif kind.startswith("heading"):
            word.add_heading(text, level=int(kind[-1]))
        elif kind == "lead-in":
            title, rest = text.split("|")
            paragraph = word.add_paragraph()
            paragraph.add_run(title).bold = True
            paragraph.add_run(rest)
        else:
            word.add_paragraph().add_run(text).italic = kind == "italic"
    add_table(word, words["foot"], ruled=False, centred=False)
    return word


if __name__ == "__main__":
    build().save(str(TARGET))
