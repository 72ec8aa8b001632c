"""A formula as teachers type it, read into SymPy.

The text is never evaluated: it is cut into tokens, and a recursive descent builds the expression with the checked
arithmetic of `bounded`. Length, depth, exponents and every constant are bounded, so that any text is answered at once.

How it reads what is not written:

- ``2x``, ``2 sin x``, ``x(x+1)``, ``xy`` (variables x and y) are products.
- ``sin 2x`` is sin(2x): without brackets, a function takes the product up to the next function, bracket or sign.
- ``sin^2 x`` is (sin x)^2; ``sin^-1 x`` is refused, because it is read as arcsin by some and as 1/sin by others.
- ``-x^2`` is -(x^2), ``2^3^2`` is 2^(3^2).
- ``1/2x``, ``e^2x``, ``√2x``, ``√x²`` and ``log(2, x)`` are refused for the same reason; ``1/2 x`` with a blank is
  (1/2)x, ``√2 x`` is (√2)x.
- ``log`` and ``ln`` are the natural logarithm, ``lg`` is that to base 10, ``log_2`` and ``log₂`` to base 2.
- ``x^(1/3)`` is the cube root, of negative numbers too; ``90°`` is π/2; ``½`` is 1/2.
- ``e`` is Euler's number unless a variable has that name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sympy

from sessen.mathematics import safe_arithmetic
from sessen.mathematics.domains import faithful
from sessen.mathematics.functions import absolute_value
from sessen.mathematics.token_reader import CLOSING, Result, TokenReader
from sessen.mathematics.tokens import Token
from sessen.mathematics.vocabulary import CONSTANTS, TypedFunction, typed_function


def parse_formula(text: str, variables: Sequence[str] = ("x",)) -> sympy.Expr:
    """Read a typed formula.

    Parameters
    ----------
    text
        Such as ``x**3 - 3x^2 + x``, ``2 sin(x)``, ``e^(-x^2)``, ``|x|``, ``√x`` or ``2πx``.
    variables
        The letters that may occur. Each becomes ``sympy.Symbol(name, real=True)``.

    Raises
    ------
    FormulaError
        If the text makes no sense; it knows the column and, where it can, what to type instead.
    """
    reader = FormulaReader(text, variables)
    expression = reader.sum()
    reader.expect_end()
    return expression


class FormulaReader(TokenReader):
    """Reads expressions one after the other from a typed text. One method for each rule of the grammar."""

    def sum(self) -> sympy.Expr:
        """Read terms joined by + and -."""
        total = self._product()
        while self.sees("+", "-"):
            sign = self.take()
            term = self._product()
            total = self._build(sign, sympy.Add, total, term if sign.text == "+" else -term)
        return total

    def _product(self) -> sympy.Expr:
        """Read factors joined by *, / or nothing."""
        return self._signed(self._unsigned_product)

    def _unsigned_product(self) -> sympy.Expr:
        value = self._factor()
        after_slash = False
        while self.sees("*", "/") or self._starts_factor():
            if not self.sees("*", "/"):
                value = self._implied_product(value, after_slash)
                continue
            operator = self.take()
            after_slash = operator.text == "/"
            build = safe_arithmetic.quotient if after_slash else sympy.Mul
            value = self._build(operator, build, value, self._signed(self._factor))
        return value

    def _implied_product(self, value: sympy.Expr, after_slash: bool) -> sympy.Expr:
        token = self.here
        if token.kind == "number":
            raise self.error("a number cannot follow here", token, "write * between factors, or ^ before an exponent")
        if after_slash and not token.spaced:
            raise self.error(
                "this is ambiguous", token, "write the divisor in brackets: 1/(2x), or the quotient: (1/2)x"
            )
        return self._build(token, sympy.Mul, value, self._factor())

    def _starts_factor(self) -> bool:
        token = self.here
        if token.kind in ("number", "name") or self.sees("(", "[", "{", "√"):
            return True
        # Inside bars a bar closes; outside it opens: |x||y| and 2|x|.
        return self.sees("|") and not self._open_bars

    def _signed(self, read: Callable[[], sympy.Expr]) -> sympy.Expr:
        negative = False
        while self.sees("+", "-"):
            negative ^= self.take().text == "-"
        return -read() if negative else read()

    def _factor(self) -> sympy.Expr:
        """Read an atom and its exponent; exponents group from the right."""
        first = self.here
        base = self._in_degrees(self._atom())
        if not self.sees("^"):
            return base
        caret, start = self.take(), self.here
        value = self._build(caret, safe_arithmetic.real_power, base, self._exponent(caret))
        if first.kind == "number" or (first.text in CONSTANTS and first.text not in self._symbols):
            self._refuse_run_on_exponent(first, caret, start)
        return value

    def _in_degrees(self, value: sympy.Expr) -> sympy.Expr:
        while self.sees("°"):
            value = self._build(self.take(), sympy.Mul, value, self._constant(sympy.pi / 180))
        return value

    def _constant(self, value: sympy.Expr) -> sympy.Expr:
        return value

    def _refuse_run_on_exponent(self, base: Token, caret: Token, start: Token) -> None:
        """Ask about ``e^2x``; with a blank, brackets or a raised exponent it is plain."""
        end = self.here
        is_raised, is_bracketed = start.position == caret.position, start.text in CLOSING
        if end.kind != "name" or end.spaced or is_raised or is_bracketed:
            return
        exponent = self.text[start.position : end.position]
        raise self.two_ways(start, f"{base.text}^({exponent}{end.text})", f"{base.text}^{exponent} {end.text}")

    def _exponent(self, caret: Token) -> sympy.Expr:
        return self.nested(caret, lambda: self._signed(self._factor))

    def _atom(self) -> sympy.Expr:
        token = self.here
        if token.kind == "number":
            return sympy.Rational(self.take().text)
        if token.kind == "name":
            return self._name()
        if self.sees("(", "[", "{"):
            return self._bracketed(self.sum)
        if self.sees("|"):
            return self._absolute_value()
        if self.sees("√"):
            return self._root()
        raise self.unexpected()

    def _root(self) -> sympy.Expr:
        root, start = self.take(), self.here
        value = self._build(root, sympy.sqrt, self.nested(root, self._atom))
        radicand, end = self.text[start.position : self.here.position].strip(), self.here
        if start.text in CLOSING or start.text in ("√", "|"):
            return value
        if self.sees("^"):
            power = f"^{self._tokens[self._next + 1].text}"
            raise self.two_ways(start, f"√({radicand}{power})", f"(√{radicand}){power}")
        if end.kind == "name" and not end.spaced:
            raise self.two_ways(start, f"√({radicand}{end.text})", f"√{radicand} {end.text}")
        return value

    def _name(self) -> sympy.Expr:
        token = self.take()
        if token.text in self._symbols:
            return self._symbols[token.text]
        if token.text in CONSTANTS:
            return CONSTANTS[token.text]
        return self._application(token, typed_function(token.text))

    def _application(self, name: Token, function: TypedFunction) -> sympy.Expr:
        exponent = self._exponent_of_function() if self.sees("^") else None
        if self.sees("(", "[", "{"):
            arguments = self._bracketed(self._arguments)
        else:
            arguments = [self.nested(name, lambda: self._bare_argument(name))]
        if not function.fewest <= len(arguments) <= function.most:
            raise self.error(f"{name.text} takes {function.arity}, not {len(arguments)}", name)
        if name.text == "log" and len(arguments) == 2:
            self._refuse_unclear_base(name, arguments)
        value = self._build(name, function.build, *arguments)
        return value if exponent is None else self._build(name, safe_arithmetic.power, value, exponent)

    def _refuse_unclear_base(self, name: Token, arguments: list[sympy.Expr]) -> None:
        """Ask about ``log(2, x)``: here the base comes second, elsewhere first; ``log(x, 2)`` is plain."""
        value, base = (getattr(argument, "expression", argument) for argument in arguments)
        if value.free_symbols and not base.free_symbols:
            return
        raise self.two_ways(name, f"log_{value}({base}) for the base {value}", f"ln({value})/ln({base})")

    def _exponent_of_function(self) -> sympy.Expr:
        caret = self.take()
        exponent = self._exponent(caret)
        if exponent.is_positive:
            return exponent
        raise self.error("a negative power of a function is ambiguous", caret, "write arcsin(x), or 1/sin(x)")

    def _arguments(self) -> list[sympy.Expr]:
        if self.sees(*CLOSING.values()):
            raise self.error("this function needs an argument", self.here, "write its argument: sin(x)")
        arguments = [self.sum()]
        while self.sees(",", ";"):
            self.take()
            arguments.append(self.sum())
        return arguments

    def _bare_argument(self, name: Token) -> sympy.Expr:
        """Read the argument of a function typed without brackets: a product of numbers, letters and bars."""
        if not self._starts_bare_factor():
            raise self.error(f"{name.text} needs an argument", name, f"write {name.text}(x)")
        start, count = self.here, 1
        value = self._factor()
        while self._starts_bare_factor() and self.here.kind != "number":
            value, count = self._build(self.here, sympy.Mul, value, self._factor()), count + 1
        argument = self.text[start.position : self.here.position].strip()
        if name.text in ("sqrt", "cbrt") and start.kind in ("number", "name") and (count > 1 or "^" in argument):
            rest = argument[len(start.text) :].strip()
            apart = "" if rest.startswith("^") else " "
            raise self.two_ways(start, f"{name.text}({argument})", f"{name.text}({start.text}){apart}{rest}")
        return value

    def _starts_bare_factor(self) -> bool:
        token = self.here
        if token.kind == "name":
            return token.text in self._symbols or token.text in CONSTANTS
        return token.kind == "number" or self.sees("√") or (self.sees("|") and not self._open_bars)

    def _bracketed(self, read: Callable[[], Result]) -> Result:
        opening = self.take()
        open_bars, self._open_bars = self._open_bars, 0
        value = self.nested(opening, read)
        self._open_bars = open_bars
        self.close(opening)
        return value

    def _absolute_value(self) -> sympy.Expr:
        bar = self.take()
        self._open_bars += 1
        value = self.nested(bar, self.sum)
        self._open_bars -= 1
        if not self.sees("|"):
            raise (
                self.error("this bar is never closed", bar, "add |") if self.here.kind == "end" else self.unexpected()
            )
        self.take()
        return self._build(bar, absolute_value, value)

    def _build(self, token: Token, build: Callable[..., sympy.Expr], *parts: sympy.Expr) -> sympy.Expr:
        try:
            return safe_arithmetic.checked(faithful(build, *parts))
        except safe_arithmetic.BoundError as problem:
            raise self.error(str(problem), token) from None
