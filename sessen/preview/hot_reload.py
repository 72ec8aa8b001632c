"""Where scenes stand: edited steps are run again from there, and claims are weighed on the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from sessen.errors import SessenError
from sessen.pipeline import ScenePlan, StepPlan
from sessen.pool import ProcessPool
from sessen.pool.timeouts import out_of_time
from sessen.preview.checkpoints import Checkpoints
from sessen.preview.messages import Event
from sessen.preview.state import Motion, ViewState
from sessen.worker.tasks import claim_summaries


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told of what is drawn. Each function is called with the lock held.

    Parameters
    ----------
    changed
        There is something new to tell of a view.
    failed
        Something has gone wrong in it.
    found
        A step was drawn.
    idle
        A show is finished that nobody looks at.
    """

    changed: Callable[[ViewState], None]
    failed: Callable[[ViewState, SessenError], None]
    found: Callable[[ViewState], None]
    idle: Callable[[ViewState], None]


class _Scheduler(Protocol):
    def prioritize(self, state: ViewState) -> None: ...
    def schedule(self, state: ViewState) -> None: ...


class HotReload:
    """Keeps the scene of one view standing before its steps.

    Parameters
    ----------
    lock
        The controller's.
    scheduler
        Draws what cannot be run again, and the rest.
    timeout
        Seconds without a message after which a step is given up.
    shows
        All that there are.
    """

    def __init__(
        self,
        pool: ProcessPool,
        lock: Any,
        listener: Listener,
        scheduler: _Scheduler,
        *,
        timeout: float,
        states: Callable[[], Iterable[ViewState]],
    ) -> None:
        self._pool = pool
        self._lock = lock
        self._listener = listener
        self._scheduler = scheduler
        self._timeout = timeout
        self._states = states

    # -- from where a scene stands -------------------------------------------------------------------------------

    def try_rerun(self, state: ViewState, step: StepPlan, plan: ScenePlan) -> bool:
        """Whether the step is being run again by processes that stand right before it."""
        if state.rerunning == step.key.digest:
            return True
        checkpoints = state.checkpoints
        if checkpoints is None or step.key.digest in state.motions or checkpoints.rerunnable_step(plan) != step.name:
            return False
        state.rerunning = step.key.digest
        state.claims = state.layout = None
        checkpoints.rerun(plan, step.name)
        return True

    def start(self, state: ViewState, plan: ScenePlan) -> None:
        """Let the scene be walked through once more, claims be weighed on the way, and processes stay before steps."""
        for other in self._states():
            self.stop(other)
        state.checkpoints = Checkpoints(
            self._pool,
            plan,
            lambda checkpoints, event: self._on_event(state, checkpoints, event),
            timeout=self._timeout,
            memory_limit=self._pool.memory_limit,
        )

    def stop(self, state: ViewState) -> None:
        """Nobody is to stand in the scene any more."""
        checkpoints, state.checkpoints, state.rerunning = state.checkpoints, None, ""
        if checkpoints is not None:
            checkpoints.end()

    def _on_event(self, state: ViewState, checkpoints: Checkpoints, event: Event) -> None:
        with self._lock:
            if state.checkpoints is not checkpoints or state.plan is None:
                return
            again = state.rerunning if event.step == state.name_of(state.rerunning) else ""
            if event.kind == "picture" and again:
                state.quick_looks[again] = event.value
                self._listener.changed(state)
            elif event.kind in ("drawn", "walked"):
                state.partial_claims = claim_summaries(event.value)
                if event.kind == "drawn" and again:
                    state.motions[again] = Motion.of(event.value)
                    self._on_rerun(state)
            elif event.kind == "failed" and again:
                if event.value is not None:
                    self._refuse(state, event.value)
                self.stop(state)
                self._scheduler.prioritize(state)
            elif event.kind == "ended" and not state.rerunning:
                state.claims = state.partial_claims
                self._listener.changed(state)
            elif event.kind == "lost":
                self._on_lost(state)

    def _on_rerun(self, state: ViewState) -> None:
        state.rerunning = ""
        self._scheduler.schedule(state)
        self._listener.changed(state)

    def _on_lost(self, state: ViewState) -> None:
        if state.rerunning:
            name = f"{state.plan.scene.name if state.plan else ''}::{state.name_of(state.rerunning)}"
            self._refuse(state, out_of_time(self._timeout, name))
        self.stop(state)
        self._scheduler.schedule(state)

    def _refuse(self, state: ViewState, error: SessenError) -> None:
        state.failed_keys.add(state.rerunning)
        self._listener.failed(state, error)
