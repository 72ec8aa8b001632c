"""How long steps took when they were last rendered: what is longest is begun first."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sessen.memory import read_memory, write_memory
from sessen.pipeline.plan import ScenePlan, StepPlan

_FRAMES_GUESSED: Final = 5.0
"""Seconds of video in a step that was never rendered."""
_SECONDS_A_PIXEL: Final = 1.0e-8


class Timings:
    """Recorded times of steps by their slot."""

    def __init__(self, memory: Path) -> None:
        self._memory = memory
        self._known = read_memory(memory)

    def estimate(self, scene: ScenePlan, step: StepPlan) -> float:
        """Seconds that a step is expected to take: as long as last time, or as its number of pixels suggests."""
        known = self.last(step)
        if known is not None:
            return known
        width, height = scene.variant.pixels
        return max(0.3, width * height * _SECONDS_A_PIXEL * scene.variant.quality.frame_rate * _FRAMES_GUESSED)

    def last(self, step: StepPlan) -> float | None:
        """Seconds that a step took when it was last rendered; None if it never was."""
        known = self._known.get(step.history_key)
        return float(known) if isinstance(known, int | float) else None

    def record(self, step: StepPlan, seconds: float) -> None:
        """Remember how long a step took."""
        self._known[step.history_key] = round(seconds, 3)

    def save(self) -> None:
        """Write the memory."""
        write_memory(self._memory, self._known)
