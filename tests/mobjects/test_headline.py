"""The question fits, alone and as a title, with the section beside or above it, in every shape and language."""

from __future__ import annotations

import pytest

from sessen.layout import layout_for
from sessen.lesson import Lesson
from sessen.mobjects.headline import headline, question_alone
from sessen.theme import THEMES
from sessen.typesetting.typeset import TITLE, Typesetter
from sessen.variant import Language, Shape, ThemeName
from tests.scenes.support import corners, lecture

TYPE = Typesetter(THEMES[ThemeName.DARK])
each_lesson = pytest.mark.parametrize("lesson", lecture(), ids=lambda lesson: lesson.__name__)


def asked(lesson: type[Lesson], language: Language) -> tuple[str, str]:
    return lesson.question.sentences[language], f"{lesson.section}  {lesson.topic.sentences[language]}"


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("language", Language)
@each_lesson
def test_title_and_section_stay_in_their_place_and_do_not_touch(
    lesson: type[Lesson], language: Language, shape: Shape
) -> None:
    question, section = asked(lesson, language)
    layout = layout_for(shape)
    title, kicker = headline(question, section, TYPE, layout)
    (left, bottom), (right, top) = corners(title)
    (kicker_left, kicker_bottom), (kicker_right, kicker_top) = corners(kicker)
    place = layout.title
    for box_left, box_right in ((left, right), (kicker_left, kicker_right)):
        assert place.left - 0.02 <= box_left <= box_right <= place.right + 0.02
    assert max(top, kicker_top) <= place.top + 0.02
    assert min(bottom, kicker_bottom) > layout.figure.top + 0.05
    if shape is Shape.WIDE:
        assert right + 0.3 < kicker_left
        assert title.baseline == pytest.approx(kicker.baseline)
    else:
        assert top < kicker_bottom


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("language", Language)
@each_lesson
def test_a_long_question_is_broken_rather_than_made_small(
    lesson: type[Lesson], language: Language, shape: Shape
) -> None:
    """No title below seven tenths of its size, in any shape and language."""
    question, section = asked(lesson, language)
    title, _ = headline(question, section, TYPE, layout_for(shape))
    full = TYPE.words(question, size=TITLE, bold=True)
    assert title.submobjects[0].height >= 0.7 * full.submobjects[0].height


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("language", Language)
@each_lesson
def test_the_question_alone_is_larger_than_its_title_and_in_the_middle(
    lesson: type[Lesson], language: Language, shape: Shape
) -> None:
    question, section = asked(lesson, language)
    layout = layout_for(shape)
    alone = question_alone(question, TYPE, layout)
    title, _ = headline(question, section, TYPE, layout)
    assert alone.submobjects[0].height > 1.2 * title.submobjects[0].height
    assert alone.width <= layout.content.width + 0.02
    assert alone.get_center() == pytest.approx(layout.content.center, abs=1e-6)
