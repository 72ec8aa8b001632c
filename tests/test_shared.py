"""What never changes is not copied along with the mobjects that refer to it."""

from __future__ import annotations

import copy

from manim import VMobject

from sessen.layout import Region
from sessen.mobjects.plane import Plane, Ranges
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName


def test_copies_share_theme_and_typesetter_and_nothing_that_moves() -> None:
    theme = THEMES[ThemeName.DARK]
    plane = Plane(Region(-6, 2, -3, 3), Ranges(-1, 1, -1, 1), Typesetter(theme), numbered=False)
    copied = plane.copy()
    assert copied.type is plane.type
    assert copied.theme is theme
    assert copied.grid is not plane.grid
    assert isinstance(copied.grid, VMobject)
    copied.grid.points += 1.0
    assert (copied.grid.points != plane.grid.points).all(axis=None)


def test_a_deep_copy_of_a_theme_is_the_theme() -> None:
    theme = THEMES[ThemeName.LIGHT]
    assert copy.deepcopy([theme])[0] is theme
