"""Cut what is missing into jobs, so that all workers have about the same to do and no scene is waited for alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sessen.job import Job
from sessen.pipeline.plan import ScenePlan, StepPlan

#: Seconds below which a job is not cut: each part walks through the steps before it again.
_WORTH_CUTTING: Final = 4.0

Estimate = Callable[[ScenePlan, StepPlan], float]
"""What a step is expected to take."""


@dataclass(frozen=True, slots=True, eq=False)
class PlannedJob:
    """A job, the scene it belongs to, and the seconds that it is expected to take."""

    job: Job
    scene: ScenePlan
    steps: tuple[StepPlan, ...]
    seconds: float


def split_jobs(scenes: Sequence[ScenePlan], workers: int, seconds: Estimate) -> list[PlannedJob]:
    """The jobs for all missing steps, the longest first."""
    waiting = [scene for scene in scenes if scene.missing]
    total = sum(seconds(scene, step) for scene in waiting for step in scene.missing)
    share = max(total / max(workers, 1), _WORTH_CUTTING)
    jobs = [
        make_job(scene, part, seconds)
        for scene in waiting
        for part in _balanced_parts(scene.missing, [seconds(scene, step) for step in scene.missing], share)
    ]
    return sorted(jobs, key=lambda job: -job.seconds)


def make_job(scene: ScenePlan, steps: Sequence[StepPlan], seconds: Estimate) -> PlannedJob:
    """The job that draws these steps of a scene."""
    job = Job(
        scene=scene.scene.address,
        values=scene.values,
        variant=scene.variant,
        steps=tuple((step.name, step.key.digest) for step in steps),
        marks=scene.marks,
    )
    return PlannedJob(job, scene, tuple(steps), sum(seconds(scene, step) for step in steps))


def _balanced_parts(steps: Sequence[StepPlan], seconds: Sequence[float], share: float) -> list[list[StepPlan]]:
    """Neighbouring steps together, in as many parts of about the same length as the share asks for."""
    total = sum(seconds)
    count = min(len(steps), max(1, math.ceil(total / share - 0.25)))
    parts: list[list[StepPlan]] = [[] for _ in range(count)]
    before = 0.0
    for step, length in zip(steps, seconds, strict=True):
        middle = before + length / 2
        parts[min(count - 1, int(middle / total * count)) if total else 0].append(step)
        before += length
    return [part for part in parts if part]
