"""Manim's configuration for one job."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from manim import Square, VMobject, config
from manim.constants import RendererType
from manim.mobject.opengl.opengl_vectorized_mobject import OpenGLVMobject

from sessen.variant import Variant
from sessen.worker.configuration import manim_config


@contextmanager
def job(folder: Path) -> Iterator[None]:
    with manim_config(Variant(), folder, folder):
        yield


def test_a_project_that_asks_for_opengl_is_drawn_by_cairo(tmp_path: Path) -> None:
    """Classes get the bases of the renderer that draws, whatever was read on the way to it."""
    (tmp_path / "manim.cfg").write_text("[CLI]\nrenderer = opengl\n")
    with job(tmp_path):
        assert config.renderer is RendererType.CAIRO
        assert issubclass(Square, VMobject)
    assert issubclass(Square, VMobject)


def test_a_scene_that_takes_another_renderer_leaves_none_of_it_behind(tmp_path: Path) -> None:
    """Bases are left alone only as long as they are Cairo's."""
    with job(tmp_path):
        config.renderer = "opengl"
        assert issubclass(Square, OpenGLVMobject)
    assert config.renderer is RendererType.CAIRO
    assert issubclass(Square, VMobject)
    assert not issubclass(Square, OpenGLVMobject)
