"""The work on one file as one function of values that travel: what every engine calls.

A `Job` goes to a worker, in another process or on another machine; a `Result` comes back, ready to be
stored. Everything that costs time is done there: reading, parsing, projecting, packing.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from time import perf_counter

from parsers.document import UNREAD, Document
from parsers.plan import Plan
from parsers.readers import DEFAULT, Options, ReadError
from pipeline.failures import Failure, explain
from pipeline.json_text import JsonText, json_text
from pipeline.leaves import AT_ONCE, Apart, Beginner, Enough, Finisher, Helper
from pipeline.ledger import NO_PAGES, PageCount
from pipeline.projection import Row, numbered
from pipeline.sketches import of_plan

ID = 16
"""Hex digits of a SHA-256 that a content is known by."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be worked on."""

    row: int
    """Its number in the ledger."""
    path: str
    """A file, an address, or a member of an archive: see `pipeline.inputs`."""
    options: Options = DEFAULT
    """How it is read."""
    repair: bool = True
    """Give ruined words their letters back."""
    known: frozenset[str] = frozenset()
    """SHA-256 of contents that are stored already; a file with one of them is not read again."""
    document: bytes | None = None
    """The stored text, packed, where only the stages after reading are to run."""
    at_once: int = AT_ONCE
    """How many pages are recognised before the others are left to be handed out."""
    pages: tuple[int, ...] = ()
    """Pages, by number, that are to be recognised, and nothing else."""
    apart: Apart | None = None
    """What was found out about its pages before."""
    debug: bool = False
    """Raise an unforeseen error instead of recording it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A plan, in the form in which it is stored."""

    plan_id: str
    record: JsonText
    rows: dict[str, list[Row]]
    """The rows of the projected tables."""
    sketch: bytes | None
    """Of its text, to find near-duplicates by."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of the content of a file: its plans, one at least."""

    content_id: str
    """First 16 hex digits of the SHA-256 of the source, with which the ids of its plans begin."""
    papers: tuple[Paper, ...]
    document: bytes | None
    """What was read, packed; None where it is stored already."""
    media_type: str
    has_warnings: bool
    pages: PageCount


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job: plans, a failure, pages that were seen; none of these where it was known."""

    row: int
    size: int | None = None
    """In bytes; None where the file could not be fetched, or was not."""
    sha256: str | None = None
    made: Made | None = None
    failure: Failure | None = None
    seconds: float = 0.0
    seen: Mapping[int, bytes] = field(default_factory=dict, kw_only=True)
    """What was recognised apart from the file, as in `pipeline.leaves.Apart`."""
    left: Collection[int] = field(default=(), kw_only=True)
    """Pages that are left to be handed out."""
    is_lost: bool = field(default=False, kw_only=True)
    """Its worker died: the failure says how, and another attempt may go well."""
    is_paged: bool = field(default=False, kw_only=True)
    """Its worker died, or was ended, over a page."""


def work(job: Job) -> Result:
    """Do a job. Nothing is raised, unless `debug` is set: a failure is a result, too."""
    start = perf_counter()
    size = digest = None
    try:
        if job.document is None:
            from pipeline.inputs import fetch

            source = fetch(job.path, job.options.limits)
            size, digest = len(source), sha256(source).hexdigest()
            if digest in job.known:
                return Result(job.row, size, digest, seconds=perf_counter() - start)
            document, seen, left = _read(job, source, digest)
            if document is None:
                spent = perf_counter() - start
                return Result(job.row, size, digest, seen=seen, left=left, seconds=spent)
        else:
            document = unpacked(job.document)
            digest = document.sha256
        plans = made(document, repair=job.repair, keep=job.document is None)
        return Result(job.row, size, digest, plans, seconds=perf_counter() - start)
    except Exception as error:
        failure = explain(error)
        if job.debug and failure.reason == "unexpected":
            raise
        return Result(job.row, size, digest, failure=failure, seconds=perf_counter() - start)


def _read(
    job: Job, source: bytes, digest: str
) -> tuple[Document | None, Mapping[int, bytes], Collection[int]]:
    """A file as read; or none yet, but what was recognised on its pages, and which of them are left."""
    from pipeline.inputs import name_of
    from pipeline.stages import load

    name = name_of(job.path)
    if job.pages:
        helper = Helper(job.pages)
        with suppress(ReadError):  # which is said of the file when it is read
            load(source, name, options=replace(job.options, guide=helper))
        return None, helper.seen, ()
    if job.apart and job.apart.sha256 == digest:
        return load(source, name, options=replace(job.options, guide=Finisher(job.apart))), {}, ()
    beginner = Beginner(job.at_once)
    try:
        return load(source, name, options=replace(job.options, guide=beginner)), {}, ()
    except Enough as enough:
        return None, beginner.seen, enough.left


def made(document: Document, *, repair: bool = True, keep: bool = True) -> Made:
    """The plans of a document, by the stages after reading.

    Args:
        document: as read.
        repair: give ruined words their letters back.
        keep: pack the document, too.
    """
    from pipeline.stages import understand

    raw = packed(document) if keep else None
    return storable(understand(document, repair=repair), raw, pages(document))


def storable(plans: Sequence[Plan], document: bytes | None = None, pages: PageCount = NO_PAGES) -> Made:
    """The plans of a file in the form in which they are stored, with what they were made from, packed."""
    first = plans[0].source
    return Made(
        first.sha256[:ID],
        tuple(map(_paper, plans)),
        document,
        first.media_type,
        any(plan.warnings for plan in plans),
        pages,
    )


def _paper(plan: Plan) -> Paper:
    record = JsonText(json_text(plan.model_dump(mode="json")))
    return Paper(plan.id, record, numbered(plan), of_plan(plan))


def pages(document: Document) -> PageCount:
    """What became of the pages of a document; a text without pages counts as one."""
    unread = len({dropped.page for dropped in document.dropped if dropped.reason == UNREAD})
    blank = max(0, sum(1 for page in document.pages if not page.lines) - unread)
    count = len(document.pages)
    return PageCount(count, count - unread - blank, unread, blank)


def packed(document: Document) -> bytes:
    """A document as compressed JSON."""
    return zlib.compress(json_text(document.model_dump(mode="json", exclude_defaults=True)).encode())


def unpacked(stored: bytes) -> Document:
    """The document that `packed` packed."""
    return Document.model_validate(json.loads(zlib.decompress(stored)))
