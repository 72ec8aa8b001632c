"""What the steps of the lesson are made of: Q that moves, and a picture that makes room."""

from __future__ import annotations

from manim import (
    FadeIn,
    FadeOut,
    Mobject,
    ReplacementTransform,
    RoundedRectangle,
    ValueTracker,
    VGroup,
)

from scenes.secant_to_tangent.claims import SecantClaims
from scenes.secant_to_tangent.figure import SecantFigure, Triangle
from scenes.secant_to_tangent.panel import SecantPanel
from sessen.layout import Region
from sessen.mobjects.rewriting.rewrite import Rewrite


class SecantMoves(SecantClaims):
    """A lesson with a secant whose point Q moves."""

    panel: SecantPanel
    distances: tuple[float, ...]
    h: ValueTracker
    triangle: Triangle
    background: RoundedRectangle
    traces: VGroup

    def _figure(self, region: Region) -> SecantFigure:
        return SecantFigure(self.limit, self.distances[0], self.h, region, self.type)

    def _make_room(self) -> None:
        """The same picture at the left, beside the panel that has something to say now."""
        old, self.figure = self.figure, self._figure(self.layout.figure)
        new, triangle = self.figure, self.triangle
        self.triangle = new.triangle()
        pairs = [(old.graph, new.graph), (old.secant, new.secant), (triangle.all, self.triangle.all)]
        pairs += [(old.fixed_point, new.fixed_point), (old.p_label, new.p_label)]
        pairs += [(old.moving_point, new.moving_point), (old.q_label, new.q_label)]
        self.play(
            FadeOut(old.plane),
            FadeIn(new.plane),
            *[ReplacementTransform(before, after) for before, after in pairs],
            self.panel.name.animate.restore(),
            run_time=1.0,
        )

    @property
    def _words(self) -> list[Mobject]:
        """Title and caption, which stay."""
        return [*self.title, self.title, *([self._caption] if self._caption else [])]

    @property
    def _surroundings(self) -> list[Mobject]:
        """All that a camera leaves behind that flies into P."""
        figure, panel = self.figure, self.panel
        drawn = [self.background, figure.plane, figure.graph, figure.secant, figure.fixed_point, figure.p_label]
        written = [panel.name, panel.rate, panel.table.heads, panel.table.rule, *panel.table.rows]
        return [*drawn, figure.moving_point, figure.q_label, *written]

    def _leave_trace(self) -> None:
        trace = self.figure.trace()
        self.traces.add(trace)
        self.add(trace)
        self.bring_to_back(trace)

    def _glide_to(self, h: float, row: VGroup, *, column: int) -> None:
        """Move Q until its distance is h, distance and slope running live in their cells, and leave the row written."""
        live = [self.panel.live_slope(lambda: self.figure.slope, h, row, column)]
        if column == 1:
            live.append(self.panel.live_distance(lambda: abs(self.h.get_value()), row))
        written = [row[column], row[0]][: len(live)]
        self.play(FadeIn(*live), run_time=0.2)
        self.play(self.h.animate.set_value(h), run_time=1.0)
        self.play(*[Rewrite(now.clear_updaters(), then) for now, then in zip(live, written, strict=True)], run_time=0.3)
