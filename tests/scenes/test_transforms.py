"""Every rehearsal of a scene sees formulas that are bent, doubled or smeared while they become others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from manim import Animation, FadeTransform, ReplacementTransform, Square, TransformFromCopy

from sessen.mobjects import Rewrite
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typeset, Typesetter
from sessen.variant import ThemeName
from tests.scenes.transforms import watched

TYPE = Typesetter(THEMES[ThemeName.DARK])


def formula(text: str) -> Typeset:
    return TYPE.math(text)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (ReplacementTransform, "ReplacementTransform makes '22' of '=22': use Rewrite"),
        (TransformFromCopy, "TransformFromCopy makes '22' of '=22': use Rewrite"),
        (FadeTransform, "FadeTransform lays '=22' upon '22': use Rewrite"),
    ],
)
def test_what_is_bent_is_told(kind: Callable[..., Animation], told: str) -> None:
    with watched(lambda: "here") as found:
        kind(formula("= 22"), formula("22")).begin()
    assert found == [f"here: {told}"]


def test_what_only_moves_and_what_is_no_formula_is_passed_over() -> None:
    with watched(lambda: "here") as found:
        ReplacementTransform(formula("= 22"), formula("= 22").shift((1, 0, 0))).begin()
        ReplacementTransform(Square(), formula("x")).begin()
        Rewrite(formula("= 22"), formula("22")).begin()
    assert found == []
