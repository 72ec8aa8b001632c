"""Functions that SymPy treats as complex, on the real line."""

from __future__ import annotations

import sympy


class CubeRoot(sympy.Function):  # type: ignore[misc]  # SymPy has no types
    """The real cube root, negative for negative numbers (SymPy's own is the complex principal root)."""

    is_extended_real = True
    nargs = 1

    @classmethod
    def eval(cls, argument: sympy.Expr) -> sympy.Expr | None:
        """Simplify numbers and pull out signs; None leaves the root as it is."""
        if argument.is_Rational and argument.is_nonnegative:
            root = sympy.Pow(argument, sympy.Rational(1, 3))
            return root if root.is_Rational else None
        return -cls(-argument) if argument.could_extract_minus_sign() else None

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the derivative with respect to the argument: 1 / (3 cbrt(x)^2)."""
        return 1 / (3 * self**2)

    def _eval_evalf(self, precision: int) -> sympy.Expr | None:
        value = self.args[0]._eval_evalf(precision)
        if value is None or not value.is_Float:
            return None
        return sympy.sign(value) * sympy.Abs(value) ** (sympy.S.One / 3).evalf()


class OddRoot(sympy.Function):  # type: ignore[misc]
    """The real root of an odd degree above 3, negative for negative numbers: the second argument is the degree."""

    is_extended_real = True
    nargs = 2

    @classmethod
    def of(cls, argument: sympy.Expr, degree: int) -> sympy.Expr:
        """Return the root of this degree; that of degree 3 is a `CubeRoot`."""
        return CubeRoot(argument) if degree == 3 else cls(argument, sympy.Integer(degree))

    @classmethod
    def eval(cls, argument: sympy.Expr, degree: sympy.Integer) -> sympy.Expr | None:
        """Simplify numbers and pull out signs; None leaves the root as it is."""
        if argument.is_Rational and argument.is_nonnegative:
            root = sympy.Pow(argument, 1 / degree)
            return root if root.is_Rational else None
        return -cls(-argument, degree) if argument.could_extract_minus_sign() else None

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return the derivative with respect to the argument: 1 / (n root^(n - 1))."""
        degree = self.args[1]
        return 1 / (degree * self ** (degree - 1)) if argindex == 1 else sympy.S.Zero

    def _eval_evalf(self, precision: int) -> sympy.Expr | None:
        value = self.args[0]._eval_evalf(precision)
        if value is None or not value.is_Float:
            return None
        return sympy.sign(value) * sympy.Abs(value) ** (1 / self.args[1]).evalf()


def has_odd_root(exponent: sympy.Expr) -> bool:
    """Say whether a power with this exponent is a root of an odd degree below 10, or a power of one."""
    return bool(exponent.is_Rational and exponent.q % 2 and 1 < exponent.q < 10)


class HeavisideStep(sympy.Function):  # type: ignore[misc]
    """0 left of zero, 1 right of it, 1/2 at zero: the derivative of max(0, x)."""

    nargs = 1

    @classmethod
    def eval(cls, argument: sympy.Expr) -> sympy.Expr | None:
        """Decide for numbers."""
        return (1 + sympy.sign(argument)) / 2 if argument.is_number else None

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return 0: the step is level on either side."""
        return sympy.S.Zero


class Maximum(sympy.Function):  # type: ignore[misc]
    """The largest of its arguments. SymPy's Max may compare expressions for minutes; this one compares numbers only."""

    @classmethod
    def eval(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Decide for numbers."""
        if len(arguments) == 1:
            return arguments[0]
        return max(arguments, key=_size) if all(argument.is_number for argument in arguments) else None

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return 1 where this argument is the largest, else 0."""
        here, others = _split(self.args, argindex)
        return HeavisideStep(here - Maximum(*others))


class Minimum(sympy.Function):  # type: ignore[misc]
    """The smallest of its arguments."""

    @classmethod
    def eval(cls, *arguments: sympy.Expr) -> sympy.Expr | None:
        """Decide for numbers."""
        if len(arguments) == 1:
            return arguments[0]
        return min(arguments, key=_size) if all(argument.is_number for argument in arguments) else None

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        """Return 1 where this argument is the smallest, else 0."""
        here, others = _split(self.args, argindex)
        return HeavisideStep(Minimum(*others) - here)


def _size(number: sympy.Expr) -> sympy.Expr:
    return number.evalf(30, maxn=100)


def _split(arguments: tuple[sympy.Expr, ...], argindex: int) -> tuple[sympy.Expr, list[sympy.Expr]]:
    return arguments[argindex - 1], [other for index, other in enumerate(arguments, 1) if index != argindex]


_COMPLEX = (sympy.re, sympy.im, sympy.arg, sympy.conjugate, sympy.atan2)


def absolute_value(value: sympy.Expr) -> sympy.Expr:
    """Return the product of |factor| over the factors of a value, for a value that is real or undefined.

    SymPy alone would leave ||x|| of -|x|, and write |e^sqrt(x)| with real parts, as sqrt(x) may be complex.
    """
    if not value.free_symbols:
        return sympy.Abs(value)
    return sympy.Mul(*map(_magnitude_of_factor, sympy.Mul.make_args(value)))


def _magnitude_of_factor(factor: sympy.Expr) -> sympy.Expr:
    magnitude = sympy.Abs(factor)
    return sympy.Abs(factor, evaluate=False) if magnitude.has(*_COMPLEX) else magnitude
