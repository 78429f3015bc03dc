"""What kind of file some bytes are, read off the bytes and never off a file name."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO

TEXT = "text/plain"
HTML = "text/html"
JSON = "application/json"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLD_WORD = "application/msword"
RTF = "application/rtf"
FLAT_WORD = "application/vnd.ms-word.flat"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
ENCRYPTED_OFFICE = "application/vnd.ms-office.encrypted"
TIFF = "image/tiff"
PNG = "image/png"
JPEG = "image/jpeg"
WEBP = "image/webp"
BMP = "image/bmp"
UNKNOWN = "application/octet-stream"

_SAMPLE = 64 * 1024

# Kinds that are read, and such as may pass for text; all other binary kinds are named by puremagic.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"%!PS", "application/postscript"),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
)
_WEBP = re.compile(rb"RIFF....WEBP", re.DOTALL)
# The file header of a bitmap, and how long one of its info headers may be.
_BMP = re.compile(rb"BM.{4}\0\0\0\0.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams that tell one OLE file from another ([MS-OFFCRYPTO] 2.3.4, [MS-DOC] 2.1.1).
_OLE_STREAMS = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", OLD_WORD),
    ("Workbook", "application/vnd.ms-excel"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_MEMBERS = (
    ("word/", DOCX),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
# Junk may stand before the head of a PDF, and the head may be broken.
_PDF_LATE = re.compile(rb"^\s*%PDF-\d|\A%.{0,40}[\r\n]+\d+ \d+ obj\b", re.MULTILINE)
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)[\s>/]", re.I
)
_WEB_ARCHIVE = re.compile(rb"\AMIME-Version:.{0,1024}\bmultipart/related", re.I | re.DOTALL)
_WORD_XML = re.compile(rb'\A\s*<\?xml[^>]*>\s*<\?mso-application progid="Word', re.I)
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
# What no text holds: C0 controls other than tab, line ends, form feed, escape and end-of-file (^Z).
_CONTROLS = bytes(b for b in [*range(32), 127] if b not in b"\t\n\v\f\r\x1a\x1b")
_MAX_CONTROL_SHARE = 0.1
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def media_type(source: bytes) -> str:
    """The media type of a file, `application/octet-stream` where it is no known kind and no text."""
    kind = next((kind for signature, kind in _SIGNATURES if source.startswith(signature)), None)
    if kind:
        return kind
    if _WEBP.match(source):
        return WEBP
    if _BMP.match(source):
        return BMP
    if source.startswith(_OLE):
        return _ole(source)
    if source.startswith(_ZIP):
        return _zip(source)
    if _PDF_LATE.search(source, 0, 1024):
        return PDF
    wide = wide_encoding(source)
    if wide:
        return _marked_up(source[:_SAMPLE].decode(wide, "replace").lstrip("\ufeff").encode())
    if _is_text(source):
        return JSON if _is_json(source) else _marked_up(source[:_SAMPLE].removeprefix(b"\xef\xbb\xbf"))
    return _binary(source)


def _binary(source: bytes) -> str:
    """The kind of a file that is no text."""
    import puremagic

    if b"%PDF-" in source[:1024]:
        return PDF  # with junk before its head, as signing software leaves it
    try:
        return puremagic.from_string(source[:_SAMPLE], mime=True) or UNKNOWN
    except (puremagic.PureError, ValueError):
        return UNKNOWN


def _is_json(source: bytes) -> bool:
    """Whether a text is a JSON value such as an exported record: data about a plan, not the plan."""
    head = source[:_SAMPLE].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not re.match(rb'[{\[]\s*["{\[}\]]', head):
        return False
    try:
        json.loads(source)
    except (ValueError, RecursionError):
        return False
    return True


def _marked_up(head: bytes) -> str:
    """The kind of a text, by how it begins."""
    if _HTML_START.match(head):
        return HTML
    if _WEB_ARCHIVE.match(head):
        return "multipart/related"
    if _WORD_XML.match(head):
        return OLD_WORD if _WORD_2003 in head else FLAT_WORD
    return TEXT


def byte_order_mark(source: bytes) -> tuple[bytes, str] | None:
    """The byte order mark that a text starts with, and the encoding that it stands for."""
    return next(((mark, name) for mark, name in _BOMS if source.startswith(mark)), None)


def wide_encoding(source: bytes) -> str | None:
    """UTF-16 or UTF-32 and its byte order, by the mark or by where the zero bytes are.

    In UTF-16 text the upper byte of ASCII letters, spaces and digits is zero; in Vietnamese they are
    more than half of the characters.
    """
    marked = byte_order_mark(source)
    if marked:
        return marked[1] if marked[1] != "utf-8" else None
    sample = source[: _SAMPLE & ~1]
    if len(sample) < 4 or len(sample) % 2:
        return None
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    for zeros, others, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros >= 0.4 * half and others <= 0.02 * half:
            text = sample.decode(name, "replace")
            odd_ones = sum(1 for c in text if (c < " " and c not in "\t\n\v\f\r") or c == "\ufffd")
            if odd_ones <= 0.02 * len(text):
                return name
    return None


def _is_text(source: bytes) -> bool:
    sample = source.rstrip(b"\0")[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _MAX_CONTROL_SHARE * len(sample):
        return False
    if controls == 0 or sample.isascii():
        return True
    # Some control characters, and more of the rest broken than not: compressed or compiled bytes.
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 2 <= sum(1 for c in text if c > "\x7f") or controls * 200 < len(sample)


def _ole(source: bytes) -> str:
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in source:
            return kind
    return "application/x-ole-storage"


def _zip(source: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(source)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 256:
                return archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        # The list of members is lost; the members' own heads still carry their names.
        return DOCX if b"word/" in source or b"[Content_Types].xml" in source else "application/zip"
    for folder, kind in _ZIP_MEMBERS:
        if any(name.startswith(folder) for name in names):
            return kind
    return "application/zip"
