"""Put the cache to the test: draw finished steps again and compare them with what the store holds, pixel by pixel.

Keys are meant to miss nothing. This is the check that does not believe them.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, Final

from sessen.errors import SessenError
from sessen.job import Job
from sessen.keys.file_hashes import sha256
from sessen.pipeline.jobs import make_job
from sessen.pipeline.plan import Plan, ScenePlan, StepPlan
from sessen.pipeline.session import Session
from sessen.pool import Task
from sessen.store import DamagedEntry, open_store

#: The part of all finished steps that is drawn again, and how many of them at least.
_SHARE: Final = 0.1
_LEAST: Final = 3


class StepDiffers(SessenError):
    """A finished step of the store is not what drawing it now gives."""


@dataclass(frozen=True, slots=True)
class VerifyArgs:
    """Steps to draw again, with the names of their entries in the store by their static keys."""

    job: Job
    entries: Mapping[str, str]
    store: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What came of it: the steps that were drawn again, and an error for each that differs or cannot be drawn."""

    steps: tuple[str, ...]
    failures: tuple[SessenError, ...]


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A step that was drawn again: where it is, the hash of what came, and how that differs from what was kept.

    Parameters
    ----------
    damage
        What is wrong with what was kept, if it cannot be compared at all.
    """

    static: str
    location: str
    picture: str
    difference: str = ""
    damage: str = ""


def verify_sample(session: Session, plan: Plan, choice: random.Random | None = None) -> VerifyReport:
    """Draw a random tenth of the steps that were in the store when ``plan`` was made, three at least, and compare.

    What differs is drawn once more. Two drawings that are alike say that the store is out of date, so that a key has
    missed something; two that are not say that the scene depends on chance.
    """
    found = [(scene, step) for scene in plan.scenes for step in scene.steps if step.cached is not None]
    count = min(len(found), max(_LEAST, math.ceil(_SHARE * len(found))))
    sample = (choice or random.SystemRandom()).sample(found, count)
    steps = tuple(sorted(f"{scene.name}::{step.name}" for scene, step in sample))
    first, failures = _drawn(session, sample)
    failures += [_damaged(each) for each in first.values() if each.damage]
    other = {static for static, each in first.items() if each.difference}
    second, again = _drawn(session, [(scene, step) for scene, step in sample if step.key.digest in other])
    failures += [*again, *(_differs(first[static], second.get(static)) for static in other)]
    return VerifyReport(steps, tuple(sorted(failures, key=str)))


def _drawn(
    session: Session, sample: Sequence[tuple[ScenePlan, StepPlan]]
) -> tuple[dict[str, Redrawn], list[SessenError]]:
    outcomes = list(session.run_locally(_tasks(session, sample))) if sample else []
    drawn = {each.static: each for outcome in outcomes if not outcome.error for each in outcome.result}
    return drawn, [outcome.error for outcome in outcomes if outcome.error]


def _tasks(session: Session, sample: Iterable[tuple[ScenePlan, StepPlan]]) -> Iterator[Task]:
    """One task a scene, for its steps share the way to them."""
    of_scene: dict[int, tuple[ScenePlan, list[StepPlan]]] = {}
    for scene, step in sample:
        of_scene.setdefault(id(scene), (scene, []))[1].append(step)
    for scene, steps in of_scene.values():
        steps.sort(key=lambda step: step.number)
        entries = {step.key.digest: step.cached.entry for step in steps if step.cached}
        args = VerifyArgs(make_job(scene, steps, lambda *_: 1.0).job, entries, session.store.backend.address)
        yield Task(scene.name, verify, args, len(steps), session.request.time_limit)


def verify(args: VerifyArgs, tell: Callable[[Any], None]) -> list[Redrawn]:
    """Draw the steps in a worker and compare each with its entry."""
    from sessen.pool.worker_process import end_task
    from sessen.worker import draw

    store = open_store(args.store)
    drawn: list[Redrawn] = []

    def compare(static: str, result: Any) -> None:
        step = Redrawn(static, f"{result.scene}::{result.step}", sha256(result.picture))
        try:
            entry = store.entry(args.entries[static])
            if entry is None:
                raise DamagedEntry(args.entries[static], "it is missing or incomplete")
            kept = store.blob(args.entries[static], entry.blobs["picture"][0])
        except DamagedEntry as error:
            drawn.append(replace(step, damage=error.message))
        else:
            drawn.append(replace(step, difference=_difference(kept, result.picture)))
        tell(result.step)

    draw(args.job, compare, leave=lambda: end_task(drawn))
    return drawn


def _damaged(step: Redrawn) -> StepDiffers:
    return StepDiffers(step.damage, location=step.location, hint="run the command again without --verify")


def _differs(step: Redrawn, again: Redrawn | None) -> StepDiffers:
    if again is not None and again.picture == step.picture:
        return StepDiffers(
            f"the stored step is out of date, but its key has not changed: {step.difference}",
            location=step.location,
            hint="make it again with --force, and report this: Sessen should have noticed the change",
        )
    return StepDiffers(
        f"the step differs each time it is drawn with the same inputs: {step.difference}",
        location=step.location,
        hint="look for random numbers, the clock or the network in the scene, which cannot be tracked; "
        "make it again with --force",
    )


def _difference(kept: bytes, drawn: bytes) -> str:
    """Where two segments differ, in words; empty when they show the same."""
    if kept == drawn:
        return ""
    from sessen.video import frames

    for number, (one, other) in enumerate(zip_longest(frames(kept), frames(drawn)), 1):
        if one is None or other is None:
            return f"{'the new' if one is None else 'the kept'} one is longer, from frame {number} on"
        if (one != other).any():
            worst = int(abs(one.astype(int) - other.astype(int)).max())
            return f"from frame {number} on, there by up to {worst} of 255"
    return "the same pictures, but different bytes"
