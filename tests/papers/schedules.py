"""Invented tables of who does what by when, and the tasks that are in them."""

from __future__ import annotations

import calendar
import random
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.plan import Group, Period, Table, Task
from tests.papers.wording import Speaker, phrases, vocabulary

_HEADS = (
    ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện"),
    ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"),
    ("TT", "Nội dung", "Đơn vị thực hiện - Chủ trì", "Đơn vị thực hiện - Phối hợp", "Thời gian hoàn thành"),
    ("STT", "Nội dung", "Thời gian", "Chủ trì", "Phối hợp"),
    ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm"),
    ("TT", "Hoạt động", "Thời gian", "Đơn vị thực hiện"),
)
_PRODUCTS = ("Kế hoạch", "Báo cáo", "Danh sách", "Quyết định", "Biên bản", "Hội nghị")
_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Years:
    """The first and last year of a plan; `school`: it runs from September to August."""

    first: int
    last: int
    school: bool = False


def schedule(speaker: Speaker, kind: str, years: Years, number: int) -> tuple[Table, list[Task]]:
    """A table of duties for bodies of a kind, and its tasks; `number` is its index among the tables."""
    rng = speaker.rng
    columns = list(rng.choice(_HEADS))
    grouped = rng.random() < 0.35
    titles = rng.sample(phrases("groups"), rng.randint(2, 4)) if grouped else [""]
    restarts = rng.random() < 0.5
    table, tasks = Table(columns=columns), list[Task]()
    for at, title in enumerate(titles):
        if grouped:
            table.groups.append(Group(before=len(table.rows), marker=_ROMAN[at], title=title))
        for count in range(rng.randint(2, 4) if grouped else rng.randint(3, 9)):
            ordinal = str(count + 1 if restarts else len(table.rows) + 1)
            row, task = _row(speaker, kind, years, columns, ordinal)
            task.group, task.table, task.row = title or None, number, len(table.rows)
            table.rows.append(row)
            tasks.append(task)
    return table, tasks


_ROMAN = ("I", "II", "III", "IV", "V")


def _row(
    speaker: Speaker, kind: str, years: Years, columns: Sequence[str], ordinal: str
) -> tuple[list[str], Task]:
    rng = speaker.rng
    content = speaker.work()
    if rng.random() < 0.12:
        content = f"- {speaker.work()};\n- {speaker.work()}."
    bodies = vocabulary()["bodies"][kind]
    lead, *partners = rng.sample(bodies, rng.randint(1, min(4, len(bodies))))
    if partners and rng.random() < 0.3:
        partners[-1] = rng.choice(vocabulary()["all"][kind])
    alone = not any("hối hợp" in column for column in columns)
    time = _time(rng, years)
    cells = []
    for column in columns:
        if column in ("TT", "STT"):
            cells.append(ordinal)
        elif "hời gian" in column:
            cells.append(time.text)
        elif "hối hợp" in column:
            cells.append(_listed(rng, partners))
        elif column == "Sản phẩm":
            cells.append(rng.choice(_PRODUCTS))
        elif "rì" in column or "hực hiện" in column:
            cells.append("; ".join([lead, *partners]) if alone else lead)
        else:
            cells.append(content)
    return cells, Task(
        ordinal=ordinal, content=content, lead=[lead], partners=partners, time=time, table=0, row=0
    )


def _listed(rng: random.Random, bodies: Sequence[str]) -> str:
    if len(bodies) > 1 and rng.random() < 0.25:
        return ";\n".join(f"- {each}" for each in bodies) + "."
    return "; ".join(bodies)


def _time(rng: random.Random, years: Years) -> Period:
    """A time phrase and its days."""
    whole = (f"{years.first}-01-01", f"{years.last}-12-31")
    if years.last > years.first and not years.school:
        year = rng.randint(years.first, years.last)
        if rng.random() < 0.6:
            return Period(text=f"Năm {year}", start=f"{year}-01-01", end=f"{year}-12-31")
        return Period(text="Hằng năm", start=whole[0], end=whole[1])
    month = rng.randint(1, 12)
    year = years.last if years.school and month < 9 else years.first
    last = calendar.monthrange(year, month)[1]
    shown = f"{month:02}" if month < 3 else str(month)
    if years.school or (draw := rng.random()) < 0.4:
        text = f"Tháng {shown}/{year}" if years.school or rng.random() < 0.4 else f"Tháng {shown}"
        return Period(text=text, start=f"{year}-{month:02}-01", end=f"{year}-{month:02}-{last}")
    if draw < 0.65:
        quarter = rng.randint(1, 4)
        first, final = 3 * quarter - 2, 3 * quarter
        ends = calendar.monthrange(year, final)[1]
        return Period(
            text=f"Quý {_QUARTERS[quarter - 1]}",
            start=f"{year}-{first:02}-01",
            end=f"{year}-{final:02}-{ends}",
        )
    if draw < 0.85:
        day = rng.randint(5, 28)
        return Period(text=f"Trước ngày {day:02}/{shown}/{year}", end=f"{year}-{month:02}-{day:02}")
    return Period(text=rng.choice(("Thường xuyên", "Trong năm")), start=whole[0], end=whole[1])
