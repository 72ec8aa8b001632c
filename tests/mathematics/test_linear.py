"""Linear functions of a vector."""

from __future__ import annotations

import pytest
import sympy

from sessen.mathematics import LinearForm, VectorError


def test_the_derivative_of_the_notes_is_b() -> None:
    """3 x_1 + 4 x_2, differentiated by each component, gives (3, 4); the square of the length gives 2 x."""
    form = LinearForm((3, 4))
    first, second = sympy.symbols("x_1 x_2", real=True)
    assert form.expression == 3 * first + 4 * second
    assert form.gradient == (3, 4)
    assert (form.square.partial_x, form.square.partial_y) == (2 * first, 2 * second)
    assert float(form.field.value(2, -1)) == 2


@pytest.mark.parametrize(
    ("b", "why"), [((0, 0), "zero vector"), ((0.0, 0), "zero vector"), ((1, 2, 3), "3 components")]
)
def test_vectors_without_a_picture_are_refused(b: tuple[float, ...], why: str) -> None:
    with pytest.raises(VectorError, match=why):
        LinearForm(b)
