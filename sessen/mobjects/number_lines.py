"""Number lines that can be magnified: the numbers stay what they are while the scale changes under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
from manim import Line, VGroup, VMobject

from sessen.layout import Point, Region
from sessen.mobjects.author import Author, Moving, reader
from sessen.mobjects.axes import AxisNumbers
from sessen.mobjects.following import always_refresh
from sessen.theme import INK, MUTED, PAPER, Role
from sessen.typesetting.ticks import tick_step, tick_text, ticks
from sessen.typesetting.typeset import LABEL, TICK, Typeset, Typesetter

Numbers = npt.NDArray[np.float64]

_TALL = 0.13  # half the height of a mark
_DENSEST = 0.1  # marks closer than this, in Manim's units, are not drawn
_NAME_ABOVE = 0.26


@dataclass(frozen=True, slots=True)
class LineScale:
    """Which number stands where along a line.

    Attributes
    ----------
    anchor
        A number that stays itself when the line is magnified.
    place
        Where the anchor stands, as a horizontal coordinate of the frame.
    unit
        How long one unit is, in Manim's units.
    """

    anchor: float
    place: float
    unit: float

    def place_of(self, number: float | Numbers) -> Numbers:
        """Horizontal coordinates of numbers, of the same shape."""
        return np.asarray(self.place + (np.asarray(number, float) - self.anchor) * self.unit)

    def number_at(self, place: float | Numbers) -> Numbers:
        """The numbers at horizontal coordinates: the inverse of `place_of`."""
        return np.asarray(self.anchor + (np.asarray(place, float) - self.place) / self.unit)

    def toward(self, other: LineScale, share: float) -> LineScale:
        """The scale at a share of the way to another one with the same anchor: the unit grows by equal factors."""
        place = self.place + share * (other.place - self.place)
        return LineScale(self.anchor, float(place), float(self.unit * (other.unit / self.unit) ** share))

    def magnified(self, factor: float) -> LineScale:
        """The scale with a unit that is ``factor`` times as long, the anchor in its place."""
        return LineScale(self.anchor, self.place, self.unit * factor)


class NumberLine(VGroup):
    """A horizontal line of numbers under its name, whose scale is asked for anew in every frame.

    Parameters
    ----------
    region
        From where to where it goes, and its height: the middle of the region.
    scale
        The scale at this moment.
    name
        What stands above its left end, in Typst's mathematics.
    """

    def __init__(
        self, region: Region, scale: Callable[[], LineScale], name: str, typesetter: Typesetter, *, role: Role
    ) -> None:
        super().__init__()
        self.scale_now = scale
        self.region = region
        self.height_of_line = float(region.center[1])
        self.type = typesetter
        self.role = role
        color = typesetter.theme[MUTED]
        self.bar = Line(region.at(0, 0.5), region.at(1, 0.5), stroke_width=3, color=color)
        self.label = self.named(name)
        self.ticks, self.numbers = self._ticks(scale())
        self.add(self.bar, self.ticks, self.numbers, self.label)

    @classmethod
    def of(
        cls,
        lesson: Author,
        name: str,
        numbers: tuple[float, float],
        *,
        region: Region | None = None,
        zoom: Moving = 1.0,
        anchor: float | None = None,
        role: Role = INK,
    ) -> Self:
        """A number line of a lesson, across its figure.

        Its ``ticks`` and ``numbers`` are those of the scale that it begins with: fade them out before it is magnified.

        Parameters
        ----------
        numbers
            From which to which number it goes.
        zoom
            How many times as large it is shown at this moment; ``anchor``, the middle if left out, stays in its place.
        """
        place, (low, high), factor = region or lesson.layout.figure, numbers, reader(zoom)
        still = (low + high) / 2 if anchor is None else anchor
        unit = place.width / (high - low)
        scale = LineScale(still, place.left + (still - low) * unit, unit)
        return cls(place, lambda: scale.magnified(factor()), name, lesson.type, role=role)

    def named(self, name: str) -> Typeset:
        """The name, or the name with a value, where it stands: above the left end."""
        label = self.type.math(name, size=LABEL, role=self.role)
        label.move_to(np.array([self.region.left + label.width / 2, self.height_of_line, 0]))
        label.set_stroke(self.type.theme[PAPER], width=6, background=True)
        return label.on_baseline(self.height_of_line + _NAME_ABOVE)

    def point(self, number: float | Numbers) -> Point:
        """Where numbers are in the frame at this moment; shape (..., 3)."""
        across = self.scale_now().place_of(number)
        return np.stack([across, np.full_like(across, self.height_of_line), np.zeros_like(across)], axis=-1)

    def number_at(self, point: Point) -> Numbers:
        """The numbers at points of the frame at this moment: the inverse of `point`."""
        return self.scale_now().number_at(np.asarray(point, float)[..., 0])

    def holds(self, points: Point) -> npt.NDArray[np.bool_]:
        """Which points, of shape (..., 3), lie between the ends."""
        across = points[..., 0]
        return np.asarray((across >= self.region.left - 1e-6) & (across <= self.region.right + 1e-6))

    def _ticks(self, scale: LineScale) -> tuple[VMobject, VGroup]:
        """Round numbers of the scale that the line begins with."""
        low, high = (float(scale.number_at(end)) for end in (self.region.left + 0.15, self.region.right - 0.15))
        step = tick_step(low, high, 6)
        marks = VMobject(stroke_color=self.type.theme[MUTED], stroke_width=2.5)
        labels = AxisNumbers()
        for number in ticks(low, high, 6):
            middle = self.point(number)
            marks.start_new_path(middle - (0, _TALL, 0))
            marks.add_line_to(middle + (0, _TALL, 0))
            label = self.type.math(tick_text(number, step), size=TICK, role=MUTED).move_to(middle)
            labels.add(label.on_baseline(self.height_of_line - 0.42))
        labels.set_stroke(self.type.theme[PAPER], width=6, background=True)  # threads pass behind
        return marks, labels

    def ruler(self, cell: float) -> Ruler:
        """Marks counted from the anchor, ``cell`` apart or a power of ten closer, as there is room."""
        return Ruler(self, cell)


class Ruler(VMobject):
    """Marks of a line that are counted from its anchor and become denser as the line is magnified."""

    def __init__(self, line: NumberLine, cell: float) -> None:
        super().__init__(stroke_color=line.type.theme[MUTED], stroke_width=2)
        self.line = line
        self.cell = cell
        always_refresh(self)

    def refresh(self) -> None:
        """Put the marks where the scale of this moment has them."""
        line, scale = self.line, self.line.scale_now()
        strokes = [
            (across, _TALL * share)
            for gap, share in levels(self.cell * scale.unit)
            for across in multiples(scale.place, gap, line.region.left, line.region.right)
        ]
        places, halves = np.array(strokes).reshape(-1, 2).T
        self.points = uprights(places, line.height_of_line - halves, line.height_of_line + halves)


def levels(gap: float) -> Iterator[tuple[float, float]]:
    """Gaps a power of ten times ``gap`` that there is room for, each with how tall its marks are, from 0 to 1."""
    gap *= 10.0 ** -np.ceil(np.log10(gap / _DENSEST) - 1)  # the smallest from _DENSEST up
    while gap < 100:
        yield gap, float(np.clip(np.log10(gap / _DENSEST), 0, 1))
        gap *= 10


def multiples(middle: float, gap: float, left: float, right: float) -> Numbers:
    """Places ``gap`` apart, counted from ``middle``, from left to right."""
    first, last = np.ceil((left - middle) / gap - 1e-9), np.floor((right - middle) / gap + 1e-9)
    return middle + gap * np.arange(first, last + 1)


def uprights(places: Numbers, bottoms: Numbers, tops: Numbers) -> Numbers:
    """Vertical strokes as the points of one path, shape (4 n, 3)."""
    along = np.linspace(0, 1, 4)
    heights = bottoms[:, None] + along * (tops - bottoms)[:, None]
    return np.stack([np.repeat(places, 4), heights.reshape(-1), np.zeros(4 * len(places))], axis=-1)
