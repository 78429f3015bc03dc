"""Every code of the record has words in both languages, and the page for users lists every field."""

from __future__ import annotations

from pathlib import Path

from parsers.plan import Plan, WarningCode
from pipeline.failures import Failure, explain, sentence
from pipeline.messages import speaking
from pipeline.wording import warning

PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")


def test_every_warning_is_worded_and_documented() -> None:
    for code in WarningCode:
        words = []
        for language in ("en", "vi"):
            with speaking(language):
                words.append(warning(code))
        assert code.value not in words
        assert f"| `{code.value}` | {words[0]} | {words[1]} |" in PAGE


def test_every_field_is_documented() -> None:
    for field in Plan.model_json_schema()["properties"]:
        assert f"| `{field}` |" in PAGE


def test_a_reason_of_a_reader_is_worded_in_both_languages() -> None:
    from parsers.readers import ReadError, Reason

    for reason in Reason:
        failure = explain(ReadError(reason, "The English sentence."))
        assert failure == (reason.value, "The English sentence.")
        with speaking("en"):
            assert sentence(failure) == "The English sentence."
        with speaking("vi"):
            assert sentence(failure) not in ("", "The English sentence.")


def test_an_unknown_reason_keeps_its_sentence() -> None:
    with speaking("vi"):
        assert sentence(Failure("new-reason", "Words.")) == "Words."


def test_errors_are_explained_on_one_line_of_bounded_length() -> None:
    failure = explain(ValueError("a\nb" * 1000))
    assert failure.reason == "unexpected"
    assert "\n" not in failure.message
    assert len(failure.message) < 300
    assert explain(OSError(28, "No space left on device")).reason == "disk-full"
    assert explain(OSError(5, "Input/output error")).reason == "unreadable"
    assert explain(MemoryError()).reason == "memory"
