"""Why a file could not be read: a code for the ledger and a sentence for a person."""

from __future__ import annotations

import errno
from typing import NamedTuple

from pipeline.messages import LANGUAGES, language, later, translate

_OF_ERRNO = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.ELOOP: "missing",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.EISDIR: "not-a-file",
    errno.ENXIO: "not-a-file",
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
}
_OF_KIND = {FileNotFoundError: errno.ENOENT, PermissionError: errno.EACCES, IsADirectoryError: errno.EISDIR}
"""What libraries raise without a number."""
SENTENCES = {
    "missing": later("The file is not there (any more)."),
    "no-permission": later("You have no permission to read this file."),
    "not-a-file": later("This is no file but a folder or a device. `kehoach ingest` reads whole folders."),
    "disk-full": later("The disk is full. Make room, then run the same command again."),
    "unreadable": later("The disk or the network did not hand the file over. Try again, or copy it first."),
    "memory": later("The file takes more memory than it may. Give it more: --memory MIB, or split the file."),
    "timeout": later("Work on the file took longer than it may. Give it more time: --timeout SECONDS."),
    "crashed": later("The process that read the file broke down. Try again: kehoach retry"),
    "quarantined": later(
        "Work on the file began three times and never came to an end. Look at it, then type: kehoach retry"
    ),
    "unexpected": later("This file brought a mistake of the program to light."),
    # The reasons of parsers.readers, whose own English sentences say more.
    "empty": later("The file is empty."),
    "too-large": later("The file is too large for a plan. Split it."),
    "not-a-document": later("This is no document but a program, an archive or the like."),
    "unsupported-type": later(
        "Documents of this kind are not read here. Save it as .docx, .html or .txt. For .doc, .rtf and .odt "
        "type: sudo apt-get install --no-install-recommends libreoffice-writer-nogui"
    ),
    "damaged": later("The file is damaged. Open it in its own program and save it anew."),
    "encrypted": later(
        "The file is locked with a password. Save it without one, or give that of a PDF with --password-file."
    ),
    "needs-recognition": later("The file is a scan: its pages are pictures. Read it without `--ocr never`."),
    "recogniser-missing": later(
        "The file is a scan, and nothing is installed that reads it. Type: "
        "sudo apt-get install tesseract-ocr tesseract-ocr-vie"
    ),
    "illegible": later("The file is a scan in which nothing can be read. Scan the paper again."),
    "timed-out": later("Reading the file took too long. Split it."),
    # What files are made of other files.
    "no-places": later("The file has no pages, so nothing in it has a place on one. Ask for --format text."),
    "exists": later("The result is there already. Give another folder, or --overwrite."),
    "not-pages": later("Only PDF files and pictures have pages to make a searchable copy of."),
    "not-made": later(
        "No searchable copy could be made of the file. Open it in its own program and save it anew."
    ),
    "itself": later("The result would replace the file itself. Give another folder."),
}


class UnfitError(Exception):
    """A file that cannot be turned into what is asked for; the reason is one of those told here."""

    def __init__(self, reason: str) -> None:
        super().__init__(SENTENCES[reason])
        self.reason = reason


class Failure(NamedTuple):
    """Why one file failed."""

    reason: str
    """A code, the same in every language."""
    message: str
    """An English sentence; `sentence` gives one in the reader's language."""


def explain(error: Exception) -> Failure:
    """The failure that an error while reading, parsing or storing a file means."""
    from parsers.readers import ReadError
    from pipeline.store import StoreError

    if isinstance(error, ReadError):
        return Failure(error.reason.value, error.message)
    if isinstance(error, StoreError):
        return Failure("not-stored", str(error))
    if isinstance(error, UnfitError):
        return Failure(error.reason, str(error))
    if isinstance(error, OSError):
        number = error.errno or next((code for kind, code in _OF_KIND.items() if isinstance(error, kind)), 0)
        reason = _OF_ERRNO.get(number, "unreadable")
        return Failure(reason, SENTENCES[reason])
    if isinstance(error, MemoryError):
        return Failure("memory", SENTENCES["memory"])
    return Failure("unexpected", f"{SENTENCES['unexpected']} {brief(error)}")


def ended(why: str, detail: str) -> Failure:
    """The failure that the end of a worker means; `why` and `detail` as in `pipeline.isolation.Ended`."""
    return Failure(why, f"{SENTENCES[why]} ({detail})" if detail else SENTENCES[why])


def brief(error: Exception) -> str:
    """What kind of error it is, on one line of bounded length."""
    return f"({' '.join(f'{type(error).__name__}: {error}'.split())[:200]})"


def sentence(failure: Failure) -> str:
    """What went wrong, in the reader's language."""
    known = SENTENCES.get(failure.reason)
    return failure.message if known is None or language() == LANGUAGES[0] else translate(known)


def meaning(reason: str) -> str:
    """What a reason code stands for, in the reader's language and a few words; empty for an unknown one."""
    known = SENTENCES.get(reason)
    return translate(known).partition(". ")[0].rstrip(".") if known else ""
