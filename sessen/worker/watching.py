"""Somebody who looks at a scene while it runs."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol


class FrameWatcher(Protocol):
    """Looks at every frame of the steps that a run is for; it must leave the scene as it is."""

    def running(self) -> AbstractContextManager[None]:
        """A block in which the scene's file is loaded and runs."""

    def begin(self, scene: Any, renderer: Any) -> None:
        """The scene is made and about to run, maybe once more."""

    def play(self) -> None:
        """An animation or a wait begins."""

    def hear(self, file: Path, start: float) -> None:
        """A sound begins."""

    def frame(self, seconds: float, count: int, step: str) -> None:
        """The scene shows a frame at this time that stands ``count`` times."""
