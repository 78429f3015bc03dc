"""A plan as a coloured tree, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.messages import plural, translate
from pipeline.wording import warning

if TYPE_CHECKING:
    from rich.tree import Tree

    from parsers.plan import Citation, Plan, PlanWarning, Section, Table, Task

FACT, HEAD, FAINT, CARE = "bold", "bold cyan", "dim", "yellow"
LONGEST = 96
"""Characters shown of a running text."""


def tree(plan: Plan) -> Tree:
    """The whole plan: what it says of itself, its outline, tables and people, then the warnings."""
    from rich.text import Text
    from rich.tree import Tree

    title = " ".join(filter(None, (plan.type, plan.code)))
    root = Tree(
        Text.assemble((title or plan.source.name, HEAD), " ", (plan.subject, FACT)), guide_style=FAINT
    )
    for label, value in _facts(plan):
        root.add(Text.assemble((f"{label}: ", FAINT), value))
    _sections(root, plan.sections)
    for heading, lines in (
        (translate("Tables"), map(_table, plan.tables)),
        (translate("Tasks"), map(_task, plan.tasks)),
        (translate("Documents cited"), map(_citation, plan.citations)),
        (translate("Emulation movements"), (movement.name for movement in plan.movements)),
        (translate("Recipients"), plan.recipients),
    ):
        _list(root, heading, lines, "")
    _list(root, translate("To check"), map(_warning, plan.warnings), CARE)
    return root


def short(text: str) -> str:
    """The beginning of a running text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rstrip() + " …"


def _facts(plan: Plan) -> Iterable[tuple[str, str]]:
    issuer, signature = plan.issuer, plan.signature
    facts = (
        (translate("Issued by"), " < ".join(filter(None, (issuer.name, issuer.parent)))),
        (translate("Province"), issuer.province),
        (translate("Place and date"), ", ".join(filter(None, (plan.place, plan.issued)))),
        (translate("For the years"), "–".join(map(str, plan.years))),
        (translate("Signed by"), ", ".join(filter(None, (signature.position, signature.name)))),
        (translate("Source"), f"{plan.source.name} ({plan.id})"),
    )
    return ((label, value) for label, value in facts if value)


def _sections(parent: Tree, sections: Iterable[Section]) -> None:
    from rich.text import Text

    for section in sections:
        text = Text.assemble((f"{section.label or section.marker} ", HEAD))
        if section.label.rstrip(" .)-/:") != section.marker:  # misread in the source: I1. for II
            text.append(f"= {section.marker}  ", FAINT)
        body = section.paragraphs
        if section.title:
            text.append(section.title, FACT)
            if body:
                length = plural("{count} paragraph", "{count} paragraphs", len(body))
                text.append(f"  ({length})", FAINT)
        elif body:
            text.append(short(body[0]))
        _sections(parent.add(text), section.children)


def _list(parent: Tree, heading: str, lines: Iterable[str], style: str) -> None:
    from rich.text import Text

    shown = [Text(line, style) for line in lines]
    if shown:
        branch = parent.add(Text(f"{heading} ({len(shown)})", style or FACT))
        for line in shown:
            branch.add(line)


def _table(table: Table) -> str:
    size = plural("{count} row", "{count} rows", len(table.rows))
    return f"{short(table.caption or ' | '.join(table.columns))} ({size})"


def _task(task: Task) -> str:
    who = "; ".join((*task.lead, *task.partners))
    when = task.time.text if task.time else ""
    return " → ".join(short(part) for part in (f"{task.ordinal} {task.content}", who, when) if part.strip())


def _citation(citation: Citation) -> str:
    return short(" ".join(filter(None, (citation.type, citation.code or citation.title, citation.date))))


def _warning(found: PlanWarning) -> str:
    where = f" [{found.path}]" if found.path else ""
    return f"{warning(found.code)}{where}"
