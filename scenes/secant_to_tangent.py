"""Secants through P close in on the tangent: the derivative as a limit of slopes (lecture notes, section 1.1)."""

from __future__ import annotations

import numpy as np
import sympy
from manim import (
    RIGHT,
    UP,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    FadeTransform,
    Line,
    Polygon,
    ReplacementTransform,
    TransformFromCopy,
    ValueTracker,
    VGroup,
)

from sessen.claims import Equal, claim
from sessen.errors import SessenError
from sessen.lesson import Lesson
from sessen.mathematics import DifferenceQuotient, RealFunction, format_number, is_exact, labelled, relation, to_typst
from sessen.parameters import Formula, Number, Numbers
from sessen.stage.layout import Point
from sessen.stage.magnifier import Magnifier, free_corner
from sessen.stage.numbers import LiveNumber
from sessen.stage.panel import Table, panel_behind, ring_around, stack
from sessen.stage.plane import Plane, Window
from sessen.stage.roles import FIXED, FUNCTION, INK, MOVING, MUTED, RESULT
from sessen.stage.typesetting import LABEL, NOTE, Typeset
from sessen.steps import step
from sessen.words import Words

LARGEST_ZOOM = 200.0


class SecantToTangent(Lesson):
    """What is the slope of a curve at a single point?"""

    section = "1.1"
    topic = Words(en="Derivative", ja="微分")
    question = Words(en="What is the slope of a curve at a single point?", ja="曲線上の1点での傾きとは何でしょうか?")

    f = Formula("x^3 - 3x^2 + x", help="the curve")
    at = Number("4", help="where P stays")
    gaps = Numbers("1, 0.5, 0.1, 0.01", positive=True, most=5, help="the values of h that are read aloud")

    def setup(self) -> None:
        self.function = RealFunction(self.f, sympy.Symbol("x", real=True))
        self.limit = DifferenceQuotient(self.function, self.at)
        self.x, self.y = float(self.at), float(self.limit.value)
        self.steps_of_h = tuple(sorted((float(gap) for gap in self.gaps), reverse=True))
        self._refuse_gaps_without_a_value()
        self.h = ValueTracker(self.steps_of_h[0])
        self.plane = Plane(self.layout.figure, self._window(), self.type)
        self.graph = self.plane.curve(self.function)
        self.fixed_point = self._dot(FIXED).move_to(self.plane.point(self.x, self.y))
        self.moving_point = self._dot(MOVING).add_updater(lambda dot: dot.move_to(self._moving_place()))
        self.secant = self.plane.straight(self.x, self.y, self.slope, role=MOVING).add_updater(self._follow_h)
        self._make_labels()
        self.table = self._table()
        self.tangent: Line | None = None

    # -- the mathematics, as the pictures ask for it -------------------------------------------------------------

    @property
    def slope(self) -> float:
        """The slope of the secant at the present h; the derivative where h is 0."""
        return self.limit.slope(self.h.get_value())

    def _value(self, x: float) -> float:
        return float(self.function(x))

    def _refuse_gaps_without_a_value(self) -> None:
        for h in self.steps_of_h:
            if not np.isfinite(self._value(self.x + h)):
                raise SessenError(
                    f"f has no value at x + h = {self.x + h:g}, so there is no point Q for h = {h:g}",
                    where=f"{type(self).__name__}.gaps",
                    cure="choose smaller gaps, or another point",
                )

    def _window(self) -> Window:
        """Room for P, for Q on both sides, and for the names of rise and run at the right."""
        reach = self.steps_of_h[0]
        values = [self._value(self.x + h) for h in (-reach, 0.0, reach, -reach / 2, reach / 2)]
        low, high = (extreme([value for value in values if np.isfinite(value)]) for extreme in (min, max))
        flat = max(abs(float(self.limit.derivative)) * reach, 1e-3 * abs(self.y), 1e-9)
        spare = 0.22 * (high - low) if high - low > 1e-9 * max(1.0, abs(self.y)) else max(flat, reach)
        return Window(self.x - 1.4 * reach, self.x + 1.9 * reach, low - spare, high + spare)

    def _moving_place(self) -> Point:
        x = self.x + self.h.get_value()
        return self.plane.point(x, self._value(x))

    def _follow_h(self, line: Line) -> None:
        line.set_points_by_ends(*self.plane.line_ends(self.x, self.y, self.slope))

    # -- what is made --------------------------------------------------------------------------------------------

    def _dot(self, role: str) -> Dot:
        return Dot(radius=0.1, color=self.theme[role])

    def _make_labels(self) -> None:
        """P on one side of the secant and Q on the other, so that they never meet."""
        reach = self.steps_of_h[0]
        sag = (self.y + self._value(self.x + reach)) / 2 - self._value(self.x + reach / 2)
        self.side = -1.0 if sag < 0 else 1.0
        self.p_label = self.math("P", size=LABEL, role=FIXED).move_to(self._beside(-self.side, backward=0.35))
        self.q_label = self.math("Q", size=LABEL, role=MOVING)
        self.q_label.add_updater(
            lambda label: label.move_to(self._beside(self.side, backward=0.1) + self._moving_place() - self._p_place())
        )

    def _p_place(self) -> Point:
        return self.plane.point(self.x, self.y)

    def _beside(self, side: float, *, backward: float) -> Point:
        """A place next to P, at right angles to the tangent as it is drawn, a little against its direction."""
        across, up = self.plane.unit
        along = np.array([across, float(self.limit.derivative) * up, 0.0])
        along /= np.linalg.norm(along)
        normal = np.array([-along[1], along[0], 0.0])
        return self._p_place() + 0.36 * (side * normal - backward * along)

    def _table(self) -> Table:
        heads = (
            self.math("h", size=NOTE, role=MOVING),
            self.text(en="right", ja="右から", size=NOTE, role=MUTED),
            self.text(en="left", ja="左から", size=NOTE, role=MUTED),
        )
        return Table(self.layout.lower, heads, len(self.gaps), self.type, shares=(0.26, 0.37, 0.37))

    def _row(self, h: float) -> VGroup:
        cells = [format_number(h, style="typst")]
        for signed in (h, -h):
            exists = np.isfinite(self._value(self.x + signed))
            cells.append(format_number(self.limit.slope(signed), style="typst") if exists else "dash.en")
        return self.table.row(cells, roles=(MOVING, INK, INK))

    # -- the steps -----------------------------------------------------------------------------------------------

    @step(
        en="A straight line has one slope. What about a curve?",
        ja="直線の傾きはひとつです。では、曲線ではどうでしょうか。",
    )
    def ask_for_the_slope(self) -> None:
        """The question, alone in the frame and then as the title."""
        self.ask()

    @step(en="P is a point on the curve, and it stays where it is.", ja="曲線の上に点Pをとり、動かさずにおきます。")
    def show_curve(self) -> None:
        """The curve grows over its axes, P lights up on it."""
        self.panel = panel_behind(self.layout.panel, self.theme)
        name = labelled(f"f(x) = {to_typst(self.f)}", FUNCTION)
        self.name = self.math(name)
        self.rate = self.math(
            "{{ a : MOVING }} = frac("
            "{{ f(x + {{ h : MOVING }}) - f(x) : rise }}, {{ (x + {{ h : MOVING }}) - x : run }})"
        )
        stack(self.layout.upper, (self.name.fit_into(self.layout.upper.width, 0.8), self.rate), gap=0.35)
        self.play(FadeIn(self.plane), FadeIn(self.panel), run_time=0.8)
        self.play(Create(self.graph), run_time=1.6)
        self.play(FadeIn(self.name, shift=0.15 * UP), run_time=0.6)
        self.play(FadeIn(self.fixed_point, scale=2.5), FadeIn(self.p_label), run_time=0.7)

    @step(
        en="A second point Q, a step $h$ away, fixes a straight line.",
        ja="$h$だけ離れた点Qを決めると、直線が1本決まります。",
    )
    def draw_secant(self) -> None:
        """Q runs out along the curve from P, and the secant goes through both."""
        self.h.set_value(0)
        self.moving_point.update()
        self.q_label.update()
        self.play(FadeIn(self.moving_point, scale=2.0), FadeIn(self.q_label), run_time=0.4)
        self.play(self.h.animate.set_value(self.steps_of_h[0]), run_time=1.4)
        self.secant.update()
        self.play(Create(self.secant), run_time=1.2)

    @step(en="Its slope is the rise divided by the run.", ja="その傾きは、縦の変化を横の変化で割ったものです。")
    def measure_rise_and_run(self) -> None:
        """The triangle under the secant: run first, then rise, each with its name."""
        foot = self.plane.point(self.x + self.h.get_value(), self.y)
        self.run = Line(self._p_place(), foot, color=self.theme[INK], stroke_width=4)
        self.rise = Line(foot, self._moving_place(), color=self.theme[INK], stroke_width=4)
        self.triangle = Polygon(
            self._p_place(),
            foot,
            self._moving_place(),
            stroke_width=0,
            fill_color=self.theme[MOVING],
            fill_opacity=0.16,
        )
        upward = 1.0 if self._moving_place()[1] >= foot[1] else -1.0
        self.run_name = self.math("h", size=LABEL, role=MOVING).next_to(self.run, -upward * UP, buff=0.14)
        self.rise_name = self.math("f(x + {{ h : MOVING }}) - f(x)", size=LABEL * 0.9)
        self._put_right_of_rise()
        self.play(Create(self.run), FadeIn(self.run_name), run_time=0.9)
        self.play(Create(self.rise), FadeIn(self.rise_name), run_time=0.9)
        self.bring_to_back(self.triangle)
        self.play(FadeIn(self.triangle), run_time=0.5)

    def _put_right_of_rise(self) -> None:
        """The name of the rise beside it, within the plane."""
        center = self.rise.get_center()
        room = self.plane.box.right - center[0] - 0.2
        self.rise_name.fit_into(max(room, 1.0), 1.0)
        self.rise_name.move_to(center + np.array([0.15 + self.rise_name.width / 2, 0, 0]))

    @step(
        en="Rise over run is the average rate of change from P to Q.", ja="この比を、PからQまでの平均変化率といいます。"
    )
    def write_average_rate(self) -> None:
        """Rise and run leave the picture for the fraction, then the numbers take their places."""
        rise, run = self.rate.part("rise"), self.rate.part("run")
        h = VGroup(*[glyph for glyph in run if glyph in list(self.rate.part("MOVING"))])
        rest = VGroup(*[glyph for glyph in self.rate if glyph not in [*rise, *h]])
        self.play(TransformFromCopy(self.rise_name, rise), run_time=0.9)
        self.play(TransformFromCopy(self.run_name, h), run_time=0.7)
        self.play(FadeIn(rest), run_time=0.5)
        self.remove(rise, h, rest)
        self.add(self.rate)
        self.numbers = self._numbers().fit_into(self.layout.lower.width, 1.1)
        self.numbers.move_to(self.layout.lower.at(0.5, 0.62))
        self.play(FadeIn(self.numbers, shift=0.15 * UP), run_time=0.7)

    def _numbers(self) -> Typeset:
        h = self.steps_of_h[0]
        low, high = (format_number(self._value(x), style="typst") for x in (self.x, self.x + h))
        left, right = (format_number(x, style="typst") for x in (self.x, self.x + h))
        low, left = (f"({text})" if text.startswith("-") else text for text in (low, left))
        slope = self.limit.slope(h)
        text = format_number(slope, style="typst")
        return self.math(
            f"{{{{ a : MOVING }}}} = frac({high} - {low}, {right} - {left}) {relation(slope, text, 'typst')} "
            f"{{{{ {text} : value }}}}"
        )

    @step(en="Bring Q closer, and the slopes settle.", ja="QをPに近づけると、傾きは落ち着いていきます。")
    def bring_q_closer(self) -> None:
        """One h after another: the secant turns, leaves its trace, and the table fills."""
        self.play(FadeOut(self.triangle, self.run, self.rise, self.run_name, self.rise_name), run_time=0.5)
        first = self._row(self.steps_of_h[0])
        value = self.numbers.part("value")
        others = VGroup(*[glyph for glyph in self.numbers if glyph not in list(value)])
        self.play(FadeOut(others), FadeIn(self.table.heads[:2], self.table.rule), run_time=0.5)
        self.play(ReplacementTransform(value, first[1]), FadeIn(first[0]), run_time=0.6)
        self.remove(self.numbers)
        self.traces = VGroup()
        for h in self.steps_of_h[1:]:
            self._leave_trace()
            self._glide_to(h, self._row(h), column=1)

    def _leave_trace(self) -> None:
        trace = self.secant.copy().clear_updaters().set_stroke(width=2, opacity=0.4)
        self.traces.add(trace)
        self.add(trace)
        self.bring_to_back(trace)

    def _glide_to(self, h: float, row: VGroup, *, column: int) -> None:
        """Move Q until its distance is h, the slope running live in its cell, and leave the row written."""
        place = self.table.place_of(self.table.rows.index(row), column)
        settled = format_number(self.limit.slope(h), style="plain")
        decimals = max(1, len(settled.partition(".")[2])) if "e" not in settled and "10" not in settled[-4:] else 0
        live = LiveNumber(
            lambda: self.slope, self.theme, size=self.table.size, decimals=decimals, align="right", role=MOVING
        )
        live.scale(min(1.0, self.table.column_widths[column] / live.width))
        live.place(place)
        newcomers = [live] if column > 1 else [live, row[0]]
        self.play(FadeIn(*newcomers), run_time=0.2)
        self.play(self.h.animate.set_value(h), run_time=1.0)
        self.play(FadeTransform(live.clear_updaters(), row[column]), run_time=0.3)

    @step(en="From the left, they settle on the same number.", ja="左から近づけても、同じ数に落ち着きます。")
    def come_from_the_left(self) -> None:
        """Q crosses P and comes back from the other side, a second column of slopes beside the first."""
        self.play(FadeOut(self.traces), FadeIn(self.table.heads[2]), run_time=0.5)
        for h, row in zip(self.steps_of_h, self.table.rows, strict=True):
            if np.isfinite(self._value(self.x - h)):
                self._glide_to(-h, row, column=2)
            else:
                self.play(FadeIn(row[2]), run_time=0.3)

    @step(
        en="As $h$ glides to $0$, curve and line become one.", ja="$h$を$0$に近づけると、曲線と直線がひとつになります。"
    )
    def magnify(self) -> None:
        """Under a glass that grows stronger as Q comes closer, the curve flattens onto the secant."""
        self.play(self.h.animate.set_value(self.steps_of_h[0]), run_time=0.8)
        self.glass = self._magnifier()
        self.zoom_name = self._zoom_name()
        self.play(FadeIn(self.glass, self.zoom_name), run_time=0.7)
        closing_in = lambda t: (1 - LARGEST_ZOOM**-t) / (1 - 1 / LARGEST_ZOOM)  # noqa: E731
        self.play(self.h.animate(rate_func=closing_in).set_value(0), run_time=5.0)

    def _zoom(self) -> float:
        """As strong as Q is near, so that under the glass Q would stay where it is."""
        return min(LARGEST_ZOOM, 1.5 * self.steps_of_h[0] / max(abs(self.h.get_value()), 1e-12))

    def _magnifier(self) -> Magnifier:
        radius = min(1.35, 0.28 * min(self.plane.box.width, self.plane.box.height))
        labels = [self._beside(side, backward=0.2) for side in (-1.0, 1.0)]
        line = np.linspace(*self.plane.line_ends(self.x, self.y, self.slope), 30)
        place = free_corner(self.plane, np.concatenate([self.graph.points, line, labels]), radius)
        return Magnifier(
            self.plane,
            self.function,
            self.x,
            center=place,
            radius=radius,
            line_slope=lambda: self.slope,
            zoom=self._zoom,
        )

    def _zoom_name(self) -> VGroup:
        cross = self.math("times", size=NOTE, role=MUTED)
        factor = LiveNumber(self._zoom, self.theme, role=MUTED, size=NOTE, decimals=0)
        below = self.glass.glass.get_bottom() + 0.28 * UP
        cross.move_to(below + np.array([-0.25, 0, 0]))
        factor.place(np.array([cross.get_right()[0] + 0.06, cross.get_bottom()[1] - 0.02, 0]))
        return VGroup(cross, factor)

    @step(en="The number they settle on is a limit: the derivative.", ja="落ち着く先の数が極限、すなわち微分係数です。")
    def write_limit(self) -> None:
        """The average rate becomes the limit that is the derivative."""
        limit = self.math(
            "{{ f'(x) : RESULT }} = lim_({{ h : MOVING }} -> 0) frac(f(x + {{ h : MOVING }}) - f(x), {{ h : MOVING }})"
        ).fit_into(self.layout.upper.width)
        limit.move_to(self.rate.get_center())
        self.play(FadeOut(self.glass, self.zoom_name), run_time=0.5)
        self.play(FadeTransform(self.rate, limit), run_time=1.2)
        self.limit_formula = limit

    @step(en="Differentiating gives the same number.", ja="微分して計算しても、同じ数になります。")
    def differentiate(self) -> None:
        """The derivative as a formula, and its value at P, where the slopes were heading."""
        region = self.layout.lower
        derivative = self.math(f"f'(x) = {to_typst(self.limit.derivative_function)}").fit_into(region.width, 0.9)
        value = self.limit.derivative
        text = format_number(value, style="typst")
        where = format_number(self.at, style="typst")
        where = where if is_exact(self.at, where) else to_typst(self.at)
        self.answer = self.math(
            f"f'({labelled(where, 'FIXED')}) {relation(value, text, 'typst')} {labelled(text, 'RESULT')}", size=0.56
        ).fit_into(region.width)
        stack(region, (derivative, self.answer), gap=0.4)
        self.play(FadeOut(self.table.heads, self.table.rule, *self.table.rows), run_time=0.5)
        self.play(FadeIn(derivative, shift=0.15 * UP), run_time=0.8)
        self.play(FadeIn(self.answer, shift=0.15 * UP), run_time=0.8)

    @step(en="The slope of the curve at P is the slope of its tangent.", ja="点Pでの曲線の傾きは、接線の傾きです。")
    def answer_with_the_tangent(self) -> None:
        """The secant has become the tangent; its slope and the derivative are the same number."""
        self.tangent = self.plane.straight(self.x, self.y, float(self.limit.derivative), role=RESULT, width=6)
        self.play(FadeOut(self.moving_point, self.q_label), run_time=0.4)
        self.play(Create(self.tangent), run_time=1.2)
        self.remove(self.secant)
        self.play(Create(ring_around(self.answer, self.theme[RESULT])), run_time=0.6)
        name = self._slope_name()
        self.play(FadeIn(name[0]), TransformFromCopy(self.answer.part("RESULT"), name[1]), run_time=0.9)

    def _slope_name(self) -> VGroup:
        """ "slope 25" beside the upper half of the tangent, on the side where the curve is not."""
        word = self.text(en="slope", ja="傾き", size=LABEL, role=RESULT)
        number = self.math(format_number(self.limit.derivative, style="typst"), size=LABEL * 1.1, role=RESULT)
        number.next_to(word, RIGHT, buff=0.15).on_baseline(word.baseline)
        name = VGroup(word, number)
        start, end = self.plane.line_ends(self.x, self.y, float(self.limit.derivative))
        along = (end - start) / np.linalg.norm(end - start)
        below = np.array([along[1], -along[0], 0.0])
        clear = abs(below[0]) * name.width / 2 + abs(below[1]) * name.height / 2 + 0.2
        side = 1.0 if self.side > 0 else -1.0
        return name.move_to(self._p_place() + 0.55 * (end - self._p_place()) + side * clear * below)

    # -- what must hold on every frame ---------------------------------------------------------------------------

    def _is_drawn(self, line: Line | None) -> bool:
        """Whether a straight line is on screen and long enough to have a direction."""
        return line is not None and self.shows(line) and line.get_length() > 1e-3

    @property
    def _height(self) -> float:
        return self.plane.window.top - self.plane.window.bottom

    @claim
    def secant_has_the_quotient_as_its_slope(self) -> Equal | None:
        return Equal(self.plane.slope_of(self.secant), self.slope) if self._is_drawn(self.secant) else None

    @claim
    def secant_goes_through_p_and_q(self) -> Equal | None:
        if not self._is_drawn(self.secant):
            return None
        (x0, y0), slope = self.plane.numbers_at(self.secant.get_start()), self.plane.slope_of(self.secant)
        x, y = self.plane.numbers_at(np.array([self.fixed_point.get_center(), self.moving_point.get_center()])).T
        return Equal(y0 + slope * (x - x0), y, scale=self._height)

    @claim
    def points_lie_on_the_curve(self) -> Equal | None:
        points = [point.get_center() for point in (self.fixed_point, self.moving_point) if self.shows(point)]
        if not points:
            return None
        x, y = self.plane.numbers_at(np.array(points)).T
        return Equal(y, self.function(x), scale=self._height)

    @claim
    def tangent_touches_with_the_derivative_as_its_slope(self) -> list[Equal] | None:
        if not self._is_drawn(self.tangent):
            return None
        (x0, y0), slope = self.plane.numbers_at(self.tangent.get_start()), self.plane.slope_of(self.tangent)
        return [
            Equal(slope, float(self.limit.derivative)),
            Equal(y0 + slope * (self.x - x0), self.y, scale=self._height),
        ]
