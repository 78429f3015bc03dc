"""The store loses nothing, keeps one plan per content, and refuses in sentences that help."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from invented import hostile, plan
from sqlalchemy import Connection, create_mock_engine, text

from parsers.plan import Plan
from pipeline import migrations
from pipeline.columns import sheets
from pipeline.database import explain, location
from pipeline.projection import project
from pipeline.schema import kept, projected
from pipeline.store import LedgerRow, Skipped, Status, Store, StoreError

SCHEMA = Path(__file__).parent / "cases" / "store-1.sql"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "plans.db"


@pytest.fixture
def store(db: Path) -> Iterator[Store]:
    with Store.open(db) as opened:
        yield opened


def put(store: Store, made: Plan, path: str = "a.pdf") -> int:
    row = store.begin(path, 10, made.source.sha256)
    store.record(row, made)
    return row


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


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile())
def test_any_plan_comes_back_whole(store: Store, made: Plan) -> None:
    row = store.begin("\ud800\0", 10)
    store.record(row, made)
    assert store.plan(made.id) == as_json(made)
    key = {name: "id" if name == "plans" else "plan_id" for name in sheets()}
    rows = {name: [row for row in store.rows(name) if row[key[name]] == made.id] for name in sheets()}
    assert rows == project(as_json(made))


def test_the_ledger_tells_what_became_of_a_file(store: Store) -> None:
    first = store.begin("a.pdf", 10, plan().source.sha256, models="letters 3")
    [running] = store.ledger()
    assert (running.status, running.attempts, running.seconds) == (Status.RUNNING, 1, None)
    store.record(first, plan())
    store.fail(store.begin("b.pdf", 3), "encrypted", "It asks for a password.")
    store.skip(store.begin("c.jpg", 5, "f" * 64), Skipped.NOT_A_DOCUMENT)
    done, failed, skipped = store.ledger()
    assert (done.status, done.plan_id, done.media_type) == (
        Status.DONE_WITH_WARNINGS,
        plan().id,
        "application/pdf",
    )
    assert (done.program, done.models, done.revision) == ("0.1.0", "letters 3", 1)
    assert done.seconds is not None
    assert done.started_at is not None
    assert done.started_at.tzinfo is not None
    assert (failed.status, failed.reason, failed.message, failed.sha256) == (
        Status.FAILED,
        "encrypted",
        "It asks for a password.",
        None,
    )
    assert (skipped.status, skipped.reason, skipped.plan_id) == (Status.SKIPPED, "not-a-document", None)
    assert store.counts() == {
        Status.RUNNING: 0,
        Status.DONE: 0,
        Status.DONE_WITH_WARNINGS: 1,
        Status.FAILED: 1,
        Status.SKIPPED: 1,
    }


def test_a_plan_without_warnings_is_done(store: Store) -> None:
    put(store, plan().model_copy(update={"warnings": []}))
    assert [row.status for row in store.ledger()] == [Status.DONE]


def test_equal_bytes_are_one_plan_with_both_paths(store: Store) -> None:
    sha256 = plan().source.sha256
    assert store.known("a.pdf", sha256) is None
    put(store, plan())
    assert store.known("b.pdf", sha256) is Skipped.DUPLICATE
    store.skip(store.begin("b.pdf", 10, sha256), Skipped.DUPLICATE)
    assert store.known("b.pdf", sha256) is Skipped.DUPLICATE
    assert list(store.plans()) == [plan()]
    assert store.paths(plan().id) == ["a.pdf", "b.pdf"]
    assert store.sources() == {plan().id: "b.pdf"}


def test_storing_equal_bytes_again_replaces_the_plan(store: Store) -> None:
    put(store, plan())
    put(store, plan(subject="Đọc lại"), "b.pdf")
    assert [found.subject for found in store.plans()] == ["Đọc lại"]
    assert [row["subject"] for row in store.rows("plans")] == ["Đọc lại"]


def test_an_unchanged_file_keeps_its_row_and_gets_one_more(store: Store) -> None:
    put(store, plan())
    for _ in range(3):
        assert store.known("a.pdf", plan().source.sha256) is Skipped.UNCHANGED
        store.skip(store.begin("a.pdf", 10, plan().source.sha256), Skipped.UNCHANGED)
    done, unchanged = store.ledger()
    assert (done.status, done.attempts) == (Status.DONE_WITH_WARNINGS, 1)
    assert (unchanged.reason, unchanged.attempts, unchanged.revision) == ("unchanged", 3, 1)


def test_a_changed_file_is_a_new_revision_and_the_old_plan_is_kept(store: Store) -> None:
    put(store, plan("old"))
    put(store, plan("new"))
    assert [row.revision for row in store.ledger()] == [1, 2]
    assert list(store.plans()) == [plan("new")]
    assert list(store.plans(superseded=True)) == [plan("old"), plan("new")]
    assert rows_of(store) == project(plan("new"))


def test_a_plan_stays_current_while_another_file_has_it(store: Store) -> None:
    put(store, plan("old"), "a.pdf")
    store.skip(store.begin("b.pdf", 10, plan("old").source.sha256), Skipped.DUPLICATE)
    put(store, plan("new"), "a.pdf")
    assert list(store.plans()) == [plan("old"), plan("new")]


def test_a_file_that_gets_its_old_content_back_shows_its_old_plan(store: Store) -> None:
    put(store, plan("old"))
    put(store, plan("new"))
    assert store.known("a.pdf", plan("old").source.sha256) is Skipped.DUPLICATE
    store.skip(store.begin("a.pdf", 10, plan("old").source.sha256), Skipped.DUPLICATE)
    assert list(store.plans()) == [plan("old")]
    assert rows_of(store) == project(plan("old"))
    assert [row.revision for row in store.ledger()] == [1, 2, 3]


def test_new_content_that_cannot_be_read_does_not_hide_the_plan(store: Store) -> None:
    put(store, plan("old"))
    store.fail(store.begin("a.pdf", 10, "f" * 64), "damaged", "It is cut off.")
    assert list(store.plans()) == [plan("old")]


def test_a_file_that_failed_is_taken_up_again_in_its_row(store: Store) -> None:
    store.fail(store.begin("a.pdf", 10), "unreadable", "The network was away.")
    store.begin("a.pdf", 10, plan().source.sha256)  # interrupted
    put(store, plan())
    [row] = store.ledger()
    assert (row.attempts, row.status, row.reason, row.revision) == (3, Status.DONE_WITH_WARNINGS, None, 1)


def test_a_revision_is_counted_when_the_content_becomes_known_late(store: Store) -> None:
    put(store, plan("old"))
    store.record(store.begin("a.pdf", 10), plan("new"))
    assert [row.revision for row in store.ledger()] == [1, 2]


def test_an_unknown_ledger_row_is_a_mistake_and_changes_nothing(store: Store) -> None:
    for act in (
        lambda: store.record(9, plan()),
        lambda: store.fail(9, "x", "x"),
        lambda: store.skip(9, Skipped.UNCHANGED),
    ):
        with pytest.raises(KeyError):
            act()
    assert list(store.plans()) == []


def test_a_plan_is_stored_whole_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    row = store.begin("a.pdf", 10, plan().source.sha256)

    def crash(_: Plan) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.shelf.project", crash)
        with pytest.raises(KeyboardInterrupt):
            store.record(row, plan())
    assert list(store.plans(superseded=True)) == []
    assert [row.status for row in store.ledger()] == [Status.RUNNING]


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


def test_analysts_can_query_with_sql(db: Path, store: Store) -> None:
    put(store, plan())
    with sqlite3.connect(db) as connection:
        query = (
            "SELECT p.issuer, t.content FROM tasks t JOIN plans p ON p.id = t.plan_id "
            "WHERE t.end_date < '2024-04'"
        )
        assert connection.execute(query).fetchall() == [("Ủy ban nhân dân xã Sơn Lâm", "- Trồng cây")]
        [(record,)] = connection.execute("SELECT json_extract(record, '$.subject') FROM records")
        assert record == "Trồng cây năm 2024"


def test_the_store_is_there_when_it_is_opened_again(db: Path) -> None:
    with Store.open(db) as store:
        put(store, plan())
    with Store.open(f"sqlite:///{db}", create=False) as store:
        assert list(store.plans()) == [plan()]
    assert sorted(file.name for file in db.parent.iterdir()) == ["plans.db"]  # no -wal, no -shm


# Migrations


def test_a_store_of_the_first_version_opens(db: Path) -> None:
    """Fixed for ever: what version 1 left on disks."""
    with sqlite3.connect(db) as connection:
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    with Store.open(db) as store:
        [found] = store.plans()
        [row] = store.ledger()
        assert found.subject == "Trồng cây năm 2024"
        assert isinstance(row, LedgerRow)
        assert list(store.rows("tasks"))


def test_the_schema_changes_only_with_its_version(store: Store, db: Path) -> None:
    """Whoever changes a table or `columns.csv` raises `VERSION` and keeps a new `cases/store-N.sql`."""
    kept = Path(__file__).parent / "cases" / f"store-{migrations.VERSION}.sql"
    expected = {line for line in kept.read_text(encoding="utf-8").split(";\n") if line.startswith("CREATE")}
    with sqlite3.connect(db) as connection:
        found = {line.removesuffix(";") for line in connection.iterdump() if line.startswith("CREATE")}
    assert found == expected


def test_an_older_store_is_brought_up_and_shown_anew(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(db) as store:
        put(store, plan("old"))
        put(store, plan("new"))

    def add_a_column(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE ledger ADD COLUMN worker TEXT"))

    monkeypatch.setattr(migrations, "VERSION", 2)
    monkeypatch.setattr(migrations, "STEPS", {2: add_a_column})
    with sqlite3.connect(db) as connection:
        connection.execute("DELETE FROM tasks")
    with Store.open(db) as store:
        assert len(list(store.ledger())) == 2
        assert rows_of(store) == project(plan("new"))
    with sqlite3.connect(db) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(2,)]


# Refusals: a sentence that names the database and says what to do next


def test_there_is_no_database(db: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no database .*plans\.db\. Check the name"):
        Store.open(db, create=False)
    assert not db.exists()


def test_a_newer_program_wrote_it(db: Path) -> None:
    Store.open(db).close()
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE schema_version SET version = 99")
    with pytest.raises(StoreError, match=r"newer kehoach wrote .* Update kehoach"):
        Store.open(db)


def test_another_program_wrote_it(db: Path) -> None:
    with sqlite3.connect(db) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(StoreError, match=r"belongs to another program. Choose another"):
        Store.open(db)


def test_it_is_no_database(db: Path) -> None:
    db.write_text("KẾ HOẠCH\n" * 200, encoding="utf-8")
    before = db.read_bytes()
    with pytest.raises(StoreError, match=r"is not a database. Choose another file"):
        Store.open(db)
    assert db.read_bytes() == before


def test_its_folder_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be opened or made. Check"):
        Store.open(tmp_path / "nowhere" / "plans.db")


def test_it_may_only_be_read(db: Path) -> None:
    Store.open(db).close()
    with Store.open(f"sqlite:///file:{db}?mode=ro&uri=true") as store:
        with pytest.raises(StoreError, match=r"may only be read here. Copy it"):
            put(store, plan())
        assert list(store.plans()) == []


def test_another_program_uses_it(db: Path) -> None:
    Store.open(db).close()
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store.open(db, wait=0.05) as store:
        assert list(store.plans()) == []
        with pytest.raises(StoreError, match=r"Another program is using .* Wait"):
            put(store, plan())
        other.close()
        put(store, plan())


def test_the_disk_is_full(db: Path, store: Store) -> None:
    put(store, plan())
    with store._writer.connect() as connection:  # SQLite's own way to stop growing
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match=r"disk is full.* Make room and try again"):
        put(store, plan(subject="Trồng cây " * 10_000))
    assert list(store.plans()) == [plan()]


def test_it_is_damaged(db: Path) -> None:
    with Store.open(db) as store:
        put(store, plan())
    content = bytearray(db.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    db.write_bytes(content)
    with pytest.raises(StoreError, match=r"is damaged. Use a copy"), Store.open(db) as store:
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
