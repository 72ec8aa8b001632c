"""The dot product written out: lengths multiplied, components multiplied and added, and the formula that says both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import sympy
from manim import DOWN, RIGHT, Animation, FadeIn, SurroundingRectangle, VGroup, VMobject

from sessen.layout import Region
from sessen.mathematics import Projection, equality_sign, format_number, to_float, to_typst
from sessen.mobjects.calculation import Calculation, ScaledDecimal
from sessen.mobjects.rewriting.rewrite import Rewrite
from sessen.mobjects.vectors import LabelledArrow, beside, quarter_turn, unit
from sessen.theme import GIVEN_A, GIVEN_B, MOVING, RESULT, Role
from sessen.typesetting.typeset import FORMULA, Typeset, Typesetter

SHADOW: Final = "{{ norm(bold(a)) cos theta : MOVING }}"
LENGTH: Final = "{{ norm(bold(b)) : GIVEN_B }}"
PRODUCT: Final = "{{ bold(a) : GIVEN_A }} dot.c {{ bold(b) : GIVEN_B }}"
LETTERS: Final = (SHADOW, f"times {LENGTH}", PRODUCT)  # what the rows of `lengths_multiplied` are called in the end

_WIDEST: Final = 3.7  # where name and number stand further apart than this, the eye loses the row
_MOST_ROWS: Final = 4
_LONGEST: Final = 14  # a number that takes more of Typst's source than this is written as a decimal
_LONGEST_IN_ROW: Final = 8
_MOST_SHOWN: Final = 5


def in_brackets(vector: Sequence[sympy.Expr]) -> str:
    """A vector by its components, in Typst's mathematics; of many only the first ones and the last."""
    parts = [component(part) for part in vector]
    shown = parts if len(parts) <= _MOST_SHOWN else [*parts[:3], "dots.c", parts[-1]]
    return f"({', '.join(shown)})"


def named_components(
    arrow: LabelledArrow, name: str, vector: Sequence[sympy.Expr], region: Region, typesetter: Typesetter
) -> Typeset:
    """``a = (2, 3)`` beside an arrow, off its tip and clear of its shaft; its parts are ``NAME`` and ``REST``."""
    role = GIVEN_A if name == "a" else GIVEN_B
    label = typesetter.math(f"{{{{ bold({name}) : NAME }}}} {{{{ = {in_brackets(vector)} : REST }}}}", role=role)
    label.fit_into(region.width / 2)
    aside = quarter_turn(unit(arrow.arrow.tip - arrow.arrow.tail))
    beside(label, arrow.arrow.tip, aside if np.dot(aside, arrow.lean) > 0 else -aside, within=region)
    return label


def component(number: sympy.Expr, longest: int = _LONGEST) -> str:
    """A component in Typst's mathematics: as it was typed if that is short, else as a decimal."""
    text = to_typst(number)
    return text if len(text) <= longest else format_number(number, style="typst")


def lengths_multiplied(
    region: Region,
    names: Sequence[Typeset],
    shadow: Callable[[], float],
    projection: Projection,
    typesetter: Typesetter,
) -> Calculation:
    """The shadow times the length of b, both live, and below the rule their product.

    Parameters
    ----------
    names
        What the three rows are called.
    shadow
        The signed length of the shadow, asked again in every frame.
    """
    length_a, length_b = to_float(projection.length_a), to_float(projection.length_b)
    values: tuple[tuple[Callable[[], float], float, Role], ...] = (
        (shadow, length_a, MOVING),
        (lambda: length_b, length_b, GIVEN_B),
        (lambda: shadow() * length_b, length_a * length_b, RESULT),
    )
    rows = [
        (name, ScaledDecimal(value, largest, typesetter, role=role))
        for name, (value, largest, role) in zip(names, values, strict=True)
    ]
    return Calculation(_readable(region), rows, typesetter)


def row_times_column(region: Region, projection: Projection, typesetter: Typesetter) -> Typeset:
    """The vectors as the notes multiply them, a row and a column, their entries the parts A0, A1, …, B0, B1, …."""
    a, b = (
        [f"{{{{ {component(entry)} : {name}{index} }}}}" for index, entry in enumerate(vector)]
        for name, vector in (("A", projection.a), ("B", projection.b))
    )
    row, column = f'mat(delim: "[", {", ".join(a)})', f'mat(delim: "[", {"; ".join(b)})'
    product = typesetter.math(f"{{{{ {row} : GIVEN_A }}}} dot.c {{{{ {column} : GIVEN_B }}}}", size=1.1 * FORMULA)
    product.fit_into(region.width, region.height)
    return product.move_to(region.center)


def entries_into_row(entries: Typeset, row: VGroup, index: int) -> list[Animation]:
    """Two entries of `row_times_column` move into a row of `products_added`, the rest of which appears."""
    name, number = row
    pairs = ((f"A{index}", "GIVEN_A"), (f"B{index}", "GIVEN_B"))
    moved = [glyph for _, role in pairs for glyph in name.part(role)]
    rest = VGroup(*(glyph for glyph in name if glyph not in moved))
    moves = [Rewrite(entries.part(entry), name.part(role), keep=True) for entry, role in pairs]
    return [*moves, FadeIn(rest), FadeIn(number)]


def shown_rows(count: int) -> list[int]:
    """Which components have a row of their own; the last but one stands for all that are left out."""
    return list(range(count)) if count <= _MOST_ROWS else [0, 1, count - 2, count - 1]


def products_added(region: Region, projection: Projection, typesetter: Typesetter) -> Calculation:
    """The products of matching components, a row each, and below the rule their sum; of many only some are shown."""
    count = len(projection.a)
    rows: list[tuple[Typeset, ScaledDecimal | Typeset]] = [
        _ellipsis(typesetter) if count > _MOST_ROWS and index == count - 2 else _row(index, projection, typesetter)
        for index in shown_rows(count)
    ]
    rows.append((typesetter.math(PRODUCT), typesetter.math(_value(projection.dot), role=RESULT)))
    return Calculation(_readable(region), rows, typesetter)


def _row(index: int, projection: Projection, typesetter: Typesetter) -> tuple[Typeset, Typeset]:
    one, other = projection.a[index], projection.b[index]
    plus = "+ thin " if index else ""
    first, second = (_enclosed(one) if index else component(one, _LONGEST_IN_ROW)), _enclosed(other)
    name = f"{plus}{{{{ {first} : GIVEN_A }}}} {{{{ dot.c : PIVOT }}}} {{{{ {second} : GIVEN_B }}}}"
    return typesetter.math(name), typesetter.math(_value(sympy.expand(one * other)))


def shadows_of_legs(region: Region, projection: Projection, typesetter: Typesetter) -> VGroup:
    """How long the shadow of each leg is: its component times the shadow of a unit step; none where there are many."""
    count = len(projection.a)
    pairs = list(zip(projection.a, projection.b, strict=True)) if count <= _MOST_ROWS else []
    names = [
        f"{'+ thin ' if index else ''}{{{{ {_enclosed(one)} : GIVEN_A }}}} dot.c "
        f"frac({{{{ {component(other, _LONGEST_IN_ROW)} : GIVEN_B }}}}, {LENGTH})"
        for index, (one, other) in enumerate(pairs)
    ]
    rows = VGroup(*(typesetter.math(name, role=MOVING) for name in names))
    rows.arrange(DOWN, buff=0.2, aligned_edge=RIGHT)
    share = min(1.0, region.width / max(rows.width, 1e-9), region.height / max(rows.height, 1e-9))
    return rows.scale(share).move_to(region.center)


def _enclosed(number: sympy.Expr) -> str:
    text = component(number, _LONGEST_IN_ROW)
    return f"({text})" if text.startswith("-") or " + " in text or " - " in text else text


def _value(number: sympy.Expr) -> str:
    """A number after its sign of equality, in Typst's mathematics: = 8, or ≈ 4.24."""
    text = format_number(number, 4, style="typst")
    return f"{equality_sign(number, text, style='typst')} {text}"


def _ellipsis(typesetter: Typesetter) -> tuple[Typeset, Typeset]:
    return typesetter.math("{{ dots.v : PIVOT }}"), typesetter.math("dots.v")


def formula(region: Region, typesetter: Typesetter) -> tuple[Typeset, Typeset, Typeset, VMobject]:
    """Both ways to the dot product, below each other in the middle of a region, and a frame around them."""
    total = " + ".join(f"{{{{ a_{index} : GIVEN_A }}}} {{{{ b_{index} : GIVEN_B }}}}" for index in (1, "n"))
    total = total.replace(" + ", " + dots.c + ")
    lines = [typesetter.math(line, size=1.1 * FORMULA) for line in (PRODUCT, f"= {SHADOW} thin {LENGTH}", f"= {total}")]
    share = min(1.0, region.width / max(line.width for line in lines))
    step = min(0.85, region.height / 3)
    left = region.center[0] - share * max(line.width for line in lines) / 2
    for index, line in enumerate(lines):
        line.scale(share).on_baseline(region.center[1] + (0.85 - index) * step)
        line.shift(np.array([left - line.get_left()[0] + (0.35 if index == 0 else 0), 0, 0]))
    color = typesetter.theme[RESULT]
    frame = SurroundingRectangle(VGroup(*lines), color=color, buff=0.28, corner_radius=0.12)
    return lines[0], lines[1], lines[2], frame


def _readable(region: Region) -> Region:
    margin = max(0.0, region.width - _WIDEST) / 2
    return region.inset(margin, 0)
