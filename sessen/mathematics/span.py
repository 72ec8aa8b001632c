"""What two vectors of the plane reach: combinations, rank, and the turn that makes them parallel (section 2.1.2)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import sympy

from sessen.mathematics.errors import VectorError
from sessen.mathematics.exact import simplify_constant
from sessen.mathematics.numbers import Number, to_float
from sessen.mathematics.vectors import as_vector

Floats = npt.NDArray[np.float64]

_DISPARATE = 12.0  # vectors whose lengths differ more cannot both be seen at one scale
_FLATTEST = math.radians(3)
_THERE = 1 - 1e-9  # a share that an animation has brought to its end
_SHORTEST, _LONGEST = 1e-3, 1e5


class Span:
    """The span of two vectors a and b of the plane, that are neither zero nor parallel.

    Parameters
    ----------
    a, b
        Two components each.

    Raises
    ------
    VectorError
        If a vector is zero, if they are parallel or so nearly that no picture shows the difference, or if their lengths
        cannot be seen at one scale.
    """

    def __init__(self, a: Sequence[Number], b: Sequence[Number]) -> None:
        self.a, self.b = as_vector(a), as_vector(b)
        self._a, self._b = (np.array([to_float(part) for part in vector]) for vector in (self.a, self.b))
        self._refuse_zero()
        self._refuse_parallel()
        self._refuse_lengths()

    def _refuse_zero(self) -> None:
        for name, vector in (("a", self._a), ("b", self._b)):
            if not vector.any():
                raise VectorError(
                    f"{name} is the zero vector: its multiples are all zero", hint=f"choose another {name}"
                )

    def _refuse_parallel(self) -> None:
        parallel = self.determinant.is_zero
        if parallel or abs(self.turn) < _FLATTEST:
            how = "parallel" if parallel else "too close to parallel for the difference to be seen"
            raise VectorError(
                f"a and b are {how}: their span already looks like a line",
                hint="choose b not parallel to a; the scene turns it onto that line later",
            )

    def _refuse_lengths(self) -> None:
        lengths = sorted((math.hypot(*self._a), math.hypot(*self._b)))
        if lengths[1] > _DISPARATE * lengths[0]:
            raise VectorError(
                f"one vector is {lengths[1] / lengths[0]:.0f} times as long as the other: "
                "they cannot both be shown at the same scale",
                hint=f"keep their lengths within a factor of {_DISPARATE:.0f}",
            )
        if lengths[0] < _SHORTEST or lengths[1] > _LONGEST:
            raise VectorError(
                "these lengths are too large or too small to be labelled",
                hint=f"choose lengths between {_SHORTEST:g} and {_LONGEST:g}",
            )

    @property
    def determinant(self) -> sympy.Expr:
        """The signed area of the parallelogram of a and b; zero if they are parallel."""
        return simplify_constant(self.a[0] * self.b[1] - self.a[1] * self.b[0])

    @property
    def total(self) -> tuple[sympy.Expr, ...]:
        """The sum of a and b."""
        return tuple(simplify_constant(one + other) for one, other in zip(self.a, self.b, strict=True))

    @property
    def turn(self) -> float:
        """By how much b turns to lie on the line of a, the shorter way; in radians, counter-clockwise if positive."""
        crossed = self._b[0] * self._a[1] - self._b[1] * self._a[0]
        along = float(self._b @ self._a)
        return math.atan2(crossed, along) if along >= 0 else math.atan2(-crossed, -along)

    def turned(self, share: float) -> Floats:
        """The vector b after this share of `turn`, shape (2,); at 1 it is parallel to a as far as floats can be."""
        if share > _THERE:
            along = self._a / math.hypot(*self._a)
            return along * math.hypot(*self._b) * (1.0 if self._b @ self._a >= 0 else -1.0)
        angle = share * self.turn
        cosine, sine = math.cos(angle), math.sin(angle)
        return np.array([cosine * self._b[0] - sine * self._b[1], sine * self._b[0] + cosine * self._b[1]])

    def combination(self, first: float, second: float, share: float = 0.0) -> Floats:
        """The combination first · a + second · b, b turned by a share, shape (2,)."""
        return np.array(first * self._a + second * self.turned(share))

    def rank(self, share: float = 0.0) -> int:
        """How many of a and the turned b are needed to reach what both reach: 2, or 1 once they are parallel."""
        return 1 if share > _THERE else 2
