"""The gradient: the steepest way up, square to the level curves (lecture notes, section 2.2.4)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from manim import (
    DOWN,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    ReplacementTransform,
    TransformFromCopy,
    ValueTracker,
    VGroup,
    linear,
)

from sessen.claims import Equal, claim
from sessen.lesson import Lesson
from sessen.mathematics import Ending, FieldError, ScalarField, format_number
from sessen.parameters import Formula, Interval, Vector
from sessen.stage.arrow_field import Arrows, wave
from sessen.stage.compass import Compass, direction_of
from sessen.stage.descent_table import DescentTable
from sessen.stage.gradient_panel import GradientPanel, factor_in_words
from sessen.stage.landscape import Landscape
from sessen.stage.layout import Point
from sessen.stage.level_curves import Level, measure
from sessen.stage.panel import panel_behind
from sessen.stage.roles import FIXED, FUNCTION, GIVEN_A, GIVEN_B, GRADIENT, INK, MOVING, MUTED
from sessen.stage.trail import Trail
from sessen.stage.typesetting import LABEL, NOTE, Typeset
from sessen.stage.vantage import choose_vantage, plan_descent, plan_field
from sessen.stage.vectors import Arrow, GrowArrow, RightAngle, beside, quarter_turn
from sessen.steps import step
from sessen.words import Words

Numbers = npt.NDArray[np.float64]

PIXEL = 8 / 1080  # of a picture of 1080 lines, in Manim's units


class GradientField(Lesson):
    """Which way is the steepest way up?"""

    section = "2.2.4"
    topic = Words(en="Gradient", ja="勾配")
    question = Words(en="Which way is the steepest way up?", ja="いちばん急な上りは、どちらの向きでしょうか?")

    f = Formula("x^2 + y^2", variables=("x", "y"), help="the height of the landscape")
    domain = Interval("-5, 5", help="from where to where, in x and in y")
    start = Vector("4.3, 3.1", sizes=(2, 2), help="where the descent begins")

    def setup(self) -> None:
        """The field, what of it is drawn, and the trackers that move."""
        self.field = ScalarField(self.f)
        low, high = self.bounds = tuple(float(end) for end in self.domain)
        start = tuple(float(part) for part in self.start)
        self._refuse(start)
        self.arrows = plan_field(self.field, self.bounds)
        self.descent = plan_descent(self.field, start, self.bounds)
        self.vantage = choose_vantage(self.field, self.bounds, start)
        reach = float(np.abs(self.arrows.tips - (low + high) / 2).max())
        reach = max(reach, (high - low) / 2) + 0.01 * (high - low)
        window = ((low + high) / 2 - reach, (low + high) / 2 + reach)
        self.land = Landscape(self.layout.figure, self.field, window, self.type)
        self.panel = GradientPanel(self.layout, self.type, self.field, self.vantage)
        self.growth, self.walked = ValueTracker(0), ValueTracker(0)
        self._stand_at_p()

    def _refuse(self, start: tuple[float, ...]) -> None:
        low, high = self.bounds
        if not all(low <= part <= high for part in start):
            raise FieldError(
                f"the start ({start[0]:g}, {start[1]:g}) is outside the domain from {low:g} to {high:g}",
                where="GradientField",
                cure="choose a start inside, or a larger domain",
            )

    def _stand_at_p(self) -> None:
        """P, the slopes around it, and the factor at which they are drawn there."""
        x, y, factor = self.vantage.x, self.vantage.y, self.vantage.factor
        self.slope = np.nan_to_num(self.field.gradient(x, y))
        self.p = self.land.plane.point(x, y)
        self.factor = ValueTracker(factor)
        self.turn, self.swept = ValueTracker(), ValueTracker()
        self.gradient: Arrow | None = None
        self.through_p: Level | None = None
        self.trail: Trail | None = None
        self.compass = Compass(
            self.p, self._drawn(self.slope, factor), self.turn.get_value, self.swept.get_value, self.theme
        )
        for tracker in (self.turn, self.swept):
            tracker.set_value(self.compass.steepest - np.pi / 2)

    def _drawn(self, gradient: Numbers, factor: float) -> Point:
        """A gradient, or a row of them, as vectors of the frame; shape (..., 3)."""
        across, up = self.land.plane.unit
        return np.stack([gradient[..., 0] * across, gradient[..., 1] * up, 0 * gradient[..., 0]], axis=-1) * factor

    # -- the landscape -------------------------------------------------------------------------------------------

    @step(
        en="Take $f(x, y)$ as the height of a landscape above the plane.",
        ja="$f(x, y)$を、平面の上に広がる土地の高さだと思ってください。",
    )
    def ask_the_way(self) -> None:
        """The question, then the plane seen aslant and the function."""
        self.ask()
        self.ground = panel_behind(self.layout.panel, self.theme)
        self.function = self.panel.function()
        self.land.follow()
        self.play(FadeIn(self.land.world), FadeIn(self.ground), run_time=0.8)
        self.play(FadeIn(self.function, shift=0.15 * DOWN), run_time=0.7)

    @step(
        en="A level curve joins all points of one height; we lift each to its own height.",
        ja="等しい高さの点を結ぶ線が等高線です。それぞれをその高さへ持ち上げます。",
    )
    def raise_level_curves(self) -> None:
        """One level curve after another rises to its height, the ladder tells which."""
        land = self.land
        self.pointer = land.ladder.pointer(self._height_told, MOVING)
        self.reading = self.panel.level_reading(self._height_told, land.step)
        self.play(FadeIn(land.ladder), FadeIn(self.pointer), FadeIn(self.reading), run_time=0.6)
        land.world.add_updater(lambda _: land.follow())
        self.play(land.risen.animate.set_value(land.scale.high), run_time=4.5, rate_func=linear)
        self.hold(0.5)

    @step(
        en="Seen from straight above they are a map: where curves crowd, it is steep.",
        ja="真上から見ると地図になります。線の混んだ所ほど急な斜面です。",
    )
    def look_from_above(self) -> None:
        """The eye climbs until the landscape is a map with numbers."""
        land = self.land
        self.play(land.tilt.animate.set_value(0), FadeOut(self.reading), FadeOut(self.pointer), run_time=3.2)
        land.world.clear_updaters()
        land.lay_flat()
        self.labels = land.labels(self._kept_free())
        self.play(FadeIn(land.plane.numbers), FadeIn(land.plane.names), FadeIn(self.labels), run_time=0.8)

    def _height_told(self) -> float:
        low, high = self.land.scale.low, self.land.scale.high
        return (low + high) / 2 if self.field.is_constant else self.land.risen.get_value()

    def _kept_free(self) -> Point:
        """Points of the circle around which labels would be in the way."""
        turns = np.linspace(0, 2 * np.pi, 24)
        arm = self.compass.gradient / 2
        around = np.stack([np.cos(turns), np.sin(turns), 0 * turns], axis=1) * np.linalg.norm(arm)
        return np.concatenate([self.p + arm + around, self.p[None], [self.p + 2 * arm]])

    # -- slopes at a point ---------------------------------------------------------------------------------------

    @step(
        en="At P, turn an arrow as long as the slope in its direction: its tip draws a circle.",
        ja="点Pで、その向きの傾きを長さとする矢印を回すと、先端は円を描きます。",
    )
    def turn_the_arrow(self) -> None:
        """An arrow turns from one slope zero to the next; its length is the slope."""
        self.dot = Circle(0.1, color=self.theme[FIXED], fill_opacity=1, stroke_width=0).move_to(self.p)
        self.name = self.math("P", role=FIXED, size=LABEL)
        beside(self.name, self.p, -self._uphill())
        self.place = self.panel.point()
        self.slope_reading = self.panel.slope_reading(self.text(en="slope", ja="傾き", role=MOVING), self._slope_told)
        self.note = self.panel.note(self._note(self.vantage.factor))
        self.play(FadeIn(self.dot), FadeIn(self.name), FadeIn(self.place), run_time=0.6)
        self.play(FadeIn(self.compass), FadeIn(self.slope_reading), FadeIn(self.note), run_time=0.6)
        self.compass.add_updater(lambda compass: compass.follow())
        end = self.compass.steepest + np.pi / 2
        self.play(self.turn.animate.set_value(end), self.swept.animate.set_value(end), run_time=5)

    @step(
        en="The longest arrow, the steepest way, crosses the level curve at a right angle.",
        ja="最も長い矢印、つまり最も急な向きは、等高線と直角に交わります。",
    )
    def find_the_steepest(self) -> None:
        """The arrow turns back to where it is longest; the level curve through P is square to it."""
        self.play(self.turn.animate.set_value(self.compass.steepest), run_time=1.6)
        self.compass.clear_updaters()
        if self.field.is_constant:
            return
        value = float(self.field.value(self.vantage.x, self.vantage.y))
        self.through_p = self.land.level(value, self.theme[FUNCTION], 5)
        up = self._uphill()
        self.corner = RightAngle(self.theme).put(self.p, up, quarter_turn(up))
        self.play(Create(self.through_p), run_time=1.2)
        self.bring_to_front(self.compass, self.dot)
        self.play(Create(self.corner), run_time=0.6)

    @step(
        en="Along x alone and along y alone, the slopes are the two partial derivatives.",
        ja="x方向だけの傾きとy方向だけの傾きが、2つの偏微分です。",
    )
    def measure_partials(self) -> None:
        """An arrow along x and one along y, their tips on the circle, and their numbers."""
        along_x, along_y = (self._drawn(self.slope * axis, self.vantage.factor) for axis in np.eye(2))
        self.along_x = Arrow(self.p, self.p + along_x, self.theme, role=GIVEN_A)
        self.along_y = Arrow(self.p, self.p + along_y, self.theme, role=GIVEN_B)
        self.partials = self.panel.partials()
        if not self.field.is_constant:
            self.play(FadeOut(self.corner), self.compass.needle.animate.set_opacity(0.35), run_time=0.5)
        for arrow, row in zip((self.along_x, self.along_y), self.partials, strict=True):
            self.play(GrowArrow(arrow), run_time=0.9)
            self.play(FadeIn(row, shift=0.15 * DOWN), run_time=0.6)

    @step(
        en="Tip to tail, the two reach the tip of the steepest arrow: the gradient.",
        ja="2つの矢印をつなぐと最も急な矢印の先に届きます。これが勾配です。",
    )
    def add_partials(self) -> None:
        """The arrow along y moves to the tip of the one along x; both together are the gradient."""
        reach = self._drawn(self.slope, self.vantage.factor)
        self.gradient = Arrow(self.p, self.p + reach, self.theme, role=GRADIENT)
        self.nabla = self.math("nabla f", role=GRADIENT, size=LABEL)
        beside(self.nabla, self.p + reach, self._uphill())
        self.play(self.along_y.animate.shift(self._drawn(self.slope * (1, 0), self.vantage.factor)), run_time=1.2)
        self.play(GrowArrow(self.gradient), run_time=0.9)
        vector, length = self.panel.gradient_at_p(), self.panel.length_at_p()
        self.play(FadeOut(self.compass), FadeIn(self.nabla), run_time=0.5)
        self.play(ReplacementTransform(VGroup(*self.partials), vector), run_time=1.0)
        self.play(TransformFromCopy(self.slope_reading[1], length), run_time=0.8)
        self.vector, self.length = vector, length

    # -- the field and the way down ------------------------------------------------------------------------------

    @step(
        en="Every point has its arrow, square to its level curve and longer where curves crowd.",
        ja="どの点にも勾配の矢印があり、線の混んだ所ほど長くなります。",
    )
    def fill_the_plane(self) -> None:
        """The gradient at P shrinks to the scale of the map; from there arrows grow all over it."""
        self.formula = self.panel.gradient()
        small = self.panel.note(self._note(self.arrows.factor))
        leave = VGroup(self.along_x, self.along_y, self.nabla, self.name, self.place, self.slope_reading, self.length)
        through = [] if self.field.is_constant else [FadeOut(self.through_p)]
        self.play(FadeOut(leave), FadeOut(self.labels), *through, run_time=0.6)
        self.play(ReplacementTransform(self.vector, self.formula), ReplacementTransform(self.note, small), run_time=1)
        self.note = small
        self.red = self._arrow_field()
        self.add(self.red)
        self.play(
            self.growth.animate.set_value(1), FadeOut(self.gradient), FadeOut(self.dot), run_time=3, rate_func=linear
        )
        self.red.clear_updaters()
        self.hold(1.0)

    def _arrow_field(self) -> Arrows:
        """All arrows as one mobject, grown as far as the wave from P has come."""
        feet = self.land.plane.point(self.arrows.feet[:, 0], self.arrows.feet[:, 1])
        whole = self._drawn(self.arrows.gradients, self.arrows.factor)
        distance = np.linalg.norm(feet - self.p, axis=1)
        self.spread = distance / distance.max()

        def grow(arrows: Arrows) -> None:
            arrows.aim(feet, whole * wave(self.spread, self.growth.get_value())[:, None])

        field = Arrows(feet, 0 * whole, color=self.theme[GRADIENT])
        return field.add_updater(grow, call_updater=False)

    @step(
        en="Walk against the arrows, and every step leads lower.",
        ja="矢印と逆の向きに進むと、一歩ごとに低い所へ下りていきます。",
    )
    def walk_down(self) -> None:
        """The field dims; from the start, step after step against the gradient, with its numbers."""
        plane, path = self.land.plane, self.descent
        self.trail = Trail(plane.point(path.points[:, 0], path.points[:, 1]), self.walked.get_value, self.theme)
        self.pointer = self.land.ladder.pointer(self._height_walked, MOVING)
        self.table = DescentTable(self.panel.table_place, path, self.type, self.walked.get_value)
        rule = self.panel.note(self.text(en=f"step: {self._rule()}", ja=f"一歩: {self._rule()}", size=NOTE, role=INK))
        self.play(self.red.animate.set_opacity(0.3), self.land.curves.animate.set_stroke(opacity=0.55), run_time=0.6)
        self.play(FadeIn(self.trail), FadeIn(self.pointer), FadeIn(self.table), FadeOut(self.note), FadeIn(rule), run_time=0.6)
        self.note = rule
        self.trail.add_updater(lambda trail: trail.follow())
        for row in range(1, self.table.steps_told + 1):
            self.play(self.walked.animate.set_value(row), run_time=0.7)
            self.play(FadeIn(self.table.tell(row)), run_time=0.3)
        if self.trail.last > self.table.steps_told:
            self.play(FadeIn(self.table.live), run_time=0.3)
            self.play(self.walked.animate.set_value(self.trail.last), run_time=3, rate_func=linear)
        self._say_how_it_ends()

    @step(
        en="The gradient points the steepest way up, and its length is the slope that way.",
        ja="勾配は最も急な上りの向きを指し、その長さは、その向きの傾きです。",
    )
    def state_the_gradient(self) -> None:
        """The whole field again, and the gradient as a formula and in words."""
        leaving = VGroup(self.trail, self.pointer, self.table, *self.table.rows, self.table.live, self.ending, self.note)
        self.trail.clear_updaters()
        self.play(FadeOut(leaving), run_time=0.6)
        self.play(self.red.animate.set_opacity(1), self.land.curves.animate.set_stroke(opacity=1), run_time=0.8)
        lines = [
            self.text(en="direction: the steepest way up", ja="向き: 最も急な上り"),
            self.text(en="length: the slope that way", ja="長さ: その向きの傾き"),
        ]
        self.play(Indicate(self.formula, scale_factor=1.06, color=None), run_time=1)
        self.play(FadeIn(self.panel.answer(lines), shift=0.15 * DOWN), run_time=0.8)
        self.hold(1.5)

    def _height_walked(self) -> float:
        x, y = self.land.plane.numbers_at(self.trail.position())
        return float(self.field.value(x, y))

    def _rule(self) -> str:
        rate = format_number(self.descent.rate, 2, style="typst")
        return f"$-{rate} thin {{{{ nabla f : GRADIENT }}}}$"

    def _say_how_it_ends(self) -> None:
        """A word beside the place where the descent ends."""
        self.ending = self.text(size=NOTE, **HOW_IT_ENDS[self.descent.ending])
        beside(self.ending, self.trail.position(), DOWN, within=self.land.plane.box.inset(0.1))
        self.play(FadeIn(self.ending), run_time=0.5)

    # -- words ---------------------------------------------------------------------------------------------------

    def say(self, words: Words) -> str:
        """The sentence; of a constant, which has no direction, another one than of all other functions."""
        name = words.owner.rpartition("::")[2]
        return super().say(OF_A_CONSTANT.get(name, words) if not self.f.free_symbols else words)

    def _note(self, factor: float) -> Typeset:
        english, japanese = factor_in_words(factor)
        return self.text(en=english, ja=japanese, size=NOTE, role=MUTED)

    def _slope_told(self) -> float:
        turn = self.turn.get_value()
        return float(self.slope @ (np.cos(turn), np.sin(turn)))

    def _uphill(self) -> Point:
        return direction_of(self.compass.gradient)

    # -- claims --------------------------------------------------------------------------------------------------

    @claim
    def level_curves_run_where_f_has_their_value(self) -> Equal | None:
        """Between their vertices, where nothing was prescribed, drawn curves are off by less than a quarter pixel."""
        seen = self.land.measured() if self.land.world in self.mobjects else None
        if seen is None:
            return None
        slopes = np.linalg.norm(self.field.gradient(*seen.points.T), axis=1)
        off = (self.field.value(*seen.points.T) - seen.levels) / (slopes + 0.02 * np.median(slopes))
        return Equal(off * self.land.plane.unit[0] / PIXEL, 0.0, within=0.25)

    @claim
    def arrows_are_square_to_the_level_curves(self) -> list[Equal] | None:
        """Drawn curves run square to the gradient, and drawn arrows run along it, as long as they say."""
        seen = self.land.measured() if self.growth.get_value() > 0 else None
        if seen is None:
            return None
        slopes = self.field.gradient(*seen.points.T)
        sizes = np.linalg.norm(slopes, axis=1) * np.linalg.norm(seen.directions, axis=1)
        clear = sizes > 0.02 * np.median(sizes)
        cosines = ((slopes * seen.directions).sum(axis=1) / sizes)[clear]
        return [Equal(cosines, 0.0, within=0.03), self._arrow_lengths()]

    def _arrow_lengths(self) -> Equal:
        plane, factor = self.land.plane, self.arrows.factor
        feet, tips = plane.numbers_at(self.red.feet), plane.numbers_at(self.red.tips)
        grown = wave(self.spread, self.growth.get_value())[:, None]
        true = self.field.gradient(*feet.T) * factor * grown
        return Equal(tips - feet, true, within=1e-6, scale=plane.window.right - plane.window.left)

    @claim
    def slope_arrow_is_as_long_as_the_slope(self) -> Equal | None:
        """The turning arrow's length, at its factor, is the slope of f in its direction, by a difference quotient."""
        if self.compass not in self.mobjects or self.field.is_constant:
            return None
        needle, h = self.compass.needle, 1e-5 * (self.bounds[1] - self.bounds[0])
        (x, y), (tip_x, tip_y) = self.land.plane.numbers_at(np.array([needle.tail, needle.tip]))
        turn = np.array([np.cos(self.turn.get_value()), np.sin(self.turn.get_value())])
        ahead, behind = (float(self.field.value(x + step * turn[0], y + step * turn[1])) for step in (h, -h))
        drawn = float(np.array([tip_x - x, tip_y - y]) @ turn)
        slope = (ahead - behind) / (2 * h)
        return Equal(drawn / self.vantage.factor, slope, within=1e-4, scale=float(np.linalg.norm(self.slope)))

    @claim
    def partials_add_up_to_the_gradient(self) -> Equal | None:
        """The two drawn partial derivatives together are the drawn gradient."""
        if self.gradient is None or self.gradient not in self.mobjects or self.along_x not in self.mobjects:
            return None
        parts = sum(arrow.tip - arrow.tail for arrow in (self.along_x, self.along_y))
        whole = self.gradient.tip - self.gradient.tail
        return Equal(np.cross(parts, whole)[2], 0.0, within=1e-9)

    @claim
    def right_angle_at_p_is_one(self) -> Equal | None:
        """The drawn level curve through P runs square to the longest arrow."""
        if self.through_p is None or self.through_p not in self.mobjects:
            return None
        middles, along = measure(self.through_p.points)
        nearest = int(np.argmin(np.linalg.norm(middles - self.p, axis=1)))
        direction = along[nearest] / np.linalg.norm(along[nearest])
        return Equal(float(direction @ self._uphill()), 0.0, within=0.05)

    @claim
    def every_step_goes_down(self) -> list[Equal] | None:
        """From stop to stop the walked path is the rate times the gradient, backwards, and f falls."""
        if self.trail is None or self.trail not in self.mobjects or self.trail.walked() < 1:
            return None
        stops = self.land.plane.numbers_at(self.trail.drawn_stops())
        steps = -self.descent.rate * self.field.gradient(*stops[:-1].T)
        rises = np.maximum(np.diff(self.field.value(*stops.T)), 0)
        size = self.bounds[1] - self.bounds[0]
        return [Equal(np.diff(stops, axis=0), steps, within=1e-6, scale=size), Equal(rises, 0.0)]


# What the steps say of a constant, which rises in no direction.
OF_A_CONSTANT = {
    "raise_level_curves": Words(
        en="Here $f$ has one value everywhere: a plain without a single level curve.",
        ja="この$f$はどこでも同じ値です。等高線のない平野になります。",
    ),
    "look_from_above": Words(
        en="Seen from straight above, the map is empty: nothing is higher than the rest.",
        ja="真上から見ると地図は空白です。ほかより高い所はありません。",
    ),
    "turn_the_arrow": Words(
        en="Turn at P as we like: the slope is 0 in every direction.", ja="点Pでどちらを向いても、傾きは0です。"
    ),
    "find_the_steepest": Words(
        en="No direction is steeper than another: there is no steepest way.",
        ja="どの向きも同じで、最も急な向きはありません。",
    ),
    "measure_partials": Words(
        en="Along x and along y, the partial derivatives are 0.", ja="x方向もy方向も、偏微分は0です。"
    ),
    "add_partials": Words(
        en="Their sum, the gradient, is the zero vector: it has no direction.",
        ja="その和である勾配は零ベクトルで、向きがありません。",
    ),
    "fill_the_plane": Words(
        en="All over the map the arrows have length 0, so none is seen.", ja="地図のどこでも矢印の長さは0で、見えません。"
    ),
    "walk_down": Words(
        en="A walk against the gradient stays where it is: there is no way down.",
        ja="勾配と逆に進もうとしても動きません。下りる道がありません。",
    ),
    "state_the_gradient": Words(
        en="A constant has gradient zero everywhere, and no direction to go.",
        ja="定数の勾配はどこでも零で、進むべき向きはありません。",
    ),
}

HOW_IT_ENDS = {
    Ending.MINIMUM: {"en": "minimum", "ja": "最小"},
    Ending.FLAT: {"en": "$nabla f = 0$", "ja": "$nabla f = 0$"},
    Ending.BOUNDARY: {"en": "leaves the map", "ja": "地図の外へ"},
    Ending.UNDEFINED: {"en": "f ends here", "ja": "この先に値なし"},
    Ending.STEPS: {"en": "still falling", "ja": "まだ下り坂"},
}
