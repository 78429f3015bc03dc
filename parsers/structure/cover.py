"""A plan promulgated with a decision: the decision is the cover, and the plan follows its foot.

The letterhead, number, date, recipients and signature stand on the decision and are the plan's; the
decision's own articles are not (Decree 30/2020/NĐ-CP, annex I, part I: documents issued with another).
"""

from __future__ import annotations

from dataclasses import replace

from parsers.structure import foot, head
from parsers.structure.flow import Flow, Item, begins, is_capitals


def take(flow: Flow) -> foot.Foot | None:
    """Take a covering decision out of the flow and return its foot; None where there is no cover.

    What is left is the letterhead and the plan. The cover's text is kept as dropped, for `cover`.
    """
    start = head.title_index(flow.items, "cover")
    plan = _plan_index(flow.items, start) if start is not None else None
    if start is None or plan is None:
        return None
    cover = replace(flow, items=flow.items[start:plan], dropped=[])
    bottom = foot.find(cover, 0)
    if not bottom.signature and not bottom.recipients:
        return None
    flow.drop("cover", cover.items)
    flow.items = flow.items[:start] + flow.items[plan:]
    return bottom


def _plan_index(items: list[Item], start: int) -> int | None:
    """The line on which a plan's title stands alone, after `start`."""
    for index in range(start + 1, len(items)):
        item = items[index]
        if (
            item.cells is None
            and begins(item.text, "type")
            and is_capitals(item.text)
            and len(item.text) < 12
        ):
            return index
    return None
