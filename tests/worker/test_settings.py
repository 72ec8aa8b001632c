"""Manim's settings in a scene's file: its frame counts, with Manim's pixels; size and rate are the command line's."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.manim_frames import frames_of_manim, frames_of_sessen, frames_of_step
from sessen.errors import SessenError
from sessen.job import SceneRef
from sessen.variant import Quality, Shape, Variant

SMALL = Variant(quality=Quality("small", 128, 72, 10))
SCENE = """
from manim import *
{settings}
class Set({base}):
    {body}
    def construct(self):
        square = Square(color=RED, fill_opacity=0.5)
        self.add(Circle(radius=3.9), Line(7 * LEFT, 7 * RIGHT))
        self.play(square.animate.to_corner(DR), run_time=0.3)
"""


def scene(folder: Path, settings: str = "", body: str = "", base: str = "Scene") -> SceneRef:
    """A file with that scene, below a folder of its own that is a project."""
    (folder / "pyproject.toml").touch()
    file = folder / "set.py"
    file.write_text(SCENE.format(settings=settings, body=body, base=base), encoding="utf-8")
    return SceneRef(file, "Set")


@pytest.mark.parametrize(
    "settings",
    [
        "config.frame_width = 20",
        "config.frame_height = 12",
        "config.frame_width, config.frame_height = 20, 11.25",
        "config.frame_x_radius = 9; config.background_color = BLUE",
        "config['frame_width'] = 9",
    ],
)
def test_the_frame_of_a_file_counts_as_in_manim(settings: str, tmp_path: Path) -> None:
    address = scene(tmp_path, settings)
    theirs = frames_of_manim(address, SMALL)
    assert frames_of_sessen(address, SMALL) == theirs
    assert theirs != frames_of_sessen(scene(tmp_path), SMALL)


def test_a_moving_camera_has_the_frame_of_its_file(tmp_path: Path) -> None:
    address = scene(tmp_path, "config.frame_height = 12", base="MovingCameraScene")
    assert frames_of_sessen(address, SMALL) == frames_of_manim(address, SMALL)


def test_the_frame_of_a_project_counts(tmp_path: Path) -> None:
    (tmp_path / "manim.cfg").write_text("[CLI]\nframe_width = 20\nframe_height = 11.25\n", encoding="utf-8")
    by_project = frames_of_sessen(scene(tmp_path), SMALL)
    (tmp_path / "manim.cfg").unlink()
    assert by_project == frames_of_manim(scene(tmp_path, "config.frame_width, config.frame_height = 20, 11.25"), SMALL)


INIT = """def __init__(self, **options):
        config.pixel_width, config.frame_rate = 60, 5
        super().__init__(**options)
"""


@pytest.mark.parametrize(
    ("settings", "body"),
    [
        ("config.pixel_width, config.pixel_height = 192, 108", ""),
        ("config.frame_rate = 60", ""),
        ("config.quality = 'low_quality'", ""),
        ("", "config.pixel_width = 60"),
        ("", INIT),
        ("config.save_last_frame = True", ""),
        ("config.preview = True; config.dry_run = False; config.format = 'gif'", ""),
        ("config.renderer = 'opengl'", ""),
        ("config.write_to_movie = True", ""),
    ],
)
def test_size_rate_and_writing_are_not_the_files(settings: str, body: str, tmp_path: Path) -> None:
    """The pictures are those of the same scene without the setting."""
    ours = frames_of_sessen(scene(tmp_path, settings, body), SMALL)
    assert ours == frames_of_manim(scene(tmp_path), SMALL)


def test_an_upright_scene_is_manims_in_the_upright_shape_and_whole_in_a_wide_one(tmp_path: Path) -> None:
    upright = "config.frame_width, config.frame_height = 9, 16\n"
    address = scene(tmp_path, f"{upright}config.pixel_width, config.pixel_height = 1080, 1920")
    tall = Variant(quality=SMALL.quality, shape=Shape.TALL)
    assert frames_of_sessen(address, tall) == frames_of_manim(address, tall)
    whole = "config.frame_width, config.frame_height = 16 * 128 / 72, 16"
    assert frames_of_sessen(address, SMALL) == frames_of_manim(scene(tmp_path, whole), SMALL)


def test_opengl_while_the_scene_runs_is_refused_with_the_reason(tmp_path: Path) -> None:
    address = scene(tmp_path, body="def setup(self): config.renderer = 'opengl'")
    with pytest.raises(SessenError, match="OpenGL") as refused:
        frames_of_step(address, SMALL, "scene")
    assert "config.renderer" in refused.value.hint


SLIDE = """
from manim import *
from manim_slides import Slide

class Talk(Slide):
    def construct(self):
        circle = Circle()
        self.play(Create(circle), run_time=0.2)
        self.next_slide(loop=True)
        self.play(Rotate(circle, 1), run_time=0.2)
        self.next_slide(notes="said")
        self.play(FadeOut(circle), run_time=0.2)
"""


def test_a_slide_of_manim_slides_is_a_scene_with_its_slides_as_steps(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    console, plain = tmp_path / "talk.py", tmp_path / "plain.py"
    console.write_text(SLIDE, encoding="utf-8")
    text = SLIDE.replace("from manim_slides import Slide", "").replace("(Slide)", "(Scene)")
    for call in ("self.next_slide(loop=True)", 'self.next_slide(notes="said")'):
        text = text.replace(call, "self.next_section()")
    plain.write_text(text, encoding="utf-8")
    address, same = SceneRef(console, "Talk"), SceneRef(plain, "Talk")
    assert frames_of_sessen(address, SMALL) == frames_of_manim(same, SMALL)
    assert frames_of_step(address, SMALL, "unnamed-2") == frames_of_manim(same, SMALL)[-2:]
    assert not (tmp_path / "slides").exists()
