"""What the shipped lecture says: in every step, in both languages, and pronounced as people who know the subject do."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Final

import pytest

from sessen.speech.narration import MOST_SENTENCES, narration, read_narration
from sessen.words import plain_text
from tests.speech.lecture import GOLDEN, lessons, written

NOT_SAID: Final = re.compile(r"[0-9$={}\[\]∂²₁×→θ]")


def test_every_japanese_sentence_is_pronounced_as_written_down() -> None:
    assert written().split("\n\n") == GOLDEN.read_text(encoding="utf-8").split("\n\n")


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: type(lesson).__name__)
class TestLesson:
    def test_every_step_is_narrated_in_both_languages(self, lesson) -> None:  # type: ignore[no-untyped-def]
        steps = [step.name for step in lesson.steps()]
        read = read_narration(Path(inspect.getfile(type(lesson))), type(lesson).__name__, steps)
        assert list(read.entries) == steps
        assert {tuple(sorted(words.sentences)) for words in read.entries.values()} == {("en", "ja")}

    def test_it_is_said_in_words(self, lesson) -> None:  # type: ignore[no-untyped-def]
        for name, languages in narration(lesson).items():
            english = languages["en"]
            assert 1 <= len(english.sentences) <= MOST_SENTENCES
            assert not NOT_SAID.search(english.spoken), (name, english.spoken)
            assert not re.search(r"[$={}\[\]∂²₁×→θ]", languages["ja"].spoken), (name, languages["ja"].spoken)

    def test_it_is_not_what_stands_on_screen(self, lesson) -> None:  # type: ignore[no-untyped-def]
        said = narration(lesson, ["ja"])
        for step in lesson.steps():
            assert said[step.name]["ja"].text != plain_text(lesson.localize(step.words))
