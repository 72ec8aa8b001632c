"""The lessons of the lecture, set up; and every Japanese sentence of it with its kana.

``python -m tests.speech.lecture`` writes the kana of today into the golden file, to be read through.
"""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from sessen import Lesson
from sessen.speech import readings_of, spoken
from sessen.speech.kana import kana_of
from sessen.speech.narration import narration
from sessen.variant import Language, Variant
from sessen.words import plain_text

PROJECT: Final = Path(__file__).parents[2]
LECTURE: Final = PROJECT / "scenes" / "lecture.toml"
GOLDEN: Final = Path(__file__).parent / "golden" / "kana.txt"
_HEAD: Final = """\
# Every Japanese sentence of the lecture, and how it is pronounced. A wrong reading is mended in assets/readings.toml;
# then write this file anew: python -m tests.speech.lecture
"""


def lecture() -> dict[str, Any]:
    return tomllib.loads(LECTURE.read_text(encoding="utf-8"))


@cache
def lessons() -> tuple[Lesson, ...]:
    """The lessons of the lecture in their order, with their own values, in Japanese."""
    found = {}
    for file in sorted(LECTURE.parent.glob("*/scene.py")):
        module = importlib.import_module(f"scenes.{file.parent.name}.scene")
        found.update({name: each for name, each in vars(module).items() if isinstance(each, type)})
    names = [scene["scene"] for scene in lecture()["scenes"]]
    made = tuple(found[name](variant=Variant(language=Language.JA), strict_claims=False) for name in names)
    for lesson in made:
        lesson.setup()
    return made


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence as it is read, and as it is spoken."""
    readings = readings_of(LECTURE)

    def said(sentence: str) -> tuple[str, str]:
        return plain_text(sentence), spoken(sentence, "ja", readings)

    yield said(lecture()["title"]["ja"])
    for scene, lesson in zip(lecture()["scenes"], lessons(), strict=True):
        yield said(scene["title"]["ja"])
        yield said(lesson.localize(lesson.question))
        spoken_steps = narration(lesson, ["ja"])
        for step in lesson.steps():
            yield said(lesson.localize(lesson.step_text(step).words))
            yield from ((each.text, each.spoken) for each in spoken_steps[step.name]["ja"].sentences)


def written() -> str:
    """What the golden file holds."""
    readings = readings_of(LECTURE)
    pairs = dict(sentences())
    return _HEAD + "".join(f"\n{text}\n{kana_of(said, readings)}\n" for text, said in pairs.items())


if __name__ == "__main__":
    GOLDEN.write_text(written(), encoding="utf-8")
