"""A memory is what was written, or empty; damage and other versions are told once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sessen.memory import Each, fits, read_as, read_memory, take_remade, write_memory

DAMAGED = [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"a": 3}', b"0" * 64 + b"\n{}", b'{"a": 1', b"\n" * 5]


@pytest.mark.parametrize("written", DAMAGED)
def test_a_damaged_memory_is_empty_and_told_once(tmp_path: Path, written: bytes) -> None:
    file = tmp_path / "memory.json"
    file.write_bytes(written)
    take_remade()
    assert read_memory(file) == {}
    assert read_memory(file) == {}
    assert take_remade() == [str(file)]
    assert take_remade() == []


def test_every_changed_byte_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "memory.json"
    write_memory(file, {"a": [1, 2]})
    whole = file.read_bytes()
    assert read_memory(file) == {"a": [1, 2]}
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert read_memory(file) == {}
    take_remade()


def test_a_memory_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    write_memory(tmp_path / "file" / "memory.json", {})
    assert read_memory(tmp_path / "nowhere.json") == {}


@pytest.mark.parametrize("written", [None, 3, "text", [], {}, {"name": 1}])
def test_what_has_another_form_is_read_as_nothing(written: Any) -> None:
    take_remade()
    assert read_as(lambda each: each["name"] + "!", written, "it") is None
    assert take_remade() == ["it"]


@pytest.mark.parametrize(
    ("value", "shape", "is_fit"),
    [
        ({"a": "b"}, Each(str), True),
        ({"a": 1}, Each(str), False),
        ([["d", 3]], [(str, int)], True),
        ([["d", 3, 4]], [(str, int)], False),
        ([["d", "3"]], [(str, int)], False),
        ({"a": 1, "b": 2}, {"a": int | float}, True),
        ({"b": 2}, {"a": int}, False),
        (None, {"a": int}, False),
    ],
)
def test_shapes(value: Any, shape: Any, is_fit: bool) -> None:
    assert fits(value, shape) is is_fit
