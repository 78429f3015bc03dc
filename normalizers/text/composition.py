"""Two steps of change as one: edits from the first text straight to the last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from normalizers.text.edits import Edit, apply

JOINT = "+"
"""Between the reasons of a change that had several."""


class _Place(NamedTuple):
    """An edit, and its span in the text between the two steps."""

    start: int
    end: int
    is_second: bool
    edit: Edit


def compose(raw: str, first: Sequence[Edit], middle: str, second: Sequence[Edit]) -> list[Edit]:
    """The edits that lead from `raw` to what `second` makes of `middle`, which `first` made of `raw`.

    Changes of both steps that touch become one, with both reasons and the lower score.
    """
    if not first or not second:
        return list(first or second)
    composed: list[Edit] = []
    shift = 0
    for cluster in _clusters(_places(first, second)):
        start, end = cluster[0].start, max(place.end for place in cluster)
        own = [place.edit for place in cluster if not place.is_second]
        later = [place.edit for place in cluster if place.is_second]
        raw_start = start - shift
        shift += sum(len(edit.after) - len(edit.before) for edit in own)
        raw_end = end - shift
        moved = [edit._replace(start=edit.start - start, end=edit.end - start) for edit in later]
        before, after = raw[raw_start:raw_end], apply(middle[start:end], moved)
        if before != after:
            composed.append(_joined(raw_start, raw_end, before, after, own, later))
    return composed


def earlier(edits: Iterable[Edit], spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where spans of a text, in order and apart, were before its edits; a part of an edit is all of it."""
    found: list[tuple[int, int]] = []
    remaining = iter(edits)
    edit = next(remaining, None)
    shift = 0
    for start, end in spans:
        while edit and edit.start + shift + len(edit.after) <= start:
            shift += len(edit.after) - len(edit.before)
            edit = next(remaining, None)
        first = min(start - shift, edit.start) if edit and edit.start + shift <= start else start - shift
        last = end - shift
        while edit and edit.start + shift < end:
            ends_inside = edit.start + shift + len(edit.after) > end
            last = edit.end if ends_inside else end - shift - len(edit.after) + len(edit.before)
            if ends_inside:
                break
            shift += len(edit.after) - len(edit.before)
            edit = next(remaining, None)
        found.append((first, last))
    return found


def _places(first: Sequence[Edit], second: Sequence[Edit]) -> list[_Place]:
    places = [_Place(edit.start, edit.end, True, edit) for edit in second]
    shift = 0
    for edit in first:
        start = edit.start + shift
        places.append(_Place(start, start + len(edit.after), False, edit))
        shift += len(edit.after) - len(edit.before)
    return sorted(places, key=lambda place: place[:3])


def _clusters(places: Iterable[_Place]) -> Iterable[list[_Place]]:
    """Places that overlap, together; an empty one belongs to what it touches."""
    cluster: list[_Place] = []
    reach = 0
    for place in places:
        empty = place.start == place.end or any(other.start == other.end == reach for other in cluster)
        if cluster and not (place.start < reach or (place.start == reach and empty)):
            yield cluster
            cluster = []
        cluster.append(place)
        reach = max(reach, place.end)
    if cluster:
        yield cluster


def _joined(
    start: int, end: int, before: str, after: str, own: Sequence[Edit], later: Sequence[Edit]
) -> Edit:
    reasons = dict.fromkeys(reason for edit in (*own, *later) for reason in edit.reason.split(JOINT))
    whole = len(later) == 1 and later[0].after == after
    return Edit(
        start,
        end,
        before,
        after,
        JOINT.join(reasons),
        min(edit.score for edit in (*own, *later)),
        later[0].alternatives if whole else (),
    )
