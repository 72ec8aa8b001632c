"""What a lesson on products shows besides the given matrices, and which words fit what they happen to do."""

from __future__ import annotations

from enum import Enum, auto

import sympy

from sessen.mathematics import Matrix, MatrixError, multiply, size_of


class Swapped(Enum):
    """What becomes of a product when its factors change places."""

    UNDEFINED = auto()
    OTHER_SIZE = auto()
    OTHER_ENTRIES = auto()
    SAME = auto()


def swapped(first: Matrix, second: Matrix) -> Swapped:
    """How ``second first`` differs from ``first second``, which is defined."""
    if second.cols != first.rows:
        return Swapped.UNDEFINED
    if first.rows != first.cols:
        return Swapped.OTHER_SIZE
    return Swapped.SAME if multiply(first, second) == multiply(second, first) else Swapped.OTHER_ENTRIES


def without_product(first: Matrix, second: Matrix) -> tuple[Matrix, Matrix, tuple[str, str]]:
    """Two matrices whose sizes do not meet, and their names: the given ones in another order if that will do.

    Raises
    ------
    MatrixError
        If both are single numbers: their product shows nothing of rows and columns.
    """
    if size_of(first) == size_of(second) == (1, 1):
        raise MatrixError("A and B are single numbers: nothing is seen of rows and columns", hint="give A two columns")
    for one, other, names in (
        (first, first, ("bold(A)", "bold(A)")),
        (second, second, ("bold(B)", "bold(B)")),
    ):
        if one.cols != other.rows:
            return one, other, names
    shorter = sympy.ImmutableDenseMatrix(second[:-1, :])
    return first, shorter, ("bold(A)", "bold(X)")


def maps_for(first: Matrix, second: Matrix) -> tuple[Matrix, Matrix]:
    """Two matrices to be seen as maps: the given ones if they are 2 × 2, else a shear and a quarter turn."""
    if size_of(first) == size_of(second) == (2, 2):
        return first, second
    return sympy.ImmutableDenseMatrix([[1, 1], [0, 1]]), sympy.ImmutableDenseMatrix([[0, -1], [1, 0]])
