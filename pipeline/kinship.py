"""Near-duplicates: plans of other bytes that are the same paper, or nearly the same text.

They are linked and reported, never dropped: a scan and the file that it was printed from, a draft and what
was issued. Each function works inside the transaction of the connection that it is given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, or_, select

from pipeline.database import insert_new, insert_plain
from pipeline.schema import bands, links, projected, sketches
from pipeline.sketches import ALIKE, in_common
from pipeline.sketches import bands as keys_of

_plans = projected.tables["plans"].c


class Kin(StrEnum):
    """Why two plans are linked."""

    PAPER = "same-paper"
    """The same code, date of issue and issuer."""
    TEXT = "same-text"
    """Much the same text."""


def link(connection: Connection, made: Mapping[str, bytes | None]) -> None:
    """Link plans that were just stored to those that are near-duplicates of theirs, by id and sketch."""
    forget(connection, made)
    drawn = {plan: sketch for plan, sketch in made.items() if sketch}
    if drawn:
        keys = {plan: keys_of(sketch) for plan, sketch in drawn.items()}
        rows = [{"band": key, "plan_id": plan} for plan, own in keys.items() for key in set(own)]
        connection.execute(insert(sketches), [{"plan_id": p, "sketch": s} for p, s in drawn.items()])
        insert_plain(connection, bands, rows)
    found = _papers(connection, made) | _texts(connection, drawn)
    if found:
        connection.execute(insert_new(connection, links), list(found.values()))


def forget(connection: Connection, plans: Collection[str]) -> None:
    """Take out what is known of the near-duplicates of plans."""
    for table in (sketches, bands):
        connection.execute(delete(table).where(table.c.plan_id.in_(plans)))
    either = or_(links.c.plan_id.in_(plans), links.c.other_id.in_(plans))
    connection.execute(delete(links).where(either))


def _papers(connection: Connection, ids: Collection[str]) -> dict[tuple[str, str], dict[str, object]]:
    """Links between plans of the same code, date and issuer; a code whose number is blank counts for none."""
    own = select(_plans.id, _plans.code, _plans.issued, _plans.issuer).where(
        _plans.id.in_(ids), _plans.number.is_not(None), _plans.issued.is_not(None), _plans.issuer.is_not(None)
    )
    mine = own.subquery()
    same = (
        select(mine.c.id, _plans.id)
        .join(mine, (mine.c.code == _plans.code) & (mine.c.issued == _plans.issued))
        .where(mine.c.issuer == _plans.issuer, mine.c.id != _plans.id)
    )
    return dict(_row(one, other, Kin.PAPER, 1.0) for one, other in connection.execute(same))


def _texts(connection: Connection, drawn: Mapping[str, bytes]) -> dict[tuple[str, str], dict[str, object]]:
    """Links between plans of much the same text."""
    mine, theirs = bands.alias(), bands.alias()
    pairs = (
        select(mine.c.plan_id, theirs.c.plan_id)
        .distinct()
        .join(theirs, mine.c.band == theirs.c.band)
        .where(mine.c.plan_id.in_(drawn), mine.c.plan_id != theirs.c.plan_id)
    )
    found = [(str(one), str(other)) for one, other in connection.execute(pairs)]
    known = dict(drawn)
    missing = {other for _, other in found} - known.keys()
    if missing:
        rows = connection.execute(select(sketches).where(sketches.c.plan_id.in_(missing)))
        known |= {row.plan_id: row.sketch for row in rows}
    alike = ((one, other, in_common(known[one], known[other])) for one, other in found if other in known)
    return dict(_row(one, other, Kin.TEXT, share) for one, other, share in alike if share >= ALIKE)


def _row(one: str, other: str, why: Kin, share: float) -> tuple[tuple[str, str], dict[str, object]]:
    first, second = sorted((one, other))
    values: dict[str, object] = {
        "plan_id": first,
        "other_id": second,
        "reason": why.value,
        "in_common": round(share, 3),
    }
    return (first, second), values
