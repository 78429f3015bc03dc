"""Invented issuers: real places, made-up numbers and names."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from data import rows
from tests.papers.wording import phrases

KINDS = ("province", "district", "commune", "department", "school", "hospital", "university", "party")
_DEPARTMENTS = {
    "Sở Nội vụ": "SNV",
    "Sở Tư pháp": "STP",
    "Sở Y tế": "SYT",
    "Sở Xây dựng": "SXD",
    "Sở Tài chính": "STC",
}
_SCHOOLS = {"Trường Mầm non": "MN", "Trường Tiểu học": "TH", "Trường Trung học cơ sở": "THCS"}
_SHORT = {"Trường Trung học cơ sở": "Trường THCS", "Ủy ban nhân dân": "UBND"}
MERGED = 2025
"""Districts ended and provinces merged in July of this year."""


@dataclass(frozen=True, slots=True)
class Body:
    """Who issues a plan, as the record names it and as the letterhead prints it."""

    kind: str
    name: str
    parent: str | None
    province: str
    place: str
    area: str
    """What its work is for: `tỉnh Lào Cai`, `xã Tân Lập`."""
    letterhead: str
    notation: str
    chief: str
    """The post that signs."""
    authority: str | None = None
    """The body that is signed for."""


def issuer(rng: random.Random, year: int) -> Body:
    """A body that could issue a plan in a year."""
    kind = rng.choice([kind for kind in KINDS if kind != "district" or year < MERGED])
    province, typed = _province(rng, year)
    place, local = _locality(rng, year, province)
    above = f"Ủy ban nhân dân {typed}"
    match kind:
        case "province":
            return _committee(kind, typed, province, province)
        case "district":
            name, district = _district(rng, province)
            return _committee(kind, district, province, name)
        case "commune":
            return _committee(kind, local, province, place)
        case "department":
            name = rng.choice(list(_DEPARTMENTS))
            head = f"{_short(above).upper()}\n{name.upper()}"
            return Body(
                kind,
                f"{name} {typed}",
                above,
                province,
                province,
                typed,
                head,
                f"KH-{_DEPARTMENTS[name]}",
                "GIÁM ĐỐC",
            )
        case "school":
            level, own = rng.choice(list(_SCHOOLS)), rng.choice(phrases("schools"))
            parent = f"Ủy ban nhân dân {local}"
            if year < MERGED:
                parent = f"Phòng Giáo dục và Đào tạo {_district(rng, province)[1]}"
            head = f"{_short(parent).upper()}\n{_short(level).upper()} {own.upper()}"
            notation = f"KH-{_SCHOOLS[level]}{_initials(own)}"
            return Body(
                kind, f"{level} {own}", parent, province, place, "nhà trường", head, notation, "HIỆU TRƯỞNG"
            )
        case "hospital":
            name, parent = f"Bệnh viện {rng.choice(phrases('hospitals'))} {typed}", f"Sở Y tế {typed}"
            head = f"{parent.upper()}\n{name.upper()}"
            return Body(kind, name, parent, province, province, "Bệnh viện", head, "KH-BV", "GIÁM ĐỐC")
        case "university":
            own = rng.choice(phrases("universities"))
            name, parent = f"Trường Đại học {own}", "Bộ Giáo dục và Đào tạo"
            head = f"{parent.upper()}\n{name.upper()}"
            return Body(
                kind,
                name,
                parent,
                province,
                province,
                "Nhà trường",
                head,
                f"KH-ĐH{_initials(own)}",
                "HIỆU TRƯỞNG",
            )
    parent = f"Đảng bộ {typed}" if year >= MERGED else f"Đảng bộ {_district(rng, province)[1]}"
    name = f"Đảng ủy {local}"
    head = f"{parent.upper()}\n{name.upper()}"
    return Body(kind, name, parent, province, place, local, head, "KH/ĐU", "BÍ THƯ", "BAN THƯỜNG VỤ")


def person(rng: random.Random) -> str:
    """A name that somebody may have by chance."""
    parts = [rng.choice(phrases(each)) for each in ("surnames", "middles", "givens")]
    return " ".join(parts)


def _committee(kind: str, typed: str, province: str, place: str) -> Body:
    head = f"ỦY BAN NHÂN DÂN\n{typed.upper()}"
    return Body(
        kind,
        f"Ủy ban nhân dân {typed}",
        None,
        province,
        place,
        typed,
        head,
        "KH-UBND",
        "CHỦ TỊCH",
        "ỦY BAN NHÂN DÂN",
    )


def _province(rng: random.Random, year: int) -> tuple[str, str]:
    """A province of the time, and with its type."""
    column = "since" if year >= MERGED else "name"
    name = rng.choice(
        [
            row[column]
            for row in rows("provinces")
            if row["code"] != "28" and (row["name"], column) != ("Huế", "name")
        ]
    )
    cities = {each["name"] for each in rows("provinces") if each["city"] == "1"}
    return name, f"{'thành phố' if name in cities else 'tỉnh'} {name}"


def _district(rng: random.Random, province: str) -> tuple[str, str]:
    code = next(row["code"] for row in rows("provinces") if row["name"] == province)
    row = rng.choice([row for row in rows("districts") if row["provinces"] == code])
    return row["name"], f"{row['type']} {row['name']}"


def _locality(rng: random.Random, year: int, province: str) -> tuple[str, str]:
    """A commune or ward of a province, and with its type."""
    name, kind = rng.choice(_communes("since" if year >= MERGED else "before")[province])
    return name, f"{kind} {name}"


@cache
def _communes(column: str) -> dict[str, list[tuple[str, str]]]:
    """Communes and wards by the province of their time; none whose name does not tell it."""
    names: dict[str, str] = {}
    for row in rows("provinces"):
        names.setdefault(row["code"], row["since" if column == "since" else "name"])
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows("communes"):
        place = row[column].strip()
        code, kind = place[:-1], {"x": "xã", "p": "phường"}.get(place[-1:])
        if kind and code in names:
            found.setdefault(names[code], []).append((row["name"], kind))
    return found


def _short(name: str) -> str:
    for long, short in _SHORT.items():
        name = name.replace(long, short)
    return name


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
