"""A number that follows a value: as cheap as one curve.

Manim's `DecimalNumber` over Typst glyphs copies its digits in every frame, 3 to 5 ms each time. Here the digits'
outlines are kept once a process, and a new value is one concatenation of moved arrays into a single mobject
(``python -m bench.numbers`` shows both).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import ClassVar, Final, Literal, Self, cast

import numpy as np
from manim import Mobject, VMobject
from manim.typing import PathFuncType
from manim.utils.paths import straight_path

from sessen.layout import Point
from sessen.mobjects.author import Author, Moving, reader
from sessen.theme import INK, Role, Theme
from sessen.typesetting.glyphs import Curves, outlines
from sessen.typesetting.typeset import FORMULA, set_svg

Alignment = Literal["left", "center", "right", "point"]
_VIEW: Final = re.compile(rb'viewBox="0 0 ([\d.]+)')
_STRAIGHT: Final = straight_path()
_WHOLE: Final = 1e-9
_EM: Final = 10.0  # Typst's points that an em has


@cache
def _glyph(character: str) -> tuple[Curves, float]:
    """The outline of a character of mathematics and its advance, in ems, from the origin on the baseline."""
    svg = set_svg(f"${character}$")
    strut, *shapes = outlines(svg)
    origin = np.array([strut.curves[:, 0].max(), strut.curves[:, 1].min(), 0.0])
    curves = np.concatenate([(shape.curves - origin) / _EM for shape in shapes])
    found = _VIEW.search(svg)
    assert found is not None
    return curves, float(found[1]) / _EM - 1.0  # the strut before it is one em wide


def format_decimal(value: float, decimals: int) -> str:
    """A number as it stands on screen: a true minus sign, no negative zero, ∞ or – where there is no number."""
    if not np.isfinite(value):
        return "–" if np.isnan(value) else ("∞" if value > 0 else "−∞")
    text = f"{value:.{decimals}f}"
    return text.replace("-", "−") if float(text) else text.lstrip("-")


class LiveDecimal(VMobject):
    """A number on screen that follows ``value``.

    It may be moved and scaled like any mobject, and keeps its place while its digits change.

    Parameters
    ----------
    value
        What it shows, asked again in every frame.
    theme, role, size
        Colour and the em in Manim's units.
    decimals
        How many digits stand after the point.
    align
        What stays in place while digits come and go; ``"point"`` keeps the decimal point.
    whole
        Whether a whole number stands without a point: 3, and not 3.0.
    """

    #: It is read as text is, though it has no glyphs of their own.
    is_type: ClassVar = True

    def __init__(
        self,
        value: Callable[[], float],
        theme: Theme,
        *,
        role: Role = INK,
        size: float = FORMULA,
        decimals: int = 2,
        align: Alignment = "left",
        whole: bool = False,
    ) -> None:
        super().__init__(fill_color=theme[role], fill_opacity=1, stroke_width=0)
        # A copy must follow the same value. Functions are not copied along, methods and their objects would be.
        self.value: Callable[[], float] = lambda: value()  # noqa: PLW0108
        self.decimals = decimals
        self.align = align
        self.whole = whole
        self.shown = ""
        self._local: Curves = np.zeros((0, 3))
        self._size = size
        self._show(self._text(), np.zeros(3), size)
        self.add_updater(lambda number: cast(LiveDecimal, number).refresh(), call_updater=False)

    @classmethod
    def of(
        cls,
        lesson: Author,
        value: Moving,
        *,
        role: Role = INK,
        size: float = FORMULA,
        decimals: int = 2,
        align: Alignment = "left",
    ) -> Self:
        """A number in the lesson's panel, or wherever it is moved, that follows a tracker or a function."""
        number = cls(reader(value), lesson.theme, role=role, size=size, decimals=decimals, align=align)
        number.place(lesson.layout.panel.center)
        return number

    @property
    def text(self) -> str:
        """What stands on screen."""
        return self.shown

    def _text(self) -> str:
        """What is to stand on screen."""
        value = self.value()
        is_whole = self.whole and abs(value - round(value)) < _WHOLE if np.isfinite(value) else False
        return format_decimal(value, 0 if is_whole else self.decimals)

    @property
    def letters(self) -> tuple[tuple[str, int], ...]:
        """Its digits and signs, each with the number of its points, as glyphs of formulas have them."""
        return tuple((character.replace("−", "-"), len(_glyph(character)[0])) for character in self.shown)

    def refresh(self) -> None:
        """Show the value of this moment, at the place and in the size that the number has now."""
        text = self._text()
        if text != self.shown:
            scale = self._scale
            self._show(text, self.points[0] - self._local[0] * scale, scale)

    def interpolate(
        self, mobject1: Mobject, mobject2: Mobject, alpha: float, path_func: PathFuncType = _STRAIGHT
    ) -> Self:
        """Become what is between two others: animations draw a number so, which may change meanwhile."""
        super().interpolate(mobject1, mobject2, alpha, path_func)
        if isinstance(mobject2, LiveDecimal):
            self.shown, self._local = mobject2.shown, mobject2._local
        return self

    @property
    def em(self) -> float:
        """The size of its type in Manim's units."""
        return self._scale

    @property
    def _scale(self) -> float:
        """The em as it is now, whatever has scaled the number since it was drawn."""
        return float(np.ptp(self.points[:, 1]) / np.ptp(self._local[:, 1]))

    def _show(self, text: str, fixed: Point, scale: float) -> None:
        """Draw ``text`` so that its point of alignment stands at ``fixed``."""
        pieces, pen = [], 0.0
        stops = [0.0]
        for character in text:
            curves, advance = _glyph(character)
            pieces.append(curves + (pen, 0.0, 0.0))
            pen += advance
            stops.append(pen)
        shift = {"left": 0.0, "center": pen / 2, "right": pen, "point": stops[(text + ".").index(".")]}[self.align]
        self._local = np.concatenate(pieces) - (shift, 0.0, 0.0)
        self.points = self._local * scale + fixed
        self.shown = text

    def place(self, fixed: Point) -> LiveDecimal:
        """Put the point of alignment, on the baseline, at ``fixed``."""
        return self.shift(fixed - (self.points[0] - self._local[0] * self._scale))
