"""Every file behind the names that a user gives is listed once, in a fixed order, and can be fetched."""

from __future__ import annotations

import os
import tarfile
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.readers import ReadError, Reason
from pipeline.addresses import AddressError
from pipeline.inputs import fetch, found, name_of, stored
from pipeline.listing import walk

FILES = {"a.txt": b"A", "b/2.txt": b"two", "b/10.txt": b"ten", "c/d/e.txt": b"E"}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, content in {**FILES, ".hidden.txt": b"", ".git/config": b""}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def listed(inputs: Sequence[str | Path], under: Path) -> list[str]:
    return [path.removeprefix(f"{under}/") for path, _, _ in walk(inputs)]


IN_ORDER = ["a.txt", "b/10.txt", "b/2.txt", "c/d/e.txt"]


def test_folders_are_walked_in_order_without_hidden_files(tree: Path) -> None:
    assert listed([tree], tree) == IN_ORDER


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        (["", "b/2.txt", "b"], IN_ORDER),
        (["b/2.txt", ""], ["b/2.txt", "a.txt", "b/10.txt", "c/d/e.txt"]),
        (["b", ""], ["b/10.txt", "b/2.txt", "a.txt", "c/d/e.txt"]),
        (["a.txt", "./b/../a.txt"], ["a.txt"]),
        (["b/*.txt"], ["b/10.txt", "b/2.txt"]),
        (["**/*.txt", "a.txt"], IN_ORDER),
        (["nothing*.txt"], ["nothing*.txt"]),
        (["none.txt"], ["none.txt"]),
    ],
)
def test_whatever_is_named_twice_is_listed_once(inputs: list[str], expected: list[str], tree: Path) -> None:
    assert listed([f"{tree}/{name}" for name in inputs], tree) == expected


def test_links_are_followed_but_not_in_a_ring(tree: Path) -> None:
    outside = tree.with_name(f"{tree.name} outside")
    (outside / "deep").mkdir(parents=True)
    (outside / "deep" / "f.txt").write_text("F")
    (outside / "deep" / "back").symlink_to(outside)
    (tree / "c" / "up").symlink_to(tree)
    (tree / "z.txt").symlink_to("a.txt")
    (tree / "y").symlink_to(outside)
    (tree / "x.txt").symlink_to("nowhere")
    assert listed([tree], tree) == [*IN_ORDER, "x.txt", "y/deep/f.txt"]


def test_a_list_names_inputs(tree: Path) -> None:
    (tree / "list").write_text(f"{tree}/a.txt\n\n{tree}/c\n  {tree}/b/*\n")
    assert listed([f"@{tree}/list"], tree) == ["a.txt", "c/d/e.txt", "b/10.txt", "b/2.txt"]
    with pytest.raises(FileNotFoundError):
        listed([f"@{tree}/none"], tree)


def test_times_tell_only_when_they_are_old_enough(tree: Path) -> None:
    os.utime(tree / "a.txt", ns=(5, 7))
    items = {name_of(path): (size, modified) for path, size, modified in walk([tree])}
    assert items["a.txt"] == (1, 7)
    assert items["e.txt"] == (1, None)


def pack(form: str, archive: Path) -> None:
    if form == "zip":
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in FILES.items():
                packed.writestr(name, content)
        return
    with tarfile.open(archive, f"w:{form}" if form != "tar" else "w") as tape:  # type: ignore[call-overload]
        for name, content in FILES.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tape.addfile(info, BytesIO(content))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tape.addfile(link)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("zip", "p.zip"),
        ("zip", "P!/.ZIP"),
        ("tar", "p.tar"),
        ("gz", "p.tar.gz"),
        ("xz", "p.txz"),
        ("bz2", "p.tbz2"),
    ],
)
def test_archives_stand_for_their_members(form: str, name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    pack(form, tmp_path / name)
    found = {path: size for path, size, _ in walk([tmp_path / name])}
    assert {path.removeprefix(f"{tmp_path / name}!/"): size for path, size in found.items()} == {
        name: len(content) for name, content in FILES.items()
    }
    for path in found:
        assert fetch(path) == FILES[path.removeprefix(f"{tmp_path / name}!/")]


def test_an_archive_that_is_none_stands_for_itself(tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(b"KE HOACH")
    assert listed([tmp_path], tmp_path) == ["p.zip"]
    assert fetch(str(tmp_path / "p.zip")) == b"KE HOACH"


def test_what_is_wrong_with_a_member_is_said(tmp_path: Path) -> None:
    archive = tmp_path / "p.zip"
    pack("zip", archive)
    with pytest.raises(FileNotFoundError):
        fetch(f"{archive}!/none.txt")
    with pytest.raises(FileNotFoundError):
        fetch(f"{tmp_path}/none.zip!/a.txt")
    broken = bytearray(archive.read_bytes())
    broken[30 + len("a.txt")] ^= 0xFF
    archive.write_bytes(broken)
    with pytest.raises(ReadError) as damage:
        fetch(f"{archive}!/a.txt")
    assert damage.value.reason is Reason.DAMAGED


def test_a_member_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", b"\0" * (65 * 2**20))
    with pytest.raises(ReadError) as refusal:
        fetch(f"{tmp_path}/bomb.zip!/a.txt")
    assert refusal.value.reason is Reason.TOO_LARGE


@given(st.text(st.sampled_from("aế\\u0dc8f5\udc80\udcff\0")))
def test_any_path_comes_back_from_the_ledger(path: str) -> None:
    assert found(stored(path)) == path
    stored(path).encode()
    assert "\0" not in stored(path)


def test_addresses_are_opened_by_fsspec(tree: Path) -> None:
    names = {path: size for path, size, _ in walk([f"file://{tree}"])}
    assert [path.removeprefix(f"file://{tree}/") for path in names] == IN_ORDER
    assert fetch(f"file://{tree}/b/2.txt") == b"two"
    with pytest.raises(OSError, match="none"):
        fetch(f"file://{tree}/none.txt")
    assert [path for path, _, _ in walk([f"file://{tree}/none.txt"])] == [f"file://{tree}/none.txt"]


def test_an_address_without_its_library_says_what_to_install() -> None:
    with pytest.raises(AddressError, match=r"kehoach\[cloud\]"):
        list(walk(["nonesuch://bucket/plans"]))
