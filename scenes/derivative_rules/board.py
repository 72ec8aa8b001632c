"""The seven rules, each written where it will stay as soon as it is earned, and at the end a table of them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import sympy
from manim import Line, VGroup

from sessen.layout import Region
from sessen.mathematics import differentiate, labelled, to_typst
from sessen.mathematics.inline_fractions import inline
from sessen.mathematics.rules import FunctionPair
from sessen.theme import MUTED
from sessen.typesetting.typeset import FORMULA, NOTE, TICK, Typeset, Typesetter
from sessen.words import Words

_F, _G, _F1, _G1 = (
    labelled(text, role) for text, role in (("f", "FUNCTION"), ("g", "GIVEN_B"), ("f'", "FUNCTION"), ("g'", "GIVEN_B"))
)
RULES: Final = (
    "(c)' = 0",
    "(x)' = 1",
    f"(c {_F}(x))' = c {_F1}(x)",
    "\\(x^n\\)' = n x^(n - 1)",  # parentheses that do not grow
    f"({_F}(x) + {_G}(x))' = {_F1}(x) + {_G1}(x)",
    f"({_F}(x) {_G}(x))' = {{{{ {_F1}(x) {_G}(x) : first }}}} + {{{{ {_F}(x) {_G1}(x) : second }}}}",
    f"({_F}({_G}(x)))' = {_F1}({_G}(x)) dot.c {_G1}(x)",
)
LIMIT: Final = "f'(x) = lim_(h -> 0) frac(f(x + h) - f(x), h)"
_SHORT: Final = (
    *RULES[:2],
    f"(c {_F})' = c {_F1}",
    RULES[3],
    f"({_F} + {_G})' = {_F1} + {_G1}",
    f"({_F} {_G})' = {_F1} {_G} + {_F} {_G1}",
    f"({_F}({_G}))' = {_F1}({_G}) dot.c {_G1}",
)
NAMES: Final = (
    Words(en="constant", ja="定数"),
    Words(en="identity", ja="恒等関数"),
    Words(en="multiple", ja="定数倍"),
    Words(en="power", ja="べき乗"),
    Words(en="sum", ja="和"),
    Words(en="product", ja="積"),
    Words(en="chain", ja="合成"),
)
_TWO, _THREE = sympy.Integer(2), sympy.Integer(3)
_READABLE: Final = 0.69  # an example that must be smaller than so much of its size is left out
_LARGEST: Final = 0.48
_EXAMPLE: Final = 0.39


class RuleBoard:
    """Seven places in the panel.

    Attributes
    ----------
    numbers
        1 to 7, where nothing is written yet.
    formulas
        The rules at their places, written shortly, all in one size.
    """

    def __init__(self, panel: Region, typesetter: Typesetter) -> None:
        inner = panel.inset(0.2, 0.15)
        two = panel.width > 2 * panel.height
        columns = inner.columns(0.8, 1.2, gap=0.3) if two else (inner,)
        rows = [
            row
            for column, count in zip(columns, (4, 3) if two else (7,), strict=True)
            for row in column.rows(*[1] * count)
        ]
        self.numbers = VGroup(*(self._number(index, row, typesetter) for index, row in enumerate(rows)))
        self.formulas = [typesetter.math(rule, size=_LARGEST) for rule in _SHORT]
        places = [Region(row.left + 0.35, row.right, row.bottom, row.top) for row in rows]
        share = _one_size(self.formulas, places)
        for formula, place in zip(self.formulas, places, strict=True):
            formula.scale(share).move_to((place.left + formula.width / 2, place.center[1], 0))

    def _number(self, index: int, row: Region, typesetter: Typesetter) -> Typeset:
        number = typesetter.math(str(index + 1), size=TICK, role=MUTED)
        return number.move_to((row.left + 0.1, row.center[1], 0))


def examples(pair: FunctionPair) -> list[str]:
    """For each rule what it gives for f and g, in Typst's mathematics; empty where f has no derivative at g(x)."""
    x, f, g = pair.variable, pair.f.expression, pair.g.expression
    wholes = (_TWO, x, _TWO * f, x**_THREE, f + g, f * g)
    written = [f"({to_typst(whole)})' = {to_typst(pair.derivative(whole))}" for whole in wholes]
    chain = pair.composition()
    whole = pair.composed()
    return [*written, "" if chain is None or whole is None else f"({to_typst(whole)})' = {to_typst(chain)}"]


def powers() -> str:
    """The first powers of x and their derivatives, side by side."""
    x = sympy.Symbol("x", real=True)
    return " quad quad ".join(flat(f"({to_typst(x**n)})' = {to_typst(differentiate(x**n, x))}") for n in (2, 3, 4))


class RuleTable:
    """All rules below each other: name, formula, and what it gives for f and g.

    Attributes
    ----------
    heads
        The functions of the examples, with a rule below.
    names, formulas, examples
        By row; an example too long to be read is left out, as an empty group.
    """

    def __init__(
        self, stage: Region, pair: FunctionPair, typesetter: Typesetter, localize: Callable[[Words], str]
    ) -> None:
        beside, short = stage.width > stage.height, stage.height < stage.width < 1.4 * stage.height
        self.type = typesetter
        functions = self._functions(pair)
        share = 1.05 if functions.height < 1.4 * FORMULA else 1.6  # of a row, for what may hold fractions
        head, *rows = stage.inset(0.1, 0.02).rows(share, *[1] * len(RULES), gap=0.04)
        shares = (0.17, 0.34, 0.49) if short else ((0.12, 0.46, 0.42) if beside else (0.19, 0.81))
        cells = [row.columns(*shares, gap=0.2 if short else 0.4) for row in rows]
        self.heads = self._heads(head, functions)
        names = [typesetter.words(localize(name), size=NOTE, role=MUTED) for name in NAMES]
        lines = [cell[1] if beside else _halves(cell[1])[0] for cell in cells]
        self.names = [
            _left(name.fit_into(cell[0].width), cell[0]).on_baseline(_baseline(line))
            for name, cell, line in zip(names, cells, lines, strict=True)
        ]
        formulas = [typesetter.math(rule, size=1.1 * FORMULA) for rule in (_SHORT if short else RULES)]
        self.formulas = self._column(formulas, lines)
        places = [cell[2] if beside else _halves(cell[1])[1] for cell in cells]
        self.examples = [self._example(*each) for each in zip(examples(pair), places, strict=True)]

    def _functions(self, pair: FunctionPair) -> Typeset:
        functions = " quad quad ".join(
            labelled(f"{name}(x) = {to_typst(each.expression)}", role)
            for name, each, role in (("f", pair.f, "FUNCTION"), ("g", pair.g, "GIVEN_B"))
        )
        return self.type.math(functions, size=FORMULA)

    def _heads(self, head: Region, functions: Typeset) -> VGroup:
        written = functions.fit_into(head.width, 0.85 * head.height).move_to(head.center)
        ends = (head.left, head.bottom, 0), (head.right, head.bottom, 0)
        return VGroup(written, Line(*ends, stroke_width=2, color=self.type.theme[MUTED]))

    def _column(self, formulas: Sequence[Typeset], lines: Sequence[Region]) -> list[Typeset]:
        """In one size, each on the baseline of its line."""
        share = _one_size(formulas, lines)
        return [
            _left(each.scale(share), line).on_baseline(_baseline(line))
            for each, line in zip(formulas, lines, strict=True)
        ]

    def _example(self, text: str, place: Region) -> VGroup:
        if not text:
            return VGroup()
        for source in (flat(text), flat(inline(text))):
            example = self.type.math(source, size=_EXAMPLE, role=MUTED)
            share = min(place.width / example.width, 0.95 * place.height / example.height)
            if share >= _READABLE:
                break
        else:
            return VGroup()
        _left(example.scale(min(1.0, share)), place)
        is_high = example.height > 0.8 * place.height  # a fraction stands in the middle of its line
        return example if is_high else example.on_baseline(_baseline(place))


def flat(equation: str) -> str:
    """``(...)' = ...`` with parentheses of the line's own height, where nothing in them is high."""
    inside, mark, rest = equation.partition(")' =")
    is_flat = equation.startswith("(") and mark and "frac" not in inside
    return f"\\({inside[1:]}\\)' ={rest}" if is_flat else equation


def _halves(cell: Region) -> tuple[Region, Region]:
    """For a formula and the example that belongs to it, nearer to each other than to the next."""
    formula, example, _ = cell.rows(0.47, 0.42, 0.11)
    return formula, example


def _baseline(line: Region) -> float:
    """Where names, formulas and examples of a line all stand."""
    return float(line.center[1]) - 0.11


def _one_size(labels: Sequence[Typeset], places: Sequence[Region]) -> float:
    """By how much all have to shrink for each to fit its place."""
    pairs = zip(labels, places, strict=True)
    return min(1.0, *(min(place.width / each.width, 0.92 * place.height / each.height) for each, place in pairs))


def _left(label: Typeset, cell: Region) -> Typeset:
    label.fit_into(cell.width, cell.height)
    return label.move_to((cell.left + label.width / 2, cell.center[1], 0))
