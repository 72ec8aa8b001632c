"""A helix in space, while the camera turns."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, ValueTracker

from sessen import Lesson, Words, step
from sessen.mobjects import SpaceAxes


class Helix(Lesson):
    """A curve and a point on it."""

    topic = Words(en="Curves", ja="曲線")
    question = Words(en="What does a helix look like?", ja="らせんはどんな形でしょうか?")

    def setup(self) -> None:
        """The camera turns, and the point climbs."""
        self.azimuth, self.time_now = ValueTracker(-1.2), ValueTracker(2)
        self.axes = SpaceAxes.of(self, (-1, 1), (-1, 1), (0, 4), region=self.layout.content, azimuth=self.azimuth)
        self.helix = self.axes.curve(lambda t: (np.cos(t), np.sin(t), t / np.pi), (0, 4 * np.pi))
        self.point = self.axes.dot(self.place)

    def place(self) -> tuple[float, float, float]:
        """Where the point is now."""
        t = self.time_now.get_value()
        return float(np.cos(t)), float(np.sin(t)), float(t / np.pi)

    @step(en="The camera goes round, and the point climbs.", ja="視点が回り、点がのぼります。")
    def turn(self) -> None:
        """Both at once."""
        self.play(FadeIn(self.axes, self.helix, self.point))
        self.play(self.azimuth.animate.set_value(-0.4), self.time_now.animate.set_value(10), run_time=2)
