"""The foot of the paper: recipients (Nơi nhận) and the signature block.

Decree 30/2020/NĐ-CP, annex I: recipients on the left, capacity, position and name on the right. A
text reader may give either column first, or both side by side as a table row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from parsers.document import Box
from parsers.structure.flow import Flow, Item, begins, blurred, cell_lines, is_bullet, is_capitals, skeleton
from parsers.structure.provenance import its_words

_LABEL = re.compile(r"\W{0,3}N[ơoờ]i\s*nh[ậạaâặ]n\s*(?:[:.;]\s*|$)", re.IGNORECASE)
_CAPACITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s*[.,/]+\s*\S|(?:T/M|K/T|T/L)[.,]?\s+\S")
_NAME = re.compile(r"(?:[A-ZĐ]\w*\.?\s?){0,3}(?:[^\W\d_][^\W\d_]*\.?\s+){1,6}[^\W\d_]+")
_RANK = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tá|úy|uý|tướng)|(?:Bác|Thạc|Tiến|Dược|Y|Luật)\s+sĩ|Kỹ sư"
    r"|(?:Phó\s+)?Giáo sư)\s+",
    re.IGNORECASE,
)
_JUNK = re.compile(r";[^;\w]*[\d\W_]*$")
"""What a hand or a stamp left after the end of a line."""
_FILES = re.compile(r"L[ưu]u\b", re.IGNORECASE)
_ASIDE = re.compile(r"\(.{1,40}\)")
"""(Đã ký), (Ký, đóng dấu)."""
_STAMP = re.compile(r"(ky boi|thoi gian ky|da ky|ky ten|dong dau|signature|digitally)", re.IGNORECASE)
_FEW_LETTERS, _SCRAP, _VAGUE = 3, 6, 0.3
"""Letters that strokes are taken for at most: in any case, and where none was read with more confidence; of a
word in small letters by itself, also where it was not read surely."""
_CAPITALS = 0.7
"""Share of capitals in a line that is a position rather than a name."""
_COLUMN = 160.0
"""Points that the signature stands right of the recipients at least; each has half of the page."""
_INDENT = 30.0
"""Points that the lines of one recipient begin beside one another at most."""
_ROOM = 145.0
"""Points (5 cm) below a position within which a name stands: what seal and hand need."""
_LONG = 75
"""Characters: a line of the foot is a short line."""
_SURE, _LIKELY, _LONGEST_NAME = 0.9, 0.6, 6
"""Confidence of a word at least that makes a worn line a name, and of each of two; words of a name."""


@dataclass(slots=True)
class Foot:
    """The lines of the foot, and where in the flow it begins and ends."""

    start: int
    end: int
    recipients: list[Item] = field(default_factory=list)
    signature: list[Item] = field(default_factory=list)
    labels: list[Item] = field(default_factory=list)
    ink: list[Item] = field(default_factory=list)
    """Strokes of a signature or a seal that were read as signs."""


def find(flow: Flow, start: int) -> Foot:
    """The foot after item `start`: empty, at the end of the flow, where the paper has none."""
    items = flow.items
    label = next((i for i in range(start, len(items)) if _is_labelled(items, i)), None)
    if label is None:
        begin = _signature_index(items, start)
        return _read(items, begin) if begin is not None else Foot(len(items), len(items))
    begin = label
    while begin > start and _is_signature_line(items[begin - 1], items[begin]):
        begin -= 1
    while begin < label and not _opens_signature(items[begin].text):
        begin += 1
    return _read(items, begin)


def split_recipients(lines: list[Item]) -> dict[str, list[Item]]:
    """The recipients, one each, without list signs and closing punctuation, with the lines that name them."""
    entries: list[tuple[str, list[Item]]] = []
    for item in lines:
        parts = re.split(r"(?<=[;.])\s*[-–+]\s*(?=[^\W\d_])", item.text)
        for part in parts:
            bullet = is_bullet(part)
            text = re.sub(r"^[-–—+*•]\s*", "", part.strip())
            own = item if len(parts) == 1 else item.part(text)
            if entries and not bullet and not entries[-1][0].endswith((";", ".")):
                before, items = entries[-1]
                entries[-1] = f"{before} {text}", [*items, own]
            else:
                entries.append((text, [own]))
    cleaned: dict[str, list[Item]] = {}
    for entry, items in entries:
        bare = _JUNK.sub("", entry)
        bare = _without_initials(bare, items[-1])
        closing = r"[\s;:.,✓/\\|_]+$" if items[-1].is_recognised else r"[\s;.,✓/\\|_]+$"  # `:` for `;`
        cleaned.setdefault(re.sub(closing, "", " ".join(bare.split())), items)
    return {entry: items for entry, items in cleaned.items() if entry}


def _without_initials(text: str, item: Item) -> str:
    """The line of the files without what the one who wrote the paper signed behind it."""
    words = text.split()
    seen = its_words(item)
    if not seen or len(words) < _FEW_LETTERS or not words[-2].endswith(".") or words[-1] != seen[-1].text:
        return text
    signed = _FILES.match(text) and len(words[-1]) <= _FEW_LETTERS and (seen[-1].confidence or 1.0) < _SURE
    return " ".join(words[:-1]) if signed else text


def _is_labelled(items: list[Item], index: int) -> bool:
    """Whether the recipients begin at a line: their label, with a list or a signature beside or below it."""
    columns = list(cell_lines(items[index]))
    label = next((match for lines in columns if lines and (match := _LABEL.match(lines[0]))), None)
    if label is None or (len(columns) > 1 and not _is_foot_row(columns, in_recipients=False)):
        return False
    near = [line for item in items[index : index + 4] for lines in cell_lines(item) for line in lines]
    rest = near[0][label.end() :] if _LABEL.match(near[0]) else ""
    return not rest or is_bullet(rest) or any(is_bullet(line) or _opens_signature(line) for line in near[1:])


def _opens_signature(text: str) -> bool:
    """Whether a line is the first of a signature block: a capacity or a position, in capitals."""
    if is_bullet(text) or len(text) > _LONG:
        return False
    if _CAPACITY.match(text):
        return True
    if not begins(text, "position"):
        return False
    whole = blurred("position").fullmatch(skeleton(text)) is not None
    return is_capitals(text) or (whole and text[:1].isupper())


def _is_name(text: str) -> bool:
    """A person's name: two to seven words, each with a capital, or all in capitals."""
    text = _RANK.sub("", text, count=1)
    words = text.split()
    return 2 <= len(words) <= 7 and _NAME.fullmatch(text) is not None and all(w[:1].isupper() for w in words)


def _is_signature_line(item: Item, following: Item) -> bool:
    text = item.text
    if item.cells is not None or len(text) > _LONG or text.endswith((".", ";", ":")):
        return False
    if _opens_signature(text) or _is_name(text) or _ASIDE.fullmatch(text):
        return True
    return is_capitals(text) and not following.apart


def _signature_index(items: list[Item], start: int) -> int | None:
    """The signature of a paper without recipients: the last capacity or position near the end."""
    found = None
    for index in range(len(items) - 1, max(start, len(items) - 40) - 1, -1):
        texts = [line for lines in cell_lines(items[index]) for line in lines]
        if any(_CAPACITY.match(t) for t in texts):
            return index
        if found is None and any(_opens_signature(t) and is_capitals(t) for t in texts):
            found = index
    return found


def _read(items: list[Item], begin: int) -> Foot:
    """Sort the lines from `begin` on into recipients and signature, up to the end of the foot."""
    foot = Foot(begin, begin)
    in_recipients = signed = False
    for index in range(begin, len(items)):
        item = items[index]
        columns = list(cell_lines(item))
        if len(columns) > 1 and not _is_foot_row(columns, in_recipients):
            break
        ink = bool(foot.signature) and not signed and _is_ink(item)
        under = not ink and len(columns) == 1 and _is_under_signature(item, foot)
        item = _without_signs(item) if under else item
        columns = [[item.text]] if under else columns
        texts = [(line, bool(number)) for number, lines in enumerate(columns) for line in lines]
        in_recipients = in_recipients or (not ink and _goes_on(item, foot))
        name = under and not signed and _is_worn_name(item)
        if not ink and len(columns) == 1 and not name:
            ends = _ends_foot(item, in_recipients, signed, bool(foot.signature))
            worn = ends and under and not signed and _has_name_below(items[index:], foot)
            ink = worn and not _is_mostly_capitals(item.text)
            if ends and not worn:
                break
        if ink:
            foot.ink.append(item)
            continue
        for text, in_last_column in texts:
            piece, right = item.part(text), in_last_column
            if match := _LABEL.match(text):
                foot.labels.append(item.part(match.group().strip()))
                in_recipients = True
                piece.text = text[match.end() :].strip()
                if not piece.text or (item.is_recognised and _is_scrap(piece.text)):
                    foot.ink.append(piece)
                    continue
                if _is_beside(piece, foot.labels):
                    piece = _without_signs(piece)
                    right = True
            beside = _is_beside(item, foot.labels)
            stray = beside and item.is_recognised  # what reads like a list sign there is a seal's
            piece = _without_signs(piece) if stray else piece
            named = name or (_is_name(piece.text) and not _is_mostly_capitals(piece.text))
            if foot.labels and is_bullet(piece.text) and not right and not stray:
                in_recipients = True
                foot.recipients.append(piece)
            elif (
                right
                or not in_recipients
                or _opens_signature(piece.text)
                or (named and foot.signature)
                or beside
            ):
                foot.signature.append(piece)
                in_recipients = in_recipients and right
                another = _opens_signature(piece.text) or begins(piece.text, "confirmation")
                signed = named or (signed and not another)
            else:
                foot.recipients.append(piece)
        foot.end = index + 1
    return foot


def _is_beside(item: Item, labels: list[Item]) -> bool:
    """Whether a line, or the part of one, stands in the column right of that of the recipients."""
    box = _box(item)
    label = labels[0].line.box if labels and labels[0].line else None
    return bool(box and label and item.page == labels[0].page and box.x0 - label.x0 > _COLUMN)


def _goes_on(item: Item, foot: Foot) -> bool:
    """Whether a line stands right under the recipients, whose column goes on below the signature."""
    last = foot.recipients[-1] if foot.recipients and foot.signature else None
    box, above = _box(item), last and _box(last)
    if not last or not box or not above or item.cells is not None or item.page != last.page:
        return False
    height = above.y1 - above.y0
    return abs(box.x0 - above.x0) <= _INDENT and -0.5 * height <= box.y0 - above.y1 <= height


def _box(item: Item) -> Box | None:
    """Where the words of an item stand."""
    boxes = [word.box for word in its_words(item) if word.box]
    return Box.around(boxes) if boxes else item.line.box if item.line else None


def _is_under_signature(item: Item, foot: Foot) -> bool:
    """Whether a recognised line stands in the column of a signature block that is begun."""
    box = item.line.box if item.line and item.is_recognised else None
    above = [each for line in foot.signature if line.page == item.page and (each := _box(line))]
    if not box or not above:
        return False
    column = Box.around(above)
    return (
        column.x0 <= (box.x0 + box.x1) / 2 <= column.x1 and box.x1 - box.x0 < _COLUMN + column.x1 - column.x0
    )


def _has_name_below(items: list[Item], foot: Foot) -> bool:
    """Whether a name stands below a line in the column of a signature, as far as there is room for one."""
    page, above = items[0].page, _box(foot.signature[-1])
    lowest = above.y1 + _ROOM if above else 0.0
    near = [item for item in items if item.page == page and (box := _box(item)) and box.y1 <= lowest]
    return not begins(items[0].text, "annex") and any(
        _is_under_signature(item, foot) and _is_name(item.text) and not _is_mostly_capitals(item.text)
        for item in near
    )


def _without_signs(item: Item) -> Item:
    """An item without the signs around it that a seal or a pen was read as."""
    words = item.text.split()
    lettered = [at for at, word in enumerate(words) if any(map(str.isalnum, word))]
    return item.part(" ".join(words[lettered[0] : lettered[-1] + 1])) if lettered else item


def _is_worn_name(item: Item) -> bool:
    """Whether a line may be a person's name of which some letters were lost under a seal."""
    words = its_words(item)
    proper = [word.confidence or 0.0 for word in words if word.text.istitle()]
    sure = max(proper, default=0.0) >= _SURE or sum(each >= _LIKELY for each in proper) > 1
    return 2 <= len(words) <= _LONGEST_NAME and sure and not is_capitals(item.text)


def _is_ink(item: Item) -> bool:
    """Whether a line between position and name is no print."""
    if item.cells is not None:
        return False
    text = item.text.strip()
    letters = sum(map(str.isalpha, text))
    few = _FEW_LETTERS
    if item.is_recognised:
        least = _SURE if text.isalpha() and text.islower() else _VAGUE
        few = _SCRAP if all((word.confidence or 0.0) < least for word in its_words(item)) else few
    return letters < few and not is_bullet(text)


def _is_mostly_capitals(text: str) -> bool:
    """Whether a line has mostly capitals, as one of a position has though a seal lies over it."""
    letters = [sign for sign in text if sign.isalpha()]
    return sum(map(str.isupper, letters)) >= _CAPITALS * len(letters)


def _is_scrap(text: str) -> bool:
    """Whether what stands after the label is initials: recipients are named by more, and opened by a dash."""
    return not is_bullet(text) and sum(map(str.isalpha, text)) <= _FEW_LETTERS


def _is_foot_row(columns: list[list[str]], in_recipients: bool) -> bool:
    """Whether a row holds the two columns of the foot rather than a table's cells."""
    if len(columns) > 3:
        return False
    if in_recipients:
        return True
    others = [line for lines in columns for line in lines[:1] if not _LABEL.match(line)]
    return all(_opens_signature(line) or is_capitals(line) for line in others)


def _ends_foot(item: Item, in_recipients: bool, signed: bool, has_signature: bool) -> bool:
    """Whether a line stands after the foot: an annex, or text that is neither name nor position."""
    text = item.text
    if begins(text, "annex"):
        return not is_bullet(text)
    beside = _STAMP.search(skeleton(text)) or _ASIDE.fullmatch(text)
    if is_bullet(text) or _LABEL.match(text) or beside:
        return False
    if in_recipients:
        return signed and item.opens_page
    if signed:
        if item.opens_page:  # the letterhead of an annex
            return True
        return not (_opens_signature(text) or begins(text, "confirmation"))
    return has_signature and not (
        _opens_signature(text) or _is_name(text) or (is_capitals(text) and len(text) < _LONG)
    )
