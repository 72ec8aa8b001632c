"""Drawing one frame, small, with a copy of the camera: nothing of it can be seen in the scene."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Scene
from manim.utils.iterables import list_update

from sessen.legibility.snapshot import seeing
from sessen.video.color import Pixels


def draw_small(
    scene: Scene, camera: Any, width: int, height: int, mobjects: Sequence[Any] | None = None
) -> Pixels | None:
    """The frame as it is now, or only some mobjects of it, height × width × 4; None where it cannot be drawn."""
    twin: Any = seeing(camera)
    try:
        twin._before, twin.is_behind = _nothing, False
        twin.pixel_array_to_cairo_context = {}
        twin.background_colored_vmobject_displayer = None
        background = camera._background if hasattr(camera, "_background") else camera.background
        twin.pixel_width, twin.pixel_height = width, height
        twin.pixels = _resized(background, width, height)
        if not hasattr(camera, "pixels"):
            twin.pixel_array = twin.pixels
        shown = list_update(scene.mobjects, scene.foreground_mobjects) if mobjects is None else mobjects
        twin.capture_mobjects(shown)
    except Exception:  # noqa: BLE001  a mobject may be half made, or a camera one of the scene's own
        return None
    return np.ascontiguousarray(twin.pixels if hasattr(camera, "pixels") else twin.pixel_array).astype(np.uint8)


def _resized(background: Any, width: int, height: int) -> Any:
    """The nearest pixels of a background."""
    if (background == background[0, 0]).all():
        return np.broadcast_to(background[0, 0], (height, width, background.shape[2])).copy()
    rows = np.arange(height) * background.shape[0] // height
    columns = np.arange(width) * background.shape[1] // width
    return np.ascontiguousarray(background[rows][:, columns])


def _nothing() -> None: ...
