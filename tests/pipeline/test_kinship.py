"""Near-duplicates are linked and reported, and nothing else is."""

from __future__ import annotations

import random
from pathlib import Path

from conftest import PLAN, Kehoach
from hypothesis import given
from hypothesis import strategies as st
from invented import plan, put

from pipeline.sketches import ALIKE, BINS, bands, in_common, sketch
from pipeline.store import Store

SYLLABLES = "kế hoạch xã trồng cây rừng thôn giao phòng kinh tế chủ trì phối hợp công an đoàn thanh niên năm"
WORDS = SYLLABLES.split(" ")


def text(seed: int, length: int = 400) -> list[str]:
    return random.Random(seed).choices([a + b for a in WORDS for b in WORDS], k=length)


def changed(words: list[str], share: float) -> list[str]:
    chance = random.Random(0)
    return [word if chance.random() >= share else f"{word}x" for word in words]


def drawn(words: list[str]) -> bytes:
    made = sketch([" ".join(words)])
    assert made is not None
    return made


def test_a_sketch_estimates_what_texts_have_in_common() -> None:
    words = text(1)
    assert in_common(drawn(words), drawn([word.upper() for word in words])) == 1
    assert in_common(drawn(words), drawn(text(2))) < 0.1
    assert in_common(drawn(words), drawn(changed(words, 0.02))) > ALIKE
    assert in_common(drawn(words), drawn(changed(words, 0.5))) < 0.5
    assert len(drawn(words)) == 4 * BINS


def test_short_texts_are_not_compared() -> None:
    assert sketch(["Kế hoạch trồng cây"]) is None


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=20)))
def test_any_text_has_a_sketch_or_none(texts: list[str]) -> None:
    made = sketch(texts)
    assert made is None or len(set(bands(made))) <= 12


def test_near_duplicates_are_linked_and_kept(db: str) -> None:
    first, other = text(1), text(2)
    with Store.open(db) as store:
        for number, words in enumerate((first, changed(first, 0.02), other)):
            made = plan(f"{number}")
            made.code, made.preamble = f"{number}/KH-UBND", [" ".join(words)]
            put(store, made, f"{number}.pdf")
        [link] = store.links()
        assert {link.plan_id, link.other_id} == {plan("0").id, plan("1").id}
        assert (link.reason, link.in_common > ALIKE) == ("same-text", True)
        assert len(list(store.plans())) == 3


def test_the_same_paper_is_linked_by_its_letterhead(db: str) -> None:
    with Store.open(db) as store:
        for number in range(4):
            made = plan(f"{number}")
            made.issued = "2024-03-05"
            made.preamble = [" ".join(text(number, 60))]
            if number == 2:
                made.issuer.name = "Ủy ban nhân dân xã Khác"
            if number == 3:
                made.number, made.code = None, "/KH-UBND"
            put(store, made, f"{number}.pdf")
        assert [(link.reason, link.in_common) for link in store.links()] == [("same-paper", 1.0)]
        put(store, plan("new"), "1.pdf")  # another content: the link goes with the plan that had it
        assert list(store.links()) == []


def test_status_tells_of_near_duplicates(kehoach: Kehoach, tmp_path: Path) -> None:
    for name, ending in (("a.txt", ""), ("b.txt", "\n")):
        (tmp_path / name).write_text(PLAN.format(number=1) + ending, encoding="utf-8")
    kehoach("ingest", tmp_path / "a.txt", tmp_path / "b.txt", "--db", tmp_path / "plans.db")
    assert "Pairs of near-duplicates" in kehoach("status", tmp_path / "plans.db").out
    out = kehoach("status", tmp_path / "plans.db", "--json").out
    assert '"reason": "same-paper"' in out
