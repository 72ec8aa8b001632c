"""Combination, span, rank and dimension as the panel writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, cast

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, FadeIn, Scene, VGroup, VMobject

from scenes.vectors_and_span.figure import COMBINATIONS, SCALES, SpanPicture
from sessen.layout import Region
from sessen.mobjects.live_number import LiveDecimal
from sessen.mobjects.matrices.columns import LiveColumn, coefficient, column, line_up
from sessen.mobjects.matrices.entries import EntryMatrix
from sessen.mobjects.matrices.working import moved_into
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.theme import GIVEN_A, GIVEN_B, MOVING, RESULT
from sessen.typesetting.typeset import FORMULA, Typeset, Typesetter

BOTH: Final = "{{ bold(a) : GIVEN_A }}, {{ bold(b) : GIVEN_B }}"
COMBINED: Final = "{{ c_1 : MOVING }} {{ bold(a) : GIVEN_A }} + {{ c_2 : MOVING }} {{ bold(b) : GIVEN_B }}"
_SPAN: Final = f'{{{{ "span" : RESULT }}}} {{ {BOTH} }}'
_ROOM_FOR_SIGN: Final = 1.0
_BETWEEN: Final = 0.16  # a name and what it is
_FLAT: Final = 2.5  # a region so many times as wide as high has columns


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
) -> tuple[tuple[LiveDecimal, LiveDecimal], VGroup]:
    """Both live coefficients, and their rows below each other."""
    trackers, room = (picture.first, picture.second), _ROOM_FOR_SIGN
    numbers = [coefficient(each.get_value, typesetter, role=MOVING) for each in trackers]
    rows = [
        line_up([typesetter.math(f"c_{index} =", role=MOVING), number], half, widths=(0, room))
        for index, number, half in zip((1, 2), numbers, region.inset(0, region.height / 6).rows(1, 1), strict=True)
    ]
    for (name, _), each in zip(rows, numbers, strict=True):
        # The room that is kept is for a minus sign, on the left; digits stand on the baseline of the name.
        each.shift((room - each.width) / 2 * RIGHT + (name.baseline - each.get_bottom()[1]) * UP)
    return (numbers[0], numbers[1]), VGroup(*rows)


def span_of(region: Region, typesetter: Typesetter) -> VGroup:
    """The span of a and b, and the set of their combinations: below each other where one line has no room for both."""
    name, combinations = typesetter.math(f"{_SPAN} ="), typesetter.math(f"{{ {COMBINED} }}")
    formula = VGroup(name, combinations)
    if name.width + combinations.width + _BETWEEN <= region.width:
        formula.arrange(RIGHT, buff=_BETWEEN)
    else:
        formula.arrange(DOWN, buff=2 * _BETWEEN)
    return formula.move_to(region.center)


def written_into(letters: Typeset, definition: VGroup) -> list[Animation]:
    """The combination moves between the braces of the set of all combinations, glyph by glyph."""
    name, combinations = definition
    first, *inner, last = combinations
    moves = [Rewrite(old, new) for old, new in zip(letters, inner, strict=True)]
    return [*moves, FadeIn(name), FadeIn(first), FadeIn(last)]


def rank_of(region: Region, picture: SpanPicture, typesetter: Typesetter) -> tuple[LiveDecimal, VGroup]:
    """The live rank of the matrix whose columns are a and b, and all of the equation."""
    name = typesetter.math(f'op("rank") mat(delim: "[", {BOTH}) =')
    number = LiveDecimal(
        lambda: picture.rank, typesetter.theme, role=RESULT, size=1.2 * FORMULA, decimals=0, align="center"
    )
    row = line_up([name, number], region)
    number.shift((name.baseline - number.get_bottom()[1]) * UP)
    return number, row


def dimension_of(region: Region, basis: Typeset, typesetter: Typesetter) -> VGroup:
    """The span of a and b; and beside or below it their names as a basis, and the dimension."""
    dimension = typesetter.math(f'op("dim") {_SPAN} = {{{{ 2 : RESULT }}}}')
    numbers = VGroup(basis, dimension)
    if region.width > _FLAT * region.height:
        numbers.arrange(DOWN, buff=0.2, aligned_edge=LEFT)
        answer = VGroup(span_of(region.columns(1, 1)[0], typesetter), numbers).arrange(RIGHT, buff=1.0)
    else:
        answer = VGroup(span_of(region, typesetter), numbers.arrange(DOWN, buff=0.4)).arrange(DOWN, buff=0.5)
    return answer.scale(min(1.1, region.width / answer.width, region.height / answer.height)).move_to(region.center)


def write_rows(scene: Scene, written: EntryMatrix, sources: Callable[[int], Sequence[tuple[VMobject, str]]]) -> None:
    """Play how numbers move into a column row by row."""
    for index, _, entry in written.each():
        scene.play(*moved_into(sources(index), cast(Typeset, entry)), run_time=0.7)
