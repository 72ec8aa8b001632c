"""What is said in a step, with its times: the sentence of a lesson's step, and what a scene has added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sessen.speech import spoken
from sessen.words import plain_text
from sessen.worker.recorder import StepRecording
from sessen.worker.result import Caption


def captions_of(scene: Any, take: StepRecording, seconds: float) -> tuple[Caption, ...]:
    """The captions of a step that is so many seconds long."""
    lines = take.subcaptions
    added = [Caption(_since(take, line.start), _since(take, line.end), str(line.content)) for line in lines]
    return (*_words(scene, take.name, seconds), *added)


def _words(scene: Any, name: str, seconds: float) -> Iterator[Caption]:
    step = getattr(scene, "current_step", None)
    if step is not None and step.name == name:
        for language in step.words.sentences:
            sentence = step.words.localized(language, scene.text_values)
            text, said = plain_text(sentence), spoken(sentence, language)
            yield Caption(0.0, seconds, text, str(language), said if said != text else "")


def _since(take: StepRecording, moment: Any) -> float:
    return float(round(moment.total_seconds() - take.begins_at, 3))
