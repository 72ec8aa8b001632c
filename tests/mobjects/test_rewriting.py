"""Formulas change term by term: each letter goes where its term goes, and nothing is doubled, smeared or bent."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import sympy
from manim import RED, Animation, AnimationGroup, FadeIn, Scene, VGroup, tempconfig

from sessen.errors import SessenError
from sessen.lesson import Lesson
from sessen.mathematics.errors import DerivationError
from sessen.mathematics.statements import letters_in, read_line
from sessen.mobjects import Derivation, Equation, LiveDecimal, Rewrite
from sessen.mobjects.rewriting.letters import Letter, letters_of
from sessen.mobjects.rewriting.motion import Travel
from sessen.theme import MOVING, THEMES
from sessen.typesetting.typeset import Typesetter
from sessen.variant import Language, ThemeName, Variant
from tests.mathematics.derivations import RIGHT
from tests.mobjects.frames import doubled, faults, frames, smeared

TYPE = Typesetter(THEMES[ThemeName.DARK])
x, h = sympy.symbols("x h")


def line(text: str) -> Equation:
    return Equation(read_line(text, letters_in([text])).written, size=0.44)


def sources(before: Equation, after: Equation) -> dict[str, str]:
    """For each letter of the next formula, with its place among those of its name, where it comes from."""
    rewrite = Rewrite(before, after)
    rewrite.begin()
    places = {id(letter): name for name, letter in _numbered(rewrite, "start")}
    return {name: places.get(id(way.start), "new") for name, way in _numbered_ways(rewrite)}


def _numbered(rewrite: Rewrite, side: str) -> list[tuple[str, Letter]]:
    letters = {id(getattr(way, side)): getattr(way, side) for way in rewrite.ways if getattr(way, side) is not None}
    return _names(sorted(letters.values(), key=lambda letter: (letter.center[0], letter.center[1])))


def _names(letters: list[Letter]) -> list[tuple[str, Letter]]:
    count: Counter[str] = Counter()
    found = []
    for letter in letters:
        count[letter.name] += 1
        found.append((f"{letter.name}{count[letter.name]}", letter))
    return found


def _numbered_ways(rewrite: Rewrite) -> list[tuple[str, Travel]]:
    ends = {id(letter): name for name, letter in _numbered(rewrite, "end")}
    return [(ends[id(way.end)], way) for way in rewrite.ways if way.end is not None]


# -- all frames of all derivations -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lines", [lines for lines, _ in RIGHT], ids=[" = ".join(lines) for lines, _ in RIGHT])
def test_no_letter_is_doubled_smeared_or_bent(lines: tuple[str, ...]) -> None:
    equations = [line(text) for text in lines]
    for before, after in pairwise(equations):
        assert faults(Rewrite(before, after)) == []


def test_the_eyes_of_these_tests_see_what_is_wrong() -> None:
    """A letter on another, and one beside its double, are found."""
    rewrite = Rewrite(TYPE.math("a b"), TYPE.math("b a"))
    (_, shown), *_ = frames(rewrite, (0.0,))
    one, other = shown
    other.mobject.points += one.mobject.points.mean(axis=0) - other.mobject.points.mean(axis=0)
    assert smeared(one, other)
    rewrite = Rewrite(TYPE.math("a + a"), TYPE.math("a + a"))
    (_, shown), *_ = frames(rewrite, (0.0,))
    one, other = (each for each in shown if each.name == "a")
    other.mobject.points += 0.8 * (one.mobject.points.mean(axis=0) - other.mobject.points.mean(axis=0))
    assert doubled(one, other)


def test_the_first_and_the_last_frame_are_the_formulas_themselves() -> None:
    before, after = line("(x + h)^2 - x^2"), line("2x*h + h^2")
    rewrite = Rewrite(before, after)
    for moment, formula in ((0.0, before), (1.0, after)):
        (_, shown), *_ = frames(rewrite, (moment,))
        seen = sorted(tuple(np.round(each.box[:, :2].ravel(), 4)) for each in shown)
        expected = sorted(tuple(np.round(letter.box[:, :2].ravel(), 4)) for letter in letters_of(formula))
        # Letters that split are one until they part.
        assert sorted(set(seen)) == sorted(set(expected))


# -- where terms go ----------------------------------------------------------------------------------------------------


def test_terms_change_places_with_their_signs() -> None:
    found = sources(line("a - b"), line("-b + a"))
    assert found["a1"] == "a1"
    assert found["b1"] == "b1"
    assert found["-1"] == "-1"
    assert found["+1"] == "new"


def test_what_is_multiplied_out_splits() -> None:
    found = sources(line("a*(b + c)"), line("a*b + a*c"))
    assert found == {"a1": "a1", "b1": "b1", "+1": "+1", "a2": "a1", "c1": "c1"}


def test_a_number_is_not_another_because_it_has_the_same_digits() -> None:
    """The exponent comes down; the new one is new."""
    found = sources(Equation(x**3), Equation(3 * x**2))
    assert found == {"31": "31", "x1": "x1", "21": "new"}


def test_a_fraction_moves_as_one_and_its_bar_is_stretched() -> None:
    before, after = line("(x + 1)/2 + x"), line("(x + 1 + 2x)/2")
    rewrite = Rewrite(before, after)
    rewrite.begin()
    bar = next(way for way in rewrite.ways if way.start is not None and way.start.name == "bar")
    assert bar.start is not None
    assert bar.end is not None
    rewrite.interpolate(0.5)
    shown = rewrite.traveling.submobjects[rewrite.ways.index(bar)]
    assert bar.start.size[0] < np.ptp(shown.points[:, 0]) < bar.end.size[0]


def test_names_that_an_author_gives_come_first() -> None:
    before = Equation("{{ a : ONE }} + {{ a : OTHER }}")
    after = Equation("{{ a : OTHER }} - {{ a : ONE }}")
    found = sources(before, after)
    assert found["a1"] == "a2"
    assert found["a2"] == "a1"


def test_what_is_new_comes_from_where_an_author_says() -> None:
    before, after = Equation("f(x) + {{ c : OLD }}"), Equation("f(x) + {{ 7 : NEW }}")
    rewrite = before.becomes(after, origins={"NEW": "OLD"})
    rewrite.begin()
    seven = next(way for way in rewrite.ways if way.end is not None and way.end.name == "7")
    assert np.allclose(seven.away, letters_of(before.part("OLD"))[0].center)


def test_letters_of_other_words_are_not_shuffled() -> None:
    """r u n is no part of r i s e."""
    rewrite = Rewrite(TYPE.words("rise"), TYPE.words("run"))
    rewrite.begin()
    assert not [way for way in rewrite.ways if way.start is not None and way.end is not None]


def test_digits_are_those_of_their_numbers() -> None:
    """The 0 of 10 is not the 0 of 20; what a number begins with stays."""
    assert sources(Equation("a = 29.75"), Equation("a = 29.7"))["71"] == "71"
    assert set(sources(Equation("10"), Equation("20")).values()) == {"new"}


def test_a_live_number_lends_its_digits() -> None:
    number = LiveDecimal(lambda: -2.5, TYPE.theme, decimals=1)
    assert [letter.name for letter in letters_of(number)] == ["-", "2", ".", "5"]
    rewrite = Rewrite(number, TYPE.math("x = -2.5"))
    rewrite.begin()
    assert sum(way.start is not None and way.end is not None for way in rewrite.ways) == 4
    digits: list[Any] = rewrite.traveling.submobjects[:4]
    assert {digit.em for digit in digits if getattr(digit, "is_type", False)} == {number.em}
    assert not [way for way in rewrite.ways if way.end is None]


# -- in scenes ---------------------------------------------------------------------------------------------------------


class Played(Scene):
    """A plain scene of Manim's."""

    def __init__(self, *steps: Animation) -> None:
        super().__init__()
        self.steps, self.counts = steps, list[int]()

    def construct(self) -> None:
        for step in self.steps:
            self.play(step, run_time=0.2)
            self.counts.append(len(self.mobjects))


def played(*steps: Animation) -> Played:
    with tempconfig({"dry_run": True, "frame_rate": 10, "verbosity": "ERROR", "progress_bar": "none"}):
        scene = Played(*steps)
        scene.render()
    return scene


def test_a_plain_scene_keeps_the_new_formula_in_the_place_of_the_old() -> None:
    first, second = Equation(x**2 + 2 * x, color=RED), Equation(x * (x + 2), color=RED)
    scene = played(FadeIn(first), first.becomes(second))
    assert scene.mobjects == [second]
    assert second.submobjects[0].fill_color == RED


def test_a_copy_leaves_the_old_formula_and_a_group_may_hold_both() -> None:
    first, second, third = Equation("a + b"), Equation("b + a"), Equation("c")
    scene = played(FadeIn(first), AnimationGroup(first.becomes(second, keep=True), FadeIn(third)))
    assert {first, second, third} <= {*scene.mobjects}
    assert len(scene.mobjects) <= 4  # Manim leaves the group of the animations there


def test_parts_of_formulas_travel_between_formulas() -> None:
    first, second = TYPE.math("f = {{ x : GIVEN_A }}"), TYPE.math("{{ x : GIVEN_A }} + 1")
    target = second.part("GIVEN_A")
    scene = played(FadeIn(first), Rewrite(first.part("GIVEN_A"), target, keep=True))
    assert first in scene.mobjects
    assert target in scene.mobjects


@pytest.mark.parametrize("theme", list(ThemeName))
@pytest.mark.parametrize("language", list(Language))
def test_a_lesson_sets_it_in_its_colors(theme: ThemeName, language: Language) -> None:
    lesson = Lesson(variant=Variant(theme=theme, language=language))
    equation = Equation.of(lesson, x**2 + 1, roles={x: str(MOVING)})
    tinted = {glyph.fill_color.to_hex() for glyph in equation.part("MOVING")}
    assert tinted == {THEMES[theme][MOVING]}
    assert np.allclose(equation.get_center(), lesson.layout.panel.center)


# -- derivations -------------------------------------------------------------------------------------------------------

LINES = ("lim h->0: ((x + h)^2 - x^2)/h", "lim h->0: (2x*h + h^2)/h", "lim h->0: 2x + h", "2x")


def test_a_derivation_stands_below_its_sign_of_equality_and_is_written_line_by_line() -> None:
    derivation = Derivation(*LINES, name="f'(x)")
    signs = [next(each for each in letters_of(one) if each.name == "=") for one in derivation.lines]
    assert np.ptp([sign.center[0] for sign in signs]) < 1e-6
    tops = [one.get_top()[1] for one in derivation.lines]
    bottoms = [one.get_bottom()[1] for one in derivation.lines]
    assert all(below < above for above, below in zip(bottoms, tops[1:], strict=False))
    scene = played(*derivation.moves())
    assert {*scene.mobjects} == {*derivation.lines}
    assert derivation.shown == 4


def test_a_line_that_grows_below_another_is_never_seen_upon_it() -> None:
    derivation = Derivation(*LINES)
    for before, move in zip(derivation.lines, [*derivation.moves()][1:], strict=False):
        assert isinstance(move, Rewrite)
        kept = letters_of(before)
        for moment, shown in frames(move, (0.1, 0.3, 0.5, 0.7)):
            for each in shown:
                if each.opacity > 0.6:
                    upon = [letter for letter in kept if _covers(letter, each.box)]
                    assert not upon, (moment, each.name, upon[0].name)


def _covers(letter: Letter, box: npt.NDArray[np.float64]) -> bool:
    return bool((np.minimum(letter.box[1], box[1]) - np.maximum(letter.box[0], box[0]))[:2].min() > 0.01)


def test_a_derivation_in_one_place_changes_there() -> None:
    derivation = Derivation("3x + 2x", "5x", stacked=False)
    assert derivation.lines[0].baseline == pytest.approx(derivation.lines[1].baseline)
    scene = played(*derivation.moves())
    assert scene.mobjects == [derivation.lines[1]]


def test_a_lesson_gets_no_derivation_with_a_mistake() -> None:
    lesson = Lesson()
    with pytest.raises(DerivationError, match="line 2, x: false at x = -1"):
        Derivation.of(lesson, "sqrt(x^2)", "x")
    right = Derivation.of(lesson, "sqrt(x^2)", "x", where="x >= 0", roles={"x": "MOVING"})
    panel = lesson.layout.panel
    assert right.width <= panel.width + 1e-9
    assert right.lines[0].part("MOVING")[0].fill_color.to_hex() == lesson.theme[MOVING]
    with pytest.raises(SessenError):
        Derivation.of(lesson, "2x +", "x")


def test_groups_are_rewritten_as_one() -> None:
    before, after = VGroup(TYPE.math("a"), TYPE.math("b").shift((1, 0, 0))), TYPE.math("a + b")
    assert faults(Rewrite(before, after)) == []
