"""Inputs by address are read from a server that speaks as S3 does."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PLAN

from parsers.readers import Limits
from pipeline import addresses
from pipeline.bulk import Choices, ingest
from pipeline.store import Status, Store


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket with two plans in folders, an empty file and one that is hidden."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        import fsspec

        system = fsspec.filesystem("s3", skip_instance_cache=True)
        system.mkdir("kho")
        for number in (1, 2):
            system.pipe(f"kho/năm {number}/kế hoạch.txt", PLAN.format(number=number).encode())
        system.pipe("kho/năm 2/.ẩn.txt", PLAN.format(number=9).encode())
        system.pipe("kho/rỗng.txt", b"")
        yield "s3://kho"
        server.stop()


def test_a_bucket_is_listed_with_sizes_and_times(bucket: str) -> None:
    listed = list(addresses.walk(bucket))
    assert [each.path.removeprefix(f"{bucket}/") for each in listed] == [
        "năm 1/kế hoạch.txt",
        "năm 2/kế hoạch.txt",
        "rỗng.txt",
    ]
    assert listed[0].size == len(PLAN.format(number=1).encode())
    assert all(each.modified for each in listed)
    assert addresses.fetch(listed[1].path, Limits()).decode() == PLAN.format(number=2)


@pytest.mark.parametrize("name", ["none.txt", "no/folder"])
def test_what_is_not_there_stands_for_itself_and_is_missing(bucket: str, name: str, tmp_path: Path) -> None:
    assert [each.path for each in addresses.walk(f"{bucket}/{name}")] == [f"{bucket}/{name}"]
    summary = ingest([f"{bucket}/{name}"], tmp_path / "plans.db", choices=Choices(jobs=0))
    assert summary.reasons == {"missing": 1}


def test_workers_read_a_bucket_and_the_next_run_leaves_it_alone(bucket: str, tmp_path: Path) -> None:
    db = tmp_path / "plans.db"
    summary = ingest([bucket], db, choices=Choices(jobs=2))
    assert (summary.read, summary.reasons, summary.left) == (2, {"empty": 1}, 0)
    with Store.open(db) as store:
        assert sorted(plan.number or 0 for plan in store.plans()) == [1, 2]
        assert [row.path for row in store.ledger(Status.FAILED)] == [f"{bucket}/rỗng.txt"]
    again = ingest([bucket], db, choices=Choices(jobs=2))
    assert (again.read, again.unchanged, again.failed_before) == (0, 2, 1)
