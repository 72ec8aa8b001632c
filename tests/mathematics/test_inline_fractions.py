"""Fractions on one line keep their meaning."""

from __future__ import annotations

import pytest

from sessen.mathematics.inline_fractions import inline


@pytest.mark.parametrize(
    ("stacked", "flat"),
    [
        ("x + 1", "x + 1"),
        ("frac(1, x)", "1 slash x"),
        ("frac(1, x^2) + 3", "1 slash x^2 + 3"),
        ("frac(x + 1, 2)", "(x + 1) slash 2"),
        ("frac(-x, 2)", "-x slash 2"),
        ("frac(1, 2 x)", "1 slash (2 x)"),
        ("frac(1, sqrt(x))", "1 slash sqrt(x)"),
        ("frac(frac(1, x), y + 1)", "1 slash x slash (y + 1)"),
        ("2 frac(1, x) frac(3, y)", "2 1 slash x 3 slash y"),
    ],
)
def test_parentheses_stand_where_they_are_needed(stacked: str, flat: str) -> None:
    assert inline(stacked) == flat


def test_what_is_no_fraction_stays_as_it_is() -> None:
    """A fraction that never closes, or that has one part, is left to Typst's own complaint."""
    assert inline("frac(1, x") == "frac(1, x"
    assert inline("frac(x)") == "frac(x)"
