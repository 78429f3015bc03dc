"""Invented plans: their records hold together, and what is printed of them is read as it is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from parsers.plan import Plan
from pipeline.stages import parse
from tests.papers import printed
from tests.papers.__main__ import main
from tests.papers.plans import invented

SEEDS = range(40)


def test_a_plan_follows_from_its_seed() -> None:
    assert invented(7) == invented(7)
    assert len({invented(seed).model_dump_json(exclude={"id", "source"}) for seed in SEEDS}) == len(SEEDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_record_holds_together(seed: int) -> None:
    plan = invented(seed)
    paths = [section.path for section in plan.walk()]
    assert len(set(paths)) == len(paths)
    assert {each.path for each in plan.assignments} <= set(paths)
    assert {each.section for each in plan.tables} <= {None, *paths}
    for task in plan.tasks:
        row = plan.tables[task.table].rows[task.row]
        assert task.ordinal == row[0]
        assert task.content in row
        assert task.time
        assert task.time.text in row
        assert all(any(body in cell for cell in row) for body in (*task.lead, *task.partners))
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


@pytest.mark.parametrize("seed", range(6))
def test_what_is_printed_is_read(seed: int, tmp_path: Path) -> None:
    plan = invented(seed)
    file = tmp_path / "plan.pdf"
    file.write_bytes(printed(plan).content)
    found = parse(file)
    assert (found.code, found.issued, found.subject) == (plan.code, plan.issued, plan.subject)
    assert found.issuer == plan.issuer
    assert found.signature == plan.signature
    assert [each.path for each in found.walk()] == [each.path for each in plan.walk()]


def test_the_command_writes_documents_with_their_records_and_truth(tmp_path: Path) -> None:
    options = ["--plans", "2", "--forms", "digital,text,scan", "--dpi", "60", "--seed", "5"]
    for folder in ("a", "b"):
        result = CliRunner().invoke(main, [str(tmp_path / folder), *options])
        assert result.exit_code == 0, result.output
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*"))
    assert len(files) == 2 * 3 * 5
    assert all((tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes() for file in files)


def test_a_form_that_is_none_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(tmp_path), "--forms", "papyrus"])
    assert result.exit_code == 2
    assert "papyrus is none of digital" in result.output
