"""Manim's numbers, matrices and axes where no TeX is installed: at the places at which Manim puts them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import manim
import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP, MathTypst, VMobject

from sessen.mobjects.without_tex import Axes, Decimal, Integer, MathLabel, Matrix, NumberLine, NumberPlane


@pytest.fixture(autouse=True)
def no_tex(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No program is found at all."""
    monkeypatch.setenv("PATH", str(tmp_path))


def middle(mobject: VMobject) -> list[float]:
    return [round(float(each), 6) for each in mobject.get_center()]


def test_a_decimal_is_as_large_as_manims_and_keeps_its_edge() -> None:
    ours, manims = Decimal(-12.5, 1), manim.DecimalNumber(-12.5, 1, mob_class=cast(Any, MathTypst))
    assert ours.height == pytest.approx(manims.height, rel=0.05)
    assert len(ours) == len(manims) == 5
    left = ours.shift(RIGHT).get_left()
    ours.set_value(1234.56)
    assert len(ours) == len("1,234.6")
    assert np.allclose(ours.get_left(), left)
    assert ours.get_value() == 1234.56


def test_an_integer_counts_in_whole_numbers_and_keeps_its_colour() -> None:
    count = Integer(3, color="#FF0000")
    count.increment_value(4)
    assert count.get_value() == 7
    assert {str(digit.get_fill_color()) for digit in count.family_members_with_points()} == {"#FF0000"}


def test_signs_dots_and_units_are_those_of_a_decimal() -> None:
    assert len(Decimal(2, 1, include_sign=True, show_ellipsis=True, unit="upright(m)")) == len("+2.0") + 2


def test_font_sizes_are_manims() -> None:
    label = MathLabel("x", font_size=24)
    label.font_size = 48
    assert label.height == pytest.approx(MathLabel("x").height)
    assert label.font_size == pytest.approx(48)


def test_numbers_of_axes_stand_below_their_ticks_and_beside_them() -> None:
    axes = Axes(x_range=[-2, 3], y_range=[-1, 2], axis_config={"include_numbers": True})
    for number in axes.x_axis.numbers:
        place = axes.x_axis.number_to_point(number.get_value())
        shift = number[0].width / 2 if number.get_value() < 0 else 0.0
        assert number.get_center()[0] == pytest.approx(place[0] - shift)
        assert number.get_top()[1] < place[1]
    assert [round(number.get_value()) for number in axes.y_axis.numbers] == [-1, 1]  # the tip takes the last
    assert axes.get_axis_labels("x", "f(x)")[1].width > 0


def test_planes_and_lines_have_numbers_too() -> None:
    assert len(NumberPlane().add_coordinates().coordinate_labels[0]) == 14
    line = NumberLine([0, 3], include_numbers=True, label_direction=UP)
    assert [number.get_value() for number in line.numbers] == [0, 1, 2, 3]
    assert line.add_labels({1: "alpha"}).labels[0].get_center()[0] == pytest.approx(line.number_to_point(1)[0])


def test_entries_of_a_matrix_stand_where_manim_puts_them() -> None:
    ours = Matrix([[1, -2], ["alpha", 4]])
    grid = [[middle(entry) for entry in row] for row in ours.get_rows()]
    corners = [[entry.get_corner(DOWN + RIGHT) for entry in row] for row in ours.get_rows()]
    assert np.allclose(corners[0][1] - corners[0][0], 1.3 * RIGHT)
    assert np.allclose(corners[1][0] - corners[0][0], 0.8 * DOWN)
    left, right = ours.get_brackets()
    assert left.get_right()[0] < min(entry[0] for row in grid for entry in row)
    assert right.get_left()[0] > max(entry[0] for row in grid for entry in row)
    assert left.height == pytest.approx(ours.elements.height + 0.5)


def test_a_bracket_is_drawn_in_its_height_and_not_stretched_much() -> None:
    """A stretched glyph would have a stroke that is thick where it is level."""
    tall, low = (Matrix([[each] for each in range(count)]) for count in (9, 5))
    assert tall.get_brackets()[0].width == pytest.approx(low.get_brackets()[0].width, rel=0.1)
    assert Matrix([[1]], left_bracket=r"\{", right_bracket=r"\}").get_brackets()[0].get_right()[0] < LEFT[0] * 0.1
