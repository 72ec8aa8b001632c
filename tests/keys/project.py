"""A small project to change in every way, and its keys. Nothing in it is ever executed."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path

from sessen.keys import FileHashes, SceneOutline, SourceGraph, Toolchain, engine_files, source_graph, static_keys
from sessen.keys import outline as outlines
from sessen.variant import Variant

LESSON = '''\
"""A lesson of three steps."""
import json
from math import pi
from sessen import Lesson, Words, step
from helpers import slope, unused
from tools import shapes
from loose.inner.sizes import unit
from . import nothing_there

SCALE = 2.0

def double(x):
    return 2 * x

class Base(Lesson):
    width = 3
    def frame(self):
        return self.width

class Growth(Base):
    """What grows?"""
    question = Words(en="What grows?", ja="何が育つ?")
    colour = "FUNCTION"

    def setup(self):
        self.size = double(SCALE)

    def grown(self, factor):
        return self.size * factor

    @step(en="First.", ja="はじめ。")
    def begin(self):
        """It begins."""
        self.play(shapes.circle(self.grown(1)))

    @step(en="Second.", ja="つぎ。")
    def go_on(self):
        """It goes on."""
        self.play(slope(self.grown(2)))
        self.add(self.text(en="slope", ja="傾き"))

    @step(en="Third.", ja="おわり。")
    def end(self):
        """It ends."""
        self.wait(1)

class Other(Base):
    kind = 1
    @step(en="Elsewhere.", ja="ほか。")
    def elsewhere(self):
        self.wait(2)
'''

PLAIN = """\
from manim import *

class Plain(Scene):
    def construct(self):
        size = 1
        self.next_section("grow")
        square = Square(size)
        self.play(Create(square))
        self.next_section("turn")
        self.play(Rotate(square))
        self.next_section("leave")
        self.play(FadeOut(square))
"""

FILES: Mapping[str, str] = {
    "pyproject.toml": "",
    "scenes/lesson.py": LESSON,
    "scenes/plain.py": PLAIN,
    "scenes/helpers.py": (
        "from deeper import constant\n\ndef slope(x):\n    return x + constant\n\ndef unused():\n    return 0\n"
    ),
    "scenes/deeper.py": "constant = 1\n",
    "scenes/tools/__init__.py": "",
    "scenes/tools/shapes.py": "def circle(size):\n    return size\n",
    "scenes/loose/inner/sizes.py": "unit = 1\n",
    "scenes/stranger.py": "nobody = 'imports this'\n",
}

# The engine's outlines are the same in every test, and parsing it takes a second.
DIGESTS = FileHashes()
outline = functools.cache(outlines.outline)
source_graph.__dict__["outline"] = engine_files.__dict__["outline"] = outline

GROWTH = SceneOutline(("begin", "go_on", "end"), ("Growth", "Base", "Lesson", "Scene"), ("Other",))
PLAIN_SHAPE = SceneOutline(("grow", "turn", "leave"), ("Plain", "Scene"))


def lay_out(folder: Path) -> Path:
    """The project in a folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def keys_of(
    folder: Path,
    file: str = "scenes/lesson.py",
    scene: SceneOutline = GROWTH,
    variant: Variant = Variant(),  # noqa: B008 - it is frozen
    values: Sequence[tuple[str, str]] = (),
) -> dict[str, str]:
    """The digest of each step's static key, everything read anew."""
    found = SourceGraph().closure(folder / file)
    around = Toolchain(DIGESTS).parts_for(found)
    return {name: key.digest for name, key in static_keys(scene, found, variant, values, around).items()}


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """The steps that would be rendered again."""
    return {name for name in after if before.get(name) != after[name]}
