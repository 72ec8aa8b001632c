"""Frames of a scene at given seconds, as PNG files."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final

from sessen.legibility.drawn import draw_small
from sessen.video.still import png

_LINES: Final = 540


class StillsWatcher:
    """Draws the frames that are shown at some moments of a walk.

    Parameters
    ----------
    moments
        Seconds in the time of the scene.
    """

    def __init__(self, moments: Iterable[float]) -> None:
        self._wanted = sorted(set(moments))
        self.pictures: dict[float, bytes] = {}

    def running(self) -> AbstractContextManager[None]:
        """Nothing is to be prepared."""
        return nullcontext()

    def begin(self, scene: Any, renderer: Any) -> None:
        """A scene begins."""
        self._scene, self._renderer = scene, renderer

    def play(self) -> None:
        """An animation begins."""

    def hear(self, file: Any, start: float) -> None:
        """A sound is played."""

    def frame(self, seconds: float, count: int, step: str) -> None:
        """Draw it if it is shown at a wanted moment."""
        camera = self._renderer.camera
        end = seconds + count / camera.frame_rate
        wanted = [moment for moment in self._wanted if moment < end - 1e-9 and moment not in self.pictures]
        if not wanted:
            return
        wide, high = float(camera.frame_width), float(camera.frame_height)
        unit = _LINES / min(wide, high)
        pixels = draw_small(self._scene, camera, round(wide * unit), round(high * unit))
        for moment in wanted:
            self.pictures[moment] = b"" if pixels is None else png(pixels)
