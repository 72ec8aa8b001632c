"""Plain scenes made at random have Manim's frames; `tools/random_scenes.py` compares as many as one wants."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.manim_frames import frames_of_manim, frames_of_sessen, frames_step_by_step
from tools.against_manim import VARIANT, verdict
from tools.random_scenes import write


@pytest.mark.parametrize("seed", [3, 8, 21])
def test_a_random_scene_has_manims_frames_whole_and_step_by_step(seed: int, tmp_path: Path) -> None:
    [scene] = write(tmp_path, [seed])
    drawn = [draw(scene, VARIANT) for draw in (frames_of_manim, frames_of_sessen, frames_step_by_step)]
    assert len(set(drawn[0])) > 3
    assert verdict(*drawn) == "equal"
