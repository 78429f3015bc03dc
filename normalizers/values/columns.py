"""What the columns of a table of tasks are for, read off their titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from data import rows
from normalizers.values.keys import bare, key

_LEADS = re.compile(r"(?<!\w)(?:chủ trì|đầu mối)(?!\w)")
_DOES = re.compile(r"(?<!\w)(?:thực hiện|phụ trách|tham mưu|chịu trách nhiệm|phân công|triển khai)(?!\w)")
_CHARGE = re.compile(r"(?<!\w)(?:chủ trì|đầu mối|phụ trách|chịu trách nhiệm)(?!\w)")
_HELPS = re.compile(r"(?<!\w)phối hợp(?!\w)")


@dataclass(frozen=True)
class Columns:
    """The columns of a table of tasks, by index; `contents` and `times` from left to right."""

    contents: tuple[int, ...]
    lead: int | None
    partners: int | None
    joint: bool
    """The lead column names all who take part: it says so, or it is the only one and not about who leads."""
    times: tuple[int, ...]
    ordinal: int | None


@cache
def _roles() -> dict[str, str]:
    return {bare(row["words"]): row["role"] for row in rows("column_roles")}


def role_of(title: str) -> str:
    """The role of a column: of the words known, those that stand first in its title decide.

    Of a title of two levels ("Thời gian - Bắt đầu") the lower is asked first.
    """
    _, _, lower = title.rpartition(" - ")
    return _role(bare(lower)) or _role(bare(title))


def _role(title: str) -> str:
    words = title.split()
    for begin in range(len(words)):
        for end in range(min(len(words), begin + 6), begin, -1):
            role = _roles().get(" ".join(words[begin:end]))
            if role:
                return role
    return ""


def ordinal_column(columns: Sequence[str]) -> int | None:
    """The column that numbers the rows."""
    return next((i for i, title in enumerate(columns) if role_of(title) == "ordinal"), None)


def read(columns: Sequence[str]) -> Columns | None:
    """The columns of a table that says who does what; None where no column names bodies or none the work."""
    roles = [role_of(title) for title in columns]
    contents = tuple(i for i, role in enumerate(roles) if role == "content")
    who = [i for i, role in enumerate(roles) if role == "body"]
    helps = [i for i in who if _HELPS.search(key(columns[i])) and not _rank(columns[i])]
    leads = sorted((i for i in who if i not in helps), key=lambda i: -_rank(columns[i]))
    lead = leads[0] if leads else None
    partners = next(iter(helps or leads[1:]), None)  # of two who do it, the second helps
    if not contents or (lead is None and partners is None):
        return None
    alone = key(columns[lead]) if lead is not None and partners is None else ""
    joint = bool(alone) and bool(_HELPS.search(alone) or not _CHARGE.search(alone))
    times = tuple(i for i, role in enumerate(roles) if role == "time")
    return Columns(contents, lead, partners, joint, times, ordinal_column(columns))


def _rank(title: str) -> int:
    """How surely a column names who leads: 2 "chủ trì", 1 another word for doing it, 0 only "phối hợp"."""
    folded = bare(title.rpartition(" - ")[2]) if " - " in title else bare(title)
    if _LEADS.search(folded):
        return 2
    helps = _HELPS.search(folded)
    does = _DOES.search(folded)
    return 1 if does and (not helps or does.start() < helps.start()) else 0
