"""A scene on its way through a build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sessen.pipeline.plan import ScenePlan, StepPlan
from sessen.pipeline.product import PlannedProduct


@dataclass(eq=False)
class SceneInProgress:
    """A scene while it is being built, or a film of scenes: then it has no steps of its own, but parts.

    What was drawn for the parts is told with it if ``counts_parts``, else with products of theirs.
    """

    name: str
    plan: ScenePlan | None
    videos: Sequence[PlannedProduct]
    waiting: dict[str, StepPlan] = field(default_factory=dict)
    parts: Sequence[SceneInProgress] = ()
    counts_parts: bool = False
    rendered: dict[str, float] = field(default_factory=dict)
    failed: bool = False
    repaired: bool = False
