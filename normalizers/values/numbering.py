"""Whether the numbers of sections and of table rows follow one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from normalizers.values.columns import ordinal_column
from normalizers.values.keys import key
from parsers.plan import Plan, PlanWarning, Section, Table, WarningCode

_ROMAN = re.compile(r"(?=[IVXL])X{0,3}(?:IX|IV|V?I{0,3}|L)")
_NAMED = re.compile(r"(?P<word>phần|chương|mục|điều)\s+(?:thứ\s+)?(?P<number>\S+)")
_SPOKEN = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_OPTIONAL = "ăâđêfjôơưwz"
"""Letters that a list may leave out: those that lists of Decree 30/2020/NĐ-CP use but many papers do not,
and those foreign to Vietnamese."""
_ORDINAL = re.compile(r"\W*(\d{1,3}(?:\.\d{1,3}){0,3})\W*")


@dataclass
class _Run:
    """The numbers of one kind met so far among siblings."""

    seen: set[int] = field(default_factory=set)
    top: int = 0


def _readings(marker: str) -> dict[str, int]:
    """What a marker may mean, by kind of numbering: C is a letter, I a Roman numeral or a letter."""
    named = _NAMED.fullmatch(key(marker))
    if named:
        spoken, word = named["number"], named["word"]
        values = [_SPOKEN.index(spoken) + 1] if spoken in _SPOKEN else [*_readings(spoken.upper()).values()]
        return {word: values[0]} if values else {}
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*", marker):
        return {"number": int(marker.rpartition(".")[2])}
    found: dict[str, int] = {}
    if _ROMAN.fullmatch(marker):
        found["roman"] = _roman(marker)
    if len(marker) == 1 and key(marker) in _LETTERS:
        found["letter" if marker.islower() else "capital"] = _LETTERS.index(key(marker)) + 1
    return found


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[c] for c in numeral]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _between(kind: str, before: int, number: int) -> int:
    """How many numbers are left out between two of a kind; letters that lists may leave out do not count."""
    if kind in ("letter", "capital"):
        return sum(c not in _OPTIONAL for c in _LETTERS[before : number - 1])
    return number - before - 1


def section_warnings(plan: Plan) -> Iterator[PlanWarning]:
    """`section-gap`, `section-repeated` and `section-order`, in reading order."""
    tops: dict[tuple[int, str], int] = {}
    found = {id(s): w for s, w in _siblings(plan.sections, 0, tops)}
    articles = [s for s in plan.walk() if "điều" in _readings(s.marker)]
    found |= {id(s): w for s, w in _follow(articles, "điều", _Run())}
    yield from (found[id(s)] for s in plan.walk() if id(s) in found)


def _siblings(
    sections: Sequence[Section], depth: int, tops: dict[tuple[int, str], int]
) -> Iterator[tuple[Section, PlanWarning]]:
    """The warnings on a level and below it; `tops` has the last number on each level so far, by kind."""
    kind = _kind(sections)
    alike = [s for s in sections if kind in _readings(s.marker)]
    if kind and kind != "điều":
        first = _readings(alike[0].marker)[kind]
        goes_on = tops.get((depth, kind)) == first - 1
        run = _Run(top=first - 1 if goes_on else 0)
        yield from _follow(alike, kind, run)
        tops[depth, kind] = run.top
    for section in sections:
        yield from _siblings(section.children, depth + 1, tops)


def _kind(sections: Sequence[Section]) -> str:
    """The kind of numbering that most of the siblings can be read as."""
    counts: dict[str, int] = {}
    for section in sections:
        for kind in _readings(section.marker):
            counts[kind] = counts.get(kind, 0) + 1
    return max(counts, key=lambda k: counts[k], default="")


def _follow(sections: Sequence[Section], kind: str, run: _Run) -> Iterator[tuple[Section, PlanWarning]]:
    for section in sections:
        number = _readings(section.marker)[kind]
        if number in run.seen or re.search(r"~\d+$", section.path):
            yield section, _warning(WarningCode.SECTION_REPEATED, section, "is used twice")
        elif number < run.top:
            yield section, _warning(WarningCode.SECTION_ORDER, section, "comes after a higher one")
        elif _between(kind, run.top, number) > 0:
            yield section, _warning(WarningCode.SECTION_GAP, section, "does not follow the one before it")
        run.seen.add(number)
        run.top = max(run.top, number)


def _warning(code: WarningCode, section: Section, what: str) -> PlanWarning:
    return PlanWarning(code=code, path=section.path, message=f"the marker {section.marker} {what}")


def row_warnings(plan: Plan) -> Iterator[PlanWarning]:
    """`row-gap`: the ordinals of a table leave out a number within a group."""
    for index, table in enumerate(plan.tables):
        for row, before, number in _row_gaps(table):
            yield PlanWarning(
                code=WarningCode.ROW_GAP,
                path=f"table {index} row {row}",
                message=f"row {number} follows row {before}",
            )


def _row_gaps(table: Table) -> Iterator[tuple[int, str, str]]:
    column = ordinal_column(table.columns)
    heads = {group.before for group in table.groups}
    last: dict[tuple[str, ...], int] = {}
    for index, row in enumerate(table.rows):
        if index in heads:
            last = {}
        match = _ORDINAL.fullmatch(row[column]) if column is not None and column < len(row) else None
        if not match:
            continue
        *prefix, final = match.group(1).split(".")
        before, number = last.get(tuple(prefix)), int(final)
        if before is not None and number > before + 1:
            yield index, ".".join([*prefix, str(before)]), match.group(1)
        last[tuple(prefix)] = number
