"""The number lines of a composition, and everything that travels on and between them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from manim import ValueTracker, VGroup, VMobject

from scenes.chain_rule.model import ChainModel, Views, views_of
from scenes.chain_rule.notation import ChainWords
from scenes.chain_rule.strands import Change, MappingLines, PointMarker, Ribbon, Rulers
from sessen.layout import Region
from sessen.mobjects.number_lines import LineScale, NumberLine
from sessen.theme import MOVING, MUTED, Role
from sessen.typesetting.typeset import Typesetter

Numbers = npt.NDArray[np.float64]

_FAN = 25  # threads
_PIECES = np.arange(1, 8) / 8  # where a change is cut
_ARRIVAL = 0.25  # of the way between two lines
_BESIDE = 0.4  # free at the right of the lines


class ChainFigure:
    """Lines for x, u, ..., y, one below the other.

    What is drawn follows five trackers: ``move`` (how far x is from where it stands), ``near`` (0 from afar, 1 close
    up), ``lens`` (powers of ten that the close view is magnified by), ``journey`` and ``flow`` (how many lines far the
    point, and what has moved, have come).
    """

    def __init__(self, region: Region, travel: ChainModel, words: ChainWords, typesetter: Typesetter) -> None:
        self.region, self.travel, self.words, self.type = region, travel, words, typesetter
        self.theme = typesetter.theme
        self.first_nudge = travel.first_nudge()
        self.views: Views = views_of(travel, self.first_nudge, region.left, region.right - _BESIDE)
        self.move, self.near, self.lens = ValueTracker(0), ValueTracker(0), ValueTracker(0)
        self.journey, self.flow = ValueTracker(0), ValueTracker(words.count)
        self._images_of, self._images = np.nan, list(travel.points)
        self.lines = [self._line(index) for index in range(words.count + 1)]
        self.rulers_of_lines = VGroup(*(line.ruler(self._cell(index)) for index, line in enumerate(self.lines)))
        self.rulers = Rulers(self.lines, self.first_nudge, self.theme[MUTED])
        letters, functions = range(words.count + 1), range(words.count)
        self.fixed = [self._fixed(index) for index in letters]
        self.moved = [self._moved(index) for index in letters]
        self.path = self._path(lambda: travel.points, self.journey, MUTED)
        self.moved_path = self._path(self.images, self.flow, MOVING)
        self.changes = [self._change(index) for index in letters]
        self.ribbons = [self._ribbon(index) for index in functions]
        self.rungs = [self._rungs(index) for index in functions]

    # -- lines and scales ----------------------------------------------------------------------------------------

    def _line(self, index: int) -> NumberLine:
        heights = np.linspace(self.region.top - 0.75, self.region.bottom + 0.6, self.words.count + 1)
        height = float(heights[index])
        region = Region(self.region.left, self.region.right - _BESIDE, height, height)
        name = self.words.letters[index]
        return NumberLine(region, self._scale(index), name, self.type, role=self.words.roles[index])

    def _scale(self, index: int) -> Callable[[], LineScale]:
        far, near = self.views.far[index], self.views.near[index]

        def scale() -> LineScale:
            close = near.magnified(10.0 ** self.lens.get_value())
            return far.toward(close, self.near.get_value())

        return scale

    def _cell(self, index: int) -> float:
        """The distance of a line's marks: a nudge, or a power of ten of it where the line is drawn to its own scale."""
        return self.first_nudge * 10.0 ** self.views.powers[index]

    # -- numbers -------------------------------------------------------------------------------------------------

    def images(self) -> list[float]:
        """Where x + dx, and what becomes of it, is on each line at this moment."""
        change = self.move.get_value()
        if change != self._images_of:
            self._images_of = change
            self._images = [float(number) for number in self.travel.images(change)]
        return self._images

    def ends(self, index: int) -> Numbers:
        """Where the change of a line starts and ends, shape (2,)."""
        return np.array([self.travel.points[index], self.images()[index]])

    def presence(self, index: int) -> float:
        """How much is seen of what belongs to a line: it appears as the flow comes there."""
        return float(np.clip((self.flow.get_value() - index) / _ARRIVAL + 1, 0, 1))

    # -- strands -------------------------------------------------------------------------------------------------

    def _color(self, index: int) -> str:
        return self.theme[self.words.roles[index]]

    def _path(self, numbers: Callable[[], list[float]], reach: ValueTracker, role: Role) -> MappingLines:
        """The way of one number from line to line, as far as it has come."""
        return MappingLines(
            self.lines, lambda: [np.array([n]) for n in numbers()], reach.get_value, self.theme[role], width=3
        )

    def _fixed(self, index: int) -> PointMarker:
        return PointMarker(self.lines[index], lambda: self.travel.points[index], self._color(index))

    def _moved(self, index: int) -> PointMarker:
        return PointMarker(
            self.lines[index],
            lambda: self.images()[index],
            self.theme[MOVING],
            presence=lambda: self.presence(index),
        )

    def _change(self, index: int) -> Change:
        return Change(self.lines[index], lambda: self.ends(index), self._color(index), lambda: self.presence(index))

    def _ribbon(self, index: int) -> Ribbon:
        above, below = self.changes[index : index + 2]
        return Ribbon(above, below, lambda: self.flow.get_value() - index, self._color(index + 1))

    def _rungs(self, index: int) -> MappingLines:
        """Threads that part a ribbon: where the change above is cut into equal pieces, the pieces below may differ."""

        def numbers() -> list[Numbers]:
            start, end = self.ends(index)
            pieces = start + (end - start) * _PIECES
            return [pieces, np.asarray(self.travel.functions[index](pieces))]

        lines = self.lines[index : index + 2]
        color = self._color(index + 1)
        return MappingLines(lines, numbers, lambda: self.flow.get_value() - index, color, width=2, opacity=0.75)

    def fan(self) -> MappingLines:
        """Threads from many numbers on the first line, evenly spaced, to the last line."""
        crossings = self.travel.images(self.views.radius * np.linspace(-1, 1, _FAN))
        reach, color = float(self.words.count), self.theme[MUTED]
        fan = MappingLines(self.lines, lambda: crossings, lambda: reach, color, width=1.5, opacity=0.65)
        return fan.set_z_index(-1)  # behind the numbers, whose paper interrupts it

    # -- what is seen, and what can be measured on it ------------------------------------------------------------

    @property
    def marks(self) -> VGroup:
        """The marks close up: of each line, and through all of them where they have one scale."""
        common = [self.rulers] if self.views.is_near_common else []
        return VGroup(*common, *self.rulers_of_lines)

    @property
    def near_parts(self) -> list[VMobject]:
        """All of the figure that is seen close up, from back to front."""
        bars = [line.bar for line in self.lines]
        strands = [*self.ribbons, *self.rungs, self.path, *self.changes, *self.moved, *self.fixed]
        return [self.marks, *bars, *strands]

    @property
    def come(self) -> list[int]:
        """The lines to which what has moved has come."""
        return [index for index in range(self.words.count + 1) if self.presence(index) == 1]

    def measured_stretches(self) -> list[tuple[float, float]]:
        """For each change that has come to the next line: its drawn length and the next one, in numbers."""
        lengths = [self.changes[index].shown_length / self.lines[index].scale_now().unit for index in self.come]
        return list(pairwise(lengths))
