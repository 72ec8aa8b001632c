"""What the numbers in the boxes are: a line beside the formula, or below it where the frame is narrow."""

from __future__ import annotations

from collections.abc import Callable

from manim import RIGHT, VGroup

from sessen.layout import Region
from sessen.theme import FUNCTION, GIVEN_B, MOVING
from sessen.typesetting.typeset import NOTE, Typeset, Typesetter
from sessen.variant import Shape
from sessen.words import Words

_NUMBERS = (
    (FUNCTION, Words(en="value", ja="値")),
    (MOVING, Words(en="$arrow.r$ derivative in $x$", ja="$arrow.r$ $x$ による微分")),
    (GIVEN_B, Words(en="$arrow.l$ derivative of $y$", ja="$arrow.l$ $y$ の微分")),
)


def formula_place(heading: Region, shape: Shape) -> Region:
    """Where the formula stands."""
    return heading.columns(1, 1.25, gap=0.3)[0] if shape is Shape.WIDE else heading.rows(1.2, 1)[0]


def legend(heading: Region, shape: Shape, typesetter: Typesetter, localize: Callable[[Words], str]) -> list[Typeset]:
    """The words for value, derivative forward and derivative backward, each in its colour and with its arrow."""
    place = heading.columns(1, 1.25, gap=0.3)[1] if shape is Shape.WIDE else heading.rows(1.2, 1)[1]
    entries = [typesetter.words(localize(words), size=NOTE, role=role) for role, words in _NUMBERS]
    row = VGroup(*entries).arrange(RIGHT, buff=0.5)
    row.scale(min(1.0, place.width / row.width)).move_to(place.center)
    for entry in entries:
        entry.on_baseline(place.center[1] - 0.1)
    return entries
