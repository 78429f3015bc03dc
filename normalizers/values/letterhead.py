"""What the head of a paper says: its number, place and date, and who issues it.

Parts and order follow Decree 30/2020/NĐ-CP, annex I, and for the Party Guidance 36-HD/VPTW.
"""

from __future__ import annotations

import re

from normalizers.values import issuing, misplaced, places
from normalizers.values.bodies import expand, opens_body
from normalizers.values.capitals import is_generic, is_shouted, restore
from normalizers.values.dates import find_dates
from normalizers.values.keys import key
from parsers.plan import Evidence, Issuer, Plan

_LABEL = re.compile(r"^[\W_]*(?:s[ốôồổo06][́]?|no)(?:\s*[:.;,…]+|\s+(?=[\d.…_/-])|$)", re.IGNORECASE)
_NAME = r"[A-ZÀ-ỸĐ][\wÀ-ỹ.]*(?:\s*[-–&,]\s*[A-ZÀ-ỸĐ][\wÀ-ỹ.]*)*"
_CODE = re.compile(
    rf"^[\s.…_]*(?P<n>[0-9OIl](?:\s?\d)*[a-zđ]?)?[\s.…_]*"
    rf"(?:(?P<y>/\s*(?:19|20)\d\d)?\s*/\s*(?P<state>{_NAME})|[-–]\s*(?P<party>{_NAME}\s*/\s*{_NAME}))?"
)
_MOTTO = re.compile(
    r"\s*(?:cộng h(?:òa|oà) x[ãa]|độc lập\s*-|đảng cộng sản việt nam$|s[ốo]\s*[:.]|[*_=.-]+$)"
)
_KIND_LOST = re.compile(r"/\s*(ĐU|TU|HU|QU)\s*$")
"""A committee of the Party after a stroke, and no more."""
_STROKE_LOST = re.compile(r"^(?P<label>\s*Số:?\s*\d{1,4})\s+[-–]\s?(?=[A-ZĐ]{2,}[\w.-]*\s*$)")
"""A number and the body that gave it, with a dash that stood behind the kind of paper."""
_STROKE_MISSED = re.compile(
    r"(?P<label>[\W_]*Số\s*[:.]?)[\s.…_]*(?P<number>\d{0,4})[\s.…_/]*K(?:H|[I1l]{1,2})\s*[-–]\s*(?=[A-ZĐ]{2,}[\w.-]*\s*$)",
    re.IGNORECASE,
)
"""A number line without the stroke, or with the H of KH as two."""
_LINE = 300
"""Characters of a place-and-date line that are looked at."""
_BESIDE = re.compile(r" (?:cộng h(?:òa|oà) xã hội|đảng cộng sản việt nam|độc lập\s*[-–]).*$", re.IGNORECASE)
_TERRITORY = re.compile(
    r"(?<!\w)(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)(?! ?(?:ủy|uỷ|đoàn|đội))(?!\w)"
)
_LOCALITY = re.compile(
    r"(?<!\w)((?:[Tt]ỉnh|[Tt]hành phố|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu))"
    r"(?:\s+(?=[A-ZÀ-ỸĐ0-9])|$)"
)
_INNER = re.compile(r"văn phòng|thường trực|ban thường trực|ban thường vụ|ban chấp hành|cơ quan thường trực")
_UNFINISHED = re.compile(
    r"(?:và|của|các|cho|về|[-,&]|ban chấp hành|ban thường vụ|ban chỉ đạo|thường trực|ban chỉ huy|ủy ban|"
    r"^văn phòng|^hội đồng)$"
)
_LOCAL = re.compile(
    r"(?:sở|ban|phòng|văn phòng|thanh tra|công an|chi cục|đài|báo|trung tâm|bệnh viện đa khoa|hội|liên đoàn|"
    r"mặt trận|ủy ban|uỷ ban|hội đồng|kho bạc|bảo hiểm|trạm)(?!\w)"
)
_SHORT = {"TP", "TX", "TT", "HCM", "TPHCM"}
_CENTRAL = re.compile(
    r"(?:chính phủ|quốc hội|bộ (?!chỉ huy|đội|phận|môn|tư lệnh)|tổng cục|cục|vụ|thủ tướng|kiểm toán nhà nước|"
    r"thanh tra chính phủ|uỷ ban dân tộc|văn phòng (?:bộ|chính phủ|quốc hội|trung ương)|ban bí thư|"
    r"ban chấp hành trung ương|"
    r"(?!trường|đại học|học viện|bệnh viện|viện|công ty|tổng công ty|tập đoàn)"
    r".*(?:trung ương|tối cao|việt nam)$)"
)


def code_line(code: Evidence, kind: str | None) -> str:
    """The number line, with the kind of paper where it was recognised, and figures over it took that.

    The Party's notation of a plan is KH, a stroke and the body (Guidance 36-HD/VPTW); a body alone is none.
    """
    recognised = code.words or any(line.words for line in code.lines)
    if not recognised or key(kind or "") != "kế hoạch" or "/KH" in code.raw or "KH/" in code.raw:
        return code.raw
    if missed := _STROKE_MISSED.match(code.raw):
        return f"{missed['label']} {missed['number']}/KH-{code.raw[missed.end() :]}"
    if "KH" in code.raw:
        return code.raw
    if lost := _KIND_LOST.search(code.raw):
        return f"{code.raw[: lost.start()]}-KH/{lost[1]}"
    return _STROKE_LOST.sub(r"\g<label>/KH-", code.raw)


def number_of(raw: str) -> tuple[int | None, str | None, str | None]:
    """(number, notation, code) of the number line: "Số: 29 /KH-UBND" -> (29, "KH-UBND", "29/KH-UBND").

    A blank number is None and its code begins with the stroke. All None where there is no number line.
    """
    for line in raw.translate({0x2011: "-", 0x2013: "-", 0x2014: "-"}).splitlines():
        label = _LABEL.match(line)
        match = _CODE.match(line[label.end() :] if label else line.strip())
        if not match or not (match["state"] or match["party"] or (label and match["n"])):
            continue
        digits = re.sub(r"\s", "", match["n"] or "").translate(str.maketrans("OIl", "011"))
        number = int(re.sub(r"\D", "", digits)) if re.search(r"\d", digits) else None
        if match["party"]:
            notation = _tight(match["party"])
            return number, notation, f"{digits}-{notation}"
        if not match["state"]:
            return number, None, digits
        notation = _tight(match["state"])
        return number, notation, f"{digits}{_tight(match['y'] or '')}/{notation}"
    return None, None, None


def _tight(code: str) -> str:
    return re.sub(r"\s+", "", code).rstrip(".,")


def place_and_date(raw: str) -> tuple[str | None, str | None]:
    """(place, ISO date) of the place-and-date line: "Lai Châu, ngày tháng 01 năm 2025"."""
    line = " ".join(raw.split())[:_LINE]
    dates = find_dates(line)
    head = (
        re.split(r"(?i)(?<=[^\W\d_]),\s*ngày\b", line[: dates[0][0]])[0]
        if dates
        else re.split(r"(?i)[,.]?\s*ngày|[,.]\s*tháng", line)[0]
    )
    head = re.split(r"(?:[/-][A-ZĐ&]+)+\s", head)[-1]
    head = re.sub(r"^[\W_]+|[\s,.;:*_–-]+$|,?\s*ngày\W*$", "", head)
    if not re.search(r"[^\W\d_]{2}", head) or re.search(r"\d{3}|[/:]", head) or len(head.split()) > 7:
        head = ""
    if is_shouted(head):
        head = re.sub(r"\w+(?!\w|\.)", lambda m: m[0] if m[0] in _SHORT else m[0].capitalize(), head)
    return head or None, dates[0][2] if dates else None


def place_meant(place: str | None, plan: Plan) -> str | None:
    """The place of issue, or the one that is meant by it where the line was recognised."""
    line, head = plan.evidence.get("issued"), plan.evidence.get("issuer")
    if not (place and line and head):
        return place
    return misplaced.place_meant(place, bodies_in(_printed(head)), misplaced.words_of(line))


def issuer_of(plan: Plan) -> Issuer:
    """The body that issued a plan: from the letterhead, else from what the text says of it.

    Names have their abbreviations spelled out, official capitals, and their locality.
    """
    head = plan.evidence.get("issuer")
    place_line = plan.evidence.get("issued")
    place, date = place_and_date(place_line.raw) if place_line else (plan.place, plan.issued)
    place, issued = plan.place or place, plan.issued or date
    bodies = bodies_in(_printed(head)) if head else []
    read = misplaced.words_of(head) if head else []
    names = [_official(misplaced.body_meant(body, place, read), plan) for body in bodies]
    if not names:
        found = issuing.named_in(plan)
        names = [_official(found, plan)] if found else []
    if not names:
        return Issuer(province=places.province_of(place, issued) if place else None)
    name, parent = names[-1], names[-2] if len(names) > 1 else None
    own = [text for text in (name, parent) if text]
    province = places.province_by(own, [*filter(None, [place]), *own, *issuing.localities(plan)], issued)
    parent = _located(parent, None, place, province) if parent else None
    name = _located(name, parent, place, province)
    if parent is None and (
        above := re.match(r"Văn phòng (?=[ỦU]|Hội đồng|Tỉnh|Huyện|Thành|Đảng|Bộ|Đoàn)", name)
    ):
        parent = name[above.end() :]
    central = _CENTRAL.match(key(name)) and not places.province_of(name, issued)
    return Issuer(name=name, parent=parent, province=None if central else province)


def _printed(head: Evidence) -> str:
    """The lines of a letterhead as joined by their weight, or as printed where a scan misled about that.

    It did where the lower body begins as none does, and a line joined to the upper one as one does.
    """
    lower = head.raw.splitlines()[1:]
    printed = [line.raw for line in head.lines]
    misread = not all(map(opens_body, lower)) and any(map(opens_body, printed[1:]))
    return "\n".join(printed) if misread else head.raw


def bodies_in(raw: str) -> list[str]:
    """The bodies that the lines of a letterhead name, the highest first; wrapped lines joined."""
    found: list[str] = []
    for printed in raw.splitlines():
        flat = " ".join(re.sub(r"[*#|_]+", " ", printed).split())
        line = _BESIDE.sub("", flat).strip(" .-–:;")
        if not re.search(r"[^\W\d_]{2}", line) or _MOTTO.match(key(line)):
            continue
        whole = found and not _UNFINISHED.search(key(found[-1]).strip())
        if not found or (whole and opens_body(line) and not _TERRITORY.match(key(line))):
            found.append(line)
        else:
            found[-1] = f"{found[-1]} {line}"
    return found


def _official(name: str, plan: Plan) -> str:
    """A name spelled out, in the capitals that the text prints it in, else in official ones."""
    spelled = expand(name)
    if is_shouted(name):
        spelled = issuing.printed_as(spelled, plan) or restore(spelled.upper())
    return spelled[:1].upper() + spelled[1:]


def _located(name: str, parent: str | None, place: str | None, province: str | None) -> str:
    """A name with the locality that the letterhead leaves to the parent's name or to the place line."""
    if parent and _INNER.fullmatch(key(name)):
        return f"{name} {parent}"
    if key(name) == "tỉnh uỷ" and province:
        return f"{name} {province}"
    kinds = list(_LOCALITY.finditer(name))
    if kinds:
        ends = kinds[-1].end() == len(name)
        return _completed(name, kinds[-1].group(1).lower(), place, province) if ends else name
    if not _LOCAL.match(key(name)) or not is_generic(name):
        return name
    above = list(_LOCALITY.finditer(parent or ""))
    if parent and above:
        return f"{name} {parent[above[0].start() :]}"
    if province and parent is None and key(name).startswith("sở "):
        return f"{name} {places.typed(province)}"
    return name


def _completed(name: str, kind: str, place: str | None, province: str | None) -> str:
    """A name that ends in "tỉnh" or "xã" with the name of that province or commune."""
    if kind == "tỉnh" or (kind == "thành phố" and province and places.typed(province)[0] == "T"):
        return f"{name} {province}" if province else name
    bare = re.sub(
        r"^(?:TP\.?|Thành phố|TX\.?|Thị xã|Huyện|Xã|Phường)\s+", "", place or "", flags=re.IGNORECASE
    )
    return f"{name} {bare}" if bare and key(bare) != key(province or "") else name
