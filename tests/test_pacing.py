"""The rhythm of all lessons, read off their frames: a question that does not freeze, words first, then a rest."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from manim import RIGHT, Create, FadeIn, Square

from sessen.lesson import Lesson
from sessen.steps import step
from sessen.words import Words
from tests.recording import Recorder, record
from tests.scenes.support import rehearsal

RATE = 10


class Rhythmic(Lesson):
    """A long question, and steps of few words and short motions."""

    section = "0.2"
    topic = Words(en="Rhythm", ja="リズム")
    question = Words(
        en="How long does a question take that is as long as this one?", ja="この問いを読むのにどれだけかかりますか？"
    )

    def setup(self) -> None:
        self.square = Square()

    @step(en="Go.", ja="はい。")
    def ask_first(self) -> None:
        """A square grows while the question becomes the title."""
        self.show_question(Create(self.square, run_time=0.9))

    @step(en="Go.", ja="はい。")
    def shift_square(self) -> None:
        """A short motion, with nothing to read."""
        self.play(self.square.animate.shift(RIGHT), run_time=0.4)

    @step(en="Go.", ja="はい。")
    def write_formula(self) -> None:
        """Nineteen signs that nobody has read."""
        self.play(FadeIn(self.math("a b c d e f g h i j k l m n o p q r s").shift(2 * RIGHT)), run_time=0.4)


@pytest.fixture(scope="module")
def recorded() -> Recorder:
    return record(Rhythmic, rehearsal(frame_rate=RATE))


def changes(recorded: Recorder, name: str, *, caption: bool = False) -> list[bool]:
    """Whether each frame of a step differs from the one before it, in the zone of the caption or above it."""
    frames = np.array([frame.astype(int) for frame in recorded.frames[name]])
    split = round(0.86 * frames.shape[1])
    seen = frames[:, split:] if caption else frames[:, :split]
    return [bool((after != before).any()) for before, after in pairwise(seen)]


def test_a_question_stands_still_for_two_seconds_at_most_and_its_picture_begins_then(recorded: Recorder) -> None:
    moving = changes(recorded, "ask_first")
    first = moving.index(True)
    last = len(moving) - moving[::-1].index(True)
    longest = max(len(run) for run in "".join("01"[each] for each in moving[first:last]).split("1"))
    assert longest / RATE <= 2.0
    assert longest / RATE >= 1.0, "it would be gone before one has begun to read"


def test_the_sentence_of_the_first_step_comes_after_its_question(recorded: Recorder) -> None:
    title = changes(recorded, "ask_first")
    words = changes(recorded, "ask_first", caption=True)
    assert words.index(True) >= len(title) - title[::-1].index(True) - 1


@pytest.mark.parametrize("name", ["shift_square", "write_formula"])
def test_words_come_first_and_motion_half_a_second_after_them(recorded: Recorder, name: str) -> None:
    words, picture = changes(recorded, name, caption=True), changes(recorded, name)
    last_of_words = len(words) - words[::-1].index(True) - 1
    assert picture.index(True) - last_of_words >= 0.5 * RATE


def test_the_last_motion_of_a_step_is_looked_at_for_a_second(recorded: Recorder) -> None:
    """No longer than that where there is nothing to be read."""
    still = changes(recorded, "shift_square")[::-1].index(True) / RATE
    assert 1.0 <= still <= 1.2


def test_what_is_written_last_stands_until_it_is_read(recorded: Recorder) -> None:
    """A tenth of a second a sign."""
    still = changes(recorded, "write_formula")[::-1].index(True) / RATE
    assert 1.9 <= still <= 2.1
