"""What a scene shows between two steps: the same whichever of the two a run has drawn, or the two do not fit together.

The last frame of a step is no measure of that: Manim's animations end a frame before their end, and a plain scene may
put new things in as the next section begins.
"""

from __future__ import annotations

import copy
from typing import Any

from manim import Scene
from manim.utils.iterables import list_update

from sessen.worker.cameras import WatchedCamera
from sessen.worker.recorder import picture_hash


def seam_of(scene: Scene, camera: Any) -> str:
    """The hash of the picture of a scene as it is now; empty where its camera may change as it draws.

    It is drawn by a copy of the camera, so that nothing of it can be seen in the scene.
    """
    if not isinstance(camera, WatchedCamera):
        return ""
    twin: Any = copy.copy(camera)
    twin._before, twin.is_behind = lambda: None, False
    twin.pixel_array_to_cairo_context = {}
    twin.background_colored_vmobject_displayer = None
    twin.pixels = camera.ground.copy()
    try:
        twin.capture_mobjects(list_update(scene.mobjects, scene.foreground_mobjects))
    except Exception:  # noqa: BLE001  a mobject may be half made between two steps
        return ""
    return picture_hash(twin.pixels)
