"""The outline: every numbering scheme, misread and misplaced markers, and lines that are no markers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.structure import markers, outline
from tests.paper import Named, cases, plan

if TYPE_CHECKING:
    from typing import NotRequired


class Case(Named):
    """A body and the sections that it has: all of them, or among others."""

    text: str
    outline: list[list[str | None]] | None
    has: NotRequired[list[list[str | None]]]
    labels: NotRequired[list[str]]
    paragraphs: NotRequired[dict[str, list[str]]]


@pytest.mark.parametrize("case", cases("outline.json"))
def test_sections(case: Case) -> None:
    found = list(plan(case["text"]).walk())
    titles = [[section.path, section.title] for section in found]
    if case["outline"] is not None:
        assert titles == case["outline"]
    assert [each for each in case.get("has", []) if each not in titles] == []
    if "labels" in case:
        assert [section.label for section in found] == case["labels"]
    for path, paragraphs in case.get("paragraphs", {}).items():
        assert [section.paragraphs for section in found if section.path == path] == [paragraphs]


def chosen(lines: list[str]) -> list[str]:
    candidates = [(i, found, 0.0) for i, line in enumerate(lines) if (found := markers.read(line))]
    return [entry.reading.marker for entry in outline.choose(candidates)]


def test_a_thousand_items_are_a_thousand_sections() -> None:
    assert chosen([f"{number % 99 + 1}. Việc" for number in range(99)]) == [str(n) for n in range(1, 100)]
    body = "\n".join(
        f"{part}. Phần\n" + "\n".join(f"{part}.{n}. Việc" for n in range(1, 51)) for part in range(1, 21)
    )
    assert len(list(plan(body).walk())) == 20 * 51


def test_an_entry_keeps_line_label_and_level() -> None:
    found = outline.choose([(3, c, 0.0) for c in [markers.read("I. MỤC ĐÍCH")] if c])
    assert [(e.line, e.candidate.label, e.reading.marker, e.level) for e in found] == [(3, "I.", "I", 0)]


def test_no_candidates_no_outline() -> None:
    assert outline.choose([]) == []


PRINTED = "I.|II.|III.|I1.|1.|2.|3.|9.|1.1.|1.2|a)|b)|đ)|A.|B.|l.|H.|Điều 1.|Chương II|Tháng 4:|(c)|1)|7/|X-"
MARKERS = st.sampled_from(PRINTED.split("|"))


@given(
    st.lists(
        st.builds(lambda marker, rest: f"{marker} {rest}", MARKERS, st.sampled_from(["MỘT", "Hai", "ba"]))
    )
)
def test_whatever_the_order_levels_go_down_one_at_a_time(lines: list[str]) -> None:
    candidates = [(i, found, 0.0) for i, line in enumerate(lines) if (found := markers.read(line))]
    entries = outline.choose(candidates)
    assert [entry.line for entry in entries] == sorted({entry.line for entry in entries})
    depth = -1
    for entry in entries:
        assert 0 <= entry.level <= depth + 1
        depth = entry.level


@given(
    st.lists(st.builds(lambda marker, rest: f"{marker} {rest}", MARKERS, st.sampled_from(["MỘT", "Hai."])))
)
def test_paths_are_unique_and_begin_with_their_parents(lines: list[str]) -> None:
    sections = list(plan("\n".join(lines)).walk())
    paths = [section.path for section in sections]
    assert len(paths) == len(set(paths))
    for section in sections:
        for child in section.children:
            assert child.path.startswith((section.path, section.path.removesuffix(section.marker)))
