"""The loss after every step, at each rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import Circle, VGroup, VMobject

from scenes.gradient_descent.model import Training
from sessen.layout import Region
from sessen.mathematics import format_number
from sessen.mobjects.plane import Plane, Ranges
from sessen.mobjects.vectors import straight_pieces
from sessen.theme import Role
from sessen.typesetting.typeset import NOTE, Typesetter

_ABOVE = 1.25  # of the largest loss


class LossPlot(VGroup):
    """A curve for each descent, drawn as far as it has walked.

    Attributes
    ----------
    plane
        Steps across, the loss up; to be shown first.
    """

    def __init__(
        self,
        region: Region,
        training: Training,
        walked: Sequence[Callable[[], float]],
        roles: Sequence[Role],
        typesetter: Typesetter,
    ) -> None:
        super().__init__()
        self.type, self.theme, self.roles = typesetter, typesetter.theme, roles
        self.runs, self.walked = training.runs, walked
        line = 1.5 * NOTE
        self.region = region
        upper = Region(region.left, region.right, region.bottom + line * (len(roles) + 0.3), region.top)
        most = max(1, *(run.last for run in self.runs))
        top = _ABOVE * max(float(run.losses.max()) for run in self.runs)
        self.plane = Plane(upper, Ranges(0, most, 0, top), typesetter, names=("k", "L"), most_ticks=(5, 4))
        self.curves = [VMobject(stroke_color=self.theme[role], stroke_width=5) for role in roles]
        self.ends = [VMobject(fill_color=self.theme[role], fill_opacity=1, stroke_width=0) for role in roles]
        self._dot = Circle(0.09).points.copy()
        self.add(*self.curves, *self.ends)
        self.follow()

    def follow(self) -> None:
        """Draw each curve as far as its descent has come."""
        for run, walked, curve, end in zip(self.runs, self.walked, self.curves, self.ends, strict=True):
            now = float(np.clip(walked(), 0, run.last))
            steps = np.append(np.arange(int(now) + 1), now)
            points = self.plane.point(steps, np.interp(steps, np.arange(run.last + 1), run.losses))
            curve.points = straight_pieces(points)
            end.points = self._dot + points[-1]

    def labels(self, words: Sequence[str]) -> VGroup:
        """The rate of each descent and what becomes of it, in the colour of its curve, below the plot."""
        rows = []
        for number, (run, word, role) in enumerate(zip(self.runs, words, self.roles, strict=True)):
            rate = format_number(run.rate, 3, style="typst")
            label = self.type.words(f"$eta = {rate}$: {word}", size=NOTE, role=role)
            label.fit_into(self.region.width)
            left = self.plane.box.left + label.width / 2
            height = self.region.bottom + 1.5 * NOTE * (len(words) - 1 - number) + 0.12
            rows.append(label.move_to((left, 0, 0)).on_baseline(height))
        return VGroup(*rows)
