"""A line of a derivation is accepted only if it equals the one before: fifty right ones, fifty with a mistake."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sympy

from sessen.mathematics.budget import bounded
from sessen.mathematics.errors import DerivationError, FormulaError
from sessen.mathematics.expression_tree import read_operations
from sessen.mathematics.proof import proved_lines
from sessen.mathematics.written import write_expression, write_operations
from sessen.typesetting.glyphs import outlines
from sessen.typesetting.labels import as_argument, mark_groups
from sessen.typesetting.typeset import set_svg
from tests.mathematics.derivations import RIGHT, WRONG

X = sympy.Symbol("x", real=True)


def test_there_are_a_hundred() -> None:
    assert len(set(RIGHT)) == len(set(WRONG)) == 50


@pytest.mark.parametrize(("lines", "where"), RIGHT, ids=[" = ".join(lines) for lines, _ in RIGHT])
def test_what_is_right_is_accepted(lines: tuple[str, ...], where: str) -> None:
    assert len(proved_lines(lines, where)) == len(lines)


@pytest.mark.parametrize(("lines", "where", "number"), WRONG, ids=[" = ".join(lines) for lines, *_ in WRONG])
def test_what_has_a_mistake_is_refused_at_its_line(lines: tuple[str, ...], where: str, number: int) -> None:
    with pytest.raises(DerivationError) as caught:
        proved_lines(lines, where)
    assert caught.value.line == number
    assert "false" in caught.value.message or "not proved" in caught.value.message
    assert f"line {number}, {lines[number - 1]}" in str(caught.value)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("sqrt(x^2)", "x"), "line 2, x: false at x = -1: the line before is 1, this one -1"),
        (("x/x", "1"), "line 2, 1: false at x = 0: the line before has no value there, this one is 1"),
        (("ln(x^2)", "2 ln(x)"), "at x = -1: the line before is 0, this one has no value there"),
        (("tan(x)*cos(x)", "sin(x)"), "at x = pi/2: the line before has no value there, this one is 1"),
        (("lim x->0: |x|/x", "1"), "not proved: it is not proved: SymPy finds no limit in the line before"),
        (("2 + 2", "5"), "line 2, 5: false: the line before is 4, this one 5"),
    ],
)
def test_an_error_names_the_line_and_where_it_is_false(lines: tuple[str, ...], told: str) -> None:
    with pytest.raises(DerivationError) as caught:
        proved_lines(lines)
    assert told in str(caught.value)


def test_a_right_line_that_nobody_can_prove_is_not_accepted() -> None:
    """Bounded by work: it is given up, and nothing hangs."""
    hard = "sin(x^2 + cos(x))^2 + ln(2 + sin(x))*0.5"
    with pytest.raises(DerivationError, match="not proved"):
        proved_lines(("arctan(x) + arctan(1/x)", "pi/2"), "x > 0")
    assert bounded(_forever, otherwise="given up", calls=10_000) == "given up"
    assert proved_lines((hard, hard))


def _forever() -> str:
    while True:
        sympy.Integer(1).doit()


def test_expressions_of_sympy_are_lines_too() -> None:
    h = sympy.Symbol("h")
    x = sympy.Symbol("x")
    slope = sympy.Limit(((x + h) ** 2 - x**2) / h, h, 0)
    assert len(proved_lines((slope, 2 * x))) == 2
    assert len(proved_lines((sympy.Derivative(sympy.sin(x), x), "cos(x)"))) == 2
    assert len(proved_lines((sympy.Integral(2 * x, (x, 0, 3)), 9))) == 2
    with pytest.raises(DerivationError, match="false at x = 2"):
        proved_lines((slope, 3 * x))


@pytest.mark.parametrize("where", ["x", "x = 0", "x >"])
def test_a_condition_is_a_comparison(where: str) -> None:
    with pytest.raises(FormulaError):
        proved_lines(("x", "x"), where)


def test_outcomes_are_the_same_in_every_process(tmp_path: Path) -> None:
    """Whatever order Python's sets have there: the point that is named, and what is proved."""
    code = (
        "from sessen.mathematics.proof import proved_lines\n"
        "for lines in [('(a + b)^2', 'a^2 + b^2'), ('sin(x + y)', 'sin(x) + sin(y)'), ('sqrt(x + 1)^2', 'x + 1')]:\n"
        "    try:\n        print(len(proved_lines(lines)))\n"
        "    except Exception as error:\n        print(error)\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


# -- how lines are written ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("x^2 + 2x*h + h^2 - x^2", "x^(2) + 2 x h + h^(2) - x^(2)"),
        ("-(x + 1)/2", "-frac(x + 1, 2)"),
        ("(x + 1)*(x - 1)", "(x + 1) (x - 1)"),
        ("sin(x)*x", "sin x dot.c x"),
        ("2*3", "2 dot.c 3"),
        ("sin^2 x", "sin^(2) x"),
        ("arcsin(2x)", "arcsin (2 x)"),
        ("x*(-3)", "x (-3)"),
        ("x^(1/3)", "x^(1 slash 3)"),
        ("e^(-x)", "e^(-x)"),
        ("|x|*sqrt(x + 1)", "abs(x) sqrt(x + 1)"),
    ],
)
def test_a_typed_line_is_written_as_it_is_typed(typed: str, written: str) -> None:
    text = write_operations(read_operations(typed, ("h", "x"))).typst
    assert without_labels(text) == written


def without_labels(text: str) -> str:
    while "{{" in text:
        before, _, rest = text.rpartition("{{")
        body, _, after = rest.partition("}}")
        text = before + body.rpartition(":")[0].strip() + after
    return text


def test_labels_leave_every_glyph_where_it_is() -> None:
    """Of all lines of all derivations: the same outlines at the same places with labels and without."""
    for lines, where in RIGHT[::7]:
        for line in proved_lines(lines, where):
            marked, _ = mark_groups(line.written.typst)
            plain = without_labels(line.written.typst)
            one, other = (outlines(set_svg(f"$display({as_argument(text)})$")) for text in (marked, plain))
            assert len(one) == len(other)
            assert all(np.allclose(a.curves, b.curves, atol=1e-6) for a, b in zip(one, other, strict=True)), line.given


def test_every_subexpression_of_sympy_has_a_name() -> None:
    written = write_expression(X**2 * sympy.sin(X) - 3 * X)
    assert {X, X**2, sympy.sin(X), X**2 * sympy.sin(X), 3 * X} <= set(written.keys.values())
