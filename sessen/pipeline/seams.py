"""Whether the steps of a scene fit together, which were drawn in one run or in many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from sessen.errors import SessenError
from sessen.keys import DependencyTrace
from sessen.pipeline.plan import ScenePlan
from sessen.store import Store


class StepsDoNotMeet(SessenError):
    """A step begins with another picture than the one before has ended with."""


def seam_error(
    store: Store, plans: Iterable[ScenePlan | None], found: Mapping[str, DependencyTrace]
) -> StepsDoNotMeet | None:
    """Compare what scenes showed after each step with what they showed before the next; the first that differs."""
    return next((error for plan in plans if plan is not None for error in _errors(store, plan, found)), None)


def _errors(store: Store, plan: ScenePlan, found: Mapping[str, DependencyTrace]) -> Iterator[StepsDoNotMeet]:
    seams = [_seam(store, found[step.key.digest]) for step in plan.steps]
    for (one, (_, end)), (other, (begin, _)) in pairwise(zip(plan.steps, seams, strict=True)):
        if other.number == one.number + 1 and end and begin and end != begin:
            yield StepsDoNotMeet(
                f"{other.name} does not begin with the picture that {one.name} ends with: they were drawn in two "
                "runs of the scene, and the runs differ",
                location=f"{plan.name}::{other.name}",
                hint="look for what differs from run to run (a clock, the network, numbers from the system, the order "
                "of a set of objects), correct it, and run the command again",
            )


def _seam(store: Store, trace: DependencyTrace) -> tuple[str, str]:
    """What was shown before and after a step; empty where that is not known."""
    entry = store.entry(trace.entry)
    return (entry.metadata.get("begins", ""), entry.metadata.get("ends", "")) if entry else ("", "")
