"""What stands in a scene and cannot be seen, for it has the colour of the paper."""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from manim import MathTypst, SingleStringMathTex, Text, Typst, VMobject

from sessen.background import contrast

_SEEN: Final = 1.1  # contrast (WCAG 2, from 1 to 21) below which nobody sees a line; the grid of light paper has 1.2
_MANIMS_TYPE: Final = (Text, Typst, MathTypst, SingleStringMathTex)


class _Look(NamedTuple):
    """How a shape is drawn: the bytes of its first colours, red, green, blue and opacity, and whether it has a line."""

    fill: bytes
    stroke: bytes
    has_line: bool


def unseen(mobjects: list[Any], paper: str) -> tuple[str, ...]:
    """The kinds of mobjects whose every visible line and letter has the colour of the paper, or nearly.

    Areas in that colour cover what lies behind them and are meant; lines and letters are not, unless they stand on
    an area of another colour.

    Parameters
    ----------
    mobjects
        Those of a scene, in the order in which they are drawn.
    paper
        ``#RRGGBB``.
    """
    areas: list[VMobject] = []
    found: dict[str, None] = {}
    for mobject in mobjects:
        looks = [(part, _look(part)) for part in mobject.family_members_with_points() if isinstance(part, VMobject)]
        areas += [part for part, look in looks if _fills(look) and not _is_faint(look, paper)]
        if any(_is_faint(look, paper) for _, look in looks) and _is_unseen(mobject, looks, areas, paper):
            found[type(mobject).__name__] = None
    return tuple(found)


def _is_type(mobject: Any) -> bool:
    """Whether it is letters. Where nobody has typeset anything with Sessen, how to is not imported to find out."""
    typesetting = sys.modules.get("sessen.typesetting.typeset")
    return isinstance(mobject, _MANIMS_TYPE) or (typesetting is not None and isinstance(mobject, typesetting.Typeset))


def _is_unseen(mobject: Any, looks: list[tuple[VMobject, _Look]], areas: list[VMobject], paper: str) -> bool:
    letters = {id(part) for each in mobject.get_family() if _is_type(each) for part in each.get_family()}
    drawn = [(part, look) for part, look in looks if _has_line(look) or (id(part) in letters and _fills(look))]
    return bool(drawn) and all(_is_faint(look, paper) and not _lies_on(part, areas) for part, look in drawn)


def _look(part: VMobject) -> _Look:
    return _Look(part.fill_rgbas[0].tobytes(), part.stroke_rgbas[0].tobytes(), bool(part.stroke_width > 0))


@lru_cache(maxsize=4096)
def _fills(look: _Look) -> bool:
    return bool(np.frombuffer(look.fill)[3] > 0)


@lru_cache(maxsize=4096)
def _has_line(look: _Look) -> bool:
    return look.has_line and bool(np.frombuffer(look.stroke)[3] > 0)


@lru_cache(maxsize=4096)
def _is_faint(look: _Look, paper: str) -> bool:
    """Whether it is drawn, in nothing but colours that nobody tells from the paper."""
    shown = [color for color, counts in ((look.fill, _fills(look)), (look.stroke, _has_line(look))) if counts]
    return bool(shown) and all(contrast(_named(color), paper) < _SEEN for color in shown)


def _named(color: bytes) -> str:
    red, green, blue, _ = (round(255 * level) for level in np.frombuffer(color))
    return f"#{red:02X}{green:02X}{blue:02X}"


def _lies_on(part: VMobject, areas: list[VMobject]) -> bool:
    """Whether the middle of a part lies within the box of an area of another colour."""
    middle = part.get_center()[:2]
    corners = (np.array([area.get_corner((-1, -1, 0)), area.get_corner((1, 1, 0))])[:, :2] for area in areas)
    return any(bool(np.all(low <= middle) and np.all(middle <= high)) for low, high in corners)
