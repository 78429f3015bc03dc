"""Table rows as plain text writes them: cells between tabs or between pipes, and rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

_RULE_SIGNS = frozenset("-_*=~–—─━═ \t")
_SEPARATOR_SIGNS = frozenset("-=:|+ \t")
_PIPE = re.compile(r"(?<!\\)\|")
# "1.<tab>Mục đích", "-<tab>Tăng cường …": a word processor's list, saved as text.
_LIST_MARKER = re.compile(
    r"(?:[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[A-Za-zĐđ])[.)]$|\d{1,2}(?:\.\d{1,2}){1,3}$|[-+*•–—]$"
    r"|(?:Điều|Chương|Phần|Mục|ĐIỀU|CHƯƠNG|PHẦN|MỤC)\s+\S+$"
)


def is_rule(text: str) -> bool:
    """A horizontal line, drawn with three signs or more (`---`, `* * *`, `_____`)."""
    return text[0] in _RULE_SIGNS and _RULE_SIGNS.issuperset(text) and len(text.replace(" ", "")) >= 3


def is_separator(text: str) -> bool:
    """The rule between a table's head and body: dashes in cells (`|---|:-:|`, `----<tab>--`)."""
    if not _SEPARATOR_SIGNS.issuperset(text) or not ("|" in text or "\t" in text or "+" in text):
        return False
    cells = [cell.strip(" :") for cell in re.split(r"[|\t+]", text)]
    drawn = [cell for cell in cells if cell]
    if not drawn or any(set(cell) - {"-", "="} for cell in drawn):
        return False
    return max(map(len, drawn)) >= 3 or min(map(len, drawn)) >= 2


def is_pipe_row(text: str) -> bool:
    """A row in Markdown with its pipes at the edge; one pipe alone is a misread rule of a scan."""
    if text[0] != "|":
        return False
    pipes = len(_PIPE.findall(text))
    return pipes >= 3 or (pipes == 2 and text[-1] == "|")


def pipe_cells(text: str) -> list[str]:
    """The cells of a row in Markdown, with or without pipes at the edges."""
    cells = _PIPE.split(text.strip())
    if not cells[0].strip() and len(cells) > 1:
        del cells[0]
    if not cells[-1].strip() and len(cells) > 1:
        del cells[-1]
    return [cell.strip() for cell in cells]


def tab_cells(text: str) -> list[str]:
    """The cells of a row that is separated by tabs."""
    return [cell.strip() for cell in text.split("\t")]


def is_tab_row(cells: Sequence[str], *, in_table: bool) -> bool:
    """Whether text with tabs is a table row, and not an indented line or a numbered paragraph.

    Args:
        cells: its cells, two at least.
        in_table: one of the lines right around it is plainly a row.
    """
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        # Tabs after the text are cells; tabs before it alone are an indent.
        return in_table or (len(cells) >= 3 and bool(cells[0] or not cells[-1]))
    return in_table or is_plain_tab_row(cells)


def is_plain_tab_row(cells: Sequence[str]) -> bool:
    """Two filled cells at least, and not just a list marker before a paragraph."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 2 or (len(filled) == 2 and not _LIST_MARKER.match(filled[0]))
