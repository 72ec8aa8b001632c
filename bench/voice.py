"""What a voice costs: a minute of speech, a spoken build beside a silent one, a sentence that is changed."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from statistics import mean, median
from typing import Final

from rich.table import Table

from bench.lecture import Lecture
from bench.measure import Measured, measured

_SCENE: Final = "SecantToTangent"
_TEXT: Final = (
    "The slope of the secant is two x plus h.",
    "When h goes to zero, the secant becomes the tangent.",
    "So the derivative of x squared is two x.",
)
_REPEATS: Final = 5


def measure(lecture: Lecture, quality: str) -> Table:
    """The rows about voice, for one scene of a copy of the lecture with its takes."""
    table = Table("what", "measured", "goal", "met", title=f"voice: {_SCENE}, {quality}")

    def row(what: str, found: str, goal: str = "", met: bool | None = None) -> None:
        table.add_row(what, found, goal, "" if met is None else "yes" if met else "NO")

    _speech(row)
    build = _Build(lecture, quality)
    build("warm", "off")  # compiles what was never imported yet
    silent, spoken = build("silent", "off"), build("spoken", "machine")
    ratio, work = spoken.wall / silent.wall, spoken.processor / silent.processor
    told = f"{ratio:.3f} by the clock, {work:.3f} of processor time"
    row("cold spoken build / cold silent one, takes there", told, "<= 1.05", ratio <= 1.05)
    runs = [build("spoken", "machine") for _ in range(_REPEATS)]
    again, least = median(run.wall for run in runs), median(run.processor for run in runs)
    told = f"{again:.2f} s ({least:.2f} s of processor time)"
    row(f"nothing changed (median of {_REPEATS})", told, "<= 0.3 s", again <= 0.3)
    _change_a_sentence(lecture.scenes([_SCENE])[0].file.with_name("narration.toml"))
    changed = build("spoken", "machine")
    row("one sentence changed: to the new film", f"{changed.wall:.1f} s ({changed.processor:.1f} s of processor time)")
    return table


class _Build:
    """Builds the scene, each store and its products in folders of their own."""

    def __init__(self, lecture: Lecture, quality: str) -> None:
        self._lecture = lecture
        self._quality = quality

    def __call__(self, store: str, voice: str) -> Measured:
        folder = self._lecture.folder
        command: list[str | Path] = [sys.executable, "render.py", "-q", self._quality, "--voice", voice]
        places = ("--store", folder / f"voice-{store}", "--out", folder / f"build-voice-{store}")
        return measured([*command, *places, _SCENE], folder=folder)


def _change_a_sentence(narration: Path) -> None:
    text = narration.read_text(encoding="utf-8")
    narration.write_text(re.sub(r'(en = "[^"]*)\."', r'\1 here."', text, count=1), encoding="utf-8")


def _speech(row: object) -> None:
    """Processor time for speech, and its word times beside those that are found in it."""
    from sessen.speech import NO_READINGS
    from sessen.voice.alignment import align
    from sessen.voice.engines import VOICES, engine_of
    from sessen.voice.synthesis import joined

    assert callable(row)
    engine = engine_of(VOICES["af_heart"])
    engine.say(_TEXT[0], "af_heart", 1.0, NO_READINGS)  # loads its dictionary
    began = time.process_time()
    said = [engine.say(sentence, "af_heart", 1.0, NO_READINGS) for sentence in _TEXT]
    taken, seconds = time.process_time() - began, sum(each.samples.size / each.rate for each in said)
    row("processor time for a minute of speech, one thread", f"{60 * taken / seconds:.0f} s")
    samples, words = joined(said, 1.0)
    found = align(samples, _TEXT, "en", NO_READINGS)
    errors = [abs(one.start - other.start) for one, other in zip(found.words, words, strict=True)]
    told = f"mean {1000 * mean(errors):.0f} ms, worst {1000 * max(errors):.0f} ms"
    row("word times beside pocketsphinx's", told, "mean <= 60 ms", mean(errors) <= 0.06)
