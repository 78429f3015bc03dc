"""Plans that nobody issued, gentle and hostile."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from hypothesis import strategies as st

from parsers.plan import (
    NOWHERE,
    Annex,
    Assignment,
    Citation,
    Group,
    Issuer,
    Movement,
    Period,
    Place,
    Plan,
    PlanWarning,
    Section,
    Signature,
    Source,
    Table,
    Task,
    WarningCode,
)
from pipeline.inputs import Input
from pipeline.jobs import Result, storable
from pipeline.store import Store

PARSING = "text 1"
BODY = "Ủy ban nhân dân xã Sơn Lâm"


def plan(content: str = "1", name: str = "trồng cây.pdf", subject: str = "Trồng cây năm 2024") -> Plan:
    """A small plan with something in every part; another `content` makes another file."""
    sha256 = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    item = Section(
        marker="1", label="1.", path="I.1", title="Công an xã", paragraphs=["- Giữ trật tự.", "+ Trực."]
    )
    return Plan(
        id=sha256[:16],
        source=Source(name=name, sha256=sha256, media_type="application/pdf", pages=3, confidence=0.9),
        type="Kế hoạch",
        number=7,
        notation="KH-UBND",
        code="7/KH-UBND",
        place="Sơn Lâm",
        issued="2024-03",
        subject=subject,
        issuer=Issuer(name=BODY, province="Khánh Hòa"),
        years=[2024],
        preamble=["Xã trồng cây như sau:"],
        sections=[Section(marker="I", label="I.", path="I", title="VIỆC LÀM", children=[item])],
        closing=["Trên đây là kế hoạch./."],
        annexes=[Annex(label="PHỤ LỤC", title="DANH SÁCH THÔN", paragraphs=["Thôn 1"])],
        tables=[
            Table(
                caption="Lịch",
                columns=["TT", "Việc", "Ai"],
                rows=[["1", "- Trồng cây", "Thôn 1"], ["2", "=Tưới", ""]],
                groups=[Group(before=1, marker="II", title="Sau Tết")],
                section="I",
                page=2,
                places=[[Place(page=2), Place(page=2), Place(page=2)], [Place(page=3), NOWHERE, NOWHERE]],
            ),
            Table(columns=["TT", "Kinh phí"]),
        ],
        tasks=[
            Task(
                ordinal="1",
                content="- Trồng cây",
                lead=["Thôn 1", "Thôn 2"],
                partners=["@Đoàn xã"],
                time=Period(text="Tháng 3", start="2024-03-01", end="2024-03-31"),
                table=0,
                row=0,
            ),
            Task(ordinal="2", group="Sau Tết", content="=Tưới", table=0, row=1),
        ],
        assignments=[Assignment(path="I.1", assignees=["Công an xã"])],
        citations=[
            Citation(type="Công văn", code="12/UBND-VP", date="2024-01-15", issuer="Ủy ban nhân dân huyện"),
            Citation(type="Luật", date="2017", title="Lâm nghiệp"),
        ],
        movements=[Movement(name="Tết trồng cây", start=2021, end=2025)],
        signature=Signature(
            capacity="TM", authority="ỦY BAN NHÂN DÂN", position="CHỦ TỊCH", name="Trần Văn Mẫu"
        ),
        recipients=["Các thôn", "-Lưu: VT"],
        warnings=[
            PlanWarning(code=WarningCode.DATE_INCOMPLETE, message="no day"),
            PlanWarning(code=WarningCode.ROW_GAP, path="table 0 row 1"),
            PlanWarning(code=WarningCode.SECTION_GAP, path="I.1"),
        ],
    )


def put(store: Store, made: Plan, path: str = "a.pdf") -> int:
    """Store a plan as an import would that met it under this path; the number of its ledger row."""
    return close(store, path, lambda row: Result(row, 10, made.source.sha256, storable([made])))


def close(store: Store, path: str, result: Callable[[int], Result]) -> int:
    """List a file, claim it and commit what `result` makes of its row."""
    run = store.begin_run()
    store.enlist([Input(path, 10, None)], parsing=PARSING)
    [job] = store.claim(run, 1)
    store.commit(run, [result(job.row)], parsing=PARSING)
    store.give_back(run)
    store.end_run(run, {})
    return job.row


_HOSTILE = st.one_of(
    st.sampled_from(
        ["=1+1", "+84", "-Việc", "@SUM(A1)", "'=1", "\t=1", "\r=1", "\n", "＝1", "1e5", "007", "2024-03",
         "NaN", "2024-02-30", "0001-01-01", "http://x.vn", "internal:A1", "mailto:a@b", "<r><t>x</t></r>",
         "_x0041_", "\x00\x08\x1f\x7f", "\ud800", "\ufffe\uffff", "\u2028\x85", "a\r\nb",
         "😀" * 20_000, "ă" * 40_000,
         "<b>&amp;]]>", '"', ";", "#REF!", "TRUE", "{=1}", "%s {0}"]
    ),
    st.text(st.characters(exclude_categories=()), max_size=12),
)  # fmt: skip
_MAYBE = st.none() | _HOSTILE
_LIST = st.lists(_HOSTILE, max_size=2)
_INT = st.none() | st.integers(-(2**70), 2**70)


@st.composite
def hostile(draw: st.DrawFn) -> Plan:
    """A plan whose every text may be anything, and whose numbers may be out of all bounds."""
    made = plan(draw(st.sampled_from("abc")), draw(_HOSTILE), draw(_HOSTILE))
    made.type, made.code, made.notation, made.place, made.issued = (draw(_MAYBE) for _ in range(5))
    made.number, made.years = draw(_INT), draw(st.lists(st.integers(-(2**70), 2**70), max_size=2))
    made.issuer = Issuer(name=draw(_MAYBE), parent=draw(_MAYBE), province=draw(_MAYBE))
    made.preamble, made.closing, made.recipients = draw(_LIST), draw(_LIST), draw(_LIST)
    text = draw(_HOSTILE)
    made.sections = [Section(marker=text, label=text, path=text, title=draw(_MAYBE), paragraphs=draw(_LIST))]
    cells = draw(_LIST)
    made.tables = [
        Table(caption=draw(_MAYBE), columns=cells, rows=[cells], groups=[Group(before=0, title=text)])
    ]
    time = Period(text=text, start=draw(_MAYBE), end=draw(_MAYBE))
    made.tasks = [Task(ordinal=text, content=text, lead=draw(_LIST), time=time, table=0, row=0)]
    made.citations = [Citation(type=text, code=draw(_MAYBE), date=draw(_MAYBE))]
    made.movements = [Movement(name=text, start=draw(_INT))]
    made.warnings = [PlanWarning(code=WarningCode.ROW_GAP, path=draw(_MAYBE), message=text)]
    return made
