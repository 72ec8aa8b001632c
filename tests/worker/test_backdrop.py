"""The background that is asked for lies behind every scene, whatever colour it sets itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sessen.job import Job, SceneRef
from sessen.variant import QUALITIES, Variant
from sessen.video import last_frame
from sessen.video.master import pictures
from sessen.worker import StepResult, draw

PLAIN = """
from manim import BLUE, RIGHT, WHITE, MovingCameraScene, Scene, Square

class Own(Scene):
    def construct(self):
        self.camera.background_color = BLUE
        self.add(Square(fill_opacity=0.5, color=WHITE, stroke_width=0))
        self.wait(0.2)

class Moving(MovingCameraScene):
    def construct(self):
        self.add(Square(fill_opacity=0.5, color=WHITE, stroke_width=0))
        self.play(self.camera.frame.animate.shift(0.5 * RIGHT), run_time=0.2)
"""


def drawn(folder: Path, scene: str, background: str) -> bytes:
    (folder / "own.py").write_text(PLAIN)
    (folder / "pyproject.toml").write_text("")
    found: dict[str, StepResult] = {}
    variant = Variant(quality=QUALITIES["draft"], background=background)
    draw(Job(SceneRef(folder / "own.py", scene), (), variant, (("scene", "key"),)), found.__setitem__)
    return found["key"].picture


@pytest.mark.parametrize("scene", ["Own", "Moving"])
def test_a_colour_lies_behind_a_plain_scene(scene: str, tmp_path: Path) -> None:
    picture = last_frame(drawn(tmp_path, scene, "#1F497D")).astype(int)
    assert np.abs(picture[:20, :20] - (0x1F, 0x49, 0x7D)).max() <= 1
    half = (np.array((0x1F, 0x49, 0x7D)) + 255) / 2
    assert np.abs(picture[240, 427] - half).max() <= 3


@pytest.mark.parametrize("scene", ["Own", "Moving"])
def test_nothing_lies_behind_a_transparent_scene(scene: str, tmp_path: Path) -> None:
    """A half-transparent square is half there, and nothing shines through it from a background that is not."""
    (*_, (picture, _)) = pictures(drawn(tmp_path, scene, "transparent"), 15)
    assert not picture[:20, :20].any()
    assert np.abs(picture[240, 427].astype(int) - 128).max() <= 1
