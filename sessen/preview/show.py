"""A view while somebody looks at it: its plan, what of it can be seen already, and what is being drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sessen.plan import ScenePlan, StepPlan
from sessen.preview.crew import Errand
from sessen.preview.view import View
from sessen.preview.work import Verdict


@dataclass(eq=False)
class Show:
    """What the studio knows of a view. Only touched under the studio's lock.

    Parameters
    ----------
    focus
        The step to have first.
    version
        Goes up with every new plan; what belongs to an older one is out of date.
    glances
        Quick pictures by key, until the step is drawn.
    drawing
        What is on its way, with the keys of the steps that it makes.
    refused
        Keys of steps that failed: they are tried again when something has changed.
    """

    view: View
    focus: str = ""
    version: int = 0
    plan: ScenePlan | None = None
    edited: str = ""
    trouble: dict[str, Any] | None = None
    glances: dict[str, bytes] = field(default_factory=dict)
    glancing: dict[Errand, str] = field(default_factory=dict)
    drawing: dict[Errand, frozenset[str]] = field(default_factory=dict)
    asking: set[Errand] = field(default_factory=set)
    weighing: Errand | None = None
    claims: tuple[Verdict, ...] | None = None
    refused: set[str] = field(default_factory=set)

    @property
    def errands(self) -> list[Errand]:
        """Everything that is on its way for it."""
        weighing = [self.weighing] if self.weighing else []
        return [*self.glancing, *self.drawing, *self.asking, *weighing]

    @property
    def missing(self) -> tuple[StepPlan, ...]:
        """The steps that are not drawn and not being drawn."""
        taken = frozenset[str]().union(*self.drawing.values()) | self.refused
        return tuple(step for step in self.plan.missing if step.key.digest not in taken) if self.plan else ()

    @property
    def focused(self) -> StepPlan | None:
        """The step to have first."""
        steps = self.plan.steps if self.plan else ()
        return next((step for step in steps if step.name == self.focus), steps[0] if steps else None)

    def rest(self) -> tuple[StepPlan, ...]:
        """What to draw next: what follows the focus, and then what is before it."""
        focused, missing = self.focused, self.missing
        later = tuple(step for step in missing if focused is None or step.number >= focused.number)
        return later or missing

    def accept(self, plan: ScenePlan) -> Iterator[Errand]:
        """Take a new plan; gives the errands that are out of date by it."""
        before = {step.name: (step.key.digest, step.found) for step in self.plan.steps} if self.plan else {}
        after = {step.name: (step.key.digest, step.found) for step in plan.steps}
        changed = [step.name for step in plan.steps if before.get(step.name) != after[step.name]]
        if before and changed:
            self.edited = self.focus = changed[0]
        self.plan, self.trouble, self.refused = plan, None, set()
        keys = {digest for digest, _ in after.values()}
        for errand, made in [*self.drawing.items()]:
            if not made <= keys or not changed:
                yield errand
        for errand, key in [*self.glancing.items()]:
            if key not in keys or not changed:
                yield errand
        if changed:
            self.claims = None
            if self.weighing:
                yield self.weighing
        self.glances = {key: picture for key, picture in self.glances.items() if key in keys and changed}

    def drop(self, errand: Errand) -> None:
        """Forget an errand that has ended or was ended."""
        self.glancing.pop(errand, None)
        self.drawing.pop(errand, None)
        self.asking.discard(errand)
        if self.weighing is errand:
            self.weighing = None
