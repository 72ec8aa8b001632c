"""How a composition is written: its letters, its functions, its factors and the chain rule, each term in its colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sympy

from sessen.mathematics import (
    Composition,
    DerivativeError,
    RealFunction,
    differentiate,
    equality_sign,
    format_number,
    to_typst,
)
from sessen.mathematics.numbers import read_number
from sessen.theme import FIXED, FUNCTION, GIVEN_B, RESULT

_NAMES: Final = {2: ("g", "f"), 3: ("g", "h", "f")}
_ROLES: Final = {2: (FIXED, FUNCTION, RESULT), 3: (FIXED, FUNCTION, GIVEN_B, RESULT)}


def composition_of(inner: sympy.Expr, middle: sympy.Expr | None, outer: sympy.Expr, at: sympy.Expr) -> Composition:
    """The composition of what was typed: ``outer`` reads the letter that comes to it.

    Raises
    ------
    DerivativeError
        ``outer`` is in another letter than the one that comes to it, or a stage has no value or no derivative.
    """
    letters = sorted(symbol.name for symbol in outer.free_symbols)
    if len(letters) > 1:
        raise DerivativeError(
            f"outer = {outer} is in u and v, but it reads one number",
            location="outer",
            hint="write outer in one letter",
        )
    if middle is None and letters == ["v"]:
        raise DerivativeError(
            f"outer = {outer} is in v, but without a middle function there is no v",
            location="outer",
            hint="write outer in u, or give a middle function that makes v from u, for example middle=3u",
        )
    return Composition([inner, *([] if middle is None else [middle]), outer], at)


def partial_compositions(composition: Composition) -> list[RealFunction]:
    """x, g(x), ..., f(g(x)) as functions of x, each from one formula."""
    x = composition.functions[0].variable
    wholes: list[sympy.Expr] = [x]
    for function in composition.functions:
        wholes.append(function.expression.xreplace({function.variable: wholes[-1]}))
    return [RealFunction(whole, x) for whole in wholes]


class ChainWords:
    """Typst's mathematics for everything that a composition of two or three functions is called.

    Attributes
    ----------
    letters
        x, u, (v,) y.
    functions
        Names of the functions, the inner one first.
    roles
        A colour for each letter; a function has the colour of what it makes.
    """

    def __init__(self, composition: Composition) -> None:
        self.composition = composition
        self.letters: Sequence[str] = composition.names
        self.functions = _NAMES[len(composition.functions)]
        self.roles = _ROLES[len(composition.functions)]
        self.count = len(self.functions)

    def tinted(self, body: str, letter: int) -> str:
        """Something in the colour of a letter."""
        return f"{{{{ {body} : {self.roles[letter].name} }}}}"

    @property
    def route(self) -> str:
        """x → u → y."""
        return " -> ".join(self.letters)

    @property
    def changes(self) -> str:
        """Δx → Δu → Δy."""
        return " -> ".join(f"Delta {letter}" for letter in self.letters)

    @property
    def nested(self) -> str:
        """f(g(x)), each name in the colour of what its function makes."""
        text = self.tinted("x", 0)
        for index, name in enumerate(self.functions):
            text = f"{self.tinted(name, index + 1)}({text})"
        return text

    def expression(self, index: int) -> str:
        """A function as typed, in its letter."""
        function = self.composition.functions[index]
        return to_typst(function.expression, roles={self.letters[index]: self.roles[index].name})

    def definition(self, index: int) -> str:
        """u = g(x) = x²."""
        made, given = self.tinted(self.letters[index + 1], index + 1), self.tinted(self.letters[index], index)
        name = self.tinted(self.functions[index], index + 1)
        return f"{made} = {name}({given}) = {self.expression(index)}"

    def value(self, index: int, sign: bool = False) -> str:
        """Where a letter stands, with four digits, and with its = or ≈ if asked for."""
        return self._number(self.composition.points[index], sign)

    def factor(self, index: int, sign: bool = False) -> str:
        """The derivative of a function at its input, with four digits, and with its = or ≈ if asked for."""
        return self._number(self.composition.factors[index], sign)

    def product(self, sign: bool = False) -> str:
        """dy/dx at the point."""
        return self._number(self.composition.derivative, sign)

    def _number(self, value: sympy.Expr, sign: bool) -> str:
        text = format_number(value, 4, style="typst")
        return f"{equality_sign(value, text, style='typst')} {text}" if sign else text

    def change(self, index: int) -> str:
        """dx, du, dy."""
        return self.tinted(f"dif {self.letters[index]}", index)

    def finite_change(self, index: int) -> str:
        """Δx, Δu, Δy: changes that have a size, before any limit."""
        return self.tinted(f"Delta {self.letters[index]}", index)

    def quotient(self, index: int) -> str:
        """Δu / Δx for the function of this index."""
        return f"{self.finite_change(index + 1)} slash {self.finite_change(index)}"

    def ratio(self, index: int) -> str:
        """du over dx for the function of this index."""
        return f"frac({self.change(index + 1)}, {self.change(index)})"

    def prime(self, index: int) -> str:
        """g'(x)."""
        name = self.tinted(f"{self.functions[index]}'", index + 1)
        return f"{name}({self.tinted(self.letters[index], index)})"

    def derivative(self, index: int) -> str:
        """g'(1) = 2 dot 1 = 2: the rule with the point put in, and its value, which is the part ``value``."""
        function = self.composition.functions[index]
        rule = differentiate(function.expression, function.variable)
        sign = self.factor(index, sign=True).removesuffix(self.factor(index))
        value = f"{sign} {{{{ {self.factor(index)} : value }}}}"
        if rule.is_number:  # the same everywhere
            return f"{self.prime(index)} {value}"
        letter = self.letters[index]
        put_in = to_typst(
            rule, roles={letter: self.roles[index].name}, values={letter: float(read_number(self.value(index)))}
        )
        return f"{self.prime_at(index)} = {put_in} {value}"

    def prime_at(self, index: int) -> str:
        """g'(1), with the number at which the letter stands."""
        name = self.tinted(f"{self.functions[index]}'", index + 1)
        return f"{name}({self.tinted(self.value(index), index)})"

    def factors(self) -> str:
        """dy/dx = dy/du · du/dx, with the parts whole, is, stage0, dot1, stage1, ..."""
        whole = f"frac({self.change(self.count)}, {self.change(0)})"
        return self._equation(whole, [self.ratio(index) for index in range(self.count)])

    def rule(self) -> str:
        """The chain rule of the notes, with the same parts as `factors`."""
        whole = f"frac(dif, dif {self.tinted('x', 0)}) {self.nested}"
        return self._equation(whole, [self.prime(index) for index in range(self.count)])

    def numbers(self) -> str:
        """The same with numbers: 1.081 ≈ 0.5403 · 2, with the same parts."""
        terms = [self.tinted(self.in_product(self.factor(index)), index + 1) for index in range(self.count)]
        return self._equation(self.product(), terms, sign=self._sign)

    @property
    def _sign(self) -> str:
        return "=" if all(self.factor(i, True)[0] == "=" for i in range(self.count)) else "approx"

    @staticmethod
    def in_product(text: str) -> str:
        """A number as it stands after a sign of multiplication."""
        return f"({text})" if text.startswith("-") or "times" in text else text

    def _equation(self, whole: str, terms: Sequence[str], sign: str = "=") -> str:
        text = f"{{{{ {whole} : whole }}}} {{{{ {sign} : is }}}}"
        for index in reversed(range(len(terms))):
            dot = f" {{{{ dot.c : dot{index} }}}}" if index < len(terms) - 1 else ""
            text += f"{dot} {{{{ {terms[index]} : stage{index} }}}}"
        return text

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts of the three equations."""
        stages = [f"stage{index}" for index in range(self.count)]
        return ("whole", "is", *stages, *(f"dot{index}" for index in range(self.count - 1)))

    @property
    def location(self) -> str:
        """u = g(x), v = h(u): what the letters in the rule stand for."""
        terms = [
            f"{self.tinted(self.letters[index + 1], index + 1)} = "
            f"{self.tinted(self.functions[index], index + 1)}({self.tinted(self.letters[index], index)})"
            for index in range(self.count - 1)
        ]
        return " comma quad ".join(terms)  # a bare comma would part the arguments of a Typst function

    @property
    def composed(self) -> str:
        """y = sin(x²)."""
        return f"{self.tinted('y', self.count)} = {to_typst(self.composition.composed, roles={'x': FIXED.name})}"

    @property
    def direct(self) -> str:
        """dy/dx = 2x cos(x²), from the composed expression."""
        whole = f"frac({self.change(self.count)}, {self.change(0)})"
        return f"{whole} = {to_typst(self.composition.direct_derivative, roles={'x': FIXED.name})}"

    @property
    def product_at(self) -> str:
        """What the derivative of the composed expression comes to where x stands: = 1.081 (x = 1)."""
        return f"{self.product(sign=True)} quad ({self.tinted('x', 0)} {self.value(0, sign=True)})"
