"""Invented plans: a seed gives a plan of the genre with its whole record, by construction.

Nothing is read back by the pipeline: the records are due whatever the readers make of the papers.
"""

from __future__ import annotations

import hashlib
import random
from calendar import monthrange

from parsers.plan import (
    Annex,
    Assignment,
    Citation,
    Evidence,
    Issuer,
    Movement,
    Plan,
    Section,
    Signature,
    Source,
    WarningCode,
)
from tests.papers.issuers import MERGED, Body, issuer, person
from tests.papers.outline import Outline
from tests.papers.schedules import Years, schedule
from tests.papers.wording import Speaker, phrases, vocabulary

_FIRST, _LAST = 2012, 2026


def invented(seed: int | str) -> Plan:
    """The plan of a seed."""
    rng = random.Random(f"plan {seed}")
    year = rng.randint(_FIRST, _LAST)
    body = issuer(rng, year)
    years = _years(rng, year, body)
    speaker = Speaker(rng, rng.choice(vocabulary()["themes"]), year, body.area)
    sha256 = hashlib.sha256(f"plan {seed}".encode()).hexdigest()
    source = Source(name=f"{seed}.pdf", sha256=sha256, media_type="application/pdf")
    plan = Plan(id=sha256[:16], source=source, type="Kế hoạch", years=sorted({years.first, years.last}))
    _head(plan, speaker, body, years)
    _preamble(plan, speaker, body)
    _sections(plan, speaker, body, years)
    plan.closing = [speaker.say("closings")]
    _foot(plan, speaker, body)
    return plan


def _years(rng: random.Random, year: int, body: Body) -> Years:
    if body.kind == "school" and rng.random() < 0.6:
        return Years(year, year + 1, school=True)
    if rng.random() < 0.12:
        return Years(year, year + rng.choice((2, 4)))
    return Years(year, year)


def _head(plan: Plan, speaker: Speaker, body: Body, years: Years) -> None:
    rng = speaker.rng
    span = f"năm {years.first}"
    if years.school:
        span = f"năm học {years.first} - {years.last}"
    elif years.last > years.first:
        span = f"giai đoạn {years.first} - {years.last}"
    where = f" trên địa bàn {body.area}" if body.authority and rng.random() < 0.5 else ""
    plan.subject = f"{speaker.theme['subject']}{where} {span}"
    plan.issuer = Issuer(name=body.name, parent=body.parent, province=body.province)
    plan.evidence["issuer"] = Evidence(raw=body.letterhead)
    # Bodies were merged and renamed in July 2025; those of that year are the new ones.
    month = rng.randint(8, 9) if years.school or years.first == MERGED else rng.randint(1, 4)
    day = rng.randint(2, monthrange(years.first, month)[1])
    plan.place, plan.issued = body.place, f"{years.first}-{month:02}-{day:02}"
    plan.number, plan.notation = rng.randint(2, 480), body.notation
    number = f"{plan.number:02}"
    if rng.random() < 0.08:
        plan.number, number = None, ""
        plan.warn(WarningCode.NUMBER_MISSING)
    if rng.random() < 0.06:
        plan.issued = plan.issued[:7]
        plan.warn(WarningCode.DATE_INCOMPLETE)
    stroke = "-" if body.kind == "party" else "/"
    plan.code = f"{number}{stroke}{body.notation}"


def _preamble(plan: Plan, speaker: Speaker, body: Body) -> None:
    rng, theme = speaker.rng, speaker.theme
    before = speaker.year - 1
    if rng.random() < 0.8:
        plan.preamble.append(f"Căn cứ Luật {theme['law']};")
        plan.citations.append(Citation(type="Luật", title=theme["law"]))
    number, day, month = rng.randint(11, 190), rng.randint(3, 28), rng.randint(3, 12)
    plan.preamble.append(
        f"Căn cứ Nghị định số {number}/{before}/NĐ-CP ngày {day:02}/{month}/{before} của Chính phủ "
        f"quy định chi tiết về {theme['name']};"
    )
    date = f"{before}-{month:02}-{day:02}"
    plan.citations.append(
        Citation(type="Nghị định", code=f"{number}/{before}/NĐ-CP", date=date, issuer="Chính phủ")
    )
    number, day = rng.randint(200, 2900), rng.randint(3, 28)
    above = plan.issuer.parent or "Bộ Nội vụ"
    sign = "TU" if body.kind == "party" else "UB" if above.startswith("Ủy") else "BNV"
    plan.preamble.append(
        f"Thực hiện Công văn số {number}/{sign}-VP ngày {day:02}/12/{before} của {above} "
        f"về việc triển khai nhiệm vụ {theme['name']}, {body.name} xây dựng Kế hoạch như sau:"
    )
    plan.citations.append(
        Citation(type="Công văn", code=f"{number}/{sign}-VP", date=f"{before}-12-{day:02}", issuer=above)
    )


def _sections(plan: Plan, speaker: Speaker, body: Body, years: Years) -> None:
    rng = speaker.rng
    outline = Outline(speaker, body.kind == "party")
    if rng.random() < 0.3:
        count = rng.randint(2, 3)
        outline.add(None, "TÌNH HÌNH THỰC HIỆN", [speaker.say("situations") for _ in range(count)])
    aims = outline.add(None, "MỤC ĐÍCH, YÊU CẦU")
    for title, kind in (("Mục đích", "purposes"), ("Yêu cầu", "requirements")):
        outline.add(aims, title, outline.bullets(kind, rng.randint(2, 3)))
    if rng.random() < 0.5:
        outline.add(None, "CHỈ TIÊU", [f"- {speaker.say('targets')}" for _ in range(rng.randint(2, 5))])
    work = outline.add(None, speaker.one(phrases("work_titles")))
    outline.work(work)
    if rng.random() < 0.3:
        _movement(plan, speaker, years, outline, work)
    if rng.random() < 0.8:
        _table(plan, speaker, body, years, outline)
    outline.add(None, "KINH PHÍ THỰC HIỆN", [speaker.say("money")])
    _organisation(plan, speaker, body, outline)
    plan.sections = outline.sections


def _movement(plan: Plan, speaker: Speaker, years: Years, outline: Outline, above: Section) -> None:
    name = speaker.theme["movement"]
    start, end = years.first, years.first + 4
    outline.add(above, None, [f"Phát động phong trào thi đua “{name}” giai đoạn {start} - {end}."])
    plan.movements.append(Movement(name=name, start=start, end=end))


def _table(plan: Plan, speaker: Speaker, body: Body, years: Years, outline: Outline) -> None:
    """A table of duties in a section, or in an annex that a section announces."""
    table, plan.tasks = schedule(speaker, body.kind, years, 0)
    plan.tables.append(table)
    title = speaker.one(phrases("table_titles"))
    if speaker.rng.random() < 0.7:
        table.section = outline.add(None, title, ["Nhiệm vụ được phân công như sau:"]).path
        return
    outline.add(None, title, ["(Nhiệm vụ cụ thể tại Phụ lục kèm theo Kế hoạch này)"])
    table.caption = f"PHÂN CÔNG NHIỆM VỤ {speaker.theme['name'].upper()} NĂM {speaker.year}"
    note = f"(Kèm theo Kế hoạch số {plan.code} của {body.name})"
    plan.annexes.append(Annex(label="PHỤ LỤC", title=table.caption, note=note))


def _organisation(plan: Plan, speaker: Speaker, body: Body, outline: Outline) -> None:
    rng = speaker.rng
    top = outline.add(None, speaker.one(phrases("organising")))
    for name in rng.sample(vocabulary()["bodies"][body.kind], rng.randint(2, 4)):
        if rng.random() < 0.7:
            section = outline.add(top, name, outline.bullets("duties", rng.randint(1, 3)))
        else:
            section = outline.add(top, None, [f"{name} {speaker.say('orders')}"])
        plan.assignments.append(Assignment(path=section.path, assignees=[name]))
    everybody = rng.choice(vocabulary()["all"][body.kind])
    section = outline.add(top, None, [f"{everybody} {speaker.say('orders')}"])
    plan.assignments.append(Assignment(path=section.path, assignees=[everybody]))


def _foot(plan: Plan, speaker: Speaker, body: Body) -> None:
    rng = speaker.rng
    plan.recipients = list(vocabulary()["recipients"][body.kind])
    name = person(rng)
    deputy = rng.random() < 0.5
    position = f"PHÓ {body.chief}" if deputy else body.chief
    if body.authority:
        plan.signature = Signature(capacity="TM", authority=body.authority, position=position, name=name)
    elif deputy:
        plan.signature = Signature(capacity="KT", authority=body.chief, position=position, name=name)
    else:
        plan.signature = Signature(position=position, name=name)
