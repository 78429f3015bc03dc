"""Tasks: the rows of tables that say who does what, with whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizers.values import bodies
from normalizers.values.columns import Columns, read
from normalizers.values.dates import find_period, parse_period
from normalizers.values.keys import key
from normalizers.values.years import is_school_year
from parsers.plan import Period, Plan, Table, Task

_DITTO = re.compile(r"\W*(?:nt|như trên|[\"″〃”]+|//+|''+)\W*|-\s*\"\s*-", re.IGNORECASE)
_TICK = re.compile(r"\s*[xX✓✔√v+*●•■]\s*")
_BODY = r"(?:(?:cơ quan|đơn vị|bộ phận)\s+)?"
_LABELLED = re.compile(
    rf"\W*{_BODY}chủ trì\s*:\s*(?P<lead>.*?)[\s;,.–-]*{_BODY}phối hợp(?:\s+(?:thực hiện|với))?\s*:"
    r"\s*(?P<partners>.*)",
    re.DOTALL,
)
_IN_ONE = re.compile(
    r"(?P<lead>.+?)\s*\(?\s*(?:làm\s+)?(?:chủ trì|đầu mối)\s*\)?\s*[,;]?\s*(?:và\s+)?"
    r"phối hợp(?:\s+(?:với|cùng))?\s+(?P<partners>.+)",
    re.DOTALL,
)
_TOGETHER = re.compile(r"(?P<lead>.+?)\s*[,;]?\s+phối hợp\s+(?:với|cùng)\s+(?P<partners>.+)", re.DOTALL)
_ROLE = re.compile(
    r"\s*\((?:chủ trì|phối hợp|cơ quan chủ trì|cơ quan phối hợp)\)|^(?:chủ trì|phối hợp)\s*:\s*"
)


@dataclass
class _Above:
    """What the rows above in the same group say, for cells that span rows."""

    lead: str = ""
    partners: str = ""
    time: str = ""


def tasks(plan: Plan) -> list[Task]:
    """One task for each row of a table that names a body in charge or taking part."""
    school = is_school_year(plan)
    return [task for i, table in enumerate(plan.tables) for task in of_table(table, i, plan.years, school)]


def of_table(table: Table, index: int, years: Sequence[int], school: bool = False) -> Iterator[Task]:
    """The tasks of one table; nothing where its columns do not say who does what."""
    columns = read(table.columns)
    if not columns:
        return
    # Where two columns name the work, the broader one spans rows and is left blank in most.
    contents = sorted(columns.contents, key=lambda i: sum(not row[i].strip() for row in table.rows))
    above = _Above()
    heads = {group.before for group in table.groups}
    for number, row in enumerate(table.rows):
        if number in heads:
            above = _Above()
        group = next((g.title for g in reversed(table.groups) if g.before <= number), None)
        content = next((row[i] for i in contents if row[i].strip()), "")
        if not content or _is_heading(table, number, columns):
            continue
        who = _who(row, columns, above)
        lead, partners = _bodies(who.lead, who.partners, columns.joint)
        if lead or partners:
            time = _time(row, who, columns, table, years, school)
            yield Task(
                ordinal=row[columns.ordinal].strip() if columns.ordinal is not None else "",
                group=group,
                content=content,
                lead=lead,
                partners=partners,
                time=time or (find_period(group, years, school) if group else None),
                table=index,
                row=number,
            )


def _is_heading(table: Table, number: int, columns: Columns) -> bool:
    """Whether a row only heads the rows numbered under it: "1", then "1.1"; or "2", then "a"."""
    row = table.rows[number]
    kept = {*columns.contents, *([columns.ordinal] if columns.ordinal is not None else [])}
    if any(cell.strip() for i, cell in enumerate(row) if i not in kept):
        return False
    if columns.ordinal is None or number + 1 >= len(table.rows):
        return False
    own, following = (table.rows[n][columns.ordinal].strip(" .)") for n in (number, number + 1))
    return bool(own) and own != following and (following.startswith(f"{own}.") or _descends(own, following))


def _descends(own: str, following: str) -> bool:
    kinds = (r"[IVX]+|[A-Z]", r"\d+", r"\d+(?:\.\d+)+|[a-zđ]|[-+]")
    ranks = [next((i for i, k in enumerate(kinds) if re.fullmatch(k, x)), -1) for x in (own, following)]
    return -1 < ranks[0] < ranks[1]


def _who(row: Sequence[str], columns: Columns, above: _Above) -> _Above:
    """The cells of a row; one that is blank or a ditto mark has the text of the cell that spans it.

    Who helps may well be nobody, and a task may have no date: those are taken from above only
    together with who leads.
    """
    lead = row[columns.lead].strip() if columns.lead is not None else ""
    partners = row[columns.partners].strip() if columns.partners is not None else ""
    time = " ".join(row[i] for i in columns.times).strip()
    spanned = columns.lead is not None and (not lead or bool(_DITTO.fullmatch(lead)))
    now = _Above(
        lead=above.lead if spanned else lead,
        partners=above.partners if (spanned and not partners) or _DITTO.fullmatch(partners) else partners,
        time=above.time if (spanned and not time) or _DITTO.fullmatch(time) else time,
    )
    above.lead, above.partners = now.lead, now.partners
    above.time = now.time
    return now


def _bodies(lead: str, partners: str, joint: bool) -> tuple[list[str], list[str]]:
    """The bodies of the two cells; what one cell says of both is told apart."""
    for pattern in (_LABELLED, _IN_ONE, _TOGETHER) if not partners else ():
        match = pattern.fullmatch(key(lead))
        if match:
            first, second = (lead[slice(*match.span(g))] for g in ("lead", "partners"))
            return _names(first), _names(second)
    named = _names(lead)
    if joint:
        return named[:1], [*named[1:], *_names(partners)]
    return named, _names(partners)


def _names(cell: str) -> list[str]:
    cell = "" if _DITTO.fullmatch(cell) else cell
    named = (_unlabelled(name) for name in bodies.split(cell))
    return [name for name in named if any(c.isalpha() for c in name)]


def _unlabelled(name: str) -> str:
    """A body without the mark of its part in the task: "Sở Y tế (chủ trì)"."""
    match = _ROLE.search(key(name))
    return (name[: match.start()] + name[match.end() :]).strip() if match else name


def _time(
    row: Sequence[str], who: _Above, columns: Columns, table: Table, years: Sequence[int], school: bool
) -> Period | None:
    """The time of a row, from one column, from a start and an end, or from ticks under months or quarters."""
    filled = [i for i in columns.times if row[i].strip()]
    if filled and all(_TICK.fullmatch(row[i]) for i in filled):
        ticked = [parse_period(table.columns[i].rpartition(" - ")[2], years, school) for i in filled]
        return _joined([period for period in ticked if period])
    if len(filled) > 1:
        return _joined([p for i in filled if (p := parse_period(row[i], years, school))])
    return parse_period(who.time, years, school) if who.time else None


def _joined(periods: Sequence[Period]) -> Period | None:
    """From the start of the first to the end of the last."""
    if not periods:
        return None
    text = periods[0].text if len(periods) == 1 else f"{periods[0].text} - {periods[-1].text}"
    return Period(text=text, start=periods[0].start, end=periods[-1].end)
