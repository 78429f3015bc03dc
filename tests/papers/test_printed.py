"""Born-digital papers: what is printed is what the truth says, inside the page, the same for a seed."""

from __future__ import annotations

from collections import Counter

import pypdfium2
import pytest

from parsers.plan import Issuer, Plan, Section, Table
from tests.papers import Document, Style, printed
from tests.papers.letterhead import balanced
from tests.papers.sheet import Role
from tests.papers.table import head_levels
from tests.pipeline.invented import plan as invented
from tests.plans import PLANS, parsed

SAMPLES = sorted(PLANS)


def sample(number: int) -> Document:
    """A sample plan as one of many styles prints it."""
    name = SAMPLES[number % len(SAMPLES)]
    return printed(parsed(PLANS[name]), Style.any(number))


def letters(text: str) -> Counter[str]:
    """The letters of a text; a hyphen at a line's end comes out of PDFs as other signs."""
    return Counter(letter for letter in text if letter.isalnum())


@pytest.mark.parametrize("number", range(12))
def test_all_that_is_printed_is_in_the_truth(number: int) -> None:
    document = sample(number)
    with pypdfium2.PdfDocument(document.content) as pdf:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(texts) == len(document.truth.pages)
    for text, page in zip(texts, document.truth.pages, strict=True):
        assert letters(text) == letters(" ".join(line.text for line in page.lines))


@pytest.mark.parametrize("number", range(12))
def test_lines_and_words_stand_between_the_margins(number: int) -> None:
    for page in sample(number).truth.pages:
        for line in page.lines:
            boxes = [line.box, *(word.box for word in line.words)]
            assert all(40 < x0 < x1 < page.width - 30 for x0, _, x1, _ in boxes), line.text
            assert all(20 < y0 < y1 < page.height - 35 for _, y0, _, y1 in boxes), line.text
            assert line.text == " ".join(word.text for word in line.words)


def test_flow_and_lines_are_the_same_text() -> None:
    for number in range(12):
        document = sample(number)
        flow, lines = "".join(document.truth.flow), document.truth.lines()
        repeated = set(letters(lines)) - set(letters(flow))
        assert not repeated
        assert not letters(flow) - letters(lines)


def test_a_style_follows_from_its_seed() -> None:
    assert sample(3).content == sample(3).content
    assert len({Style.any(seed) for seed in range(50)}) == 50


def test_every_cell_is_in_its_place() -> None:
    document = printed(parsed(PLANS["province-disaster-2019"]), Style.any(5))
    table = parsed(PLANS["province-disaster-2019"]).tables[0]
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            found = [
                line.text
                for page in document.truth.pages
                for line in page.lines
                if line.role is Role.CELL
                and (line.place and (line.place.row, line.place.column) == (number, column))
            ]
            assert " ".join(found) == " ".join(cell.split())


def test_a_row_that_no_page_holds_is_cut() -> None:
    long = " ".join(["dài"] * 9000)
    plan = invented()
    plan.tables = [Table(columns=["TT", "Việc"], rows=[["1", long], ["2", "ngắn"]], section="I")]
    document = printed(plan)
    assert len(document.truth.pages) > 3
    assert sum(line.text.count("dài") for page in document.truth.pages for line in page.lines) == 9000


def test_a_plan_of_which_nothing_is_known_has_an_empty_page() -> None:
    empty = invented()
    bare = Plan(id=empty.id, source=empty.source, issuer=Issuer())
    assert [line.role for line in printed(bare).truth.pages[0].lines] == [Role.MOTTO, Role.MOTTO]


def test_a_word_that_no_line_holds_is_cut() -> None:
    plan = invented()
    plan.sections = [Section(marker="I", label="I.", path="I", paragraphs=["x" * 500])]
    assert "".join(printed(plan).truth.lines().split()).count("x" * 500) == 1


def test_heads_of_two_levels() -> None:
    columns = ["TT", "Việc", "Đơn vị - Chủ trì", "Đơn vị - Phối hợp", "Thời gian - nơi"]
    assert head_levels(columns) == [
        ["TT", "Việc", "Đơn vị", "", "Thời gian - nơi"],
        ["", "", "Chủ trì", "Phối hợp", ""],
    ]


def test_centred_lines_are_about_as_long_as_each_other() -> None:
    lines = balanced("một hai ba bốn năm sáu bảy tám chín mười", 150, 14, "Liberation Serif")
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) < 8
