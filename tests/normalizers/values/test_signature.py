"""Signature blocks: capacity, authority, position, name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.values import signature
from parsers.plan import Signature

CASES: list[list[str | None]] = json.loads(
    (Path(__file__).parent / "cases" / "signatures.json").read_text(encoding="utf-8")
)
LINES = [
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "Q.",
    "Đại tá",
    "Lò Văn Thủy",
    "(Đã ký)",
    "",
    "./.",
]


@pytest.mark.parametrize(("raw", "capacity", "authority", "position", "name"), CASES)
def test_a_signature_block(
    raw: str, capacity: str | None, authority: str | None, position: str | None, name: str | None
) -> None:
    expected = Signature(capacity=capacity, authority=authority, position=position, name=name)
    assert signature.parse(raw) == expected


@given(st.one_of(st.text(), st.lists(st.sampled_from(LINES)).map("\n".join)))
def test_any_block_is_taken(raw: str) -> None:
    assert signature.parse(raw).capacity in {None, "TM", "KT", "TL", "TUQ", "Q"}
