"""What an export is asked to write, and the rows that explain it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from parsers.plan import WarningCode
from pipeline.columns import Kind, Sheet
from pipeline.messages import speaking
from pipeline.projection import Row
from pipeline.wording import warning


@dataclass(frozen=True)
class Order:
    """What to write, and how."""

    sheets: Mapping[str, Sheet]
    whole: bool
    """All sheets were asked for, not one."""
    lang: str
    sources: Mapping[str, str] = field(default_factory=dict)
    """Paths of the source files, by plan id."""

    def file(self, draft: Path, name: str) -> Path:
        """Where a sheet goes: into the folder `draft`, or to `draft` itself where it is the only one."""
        return draft / name if self.whole else draft

    @cached_property
    def phrases(self) -> Mapping[str, str]:
        """What each code of the record's vocabulary means, in the language of the export."""
        with speaking(self.lang):
            phrases = {code.value: warning(code.value) for code in WarningCode}
        return {code: phrase[:1].upper() + phrase[1:] for code, phrase in phrases.items()}

    def guide(self, notes: Iterable[tuple[str, str]] = ()) -> Iterator[Row]:
        """The rows of the sheet that explains the others: notes (sheet, text), sheets, columns, codes."""
        for title, text in notes:
            yield _explain(title, about=text)
        for sheet in self.sheets.values():
            title = sheet.title[self.lang]
            yield _explain(title, field=sheet.name, about=sheet.about[self.lang])
            for column in sheet.columns:
                yield _explain(title, column.title[self.lang], column.name, column.about[self.lang])
                for code, phrase in self.phrases.items() if column.kind is Kind.CODE else ():
                    yield _explain(title, column.title[self.lang], code, phrase)


def _explain(sheet: str, column: str | None = None, field: str | None = None, about: str = "") -> Row:
    return {"sheet": sheet, "column": column, "field": field, "about": about}
