"""Lessons run their steps without a seam, say their words for long enough, and examine their claims on every frame."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from manim import RIGHT, UP, Circle, Create, Dot, FadeIn, FadeOut, Scene, Square, Transform, ValueTracker

from sessen.claims import ClaimViolated, Equal, claim
from sessen.lesson import Lesson
from sessen.parameters import Number, ParameterError
from sessen.steps import step
from sessen.theme import FUNCTION, MOVING, PAPER, THEMES
from sessen.typesetting.typeset import Typeset
from sessen.variant import Shape, ThemeName, Variant
from sessen.words import MissingTranslation, UnknownPlaceholder, Words
from tests.recording import Recorder, record, still
from tests.scenes.support import corners, rehearsal, rehearse


class Moving(Lesson):
    """Where does the dot go?"""

    section = "0.1"
    topic = Words(en="A dot", ja="点")
    question = Words(en="Where does it go?", ja="どこへ行くのでしょうか?")
    far = Number("2", help="how far the dot goes")

    def setup(self) -> None:
        self.place = ValueTracker(0)
        self.dot = Dot(color=self.theme[MOVING], radius=0.4)
        self.dot.add_updater(lambda dot: dot.move_to([self.place.get_value(), self.place.get_value() ** 2 / 4, 0]))
        self.shape = Square(color=self.theme[FUNCTION]).shift(3 * RIGHT)

    @step(en="Where?", ja="どこ。")
    def ask_where(self) -> None:
        """The question."""
        self.show_question()

    @step(en="A dot.", ja="点です。")
    def show_dot(self) -> None:
        """A dot and a square appear."""
        self.play(FadeIn(self.dot), Create(self.shape), run_time=0.5)

    @step(en="It goes to {far}.", ja="{far} へ行きます。")
    def move_dot(self) -> None:
        """The dot goes to the right, the square becomes round."""
        self.play(self.place.animate.set_value(float(self.far)), run_time=0.7)
        self.play(Transform(self.shape, Circle(color=self.theme[FUNCTION]).shift(2 * UP)), run_time=0.3)

    @step(en="All else is gone, and the dot is alone.", ja="ほかはみな消えて、点だけがひとつ残ります。")
    def leave_dot(self) -> None:
        """All but the dot is gone."""
        self.play(FadeOut(self.shape, self.title), run_time=0.33)

    @claim
    def dot_is_on_its_parabola(self) -> Equal | None:
        x, y, _ = self.dot.get_center()
        return Equal(y, x**2 / 4) if self.is_on_screen(self.dot) else None


STEPS = ["ask_where", "show_dot", "move_dot", "leave_dot"]


# -- frames --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def recorded() -> Recorder:
    """Drawn with Manim's own renderer at seven frames a second, into which no run time divides."""
    return record(Moving, rehearsal(frame_rate=7))


def test_names_of_steps_are_sections(recorded: Recorder) -> None:
    assert list(recorded.frames) == STEPS == [each.name for each in Moving.steps()]


def test_the_last_frame_of_a_step_is_the_first_of_the_next_pixel_for_pixel(recorded: Recorder) -> None:
    for before, after in pairwise(STEPS):
        assert np.array_equal(recorded.frames[before][-1], recorded.frames[after][0]), (before, after)
        assert not np.array_equal(recorded.frames[after][0], recorded.frames[after][-1]), after


def test_a_step_ends_on_its_exact_end_state(recorded: Recorder) -> None:
    """The last frame is the scene as it stands, drawn from nothing; no animation stops a frame short."""
    for name in STEPS:
        assert np.array_equal(recorded.frames[name][-1], recorded.stands[name]), name


def test_the_end_is_drawn_as_one_would_draw_it_by_hand() -> None:
    """A plain scene with the dot where the parameter says has the same pixels."""
    wordless = Variant(words=False, quality=rehearsal(frame_rate=7).quality)
    last = record(Moving, wordless, {"far": "-1.5"}).frames["leave_dot"][-1]

    def paint(scene: Scene) -> None:
        camera: Any = scene.camera
        camera.background_color = THEMES[ThemeName.DARK][PAPER]
        camera.init_background()
        scene.add(Dot((-1.5, 0.5625, 0.0), color=THEMES[ThemeName.DARK][MOVING], radius=0.4))

    assert np.array_equal(last, still(wordless, paint))


def test_the_theme_is_the_paper(recorded: Recorder) -> None:
    light = record(Moving, rehearsal(theme="light", frame_rate=2)).frames["show_dot"][0]
    for picture, theme in ((recorded.frames["show_dot"][0], ThemeName.DARK), (light, ThemeName.LIGHT)):
        paper = THEMES[theme][PAPER]
        assert picture[0, 0, :3].tolist() == [int(paper[place : place + 2], 16) for place in (1, 3, 5)]


# -- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_step_stands_until_its_sentence_can_be_read(language: str) -> None:
    """1 s and 1/15 s a Latin letter or 1/7 s a Japanese character, and no second longer than play and rest take."""
    _, seconds = rehearse(Moving, rehearsal(language, frame_rate=10))
    for each in Moving.steps()[1:]:
        sentence = each.words.sentences[language].replace("{far}", "2")
        wide = sum(ord(character) > 0x2FFF for character in sentence)
        needed = 1 + wide / 7 + (len(sentence) - wide) / 15
        assert needed <= seconds[each.name] + 1e-9
        assert seconds[each.name] <= max(needed, 3.0) + 0.3


def test_without_words_nothing_is_said_and_nobody_waits() -> None:
    said: list[object] = []
    wordless = Variant(words=False, quality=rehearsal(frame_rate=10).quality)
    _, seconds = rehearse(Moving, wordless, at_end=lambda lesson, name: said.append(lesson._caption))
    assert said == [None] * 4
    assert seconds["show_dot"] == pytest.approx(0.5 + 0.2)


def test_without_a_headline_the_picture_has_neither_question_nor_title_nor_section() -> None:
    """For slides that have a title of their own; the sentence and the drawing are there all the same."""

    def texts(variant: Variant) -> list[int]:
        counts: list[int] = []
        rehearse(Moving, variant, at_end=lambda lesson, _: counts.append(sum(map(is_text, lesson.mobjects))))
        return counts

    def is_text(mobject: object) -> bool:
        return isinstance(mobject, Typeset)

    assert texts(replace(rehearsal(), headline=False)) == [1, 1, 1, 1]
    assert texts(rehearsal()) == [3, 3, 3, 1], "title and section, until the last step takes them away"


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_sentence_stands_in_the_zone_of_the_caption(language: str, shape: Shape) -> None:
    class Talkative(Lesson):
        @step(
            en="This sentence, of $x^2$ and of much else beside, is as long as a sentence may be, or longer.",
            ja="この文は$x^2$などについて語り、ひとつの文として許されるかぎりの長さがあるか、もっと長いものです。",
        )
        def console(self) -> None:
            """Nothing moves."""

    lesson, _ = rehearse(Talkative, rehearsal(language, shape, frame_rate=2))
    assert lesson._caption is not None
    (left, bottom), (right, top) = corners(lesson._caption)
    zone = lesson.layout.caption
    assert zone.left - 0.02 <= left < right <= zone.right + 0.02
    assert zone.bottom - 0.1 <= bottom < top <= zone.top + 0.05


def test_a_caption_makes_room_for_the_next() -> None:
    def look(lesson: Moving, name: str) -> None:
        assert lesson._caption is not None
        sentence = lesson.localize(next(each for each in lesson.steps() if each.name == name).words)
        captions = [member for member in lesson.mobjects if getattr(member, "source", None) is not None]
        assert [lesson.is_on_screen(member) for member in captions].count(True) >= 1
        assert lesson.is_on_screen(lesson._caption)
        assert isinstance(lesson._caption, Typeset)
        assert lesson._caption.source == lesson.type.words(sentence).source

    rehearse(Moving, at_end=look)


class Holding(Lesson):
    """Stands for 0 to 8 frames, and for some lengths between, each section a step of its own."""

    lengths = (-1.0, 0.0, 1e-9, 0.11, 0.5, 0.51, 0.6, 0.7, 0.8, 12.3)

    @step(en="", ja="")
    def hold_on(self) -> None:
        """Nothing moves."""
        for index, seconds in enumerate(self.lengths):
            self.next_section(f"held {index}")
            self.wait_at_least(seconds)
        self.next_section("end")


class HoldingWhileTimeGoesBy(Holding):
    """The same with something that moves by itself."""

    def setup(self) -> None:
        self.add(Dot().add_updater(lambda dot, dt: dot.shift(0.01 * dt * UP)))


@pytest.mark.parametrize("lesson", [Holding, HoldingWhileTimeGoesBy])
def test_holding_takes_whole_frames_enough_and_none_too_many(lesson: type[Holding]) -> None:
    """Not one frame for no time; else as many as the seconds need, whatever binary fractions make of them."""
    _, seconds = rehearse(lesson, Variant(words=False, quality=rehearsal(frame_rate=10).quality))
    frames = [round(10 * seconds.get(f"held {index}", 0.0)) for index in range(len(lesson.lengths))]
    assert frames == [0, 0, 0, 2, 5, 6, 6, 7, 8, 123]


# -- what is wrong is told --------------------------------------------------------------------------------------------


def test_a_missing_translation_names_the_step() -> None:
    class English(Lesson):
        @step(en="Only English.")
        def speak(self) -> None:
            """Nothing moves."""

    rehearse(English, rehearsal("en"))
    with pytest.raises(MissingTranslation) as caught:
        rehearse(English, rehearsal("ja"))
    assert caught.value.location.endswith("English::speak")
    assert "'ja'" in caught.value.message


def test_an_unknown_name_in_a_sentence_names_the_step_and_what_there_is() -> None:
    class Misspelt(Moving):
        @step(en="It goes to {fra}.", ja="{fra} へ行きます。")
        def move_dot(self) -> None:
            """Nothing moves."""

    with pytest.raises(UnknownPlaceholder, match=r"\{fra\}.*available: far") as caught:
        rehearse(Misspelt)
    assert caught.value.location == "Misspelt::move_dot"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"farr": "3"}, "Moving: no parameter 'farr' (available: far)\n  did you mean 'far'?"),
        ({"zzz": "3"}, "Moving: no parameter 'zzz' (available: far)"),
    ],
)
def test_an_unknown_parameter_is_refused_with_the_nearest_name(values: dict[str, str], message: str) -> None:
    with pytest.raises(ParameterError) as caught:
        rehearse(Moving, values=values)
    assert str(caught.value) == message


def test_a_wrong_value_is_refused_before_anything_is_drawn() -> None:
    seen: list[str] = []
    with pytest.raises(ParameterError, match="far = 'away' is not a valid number"):
        rehearse(Moving, values={"far": "away"}, at_end=lambda lesson, name: seen.append(name))
    assert seen == []


def test_parameters_are_inherited_in_order_and_may_be_written_again() -> None:
    class Further(Moving):
        high = Number("1")
        far = Number("5")

    assert list(Further.parameters()) == ["far", "high"]
    lesson, _ = rehearse(Further, values={"high": "1/3"})
    assert lesson.parameter_values == {"far": 5, "high": pytest.approx(1 / 3)}
    assert lesson.text_values["far"] == "5"


# -- claims ----------------------------------------------------------------------------------------------------------


class Straying(Moving):
    """The dot leaves its path on the way and is back in time for the end of the step."""

    def setup(self) -> None:
        super().setup()
        stray = ValueTracker(0)
        stray.add_updater(lambda tracker: tracker.set_value(math.sin(math.pi * self.place.get_value() / 2)))
        self.dot.add_updater(lambda dot: dot.shift(0.125 * stray.update().get_value() * UP))

    @claim
    def dot_never_sings(self) -> None:
        """Has nothing to say."""


def test_a_claim_that_fails_between_two_ends_of_a_step_ends_the_lesson_there() -> None:
    """The error comes with scene, step and time; the step before has passed."""
    passed: dict[str, float] = {}

    def look(lesson: Straying, name: str) -> None:
        passed[name] = lesson.time

    with pytest.raises(ClaimViolated, match="dot is on its parabola") as caught:
        rehearse(Straying, rehearsal(frame_rate=10), at_end=look)
    scene, _, seconds = caught.value.location.partition(" at ")
    assert scene == "Straying::move_dot"
    # after both steps before, the frame of the old picture, fading captions and a moment: while it moves for 0.7 s
    begun = passed["show_dot"] + 0.1 + 0.2 + 0.3 + 0.5
    assert begun <= float(seconds.removesuffix(" s")) <= begun + 0.7


def test_an_indulgent_lesson_goes_on_and_keeps_the_worst_error_with_its_step() -> None:
    """The dot strays by an eighth at the most; the claim that never spoke is named."""
    lesson, seconds = rehearse(Straying, rehearsal(frame_rate=20), strict_claims=False)
    assert list(seconds) == STEPS
    finding = lesson.claim_log.results["dot_is_on_its_parabola"]
    assert not finding.holds
    assert finding.step == "move_dot"
    assert finding.error == pytest.approx(0.125, abs=0.01)
    assert lesson.claim_log.never_evaluated == {"dot_never_sings"}


def test_claims_are_examined_on_every_frame_that_moves() -> None:
    lesson, _ = rehearse(Moving, rehearsal(frame_rate=10))
    assert lesson.claim_log.results["dot_is_on_its_parabola"].holds
    assert lesson.claim_log.frames >= 10 * (0.8 + 0.9 + 0.4 + 0.5 + 0.7 + 0.3 + 0.3)


def test_what_is_shown_is_known_by_identity_and_as_a_part() -> None:
    lesson, _ = rehearse(Moving)
    assert lesson.is_on_screen(lesson.dot)
    assert not lesson.is_on_screen(lesson.shape)
    assert not lesson.is_on_screen(Dot())
