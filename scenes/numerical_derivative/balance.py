"""Where the two errors of a method are equally large: its best step, as a sum of two powers of h gives it."""

from __future__ import annotations

from collections.abc import Callable

from manim import VGroup

from scenes.numerical_derivative.error_table import written_error
from scenes.numerical_derivative.methods import METHOD_STYLES
from sessen.layout import Region
from sessen.mathematics import labelled
from sessen.mathematics.finite_differences import Method, NumericalSlopes, Trend
from sessen.mobjects.panel import stacked
from sessen.theme import MUTED, RESULT
from sessen.typesetting.typeset import LABEL, NOTE, Typesetter
from sessen.words import Words

_BEST = Words(en="best", ja="最良")
_ERROR = Words(en="error", ja="誤差")


def balance(
    method: Method,
    step: float,
    slopes: NumericalSlopes,
    region: Region,
    typesetter: Typesetter,
    localize: Callable[[Words], str],
) -> VGroup:
    """A method's name, its error as the sum of two, its best step and the error there."""
    look = METHOD_STYLES[method]
    name = typesetter.words(localize(look.name), size=NOTE, role=look.role, bold=True)
    trends = [trend for trend in (slopes.truncation(method), slopes.rounding) if trend and trend.coefficient]
    total = " + ".join(map(written_trend, trends)) or "0"
    law = typesetter.words(f"{localize(_ERROR)} $approx {total}$", size=LABEL)
    best = typesetter.words(f"{localize(_BEST)} ${labelled(f'h approx {written_error(step)}', RESULT)}$", size=LABEL)
    error = written_error(sum(float(trend(step)) for trend in trends))
    left = typesetter.words(f"{localize(_ERROR)} ${'=' if error == '0' else 'approx'} {error}$", size=NOTE, role=MUTED)
    return stacked(region, [name, law, best, left], gap=0.16)


def written_trend(trend: Trend) -> str:
    """A power of h with its coefficient to one digit, in Typst's mathematics; empty if it is 0."""
    if trend.coefficient == 0:
        return ""
    size = written_error(trend.coefficient)
    if trend.order < 0:
        return f"frac({size}, h)"
    power = "h" if trend.order == 1 else f"h^({trend.order:g})"
    return power if size == "1" else f"{size} thin {power}"
