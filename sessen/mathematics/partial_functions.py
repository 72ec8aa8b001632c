"""A function of two variables with one of them held at a number (lecture notes, section 1.5)."""

from __future__ import annotations

import sympy

from sessen.mathematics import safe_arithmetic
from sessen.mathematics.calculus import DifferenceQuotient
from sessen.mathematics.errors import DerivativeError, FieldError
from sessen.mathematics.exact import exact_number
from sessen.mathematics.field import ScalarField
from sessen.mathematics.function import RealFunction
from sessen.mathematics.numbers import Number, format_number


class Slice:
    """What is left of f when one variable is held: a function of the other, with its slope at one point.

    Parameters
    ----------
    field
        A function of x and y.
    held
        The variable that is held: ``field.x`` or ``field.y``.
    point
        Where, as numbers for x and y. Floats stand for their shortest decimal form.

    Attributes
    ----------
    free
        The variable that stays free.
    level, at
        The numbers of the point for the held and for the free variable, exact.
    function
        f as a function of the free variable.
    partial
        The partial derivative of f by the free variable, as an expression in x and y.
    value, slope
        f and the partial derivative at the point, exact wherever SymPy's rules apply.

    Raises
    ------
    FieldError
        If f has no value or no slope there; it says why.
    """

    def __init__(self, field: ScalarField, held: sympy.Symbol, point: tuple[Number, Number]) -> None:
        self.held = held
        self.free = field.y if held == field.x else field.x
        numbers = dict(zip((field.x, field.y), map(exact_number, point), strict=True))
        self.level, self.at = numbers[held], numbers[self.free]
        self.partial = field.partial_x if self.free == field.x else field.partial_y
        try:
            left = safe_arithmetic.substitute(field.expression, {held: self.level})
            self.function = RealFunction(left, self.free)
            quotient = DifferenceQuotient(self.function, self.at)
        except (safe_arithmetic.BoundError, DerivativeError) as problem:
            raise FieldError(
                f"f cannot be differentiated by {self.free} with {held} held at "
                f"{format_number(self.level, style='plain')}: {problem.args[0]}",
                hint="choose another point",
            ) from problem
        self.value, self.slope = quotient.value, quotient.derivative
