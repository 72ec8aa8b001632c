"""The quick walks through mobjects come to the same as Manim's own."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import Mobject, Square, ValueTracker, VGroup, VMobject
from manim.utils.family import extract_mobject_family_members

from sessen.worker.manim_patches.family import quick_families, shown

#: For each mobject its z-index and the numbers of earlier ones that it has as members: any graph without a circle.
TREES = st.lists(st.tuples(st.integers(0, 2), st.lists(st.integers(0, 30), max_size=4)), min_size=1, max_size=12)


def made(tree: list[tuple[int, list[int]]]) -> list[Mobject]:
    found: list[Mobject] = []
    for number, (z_index, members) in enumerate(tree):
        mobject: Any = VMobject() if members else (Square(), ValueTracker(), VGroup())[number % 3]
        mobject.z_index = z_index
        mobject.submobjects = [found[each % len(found)] for each in members] if found else []
        found.append(mobject)
    return found


@given(TREES, st.randoms(), st.booleans())
def test_what_is_shown_is_what_manim_would_show(tree: list[tuple[int, list[int]]], chance: Any, by_z: bool) -> None:
    mobjects = made(tree)
    wanted = [chance.choice(mobjects) for _ in range(chance.randint(0, 15))]
    manims = extract_mobject_family_members(wanted, use_z_index=by_z, only_those_with_points=True)
    assert shown(wanted, by_z_index=by_z) == manims


@given(TREES, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=3))
def test_families_are_those_that_manim_lists(tree: list[tuple[int, list[int]]], back: list[tuple[int, int]]) -> None:
    """Also where a mobject is a member of its own members."""
    mobjects = made(tree)
    for one, other in back:
        mobjects[one % len(mobjects)].submobjects.append(mobjects[other % len(mobjects)])
    manims = [mobject.get_family() for mobject in mobjects]
    with quick_families():
        assert [mobject.get_family() for mobject in mobjects] == manims


class Own(Square):
    """A leaf with an update of its own."""

    calls = 0

    def update(self, dt: float = 0, recursive: bool = True) -> Any:
        self.calls += 1
        return super().update(dt, recursive=recursive)


@pytest.mark.parametrize("quick", [False, True])
def test_updaters_are_called_as_manim_calls_them(quick: bool) -> None:
    if quick:
        with quick_families():
            assert heard() == EXPECTED
    else:
        assert heard() == EXPECTED


EXPECTED = ["group 0.5", "plain", "partial 0.5", "after 0.5", "own", "method 0.5", "method", "method of 2"]


def heard() -> list[str]:
    """What updaters of every kind are told, in order, in a family with a suspended and an idle member."""
    said: list[str] = []

    def with_time(mobject: Mobject, dt: float, *, name: str = "after") -> None:
        said.append(f"{name} {dt}")

    class Listener:
        def hear(self, mobject: Mobject, dt: float) -> None:
            said.append(f"method {dt}")

        def glance(self, mobject: Mobject) -> None:
            said.append("method")

        def gather(*everything: Any) -> None:  # what it belongs to is the first of them
            said.append(f"method of {len(everything)}")

    suspended, idle, own, square = Square(), VGroup(Square()), Own(), Square()
    suspended.updaters = [lambda mobject: said.append("suspended")]
    suspended.suspend_updating()
    square.updaters = [lambda mobject: said.append("plain"), partial(with_time, name="partial"), with_time]
    last = Square()
    last.updaters = [Listener().hear, Listener().glance, Listener().gather]
    group = VGroup(suspended, idle, square, own, last)
    group.updaters = [lambda mobject, dt: said.append(f"group {dt}")]
    own.updaters = [lambda mobject: said.append("own")]
    group.update(0.5)
    assert own.calls == 1
    return said
