"""What holds for every lesson of the lecture: time to read in both languages, words, steps that say what is shown."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from sessen.legibility.watch import LayoutWatcher
from sessen.lesson import Lesson
from tests.scenes.support import lecture, rehearsal, rehearse, small_type

each_lesson = pytest.mark.parametrize("lesson", lecture(), ids=lambda lesson: lesson.__name__)


_BETWEEN_FRAMES = ("jump", "flash", "ghost")  # a rehearsal has too few frames for them
#: In five frames a second only: the lattice is at 2.98 of 3 for a moment in which the plane fades that it lies on.
_FADING = ("VectorsAndSpan", "turn_parallel", "contrast")


def needed(sentence: str) -> float:
    """1 s, and 1/15 s for each Latin letter or 1/7 s for each Japanese character; signs of notation not counted."""
    read = without_notation(sentence)
    wide = sum("\u3000" <= character <= "\uffef" for character in read)
    return 1 + wide / 7 + (len(read) - wide) / 15


def without_notation(sentence: str) -> str:
    """The sentence as it is seen, for formulas of a letter or two: bold(a) is one letter."""
    return re.sub(r"bold\((\w)\)", r"\1", sentence).replace("$", "")


@pytest.mark.parametrize("language", ["en", "ja"])
@each_lesson
def test_every_step_stands_until_its_sentence_can_be_read(lesson: type[Lesson], language: str) -> None:
    """Where formulas are longer than two letters their notation says little of time to read; most have none such.

    And from the back row: no type is smaller than a thirtieth of the frame's height. Nor do the other rules of the
    layout find an error in a lesson that is readable already: `python render.py check SCENE` tells more of it.
    """
    small: list[str] = []
    variant = rehearsal(language, frame_rate=5)
    watch = LayoutWatcher(lesson.__name__, Path(inspect.getfile(lesson)))
    _, seconds = rehearse(lesson, variant, at_end=lambda made, _: small.extend(small_type(made)), watch=watch)
    assert small == []
    wrong = [finding for finding in watch.finish() if finding.is_error and finding.rule not in _BETWEEN_FRAMES]
    wrong = [each for each in wrong if (each.scene, each.step, each.rule) != _FADING]
    assert [(each.step, each.rule, each.what) for each in wrong] == []
    steps = lesson.steps()
    assert list(seconds) == [each.name for each in steps]
    measured = 0
    for each in steps:
        sentence = each.words.sentences[language]
        formulas = [without_notation(part) for part in sentence.split("$")[1::2]]
        if "{" not in sentence and all(len(part) <= 2 for part in formulas):
            assert seconds[each.name] >= needed(sentence) - 1e-9, each.name
            measured += 1
    assert measured >= len(steps) / 2


@each_lesson
def test_a_lesson_asks_one_question_in_both_languages(lesson: type[Lesson]) -> None:
    assert lesson.section
    assert lesson.__doc__
    for words in (lesson.topic, lesson.question):
        assert set(words.sentences) == {"en", "ja"}
    assert lesson.question.sentences["en"].endswith("?")


@each_lesson
def test_every_step_says_a_short_sentence_in_both_languages_and_what_is_seen(lesson: type[Lesson]) -> None:
    """At most 90 Latin letters or 40 Japanese characters; Japanese ends as spoken sentences do."""
    for each in lesson.steps():
        assert set(each.words.sentences) == {"en", "ja"}, each.name
        assert len(without_notation(each.words.sentences["en"])) <= 90, each.name
        assert len(without_notation(each.words.sentences["ja"])) <= 40, each.name
        assert each.words.sentences["ja"][-1] in "。?", each.name
        assert each.summary, each.name
