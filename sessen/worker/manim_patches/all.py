"""All that Manim does again and again while a scene runs, and that is done faster here with the same outcome."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sessen.worker.manim_patches.bounding_box import quick_bounds
from sessen.worker.manim_patches.family import quick_families
from sessen.worker.manim_patches.interpolation import quick_blending
from sessen.worker.manim_patches.point_equality import quick_nearness


@contextmanager
def manim_patches() -> Iterator[None]:
    """Let Manim take them while the block runs."""
    with quick_families(), quick_nearness(), quick_bounds(), quick_blending():
        yield
