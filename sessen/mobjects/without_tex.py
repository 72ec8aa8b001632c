r"""Manim's numbers, matrices and axes without TeX: the same classes, whose text is set by Typst.

Change the import, and nothing else::

    from sessen.mobjects.without_tex import Axes, Decimal, Matrix

    axes = Axes(x_range=[0, 5], axis_config={"include_numbers": True})
    slope = Decimal(0).add_updater(lambda each: each.set_value(tracker.get_value()))
    turn = Matrix([[0, -1], [1, "alpha"]])

Texts are mathematics in Typst's notation. In a frame that is drawn often, `LiveDecimal` costs a tenth of `Decimal`.
"""

from __future__ import annotations

from typing import Any, Final, Self

import manim
import numpy as np
from manim import LEFT, RIGHT, ManimColor, VGroup, VMobject
from manim.typing import Vector3D
from manim.utils.config_ops import merge_dicts_recursively

from sessen.typesetting.labels import mark_groups
from sessen.typesetting.typeset import Typeset

__all__ = ["Axes", "Decimal", "Integer", "MathLabel", "Matrix", "NumberLine", "NumberPlane"]

_EM: Final = 0.01  # units that a point of Manim's font sizes has, so that digits are as high as MathTex's
_SPECIAL: Final = {"\\dots": "dots"}
_STRETCHED: Final = 0.5977  # a line of a matrix in units, by which Manim counts its brackets


class MathLabel(Typeset):
    """Mathematics in Typst's notation with what Manim's numbers and axes ask of their labels.

    Parameters
    ----------
    source
        In Typst's notation.
    font_size
        As Manim counts: a `MathTex` of this size is as large.
    color
        Manim's own for shapes where it is left out: the theme's ink in a lesson.
    """

    def __init__(self, source: str, *, font_size: float = 48, color: Any = None, **style: Any) -> None:
        marked, _ = mark_groups(str(source))
        ink = ManimColor(color if color is not None else VMobject().color).to_hex()
        super().__init__(f"$display({marked})$", size=font_size * _EM, color=ink)
        self.text = str(source)
        self._full_width, self._points = self.width, float(font_size)
        if style:
            self.set_style(**style)

    @property
    def font_size(self) -> float:
        """The size in points, wherever it was scaled."""
        return self._points * self.width / self._full_width if self._full_width else self._points

    @font_size.setter
    def font_size(self, points: float) -> None:
        if points <= 0:
            raise ValueError("font_size must be greater than 0.")
        if self.width:
            self.scale(points / self.font_size)


class Decimal(manim.DecimalNumber):
    """`DecimalNumber` without TeX; ``unit`` is mathematics in Typst's notation."""

    def __init__(self, number: float = 0, num_decimal_places: int = 2, **options: Any) -> None:
        options.pop("mob_class", None)
        super().__init__(number, num_decimal_places, **options)

    def _string_to_mob(self, string: str, mob_class: Any = None, **style: Any) -> VMobject:
        return MathLabel(_SPECIAL.get(string, string), **{"font_size": self._font_size, "color": self.color, **style})


class Integer(Decimal):
    """`Integer` without TeX."""

    def __init__(self, number: float = 0, num_decimal_places: int = 0, **options: Any) -> None:
        super().__init__(number, num_decimal_places, **options)

    def get_value(self) -> int:
        """The whole number that is shown."""
        return int(np.round(super().get_value()))


class Matrix(manim.Matrix):
    """`Matrix` without TeX; its entries are numbers, mobjects, or mathematics in Typst's notation."""

    def __init__(self, matrix: Any, **options: Any) -> None:
        super().__init__(matrix, **{"element_to_mobject": _entry, **options})

    def _add_brackets(self, left: str = "[", right: str = "]", **style: Any) -> Self:
        lines = int(self.height / _STRETCHED) + 1
        pair = [_bracket(sign, lines, style) for sign in (left, right)]
        self.brackets = VGroup(*pair)
        if self.stretch_brackets:
            self.brackets.stretch_to_fit_height(self.height + 2 * self.bracket_v_buff)
        for bracket, side in zip(pair, (LEFT, RIGHT), strict=True):
            bracket.next_to(self, side, self.bracket_h_buff)
        self.add(*pair)
        return self


def _entry(item: Any, **style: Any) -> VMobject:
    return item if isinstance(item, VMobject) else MathLabel(str(item), **style)


def _bracket(sign: str, lines: int, style: dict[str, Any]) -> MathLabel:
    """One bracket that is drawn so high, and not stretched to it: its stroke stays as thick."""
    return MathLabel(f"lr(size: #{1.25 * lines:.2f}em, \\{sign.lstrip(chr(92))})", **style)


class NumberLine(manim.NumberLine):
    """`NumberLine` whose numbers and labels need no TeX."""

    def __init__(self, *range_and_more: Any, **options: Any) -> None:
        super().__init__(*range_and_more, **{"label_constructor": MathLabel, **options})

    def get_number_mobject(
        self,
        x: float,
        direction: Vector3D | None = None,
        buff: float | None = None,
        font_size: float | None = None,
        label_constructor: Any = None,
        **number_config: Any,
    ) -> VMobject:
        """The number at its place beside the line, as Manim puts it."""
        options = merge_dicts_recursively(self.decimal_number_config, number_config)
        number = Decimal(x, font_size=font_size or self.font_size, **options)
        beside = self.label_direction if direction is None else direction
        number.next_to(self.number_to_point(x), beside, self.line_to_number_buff if buff is None else buff)
        if x < 0 and self.label_direction[0] == 0:
            number.shift(number[0].width * LEFT / 2)  # in line without its sign
        return number


class _Axes(manim.CoordinateSystem):
    """What makes number lines for axes."""

    def _create_axis(self, range_terms: Any, axis_config: dict[str, Any], length: float) -> NumberLine:
        axis = NumberLine(range_terms, **{**axis_config, "length": length})
        origin: float = self._origin_shift([axis.x_min, axis.x_max])
        axis.shift(-axis.number_to_point(origin))
        return axis


class Axes(_Axes, manim.Axes):
    """`Axes` whose numbers and labels need no TeX."""


class NumberPlane(_Axes, manim.NumberPlane):
    """`NumberPlane` whose numbers and labels need no TeX."""
