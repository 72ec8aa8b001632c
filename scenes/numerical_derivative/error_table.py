"""The errors of forward and central differences at some steps, read aloud as the plot reaches them; the best steps."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from manim import VGroup, VMobject

from scenes.numerical_derivative.methods import METHOD_STYLES
from sessen.layout import Region
from sessen.mathematics import format_number
from sessen.mathematics.finite_differences import Method, NumericalSlopes
from sessen.mobjects.log_plane import power_of_ten
from sessen.mobjects.panel import Table
from sessen.theme import MUTED
from sessen.typesetting.typeset import NOTE, Typesetter
from sessen.words import Words

SHOWN = (Method.FORWARD, Method.CENTRAL)
_LARGEST = 0.36


def error_table(region: Region, rows: int, typesetter: Typesetter, localize: Callable[[Words], str]) -> Table:
    """h, and the errors of forward and of central differences."""
    heads = [typesetter.math("h", size=NOTE, role=MUTED)]
    heads += [
        typesetter.words(localize(METHOD_STYLES[each].name), size=NOTE, role=METHOD_STYLES[each].role) for each in SHOWN
    ]
    return _table(region, heads, rows, typesetter, (0.22, 0.39, 0.39))


def error_row(table: Table, exponent: int, slopes: NumericalSlopes) -> VGroup:
    """The next row of the table: the errors at ten to this power."""
    h = float(f"1e{exponent}")
    errors = [written_error(slopes.error(method, h)) for method in SHOWN]
    return table.row([power_of_ten(exponent), *errors], roles=(MUTED, *(METHOD_STYLES[each].role for each in SHOWN)))


def written_error(error: float) -> str:
    """An error as a person says it: one digit, from a thousandth on with a power of ten; or exactly 0."""
    if math.isnan(error):
        return "dash.en"
    if not error or 1e-3 <= error < 1e4:
        return format_number(error, 1, style="typst")
    mantissa, _, exponent = f"{error:.0e}".partition("e")
    return power_of_ten(int(exponent)) if mantissa == "1" else f"{mantissa} times {power_of_ten(int(exponent))}"


def _table(
    region: Region, heads: Sequence[VMobject], rows: int, typesetter: Typesetter, shares: tuple[float, ...]
) -> Table:
    table = Table(region, heads, rows, typesetter, shares=shares)
    table.size = min(table.size, _LARGEST)
    for head, width in zip(heads, table.column_widths, strict=True):
        right = head.get_right()[0]
        if head.width > width:
            head.scale(width / head.width)
            head.shift((right - head.get_right()[0], 0, 0))
    return table
