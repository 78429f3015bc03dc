"""The kind of a file is read off its bytes, and what is not readable is refused in plain words."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from parsers.readers import ReadError, Reason, read
from parsers.readers.sniff import media_type


def archive(**members: bytes) -> bytes:
    """An archive without the time of day: it names tests, which every worker must name alike."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in members.items():
            packed.writestr(zipfile.ZipInfo(name.replace("__", "/")), content)
    return target.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
WORD_XML = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
NOISE = random.Random(3).randbytes(4096)
TEXT = "Kế hoạch số 7, năm 2021"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (TEXT.encode(), "text/plain"),
        (TEXT.encode("utf-16-le"), "text/plain"),
        (b'{"a": [1, 2]}', "application/json"),
        (b"a\tb\x00\x0c\x1b c" + b" d" * 20, "text/plain"),
        (b"K\xd5 ho\xb9ch", "text/plain"),
        (b"<p>K</p>", "text/plain"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><p>K", "text/html"),
        (b"<!-- saved -->\n<HTML lang=vi>", "text/html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "text/html"),
        ("<html><body>Kế".encode("utf-16"), "text/html"),
        (b"%PDF-1.7\n1 0 obj", "application/pdf"),
        (b"junk\n%PDF-1.4\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(30), "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(30), "image/jpeg"),
        (b"II*\0\x08", "image/tiff"),
        (b"RIFF\x20\0\0\0WEBPVP8 ", "image/webp"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0" + bytes(30), "image/bmp"),
        (b"{\\rtf1\\ansi K}", "application/rtf"),
        (
            archive(word__document=b"x"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (archive(xl__workbook=b"x"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            archive(mimetype=b"application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
        (archive(a=b"x"), "application/zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "application/vnd.ms-office.encrypted"),
        (
            WORD_XML + b'<w:d xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
            "application/msword",
        ),
        (WORD_XML + b"<pkg:package/>", "application/vnd.ms-word.flat"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; x", "multipart/related"),
        (NOISE, "application/octet-stream"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), "application/octet-stream"),
    ],
)
def test_media_type(source: bytes, kind: str) -> None:
    assert media_type(source) == kind


@pytest.mark.parametrize(
    ("source", "reason", "words"),
    [
        (b"", Reason.EMPTY, "empty"),
        (b"%PDF-1.7\n", Reason.DAMAGED, "The PDF is damaged beyond repair"),
        (b"AT&TFORM\0\0\1\0DJVM" + bytes(30), Reason.UNSUPPORTED_TYPE, "This version reads text, HTML, Word"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(30), Reason.DAMAGED, "cannot be decoded"),
        (WORD_XML + b"<pkg:package/>", Reason.UNSUPPORTED_TYPE, "Save it as .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED, "password"),
        (archive(a=b"x"), Reason.UNSUPPORTED_TYPE, "Unpack it first"),
        (archive(mimetype=b"application/epub+zip"), Reason.NOT_A_DOCUMENT, "no document"),
        (NOISE, Reason.NOT_A_DOCUMENT, "neither text nor"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), Reason.NOT_A_DOCUMENT, "ELF"),
        (OLE, Reason.NOT_A_DOCUMENT, "no document"),
        (archive(word__document=b"x")[:40], Reason.DAMAGED, "archive is broken"),
    ],
)
def test_refusal(source: bytes, reason: Reason, words: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(source, "plan.txt")
    assert caught.value.reason is reason
    assert words in caught.value.message
