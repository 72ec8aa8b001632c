"""Two functions on which the rules of differentiation can be seen, and where they can be drawn (section 1.3)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import sympy

from sessen.errors import SessenError
from sessen.mathematics import safe_arithmetic
from sessen.mathematics.calculus import DifferenceQuotient
from sessen.mathematics.composition import Composition
from sessen.mathematics.differentiation import differentiate
from sessen.mathematics.errors import DerivativeError
from sessen.mathematics.function import RealFunction
from sessen.mathematics.numbers import to_float

# Where the pair is looked at, the friendliest places first.
_PLACES: Final = sorted((sympy.Rational(k, 4) for k in range(-40, 41)), key=lambda x: (abs(x - 1), x.q, -x))
_LEAST: Final = 1e-9


class RulesError(SessenError):
    """Two functions that the rules cannot be shown on."""


@dataclass(frozen=True)
class RateOfChange:
    """A function at the place: its value and its derivative there."""

    value: float
    slope: float


class FunctionPair:
    """f and g at a place where both have values other than 0, and derivatives.

    Parameters
    ----------
    f, g
        Expressions in x.

    Raises
    ------
    RulesError
        If there is no such place between -10 and 10.

    Attributes
    ----------
    at, x
        Where a rectangle of f by g shows most, exact and as a float.
    graph_x, graph_rates
        Where the graphs of f, g and f + g keep apart, and the values and slopes there.
    f, g, sum, product
        The functions.
    """

    def __init__(self, f: sympy.Expr, g: sympy.Expr) -> None:
        x = sympy.Symbol("x", real=True)
        self.variable = x
        self.f, self.g = RealFunction(f, x), RealFunction(g, x)
        self.sum, self.product = RealFunction(f + g, x), RealFunction(f * g, x)
        self.at = self._find(self._worth_as_area)
        self.x = to_float(self.at)
        beside = self._find(self._worth_as_graphs)
        self.graph_x = to_float(beside)
        self.graph_rates = _rate(self.f, beside), _rate(self.g, beside)

    def _find(self, worth_at: Callable[[float], float]) -> sympy.Expr:
        """The place that is worth most, of those with derivatives."""
        best, found = -math.inf, None
        for place in _PLACES:
            worth = worth_at(float(place))
            if worth > best and self._has_derivatives(place):
                best, found = worth, place
        if found is None:
            raise RulesError(
                "f and g have no point between -10 and 10 where both are non-zero and have derivatives",
                hint="choose other functions, such as f=x^2 and g=sin(x)",
            )
        return found

    def _worth_as_graphs(self, x: float) -> float:
        """How well rises over a run of half a unit can be told apart at x, on the graphs of f, g and f + g."""
        h = 1e-4
        around = np.array([x - 1, x - h, x, x + h, x + 1])
        values = np.stack([self.f(around), self.g(around), self.sum(around)])
        if not np.isfinite(values[:2, 1:4]).all() or (np.abs(values[:2, 2]) < _LEAST).any():
            return -math.inf
        rises = (values[:, 3] - values[:, 1]) / (4 * h)
        spans = np.sort(np.stack([values[:, 2], values[:, 2] + rises]), axis=0)
        low, high = spans[:, np.argsort(spans[0])]
        size = max(float(np.ptp(spans)), _LEAST)
        gaps = np.clip((low[1:] - high[:-1]) / size, -0.3, 0.1).sum()
        seen = np.clip(np.abs(rises[:2]) / size, 0, 0.15).sum()
        return float(2 * np.isfinite(values).all() + 10 * gaps + 5 * seen - 0.1 * abs(x - 1))

    def _worth_as_area(self, x: float) -> float:
        """How well both can be seen at x: values above 0 that grow, visibly and alike; -inf where nothing can be."""
        h = 1e-4
        around = np.array([x - 1, x - 0.5, x - h, x, x + h, x + 0.5, x + 1])
        values = np.stack([self.f(around), self.g(around)])
        if not np.isfinite(values[:, 2:5]).all() or (np.abs(values[:, 3]) < _LEAST).any():
            return -math.inf
        growth = (values[:, 4] - values[:, 2]) / (2 * h) / values[:, 3]
        seen = np.clip(np.abs(growth), 0.02, 1.0).min() - 0.1 * np.clip(np.abs(growth).max() - 1.5, 0, 20)
        signs = 2.0 * (values[:, 3] > 0).all() + (np.ptp(np.sign(growth)) < 2) + 1.0 * (growth > 0).all()
        return float(signs + seen + np.isfinite(values).all() - 0.15 * abs(x - 1))

    def _has_derivatives(self, place: sympy.Expr) -> bool:
        try:
            return all(math.isfinite(_rate(each, place).slope) for each in (self.f, self.g))
        except DerivativeError:
            return False

    def composition(self) -> sympy.Expr | None:
        """f(g(x)) differentiated, or None where f has no derivative at g(x)."""
        try:
            chain = Composition([self.g, self.f.renamed("u")], self.at)
        except SessenError:
            return None
        return chain.direct_derivative

    def composed(self) -> sympy.Expr | None:
        """f(g(x)), or None where it has no value."""
        try:
            return safe_arithmetic.substitute(self.f.expression, {self.variable: self.g.expression})
        except safe_arithmetic.BoundError:
            return None

    def derivative(self, expression: sympy.Expr) -> sympy.Expr:
        """The derivative with respect to x, as SymPy's rules give it."""
        return differentiate(expression, self.variable)


def _rate(function: RealFunction, place: sympy.Expr) -> RateOfChange:
    quotient = DifferenceQuotient(function, place)
    return RateOfChange(to_float(quotient.value), to_float(quotient.derivative))
