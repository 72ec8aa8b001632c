"""Scenes with one fault each, and their neighbours that look alike and have none.

For each rule there are five pairs or more in ``seeds.toml``, each set flat in English and, in Japanese by Sessen's own
type, under a camera that moves or looks at space from aside: ten faults a rule or more, and as many innocent scenes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent
from typing import Final

from sessen.job import SceneRef
from sessen.legibility.finding import LayoutFinding
from sessen.legibility.watch import LayoutWatcher
from sessen.variant import Quality, Variant
from sessen.worker import walk

TINY: Final = Variant(quality=Quality("tiny", 256, 144, 15))

_WORDS: Final = {
    "en": {"a": "slope", "b": "curve", "c": "height", "w": "This point moves along the curve", "s": "A short note"},
    "ja": {"a": "傾き", "b": "曲線", "c": "高さ", "w": "この点は曲線に沿って動きます", "s": "短い説明文です"},
}
_SETTINGS: Final = (
    ("en", "Scene", ""),
    ("ja", "MovingCameraScene", "self.play(self.camera.frame.animate.shift(0.1 * UP), run_time=0.4)"),
    ("ja", "ThreeDScene", "self.set_camera_orientation(phi=14 * DEGREES, theta=-90 * DEGREES)"),
)

#: By rule: pairs of what is wrong and what only looks like it.
PAIRS: Final[dict[str, list[dict[str, str]]]] = tomllib.loads(
    Path(__file__).with_name("seeds.toml").read_text(encoding="utf-8")
)

_PRELUDE: Final = """\
from manim import *

from sessen.theme import THEMES
from sessen.typesetting.typeset import Typesetter

def T(text, font_size=36, **options):
    if text.isascii():
        return Text(text, font_size=font_size, **options)
    words = Typesetter(THEMES["dark"]).words(text, size=font_size / 72)
    return words.set_color(options["color"]) if options else words

def M(source):
    return MathTypst(source)

def ROWS(text, panel):
    return VGroup(*[T(f"{text} {row}", font_size=28) for row in range(4)]).arrange(DOWN, buff=0.3).move_to(panel)

"""


@dataclass(frozen=True)
class Seeded:
    """A small scene; ``rule`` finds something in it if ``is_faulty``, and no rule does if not."""

    rule: str
    number: int
    is_faulty: bool
    base: str
    language: str
    body: str

    @property
    def name(self) -> str:
        return f"{self.rule.title()}{self.number}{'Fault' if self.is_faulty else 'Innocent'}"

    def write(self, folder: Path) -> SceneRef:
        file = folder / f"{self.name.lower()}.py"
        body = indent(dedent(self.body), "        ")
        file.write_text(
            f"{_PRELUDE}\nclass {self.name}({self.base}):\n    def construct(self):\n{body}\n", encoding="utf-8"
        )
        return SceneRef(file, self.name)


def seeded() -> Iterator[Seeded]:
    """All of them, the faulty and the innocent one of a pair after each other."""
    for rule, pairs in PAIRS.items():
        for place, pair in enumerate(pairs):
            for second in (0, 1):
                language, base, opening = _SETTINGS[0] if not second else _SETTINGS[1 + place % 2]
                for kind, body in pair.items():
                    said = body.format(**_WORDS[language], i=place)
                    whole = f"{opening}\n{said}" if opening else said
                    yield Seeded(rule, 2 * place + second, kind == "fault", base, language, whole)


def look(case: Seeded, folder: Path) -> list[LayoutFinding]:
    """What the rules find in it."""
    scene = case.write(folder)
    watcher = LayoutWatcher(scene.name, scene.file)
    walk(scene, TINY, {}, watcher.step_ended, watch=watcher)
    return watcher.finish()
