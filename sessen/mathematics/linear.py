"""Linear functions of a vector and the square of its length, with their gradients (lecture notes, section 2.2.4)."""

from __future__ import annotations

from collections.abc import Sequence

import sympy

from sessen.mathematics.errors import VectorError
from sessen.mathematics.field import ScalarField
from sessen.mathematics.numbers import Number, to_float
from sessen.mathematics.vectors import as_vector

COMPONENTS = sympy.symbols("x_1 x_2", real=True)


class LinearForm:
    """The function b . x of a vector x of the plane.

    Parameters
    ----------
    b
        Two numbers, not both zero.

    Attributes
    ----------
    b
        Exact.
    expression, field
        b_1 x_1 + b_2 x_2, and the same as a function.
    gradient
        Its partial derivatives, found by differentiating the expression.
    square
        The square of the length of x, to compare with.

    Raises
    ------
    VectorError
        If b has not two components, or is zero: then the function is 0 everywhere, without a direction of
        increase.
    """

    def __init__(self, b: Sequence[Number]) -> None:
        self.b = as_vector(b)
        if len(self.b) != len(COMPONENTS):
            raise VectorError(f"b has {len(self.b)} components, but 2 are drawn", hint="type two numbers, as in 3,4")
        if all(part == 0 or to_float(part) == 0 for part in self.b):
            raise VectorError(
                "b is the zero vector: the product is 0 everywhere, and there is no direction of increase",
                hint="choose another b",
            )
        self.expression = sympy.Add(*(part * symbol for part, symbol in zip(self.b, COMPONENTS, strict=True)))
        self.field = ScalarField(self.expression, COMPONENTS)
        self.gradient = self.field.partial_x, self.field.partial_y
        self.square = ScalarField(sympy.Add(*(part**2 for part in COMPONENTS)), COMPONENTS)
