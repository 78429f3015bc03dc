"""Bodies: spelled out where safe, split where a comma separates, found as subjects."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.values import bodies

CASES = Path(__file__).parent / "cases"
SPLITS: list[tuple[str, list[str]]] = json.loads((CASES / "splits.json").read_text(encoding="utf-8"))
SUBJECTS: list[tuple[str, str | None]] = json.loads((CASES / "subjects.json").read_text(encoding="utf-8"))
BODIES: list[tuple[str, bool]] = json.loads((CASES / "bodies.json").read_text(encoding="utf-8"))
SHORT: list[tuple[str, str]] = json.loads((CASES / "abbreviations.json").read_text(encoding="utf-8"))
WORDS = [
    "Các",
    "phòng",
    "Phòng",
    "Nội vụ",
    "UBND",
    "TĐKT",
    "TH",
    "(",
    ")",
    ",",
    ";",
    "và",
    "\n",
    "- ",
    "tổ chức",
    ":",
]
ANY = st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join))


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_a_cell_is_split_into_its_bodies(text: str, expected: list[str]) -> None:
    assert bodies.split(text) == expected


@pytest.mark.parametrize(("sentence", "expected"), SUBJECTS)
def test_the_subject_ends_where_the_predicate_begins(sentence: str, expected: str | None) -> None:
    assert bodies.subject_of(sentence) == expected


@pytest.mark.parametrize(("text", "expected"), BODIES)
def test_a_body_is_told_from_a_matter(text: str, *, expected: bool) -> None:
    assert bodies.is_body(text) is expected


@pytest.mark.parametrize(("text", "expected"), SHORT)
def test_only_safe_abbreviations_are_spelled_out(text: str, expected: str) -> None:
    assert bodies.expand(text) == expected
    assert bodies.expand(expected) == expected


@given(ANY)
def test_splitting_loses_and_invents_no_letter(text: str) -> None:
    kept = "".join(re.findall(r"\w", "".join(bodies.split(text))))
    letters = iter(re.findall(r"\w", text))
    assert all(letter in letters for letter in kept)


@given(ANY)
def test_any_text_is_taken(text: str) -> None:
    bodies.expand(text)
    bodies.is_body(text)
    subject = bodies.subject_of(text)
    assert subject is None or subject in text
