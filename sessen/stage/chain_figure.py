"""The number lines of a composition, and everything that travels on and between them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from manim import Arrow, ValueTracker, VGroup

from sessen.stage.chain_words import ChainWords
from sessen.stage.layout import Point, Region
from sessen.stage.number_lines import NumberLine, Scale
from sessen.stage.readings import Reading
from sessen.stage.roles import INK, MOVING, MUTED, Role
from sessen.stage.strands import Change, Landing, Ribbon, Rulers, Thread
from sessen.stage.travel import Travel, Views, views_of
from sessen.stage.typesetting import LABEL, Typeset, Typesetter

Numbers = npt.NDArray[np.float64]

_FAN = 25  # threads
_PIECES = np.arange(1, 8) / 8  # where a change is cut
_ARRIVAL = 0.25  # of the way between two lines
_BESIDE = 0.4  # free at the right of the lines
_TAG_WIDTH = 1.55
_ROOM_FOR_NAME = 2.15
_READING = 2.0  # about as wide as a change with its number


class ChainFigure:
    """Lines for x, u, ..., y, one below the other.

    What is drawn follows five trackers: ``move`` (how far x is from where it stands), ``near`` (0 from afar, 1 close
    up), ``lens`` (powers of ten that the close view is magnified by), ``journey`` and ``flow`` (how many lines far the
    point, and what has moved, have come).
    """

    def __init__(self, region: Region, travel: Travel, words: ChainWords, typesetter: Typesetter) -> None:
        self.region, self.travel, self.words, self.type = region, travel, words, typesetter
        self.theme = typesetter.theme
        self.nudge = travel.first_nudge()
        self.views: Views = views_of(travel, self.nudge, region.left, region.right - _BESIDE)
        self.move, self.near, self.lens = ValueTracker(0), ValueTracker(0), ValueTracker(0)
        self.journey, self.flow = ValueTracker(0), ValueTracker(words.count)
        self._images_of, self._images = np.nan, list(travel.points)
        self.lines = [self._line(index) for index in range(words.count + 1)]
        self.rulers_of_lines = VGroup(*(line.ruler(self._cell(index)) for index, line in enumerate(self.lines)))
        self.rulers = Rulers(self.lines, self.nudge, self.theme[MUTED])
        letters, functions = range(words.count + 1), range(words.count)
        self.fixed = [self._fixed(index) for index in letters]
        self.moved = [self._moved(index) for index in letters]
        self.path = self._path(lambda: travel.points, self.journey, MUTED)
        self.moved_path = self._path(self.images, self.flow, MOVING)
        self.changes = [self._change(index) for index in letters]
        self.ribbons = [self._ribbon(index) for index in functions]
        self.rungs = [self._rungs(index) for index in functions]
        self.readings = [self._reading(index) for index in letters]

    # -- lines and scales ----------------------------------------------------------------------------------------

    def _line(self, index: int) -> NumberLine:
        heights = np.linspace(self.region.top - 0.75, self.region.bottom + 0.6, self.words.count + 1)
        height = float(heights[index])
        region = Region(self.region.left, self.region.right - _BESIDE, height, height)
        name = self.words.letters[index]
        return NumberLine(region, self._scale(index), name, self.type, role=self.words.roles[index])

    def _scale(self, index: int) -> Callable[[], Scale]:
        far, near = self.views.far[index], self.views.near[index]

        def scale() -> Scale:
            close = near.magnified(10.0 ** self.lens.get_value())
            return far.toward(close, self.near.get_value())

        return scale

    def _cell(self, index: int) -> float:
        """The distance of a line's marks: a nudge, or a power of ten of it where the line is drawn to its own scale."""
        return self.nudge * 10.0 ** self.views.powers[index]

    # -- numbers -------------------------------------------------------------------------------------------------

    def images(self) -> list[float]:
        """Where x + dx, and what becomes of it, is on each line at this moment."""
        change = self.move.get_value()
        if change != self._images_of:
            self._images_of = change
            self._images = [float(number) for number in self.travel.images(change)]
        return self._images

    def _ends(self, index: int) -> Callable[[], tuple[float, float]]:
        return lambda: (self.travel.points[index], self.images()[index])

    def presence(self, index: int) -> float:
        """How much is seen of what belongs to a line: it appears as the flow comes there."""
        return float(np.clip((self.flow.get_value() - index) / _ARRIVAL + 1, 0, 1))

    # -- strands -------------------------------------------------------------------------------------------------

    def _color(self, index: int) -> str:
        return self.theme[self.words.roles[index]]

    def _path(self, numbers: Callable[[], list[float]], reach: ValueTracker, role: Role) -> Thread:
        """The way of one number from line to line, as far as it has come."""
        return Thread(
            self.lines, lambda: [np.array([n]) for n in numbers()], reach.get_value, self.theme[role], width=3
        )

    def _fixed(self, index: int) -> Landing:
        return Landing(self.lines[index], lambda: self.travel.points[index], self._color(index))

    def _moved(self, index: int) -> Landing:
        return Landing(
            self.lines[index],
            lambda: self.images()[index],
            self.theme[MOVING],
            presence=lambda: self.presence(index),
        )

    def _change(self, index: int) -> Change:
        return Change(self.lines[index], self._ends(index), self._color(index), lambda: self.presence(index))

    def _ribbon(self, index: int) -> Ribbon:
        above, below = self.changes[index : index + 2]
        return Ribbon(above, below, lambda: self.flow.get_value() - index, self._color(index + 1))

    def _rungs(self, index: int) -> Thread:
        """Threads that part a ribbon: where the change above is cut into equal pieces, the pieces below may differ."""

        def numbers() -> list[Numbers]:
            start, end = self._ends(index)()
            pieces = start + (end - start) * _PIECES
            return [pieces, np.asarray(self.travel.functions[index](pieces))]

        lines = self.lines[index : index + 2]
        color = self._color(index + 1)
        return Thread(lines, numbers, lambda: self.flow.get_value() - index, color, width=2, opacity=0.6)

    def fan(self) -> Thread:
        """Threads from many numbers on the first line, evenly spaced, to the last line."""
        crossings = self.travel.images(self.views.radius * np.linspace(-1, 1, _FAN))
        return Thread(
            self.lines, lambda: crossings, lambda: float(self.words.count), self.theme[MUTED], width=1.5, opacity=0.5
        )

    # -- what is written in it -----------------------------------------------------------------------------------

    def named_values(self) -> list[Typeset]:
        """The names of the lines with the values of the point: u = 1."""
        letters = self.words.letters
        return [line.named(f"{letters[i]} {self.words.value(i, sign=True)}") for i, line in enumerate(self.lines)]

    def _reading(self, index: int) -> Reading:
        line = self.lines[index]
        baseline = 0.24 if index < self.words.count else -0.46  # the last line has nothing below it

        def change() -> float:
            return self.travel.changes(self.move.get_value())[index]

        def place(reading: Reading) -> Point:
            start, end = line.point(np.array(self._ends(index)()))
            half = reading.width_of_all / 2
            across = np.clip((start[0] + end[0]) / 2, self.region.left + _ROOM_FOR_NAME + half, line.region.right - half)
            return np.array([across, line.height_of_line + baseline, 0])

        role, written = self.words.roles[index], self.words.change(index)
        names = tuple(self.type.math(f"{written} {sign}", size=LABEL, role=role) for sign in ("=", "approx"))
        return Reading((names[0], names[1]), change, place, self.type, role=role, halo=True)

    def factor_tags(self) -> list[VGroup]:
        """Beside each gap, how many times the change is stretched there."""
        return [self._tag(index, f"times {self.words.in_product(self.words.factor(index))}") for index in range(self.words.count)]

    def _tag(self, index: int, text: str) -> VGroup:
        top, bottom = (line.height_of_line for line in self.lines[index : index + 2])
        across = self.region.left + 0.3
        arrow = self._down([across, top - 0.3, 0], [across, bottom + 0.72, 0], self._color(index + 1))
        label = self.type.math(text, size=LABEL * 1.1, role=self.words.roles[index + 1]).fit_into(_TAG_WIDTH)
        label.move_to([across + 0.2 + label.width / 2, arrow.get_y(), 0])
        return VGroup(arrow, label)

    def product_tag(self) -> VGroup:
        """Along all lines at the right, how many times the first change is stretched in all."""
        across, last = self.region.right - 0.1, self.lines[-1].height_of_line
        arrow = self._down([across, self.lines[0].height_of_line, 0], [across, last, 0], self.theme[INK])
        label = self.type.math(f"times {self.words.in_product(self.words.product())}", size=LABEL * 1.1).fit_into(_TAG_WIDTH)
        gap = (self.lines[-2].height_of_line + last) / 2
        label.move_to([across - 0.2 - label.width / 2, gap, 0])
        return VGroup(arrow, label)

    def _down(self, start: list[float], end: list[float], color: str) -> Arrow:
        return Arrow(start, end, buff=0, stroke_width=4, tip_length=0.18, color=color)

    def scale_tags(self, one_scale: Typeset, own_scale: Callable[[str], Typeset]) -> VGroup:
        """What the picture says of its scales close up: one for all lines, or which one each line has."""
        if self.views.is_near_common:
            return VGroup(self.noted(one_scale))
        right, tags = self.lines[0].region.right, VGroup()
        for line, power in zip(self.lines, self.views.powers, strict=True):
            tag = own_scale(f"1 : {10**power}" if power >= 0 else f"{10**-power} : 1")
            tags.add(tag.move_to([right - tag.width / 2, line.height_of_line - 0.32, 0]))
        return tags

    def noted(self, note: Typeset) -> Typeset:
        """Put a note above the lines: at the right, or at the left of the nudge where that stands at the right."""
        line, scale = self.lines[0], self.views.near[0]
        nudge = line.region.left + _ROOM_FOR_NAME, scale.place + self.nudge * scale.unit / 2
        is_free = max(nudge) + _READING / 2 < line.region.right - note.width
        right = line.region.right if is_free else max(nudge) - _READING / 2
        return note.move_to([right - note.width / 2, self.region.top - 0.3, 0])
