"""The plan record: one normalized JSON object per plan.

Every export (JSON Lines, CSV, XLSX, Parquet, database rows) is a projection of `Plan`. The rules
for what goes into each field are in `docs/record.md`; the ordering, parts and wording of the paper
itself follow Decree 30/2020/NĐ-CP, annex I.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field

from parsers.document import Decision, Dropped, Origin

SCHEMA = "kehoach/plan/1"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PageReading(Decision):
    """How one page was read, and why so."""

    page: int = Field(ge=1)
    origin: Origin
    confidence: float = Field(ge=0, le=1)


class Source(_Model):
    """The file that a record was made from."""

    name: str
    sha256: str
    media_type: str
    pages: int | None = Field(default=None, description="null for plain text")
    first_page: int | None = Field(default=None, description="of the file, where the paper begins")
    last_page: int | None = Field(default=None, description="of the file, where the paper ends")
    origin: Origin = Origin.TEXT
    confidence: float = Field(default=1.0, ge=0, le=1)
    page_readings: list[PageReading] = Field(
        default=[], description="of the pages that could be read in more than one way"
    )


Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the top left corner of the page as a viewer shows it."""


def _nothing(value: object) -> bool:
    """What is left out of the JSON of a place."""
    return not value


def _unknown(value: float | None) -> bool:
    """A confidence that is left out; one of none is said."""
    return value is None


class Spot(_Model):
    """A rectangle on a page."""

    page: int
    box: Rectangle


class Place(_Model):
    """Where a text stands in the source, and what became of it on the way into the record.

    What is not known, or is nothing, is left out of the JSON: an empty cell has an empty place. Places are
    shared between what stands in one, so they do not change.
    """

    page: int | None = Field(default=None, exclude_if=_nothing, description="on which it begins")
    line: int | None = Field(
        default=None, exclude_if=_nothing, description="1-based line in the source, where it has lines"
    )
    box: Rectangle | None = Field(default=None, exclude_if=_nothing, description="on that page")
    more: tuple[Spot, ...] = Field(
        default=(), exclude_if=_nothing, description="where it goes on, on the pages after"
    )
    confidence: float | None = Field(default=None, ge=0, le=1, exclude_if=_unknown)
    repaired: float = Field(
        default=0.0, ge=0, le=1, exclude_if=_nothing, description="share of syllables changed by repair"
    )
    edits: int = Field(default=0, ge=0, exclude_if=_nothing, description="how many changes repair made in it")
    before: str | None = Field(
        default=None,
        exclude_if=_nothing,
        description="the printed lines before repair, where it changed them",
    )

    model_config = ConfigDict(extra="forbid", frozen=True)

    def __deepcopy__(self, memo: dict[int, object] | None = None) -> Self:
        return self


NOWHERE = Place()
"""The place of what is not printed, or of which nothing is known."""


class Reading(NamedTuple):
    """A word as recognised."""

    text: str
    confidence: float
    others: tuple[tuple[str, float], ...] = ()
    """Other readings with their probabilities, the likeliest first."""


class Evidence(Place):
    """The place in the source that a value was read from, as printed there."""

    raw: str = Field(description="as printed, line breaks kept; after repair")
    lines: tuple[Evidence, ...] = Field(
        default=(), exclude=True, description="each printed line by itself, until the values are resolved"
    )
    words: tuple[Reading, ...] = Field(
        default=(), exclude=True, description="of one line as recognised, until the values are resolved"
    )


class Issuer(_Model):
    """The body that issued the plan."""

    name: str | None = Field(default=None, description="full official name, abbreviations expanded")
    parent: str | None = Field(default=None, description="the body above it, where the paper names it")
    province: str | None = Field(default=None, description="null for a central body")


class Section(_Model):
    """One numbered part of the outline."""

    marker: str = Field(description="as meant: I, 1, 1.1, a, Điều 3")
    label: str = Field(description="as printed, with its punctuation: 'I1.'")
    path: str = Field(description="markers from the root, joined by dots")
    title: str | None = None
    paragraphs: list[str] = []
    children: list[Section] = []
    page: int | None = None
    at: Place = Field(default=NOWHERE, description="of its marker and title")
    places: list[Place] = Field(default=[], description="of each paragraph; none where nothing is known")
    repaired: float = Field(default=0.0, ge=0, le=1, description="share of syllables changed by repair")


class Group(_Model):
    """A row that heads the rows after it: a Roman numeral, or one cell across the table."""

    before: int = Field(ge=0, description="index of the first row of the group")
    marker: str | None = None
    title: str
    at: Place = NOWHERE


class Table(_Model):
    """One table, stitched over page breaks; each row as long as `columns`."""

    caption: str | None = None
    columns: list[str]
    rows: list[list[str]] = []
    groups: list[Group] = []
    section: str | None = Field(default=None, description="path of the section it stands in")
    page: int | None = None
    at: Place = Field(default=NOWHERE, description="of the whole table")
    caption_at: Place = Field(default=NOWHERE, description="of its caption; nothing where it has none")
    heads: list[Place] = Field(default=[], description="of each column's title; none where nothing is known")
    places: list[list[Place]] = Field(
        default=[], description="of each cell, row by row; none where nothing is known"
    )


class Annex(_Model):
    """A part that follows the signature; its tables are among the plan's tables."""

    label: str | None = Field(default=None, description="PHỤ LỤC, PHỤ LỤC II …, as printed")
    title: str | None = None
    note: str | None = Field(default=None, description="(Kèm theo Kế hoạch số …), as printed")
    paragraphs: list[str] = []
    page: int | None = None
    at: Place = Field(default=NOWHERE, description="of its label and title")
    places: list[Place] = Field(default=[], description="of each paragraph; none where nothing is known")


class Period(_Model):
    """A stretch of time as printed, and its first and last day (ISO 8601) where it has them."""

    text: str
    start: str | None = None
    end: str | None = None


class Task(_Model):
    """One table row that says who does what."""

    ordinal: str
    group: str | None = None
    content: str
    lead: list[str] = []
    partners: list[str] = []
    time: Period | None = None
    table: int
    row: int


class Assignment(_Model):
    """Who is charged with an item of the section that organises implementation."""

    path: str
    assignees: list[str]


class Citation(_Model):
    """A document cited, once, where it is first mentioned."""

    type: str
    code: str | None = None
    date: str | None = Field(default=None, description="ISO 8601, as precise as written")
    issuer: str | None = None
    title: str | None = None
    page: int | None = Field(default=None, description="of the first mention")


class Movement(_Model):
    """An emulation movement named in quotation marks."""

    name: str
    start: int | None = None
    end: int | None = None
    page: int | None = Field(default=None, description="of the first mention")


class Signature(_Model):
    """Who signed, for whom and as what."""

    capacity: str | None = Field(default=None, description="TM, KT, TL, TUQ or Q")
    authority: str | None = None
    position: str | None = None
    name: str | None = None


class WarningCode(StrEnum):
    """What can be wrong with a plan, or doubtful in how it was read."""

    NUMBER_MISSING = "number-missing"
    DATE_INCOMPLETE = "date-incomplete"
    SECTION_GAP = "section-gap"
    SECTION_REPEATED = "section-repeated"
    SECTION_ORDER = "section-order"
    ROW_GAP = "row-gap"
    ROW_RAGGED = "row-ragged"
    YEAR_MISMATCH = "year-mismatch"
    ISSUER_INFERRED = "issuer-inferred"
    SIGNATURE_MISSING = "signature-missing"
    ANNEX_MISSING = "annex-missing"
    TEXT_DAMAGED = "text-damaged"
    LOW_CONFIDENCE = "low-confidence"
    NOT_A_PLAN = "not-a-plan"


class PlanWarning(_Model):
    """One thing a person should look at."""

    code: WarningCode
    path: str | None = Field(default=None, description="of the section or table row it is about")
    message: str = ""
    page: int | None = None
    box: Rectangle | None = None


class Plan(_Model):
    """One plan. Unknown is null, an empty list where it is a list; nothing is invented."""

    schema_: str = Field(default=SCHEMA, alias="schema")
    id: str = Field(
        description="first 16 hex digits of the SHA-256 of the source; `-2` after them for its second paper"
    )
    source: Source
    type: str | None = None
    number: int | None = None
    notation: str | None = None
    code: str | None = None
    place: str | None = None
    issued: str | None = None
    subject: str = ""
    issuer: Issuer = Issuer()
    years: list[int] = []
    preamble: list[str] = []
    sections: list[Section] = []
    closing: list[str] = []
    annexes: list[Annex] = []
    tables: list[Table] = []
    tasks: list[Task] = []
    assignments: list[Assignment] = []
    citations: list[Citation] = []
    movements: list[Movement] = []
    signature: Signature = Signature()
    recipients: list[str] = []
    warnings: list[PlanWarning] = []
    evidence: dict[str, Evidence] = Field(
        default={},
        description="by field: type, issuer, code, place, issued, subject, recipients, signature and "
        "its parts (signature.name, code.number, issued.day), annex",
    )
    places: dict[str, list[Place]] = Field(
        default={},
        description="of each text of `preamble`, `closing` and `recipients`; none where nothing is known",
    )
    dropped: list[Dropped] = []

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    def walk(self) -> Iterator[Section]:
        """Every section, parents before their children, in reading order."""
        return walk(self.sections)

    def warn(self, code: WarningCode, path: str | None = None, message: str = "") -> None:
        """Add a warning."""
        self.warnings.append(PlanWarning(code=code, path=path, message=message))


def walk(sections: Sequence[Section]) -> Iterator[Section]:
    """Every section of a forest, parents before their children, in reading order."""
    for section in sections:
        yield section
        yield from walk(section.children)
