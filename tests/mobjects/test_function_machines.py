"""Rows of machines."""

from __future__ import annotations

import pytest

from sessen.layout import layout_for
from sessen.mobjects.function_machines import FunctionMachines
from sessen.theme import FIXED, FUNCTION, GIVEN_B, RESULT, THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import Shape, ThemeName


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("count", [2, 3])
def test_machines_fit_their_stage_in_reading_order(shape: Shape, count: int) -> None:
    """The row lies in a wide frame and stands in a tall one, stays inside, and long formulas stay in their boxes."""
    typesetter, region = Typesetter(THEMES[ThemeName.DARK]), layout_for(shape).content
    math = typesetter.math
    row = FunctionMachines(
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


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("count", [2, 3])
def test_long_numbers_stand_beside_their_letters_and_on_no_box(shape: Shape, count: int) -> None:
    """Numbers keep one line in a lying row, stay inside, and never cover a machine."""
    typesetter, region = Typesetter(THEMES[ThemeName.DARK]), layout_for(shape).content
    letters, boxes = [typesetter.math(letter) for letter in "xuvy"[: count + 1]], [typesetter.math("f")] * count
    contents = [typesetter.math("sin u") for _ in range(count)]
    row = FunctionMachines(region, letters, boxes, contents, typesetter.theme, (FIXED, FUNCTION, GIVEN_B, RESULT))
    values = row.beside_letters([typesetter.math("approx 0.8415") for _ in range(count + 1)])
    for value in values:
        assert value.get_left()[0] >= region.left - 1e-6
        assert value.get_right()[0] <= region.right + 1e-6
        for box in row.boxes:
            apart_across = value.get_right()[0] < box.get_left()[0] or value.get_left()[0] > box.get_right()[0]
            assert apart_across or value.get_top()[1] < box.get_bottom()[1] or value.get_bottom()[1] > box.get_top()[1]
    if row.is_lying:
        assert len({round(value.get_y(), 6) for value in values}) == 1
