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
        """Return the derivative by the argument: 1 / (3 cbrt(x)^2)."""
        return 1 / (3 * self**2)

    def _eval_evalf(self, precision: int) -> sympy.Expr | None:
        value = self.args[0]._eval_evalf(precision)
        if value is None or not value.is_Float:
            return None
        return sympy.sign(value) * sympy.Abs(value) ** (sympy.S.One / 3).evalf()


_COMPLEX = (sympy.re, sympy.im, sympy.arg, sympy.conjugate, sympy.atan2)


def absolute_value(value: sympy.Expr) -> sympy.Expr:
    """Return |value| with constant factors in front, for a value that is real or undefined.

    SymPy alone would leave ||x|| of -|x|, and write |e^sqrt(x)| with real parts, as sqrt(x) may be complex.
    """
    if not value.free_symbols:
        return sympy.Abs(value)
    constant, rest = value.as_independent(*value.free_symbols, as_Add=False)
    magnitude = sympy.Abs(rest)
    if magnitude.has(*_COMPLEX):
        magnitude = sympy.Abs(rest, evaluate=False)
    return sympy.Abs(constant) * magnitude
