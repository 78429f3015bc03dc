"""Repaired words stand where the words stood that they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text.documents import repair_document
from normalizers.text.edits import Edit, apply
from normalizers.text.placing import placed
from parsers.document import Box, Cell, Document, Line, Page, Word

WIDTH = 10.0


def words(text: str) -> list[Word]:
    """The words of a text, ten points for each character, and as sure as they are long."""
    found: list[Word] = []
    for position, letter in enumerate(text):
        if letter.isspace():
            continue
        x0, x1 = position * WIDTH, (position + 1) * WIDTH
        if position and not text[position - 1].isspace():
            before = found.pop()
            assert before.box
            found.append(Word(text=before.text + letter, box=Box(x0=before.box.x0, y0=0, x1=x1, y1=12)))
        else:
            found.append(Word(text=letter, box=Box(x0=x0, y0=0, x1=x1, y1=12)))
    return found


def edit(raw: str, before: str, after: str) -> Edit:
    start = raw.index(before)
    return Edit(start, start + len(before), before, after, "test")


def shown(found: list[Word]) -> list[tuple[str, float, float]]:
    return [(word.text, word.box.x0, word.box.x1) for word in found if word.box]


def test_a_word_keeps_its_place() -> None:
    raw = "trong cay xanh"
    found = placed(words(raw), raw, [edit(raw, "cay", "cây")])
    assert shown(found) == [("trong", 0, 50), ("cây", 60, 90), ("xanh", 100, 140)]


def test_words_that_no_edit_touches_are_the_same() -> None:
    raw = "trong cay xanh"
    before = words(raw)
    after = placed(before, raw, [edit(raw, "cay", "cây")])
    assert after[0] is before[0]
    assert after[2] is before[2]


def test_a_word_that_is_parted_shares_its_place() -> None:
    raw = "giữ trậttự xóm"
    found = placed(words(raw), raw, [edit(raw, "trậttự", "trật tự")])
    assert [text for text, *_ in shown(found)] == ["giữ", "trật", "tự", "xóm"]
    (_, left, end), (_, start, right) = shown(found)[1:3]
    assert (left, right) == (40, 100)
    assert left < end < start < right


@pytest.mark.parametrize(("before", "after"), [("KHO ẢN", "KHOẢN"), (" ", "")])
def test_words_that_are_joined_give_their_places_together(before: str, after: str) -> None:
    raw = "KHO ẢN"
    assert shown(placed(words(raw), raw, [edit(raw, before, after)])) == [("KHOẢN", 0, 60)]


def test_the_least_sure_part_says_how_sure_a_joined_word_is() -> None:
    parts = [
        word.model_copy(update={"confidence": sure})
        for word, sure in zip(words("KHO ẢN"), (0.9, 0.4), strict=True)
    ]
    [whole] = placed(parts, "KHO ẢN", [edit("KHO ẢN", "KHO ẢN", "KHOẢN")])
    assert whole.confidence == 0.4


def test_other_words_than_the_text_has_are_matched_one_for_one_or_left() -> None:
    raw = "trong cay"
    assert [w.text for w in placed(words("tnong cay"), raw, [edit(raw, "cay", "cây")])] == ["trong", "cây"]
    assert [w.text for w in placed(words("tnong"), raw, [edit(raw, "cay", "cây")])] == ["tnong"]


@given(st.lists(st.text("aă đ", min_size=0, max_size=6), max_size=8), st.data())
def test_repaired_words_are_the_words_of_the_repaired_text(chunks: list[str], data: st.DataObject) -> None:
    raw = " ".join(" ".join(chunks).split())
    edits: list[Edit] = []
    at = 0
    while at < len(raw) and data.draw(st.booleans()):
        start = data.draw(st.integers(at, len(raw) - 1))
        end = data.draw(st.integers(start + 1, min(len(raw), start + 4)))
        after = data.draw(st.text("bê ", max_size=4))
        edits.append(Edit(start, end, raw[start:end], after, "test"))
        at = end + 1
    found = placed(words(raw), raw, edits)
    assert "".join(word.text for word in found) == "".join(apply(raw, edits).split())


def test_the_words_of_a_row_follow_its_cells() -> None:
    cells = [Cell(text="Trng cây"), Cell(text="Tổ I1I")]
    row = Line(text="Trng cây\tTổ I1I", cells=cells, words=words("Trng cây Tổ I1I"))
    document = Document(name="a", sha256="0" * 64, media_type="x", pages=[Page(number=1, lines=[row])])
    [line] = repair_document(document).document.pages[0].lines
    assert " ".join(word.text for word in line.words) == " ".join(line.text.split())
