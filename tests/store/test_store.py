"""The store gives back what was put in, whole or not at all, wherever it is."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

import pytest

from sessen.keys.trace import DependencyTrace
from sessen.store import DamagedEntry, Store, StoreUnusable, open_store
from sessen.store.eviction import prune
from sessen.store.leases import LEASE_TIMEOUT, Leases

STATIC = "5" * 64
PICTURE = b"picture" * 100


def trace(name: str = "e") -> DependencyTrace:
    return DependencyTrace(files={}, environment={}, entry=name * 64)


def fill(store: Store, name: str = "e", picture: bytes = PICTURE, static: str = STATIC) -> DependencyTrace:
    made = trace(name)
    store.put(static, made, {"picture": picture, "sound 0": b"sound" + picture[:8]}, {"seconds": 1.5})
    return made


@pytest.fixture(params=["folder", "file://", "memory://"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    address = {
        "folder": str(tmp_path / "a störe"),
        "file://": f"file://{tmp_path}/remote",
        "memory://": f"memory://{uuid4().hex}",
    }[request.param]
    return open_store(address)


def test_what_was_put_in_comes_out(store: Store) -> None:
    made = fill(store)
    assert store.traces(STATIC) == [made]
    entry = store.entry(made.entry)
    assert entry is not None
    assert entry.metadata == {"seconds": 1.5}
    assert store.blob(made.entry, entry.blobs["picture"][0]) == PICTURE


def test_what_was_not_put_in_is_not_there(store: Store) -> None:
    assert store.traces(STATIC) == []
    assert store.entry("0" * 64) is None
    with pytest.raises(DamagedEntry):
        store.blob("0" * 64, "0" * 64)


def test_the_latest_recipe_comes_first_and_old_ones_are_forgotten(store: Store) -> None:
    for name in "abc":
        fill(store, name)
    assert [each.entry[0] for each in store.traces(STATIC)] == ["c", "b", "a"]
    for _ in range(30):
        fill(store, uuid4().hex[0])
    assert len(store.traces(STATIC)) <= 16


def test_inputs_of_the_latest_picture_are_remembered(store: Store) -> None:
    assert store.latest_inputs("7" * 64) is None
    store.put_inputs("7" * 64, {"Typst": "0.15.2"})
    assert store.latest_inputs("7" * 64) == {"Typst": "0.15.2"}


def files_of(folder: Path, kind: str) -> list[Path]:
    return [path for path in (folder / kind).rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", ["blobs", "entries", "recipes", "latest"])
@pytest.mark.parametrize("damage", ["flipped", "truncated", "empty", "gone"])
def test_damage_is_noticed_and_never_handed_out(tmp_path: Path, kind: str, damage: str) -> None:
    """A step with a damaged file counts as not made, or raises DamagedEntry: nothing wrong comes out."""
    store = open_store(tmp_path)
    made = fill(store)
    store.put_inputs("7" * 64, {"a": "b"})
    for path in files_of(tmp_path, kind):
        data = bytearray(path.read_bytes())
        middle = len(data) // 2
        match damage:
            case "flipped":
                data[middle] ^= 1
                path.write_bytes(data)
            case "truncated":
                path.write_bytes(data[:middle])
            case "empty":
                path.write_bytes(b"")
            case "gone":
                path.unlink()
    if kind == "recipes":
        assert store.traces(STATIC) == []
    elif kind == "latest":
        assert store.latest_inputs("7" * 64) is None
    elif kind == "entries" or damage != "flipped":
        assert store.entry(made.entry) is None
    else:
        entry = store.entry(made.entry)
        assert entry is not None
        with pytest.raises(DamagedEntry):
            store.blob(made.entry, entry.blobs["picture"][0])


def test_a_damaged_step_can_be_made_again(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    made = fill(store)
    for path in files_of(tmp_path, "blobs"):
        path.write_bytes(b"x" * path.stat().st_size)
    store.delete(made.entry)
    fill(store)
    entry = store.entry(made.entry)
    assert entry is not None
    assert store.blob(made.entry, entry.blobs["picture"][0]) == PICTURE


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreUnusable, match="No space left"):
        fill(store)
    monkeypatch.undo()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert store.traces(STATIC) == []


def test_a_place_that_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnusable, match="--store"):
        fill(open_store(tmp_path / "file"))


def test_an_address_that_nobody_knows_says_so() -> None:
    with pytest.raises(StoreUnusable, match="nonsense"):
        open_store("nonsense://somewhere")


def test_the_steps_unused_for_longest_go_first(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for age, name in enumerate("abc"):
        made = fill(store, name, picture=name.encode() * 1000, static=name * 64)
        os.utime(tmp_path / "entries" / made.entry[:2] / made.entry, (1000 - age, 1000 - age))
    store.touch(["c" * 64])
    removed = prune(store, 3000)
    assert removed.entries == 1
    assert store.entry("b" * 64) is None
    assert store.entry("a" * 64) is not None
    assert store.entry("c" * 64) is not None
    assert sum(path.stat().st_size for kind in ("blobs", "entries") for path in files_of(tmp_path, kind)) <= 3000


def test_a_build_does_not_take_its_own_steps_away(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for name in "ab":
        fill(store, name, picture=name.encode() * 1000, static=name * 64)
    prune(store, 10, spare=["a" * 64])
    assert store.entry("a" * 64) is not None
    assert store.traces("a" * 64)
    assert store.entry("b" * 64) is None


def test_what_somebody_is_writing_right_now_is_left_alone(tmp_path: Path) -> None:
    """A blob is written before its entry: for a while nothing leads to it."""
    store = open_store(tmp_path)
    store.backend.write("blobs/ab/" + "ab" * 32, b"fresh")
    prune(store, 10**9)
    assert store.backend.size("blobs/ab/" + "ab" * 32) == 5


def test_everything_can_be_removed(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    fill(store)
    prune(store, 0)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_lease_is_held_by_one_and_passed_on(tmp_path: Path) -> None:
    place = open_store(tmp_path).backend
    one, other = Leases(place, "one"), Leases(place, "other")
    assert one.acquire(STATIC)
    assert not other.acquire(STATIC)
    one.release(STATIC)
    assert other.acquire(STATIC)


def test_the_lease_of_a_dead_process_is_anybodys(tmp_path: Path) -> None:
    place = open_store(tmp_path).backend
    assert Leases(place, "one").acquire(STATIC)
    sign = place.read(f"leases/{STATIC}").replace(f'"process": {os.getpid()}'.encode(), b'"process": 4194304')
    place.write(f"leases/{STATIC}", sign)
    assert Leases(place, "other").acquire(STATIC)


@pytest.mark.parametrize("shift", [LEASE_TIMEOUT + 1, -LEASE_TIMEOUT - 1])
def test_a_lease_without_a_sign_of_life_is_anybodys_whatever_the_clock_says(tmp_path: Path, shift: float) -> None:
    place = open_store(tmp_path).backend
    now = 1_000_000.0
    assert Leases(place, "one", now=lambda: now).acquire(STATIC)
    assert Leases(place, "other", now=lambda: now + shift).acquire(STATIC)
