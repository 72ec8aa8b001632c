"""Marks: moments of a step's narration that its picture waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Marks = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
"""By step the marks with the frame of the step, counted from 0, on which each has been spoken."""

NO_MARKS: Final[Marks] = ()


@dataclass(frozen=True, slots=True)
class LateMark:
    """A mark that was spoken before its picture was there: so many seconds late."""

    step: str
    mark: str
    seconds: float


class Waiting:
    """The marks of a lesson: what is still to be waited for, and what came too late.

    Parameters
    ----------
    marks
        As the plan knows them; empty where nobody speaks.
    """

    def __init__(self, marks: Marks = NO_MARKS) -> None:
        self._frames = frames_of(marks)
        self.begins = 0.0
        self.late: list[LateMark] = []

    def seconds_until(self, step: str, mark: str, now: float, frame_rate: float) -> float:
        """How long to stand still; nothing where the mark is past, which is noted, or where nobody speaks."""
        frame = self._frames.get(step, {}).get(mark)
        if frame is None:
            return 0.0
        left = self.begins + frame / frame_rate - now
        if left < -1.5 / frame_rate:
            self.late.append(LateMark(step, mark, round(-left, 3)))
        return max(left, 0.0)


def frames_of(marks: Marks) -> Mapping[str, Mapping[str, int]]:
    """The frame of each mark by step and name."""
    return {step: dict(own) for step, own in marks}
