"""The top of the paper: letterhead, kind of document, subject.

The order and wording are those of Decree 30/2020/NĐ-CP, annex I, part II: issuing body and its
superior on the left, national motto on the right, number and notation, place and date, then the
kind of document and its subject. A text reader may give the two columns one after the other, side
by side as a table row, or run together on one line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby

import data
from parsers.plan import Evidence
from parsers.structure import geometry, markers
from parsers.structure.flow import BULLET, Flow, Item, begins, cell_lines, is_capitals, skeleton
from parsers.structure.markers import Kind
from parsers.structure.paragraphs import goes_on, joined
from parsers.structure.provenance import evidence

_SEARCHED = 80
"""Lines: the kind of document stands on the first page."""

_MOTTO = re.compile(
    r"(C.{1,2}NG H.{1,2}A? X. H.I CH. NGH.A(?: VI.T NAM)?"
    r"|.{1,2}C L.P\s*[-–—]\s*T. DO(?:\s*[-–—](?:\s*H.NH PH.C)?)?"
    r"|[ĐD].NG C.NG S.N VI.T NAM|^(?:[-–—]\s*)?H.NH PH.C$|^VI.T NAM$)",
    re.IGNORECASE,
)
"""In a narrow column either line of the motto may be wrapped."""
_NOTE = re.compile(r"\(\s*(?:ban hành\s+)?(?:kèm|đính)\b", re.IGNORECASE)
_NOTE_AT_END = re.compile(r"\s*\(\s*(?:ban hành\s+)?(?:kèm|đính) theo\b[^()]*\)$", re.IGNORECASE)
_LETTER = "Công văn"
_ABOUT, _TO = re.compile(r"V/v\b", re.IGNORECASE), re.compile(r"Kính gửi\b", re.IGNORECASE)
"""An official letter says under its number what it is about, then to whom it goes (annex III, 1.5)."""
_LONGEST_NOTE = 4
"""Lines."""
_SIGNED = re.compile(
    r"(?:ký bởi|người ký|cơ quan|tổ chức|đơn vị|email|thời gian ký|ngày ký|giờ ký|chức danh|ngày|chuyển)\s*:"
    r"|(?:công văn|văn bản) đ.n\b|(?:đ.n|chuy.n)\W*$",
    re.IGNORECASE,
)
"""What signing software stamps on the first page, and the office where the paper came in."""
_YOUTH_UNION = re.compile(r"DOAN (TNCS|THANH NIEN CONG SAN) (HCM|HO CHI MINH)")
_RULE = re.compile(r"[\W_]+|o0o", re.IGNORECASE)
_NUMBER = re.compile(r"S[ốôồỐÔo6óỏ]\s*[:.…]|S[ốỐ]\s+(?=[\d/….-])|\d{1,5}\s*[-/]\s*KH\b", re.IGNORECASE)
_DATE = re.compile(
    r"\bng[àaá]y\b.{0,25}\bth[áa]ng\b.{0,20}\bn[ăaă]m\b|,\s*th[áa]ng\b.{0,12}\bn[ăa]m\b|,\s*ng[àa]y\s+\d"
    r"|,\s*ng[àa]y\b.{0,25}\bth[áa]ng$",
    re.IGNORECASE,
)
_UNFINISHED_DATE = re.compile(r"\b(?:ng[àaá]y|th[áa]ng|n[ăa]m)[\s\d….]*(?<!\d{4})$", re.IGNORECASE)
_FILLED_IN = {
    "code.number": re.compile(r"^S[ốô]\s*[:.]?\s*(\d{1,5})(?=\s*[/-])"),
    "issued.day": re.compile(r"\bng[àa]y\s+(\d{1,2})\s+th[áa]ng\b", re.IGNORECASE),
}
_REST_OF_DATE = re.compile(
    r"(?:\d{1,2}\s+)?(?:th[áa]ng\s+[\d….]{1,9}\s+)?(?:n[ăa]m\s+)?(?:19|20)\d\d[.]?", re.IGNORECASE
)
"""What a place-and-date line that was too long for its column goes on with on the next one."""
_PLACE = re.compile(r"[^,;]+(?=[,;])")
"""What stands before the date."""
_TERRITORY = re.compile(r"(TINH|THANH PHO|HUYEN|QUAN|THI XA|XA|PHUONG|THI TRAN|DAC KHU)\b")
_DIGIT = re.compile(r"\d")
_CODE_LINE = re.compile(r"S[ốôo6]\s*:", re.IGNORECASE)
_NOTATION = re.compile(r"[\s.…_]*(?:/\s*[A-ZĐ]{2,}[\w&/.-]*|[-–]\s*KH/[A-ZĐ]{2,})")
"""The rest of a number line whose number was filled in by hand or by a stamp, or whose start they hide."""
_NUMBER_THEN_DATE = re.compile(
    r"(S[ốôo](?![^\W\d_])\s*[:.]?\s*[\d….\s]*[/-]?\s*[A-ZĐ][\w&/.-]*)\s+(\S.*?,\s*ng[àa]y\b.*)", re.IGNORECASE
)
_ANNOUNCED = re.compile(
    r"(?:như sau|sau đây|nội dung sau|chủ yếu sau)?\s*:$|ban hành kế hoạch|xây dựng kế hoạch", re.IGNORECASE
)
_LONG_SUBJECT = 170
"""Characters: longer than one line of a subject ever is."""


@dataclass(slots=True)
class Head:
    """What the top of the paper says, and how many items of the flow it takes."""

    length: int
    type: str | None
    subject: str
    evidence: dict[str, Evidence] = field(default_factory=dict)


def read(flow: Flow) -> Head:
    """Read the letterhead, kind of document and subject from the start of the flow."""
    kinds = "type"
    start = title_index(flow.items, kinds)
    if start is None:
        kinds = "cover"
        start = title_index(flow.items, kinds)
    opening = _opening_index(flow, 0 if start is None else start + 1)
    if start is None:
        letterhead, rest = _split_untitled(flow.items[:opening])
        top = len(letterhead)
        if topic := _topic(flow.items[top : top + _LONGEST_NOTE]):
            rest, opening = topic, top + len(topic)
        head = Head(opening, _LETTER if topic else None, joined(item.text for item in rest))
        if rest:
            head.evidence["subject"] = evidence(flow, rest)
    else:
        letterhead, titles = flow.items[:start], flow.items[start:opening]
        kind, remainder = _type_of(titles[0].text, kinds)
        subject = [remainder] if remainder else []
        rules, note = [item for item in titles[1:] if _RULE.fullmatch(item.text)], _note(titles[1:])
        subject += [item.text for item in titles[1:] if item not in rules and item not in note]
        flow.drop("letterhead", rules)
        if note:
            flow.drop("letterhead", [note[0].part(joined(item.text for item in note))])
        head = Head(opening, kind, _NOTE_AT_END.sub("", joined(subject)))
        head.evidence["type"] = evidence(flow, titles[:1])
        if len(titles) > 1:
            head.evidence["subject"] = evidence(flow, titles[1:])
    _letterhead(flow, letterhead, head)
    return head


def _note(titles: list[Item]) -> list[Item]:
    """The lines under a subject that say what the paper comes with: from one bracket to the other."""
    first = next((at for at, item in enumerate(titles) if _NOTE.match(item.text)), None)
    if first is None:
        return []
    lines = titles[first : first + _LONGEST_NOTE]
    last = next((at for at, item in enumerate(lines) if item.text.rstrip(" .").endswith(")")), 0)
    return lines[: last + 1]


def _topic(items: list[Item]) -> list[Item]:
    """The lines under the number of an official letter, which has no title, that say what it is about."""
    if not items or not _ABOUT.match(items[0].text):
        return []
    following = enumerate(items[1:], 1)
    end = next((at for at, item in following if item.apart or _TO.match(item.text)), len(items))
    return items[:end]


def title_index(items: list[Item], kinds: str = "type") -> int | None:
    """The line that names the kind of document, in capitals, alone or with the subject after it.

    Args:
        kinds: the word list of the kinds looked for: `type` (plans and their like) or `cover`.
    """
    for index, item in enumerate(items[:_SEARCHED]):
        kind, _ = _type_of(item.text, kinds)
        first = " ".join(item.text.split()[:2])
        if kind and item.cells is None and is_capitals(first) and not _is_letterhead(items, index, kinds):
            return index
        marker = markers.read(item.text)
        if marker and index > 0 and marker.readings[0].kind is Kind.ROMAN and is_capitals(marker.rest):
            return None
    return None


def _is_letterhead(items: list[Item], index: int, kinds: str) -> bool:
    """Whether a line that reads like a title ends a body's name: number and title are still to come."""
    coming = [item.text for item in items[index + 1 : index + 8]]
    again = next((i for i, text in enumerate(coming) if is_capitals(text) and _is_title(text, kinds)), None)
    return again is not None and any(_CODE_LINE.match(text) or _MOTTO.search(text) for text in coming[:again])


def _is_title(text: str, kinds: str) -> bool:
    """Whether a line is the kind of a document and nothing else."""
    kind, rest = _type_of(text, kinds)
    return kind is not None and not rest


def _type_of(text: str, kinds: str) -> tuple[str | None, str]:
    """The kind of document a title line names, and what follows it on the line."""
    plain = skeleton(text[:40])
    spaced = all(len(word) == 1 for word in plain.split())  # K Ế H O Ạ C H
    for name in data.phrases(kinds):
        prefix = skeleton(name)
        if plain.strip(" .:*-") == prefix or (spaced and plain.replace(" ", "") == prefix.replace(" ", "")):
            return name, ""
        if plain.startswith(prefix + " "):
            words = len(prefix.split())
            return name, " ".join(text.split()[words:])
    return None, text


def _opening_index(flow: Flow, start: int) -> int:
    """Where the subject ends and the preamble (or the first section) begins."""
    items = flow.items
    untitled = start == 0
    index = start
    while index < min(len(items), start + _SEARCHED):
        item = items[index]
        if index > start and _ends_subject(flow, index, untitled):
            break
        if index == start and ((item.cells is not None and not untitled) or _is_first_marker(item.text)):
            break
        index += 1
    return index


def _ends_subject(flow: Flow, index: int, untitled: bool) -> bool:
    item, before = flow.items[index], flow.items[index - 1]
    text = item.text
    if _is_first_marker(text) or skeleton(text).startswith("CAN CU"):
        return True
    if _NOTE.match(text) or _stands_under(before, item):
        return False
    if begins(BULLET.sub("", text, count=1), "preamble-sure"):
        return True
    if untitled and (_NUMBER.match(text) or _DATE.search(text) or is_capitals(text) or item.cells):
        return False
    if item.cells is not None:
        return True
    if text[:1].islower() or text[:1] in "(“\"'-–" or (is_capitals(text) and is_capitals(before.text)):
        return len(text) > _LONG_SUBJECT
    if begins(text, "preamble") or item.apart:
        return True
    paragraph = [item]
    for following in flow.items[index + 1 : index + 12]:
        if following.cells is not None or not goes_on(paragraph[-1], following, flow.column):
            break
        paragraph.append(following)
    whole = joined(part.text for part in paragraph)
    return len(whole) > _LONG_SUBJECT or _ANNOUNCED.search(whole) is not None


def _stands_under(before: Item, item: Item) -> bool:
    """Whether a line is bold and centred under another that is, as the lines of a subject are.

    The authority over a decision's preamble is, too, but in capitals and apart.
    """
    if item.apart and is_capitals(item.text) and not is_capitals(before.text):
        return False
    return all(each.bold and geometry.is_centred(each.line, each.edges) for each in (before, item))


def _is_first_marker(text: str) -> bool:
    candidate = markers.read(text)
    return candidate is not None and any(
        r.number[-1] == 1 and r.cost < 1 and r.kind not in (Kind.MONTH, Kind.ITEM) for r in candidate.readings
    )


def _split_untitled(items: list[Item]) -> tuple[list[Item], list[Item]]:
    """Without a title line: the lines that belong to a letterhead, then the subject."""
    last = -1
    for index, item in enumerate(items):
        if (
            item.cells is not None
            or _MOTTO.search(item.text)
            or _NUMBER.match(item.text)
            or _DATE.search(item.text)
        ):
            last = index
    return items[: last + 1], items[last + 1 :]


def _letterhead(flow: Flow, items: list[Item], head: Head) -> None:
    """Sort the lines above the title into issuer, number, place and date, and the rest."""
    parts: dict[str, list[Item]] = {"issuer": [], "code": [], "issued": []}
    for item in _columns(items):
        for piece in _pieces(item):
            text = piece.text
            if _SIGNED.match(text):
                flow.drop("furniture", [piece])
            elif _MOTTO.search(text) or _RULE.fullmatch(text) or (len(text) < 25 and begins(text, "stamp")):
                flow.drop("letterhead", [piece])
            elif _NUMBER.match(text) or _NOTATION.fullmatch(text):
                parts["code"] = _numbered(flow, parts["code"], piece)
            elif _is_issued(text, parts["issued"]):
                parts["issued"].append(piece)
            elif is_capitals(text) or (len(text) < 90 and text[:1].isupper()):
                parts["issuer"].append(piece)
            else:
                flow.drop("letterhead", [piece])
    if len(parts["issuer"]) > 1 and _YOUTH_UNION.fullmatch(skeleton(parts["issuer"][-1].text)):
        flow.drop("letterhead", [parts["issuer"].pop()])  # stands on the right, as the motto does
    for key, found in parts.items():
        if found:
            head.evidence[key] = evidence(flow, found)
    head.evidence |= _weighed(flow, parts["issuer"]) | _filled_in(flow, parts["code"] + parts["issued"])
    if parts["issued"] and (match := _PLACE.match(parts["issued"][0].text)):
        head.evidence["place"] = evidence(flow, [parts["issued"][0].part(match[0])])


def _filled_in(flow: Flow, items: list[Item]) -> dict[str, Evidence]:
    """What is often filled in by hand, and so is surely read or not by itself: the number, and the day."""
    found = {}
    for item in items:
        for key, figures in _FILLED_IN.items():
            if item.is_recognised and key not in found and (match := figures.search(item.text)):
                found[key] = evidence(flow, [item.part(match[1])])
    return found


def _numbered(flow: Flow, before: list[Item], piece: Item) -> list[Item]:
    """The line of number and notation, or its two halves; of two, as where one is stamped into the corner
    and the other has a blank, that with a number.
    """
    if not before or _NOTATION.fullmatch(piece.text):
        return [*before, piece]
    better = _DIGIT.search(piece.text) and not any(_DIGIT.search(item.text) for item in before)
    flow.drop("letterhead", before if better else [piece])
    return [piece] if better else before


def _is_issued(text: str, before: list[Item]) -> bool:
    """Whether a line is that of place and date, or the rest of it."""
    if not before:
        return _DATE.search(text) is not None
    return bool(_REST_OF_DATE.fullmatch(text) and _UNFINISHED_DATE.search(before[-1].text))


def _weighed(flow: Flow, issuer: list[Item]) -> dict[str, Evidence]:
    """The issuer's lines by their weight: its name is bold, that of the body above it is not (annex I).

    So the lines of a name that was wrapped are told from those of the other.
    """
    bodies = [list(lines) for _, lines in groupby(issuer, key=lambda item: item.bold)]
    if [lines[0].bold for lines in bodies] != [False, True] or len(issuer) == 2:
        return {}
    if _TERRITORY.match(skeleton(bodies[1][0].text)):  # the rest of the name above it
        return {}
    raw = "\n".join(joined(item.text for item in lines) for lines in bodies)
    return {"issuer": evidence(flow, issuer).model_copy(update={"raw": raw})}


def _columns(items: list[Item]) -> list[Item]:
    """Lines in column order: the left cells of rows side by side, then the right ones."""
    left: list[Item] = []
    right: list[Item] = []
    for item in items:
        for number, lines in enumerate(cell_lines(item)):
            column = right if number else left
            column += [item.part(line) for line in lines]
    return left + right


def _pieces(item: Item) -> list[Item]:
    """A line whose two columns were run together, taken apart."""
    texts = [part.strip() for part in _MOTTO.split(item.text) if part.strip()]
    pieces = []
    for text in texts:
        match = _NUMBER_THEN_DATE.fullmatch(text)
        pieces += list(match.groups()) if match else [text]
    return [item.part(text) for text in pieces]


def is_motto(text: str) -> bool:
    """Whether a line has a part of the motto of the state."""
    return _MOTTO.search(text) is not None


def is_code(text: str) -> bool:
    """Whether a line begins with the label of the number, and has a notation."""
    return _CODE_LINE.match(text) is not None and _NOTATION.search(text) is not None


def is_date(text: str) -> bool:
    """Whether a line is a place and date of issue."""
    return len(text) < 90 and _DATE.search(text) is not None
