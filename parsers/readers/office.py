"""Files of old Word (.doc), RTF and OpenDocument, through LibreOffice where it is installed.

LibreOffice turns them into .docx with a profile of its own in a temporary folder: what the user has open
or has set is not touched, no macro runs and nothing linked is fetched.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import zipfile
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from parsers.document import Document
from parsers.readers import sniff
from parsers.readers.docx import read_docx
from parsers.readers.errors import ReadError, Reason
from parsers.readers.ooxml import BROKEN_ARCHIVE
from parsers.readers.options import Limits, Options

SUFFIXES = {sniff.OLD_WORD: ".doc", sniff.RTF: ".rtf", sniff.OPEN_DOCUMENT: ".odt"}
"""The media types read here, and how LibreOffice wants their names to end."""
INSTALL = "sudo apt-get install --no-install-recommends libreoffice-writer-nogui"
"""What installs it on Debian and Ubuntu."""

_SECONDS = 120.0
"""How long it may take; a plan takes one or two."""
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link">
<value>2</value></prop></item>
</oor:items>
"""
# [MS-DOC] 2.5.2: how the main stream begins, and which bit there says that it is encrypted.
_SECTOR, _FIB, _FLAGS, _ENCRYPTED = 512, b"\xec\xa5", 10, 0x0100


def read_office(source: bytes, name: str, options: Options) -> Document:
    """Read a .doc, .rtf or .odt file.

    Raises:
        ReadError: `unsupported-type` without LibreOffice, `encrypted`, `damaged` where LibreOffice cannot
            open the file, breaks off or does not come to an end, or what `read_docx` says.
    """
    limits = options.limits
    limits.check("bytes", len(source), limits.source_bytes)
    media_type = sniff.media_type(source)
    if _is_locked(source, media_type):
        raise ReadError(Reason.ENCRYPTED, "The file is locked with a password. Save it without one.")
    program = find_libreoffice()
    if program is None:
        raise ReadError(
            Reason.UNSUPPORTED_TYPE,
            "Files of this kind (.doc, .rtf, .odt) are read with LibreOffice Writer, which is not installed. "
            f"Type: {INSTALL} - or save the file as .docx.",
        )
    with TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True) as folder:
        made = _as_docx(program, source, SUFFIXES[media_type], Path(folder), limits)
    document = read_docx(made, name, options)
    return document.model_copy(update={"sha256": sha256(source).hexdigest(), "media_type": media_type})


def find_libreoffice() -> str | None:
    """The path of a LibreOffice that reads texts; None where there is none, or one without Writer."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    registry = Path(program).resolve().parents[1] / "share" / "registry"
    lacks_writer = (registry / "main.xcd").exists() and not (registry / "writer.xcd").exists()
    return None if lacks_writer else program


def _as_docx(program: str, source: bytes, suffix: str, folder: Path, limits: Limits) -> bytes:
    """The file as .docx, converted in a folder."""
    given, made = (folder / f"source{suffix}"), folder / "out" / "source.docx"
    given.write_bytes(source)
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    profile = f"-env:UserInstallation={settings.parent.as_uri()}"
    options = ["--headless", "--norestore", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML"]
    status = _run([program, profile, *options, "--outdir", str(made.parent), str(given)], folder)
    if not made.is_file():
        how = "cannot open it" if status == 0 else f"broke off on it (status {status})"
        raise _damaged(how)
    limits.check("bytes as .docx", made.stat().st_size, limits.source_bytes)
    return made.read_bytes()


def _run(command: list[str], folder: Path) -> int:
    """Run a program in a session of its own, of which nothing is left however it ends; its status."""
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ReadError(
            Reason.UNSUPPORTED_TYPE, f"LibreOffice does not start ({error.strerror}). Type: {INSTALL}"
        ) from error
    try:
        return process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise _damaged(f"did not come to an end with it in {_SECONDS:.0f} seconds") from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _damaged(how: str) -> ReadError:
    return ReadError(
        Reason.DAMAGED, f"The file is damaged: LibreOffice {how}. Open it in Word and save it as .docx."
    )


def _is_locked(source: bytes, media_type: str) -> bool:
    """Whether a password is needed."""
    if media_type == sniff.OPEN_DOCUMENT:
        try:
            with zipfile.ZipFile(BytesIO(source)) as archive:
                return b"encryption-data" in archive.read("META-INF/manifest.xml")
        except BROKEN_ARCHIVE:
            return False
    if media_type != sniff.OLD_WORD:
        return False
    starts = range(_SECTOR, len(source) - _FLAGS, _SECTOR)
    start = next((start for start in starts if source.startswith(_FIB, start)), None)
    flags = 0 if start is None else int.from_bytes(source[start + _FLAGS : start + _FLAGS + 2], "little")
    return bool(flags & _ENCRYPTED)
