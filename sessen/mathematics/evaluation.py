"""Expressions compiled to NumPy, with nan instead of warnings, infinities and complex numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy

from sessen.mathematics.domains import Kept
from sessen.mathematics.functions import CubeRoot, HeavisideStep, Maximum, Minimum, OddRoot

Floats = npt.NDArray[np.float64]

_LONGEST_INTEGER = 10**15

_OWN: Mapping[str, Callable[..., Any]] = {
    CubeRoot.__name__: np.cbrt,
    OddRoot.__name__: lambda value, degree: np.sign(value) * np.abs(value) ** (1 / degree),
    Kept.__name__: lambda *values: reduce(
        lambda kept, each: np.where(np.isfinite(each), kept, np.nan), values, values[0]
    ),
    HeavisideStep.__name__: lambda value: np.heaviside(value, 0.5),
    Maximum.__name__: lambda *values: reduce(np.maximum, values),
    Minimum.__name__: lambda *values: reduce(np.minimum, values),
}


def _hidden_poles(expression: sympy.Expr, is_inside: bool = False) -> Iterator[sympy.Expr]:
    """The parts that become infinite inside of others: in arctan(1/x), floating-point numbers would lose the pole."""
    grows = isinstance(expression, sympy.log) or (isinstance(expression, sympy.Pow) and not expression.exp.is_positive)
    if grows and is_inside:
        yield expression
    joins = isinstance(expression, sympy.Add | sympy.Mul | Kept)
    for argument in expression.args:
        if isinstance(argument, sympy.Expr):
            yield from _hidden_poles(argument, is_inside or not joins)


def compile_real(expression: sympy.Expr, variables: Sequence[sympy.Symbol]) -> Callable[..., Floats]:
    """Return a function of as many float arrays as there are variables, which broadcast.

    The result has the broadcast shape, with nan wherever the expression has no real, finite value.
    """
    # Python integers beyond the range of int64 and of floats would turn arrays into objects.
    large = {number for number in expression.atoms(sympy.Rational) if max(abs(number.p), number.q) > _LONGEST_INTEGER}
    in_range = expression.xreplace({number: sympy.Float(number, 17) for number in large})
    poles = [pole for pole in _hidden_poles(in_range) if pole.free_symbols]
    compiled = sympy.lambdify(variables, Kept(in_range, *poles) if poles else in_range, [_OWN, "numpy"])

    def values(*arrays: Any) -> Floats:
        floats: Sequence[Floats] = [np.asarray(array, dtype=float) for array in arrays]
        if len(floats) > 1:  # of single numbers, as figures ask in every frame, this takes longer than all the rest
            floats = np.broadcast_arrays(*floats)
        shape = floats[0].shape
        with np.errstate(all="ignore"):
            try:
                result = np.asarray(compiled(*floats))
            except (OverflowError, ZeroDivisionError):  # from constants, which Python computes and not NumPy
                return np.full(shape, np.nan)
        if result.shape != shape:
            result = np.broadcast_to(result, shape)
        return np.where(np.isfinite(result) & (result.imag == 0), result.real, np.nan)

    return values
