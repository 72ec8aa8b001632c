"""How the three difference quotients look and what they are called, the same in every picture of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from manim import VMobject

from sessen.layout import Point
from sessen.mathematics.finite_differences import Method
from sessen.mobjects.vectors import straight_pieces
from sessen.theme import GIVEN_B, INK, MOVING, Role, Theme
from sessen.words import Words


@dataclass(frozen=True)
class MethodStyle:
    """What stands for a method.

    Attributes
    ----------
    name
        What it is called.
    role
        Its colour.
    corners, turn, is_filled
        Its mark: a polygon of so many corners, turned by an angle in radians; never colour alone.
    quotient
        Its formula in Typst's mathematics.
    """

    name: Words
    role: Role
    corners: int
    turn: float
    is_filled: bool
    quotient: str


METHOD_STYLES: Final[Mapping[Method, MethodStyle]] = MappingProxyType(
    {
        Method.FORWARD: MethodStyle(
            Words(en="forward", ja="前進差分"), MOVING, 24, 0, True, "frac(f(x + h) - f(x), h)"
        ),
        Method.BACKWARD: MethodStyle(
            Words(en="backward", ja="後退差分"), GIVEN_B, 3, np.pi / 2, False, "frac(f(x) - f(x - h), h)"
        ),
        Method.CENTRAL: MethodStyle(
            Words(en="central", ja="中心差分"), INK, 4, np.pi / 4, True, "frac(f(x + h) - f(x - h), 2 h)"
        ),
    }
)
_RADIUS: Final = 0.085


class Dots:
    """Round dots as points of a path, for mobjects that draw many of them at once."""

    _ANGLES: Final = np.linspace(0, 2 * np.pi, 13)
    _OUTLINE: Final = straight_pieces(np.stack([np.cos(_ANGLES), np.sin(_ANGLES), 0 * _ANGLES], axis=1))

    @classmethod
    def outline_at(cls, places: Point, radius: float) -> Point:
        """Outlines around places of shape (n, 3); shape (48 n, 3)."""
        return np.asarray((places[:, None] + cls._OUTLINE[None] * radius).reshape(-1, 3))


class Marks(VMobject):
    """The marks of a method at many places, as one path."""

    def __init__(self, method: Method, places: Point, theme: Theme, *, size: float = 1.0) -> None:
        look = METHOD_STYLES[method]
        super().__init__(
            fill_color=theme[look.role],
            fill_opacity=float(look.is_filled),
            stroke_color=theme[look.role],
            stroke_width=0 if look.is_filled else 2.5,
        )
        angles = look.turn + np.linspace(0, 2 * np.pi, look.corners + 1)
        radius = _RADIUS * size * (1.0 if look.is_filled else 1.5)
        outline = np.stack([np.cos(angles), np.sin(angles), np.zeros_like(angles)], axis=1) * radius
        self._outline = straight_pieces(outline)
        self.put(places)

    def put(self, places: Point) -> Marks:
        """Draw them at these places, shape (n, 3)."""
        self.places = np.reshape(places, (-1, 3))
        self.points = (self.places[:, None] + self._outline[None]).reshape(-1, 3)
        return self
