"""What to say about a file that no reader takes."""

from __future__ import annotations

from parsers.readers import sniff
from parsers.readers.errors import ReadError, Reason

_READABLE = (
    "This version reads text, HTML, Word, RTF, OpenDocument and PDF files, and pictures of pages "
    "(TIFF, PNG, JPEG, WebP, BMP)."
)

_NAMES = {
    sniff.FLAT_WORD: "a Word document in one piece of XML",
    "application/vnd.ms-excel": "an old Excel workbook",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "an Excel workbook",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "a PowerPoint presentation",
    "application/postscript": "a PostScript file",
    "image/vnd.djvu": "a DjVu scan",
    "multipart/related": "a web page saved as an archive (.mht)",
    "application/zip": "a ZIP archive",
}
_ADVICE = {
    sniff.FLAT_WORD: "Save it as .docx.",
    "multipart/related": "Save it as .html or .docx.",
    "application/zip": "Unpack it first.",
}


def refusal(source: bytes, media_type: str) -> ReadError:
    """The error for a file of a kind that has no reader, with what to do about it."""
    if media_type == sniff.ENCRYPTED_OFFICE:
        return ReadError(
            Reason.ENCRYPTED, "The Word or Excel file is locked with a password. Save it without one."
        )
    if media_type == sniff.JSON:
        return ReadError(Reason.NOT_A_DOCUMENT, "The file is JSON data, not a document.")
    if media_type.startswith("image/") and media_type not in _NAMES:
        kind = f"an image ({media_type.removeprefix('image/').upper()})"
    elif media_type in _NAMES:
        kind = _NAMES[media_type]
    else:
        name = _guess(source)
        kind = (
            f"no document but {name}"
            if name
            else "no document: its bytes are neither text nor a known format"
        )
        return ReadError(Reason.NOT_A_DOCUMENT, f"The file is {kind}.")
    advice = _ADVICE.get(media_type)
    sentence = f"The file is {kind}. {_READABLE}"
    return ReadError(Reason.UNSUPPORTED_TYPE, f"{sentence} {advice}" if advice else sentence)


def _guess(source: bytes) -> str:
    """What puremagic takes unknown bytes for, in words; empty where it does not know."""
    import puremagic

    try:
        best = puremagic.magic_string(source[:4096])[0]
    except (puremagic.PureError, ValueError, IndexError):
        return ""
    return f"“{best.name}”" if best.name and best.confidence >= 0.4 and len(best.byte_match) >= 3 else ""
