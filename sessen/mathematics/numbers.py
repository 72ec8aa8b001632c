"""Numbers as a person writes them: 25, 29.75, −0.54, 1.2 × 10^−7."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

import numpy as np
import sympy

from sessen.errors import SessenError
from sessen.mathematics import safe_arithmetic

MINUS = "\u2212"
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_SMALLEST_PLAIN = Decimal("1e-4")
_LARGEST_PLAIN = Decimal("1e7")

Number: TypeAlias = float | int | sympy.Expr
Style: TypeAlias = Literal["plain", "screen", "typst"]


def to_decimal(value: Number) -> Decimal:
    """Return `value` as a decimal: rationals and roots to 50 digits, floats by their shortest text.

    Raises
    ------
    SessenError
        If it is not a real, finite number.
    """
    if isinstance(value, sympy.Expr):
        if value.is_number and value.is_real is not False:
            approximation = value.evalf(50, maxn=200)
            if approximation.is_Rational or approximation.is_Float:
                return Decimal(str(sympy.Float(approximation, 50)))
    elif np.isfinite(value):
        return Decimal(repr(float(value) or 0.0))  # no negative zero
    raise SessenError(f"{value} is not a real number")


def format_number(
    value: Number,
    digits: int = 4,
    *,
    decimals: int | None = None,
    style: Style = "screen",
) -> str:
    """Write a number with at most `digits` significant digits, and none that carry nothing: 25, 29.75, −0.5403.

    Whole numbers below ten million keep all their digits. From there on, and below 0.0001, powers of ten are used.

    Parameters
    ----------
    value
        A real, finite number.
    digits
        Significant digits at most.
    decimals
        If given, exactly so many decimals instead: for numbers that change on the spot, or stand in a column.
    style
        "screen" uses a true minus sign (U+2212) and superscripts, "typst" is Typst mathematics, "plain" can be typed.

    Raises
    ------
    SessenError
        If `value` is not real and finite.
    """
    exact = to_decimal(value)
    if decimals is not None:
        return _signed(f"{round_half_up(exact, decimals):f}", style)
    rounded = _round_to_digits(exact, digits)
    if rounded and not _SMALLEST_PLAIN <= abs(rounded) < _LARGEST_PLAIN:
        return _scientific(rounded, style)
    return _signed(_without_trailing_zeros(f"{rounded:f}"), style)


def is_exact(value: Number, text: str) -> bool:
    """Say whether `text`, as `format_number` wrote it, is `value` itself, so that "=" may stand before it.

    A float counts as exact when the text is its shortest decimal form up to an error of one part in 10^12, which is
    what remains of arithmetic on numbers that were exact.
    """
    written = sympy.Rational(str(read_number(text)))
    if isinstance(value, sympy.Expr):
        return bool(value.is_Rational and sympy.Rational(value) == written)
    return abs(float(value) - float(written)) <= 1e-12 * max(abs(float(value)), 1e-300)


def equality_sign(value: Number, text: str, style: Style = "screen") -> str:
    """Return the sign that belongs between a quantity and its written value: = or ≈."""
    if is_exact(value, text):
        return "="
    return "approx" if style == "typst" else "≈"


def read_number(text: str) -> Decimal:
    """Return the number that `format_number` wrote, in any style."""
    plain = text.replace(MINUS, "-").replace("×", "times").replace("^(", "").replace(")", "")
    mantissa, _, power = plain.partition(" times 10")
    exponent = power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")).strip("^ ")
    return Decimal(mantissa).scaleb(int(exponent or 0))


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round as taught at school, halves away from zero; never returns a negative zero."""
    step = Decimal(1).scaleb(-decimals)
    scaled = (abs(value) / step + Decimal("0.5")).to_integral_value(rounding="ROUND_FLOOR")
    rounded = (scaled * step).quantize(step) if decimals > 0 else scaled * step
    return -rounded if value < 0 and rounded else rounded


def to_float(value: Number) -> float:
    """Return a number as a float.

    Raises
    ------
    SessenError
        If it is not real, or beyond the range of floats.
    """
    if not isinstance(value, sympy.Expr):
        return float(value)
    size = safe_arithmetic.magnitude(value) if value.is_number else None
    if size is None:
        raise SessenError(f"{value} is not a real number")
    return size


def _round_to_digits(value: Decimal, digits: int) -> Decimal:
    if not value:
        return value
    decimals = digits - 1 - value.adjusted()
    if abs(value) < _LARGEST_PLAIN:
        decimals = max(decimals, 0)  # 12345 stays 12345, whatever the digits
    return round_half_up(value, decimals)


def _scientific(value: Decimal, style: Style) -> str:
    exponent = value.adjusted()
    mantissa = _signed(_without_trailing_zeros(f"{value.scaleb(-exponent):f}"), style)
    if style == "plain":
        return f"{mantissa}e{exponent}"
    if style == "typst":
        return f"{mantissa} times 10^({exponent})"
    return f"{mantissa} × 10{str(exponent).translate(_SUPERSCRIPTS)}"


def _without_trailing_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _signed(text: str, style: Style) -> str:
    return text.replace("-", MINUS) if style == "screen" else text
