"""Combination, span, rank and dimension as the panel writes them."""

from __future__ import annotations

from typing import Final

import numpy as np
from manim import RIGHT, VGroup

from sessen.stage.layout import Region
from sessen.stage.numbers import LiveNumber
from sessen.stage.panel import stack
from sessen.stage.roles import GIVEN_A, GIVEN_B, MOVING, RESULT
from sessen.stage.span.columns import LiveColumn, coefficient, column, line_up
from sessen.stage.span.figure import COMBINATIONS, SCALES, SpanPicture
from sessen.stage.typesetting import FORMULA, Typeset, Typesetter

BOTH: Final = "{{ bold(a) : GIVEN_A }}, {{ bold(b) : GIVEN_B }}"
COMBINED: Final = "{{ c_1 : MOVING }} {{ bold(a) : GIVEN_A }} + {{ c_2 : MOVING }} {{ bold(b) : GIVEN_B }}"
_ROOM_FOR_SIGN: Final = 1.0


def combination(region: Region, picture: SpanPicture, typesetter: Typesetter) -> tuple[LiveColumn, VGroup]:
    """The live column of the combination, and all of the equation that it ends."""
    reach = [np.abs(first * picture.a) + np.abs(second * picture.b) for first, second in COMBINATIONS]
    result = LiveColumn(lambda: picture.combined, (picture.span.a, picture.span.b), float(np.max(reach)), typesetter)
    a, b = column(picture.span.a, typesetter, role=GIVEN_A), column(picture.span.b, typesetter, role=GIVEN_B)
    letters = [typesetter.math(f"c_{index}", role=MOVING) for index in (1, 2)]
    return result, line_up([letters[0], a, typesetter.math("+"), letters[1], b, typesetter.math("="), result], region)


def multiple_of(region: Region, picture: SpanPicture, typesetter: Typesetter) -> tuple[LiveColumn, VGroup]:
    """The live column of a multiple of a, and all of the equation: a live number times the column of a."""
    number = coefficient(picture.first.get_value, typesetter, role=MOVING)
    largest = max(map(abs, SCALES)) * float(np.abs(picture.a).max())
    result = LiveColumn(lambda: picture.first_part, (picture.span.a,), largest, typesetter)
    parts = [number, column(picture.span.a, typesetter, role=GIVEN_A), typesetter.math("="), result]
    return result, line_up(parts, region, widths=(_ROOM_FOR_SIGN, 0, 0, 0))


def coefficients_of(
    region: Region, picture: SpanPicture, typesetter: Typesetter
) -> tuple[tuple[LiveNumber, LiveNumber], VGroup]:
    """Both live coefficients, and their rows below each other."""
    trackers, room = (picture.first, picture.second), _ROOM_FOR_SIGN
    numbers = [coefficient(each.get_value, typesetter, role=MOVING) for each in trackers]
    rows = [
        line_up([typesetter.math(f"c_{index} =", role=MOVING), number], half, widths=(0, room))
        for index, number, half in zip((1, 2), numbers, region.inset(0, region.height / 6).rows(1, 1), strict=True)
    ]
    for each in numbers:  # the room that is kept is for a minus sign, on the left
        each.shift((room - each.width) / 2 * RIGHT)
    return (numbers[0], numbers[1]), VGroup(*rows)


def span_of(region: Region, typesetter: Typesetter) -> Typeset:
    """The span of a and b: the set of all their combinations."""
    formula = typesetter.math(f'{{{{ "span" : RESULT }}}} {{ {BOTH} }} = {{ {COMBINED} }}')
    return formula.fit_into(region.width, region.height).move_to(region.center)


def rank_of(region: Region, picture: SpanPicture, typesetter: Typesetter) -> tuple[LiveNumber, VGroup]:
    """The live rank of the matrix whose columns are a and b, and all of the equation."""
    name = typesetter.math(f'op("rank") mat(delim: "[", {BOTH}) =')
    number = LiveNumber(
        lambda: picture.rank, typesetter.theme, role=RESULT, size=1.2 * FORMULA, decimals=0, align="center"
    )
    return number, line_up([name, number], region)


def dimension_of(region: Region, typesetter: Typesetter) -> VGroup:
    """The span of a and b, and that its dimension is the number of vectors in the basis."""
    span = f'{{{{ "span" : RESULT }}}} {{ {BOTH} }}'
    lines = [
        typesetter.math(f"{span} = {{ {COMBINED} }}"),
        typesetter.math(f'op("rank") mat(delim: "[", {BOTH}) = {{{{ 2 : RESULT }}}}'),
        typesetter.math(f'op("dim") {span} = {{{{ 2 : RESULT }}}}'),
    ]
    share = min(1.0, region.width / max(line.width for line in lines))
    return stack(region, [line.scale(share) for line in lines], gap=0.5)
