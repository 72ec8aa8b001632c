"""All that is drawn of a linear function of a vector: its plane, level lines, steps, and the same arrow everywhere."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from manim import ValueTracker, VGroup, VMobject

from scenes.vector_derivative.bending import Bending
from scenes.vector_derivative.stair import Stair
from sessen.layout import Point, Region
from sessen.mathematics import LinearForm, to_float
from sessen.mobjects.arrow_field import Arrows, round_factor, wave
from sessen.mobjects.color_scale import HeightScale
from sessen.mobjects.surface.box import BoxProjection, SpaceBox, Viewpoint, fitted
from sessen.mobjects.surface.floor import Floor
from sessen.mobjects.surface.surface import Surface
from sessen.theme import FUNCTION, GIVEN_A, GIVEN_B, GRADIENT
from sessen.typesetting.ticks import tick_step
from sessen.typesetting.typeset import Typesetter

Numbers = npt.NDArray[np.float64]

REACH: Final = 1.5  # how far the plane is shown from the origin, in every direction
_AZIMUTHS: Final = (np.radians(-68.0), np.radians(-32.0))
_ELEVATION: Final = np.radians(31.0)
_FEET: Final = 6  # arrows along a side
_SPAN: Final = 1.0  # how far from the origin they stand
_LONGEST: Final = 0.5  # of an arrow of the field, in the numbers of the map
_SINGLE: Final = 1.2  # of the arrow that is looked at alone
_OVERHANG: Final = 0.1
_LEVELS: Final = 11
_MAP: Final = 0.0  # how opaque the surface is on the map
_QUIET: Final = 0.6  # how far its colours go towards the paper, for steps on it to be seen
_GLASS: Final = 0.2  # and under its level lines


class LinearFigure:
    """The plane of b . x with the trackers that move it, and what it turns into.

    Attributes
    ----------
    azimuth, above
        Where the eye is; how far it has climbed until it looks straight down, from 0 to 1.
    growth, presence, glass
        How far the plane has grown, how opaque everything is, and how much of the plane has turned to glass.
    drawn, bent, grown
        How far the level lines are drawn, how far they have bent into circles, how far the field of arrows has grown.
    first, second
        Where the two steps stand: trackers of x_1 and of x_2.
    """

    def __init__(self, form: LinearForm, region: Region, typesetter: Typesetter, numbers: tuple[str, str]) -> None:
        self.form, theme = form, typesetter.theme
        b = np.array([to_float(part) for part in form.b])
        top = REACH * float(np.abs(b).sum())
        self.box = SpaceBox((-REACH, REACH), (-REACH, REACH), (-top, top))
        self.azimuth, self.above = ValueTracker(_AZIMUTHS[1]), ValueTracker(0)
        self.growth, self.presence, self.glass = map(ValueTracker, (0, 0, 0))
        self.drawn, self.bent, self.grown, self.shown_steps = map(ValueTracker, (0, 0, 0, 0))
        self.floor = Floor(self.box, typesetter, names=("x_1", "x_2", "bold(b)^upright(T) bold(x)"))
        self._stands = _stand_aslant(region, self.floor.widest), _stand_above(region)
        self.view = BoxProjection(self._azimuth, self._elevation, self._stand, self.growth.get_value)
        self.surface = Surface(form.field.value, self.box, (0.0, 0.0), theme, role=FUNCTION, cells=16, quiet=_QUIET)
        length = float(np.linalg.norm(b))
        self.factor = round_factor(length, _LONGEST)
        self.single_factor = round_factor(length, _SINGLE)
        self.square_factor = round_factor(2 * _SPAN * 2**0.5, 1.3 * _LONGEST)
        self.bending = Bending(b, self.factor, self.square_factor)
        self.levels = np.array(form.field.levels((-REACH, REACH), (-REACH, REACH), _LEVELS))
        step = tick_step(0.0, 2 * REACH**2, len(self.levels))
        self.circles = step * np.arange(1, len(self.levels) + 1)
        scale = HeightScale(-top, top, theme.name)
        self.lines = [VMobject(stroke_color=scale.color(level), stroke_width=4) for level in self.levels]
        self.feet = np.stack(np.meshgrid(*[np.linspace(-_SPAN, _SPAN, _FEET)] * 2), axis=-1).reshape(-1, 2)
        self.arrows = Arrows(np.zeros((1, 3)), np.zeros((1, 3)), color=theme[GRADIENT], shaft=0.03)
        pairs = zip(numbers, (GIVEN_A, GIVEN_B), strict=True)
        self.stairs = [
            Stair(form.field, self.box, axis, ("1", text), typesetter, role=role)
            for axis, (text, role) in enumerate(pairs)
        ]
        self.places = [tuple(map(ValueTracker, place)) for place in ((-1.2, -1.0), (-1.0, -1.3))]
        self.world = VGroup(self.floor.ground, self.surface.everything, *self.lines, self.arrows, self.floor.labels)
        self._seen: tuple[float, ...] = ()
        self._bent, self._curves = 0.0, self._bend(0.0)
        self.follow()

    # -- where the eye is ----------------------------------------------------------------------------------------

    def _azimuth(self) -> float:
        """The eye ends where x_1 goes to the right and x_2 goes up."""
        share = self.above.get_value()
        return float((1 - share) * self.azimuth.get_value() - share * np.pi / 2)

    def _elevation(self) -> float:
        return float(_ELEVATION + self.above.get_value() * (np.pi / 2 - _ELEVATION))

    def _stand(self) -> Viewpoint:
        return self._stands[0].towards(self._stands[1], self.above.get_value())

    # -- what is seen --------------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Draw everything as the trackers have it."""
        own = [tracker.get_value() for tracker in (self.presence, self.glass, self.drawn, self.bent, self.grown)]
        seen = (*self.view.state, *own)
        if seen == self._seen:
            return
        self._seen = seen
        shown, glass, drawn, bent, grown = map(float, own)
        above = self.above.get_value()
        clear = shown * (1 - (1 - _GLASS) * glass) * (1 - (1 - _MAP) * above)
        self.surface.follow(self.view, (clear,) * 4)
        self.floor.follow(self.view)
        self.floor.appear(shown, numbers=self.growth.get_value() ** 3, heights=max(0.0, 1 - 3 * above))
        self._draw_lines(drawn, bent)
        self._draw_arrows(bent, grown)

    def _draw_lines(self, drawn: float, bent: float) -> None:
        """Level curves on the plane, each from the moment it is its turn."""
        if bent != self._bent:
            self._bent, self._curves = bent, self._bend(bent)
        if drawn > 0:
            ends = np.cumsum([len(curve) for curve in self._curves])[:-1]
            points = self.view.point(np.concatenate(self._curves))
            for line, own in zip(self.lines, np.split(points, ends), strict=True):
                line.points = own
        for index, line in enumerate(self.lines):
            opacity = float(np.clip(drawn * len(self.lines) - index, 0, 1))
            if line.get_stroke_opacity() != opacity:
                line.set_stroke(opacity=opacity)

    def _bend(self, bent: float) -> list[Numbers]:
        """The level curves as places of the box, each at the height of its line."""
        curves = []
        for level, circle in zip(self.levels, self.circles, strict=True):
            numbers = self.bending.curve(self.bending.level(level, circle, bent), REACH, bent)
            curves.append(self.box.place(numbers[:, 0], numbers[:, 1], level))
        return curves

    def _draw_arrows(self, bent: float, grown: float) -> None:
        """The field of arrows, grown in a wave from the middle."""
        if self.arrows.get_fill_opacity() != float(grown > 0):
            self.arrows.set_fill(opacity=float(grown > 0))
        if grown == 0:
            return
        order = np.linalg.norm(self.feet, axis=1)
        vectors = self.bending.vectors(self.feet, bent) * wave(order / order.max(), grown)[:, None]
        feet, tips = self.points(self.feet), self.points(self.feet + vectors)
        self.arrows.aim(feet, tips - feet)

    def follow_stair(self, axis: int) -> None:
        """Draw the step along an axis where its trackers have it."""
        x, y = self.places[axis]
        self.stairs[axis].put(self.view, (float(x.get_value()), float(y.get_value())))

    def points(self, numbers: Numbers, height: float = 0.0) -> Point:
        """Where pairs of numbers, shape (n, 2), are seen at a height; shape (n, 3)."""
        return self.view.point(self.box.place(numbers[:, 0], numbers[:, 1], height))

    def numbers_at(self, points: Point) -> Numbers:
        """The pair of numbers at points of the frame once the eye looks straight down; shape (n, 2)."""
        origin, across, up = self.points(np.array([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]))
        matrix = np.stack([across - origin, up - origin])[:, :2]
        return np.asarray((points - origin)[..., :2] @ np.linalg.inv(matrix))


def _stand_aslant(region: Region, widest: float) -> Viewpoint:
    """Room for the numbers around the box, the widest of which stands at the left."""
    left = region.left + 0.2 + max(0.4, widest)
    return fitted(Region(left, region.right - 0.5, region.bottom + 0.75, region.top - 0.4), _AZIMUTHS, _ELEVATION)


def _stand_above(region: Region) -> Viewpoint:
    """A square map with room for its numbers and for arrows that reach beyond it."""
    room = Region(region.left + 0.5, region.right, region.bottom + 0.6, region.top)
    unit = min(room.width, room.height) / 2 / (1 + _OVERHANG / REACH)
    return Viewpoint(room.center, unit)
