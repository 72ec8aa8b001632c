"""Sizes, named matrices and rules as the panel writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from manim import RIGHT, Animation, VGroup

from sessen.layout import Layout, Region
from sessen.mathematics import Matrix
from sessen.mobjects.matrices.columns import line_up
from sessen.mobjects.matrices.entries import EntryMatrix, entry_matrix
from sessen.mobjects.matrices.falk_scheme import FalkScheme, transposed_name
from sessen.mobjects.matrices.maps import by_columns
from sessen.mobjects.panel import stacked
from sessen.theme import GIVEN_A, GIVEN_B, RESULT, Role
from sessen.typesetting.typeset import Typeset, Typesetter

ENTRY_RULE: Final = (
    "{{ c_(i j) : RESULT }} = sum_({{ k : MOVING }} = 1)^n "
    "{{ a_(i {{ k : MOVING }}) : GIVEN_A }} thin {{ b_({{ k : MOVING }} j) : GIVEN_B }}"
)
SIZE_RULE: Final = (
    "{{ (m times {{ n : MOVING }}) : GIVEN_A }} {{ ({{ n : MOVING }} times p) : GIVEN_B }} "
    "arrow.r {{ (m times p) : RESULT }}"
)
_FLAT: Final = 1.75  # times its height: a region so wide has room for two maps side by side
_AIR: Final = 0.06  # above and below a map that is written
_EQUALS: Final = 0.42  # of the width is left of a sign of equality


def sizes_written(scheme: FalkScheme, region: Region, typesetter: Typesetter) -> VGroup:
    """The size of both factors, what must agree marked, and the size of the product; or that it does not agree."""
    (one, other, product), (first, second) = scheme.letters, scheme.roles
    n, inner = scheme.n, scheme.inner
    lines = [_left(one, first, scheme.m, n, typesetter), _right(other, second, inner, scheme.p, typesetter)]
    meets = _size(product, RESULT, f"{scheme.m} times {scheme.p}", typesetter)
    fails = typesetter.math(f"{{{{ {n} != {inner} : MOVING }}}}")
    return stacked(region, [*lines, meets if n == inner else fails], gap=0.4)


def sizes_in_mirror(scheme: FalkScheme, region: Region, typesetter: Typesetter) -> VGroup:
    """The same once the scheme has been mirrored: the factors in the other order, each with its size turned round."""
    one, other, product = map(transposed_name, scheme.letters)
    lines = [
        _left(other, scheme.roles[1], scheme.p, scheme.n, typesetter),
        _right(one, scheme.roles[0], scheme.n, scheme.m, typesetter),
        _size(product, RESULT, f"{scheme.p} times {scheme.m}", typesetter),
    ]
    return stacked(region, lines, gap=0.4)


def _left(name: str, role: Role, rows: int, columns: int, typesetter: Typesetter) -> Typeset:
    return _size(name, role, f"{rows} times {{{{ {columns} : MOVING }}}}", typesetter)


def _right(name: str, role: Role, rows: int, columns: int, typesetter: Typesetter) -> Typeset:
    return _size(name, role, f"{{{{ {rows} : MOVING }}}} times {columns}", typesetter)


def _size(name: str, role: Role, size: str, typesetter: Typesetter) -> Typeset:
    return typesetter.math(f"{{{{ {name} : {role} }}}} : quad {size}")


def compared(layout: Layout, one: tuple[str, Matrix], other: tuple[str, Matrix], typesetter: Typesetter) -> VGroup:
    """Two named matrices in the two halves of the panel."""
    halves = (layout.upper, layout.lower)
    return VGroup(
        *(
            line_up([typesetter.math(name, role=RESULT), entry_matrix(matrix, typesetter, role=RESULT)], half)
            for half, (name, matrix) in zip(halves, (one, other), strict=True)
        )
    )


def written_map(
    region: Region, name: str, matrix: Matrix, typesetter: Typesetter, *, role: Role = RESULT
) -> tuple[Typeset, EntryMatrix]:
    """A name and the matrix, its columns in the colours of the unit arrows."""
    letter, shown = typesetter.math(name, role=role), by_columns(matrix, typesetter, role)
    pair = line_up([letter, shown], region.inset(0, _AIR))
    aside = region.at(_EQUALS, 0)[0] - letter.get_right()[0]  # signs of equality stand below each other
    room = region.left - pair.get_left()[0], region.right - pair.get_right()[0]
    pair.shift(float(np.clip(aside, *room)) * RIGHT)
    return letter, shown


def two_places(region: Region) -> tuple[Region, ...]:
    """Room for two maps: beside each other where a region is flat, else below each other."""
    return region.columns(1, 1, gap=0.3) if region.width > _FLAT * region.height else region.rows(1, 1, gap=0.15)


def maps_written(
    region: Region, maps: tuple[Matrix, Matrix], letters: tuple[str, str], typesetter: Typesetter
) -> tuple[VGroup, VGroup]:
    """Both matrices, in the order in which they act: the second factor first."""
    rows = two_places(region)
    given = ((letters[1], maps[1], GIVEN_B), (letters[0], maps[0], GIVEN_A))
    first, second = (
        VGroup(*written_map(row, f"bold({letter}) =", matrix, typesetter, role=role))
        for row, (letter, matrix, role) in zip(rows, given, strict=True)
    )
    as_large_as_the_smallest([first, second])
    return first, second


def as_large_as_the_smallest(pairs: Sequence[VGroup]) -> None:
    """Shrink names with their matrices until all matrices, of as many rows, are as high as the lowest."""
    lowest = min(float(pair[1].height) for pair in pairs)
    for pair in pairs:
        pair.scale(lowest / float(pair[1].height))


def moved_onto(pair: VGroup, other: VGroup) -> Animation:
    """The same name and matrix go where another pair stands, and become as large."""
    return pair.animate.scale(float(other[1].height / pair[1].height)).move_to(other.get_center()).build()


def rule_of_product(region: Region, typesetter: Typesetter) -> VGroup:
    """How an entry comes about, and how the sizes go together."""
    product = "{{ bold(C) : RESULT }} = {{ bold(A) : GIVEN_A }} {{ bold(B) : GIVEN_B }}"
    lines = [typesetter.math(line) for line in (product, ENTRY_RULE, SIZE_RULE)]
    return stacked(region, [line.fit_into(region.width) for line in lines], gap=min(0.4, 0.1 * region.height))
