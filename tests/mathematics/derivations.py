"""Derivations for tests: fifty that are right, and fifty with one mistake each, as teachers and students write them."""

from __future__ import annotations

from typing import Final

#: Lines, and the conditions under which they are equal.
Lines = tuple[tuple[str, ...], str]

RIGHT: Final[tuple[Lines, ...]] = (
    # algebra
    (("(x + h)^2 - x^2", "x^2 + 2x*h + h^2 - x^2", "2x*h + h^2", "h*(2x + h)"), ""),
    (("(a + b)^3", "(a + b)*(a^2 + 2a*b + b^2)", "a^3 + 3a^2 b + 3a*b^2 + b^3"), ""),
    (("(x - 1)*(x + 1)*(x^2 + 1)", "(x^2 - 1)*(x^2 + 1)", "x^4 - 1"), ""),
    (("x^2 - 6x + 5", "x^2 - 6x + 9 - 4", "(x - 3)^2 - 4", "(x - 1)*(x - 5)"), ""),
    (("3x + 2x", "(3 + 2)*x", "5x"), ""),
    (("a*(b + c)", "a*b + a*c"), ""),
    (("1/x + 1/y", "(y + x)/(x*y)"), ""),
    (("(x^2 - 4)/(x - 2)", "((x - 2)*(x + 2))/(x - 2)", "x + 2"), "x != 2"),
    (("x/x", "1"), "x != 0"),
    (("1/(1 - x) - 1/(1 + x)", "(1 + x - (1 - x))/((1 - x)*(1 + x))", "2x/(1 - x^2)"), ""),
    (("x/(x + 1)", "(x + 1 - 1)/(x + 1)", "1 - 1/(x + 1)"), ""),
    (("2^3 + 2^3", "2*2^3", "2^4", "16"), ""),
    (("1/(1 + sqrt(2))", "(sqrt(2) - 1)/((sqrt(2) + 1)*(sqrt(2) - 1))", "sqrt(2) - 1"), ""),
    (("x^3 - 3x^2 + x", "x*(x^2 - 3x + 1)"), ""),
    # roots and magnitudes
    (("sqrt(x^2)", "|x|"), ""),
    (("sqrt(x^2)", "x"), "x >= 0"),
    (("sqrt(x^2 + 2x + 1)", "sqrt((x + 1)^2)", "|x + 1|"), ""),
    (("|x|^2", "x^2"), ""),
    (("sqrt(x)*sqrt(x)", "x"), "x >= 0"),
    (("sqrt(x + h) - sqrt(x)", "h/(sqrt(x + h) + sqrt(x))"), "x > 0, h > 0"),
    (("sqrt(12) + sqrt(3)", "2 sqrt(3) + sqrt(3)", "3 sqrt(3)"), ""),
    (("(x^2 + 1)^(3/2)", "(x^2 + 1)*sqrt(x^2 + 1)"), ""),
    (("cbrt(x)^3", "x"), ""),
    # exponentials and logarithms
    (("e^(2x) - 1", "(e^x)^2 - 1", "(e^x - 1)*(e^x + 1)"), ""),
    (("2^(x + 1)", "2*2^x"), ""),
    (("ln(e^x)", "x"), ""),
    (("ln(x^2)", "2 ln(x)"), "x > 0"),
    (("ln(x) + ln(x + 1)", "ln(x*(x + 1))", "ln(x^2 + x)"), "x > 0"),
    (("e^x * e^(-x)", "1"), ""),
    (("x^x", "e^(x*ln(x))"), "x > 0"),
    (("ln(1/x)", "-ln(x)"), ""),
    # sines
    (("sin^2 x + cos^2 x", "1"), ""),
    (("sin(2x)", "2 sin(x) cos(x)"), ""),
    (("cos(2x)", "cos^2 x - sin^2 x", "1 - 2 sin^2 x"), ""),
    (("tan(x)*cos(x)", "sin(x)"), "cos(x) != 0"),
    (("(sin x + cos x)^2", "sin^2 x + 2 sin(x)*cos(x) + cos^2 x", "1 + sin(2x)"), ""),
    (("sin(x)^3", "sin(x)*(1 - cos^2 x)", "sin(x) - sin(x)*cos^2 x"), ""),
    (("sin(x + h) - sin(x)", "2 cos(x + h/2)*sin(h/2)"), ""),
    (("1 + tan^2 x", "1/cos^2 x"), ""),
    (("sinh(x)^2", "cosh(x)^2 - 1"), ""),
    # limits and derivatives
    (
        (
            "lim h->0: ((x + h)^2 - x^2)/h",
            "lim h->0: (x^2 + 2x*h + h^2 - x^2)/h",
            "lim h->0: (2x*h + h^2)/h",
            "lim h->0: 2x + h",
            "2x",
        ),
        "",
    ),
    (("lim h->0: (1/(x + h) - 1/x)/h", "lim h->0: -1/(x*(x + h))", "-1/x^2"), ""),
    (("lim x->2: (x^2 - 4)/(x - 2)", "lim x->2: x + 2", "4"), ""),
    (("lim x->0: sin(x)/x", "1"), ""),
    (("lim x->oo: (2x + 1)/x", "lim x->oo: 2 + 1/x", "2"), ""),
    (("lim x->0+: |x|/x", "1"), ""),
    (("d/dx: x^3 - 3x^2 + x", "3x^2 - 3*2x + 1", "3x^2 - 6x + 1"), ""),
    (("d/dx: x^2*sin(x)", "2x*sin(x) + x^2*cos(x)", "x*(2 sin(x) + x*cos(x))"), ""),
    (("d/dx: ln(x)", "1/x"), "x > 0"),
    (("d/dx: sin(x^2)", "cos(x^2)*2x", "2x*cos(x^2)"), ""),
)

#: Lines, conditions, and the number of the line that is wrong.
WRONG: Final[tuple[tuple[tuple[str, ...], str, int], ...]] = (
    (("(x + h)^2 - x^2", "x^2 + h^2 - x^2", "h^2"), "", 2),
    (("(a + b)^2", "a^2 + b^2"), "", 2),
    (("(a + b)^3", "(a + b)*(a^2 + 2a*b + b^2)", "a^3 + 3a^2 b + 3a*b^2 - b^3"), "", 3),
    (("(x - 1)*(x + 1)", "x^2 + 1"), "", 2),
    (("x^2 - 6x + 5", "x^2 - 6x + 9 - 5", "(x - 3)^2 - 5"), "", 2),
    (("x^2 - 6x + 5", "(x - 3)^2 - 4", "(x + 1)*(x + 5)"), "", 3),
    (("3x + 2x", "5x", "5x^2"), "", 3),
    (("a*(b + c)", "a*b + c"), "", 2),
    (("a - (b - c)", "a - b - c"), "", 2),
    (("1/x + 1/y", "2/(x + y)"), "", 2),
    (("(x^2 - 4)/(x - 2)", "x + 2"), "", 2),
    (("(x + 1)/(x + 2)", "1/2"), "", 2),
    (("x/x", "1"), "", 2),
    (("0*x/x", "0"), "", 2),
    (("(9x^2 - 1)/(3x - 1)", "3x + 1"), "", 2),
    (("1/(1 - x) - 1/(1 + x)", "(1 + x - 1 - x)/(1 - x^2)", "0"), "", 2),
    (("2^3*2^4", "2^12"), "", 2),
    (("(2^3)^2", "2^5"), "", 2),
    (("1/(1 + sqrt(2))", "1 - sqrt(2)"), "", 2),
    (("x^3 - 3x^2 + x", "x*(x^2 - 3x)"), "", 2),
    (("-x^2", "(-x)^2"), "", 2),
    # roots and magnitudes
    (("sqrt(x^2)", "x"), "", 2),
    (("sqrt(x^2 + 1)", "x + 1"), "x > 0", 2),
    (("sqrt(x)*sqrt(x)", "x"), "", 2),
    (("sqrt(x^2 + 2x + 1)", "x + 1"), "", 2),
    (("sqrt(x + h) - sqrt(x)", "sqrt(h)"), "x > 0, h > 0", 2),
    (("|x + y|", "|x| + |y|"), "", 2),
    (("sqrt(12) + sqrt(3)", "sqrt(15)"), "", 2),
    (("(x^(1/2))^2", "|x|"), "", 2),
    # exponentials and logarithms
    (("e^(x + y)", "e^x + e^y"), "", 2),
    (("e^(2x)", "2 e^x"), "", 2),
    (("e^(x^2)", "(e^x)^2"), "", 2),
    (("ln(x^2)", "2 ln(x)"), "", 2),
    (("ln(x + y)", "ln(x) + ln(y)"), "x > 0, y > 0", 2),
    (("ln(x) + ln(x + 1)", "ln(x^2 + x)"), "", 2),
    (("e^(ln(x))", "x"), "", 2),
    (("2*3^x", "6^x"), "", 2),
    # sines
    (("sin(2x)", "2 sin(x)"), "", 2),
    (("sin(x + y)", "sin(x) + sin(y)"), "", 2),
    (("cos(2x)", "cos^2 x - sin^2 x", "1 - 2 cos^2 x"), "", 3),
    (("tan(x)*cos(x)", "sin(x)"), "", 2),
    (("sqrt(1 - sin^2 x)", "cos(x)"), "", 2),
    (("arcsin(sin(x))", "x"), "", 2),
    # limits and derivatives
    (("lim h->0: ((x + h)^2 - x^2)/h", "lim h->0: (2x*h + h^2)/h", "lim h->0: 2x + h^2/h", "0"), "", 4),
    (("lim h->0: (1/(x + h) - 1/x)/h", "1/x^2"), "", 2),
    (("lim x->0: |x|/x", "1"), "", 2),
    (("lim x->0: 1/x", "0"), "", 2),
    (("d/dx: x^3 - 3x^2 + x", "3x^2 - 6x"), "", 2),
    (("d/dx: x^2*sin(x)", "2x*cos(x)"), "", 2),
    (("d/dx: |x|", "sign(x)"), "", 2),
)
