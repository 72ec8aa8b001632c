"""Whatever a step is called, there is something to type that means it, and a file name that every system takes."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest

from sessen.files import safe_name
from sessen.targets import Parts, parse_range, parts_of, typed_as

NAMES = (
    *("a/b: 50% #1?", "..", "x..y", "a::b", "微分" * 60, "  ", "Intro", "intro", "é", "2", "-q", "a\tb\n", "CON", "x"),
    *("\N{GRINNING FACE}" * 40, "'\"", "..x", "x..", "a..b..c", "名前.mp4", "1..3"),
)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("ChainRule", Parts("", "ChainRule", "")),
        ("ChainRule::a::b", Parts("", "ChainRule", "a::b")),
        ("week1/odd.py", Parts("week1/odd.py", "", "")),
        ("odd.py::Odd", Parts("odd.py", "Odd", "")),
        ("odd.py::Odd::a/b: 50%", Parts("odd.py", "Odd", "a/b: 50%")),
        ("odd.py::Odd::a::b.py", Parts("odd.py", "Odd", "a::b.py")),
        ("Odd::a/b", Parts("", "Odd", "a/b")),
    ],
)
def test_a_target_is_taken_apart(typed: str, parts: Parts) -> None:
    assert parts_of(typed) == parts


@pytest.mark.parametrize("name", NAMES)
def test_every_step_can_be_typed(name: str) -> None:
    assert parse_range(typed_as([name], NAMES), NAMES) == (name,)
    assert parse_range(f"#{NAMES.index(name) + 1}", NAMES) == (name,)
    assert parts_of(f"odd.py::Odd::{name}").step == name


def test_every_run_of_steps_can_be_typed() -> None:
    for start in range(len(NAMES)):
        for stop in range(start + 1, len(NAMES) + 1):
            assert parse_range(typed_as(NAMES[start:stop], NAMES), NAMES) == NAMES[start:stop]


@pytest.mark.parametrize(
    ("typed", "run"),
    [
        ("..", NAMES),
        ("é", ("é",)),
        (unicodedata.normalize("NFD", "é"), ("é",)),
        ("7..8", ("Intro", "intro")),
        ("2", ("2",)),
        ("#2", ("..",)),
        ("3", ("x..y",)),
        ("Intro..é", ("Intro", "intro", "é")),
        ("intro..Intro", ()),
        ("0", None),
        ("99", None),
        ("nothing..Intro", None),
    ],
)
def test_runs(typed: str, run: tuple[str, ...] | None) -> None:
    assert parse_range(typed, NAMES) == run


def test_file_names_are_short_safe_and_told_apart() -> None:
    names = {name: safe_name(name) for name in (*NAMES, "微分" * 60 + "a", "微分" * 60 + "b")}
    for name in names.values():
        assert len(name.encode()) <= 80
        assert not set(name) & set("/\\:*?\"<>|'%#&$ \t\n")
        assert name.strip("._ ") == name != ""
    long = [name for text, name in names.items() if text.startswith("微分")]
    assert all(one != other for one, other in pairwise(long))
    assert safe_name("show_dot") == "show_dot"
