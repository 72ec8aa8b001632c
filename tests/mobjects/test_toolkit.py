"""The toolkit draws what numbers say, follows them while they move, and claims what it draws."""

from __future__ import annotations

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as some
from manim import RIGHT, UP, FadeIn, Square, ValueTracker
from PIL import Image

from sessen.claims import ClaimViolated, Equal, claim
from sessen.errors import SessenError
from sessen.layout import Point, Region
from sessen.lesson import Lesson
from sessen.mathematics import parse_formula
from sessen.mathematics.formula import FormulaValue
from sessen.mobjects import (
    Area,
    Bar,
    CodeListing,
    EntryMatrix,
    LabelledArrow,
    LabelledBrace,
    LiveDecimal,
    LiveEquation,
    LiveTable,
    Magnifier,
    NumberLine,
    Picture,
    Plane,
    PointOnCurve,
)
from sessen.mobjects.brace import brace_path
from sessen.mobjects.live_number import format_decimal
from sessen.mobjects.space_axes import SpaceAxes
from sessen.steps import step
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName
from tests.scenes.support import corners

REGION = Region(-6.0, 2.0, -2.75, 2.5)
TYPE = Typesetter(THEMES[ThemeName.LIGHT])
LESSON = Lesson()


def formula(text: str, *names: str) -> FormulaValue:
    return FormulaValue(parse_formula(text, names or ("x",)), names or ("x",))


# -- formulas ----------------------------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(some.floats(-3, 3))
def test_a_formula_is_called_with_numbers_and_trackers(x: float) -> None:
    f = formula("x^3 - 3x^2 + x")
    expected = x**3 - 3 * x**2 + x
    assert f(x) == pytest.approx(expected)
    assert f(ValueTracker(x)) == pytest.approx(expected)
    assert np.allclose(f(np.array([x, 2.0])), [expected, -2.0])


def test_a_formula_is_an_expression_wherever_one_is_wanted() -> None:
    f, x = formula("x^2"), sympy.Symbol("x", real=True)
    for made in (f + 1, 1 + f, 2 * f, f * x, x * f, f**2, x - f, sympy.sin(f), -f, 1 / f):
        assert isinstance(made, sympy.Expr)
        assert not any(isinstance(part, FormulaValue) for part in sympy.preorder_traversal(made))
    assert sympy.diff(f, x) == 2 * x
    assert f(x + 1) == (x + 1) ** 2
    assert f == x**2
    assert hash(f) == hash(x**2)
    assert formula("xy", "x", "y")(2, 3) == 6.0
    with pytest.raises(TypeError, match="is called with x: 2 given"):
        f(1, 2)


# -- in a plane --------------------------------------------------------------------------------------------------------


def plane() -> Plane:
    return Plane.of(LESSON, x=(0, 3), y=(-2, 5), region=REGION, numbered=False)


@settings(max_examples=15, deadline=None)
@given(some.floats(0.1, 3), some.sampled_from(["x^2 / 2", "1 - x", "sin(3x)", "2"]))
def test_an_area_is_as_large_as_the_integral(end: float, text: str) -> None:
    """Signed, by the shoelace formula, in the plane's own numbers."""
    here, f = plane(), formula(text)
    area = Area(here, f, (0, ValueTracker(end)))
    x, y = here.numbers_at(area.points[::1]).T
    signed = -0.5 * float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    truth = float(sympy.integrate(f, (sympy.Symbol("x", real=True), 0, sympy.Float(end, 30))))
    assert signed == pytest.approx(truth, abs=2e-3)


def test_an_area_follows_its_end_and_may_be_nothing() -> None:
    end = ValueTracker(0)
    area = Area(plane(), formula("x"), (0, end))
    assert len(area.points) == 0
    area.update()
    end.set_value(1)
    area.update()
    assert len(area.points) > 0


@settings(max_examples=15, deadline=None)
@given(some.floats(-2, 5), some.floats(0, 2))
def test_a_bar_stands_on_the_axis_and_is_as_high_as_its_number(height: float, left: float) -> None:
    here, now = plane(), ValueTracker(0)
    bar = Bar(here, (left, left + 0.5), now)
    now.set_value(height)
    bar.update()
    numbers = here.numbers_at(bar.points)
    assert numbers.min(axis=0) == pytest.approx((left, min(0, height)), abs=1e-9)
    assert numbers.max(axis=0) == pytest.approx((left + 0.5, max(0, height)), abs=1e-9)


def test_a_point_follows_the_curve_and_its_name_stays_in_the_plane() -> None:
    here, x = plane(), ValueTracker(0)
    point = PointOnCurve(here, formula("x^2 / 2"), x, label="f(x)")
    for place in (0.0, 1.0, 3.0):
        x.set_value(place)
        point.update()
        assert here.numbers_at(point.dot.get_center()) == pytest.approx((place, place**2 / 2))
        low, high = corners(point.submobjects[1])
        assert here.box.left <= low[0] + 1e-9
        assert high[0] <= here.box.right + 1e-9


# -- claims ------------------------------------------------------------------------------------------------------------


class Followed(Lesson):
    """A point that is moved off its curve, first unseen and then on screen."""

    def setup(self) -> None:
        self.plane = Plane.of(self, x=(0, 3), y=(0, 9))
        self.point = PointOnCurve(self.plane, lambda x: x**2, 2)
        self.other = PointOnCurve(self.plane, lambda x: x**2, 1)
        self.asked = 0

    @claim(about="point.dot")
    def point_is_seen(self) -> Equal:
        self.asked += 1
        return Equal(1.0, 1.0)

    @step(en="It is there.", ja="あります。")
    def show(self) -> None:
        self.point.clear_updaters().shift(UP)
        self._check_claims()
        assert self.asked == 0
        assert {"point_is_on_the_curve", "point_is_on_the_curve_2", "point_is_seen"} <= self.claim_log.skipped
        self.add(self.point)


def test_a_point_claims_that_it_is_on_the_curve_while_it_is_on_screen() -> None:
    """Nothing is said of it before; two points have two claims."""
    lesson = Followed(strict_claims=True)
    lesson.setup()
    lesson.show()
    with pytest.raises(ClaimViolated, match="point is on the curve"):
        lesson._check_claims()
    lesson.point.shift(-UP)
    lesson._check_claims()
    assert lesson.asked == 2  # on both frames that show it


# -- in the frame ------------------------------------------------------------------------------------------------------


@settings(max_examples=20, deadline=None)
@given(some.floats(0.3, 6), some.floats(0, 6.28))
def test_a_brace_goes_from_end_to_end_with_its_tip_outside_in_the_middle(length: float, angle: float) -> None:
    way = np.array([np.cos(angle), np.sin(angle), 0])
    start, end = np.zeros(3), length * way
    path = brace_path(start, end)
    assert len(path) % 4 == 0
    assert np.allclose(path[0], start)
    assert np.allclose(path[-1], end)
    assert np.allclose(path[3:-1:4], path[4::4])  # without a gap
    out = np.array([way[1], -way[0], 0])
    tip = path[np.argmax(path @ out)]
    assert np.allclose(tip @ way, length / 2)
    assert (path @ out).min() >= -1e-9


def test_a_brace_follows_what_it_belongs_to() -> None:
    square = Square(2)
    brace = LabelledBrace.of(LESSON, square, "a", side=RIGHT)
    square.shift(UP).scale(0.5)
    brace.update()
    assert brace.brace.get_bottom()[1] == pytest.approx(square.get_bottom()[1])
    assert brace.brace.get_top()[1] == pytest.approx(square.get_top()[1])
    assert brace.label.get_left()[0] > brace.brace.get_right()[0] > square.get_right()[0]


def test_a_table_follows_its_numbers_and_its_light_goes_from_row_to_row() -> None:
    ratio, row = ValueTracker(0.5), ValueTracker(0)
    lines = [(str(n), lambda n=n: ratio.get_value() ** n) for n in range(4)]
    table = LiveTable.of(LESSON, ("n", "r^n"), lines, current=row, decimals=3)
    ratio.set_value(0.2)
    row.set_value(2)
    table.update()
    assert [line[1].text for line in table.cells] == ["1.000", "0.200", "0.040", "0.008"]
    rights = [line[1].get_right()[0] for line in table.cells]
    assert np.ptp(rights) < 0.02
    low, high = corners(table.light)
    assert low[1] < table.cells[2][1].get_center()[1] < high[1]


def test_code_stands_on_even_lines_and_the_lit_one_is_behind_its_text() -> None:
    line = ValueTracker(1)
    code = CodeListing.of(LESSON, "def f(x):\n    # 二乗\n\n    return x", current=line)
    for number in (1, 2, 4):
        line.set_value(number)
        code.update()
        low, high = corners(code.light)
        bottom, top = corners(code.line(number))
        assert low[1] < bottom[1] < top[1] < high[1]
        assert code.light.get_y() == pytest.approx(code.height_of(number))
    assert len(code.line(3)) == 0
    assert code.line(4).get_left()[0] > code.line(1).get_left()[0] + 0.3
    with pytest.raises(SessenError, match="no language 'klingon'"):
        CodeListing.of(LESSON, "x", language="klingon")


@settings(max_examples=20, deadline=None)
@given(some.floats(-3.1, 3.1), some.floats(0.05, 0.42))
def test_axes_in_space_keep_to_their_region_however_the_camera_turns(azimuth: float, elevation: float) -> None:
    axes = SpaceAxes(REGION, (0, 2), (-1, 1), (0, 4), TYPE, azimuth=azimuth, elevation=elevation)
    low, high = corners(axes.axes)
    assert REGION.left <= low[0]
    assert high[0] <= REGION.right
    assert REGION.bottom <= low[1]
    assert high[1] <= REGION.top
    # Parallel projection: the middle of two points is seen in the middle of where they are seen.
    a, b, middle = axes.point(np.array([0, 2, 1]), np.array([-1, 1, 0]), np.array([0, 4, 2]))
    assert np.allclose((a + b) / 2, middle)
    assert np.allclose(middle, REGION.center)


def test_a_curve_in_space_turns_with_its_axes() -> None:
    azimuth = ValueTracker(0)
    axes = SpaceAxes.of(LESSON, (-1, 1), (-1, 1), (0, 4), azimuth=azimuth)
    curve = axes.curve(lambda t: (np.cos(t), np.sin(t), t / 3), (0, 6))
    azimuth.set_value(-1)
    axes.update()
    curve.update()
    assert np.allclose(curve.points[0], axes.point(1, 0, 0))
    assert np.allclose(curve.points[-1], axes.point(np.cos(6), np.sin(6), 2))


def test_a_picture_keeps_its_proportions_and_what_is_none_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    Image.new("RGB", (40, 10), "red").save(tmp_path / "red.png")
    picture = Picture(tmp_path / "red.png", REGION)
    assert picture.width / picture.height == pytest.approx(4)
    assert picture.width == pytest.approx(REGION.width)
    (tmp_path / "text.png").write_text("no picture")
    with pytest.raises(SessenError, match=r"text\.png is no picture"):
        Picture(tmp_path / "text.png", REGION)


def test_a_number_stands_in_the_panel_and_follows_a_tracker() -> None:
    tracker = ValueTracker(1)
    number = LiveDecimal.of(LESSON, tracker)
    tracker.set_value(2.5)
    number.update()
    assert number.text == "2.50"
    FadeIn(number)


def test_what_a_lesson_makes_stands_in_its_frame_and_follows() -> None:
    """Each is compared with what its parts say of themselves: outline, scale, number."""
    lesson, now = LESSON, ValueTracker(0.5)
    still = np.array([-2.0, 0, 0])

    def tip() -> Point:
        return np.array([now.get_value(), 1.0, 0])

    arrow = LabelledArrow.of(lesson, "v", still, tip)
    line = NumberLine.of(lesson, "x", (0, 10), zoom=now, anchor=0)
    equation = LiveEquation.of(lesson, "t", now)
    matrix = EntryMatrix.of(lesson, [["1", "2"], ["3", "4"]])
    for moment in (0.5, 2.0):
        now.set_value(moment)
        for mobject in (arrow, equation):
            mobject.update()
        assert np.allclose(arrow.arrow.tip, (moment, 1, 0))
        assert np.allclose(arrow.arrow.tail, still)
        assert float(line.number_at(line.point(3.0))) == pytest.approx(3)
        assert float(line.point(10.0)[0] - line.point(0.0)[0]) == pytest.approx(moment * lesson.layout.figure.width)
        assert equation.plain.shown == format_decimal(moment, equation.plain.decimals)
    assert np.allclose(matrix.get_center(), lesson.layout.figure.center)
    assert matrix.at(1, 0).get_center()[1] < matrix.at(0, 0).get_center()[1]


def test_a_glass_shows_the_slope_of_its_curve() -> None:
    lesson = LESSON
    plane = Plane.of(lesson, x=(-2, 2), y=(-1, 4))
    glass = Magnifier.of(lesson, plane, lambda xs: xs**2, 1.0, zoom=20)
    start, end = glass.line.points[0], glass.line.points[-1]
    across, up = plane.unit
    assert (end[1] - start[1]) / up / ((end[0] - start[0]) / across) == pytest.approx(2, abs=1e-3)
    assert np.allclose(glass.glass.get_center(), lesson.layout.panel.center)
