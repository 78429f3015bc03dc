"""Ruined text in, repaired text out: every change explained, and undone byte for byte."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from conftest import Kehoach
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normalizers.text.encodings import Source
from normalizers.text.legacy import ENCODINGS, to_legacy
from pipeline import repair, streams
from pipeline.cli import commands, main
from pipeline.exitcodes import ExitCode
from pipeline.streams import Text, encoded

CLEAN = """\
KẾ HOẠCH
Trồng cây phân tán trên địa bàn huyện năm 2024

1. Các xã, thị trấn ban hành văn bản chỉ đạo trước ngày 15/3/2024; vận động nhân dân tham gia.
- Phòng Tài chính bố trí kinh phí, hướng dẫn thanh toán theo quy định hiện hành.
"""
RUINED = """\
KE HOACH
Trong cay phan tan trén dia ban huyén nam 2024

1. Cac x4, thi tran ban hanh van ban chi dao truéc ngay 15/3/2024; van déng nhan dan tham gia.
- Phong Tai chinh b6 tri kinh phi, huéng d4n thanh toan theo quy dinh hién hanh.
"""
STRIPPED = "Uy ban nhan dan huyen yeu cau cac xa, thi tran to chuc thuc hien nghiem tuc ke hoach nay.\n"


@pytest.fixture(autouse=True)
def _no_own_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))


@pytest.fixture
def ruined(tmp_path: Path) -> Path:
    file = tmp_path / "ruined.txt"
    file.write_text(RUINED, encoding="utf-8")
    return file


def filtered(source: bytes, *arguments: str) -> tuple[int, bytes, str]:
    """Run the command as a filter on bytes: exit code, output, messages."""
    before = sys.stdin, sys.stdout, sys.stderr
    out, err = io.TextIOWrapper(io.BytesIO()), io.StringIO()
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(source)), out, err
    try:
        with pytest.raises(SystemExit) as end:
            main(["repair", "--lang", "en", *arguments])
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    assert isinstance(out.buffer, io.BytesIO)
    return int(end.value.code or 0), out.buffer.getvalue(), err.getvalue()


def applied(raw: str, told: str) -> str:
    """A text after the edits that `--json` told, whatever made them."""
    for edit in reversed(json.loads(told)["edits"]):
        assert raw[edit["start"] : edit["end"]] == edit["before"]
        raw = raw[: edit["start"]] + edit["after"] + raw[edit["end"] :]
    return raw


def test_ruined_text_gets_its_letters_back_and_keeps_its_lines(kehoach: Kehoach, ruined: Path) -> None:
    assert kehoach("repair", ruined) == (ExitCode.DONE, CLEAN, "")
    assert filtered(RUINED.encode()) == (0, CLEAN.encode(), "")


def test_clean_text_comes_back_as_it_is() -> None:
    windows = CLEAN.replace("\n", "\r\n") + "\f\tcột\xa0hai  \n\n"
    assert filtered(windows.encode()) == (0, windows.encode(), "")
    assert filtered(windows.encode(), "--diff") == (0, b"", "")


def test_edits_told_as_json_lead_to_the_text(kehoach: Kehoach, ruined: Path) -> None:
    told = kehoach("repair", ruined, "--json").out
    assert applied(RUINED, told) == CLEAN
    sums = json.loads(told)
    assert sums["changed"] == len(sums["edits"]) > 30
    assert sums["syllables"] == len(RUINED.split())
    assert 0.5 < sums["confidence"] <= 1
    assert {edit["reason"] for edit in sums["edits"]} == {"misread"}


def test_every_change_is_explained_in_both_languages(kehoach: Kehoach, ruined: Path) -> None:
    run = kehoach("repair", ruined, "--explain")
    assert "line 1: KE → KẾ (misread by a recogniser; " in run.out
    assert "line 5: d4n → dẫn (misread by a recogniser; " in run.out
    assert "words changed of" in run.err
    vietnamese = kehoach("repair", ruined, "--explain", language="vi")
    assert "dòng 5: d4n → dẫn (máy nhận dạng đọc sai; chắc " in vietnamese.out
    assert len(run.out.splitlines()) == len(vietnamese.out.splitlines()) == len(repair(RUINED).edits)
    assert not vietnamese.out.isascii()
    assert "line" not in vietnamese.out


@pytest.mark.skipif(not shutil.which("patch"), reason="no `patch` on this machine")
@pytest.mark.parametrize("end", ["", "\n", "\n\n\nđất trồng cây"])
def test_the_diff_patches_the_file(kehoach: Kehoach, ruined: Path, tmp_path: Path, end: str) -> None:
    text = CLEAN * 4 + RUINED + CLEAN * 4 + RUINED.rstrip() + end
    ruined.write_text(text, encoding="utf-8")
    diff = kehoach("repair", ruined, "--diff").out
    assert diff.startswith(f"--- {ruined}\n+++ {ruined}\n@@ ")
    subprocess.run(["patch", "-s", ruined], input=diff.encode(), check=True)
    assert ruined.read_text(encoding="utf-8") == repair(text).text


def test_the_output_replaces_a_file_also_the_one_read(kehoach: Kehoach, ruined: Path, tmp_path: Path) -> None:
    assert kehoach("repair", ruined, "-o", ruined) == (ExitCode.DONE, "", "")
    assert ruined.read_text(encoding="utf-8") == CLEAN
    run = kehoach("repair", ruined, "-o", tmp_path / "no" / "where")
    assert (run.code, run.out) == (ExitCode.REFUSED, "")


def test_tone_marks_stay_as_printed_unless_one_style_is_asked_for() -> None:
    text = "Ủy ban hoà giải, uỷ quyền cho tổ hòa giải ở cơ sở và thủy lợi."
    assert filtered(text.encode())[1].decode() == text
    old = "Ủy ban hòa giải, ủy quyền cho tổ hòa giải ở cơ sở và thủy lợi."
    new = "Uỷ ban hoà giải, uỷ quyền cho tổ hoà giải ở cơ sở và thuỷ lợi."
    assert filtered(text.encode(), "--tones", "old")[1].decode() == old
    assert filtered(text.encode(), "--tones", "new")[1].decode() == new
    told = filtered(text.encode(), "--tones", "new", "--json")[1].decode()
    assert applied(text, told) == new
    assert {edit["reason"] for edit in json.loads(told)["edits"]} == {"tone-placement"}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_old_encodings_are_found_or_named(encoding: str) -> None:
    body = CLEAN.split("\n", 1)[1]
    legacy = to_legacy(body, encoding)  # type: ignore[arg-type]
    for options in ([], ["--from-encoding", encoding]):
        assert filtered(legacy.encode(), *options)[1].decode() == body
    told = filtered(legacy.encode(), "--json")[1].decode()
    assert applied(legacy, told) == body
    assert {edit["reason"] for edit in json.loads(told)["edits"]} == {encoding}


def test_the_encodings_on_offer_are_those_there_are() -> None:
    known = {name for part in get_args(Source) for name in (get_args(part) or (part,))}
    assert set(commands.ENCODINGS) == known - {"unicode"}


@pytest.mark.parametrize(
    ("source", "encoding"),
    [
        (b"\xff\xfe" + RUINED.encode("utf-16-le"), "utf-16-le"),
        (RUINED.encode("cp1252"), "windows-1252"),
        (RUINED.encode(), "utf-8"),
    ],
)
def test_files_of_any_encoding_are_read_and_utf_8_is_written(source: bytes, encoding: str) -> None:
    assert filtered(source)[1].decode().lstrip("\ufeff") == CLEAN
    assert json.loads(filtered(source, "--json")[1])["encoding"] == encoding


def test_characters_that_only_look_right_are_explained() -> None:
    text = "\ufeffÐịnh kỳ báo cáo ﬁle số liệu về Ủy ban\u200b nhân dân xã tổng hợp."
    told = json.loads(filtered(text.encode(), "--json")[1])
    assert [(edit["before"], edit["after"]) for edit in told["edits"]] == [
        ("\ufeffÐịnh", "Định"), ("ﬁle", "file"), ("ban\u200b", "ban"),
    ]  # fmt: skip
    assert repair(text).undo() == text


def test_with_keep_lines_no_line_is_read_over_its_end() -> None:
    lines = [line for line in (RUINED + STRIPPED).split("\n") if line]
    together = repair("\n".join(lines), keep_lines=True)
    assert together.undo() == "\n".join(lines)
    assert len(together.kinds) == len(lines) == len(together.text.split("\n"))
    assert together.text.split("\n")[-1].startswith("Ủy ban nhân dân huyện yêu cầu")


def test_only_one_view_at_a_time(kehoach: Kehoach, ruined: Path) -> None:
    assert kehoach("repair", ruined, "--json", "--diff").code == ExitCode.USAGE


def test_what_is_no_text_is_refused_in_one_sentence(kehoach: Kehoach, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40)
    (tmp_path / "empty").touch()
    for name in ("program", "empty", "none", "."):
        run = kehoach("repair", tmp_path / name)
        assert (run.code, run.out, run.err.count("\n")) == (ExitCode.FAILURES, "", 1)
    assert filtered(b"")[::2] == (3, "standard input: The file is empty.\n")


def test_models_that_are_not_there_are_named(kehoach: Kehoach, ruined: Path, tmp_path: Path) -> None:
    run = kehoach("repair", ruined, "--models", tmp_path / "none")
    assert run.code == ExitCode.REFUSED
    assert str(tmp_path / "none") in run.err


def test_a_word_file_is_read_by_its_lines(kehoach: Kehoach, tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    for line in RUINED.split("\n"):
        if line:
            document.add_paragraph(line)
    document.save(str(tmp_path / "ruined.docx"))
    run = kehoach("repair", tmp_path / "ruined.docx")
    assert run.out.split("\n")[-3:-1] == CLEAN.split("\n")[-3:-1]


def test_a_terminal_shows_changes_in_colour(
    kehoach: Kehoach, ruined: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    out = kehoach("repair", ruined).out
    assert "\x1b[32mdẫn\x1b[0m" in out
    assert "\x1b[32m15/3/2024" not in out


def test_blocks_end_with_paragraphs_and_give_the_text_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "SIZE", 400)
    text = (CLEAN + "\n") * 9
    blocks = list(Text(io.BytesIO(text.encode()), "x").blocks)
    assert "".join(blocks) == text
    assert len(blocks) > 3
    assert all(block.endswith("\n\n") for block in blocks)
    long = "không xuống dòng " * 200 + "x" * 3000
    blocks = list(Text(io.BytesIO(long.encode()), "x").blocks)
    assert "".join(blocks) == long
    assert max(map(len, blocks)) < 1000


def test_spans_and_line_numbers_go_on_over_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "SIZE", 300)
    text = (RUINED + "\n") * 3
    assert applied(text, filtered(text.encode(), "--json")[1].decode()) == (CLEAN + "\n") * 3
    explained = filtered(text.encode(), "--explain")[1].decode()
    assert explained.count(": d4n → dẫn") == 3
    assert "line 17: d4n → dẫn" in explained


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from([RUINED, CLEAN, STRIPPED, ""]),
    st.sampled_from(
        [[], ["--explain"], ["--json"], ["--diff"], ["--keep-lines"], ["--from-encoding", "vni"]]
    ),
)
def test_no_bytes_bring_a_traceback(noise: bytes, text: str, options: list[str]) -> None:
    code, out, err = filtered(text.encode() + noise, *options)
    assert code in (ExitCode.DONE, ExitCode.FAILURES)
    assert "Traceback" not in err
    assert (code == ExitCode.DONE) == (not err) or options == ["--explain"]
    if options == ["--json"] and code == ExitCode.DONE:
        json.loads(out)


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from([RUINED, STRIPPED, CLEAN]) | st.text(max_size=40), max_size=4).map("".join),
    st.sampled_from([None, "old", "new"]),
    st.booleans(),
)
def test_any_text_is_got_back_by_undoing(text: str, tones: str | None, keep_lines: bool) -> None:
    found = repair(text, tones=tones, keep_lines=keep_lines)  # type: ignore[arg-type]
    assert found.undo() == text
    assert found.text.count("\n") == text.count("\n")
    assert all(text[start:end] for start, end in found.unresolved)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_characters_stay(noise: bytes) -> None:
    source = CLEAN.encode() + noise.replace(b"\0", b"")
    text = Text(io.BytesIO(source), "x")
    assert b"".join(map(encoded, text.blocks)) == source or text.encoding != "utf-8"
