"""The rectangle of f by g: how long its sides are, how much they grow, and what share of that is the corner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
from manim import VGroup

from scenes.derivative_rules.rectangle import GrowingRectangle, Side
from sessen.layout import Region
from sessen.mathematics import RealFunction
from sessen.mathematics.rules import FunctionPair
from sessen.mobjects.live_number import LiveDecimal
from sessen.theme import FUNCTION, GIVEN_B, MOVING, Role
from sessen.typesetting.typeset import LABEL, Typesetter
from sessen.words import Words

_SHARE: Final = 0.4  # of a side, that it may grow by
_CHANGES: Final = (1.0, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0001)
_CORNER = Words(en="corner / growth", ja="角 / 増えた分")


def product_sides(pair: FunctionPair) -> tuple[float, tuple[Side, Side]]:
    """A change dx that can be seen, and the sides of a rectangle as long as f and g, whatever their signs."""
    sides = _side(pair.f, "f", pair.x, FUNCTION), _side(pair.g, "g", pair.x, GIVEN_B)
    change = next((dx for dx in _CHANGES if _is_seen(sides, dx)), _CHANGES[-1])
    f, g = (replace(side, shrinks=side.length(change) < side.length(0.0)) for side in sides)
    return change, (f, g)


def _is_seen(sides: tuple[Side, Side], dx: float) -> bool:
    growth = [side.length(dx) / side.length(0.0) - 1 for side in sides]
    return bool(np.isfinite(growth).all() and max(map(abs, growth)) <= _SHARE)


def _side(function: RealFunction, name: str, x: float, role: Role) -> Side:
    """Lengths are above 0: where f is below 0, the side is -f."""
    sign, turned = ("-", -1.0) if function(x) < 0 else ("", 1.0)
    return Side(lambda dx: turned * float(function(x + dx)), f"{sign}{name}", f"{sign}dif {name}", role)


def shrinking_share(
    rectangle: GrowingRectangle, place: Region, typesetter: Typesetter, localize: Callable[[Words], str]
) -> VGroup:
    """What share of all that is added the corner is, live."""

    def share() -> float:
        _, across, up, corner = rectangle.measured()
        return corner / max(across + up + corner, 1e-300)

    words = typesetter.words(f"{localize(_CORNER)} $=$", size=LABEL, role=MOVING)
    number = LiveDecimal(share, typesetter.theme, size=LABEL, decimals=3, role=MOVING)
    words.move_to(place.center - np.array([0.6, 0, 0]))
    number.place(np.array([words.get_right()[0] + 0.15, words.baseline, 0.0]))
    return VGroup(words, number)
