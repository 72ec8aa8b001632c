"""LaTeX where Typst is meant is an error that shows the right form; what is shown is the same formula."""

from __future__ import annotations

import pytest

from sessen.theme import THEMES
from sessen.typesetting.labels import GroupError
from sessen.typesetting.latex import LatexInFormula, translated
from sessen.typesetting.typeset import Typesetter, set_svg
from sessen.variant import ThemeName

TYPE = Typesetter(THEMES[ThemeName.DARK])
SAME = {
    r"\frac{dy}{dx}": "frac(d y, d x)",
    r"x^{12} + y_{ij}": "x^12 + y_(i j)",
    r"\int_0^1 x^2 \, dx": "integral_0^1 x^2 thin d x",
    r"\lim_{h \to 0} \frac{f(x+h)-f(x)}{h}": "lim_(h -> 0) frac(f(x + h) - f(x), h)",
    r"\sqrt[3]{x+1} \cdot \sin\theta": "root(3, x + 1) dot sin theta",
    r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}": 'mat(delim: "[", 1, 2; 3, 4)',
    r"\mathbb{R}^n \ni \vec{v}": "RR^n in.rev arrow(v)",
    r"\special{dvisvgm:raw <g id='unique000'>}a\special{dvisvgm:raw </g>}\le \pi": "a <= pi",
}


@pytest.mark.parametrize("latex", SAME)
def test_a_translation_looks_like_the_formula_written_by_hand(latex: str) -> None:
    assert set_svg(f"$display({translated(latex)})$") == set_svg(f"$display({SAME[latex]})$")


@pytest.mark.parametrize("latex", [r"\frac{1", r"\nosuchcommand{x} \begin{foo}", "\\"])
def test_what_cannot_be_translated_is_not(latex: str) -> None:
    typst = translated(latex)
    assert typst == "" or set_svg(f"$display({typst})$")


@pytest.mark.parametrize(
    ("typed", "seen", "right"),
    [
        ("\frac{1}{x + 2}", r"Python has read its \f as one character", 'write "frac(1, x + 2)"'),
        ("2 \theta", r"Python has read its \t as one character", 'write "2 theta"'),
        (r"\sqrt{2}", r"\sqrt", 'write "sqrt(2)"'),
        ("x^{12} + {{ y_{k} : MOVING }}", "^{12}", 'write "x^(12) + {{ y_(k) : MOVING }}"'),
        (r"{{ \alpha : MOVING }}", r"\alpha", "https://typst.app/docs/reference/math/"),
    ],
)
def test_latex_in_a_formula_is_told_with_the_right_form(typed: str, seen: str, right: str) -> None:
    refusals = []
    with pytest.raises(LatexInFormula) as caught:
        TYPE.math(typed)
    refusals.append(caught.value)
    with pytest.raises(LatexInFormula) as caught:
        TYPE.words(f"The value ${typed}$ grows.")
    refusals.append(caught.value)
    assert all(seen in each.message and right in each.hint for each in refusals)


@pytest.mark.parametrize(
    "typed", ["x^(12)", "a \\ b", r"\{ x \}", "x^{{ n : FIXED }}", "a\n\t+ b", "{{ x : given }}", r"\#", "P(A | B)"]
)
def test_typst_is_taken_as_it_is(typed: str) -> None:
    assert TYPE.math(typed).width > 0


def test_a_role_in_small_letters_is_told_with_the_right_form() -> None:
    with pytest.raises(GroupError) as caught:
        TYPE.math("{{ {{ x : moving }}^2 : RESULT }}")
    assert caught.value.hint == "write {{ x : MOVING }}"
