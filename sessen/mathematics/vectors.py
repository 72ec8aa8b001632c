"""Dot product and projection, in any dimension (lecture notes, section 2.1.3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

import sympy

from sessen.mathematics.errors import VectorError
from sessen.mathematics.exact import exact_number, simplify_constant
from sessen.mathematics.numbers import Number, to_float

Vector = tuple[sympy.Expr, ...]
Point = tuple[float, float]


def as_vector(components: Sequence[Number]) -> Vector:
    """Return exact components; floats stand for their shortest decimal form.

    Raises
    ------
    VectorError
        If there are none.
    """
    if not len(components):
        raise VectorError("a vector has at least one component", hint="type the components as 2,3")
    return tuple(exact_number(component) for component in components)


def dot(a: Sequence[Number], b: Sequence[Number]) -> sympy.Expr:
    """Return the sum of the products of the components, exactly.

    Raises
    ------
    VectorError
        If the vectors have different numbers of components.
    """
    first, second = as_vector(a), as_vector(b)
    if len(first) != len(second):
        raise VectorError(
            f"a has {len(first)} components and b has {len(second)}: their dot product is not defined",
            hint="give both vectors the same number of components",
        )
    return simplify_constant(sympy.Add(*(one * other for one, other in zip(first, second, strict=True))))


class Projection:
    """The shadow of a on the line along b.

    Parameters
    ----------
    a, b
        Vectors with the same number of components, neither of them zero.

    Raises
    ------
    VectorError
        If the sizes differ, or a vector is zero: it has no direction.
    """

    def __init__(self, a: Sequence[Number], b: Sequence[Number]) -> None:
        self.a, self.b = as_vector(a), as_vector(b)
        self.dot = dot(self.a, self.b)
        self._square_a, self._square_b = dot(self.a, self.a), dot(self.b, self.b)
        for name, square in (("a", self._square_a), ("b", self._square_b)):
            if _is_zero(square):
                raise VectorError(f"{name} is the zero vector: it has no direction", hint=f"choose another {name}")

    @cached_property
    def length_a(self) -> sympy.Expr:
        """The length of a."""
        return sympy.sqrt(self._square_a)

    @cached_property
    def length_b(self) -> sympy.Expr:
        """The length of b."""
        return sympy.sqrt(self._square_b)

    @cached_property
    def cosine(self) -> sympy.Expr:
        """The cosine of the angle, (a . b) / (|a| |b|)."""
        return self.dot / (self.length_a * self.length_b)

    @cached_property
    def angle(self) -> float:
        """The angle between a and b in radians, from 0 to pi; accurate also near 0 and pi, where the cosine is flat."""
        return math.atan2(to_float(self.height), to_float(self.signed_length))

    @cached_property
    def signed_length(self) -> sympy.Expr:
        """The length of the shadow, negative if it points against b: (a . b) / |b|."""
        return self.dot / self.length_b

    @cached_property
    def foot(self) -> Vector:
        """The end of the shadow, (a . b / b . b) b."""
        return tuple(simplify_constant(self.dot / self._square_b * component) for component in self.b)

    @cached_property
    def rejection(self) -> Vector:
        """From the foot to the end of a: perpendicular to b."""
        return tuple(simplify_constant(whole - part) for whole, part in zip(self.a, self.foot, strict=True))

    @cached_property
    def height(self) -> sympy.Expr:
        """The length of the rejection, exact, so that it is exactly 0 for parallel vectors."""
        # Gram's determinant: the squared area of the parallelogram. Rounding cannot make it negative.
        return (
            sympy.sqrt(sympy.Max(0, simplify_constant(self._square_a * self._square_b - self.dot**2))) / self.length_b
        )

    def plane_coordinates(self, direction: float = 0.0) -> tuple[Point, Point]:
        """Return a and b as arrows in the plane that they span, true to length and angle.

        Parameters
        ----------
        direction
            The angle of b to the horizontal in radians; a lies to its left. For vectors with two components that are
            to be drawn as they are, no plane is needed.
        """
        cosine, sine = math.cos(direction), math.sin(direction)
        along, across, length = to_float(self.signed_length), to_float(self.height), to_float(self.length_b)
        end_of_a = (along * cosine - across * sine, along * sine + across * cosine)
        return end_of_a, (length * cosine, length * sine)


def _is_zero(square: sympy.Expr) -> bool:
    return square.is_zero or to_float(square) == 0.0
