"""What must be true of every frame of a lesson on the derivative with respect to a vector, as drawn."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from manim import Mobject

from scenes.vector_derivative.figure import REACH, LinearFigure
from sessen.claims import Equal, claim
from sessen.mathematics import LinearForm, to_float
from sessen.mobjects.level_curves import measure

Numbers = npt.NDArray[np.float64]


class LinearClaims:
    """Claims for a lesson that has these attributes; each is silent while there is nothing of its kind to be seen."""

    form: LinearForm
    figure: LinearFigure
    mobjects: list[Mobject]

    @claim
    def steps_rise_by_the_components(self) -> list[Equal] | None:
        """Rise over run of a drawn step is the component of b, wherever the step stands."""
        figure = self.figure
        seen = [axis for axis, stair in enumerate(figure.stairs) if stair in self.mobjects]
        size = max(abs(to_float(part)) for part in self.form.b)
        return [
            Equal(figure.stairs[axis].slope_in(figure.view), to_float(self.form.b[axis]), scale=size) for axis in seen
        ] or None

    @claim
    def level_lines_are_straight_and_evenly_spaced(self) -> list[Equal] | None:
        """On the map, before they bend: all drawn points of a line have its value, and the gaps are the same."""
        figure = self.figure
        if not self._is_map or figure.drawn.get_value() < 1 or figure.bent.get_value() > 0:
            return None
        b = np.array([to_float(part) for part in self.form.b])
        values = [figure.numbers_at(line.points) @ b for line in figure.lines]
        size = REACH * float(np.abs(b).sum())
        own = [Equal(drawn, level, scale=size) for drawn, level in zip(values, figure.levels, strict=True)]
        gaps = np.diff([float(drawn.mean()) for drawn in values])
        return [*own, Equal(gaps, gaps.mean() if len(gaps) else 0.0, scale=size)]

    @claim
    def arrows_are_the_gradient_everywhere(self) -> Equal | None:
        """At either end of the way every arrow is b, and 2 x, times the factor on screen, as far as it has grown."""
        figure, bent = self.figure, self.figure.bent.get_value()
        if not self._is_map or figure.grown.get_value() < 1 or bent not in (0, 1):
            return None
        feet, drawn = self._arrows()
        b = np.array([to_float(part) for part in self.form.b])
        true = figure.factor * b + 0 * feet if bent == 0 else figure.square_factor * 2 * feet
        return Equal(drawn, true, scale=2 * REACH)

    @claim
    def arrows_are_square_to_the_level_curves(self) -> list[Equal] | None:
        """While the lines bend as well: along drawn curves the value of the function of the moment stays the same."""
        figure, bent = self.figure, self.figure.bent.get_value()
        if not self._is_map or figure.grown.get_value() < 1:
            return None
        feet, drawn = self._arrows()
        step = 1e-4
        turned = np.stack([-drawn[:, 1], drawn[:, 0]], axis=1)
        lengths = np.maximum(np.linalg.norm(drawn, axis=1), 1e-9)
        change = figure.bending.values(feet + step * turned, bent) - figure.bending.values(feet - step * turned, bent)
        equals = [Equal(change / (2 * step * lengths), 0.0, tolerance=1e-5, scale=1.0)]
        middles = [measure(line.points)[0] for line in figure.lines if len(line.points)]
        if middles:
            values = figure.bending.values(figure.numbers_at(np.concatenate(middles)), bent)
            levels = [figure.bending.level(*pair, bent) for pair in zip(figure.levels, figure.circles, strict=True)]
            seen = [level for level, line in zip(levels, figure.lines, strict=True) if len(line.points)]
            true = np.repeat(seen, [len(points) for points in middles])
            equals.append(Equal(values, true, tolerance=1e-4, scale=1.0))
        return equals

    @property
    def _is_map(self) -> bool:
        return self.figure.above.get_value() == 1

    def _arrows(self) -> tuple[Numbers, Numbers]:
        """Feet and vectors of the drawn arrows that have a length, in numbers."""
        arrows = self.figure.arrows
        feet = self.figure.numbers_at(arrows.feet)
        return feet, self.figure.numbers_at(arrows.tips) - feet
