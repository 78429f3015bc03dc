"""The language is chosen as GNU gettext does, and everything shown has a Vietnamese wording."""

from __future__ import annotations

import string
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from pipeline.messages import LOCALE, language, plural, preferred, speaking, translate

KEYWORDS = {
    "translate": None,
    "later": None,
    "plural": (1, 2),
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
}
CLICK = ("core", "exceptions", "formatting", "parser", "types")
FOLDER = LOCALE / "vi" / "LC_MESSAGES"


def catalogue() -> Catalog:
    with (FOLDER / "kehoach.po").open("rb") as file:
        return read_po(file, locale="vi")


def shown() -> set[str]:
    """Every message id in our code and in the parts of click that speak to a user."""
    found = {
        ids[0] if isinstance(ids, tuple) else ids
        for _, _, ids, _, _ in extract_from_dir(str(LOCALE.parent), keywords=KEYWORDS)
    }
    for module in CLICK:
        file = Path(click.__file__).parent / f"{module}.py"
        for _, ids, _, _ in extract_from_file("python", str(file), keywords=KEYWORDS):
            found.add(ids[0] if isinstance(ids, tuple) else ids)
    return found


def test_every_message_has_a_vietnamese_wording() -> None:
    known = catalogue()
    missing = [
        message for message in sorted(shown()) if not known.get(message) or not any(known[message].string)
    ]
    assert not missing


def test_translations_keep_the_places_to_fill_in() -> None:
    for message in catalogue():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if ids[0] and "%(" not in ids[0]:
            allowed = {name for text in ids for _, name, _, _ in string.Formatter().parse(text)}
            used = {name for text in strings for _, name, _, _ in string.Formatter().parse(text)}
            assert used <= allowed, message.id


def test_compiled_catalogue_is_that_of_the_source() -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue())
    assert compiled.getvalue() == (FOLDER / "kehoach.mo").read_bytes(), "type: make messages"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi"}, "vi"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LANG": "vi_VN"}, "en"),
        ({"LC_ALL": "C", "LANG": "vi_VN"}, "en"),
        ({"LC_ALL": "", "LANG": "vi_VN"}, "vi"),
        ({"LANGUAGE": "en:vi", "LANG": "vi_VN"}, "en"),
        ({"LANGUAGE": "fr:vi:en", "LANG": "C"}, "vi"),
        ({"LANGUAGE": "fr", "LANG": "vi_VN"}, "en"),
    ],
)
def test_language_of_the_environment(environ: dict[str, str], expected: str) -> None:
    assert preferred(environ) == expected


def test_speaking_changes_and_restores_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    with speaking("vi"):
        assert language() == "vi"
        assert translate("The file is empty.") == "Tệp rỗng."
        assert plural("{count} failed", "{count} failed", 2) == "2 bị lỗi"
    assert language() == "en"
    assert translate("The file is empty.") == "The file is empty."
    assert [plural("{count} word", "{count} words", n) for n in (1, 2)] == ["1 word", "2 words"]


def test_nothing_to_say_is_nothing_in_any_language() -> None:
    with speaking("vi"):
        assert translate("") == translate(None) == ""
