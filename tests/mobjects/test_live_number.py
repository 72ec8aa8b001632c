"""A live number shows its value, stands still while its digits change, and costs one curve."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from manim import RIGHT, FadeIn, ValueTracker

from sessen.lesson import Lesson
from sessen.mobjects.live_number import Alignment, LiveDecimal, format_decimal
from sessen.steps import step
from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import ThemeName
from tests.scenes.support import rehearsal, rehearse

THEME = THEMES[ThemeName.DARK]


class Dial:
    """A value that can be turned by hand."""

    def __init__(self, value: float) -> None:
        self.value = value

    def __call__(self) -> float:
        return self.value


def live(value: float, *, align: Alignment = "left", decimals: int = 2, size: float = 1.0) -> tuple[Dial, LiveDecimal]:
    dial = Dial(value)
    return dial, LiveDecimal(dial, THEME, size=size, decimals=decimals, align=align)


def box(number: LiveDecimal) -> npt.NDArray[np.float64]:
    return np.array([number.points.min(axis=0), number.points.max(axis=0)])[:, :2]


@settings(max_examples=200)
@given(some.floats(-1e6, 1e6), some.integers(0, 6))
def test_what_is_written_is_the_value_rounded(value: float, decimals: int) -> None:
    """Read back it is the exactly rounded value of the float, with a true minus sign and no negative zero."""
    text = format_decimal(value, decimals)
    exact = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    assert Decimal(text.replace("−", "-")) == exact
    assert "-" not in text
    assert ("−" in text) == (exact < 0)
    assert len(text.partition(".")[2]) == decimals


@pytest.mark.parametrize(("value", "text"), [(math.nan, "–"), (math.inf, "∞"), (-math.inf, "−∞"), (-0.001, "0.00")])
def test_where_there_is_no_number_none_is_written(value: float, text: str) -> None:
    assert format_decimal(value, 2) == text


@pytest.mark.parametrize("value", [0.0, 123.45, -6.78, 9.01])
def test_a_live_number_looks_like_the_same_number_set_by_typst(value: float) -> None:
    """Typst sets all digits at once; here they are put together one by one: the same outlines, after one shift."""
    _, number = live(value)
    whole = Typesetter(THEME).math(format_decimal(value, 2), size=1.0)
    set_at_once = np.concatenate([glyph.points for glyph in whole])
    shifts = number.points - set_at_once
    assert np.allclose(shifts, shifts[0], atol=2e-3)


@settings(max_examples=40, deadline=None)
@given(some.lists(some.floats(-1e4, 1e4), min_size=1, max_size=5))
def test_the_number_follows_its_value_and_stays_one_curve(values: list[float]) -> None:
    dial, number = live(0.0)
    for dial.value in values:
        number.update()
        assert number.text == format_decimal(dial.value, 2)
        assert len(number.get_family()) == 1
        assert len(number.points) < 150 * len(number.text)


@pytest.mark.parametrize(
    ("align", "values", "edge"),
    [
        ("left", (7.25, 71.8, 7.0), lambda box: box[0, 0]),  # the first digit stays
        ("right", (5.25, 105.25, -3.25, 1005.25), lambda box: box[1, 0]),  # the last
        ("point", (7.25, 1234.25, -7.25), lambda box: box[1, 0]),  # all after the point
        ("center", (8.88, 88.88, 888.88), lambda box: box[:, 0].mean()),
    ],
)
def test_digits_that_come_and_go_leave_the_point_of_alignment_where_it_is(
    align: Alignment, values: tuple[float, ...], edge: Callable[[npt.NDArray[np.float64]], float]
) -> None:
    """Also after the number was moved and scaled."""
    dial, number = live(values[0], align=align)
    number.scale(1.7).shift(np.array([2.0, -1.0, 0.0]))
    place, foot = edge(box(number)), box(number)[0, 1]
    for dial.value in values:
        number.update()
        assert edge(box(number)) == pytest.approx(place, abs=1e-6)
        assert box(number)[0, 1] == pytest.approx(foot, abs=0.05)


def test_a_number_keeps_its_size_and_place_when_its_digits_change() -> None:
    """Scaled to three quarters and back again it has the outline of one that was never touched."""
    dial, number = live(1.25)
    place = number.points[0].copy()
    number.scale(0.75, about_point=place).shift(RIGHT)
    dial.value = 4321.5
    number.update()
    _, other = live(4321.5)
    assert box(number)[1] - box(number)[0] == pytest.approx(0.75 * (box(other)[1] - box(other)[0]), rel=1e-6)


@pytest.mark.parametrize("align", ["left", "center", "right", "point"])
def test_place_puts_the_point_of_alignment_on_the_baseline(align: Alignment) -> None:
    """For the digit 1, which stands on the line between its own small margins."""
    dial, number = live(11.1, align=align)
    for value in (11.1, 1.1, 1111.1):
        dial.value = value
        number.update()
        number.place(np.array([3.0, 1.0, 0.0]))
        (left, bottom), (right, _) = box(number)
        assert bottom == pytest.approx(1.0, abs=0.03)
        at = {"left": left, "right": right, "center": (left + right) / 2, "point": right - 1.0}[align]
        assert at == pytest.approx(3.0, abs=0.12 if align != "point" else 0.4)


def test_a_copy_goes_on_by_itself() -> None:
    dial, number = live(1.0)
    twin = number.copy().shift(3 * RIGHT)
    dial.value = 22.0
    twin.update()
    assert (twin.text, number.text) == ("22.00", "1.00")
    number.update()
    assert np.allclose(twin.points - number.points, 3 * RIGHT, atol=1e-6)


class Counting(Lesson):
    """A number fades in and counts."""

    seconds = 1.0

    def setup(self) -> None:
        self.count = ValueTracker(0)
        self.number = LiveDecimal(self.count.get_value, self.theme).place(np.array([1.0, 1.0, 0.0]))

    @step(en="It appears.", ja="現れます。")
    def appear(self) -> None:
        """The number appears while it changes already."""
        self.play(FadeIn(self.number), self.count.animate.set_value(8.5), run_time=1)

    @step(en="It counts.", ja="数えます。")
    def count_on(self) -> None:
        """The number counts."""
        self.play(self.count.animate.set_value(1234.5), run_time=self.seconds)


class CountingLonger(Counting):
    """The same for longer."""

    seconds = 9.0


def test_a_number_may_change_while_it_fades_in() -> None:
    """At the end of each step it shows the value of that moment, opaque, in the outline of one made anew."""
    seen: list[tuple[str, float]] = []

    def look(lesson: Counting, name: str) -> None:
        fresh = LiveDecimal(lesson.count.get_value, lesson.theme).place(np.array([1.0, 1.0, 0.0]))
        assert np.allclose(box(lesson.number), box(fresh), atol=1e-6)
        seen.append((lesson.number.text, float(lesson.number.get_fill_opacity())))

    rehearse(Counting, rehearsal(frame_rate=5), at_end=look)
    assert seen == [("8.50", 1.0), ("1234.50", 1.0)]


def test_no_frame_copies_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight seconds more bring not one copy more, only those that begin the animations."""
    copies: list[int] = []
    deepcopy = copy.deepcopy

    def counted(value: object, memo: dict[int, object] | None = None) -> object:
        copies[-1] += 1
        return deepcopy(value, memo)

    monkeypatch.setattr(copy, "deepcopy", counted)
    frames = []
    for lesson in (Counting, CountingLonger):
        copies.append(0)
        frames.append(rehearse(lesson, rehearsal(frame_rate=5))[0].claim_log.frames)
    assert frames[1] > frames[0] + 35
    assert copies[0] == copies[1] > 0
