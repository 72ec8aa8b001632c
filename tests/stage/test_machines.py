"""Rows of machines."""

from __future__ import annotations

import pytest

from sessen.stage.layout import layout_for
from sessen.stage.machines import Machines
from sessen.stage.roles import FIXED, FUNCTION, GIVEN_B, RESULT, THEMES
from sessen.stage.typesetting import Typesetter
from sessen.variant import Shape, ThemeName


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("count", [2, 3])
def test_machines_fit_their_stage_in_reading_order(shape: Shape, count: int) -> None:
    """The row lies in a wide frame and stands in a tall one, stays inside, and long formulas stay in their boxes."""
    typesetter, region = Typesetter(THEMES[ThemeName.DARK]), layout_for(shape).stage
    math = typesetter.math
    row = Machines(
        region,
        [math(letter) for letter in "xuvy"[: count + 1]],
        [math("g") for _ in range(count)],
        [math("sqrt(x^4 + 3 x^2 + 17 x + 1) + sin(x^2 + 1)") for _ in range(count)],
        typesetter.theme,
        (FIXED, FUNCTION, GIVEN_B, RESULT),
    )
    assert row.is_lying == (shape is not Shape.TALL)
    assert row.width <= region.width + 1e-6
    assert row.height <= region.height + 1e-6
    for box, content in zip(row.boxes, row.contents, strict=True):
        assert content.width < box.width
        assert content.height < box.height
    places = [letter.get_x() if row.is_lying else -letter.get_y() for letter in row.letters]
    assert places == sorted(places)
