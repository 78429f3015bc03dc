"""The body of the paper: preamble, outline, closing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from parsers.document import Dropped
from parsers.plan import Place, Section
from parsers.structure import headings, markers, outline
from parsers.structure.flow import TERMINAL, Flow, Item, begins, is_bullet, is_capitals, repaired_share
from parsers.structure.markers import Candidate, Kind
from parsers.structure.outline import Entry
from parsers.structure.paragraphs import breaks_reference, goes_on, joined
from parsers.structure.provenance import known, place, texts_of

_PLAN_ITSELF = re.compile(r"\b(?:đề nghị|yêu cầu|kế hoạch này)\b", re.IGNORECASE)
_LISTED = 0.1
"""What it costs to take what reads like an item of a list for one: less than a marker that is not missed."""
_SCRAWL = re.compile(r"\.\s*/\s*[.,]?\s*[\w-]{0,8}[.,]?$")
"""The closing sign `./.` with the initials that somebody wrote over it."""


@dataclass(slots=True)
class Body:
    """Preamble, sections and closing, and in which section each table row of the flow stands."""

    preamble: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    preamble_places: list[Place] = field(default_factory=list)
    closing_places: list[Place] = field(default_factory=list)
    rows: list[tuple[int, str | None]] = field(default_factory=list)
    """Index of a row in the flow, path of its section."""


def read(flow: Flow, start: int, end: int) -> Body:
    """Read the items from `start` to `end` as preamble, sections and closing."""
    items = flow.items
    entries = outline.choose(_candidates(flow, start, end))
    first = entries[0].line if entries else end
    body = Body()
    closing = _closing_start(flow, entries[-1].line if entries else first, end, bool(entries))
    body.preamble, body.preamble_places = _running(flow, start, min(first, closing))
    ending, body.closing_places = _running(flow, closing, end)
    body.closing = [_SCRAWL.sub("./.", text) for text in ending]
    _drop_scrawl(flow, closing, end)
    stops = [*(entry.line for entry in entries), closing][1:]
    open_sections: list[Section] = []
    where: list[tuple[int, Section | None]] = [(start, None)]
    following = [*(entry.level for entry in entries), 0][1:]
    for entry, stop, next_level in zip(entries, stops, following, strict=True):
        nested = next_level > entry.level
        section = _section(flow, entry, stop, nested)
        del open_sections[entry.level :]
        siblings = open_sections[-1].children if open_sections else body.sections
        section.path = _path(open_sections, section.marker)
        siblings.append(section)
        open_sections.append(section)
        where.append((entry.line, section))
    _tell_apart(body.sections)
    body.rows = _rows(items, where, start, end)
    return body


def _candidates(flow: Flow, start: int, end: int) -> list[tuple[int, Candidate, float]]:
    found = []
    for index in range(start, end):
        item = flow.items[index]
        if item.cells is not None:
            continue
        if is_bullet(item.text):
            candidate = _for_sign(item)
        else:
            candidate = (markers.read_worn if item.is_recognised else markers.read)(item.text)
        if candidate is None:
            continue
        if item.is_recognised:
            candidate = markers.as_recognised(candidate, _instead(item))
        before = flow.items[index - 1] if index > start else None
        found.append((index, candidate, _doubt(before, item, candidate, flow.column)))
    return found


def _for_sign(item: Item) -> Candidate | None:
    """The marker that the sign of a recognised list may be instead: 4, say, for +."""
    others = [other for other, _ in _instead(item)] if item.is_recognised else []
    return replace(others[0], readings=(), text_cost=_LISTED) if others else None


def _instead(item: Item) -> Iterator[tuple[Candidate, float]]:
    """What the marker of a recognised line may be instead, by how likely it is as read."""
    word = item.line.words[0] if item.line and item.line.words else None
    if word is None or not word.confidence or not item.text.startswith(word.text):
        return
    for text, chance in word.alternatives:
        if chance > 0 and (other := markers.read(text + item.text[len(word.text) :])):
            yield other, chance / word.confidence


def _doubt(before: Item | None, item: Item, candidate: Candidate, column: int | None) -> float:
    """How much likelier running text is because of the line before the candidate."""
    if before is None or before.cells is not None:
        return 0.0
    end = before.text.rstrip()
    if column is not None and breaks_reference(end):
        return 3.5
    plain = Item(candidate.rest or item.text, item.page, item.gap, opens_page=item.opens_page)
    wrapped = column is not None and not end.endswith(TERMINAL) and goes_on(before, item, column)
    if wrapped and not is_capitals(candidate.rest):
        return 1.5
    return 0.8 if end.endswith((",", "-")) and not plain.apart else 0.0


def _section(flow: Flow, entry: Entry, stop: int, nested: bool) -> Section:
    items = flow.items
    first = items[entry.line]
    head, after = _heading(flow, entry, stop)
    rest = [item for item in items[after:stop] if item.cells is None]
    has_table = len(rest) < stop - after
    texts, places = texts_of(flow, rest)
    text = joined(head)
    title, running = headings.split(text, entry.reading.kind, bool(nested or texts or has_table), first.bold)
    flow.drop_rest(text, f"{title or ''} {running or ''}", first.number)
    own = place(flow, items[entry.line : after])
    return Section(
        marker=entry.reading.marker,
        label=entry.candidate.label,
        path="",
        title=title,
        paragraphs=([running] if running else []) + texts,
        page=flow.page_of(first),
        at=own,
        places=known(([own] if running else []) + places),
        repaired=repaired_share(items[entry.line : stop]),
    )


def _heading(flow: Flow, entry: Entry, stop: int) -> tuple[list[str], int]:
    """The lines of the paragraph that the marker opens, and where what follows it begins."""
    items = flow.items
    lines, index = [entry.candidate.rest], entry.line + 1
    before = items[entry.line]
    named = entry.reading.kind in (Kind.PART, Kind.CHAPTER, Kind.DIVISION)
    while index < stop and items[index].cells is None:
        item = items[index]
        alone = (
            not lines[-1]
            and not is_bullet(item.text)
            and (named or is_capitals(item.text) or len(item.text) < 120)
        )
        capitals = (
            flow.column is not None
            and is_capitals(lines[0])
            and is_capitals(item.text)
            and item.bold == before.bold
            and not (item.apart or is_bullet(item.text))
        )
        likely_title = len(lines) == 1 and not before.text.endswith(TERMINAL)
        if not (alone or capitals or goes_on(before, item, flow.column, len(lines) == 1, likely_title)):
            break
        if capitals and before.text.endswith(":"):
            break
        lines.append(item.text)
        before, index = item, index + 1
    return [line for line in lines if line], index


def _path(above: list[Section], marker: str) -> str:
    """The path of a section: a compound marker repeats its parent's numbers only once."""
    if not above:
        return marker
    parent = above[-1]
    if marker.startswith(parent.marker + "."):
        return parent.path.removesuffix(parent.marker) + marker
    return f"{parent.path}.{marker}"


def _tell_apart(sections: list[Section]) -> None:
    """Give sections whose path was there before the suffix ~2, ~3 … and their children with them."""
    seen: dict[str, int] = {}

    def visit(siblings: list[Section], before: str, now: str) -> None:
        for section in siblings:
            own = section.path
            path = now + own.removeprefix(before) if before else own
            seen[path] = seen.get(path, 0) + 1
            section.path = path if seen[path] == 1 else f"{path}~{seen[path]}"
            visit(section.children, own, section.path)

    visit(sections, "", "")


def _running(flow: Flow, start: int, end: int) -> tuple[list[str], list[Place]]:
    lines = [item for item in flow.items[start:end] if item.cells is None]
    texts, places = texts_of(flow, lines)
    return texts, known(places)


def _drop_scrawl(flow: Flow, start: int, end: int) -> None:
    for item in flow.items[start:end]:
        if (match := _SCRAWL.search(item.text)) and match.group() != "./.":
            flow.dropped.append(Dropped(reason="handwriting", text=match.group(), line=item.number))


def _closing_start(flow: Flow, last_entry: int, end: int, has_entries: bool) -> int:
    """Where the closing begins: the plain paragraphs at the end that speak of the plan itself."""
    items = flow.items
    lines = [(i, items[i]) for i in range(last_entry + 1, end)]
    tail: list[int] = []
    for position in range(len(lines) - 1, -1, -1):
        index, item = lines[position]
        if item.cells is not None or is_bullet(item.text):
            break
        before = lines[position - 1][1] if position else items[last_entry] if has_entries else None
        if before is None or before.cells is not None or _parts(before, item, flow.column, position == 0):
            tail.append(index)
    tail.reverse()
    opener = [i for i in tail if begins(items[i].text, "closing-sure")]
    weak = [i for i in tail if begins(items[i].text, "closing")]
    bare_heading = bool(lines) and has_entries and _is_bare(items[last_entry].text)
    if bare_heading and tail and tail[0] == lines[0][0]:
        weak = [i for i in weak if i != tail[0]]
    if opener:
        run = [i for i in weak if i < opener[0] and all(j in weak for j in tail if i <= j < opener[0])]
        return min([opener[0], *run])
    if not lines:
        return end
    signed_off = _SCRAWL.search(lines[-1][1].text) is not None
    if weak and (signed_off or begins(items[weak[-1]].text, "type")):
        return weak[0]
    if not signed_off:
        return end
    if tail and not (bare_heading and tail[-1] == lines[0][0]) and _PLAN_ITSELF.search(items[tail[-1]].text):
        return tail[-1]
    return end


def _parts(before: Item, item: Item, column: int | None, first: bool) -> bool:
    """Whether a new paragraph begins at `item`, also after a full line that ends a sentence."""
    opens = any(begins(item.text, kind) for kind in ("closing-sure", "closing"))
    return (opens and before.text.endswith(".")) or not goes_on(before, item, column, title=first)


def _is_bare(text: str) -> bool:
    """Whether a marker's line is a heading that something must follow."""
    return not text.endswith((".", ";"))


def _rows(
    items: list[Item], where: list[tuple[int, Section | None]], start: int, end: int
) -> list[tuple[int, str | None]]:
    rows: list[tuple[int, str | None]] = []
    position = 0
    for index in range(start, end):
        while position + 1 < len(where) and where[position + 1][0] <= index:
            position += 1
        if items[index].cells is not None:
            section = where[position][1]
            rows.append((index, section.path if section else None))
    return rows
