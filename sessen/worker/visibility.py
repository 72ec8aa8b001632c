"""What stands in a scene and cannot be seen, for it has the colour of the paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from manim import ManimColor, MathTypst, SingleStringMathTex, Text, Typst, VMobject

from sessen.background import contrast
from sessen.typesetting.typeset import Typeset

_SEEN: Final = 1.3  # contrast (WCAG 2, from 1 to 21) below which nobody sees a thin line
_TYPE: Final = (Text, Typst, MathTypst, SingleStringMathTex, Typeset)


def unseen(mobjects: list[Any], paper: str) -> tuple[str, ...]:
    """The kinds of mobjects whose every visible part has the colour of the paper, or nearly.

    Areas in that colour cover what lies behind them and are meant; lines and letters are not, unless letters stand on
    an area of another colour.

    Parameters
    ----------
    mobjects
        Those of a scene, in the order in which they are drawn.
    paper
        ``#RRGGBB``.
    """
    grounds: list[VMobject] = []
    found: dict[str, None] = {}
    for mobject in mobjects:
        parts = [part for part in mobject.family_members_with_points() if isinstance(part, VMobject)]
        shown = [part for part in parts if _colors(part)]
        grounds += [part for part in shown if part.get_fill_opacity() > 0 and not _is_faint(part, paper)]
        drawn = [part for part in shown if _is_drawn(mobject, part)]
        if drawn and all(_is_faint(part, paper) and not _lies_on(part, grounds) for part in drawn):
            found[type(mobject).__name__] = None
    return tuple(found)


def _is_drawn(mobject: Any, part: VMobject) -> bool:
    is_line = bool(part.get_stroke_width() > 0 and part.get_stroke_opacity() > 0)
    return is_line or any(isinstance(each, _TYPE) for each in mobject.get_family() if part in each.get_family())


def _colors(part: VMobject) -> list[str]:
    return list(_visible(part))


def _visible(part: VMobject) -> Iterator[str]:
    if part.get_fill_opacity() > 0:
        yield ManimColor(part.get_fill_color()).to_hex()[:7]
    if part.get_stroke_width() > 0 and part.get_stroke_opacity() > 0:
        yield ManimColor(part.get_stroke_color()).to_hex()[:7]


def _is_faint(part: VMobject, paper: str) -> bool:
    return all(contrast(color, paper) < _SEEN for color in _colors(part))


def _lies_on(part: VMobject, grounds: list[VMobject]) -> bool:
    """Whether the middle of a part lies within the box of an area of another colour."""
    middle = part.get_center()[:2]
    return any(
        bool(
            np.all(ground.get_corner((-1, -1, 0))[:2] <= middle) and np.all(middle <= ground.get_corner((1, 1, 0))[:2])
        )
        for ground in grounds
    )
