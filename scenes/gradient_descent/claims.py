"""What must hold on every frame of the scene on learning."""

from __future__ import annotations

import numpy as np

from scenes.gradient_descent.landscape import LossLandscape
from scenes.gradient_descent.model import Factors, Training
from scenes.gradient_descent.neuron_figure import Backwards
from scenes.gradient_descent.points_figure import PointsFigure
from scenes.gradient_descent.walk import Walk
from sessen import Equal, Lesson, claim
from sessen.mobjects import Arrow

_NUDGE = 1e-5


class LearningClaims(Lesson):
    """Measured on what is drawn, compared with the expression of the loss."""

    training: Training
    figure: PointsFigure
    land: LossLandscape
    walks: list[Walk]
    backwards: Backwards
    way: Factors
    downhill: Arrow

    @claim(about="land")
    def drawn_steps_are_the_rate_times_the_gradient_backwards(self) -> list[Equal] | None:
        """Each step on the map, measured, is -eta times the gradient of the loss, by difference quotients."""
        found = []
        for walk, run in zip(self.walks, self.training.runs, strict=True):
            stops = walk.drawn_stops() if walk in self.land.walks else np.zeros((0, 2))
            if len(stops) > 1:
                size = self.training.window[0][1] - self.training.window[0][0]
                slopes = self._slopes(stops[:-1])
                found.append(Equal(np.diff(stops, axis=0), -run.rate * slopes, tolerance=1e-6, scale=size))
        return found or None

    @claim(about="land")
    def loss_falls_at_the_middle_rate(self) -> Equal | None:
        """Where the rate is below twice the inverse of the largest curvature, no drawn step rises."""
        middle = self.walks[len(self.walks) // 2]
        if not self.training.is_gentle or middle not in self.land.walks:
            return None
        stops = middle.drawn_stops()
        if len(stops) < 2:
            return None
        return Equal(np.maximum(np.diff(self.training.value(*stops.T)), 0.0), 0.0, tolerance=1e-9)

    @claim(about="figure")
    def line_among_the_points_is_that_of_the_ball(self) -> list[Equal] | None:
        """The drawn line has the slope w and the height b of the shadow on the map, both measured."""
        if len(self.figure.line.points) == 0 or self.figure.drawn.get_value() < 1:
            return None
        line = self.figure.drawn_line()
        found = [Equal(line, self.weights(), tolerance=1e-6)]
        middle = self.walks[len(self.walks) // 2]
        if self.is_on_screen(self.land) and middle in self.land.walks:
            found.append(Equal(line, middle.drawn_now(), tolerance=1e-6))
        return found

    @claim(about="backwards")
    def factors_multiply_to_the_derivative(self) -> list[Equal] | None:
        """The last bars are as long as the point's loss changes with w and with b, by difference quotients."""
        if self.backwards.flow.get_value() < 3:
            return None
        w, b = self.training.start
        slopes = [
            (self._loss_of_one(w + dw, b + db) - self._loss_of_one(w - dw, b - db)) / (2 * _NUDGE)
            for dw, db in ((_NUDGE, 0.0), (0.0, _NUDGE))
        ]
        drawn = [self.backwards.drawn("w"), self.backwards.drawn("b")]
        return [Equal(np.array(drawn), np.abs(slopes), tolerance=1e-5)]

    @claim(about="downhill")
    def arrow_is_the_next_step(self) -> Equal:
        """The arrow on the map goes from the shadow to where the first step leads."""
        ends = self.land.numbers_on_map(np.array([self.downhill.tail, self.downhill.tip]))
        run = self.training.runs[len(self.walks) // 2]
        shown = self.arrow_share()
        return Equal(ends[1] - ends[0], -shown * run.rate * self._slopes(ends[:1])[0], tolerance=1e-5)

    def weights(self) -> np.ndarray:
        """(w, b) of the line at this moment."""
        raise NotImplementedError

    def arrow_share(self) -> float:
        """How much of the arrow is drawn."""
        raise NotImplementedError

    def _loss_of_one(self, w: float, b: float) -> float:
        return float(self.training.losses(w, b)[self.way.index])

    def _slopes(self, stops: np.ndarray) -> np.ndarray:
        across, up = np.array([_NUDGE, 0.0]), np.array([0.0, _NUDGE])
        value = self.training.value
        return np.stack(
            [(value(*(stops + each).T) - value(*(stops - each).T)) / (2 * _NUDGE) for each in (across, up)],
            axis=-1,
        )
