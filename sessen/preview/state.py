"""A view while somebody looks at it: its plan, what of it can be seen already, and what is being drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from sessen.keys.file_hashes import sha256
from sessen.legibility import LayoutFinding
from sessen.pipeline import ScenePlan, StepPlan
from sessen.pool.running import RunningTask
from sessen.preview.checkpoints import Checkpoints
from sessen.preview.own_writes import Restarts
from sessen.preview.view import View
from sessen.worker.tasks import ClaimSummary

if TYPE_CHECKING:
    from sessen.video.sound import Sound
    from sessen.worker import StepResult


@dataclass(frozen=True, slots=True)
class Motion:
    """The motion of a step that was run again from where its scene stood: shown until a build's own is there.

    Parameters
    ----------
    name
        The hash of its picture.
    spoken
        Its sentence in each language, values filled in.
    """

    name: str
    picture: bytes
    sounds: tuple[Sound, ...]
    frames: int
    seconds: float
    captions: Mapping[str, str]

    @classmethod
    def of(cls, result: StepResult) -> Self:
        """What a run of a step has come to."""
        spoken = {each.language: each.text for each in result.captions if each.language}
        return cls(sha256(result.picture), result.picture, result.sounds, result.frames, result.seconds, spoken)


@dataclass(eq=False)
class ViewState:
    """What the controller knows of a view. Only touched under its lock.

    Parameters
    ----------
    focus
        The step to have first.
    version
        Goes up with every new plan; what belongs to an older one is out of date.
    early
        A quick picture of the focus, before there was a plan.
    glances, motions
        Quick pictures and videos by key, until the step is drawn.
    drawing
        What is on its way, with the keys of the steps that it makes.
    layout
        What cannot be read well; None while nobody knows yet.
    again
        The key of the step that is being run again from where the scene stands.
    refused
        Keys of steps that failed: they are tried again when something has changed.
    restarts
        For what its scene has written itself.
    """

    view: View
    focus: str = ""
    version: int = 0
    plan: ScenePlan | None = None
    edited: str = ""
    error: dict[str, Any] | None = None
    provisional: bytes | None = None
    quick_looks: dict[str, bytes] = field(default_factory=dict)
    motions: dict[str, Motion] = field(default_factory=dict)
    quick_looking: dict[RunningTask, str] = field(default_factory=dict)
    drawing: dict[RunningTask, frozenset[str]] = field(default_factory=dict)
    planning_tasks: set[RunningTask] = field(default_factory=set)
    planning: bool = False
    checking: RunningTask | None = None
    partial_claims: tuple[ClaimSummary, ...] = ()
    claims: tuple[ClaimSummary, ...] | None = None
    layout: tuple[LayoutFinding, ...] | None = None
    checkpoints: Checkpoints | None = None
    rerunning: str = ""
    failed_keys: set[str] = field(default_factory=set)
    restarts: Restarts = field(default_factory=Restarts)

    @property
    def is_busy(self) -> bool:
        """Whether pictures are still to come."""
        on_its_way = self.planning or self.quick_looking or self.drawing or self.rerunning
        return bool(on_its_way or (self.missing and not self.error))

    @property
    def tasks(self) -> list[RunningTask]:
        """Everything that is on its way for it."""
        checking = [self.checking] if self.checking else []
        return [*self.quick_looking, *self.drawing, *self.planning_tasks, *checking]

    @property
    def missing(self) -> tuple[StepPlan, ...]:
        """The steps that are not drawn and not being drawn."""
        taken = frozenset[str]().union(*self.drawing.values()) | self.failed_keys
        return tuple(step for step in self.plan.missing if step.key.digest not in taken) if self.plan else ()

    @property
    def focused(self) -> StepPlan | None:
        """The step to have first."""
        steps = self.plan.steps if self.plan else ()
        return next((step for step in steps if step.name == self.focus), steps[0] if steps else None)

    def name_of(self, key: str) -> str:
        """The name of the step with a key."""
        return next((step.name for step in self.plan.steps if step.key.digest == key), "") if self.plan else ""

    def unfinished(self) -> tuple[StepPlan, ...]:
        """What to draw next: what follows the focus, and then what is before it."""
        focused, missing = self.focused, self.missing
        later = tuple(step for step in missing if focused is None or step.number >= focused.number)
        return later or missing

    def take_quick_look(self, key: str, picture: bytes) -> None:
        """A quick picture has come: of the step with a key, or of the focus when there was no plan."""
        if key:
            self.quick_looks[key] = picture
        elif self.plan is None:
            self.provisional = picture

    def accept(self, plan: ScenePlan) -> Iterator[RunningTask]:
        """Take a new plan; gives the tasks that are out of date by it."""
        before = {step.name: (step.key.digest, step.cached) for step in self.plan.steps} if self.plan else {}
        after = {step.name: (step.key.digest, step.cached) for step in plan.steps}
        changed = [step.name for step in plan.steps if before.get(step.name) != after[step.name]]
        if before and changed:
            # An edit that is taken back while another is made changes a step as well, but that one is there already.
            self.edited = self.focus = next((name for name in changed if after[name][1] is None), changed[0])
        self.plan, self.planning, self.error, self.failed_keys = plan, False, None, set()
        keys = {digest for digest, _ in after.values()}
        self._place_provisional()
        for task, made in [*self.drawing.items()]:
            if not made <= keys or not changed:
                yield task
        wanted = {digest for digest, found in after.values() if not found}
        for task, key in [*self.quick_looking.items()]:
            if key not in wanted or not changed:
                yield task
        if changed:
            self.claims = self.layout = None
            if self.checking:
                yield self.checking
        self.rerunning = self.rerunning if self.rerunning in keys else ""
        self.quick_looks = {key: picture for key, picture in self.quick_looks.items() if key in keys and changed}
        self.motions = {key: motion for key, motion in self.motions.items() if key in keys}

    def _place_provisional(self) -> None:
        """What was begun before there was a plan is of the focus, which has a key now."""
        key = self.focused.key.digest if self.focused else ""
        self.quick_looking = {task: known or key for task, known in self.quick_looking.items()}
        if self.provisional is not None:
            self.quick_looks[key], self.provisional = self.provisional, None

    def drop(self, task: RunningTask) -> None:
        """Forget a task that has ended or was ended."""
        self.quick_looking.pop(task, None)
        self.drawing.pop(task, None)
        self.planning_tasks.discard(task)
        if self.checking is task:
            self.checking = None
