"""Old encodings are found and read; what is in Unicode, in whatever language, stays as it is."""

from __future__ import annotations

import json
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import rows
from normalizers.text.edits import apply, undo
from normalizers.text.encodings import convert, decode, from_font
from normalizers.text.legacy import ENCODINGS, Encoding, byte_character, compose, from_legacy, to_legacy

CASES_DIR = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = json.loads((CASES_DIR / "encodings.json").read_text("utf-8"))
UNTOUCHED: list[str] = json.loads((CASES_DIR / "encodings_untouched.json").read_text("utf-8"))

SAMPLES = sorted((Path(__file__).parents[3] / "data" / "samples").glob("*.txt"))
LETTERS = "".join(row["letter"] for row in rows("legacy_encodings"))
ODD = "aAoÔưƯ¸µ·®§\xadÖöôùøûÀáá»™Ã Æ°\u0302\u0301\u0323“”\x85\x1e\n\t «»ðß½Đệ"
TEXTS = st.one_of(st.text(), st.text(st.sampled_from(ODD)), st.text(st.sampled_from(LETTERS + " \n")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['encoding']}-{case['text'][:20]}")
def test_each_line_is_recognised_by_itself(case: dict[str, Any]) -> None:
    found = convert(case["source"])
    assert (found.text, found.encoding) == (case["text"], case["encoding"])
    assert 0.5 < found.confidence <= 1


@pytest.mark.parametrize("text", UNTOUCHED)
def test_other_text_is_left_alone(text: str) -> None:
    assert convert(text) == (text, "unicode", 1.0, [])


def test_a_page_of_other_languages_is_left_alone() -> None:
    page = "\n".join(UNTOUCHED)
    assert convert(page).text == page


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_plans_come_back(path: Path, encoding: Encoding) -> None:
    text = unicodedata.normalize("NFC", path.read_text("utf-8"))
    found = convert(to_legacy(text, encoding))
    assert found.encoding == encoding
    wrong = sum(a != b for a, b in zip(found.text, text, strict=True))
    # ABC fonts hold no capital with a tone, and restoring them is a guess.
    assert wrong <= (0.001 * len(text) if encoding == "tcvn3" else 0)
    if encoding == "tcvn3":
        assert found.text.casefold() == text.casefold()


def test_paragraphs_in_several_encodings() -> None:
    lines = [case["source"] for case in CASES]
    lines.insert(9, "Kế hoạch này đã có chữ đúng từ trước.")
    expected = [case["text"] for case in CASES]
    expected.insert(9, lines[9])
    assert convert("\n".join(lines)).text.split("\n") == expected


def test_short_lines_go_with_their_text() -> None:
    assert convert("sè").encoding == "unicode"
    assert (
        convert("KÕ ho¹ch ®µo t¹o gi¸o viªn\nsè\nQ§-UBND").text == "Kế hoạch đào tạo giáo viên\nsố\nQĐ-UBND"
    )


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("kÕ ho¹ch", ".VnTime", "kế hoạch"),
        ("kÕ ho¹ch", ".VnTimeH", "KẾ HOẠCH"),
        ("Q§", ".VnArial", "QĐ"),
        ("Keá hoaïch", "VNI-Times", "Kế hoạch"),
        ("kế hoạch", ".VnTime", "kế hoạch"),
        ("kế hoạch", ".VnTimeH", "kế hoạch"),
        ("plan", ".VnTimeH", "PLAN"),
        ("café", "Times New Roman", "café"),
    ],
)
def test_fonts_tell_the_encoding(text: str, font: str, expected: str) -> None:
    assert from_font(text, font) == expected


def test_bytes() -> None:
    text = "Kế hoạch đọc sách của thiếu nhi\nUBND HUYỆN"
    assert decode(text.encode("utf-8-sig")).text == text
    assert decode(unicodedata.normalize("NFD", text).encode()).text == text
    for encoding in ENCODINGS:
        source = b"".join(map(_byte, to_legacy(text, encoding)))
        assert decode(source).text == text
        assert decode(source, encoding).text == text
    assert decode(b"caf\xe9 \x81").text == "café \x81"
    assert decode(b"s\xe8", "tcvn3").text == "số"


def _byte(char: str) -> bytes:
    return next(bytes([b]) for b in range(256) if (chr(b) if b < 128 else byte_character(b)) == char)


@pytest.mark.parametrize(("encoding", "name"), [("tcvn3", "TCVN5712-1"), ("viscii", "VISCII")])
def test_tables_agree_with_iconv(encoding: Encoding, name: str) -> None:
    if not shutil.which("iconv"):
        pytest.skip("iconv is not installed")
    for row in rows("legacy_encodings"):
        if row[encoding]:
            source = bytes.fromhex(row[encoding])
            # A letter that may take a mark is held back until the next character.
            done = subprocess.run(
                ["iconv", "-f", name, "-t", "UTF-8"], input=source + b" ", check=False, capture_output=True
            )
            if done.returncode:
                pytest.skip(f"iconv has no {name}")
            assert unicodedata.normalize("NFC", done.stdout.decode()) == row["letter"] + " "


def test_tables_give_each_sign_one_letter() -> None:
    for encoding in ("tcvn3", "vni", "vps", "viscii"):
        signs = [row[encoding] for row in rows("legacy_encodings") if row[encoding]]
        assert len(set(signs)) == len(signs) == (74 if encoding == "tcvn3" else 134)


@given(st.text(st.sampled_from(LETTERS + "abcxyz 12"), max_size=40))
def test_windows_1258_agrees_with_python(text: str) -> None:
    legacy = to_legacy(text, "windows-1258")
    source = b"".join(map(_byte, legacy))
    assert (
        unicodedata.normalize("NFC", source.decode("cp1258")) == text == from_legacy(legacy, "windows-1258")
    )


@pytest.mark.parametrize("letter", "ấệởữặỹỗ")
def test_marks_in_any_order_make_one_letter(letter: str) -> None:
    base, *marks = unicodedata.normalize("NFD", letter)
    for pieces in (marks, marks[::-1]):
        assert compose(base + "".join(pieces)) == letter
        assert convert("x" + base + "".join(pieces)).text == "x" + letter


@given(TEXTS)
def test_edits_tell_all_and_can_be_undone(text: str) -> None:
    found = convert(text)
    assert apply(text, found.edits) == found.text
    assert undo(found.text, found.edits) == text


@given(st.binary())
def test_any_bytes_are_a_text(source: bytes) -> None:
    assert isinstance(decode(source).text, str)


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_nothing_is_refused(text: str, encoding: Encoding) -> None:
    to_legacy(from_legacy(text, encoding), encoding)
    convert(text, encoding)
    from_font(text, ".VnTimeH")
