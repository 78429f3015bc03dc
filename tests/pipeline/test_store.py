"""The store loses nothing, keeps one plan per content, and refuses in sentences that help."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from invented import PARSING, close, hostile, plan, put
from sqlalchemy import Connection, create_engine, create_mock_engine, text

from parsers.plan import Plan
from pipeline import migrations, worklist
from pipeline.columns import sheets
from pipeline.database import explain, location
from pipeline.failures import Failure
from pipeline.inputs import Input
from pipeline.jobs import Result, storable
from pipeline.projection import project
from pipeline.schema import kept, projected
from pipeline.store import LedgerRow, Skipped, Status, Store, StoreError
from pipeline.verdicts import Verdict
from pipeline.worklist import Listed

SCHEMA = Path(__file__).parent / "cases" / "store-1.sql"


@pytest.fixture
def store(db: str) -> Iterator[Store]:
    with Store.open(db) as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database in SQLite that is not made yet."""
    return tmp_path / "plans.db"


@pytest.fixture
def lite(file: Path) -> Iterator[Store]:
    with Store.open(file) as opened:
        yield opened


def execute(db: str, statement: str, **values: object) -> None:
    """Change a database behind the back of a store."""
    engine = create_engine(location(db))
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


def rows_of(store: Store) -> dict[str, list[dict[str, object]]]:
    return {name: list(store.rows(name)) for name in sheets()}


def as_json(made: Plan) -> Plan:
    """JSON cannot tell two surrogates that stand side by side from the character that they make."""
    text = json.dumps(made.model_dump(mode="json"), ensure_ascii=False)
    return Plan.model_validate(
        json.loads(text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass"))
    )


def test_a_plan_comes_back_whole_and_its_rows_with_it(store: Store) -> None:
    put(store, plan())
    assert list(store.plans()) == [plan()]
    assert store.plan(plan().id) == plan()
    assert store.plan("0" * 16) is None
    assert rows_of(store) == project(plan())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile())
def test_any_plan_comes_back_whole(store: Store, made: Plan) -> None:
    put(store, made, "\udc80\0")
    assert store.plan(made.id) == as_json(made)
    key = {name: "id" if name == "plans" else "plan_id" for name in sheets()}
    rows = {name: [row for row in store.rows(name) if row[key[name]] == made.id] for name in sheets()}
    assert rows == project(as_json(made))


def failing(reason: str, *, is_lost: bool = False) -> Callable[[int], Result]:
    """A result: the file could not be read, for this reason."""
    return lambda row: Result(row, failure=Failure(reason, "It went wrong."), is_lost=is_lost)


def same(sha256: str) -> Callable[[int], Result]:
    """A result: the content of the file is known."""
    return lambda row: Result(row, 10, sha256)


def test_the_ledger_tells_what_became_of_a_file(store: Store) -> None:
    put(store, plan())
    close(store, "b.pdf", failing("encrypted"))
    close(store, "c.jpg", failing("not-a-document"))
    done, failed, skipped = store.ledger()
    assert (done.status, done.plan_id, done.media_type, done.sha256) == (
        Status.DONE_WITH_WARNINGS,
        plan().id,
        "application/pdf",
        plan().source.sha256,
    )
    assert (done.program, done.parsing, done.revision, done.seconds) == ("0.1.0", PARSING, 1, 0.0)
    assert done.added_at.tzinfo is not None
    assert (failed.status, failed.reason, failed.message, failed.sha256) == (
        Status.FAILED,
        "encrypted",
        "It went wrong.",
        None,
    )
    assert (skipped.status, skipped.reason, skipped.plan_id) == (Status.SKIPPED, "not-a-document", None)
    assert {status: number for status, number in store.counts().items() if number} == {
        Status.DONE_WITH_WARNINGS: 1,
        Status.FAILED: 1,
        Status.SKIPPED: 1,
    }
    assert store.failures() == {"encrypted": 1}


def test_a_plan_without_warnings_is_done(store: Store) -> None:
    put(store, plan().model_copy(update={"warnings": []}))
    assert [row.status for row in store.ledger()] == [Status.DONE]


def test_equal_bytes_are_one_plan_with_both_paths(store: Store) -> None:
    put(store, plan())
    close(store, "b.pdf", same(plan().source.sha256))
    put(store, plan(), "c.pdf")  # read at the same time
    assert list(store.plans()) == [plan()]
    assert store.paths(plan().id) == ["a.pdf", "b.pdf", "c.pdf"]
    assert store.sources() == {plan().id: "c.pdf"}
    assert [row.reason for row in store.ledger()] == [None, Skipped.DUPLICATE, Skipped.DUPLICATE]


def test_a_claim_says_which_contents_are_known(store: Store) -> None:
    put(store, plan())
    run = store.begin_run()
    store.enlist([Input("b.pdf", 10, None), Input("c.pdf", 11, None)], parsing=PARSING)
    assert [job.known for job in store.claim(run, 5)] == [frozenset({plan().source.sha256}), frozenset()]


def test_reading_a_file_again_replaces_its_plan(store: Store) -> None:
    put(store, plan())
    put(store, plan(subject="Đọc lại"))
    assert [found.subject for found in store.plans()] == ["Đọc lại"]
    assert [row["subject"] for row in store.rows("plans")] == ["Đọc lại"]


def test_a_file_with_the_same_content_keeps_its_row(store: Store) -> None:
    put(store, plan())
    close(store, "a.pdf", same(plan().source.sha256))
    [row] = store.ledger()
    assert (row.status, row.revision, row.reason) == (Status.DONE_WITH_WARNINGS, 1, None)


def test_a_changed_file_is_a_new_revision_and_the_old_plan_is_kept(store: Store) -> None:
    put(store, plan("old"))
    put(store, plan("new"))
    assert [row.revision for row in store.ledger()] == [2]
    assert list(store.plans()) == [plan("new")]
    assert list(store.plans(superseded=True)) == [plan("old"), plan("new")]
    assert rows_of(store) == project(plan("new"))


def test_a_plan_stays_current_while_another_file_has_it(store: Store) -> None:
    put(store, plan("old"), "a.pdf")
    close(store, "b.pdf", same(plan("old").source.sha256))
    put(store, plan("new"), "a.pdf")
    assert list(store.plans()) == [plan("old"), plan("new")]


def test_every_paper_of_a_file_is_a_plan_of_its_own(store: Store) -> None:
    first = plan()
    second = first.model_copy(update={"id": f"{first.id}-2", "number": 8})
    both = storable([first, second])
    close(store, "a.pdf", lambda row: Result(row, 10, first.source.sha256, both))
    assert list(store.plans()) == [first, second]
    assert store.paths(second.id) == ["a.pdf"]
    assert store.sources() == {first.id: "a.pdf", second.id: "a.pdf"}
    put(store, plan("new"))
    assert list(store.plans()) == [plan("new")]
    close(store, "a.pdf", same(first.source.sha256))
    assert list(store.plans()) == [first, second]
    put(store, first)  # another version of the program sees one paper in it
    assert list(store.plans(superseded=True)) == [first, plan("new")]
    assert len(list(store.rows("plans"))) == 1


@pytest.mark.parametrize("knows", [True, False])
def test_a_file_that_gets_its_old_content_back_shows_its_old_plan(store: Store, knows: bool) -> None:
    put(store, plan("old"))
    put(store, plan("new"))
    if knows:
        close(store, "a.pdf", same(plan("old").source.sha256))
    else:
        put(store, plan("old"))
    assert list(store.plans()) == [plan("old")]
    assert rows_of(store) == project(plan("old"))
    assert [(row.revision, row.status) for row in store.ledger()] == [(3, Status.DONE_WITH_WARNINGS)]


def test_new_content_that_cannot_be_read_does_not_hide_the_plan(store: Store) -> None:
    put(store, plan("old"))
    close(store, "a.pdf", lambda row: Result(row, 10, "f" * 64, failure=Failure("damaged", "It is cut off.")))
    assert list(store.plans()) == [plan("old")]
    assert [row.status for row in store.ledger()] == [Status.FAILED]


def test_a_plan_is_stored_whole_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.shelf._insert", crash)
        with pytest.raises(KeyboardInterrupt):
            put(store, plan())
    assert list(store.plans(superseded=True)) == []
    assert [row.status for row in store.ledger()] == [Status.PENDING]


# The queue


def listed(store: Store, *paths: str) -> int:
    """A run, with these files in the queue."""
    store.enlist([Input(path, 10, 5) for path in paths], parsing=PARSING)
    return store.begin_run()


def states(store: Store) -> list[tuple[str, Status, int]]:
    return [(row.path, row.status, row.attempts) for row in store.ledger()]


def test_a_file_is_claimed_by_one_run_only(store: Store) -> None:
    first, second = listed(store, "a", "b", "c"), store.begin_run()
    assert [job.path for job in store.claim(first, 2)] == ["a", "b"]
    assert [job.path for job in store.claim(second, 2)] == ["c"]
    assert store.give_back(first) == 2
    assert [job.path for job in store.claim(second, 2)] == ["a", "b"]


def kill(db: str, run: int) -> None:
    """Let the process of a run be one that is gone."""
    execute(db, "UPDATE runs SET process = process || '0' WHERE id = :run", run=run)


def test_what_a_dead_run_had_begun_goes_behind_the_rest(store: Store, db: str) -> None:
    run = listed(store, "a", "b", "c")
    a, _ = store.claim(run, 2)
    store.commit(run, [], parsing=PARSING, begun=[a.row])
    assert states(store)[0] == ("a", Status.RUNNING, 0)
    kill(db, run)
    run = store.begin_run()
    assert states(store) == [("a", Status.PENDING, 1), ("b", Status.PENDING, 0), ("c", Status.PENDING, 0)]
    assert [job.path for job in store.claim(run, 5)] == ["b", "c", "a"]


def test_a_file_begun_three_times_in_vain_is_quarantined(store: Store, db: str) -> None:
    run = listed(store, "a", "b")
    for attempt in (1, 2, 3):
        jobs = store.claim(run, 5)
        assert len(jobs) == 2
        store.commit(run, [], parsing=PARSING, begun=[job.row for job in jobs if job.path == "a"])
        kill(db, run)
        run = store.begin_run()
        assert [row.attempts for row in store.ledger()] == [attempt, 0]
    a, _ = store.ledger()
    assert (a.status, a.reason) == (Status.FAILED, "quarantined")
    assert [job.path for job in store.claim(run, 5)] == ["b"]
    assert store.retry(["quarantined"]) == 1
    assert states(store)[0] == ("a", Status.PENDING, 0)


def test_a_file_whose_worker_dies_three_times_is_quarantined(store: Store) -> None:
    for status in (Status.PENDING, Status.PENDING, Status.FAILED):
        row = close(store, "a", failing("crashed", is_lost=True))
        assert [(found.id, found.status) for found in store.ledger()] == [(row, status)]
    assert store.failures() == {"quarantined": 1}


def test_the_lease_of_a_run_of_another_machine_runs_out(store: Store, db: str) -> None:
    run = listed(store, "a")
    [job] = store.claim(run, 1)
    execute(db, "UPDATE runs SET process = 'elsewhere 1 1'")
    other = store.begin_run()
    assert not store.claim(other, 1)
    long_ago = (datetime.now(UTC) - worklist.LEASE * 1.01).replace(tzinfo=None).isoformat(" ")
    execute(db, "UPDATE runs SET seen_at = :long_ago WHERE id = :run", long_ago=long_ago, run=run)
    store.beat(other, {})
    assert [taken.row for taken in store.claim(other, 1)] == [job.row]
    [outcome] = store.commit(
        run, [Result(job.row, 10, plan().source.sha256, storable([plan()]))], parsing=PARSING
    )
    assert outcome.verdict is Verdict.TAKEN
    assert list(store.plans()) == []


def test_listing_again_changes_nothing(store: Store) -> None:
    listed(store, "a", "b")
    before = list(store.ledger())
    counts = store.enlist([Input("a", 10, 5), Input("b", 11, 6)], parsing=PARSING)
    assert counts == Listed(queued=0, unchanged=0, failed=0)
    assert list(store.ledger()) == before


def test_plans_can_be_stored_while_others_are_read(store: Store) -> None:
    for content in "abc":
        put(store, plan(content), f"{content}.pdf")
    for number, found in enumerate(store.plans()):
        put(store, plan(f"copy {number}"), f"copy of {found.id}.pdf")
    assert len(list(store.plans())) == 6


def test_paths_with_invalid_bytes_stay_told_apart(store: Store) -> None:
    put(store, plan("1"), b"a\xff.pdf".decode("utf-8", "surrogateescape"))
    put(store, plan("2"), b"a\xfe.pdf".decode("utf-8", "surrogateescape"))
    assert len({row.path for row in store.ledger()}) == 2


def test_analysts_can_query_with_sql(file: Path, lite: Store) -> None:
    put(lite, plan())
    with sqlite3.connect(file) as connection:
        query = (
            "SELECT p.issuer, t.content FROM tasks t JOIN plans p ON p.id = t.plan_id "
            "WHERE t.end_date < '2024-04'"
        )
        assert connection.execute(query).fetchall() == [("Ủy ban nhân dân xã Sơn Lâm", "- Trồng cây")]
        [(record,)] = connection.execute("SELECT json_extract(record, '$.subject') FROM records")
        assert record == "Trồng cây năm 2024"


def test_the_store_is_there_when_it_is_opened_again(file: Path) -> None:
    with Store.open(file) as store:
        put(store, plan())
    with Store.open(f"sqlite:///{file}", create=False) as store:
        assert list(store.plans()) == [plan()]
    assert sorted(file.name for file in file.parent.iterdir()) == ["plans.db"]  # no -wal, no -shm


# Migrations


def test_a_store_of_the_first_version_opens(file: Path) -> None:
    """Fixed for ever: what version 1 left on disks."""
    with sqlite3.connect(file) as connection:
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    with Store.open(file) as store:
        [found] = store.plans()
        [row] = store.ledger()
        assert found.subject == "Trồng cây năm 2024"
        assert isinstance(row, LedgerRow)
        assert list(store.rows("tasks"))


def test_the_schema_changes_only_with_its_version(lite: Store, file: Path) -> None:
    """Whoever changes a table or `columns.csv` raises `VERSION` and keeps a new `cases/store-N.sql`."""
    kept = Path(__file__).parent / "cases" / f"store-{migrations.VERSION}.sql"
    expected = {line for line in kept.read_text(encoding="utf-8").split(";\n") if line.startswith("CREATE")}
    with sqlite3.connect(file) as connection:
        found = {line.removesuffix(";") for line in connection.iterdump() if line.startswith("CREATE")}
    assert found == expected


def test_an_older_store_is_brought_up_and_shown_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(file) as store:
        put(store, plan("old"))
        put(store, plan("new"))

    def add_a_column(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE records ADD COLUMN worker TEXT"))

    monkeypatch.setattr(migrations, "VERSION", 3)
    monkeypatch.setattr(migrations, "STEPS", {3: add_a_column})
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM tasks")
    with Store.open(file) as store:
        assert [row.revision for row in store.ledger()] == [2]
        assert rows_of(store) == project(plan("new"))
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(3,)]


# Refusals: a sentence that names the database and says what to do next


def test_there_is_no_database(file: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no database .*plans\.db\. Check the name"):
        Store.open(file, create=False)
    assert not file.exists()


def test_a_newer_program_wrote_it(file: Path) -> None:
    Store.open(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE schema_version SET version = 99")
    with pytest.raises(StoreError, match=r"newer kehoach wrote .* Update kehoach"):
        Store.open(file)


def test_another_program_wrote_it(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(StoreError, match=r"belongs to another program. Choose another"):
        Store.open(file)


def test_it_is_no_database(file: Path) -> None:
    file.write_text("KẾ HOẠCH\n" * 200, encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(StoreError, match=r"is not a database. Choose another file"):
        Store.open(file)
    assert file.read_bytes() == before


def test_its_folder_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be opened or made. Check"):
        Store.open(tmp_path / "nowhere" / "plans.db")


def test_it_may_only_be_read(file: Path) -> None:
    Store.open(file).close()
    with Store.open(f"sqlite:///file:{file}?mode=ro&uri=true") as store:
        with pytest.raises(StoreError, match=r"may only be read here. Copy it"):
            put(store, plan())
        assert list(store.plans()) == []


def test_another_program_uses_it(file: Path) -> None:
    Store.open(file).close()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store.open(file, wait=0.05) as store:
        assert list(store.plans()) == []
        with pytest.raises(StoreError, match=r"Another program is using .* Wait"):
            put(store, plan())
        other.close()
        put(store, plan())


def test_the_disk_is_full(lite: Store) -> None:
    put(lite, plan())
    with lite._writer.connect() as connection:  # SQLite's own way to stop growing
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match=r"disk is full.* Make room and try again"):
        put(lite, plan(subject="Trồng cây " * 10_000))
    assert list(lite.plans()) == [plan()]


def test_it_is_damaged(file: Path) -> None:
    with Store.open(file) as store:
        put(store, plan())
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(StoreError, match=r"is damaged. Use a copy"), Store.open(file) as store:
        list(store.plans())


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("://", "is not the address of a database"),
        ("oracular://host/db", "need a driver that is not installed"),
        ("postgresql+nonesuch://host/db", "need a driver that is not installed"),
    ],
)
def test_it_is_no_address(where: str, sentence: str) -> None:
    with pytest.raises(StoreError, match=sentence):
        Store.open(where)


def test_a_password_is_not_shown() -> None:
    sentence = explain(location("postgresql://anna:secret@host/plans"), Exception("refused"))
    assert "refused" in sentence
    assert "secret" not in sentence


def test_the_schema_is_valid_for_postgresql() -> None:
    """The same tables compile for the other database, without a connection."""
    statements: list[str] = []
    engine = create_mock_engine(
        "postgresql+psycopg2://",
        lambda ddl, *_, **__: statements.append(str(ddl.compile(dialect=engine.dialect))),
    )
    kept.create_all(engine, checkfirst=False)
    projected.create_all(engine, checkfirst=False)
    assert any("record JSON NOT NULL" in statement for statement in statements)
