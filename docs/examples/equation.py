"""Formulas that change term by term."""

from __future__ import annotations

import sympy
from manim import FadeIn

from sessen import Lesson, Words, step
from sessen.mobjects import Equation


class TermByTerm(Lesson):
    """A product is multiplied out and put together again: each letter goes where its term goes."""

    topic = Words(en="Products", ja="積")
    question = Words(en="Where does each term go?", ja="各項はどこへ行くでしょうか?")

    def setup(self) -> None:
        """Expressions of SymPy know their parts; in Typst's notation an author names them."""
        x, a = sympy.symbols("x a")
        place = self.layout.figure.center
        expressions = (x * (x + a), x**2 + a * x)
        self.product, self.sum = (Equation.of(self, each, size=0.8).move_to(place) for each in expressions)
        self.area = Equation.of(self, "{{ x^2 : GIVEN_A }} + {{ a x : GIVEN_B }}", size=0.8).move_to(place)

    @step(en="Multiply out.", ja="展開します。")
    def multiply_out(self) -> None:
        """The x splits, for it is needed twice."""
        self.play(FadeIn(self.product))
        self.play(self.product.becomes(self.sum), run_time=1.5)
        self.play(self.sum.becomes(self.area))
