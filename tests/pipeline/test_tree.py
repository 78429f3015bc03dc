"""The tree shows every part of a plan, and text is shown as it is."""

from __future__ import annotations

from io import StringIO

from conftest import PLAN
from rich.console import Console

from parsers.plan import Plan, Section, Source, WarningCode
from pipeline import parse
from pipeline.messages import speaking
from pipeline.tree import LONGEST, short, tree


def drawn(plan: Plan) -> str:
    out = StringIO()
    Console(file=out, width=200, color_system=None).print(tree(plan))
    return out.getvalue()


def bare() -> Plan:
    return Plan(id="0" * 16, source=Source(name="a.txt", sha256="0" * 64, media_type="text/plain"))


def test_a_plan_is_shown_whole() -> None:
    with speaking("en"):
        shown = drawn(parse(PLAN.format(number=7), "seven.txt"))
    for part in (
        "Kế hoạch 7/KH-UBND",
        "I. MỤC ĐÍCH",
        "1. Công an xã  (1 paragraph)",
        "Recipients (2)",
        "seven.txt",
    ):
        assert part in shown


def test_warnings_are_in_the_readers_language() -> None:
    plan = bare()
    plan.warn(WarningCode.SECTION_GAP, "I.3")
    with speaking("vi"):
        assert "trước mục này thiếu một số mục [I.3]" in drawn(plan)


def test_an_empty_plan_is_shown_by_the_name_of_its_file() -> None:
    assert drawn(bare()).startswith("a.txt")


def test_brackets_are_text_and_no_style() -> None:
    plan = bare()
    plan.sections = [Section(marker="1", label="1.", path="1", title="Nộp [red]hồ sơ[/red] [/]")]
    assert "1. Nộp [red]hồ sơ[/red] [/]" in drawn(plan)


def test_a_misread_marker_is_shown_as_meant_too() -> None:
    plan = bare()
    plan.sections = [Section(marker="II", label="I1.", path="II", title="NỘI DUNG")]
    assert "I1. = II  NỘI DUNG" in drawn(plan)


def test_long_text_is_shortened() -> None:
    assert short("ngắn\n gọn") == "ngắn gọn"
    assert len(short("x" * 1000)) == LONGEST + 2
