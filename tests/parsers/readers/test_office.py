"""Old Word, RTF and OpenDocument files: read through LibreOffice, and every way in which that may fail."""

from __future__ import annotations

import io
import os
import subprocess
import time
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import docx
import pytest

from normalizers.text.conversion import convert_document
from normalizers.text.legacy import to_legacy
from parsers.document import Origin
from parsers.readers import ReadError, Reason, office, read

RTF = rb"{\rtf1\ansi K\u7871? ho\u7841?ch\par}"
Fake = Callable[[str], None]


def word_file(*runs: tuple[str, str]) -> bytes:
    made = docx.Document()
    for text, font in runs:
        made.add_paragraph().add_run(text).font.name = font
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def open_document(manifest: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def old_word(flags: int) -> bytes:
    """The beginning of a .doc file, with the bits of its first record."""
    name = "WordDocument".encode("utf-16-le")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + b"\xec\xa5\xc1\0" + bytes(6) + flags.to_bytes(2, "little") + bytes(500) + name


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Puts a script in the place of LibreOffice; it finds the folder for results in `$out`."""

    def put(script: str) -> None:
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir()
        program.write_text(
            "#!/bin/sh\n"
            'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done\n'
            f'given=$1\nmkdir -p "$out"\n{script}\n'
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")

    return put


def refused(source: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(source, "plan.doc")
    return caught.value


def test_without_libreoffice_it_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    for source in (RTF, old_word(0), open_document("")):
        error = refused(source)
        assert error.reason is Reason.UNSUPPORTED_TYPE
        assert "sudo apt-get install --no-install-recommends libreoffice-writer-nogui" in error.message


def test_libreoffice_without_writer_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, registry = tmp_path / "program" / "soffice", tmp_path / "share" / "registry"
    for file in (program, registry / "main.xcd"):
        file.parent.mkdir(parents=True)
        file.touch(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    assert office.find_libreoffice() is None
    (registry / "writer.xcd").touch()
    assert office.find_libreoffice() == str(program)


def test_the_document_is_that_of_the_source(fake: Fake, tmp_path: Path) -> None:
    (tmp_path / "made.docx").write_bytes(word_file(("Kế hoạch", "Arial")))
    fake(f'cp "{tmp_path}/made.docx" "$out/source.docx"')
    document = read(RTF, "folder/plan.rtf")
    assert (document.name, document.media_type, document.origin) == (
        "plan.rtf",
        "application/rtf",
        Origin.TEXT,
    )
    assert document.sha256 == sha256(RTF).hexdigest()
    assert [line.text for _, line in document.lines()] == ["Kế hoạch"]


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("exit 0", "cannot open it"),
        ("kill -SEGV $$", "broke off on it (status -11)"),
        ("exit 77", "broke off on it (status 77)"),
        ('head -c 100 "$given" > "$out/source.docx"', "archive is broken"),
        ('mkdir "$out/source.docx"', "cannot open it"),
    ],
)
def test_a_file_that_libreoffice_does_not_take_is_damaged(fake: Fake, script: str, words: str) -> None:
    fake(script)
    error = refused(RTF)
    assert error.reason is Reason.DAMAGED
    assert words in error.message


def test_nothing_of_a_program_that_hangs_is_left(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_SECONDS", 1.0)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    fake(f"sleep 600 & echo $! > {tmp_path}/child\nwait")
    error = refused(RTF)
    assert error.reason is Reason.DAMAGED
    assert "did not come to an end" in error.message
    child = int((tmp_path / "child").read_text())
    assert not list(tmp_path.glob("kehoach-*"))
    for _ in range(100):
        if has_ended(child):
            return
        time.sleep(0.05)
    pytest.fail("a child is still there")


def has_ended(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_a_program_that_does_not_start(tmp_path: Path, fake: Fake) -> None:
    fake("")
    (tmp_path / "bin" / "soffice").write_text("#!/no/such/program\n")
    error = refused(RTF)
    assert error.reason is Reason.UNSUPPORTED_TYPE
    assert "does not start" in error.message


@pytest.mark.parametrize(
    "source", [old_word(0x0100), open_document("<manifest:encryption-data/>")], ids=["doc", "odt"]
)
def test_a_locked_file_needs_no_program_to_be_known(source: bytes) -> None:
    assert refused(source).reason is Reason.ENCRYPTED


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_libreoffice_hands_on_text_fonts_and_soft_hyphens(tmp_path: Path, kind: str) -> None:
    if office.find_libreoffice() is None:
        pytest.skip("LibreOffice Writer is not installed")
    text = "Trường được giao tổ chức hội thi đọc sách"
    given = tmp_path / "plan.docx"
    given.write_bytes(
        word_file(
            (text, "Times New Roman"),
            (to_legacy(text, "tcvn3"), ".VnTime"),
            (to_legacy("kế hoạch", "tcvn3"), ".VnTimeH"),
            (to_legacy(text, "vni"), "VNI-Times"),
        )
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(given)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    document = convert_document(read((tmp_path / f"plan.{kind}").read_bytes(), "plan"))
    assert [line.text for _, line in document.lines()] == [text, text, "KẾ HOẠCH", text]


@pytest.mark.slow
def test_libreoffice_refuses_a_broken_file() -> None:
    if office.find_libreoffice() is None:
        pytest.skip("LibreOffice Writer is not installed")
    assert refused(RTF[:8]).reason in (Reason.DAMAGED, Reason.EMPTY)
