"""A small lesson that waits for a mark, and a hand that writes takes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from sessen.video.settings import AUDIO_RATE
from sessen.video.sound import Samples
from sessen.voice.script import TimedWord
from sessen.voice.take import MACHINE, TakeInfo, write_take

LESSON: Final = '''"""A dot that moves when it is told to."""

from manim import RIGHT, Dot, FadeIn

from sessen import Lesson, Number, Words, step


class Dots(Lesson):
    """Where does the dot go?"""

    section = "0.1"
    topic = Words(en="A dot", ja="点")
    question = Words(en="Where does the dot go?", ja="点はどこへ行くのでしょうか?")
    far = Number("2", help="how far")

    @step(en="A dot.", ja="点です。")
    def show(self) -> None:
        """A dot appears."""
        self.dot = Dot()
        self.play(FadeIn(self.dot), run_time=0.2)

    @step(en="It goes to {far}.", ja="{far} へ行きます。")
    def move(self) -> None:
        """The dot moves when it is said."""
        self.until("go")
        self.play(self.dot.animate.shift(float(self.far) * RIGHT), run_time=0.4)
'''
NARRATION: Final = """[show]
en = "Here is a dot. It is small."
ja = "これが点です。"

[move]
en = "In a moment it will [go] go to {far}."
"""
LECTURE: Final = """title = { en = "Dots", ja = "点" }
%s
[[scenes]]
scene = "Dots"
"""


def project(folder: Path, voice: str = "") -> Path:
    """A lecture with one lesson of two steps."""
    (folder / "scenes").mkdir(parents=True)
    (folder / "pyproject.toml").write_text("")
    (folder / "scenes" / "dots.py").write_text(LESSON)
    (folder / "scenes" / "dots.narration.toml").write_text(NARRATION)
    (folder / "scenes" / "lecture.toml").write_text(LECTURE % (f'voice = "{voice}"' if voice else ""))
    return folder


def tone(seconds: float, level: float = 0.1, pitch: float = 440) -> Samples:
    """A tone, two channels."""
    moments = np.arange(round(seconds * AUDIO_RATE)) / AUDIO_RATE
    return np.repeat((level * np.sin(2 * np.pi * pitch * moments))[None], 2, axis=0).astype(np.float32)


def write_tone(file: Path, spoken: tuple[str, ...], seconds: float, words: tuple[TimedWord, ...] = ()) -> None:
    """A take that hums, as loud as Sessen makes them."""
    from sessen.video.loudness import at_loudness

    write_take(file, at_loudness(tone(seconds)), TakeInfo(MACHINE, spoken, words, seconds, (), "af_heart", "kokoro"))
