"""What is drawn for a view, and in which order: the step that is looked at first, then the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sessen.errors import SessenError
from sessen.job import SceneRef
from sessen.legibility.tasks import CheckSceneArgs, check_scene
from sessen.pipeline import Request, ScenePlan, StepPlan
from sessen.pipeline.draw import DrawArgs, StepDone, draw
from sessen.pipeline.jobs import make_job
from sessen.pipeline.layout_settings import layout_of_lecture
from sessen.pipeline.timings import Timings
from sessen.pool import ProcessPool, Task
from sessen.pool.running import RunningTask
from sessen.pool.sizing import cores
from sessen.preview.checkpoints import Checkpoints
from sessen.preview.hot_reload import HotReload, Listener
from sessen.preview.own_writes import own_writes
from sessen.preview.state import ViewState
from sessen.store import Store
from sessen.worker.tasks import LastFrameArgs, draw_last_frame

_MAX_CONCURRENT: Final = 2
_QUICK_LOOK_TIMEOUT: Final = 20.0  # seconds
_WRITE_DELAY: Final = 1.0  # seconds after a scene's end in which its last write may be heard of


class Scheduler:
    """Draws for views.

    Parameters
    ----------
    lock
        The controller's.
    seen
        Whether somebody looks at a view.
    states
        Those of all views.
    """

    def __init__(
        self,
        base: Request,
        pool: ProcessPool,
        store: Store,
        lock: Any,
        listener: Listener,
        *,
        seen: Callable[[ViewState], bool],
        states: Callable[[], Iterable[ViewState]],
    ) -> None:
        self.times = Timings(base.state_dir / "times.json")
        self._base = base
        self._pool = pool
        self._store = store
        self._lock = lock
        self._listener = listener
        self._is_watched = seen
        self._states = states
        self._warmed: set[SceneRef] = set()
        self._hot_reload = HotReload(pool, lock, listener, self, timeout=base.time_limit, states=states)

    def cancel(self, state: ViewState, tasks: Sequence[RunningTask]) -> None:
        """End tasks that nobody wants any more."""
        for task in tasks:
            self._pool.cancel(task)
            state.drop(task)

    def clear(self, state: ViewState) -> None:
        """End all that is on its way for a view."""
        self.cancel(state, state.tasks)
        self._hot_reload.stop(state)

    def own_writes(self) -> frozenset[Path]:
        """Files that scenes have written, if one runs or has just run; else whatever changed is somebody's save."""
        standing = [state.checkpoints.idle_seconds for state in self._states() if state.checkpoints is not None]
        runs = min([self._pool.idle_seconds, *standing]) < _WRITE_DELAY
        return own_writes(self._pool.scratch) if runs else frozenset()

    # -- the step that is looked at ------------------------------------------------------------------------------

    def prioritize(self, state: ViewState) -> None:
        """The picture of the focus at once, its motion at the same time; others make room."""
        step = state.focused
        if state.checkpoints is not None and state.plan is not None and not state.checkpoints.is_compatible(state.plan):
            self._hot_reload.stop(state)
        if step is None or state.plan is None or step.cached or step.key.digest in state.failed_keys:
            self.schedule(state)
        elif not self._hot_reload.try_rerun(state, step, state.plan):
            self._quick_look(state, step, state.plan)
            if not any(step.key.digest in made for made in state.drawing.values() if len(made) == 1):
                self.cancel(state, [*state.drawing])
                self._draw(state, [step])

    def quick_look_early(self, state: ViewState, scene: SceneRef, values: tuple[tuple[str, str], ...]) -> None:
        """A picture of the focus before there is a plan: it is taken for the step's when that is known."""
        self._start_quick_look(state, "", LastFrameArgs(scene, state.view.variant, values, state.focus))

    def _quick_look(self, state: ViewState, step: StepPlan, plan: ScenePlan) -> None:
        key = step.key.digest
        if key not in state.quick_looks and key not in state.quick_looking.values():
            address = plan.scene.address
            self._start_quick_look(state, key, LastFrameArgs(address, state.view.variant, plan.values, step.name))

    def _start_quick_look(self, state: ViewState, key: str, args: LastFrameArgs) -> None:
        timeout = min(_QUICK_LOOK_TIMEOUT, self._base.time_limit)
        name = f"{args.scene.name}::{args.step}"
        task = self._pool.start(
            Task(name, draw_last_frame, args, timeout=timeout, shares_process=True),
            on_end=lambda ended: self._on_quick_look(state, ended),
        )
        state.quick_looking[task] = key

    def _on_quick_look(self, state: ViewState, task: RunningTask) -> None:
        with self._lock:
            key = state.quick_looking.get(task)
            state.drop(task)
            if key is None:
                return
            if task.error is None:
                state.take_quick_look(key, task.result)
                self._listener.changed(state)
            elif state.error is None and key:
                self._listener.failed(state, task.error)
            self.schedule(state)

    # -- all of it -----------------------------------------------------------------------------------------------

    def schedule(self, state: ViewState) -> None:
        """Draw what is missing while there is room for it; when all is drawn, check it."""
        if state.plan is None or state.rerunning or state not in self._states():
            return
        busy = sum(len(each.drawing) for each in self._states())
        rest = state.unfinished()
        if rest and busy < _MAX_CONCURRENT and not any(len(made) > 1 for made in state.drawing.values()):
            self._draw(state, rest)
        elif not rest and not state.drawing and not self._is_watched(state):
            self._listener.idle(state)
        elif not rest and not state.drawing and not state.error:
            self._when_idle(state, state.plan)

    def _when_idle(self, state: ViewState, plan: ScenePlan) -> None:
        """Nothing is missing: see how true it is, and be ready for the next edit."""
        if state.checkpoints is not None and not state.checkpoints.matches(plan):
            self._hot_reload.stop(state)  # an edit was taken back, and all of it was there: nothing had to be run again
        if state.checkpoints is None and Checkpoints.is_supported(plan):
            self._hot_reload.start(state, plan)
            self._warm_caches(state, plan)
        elif (
            (state.claims is None or state.layout is None)
            and state.checking is None
            and (state.checkpoints is None or state.checkpoints.is_idle)
        ):
            self._check(state, plan)

    def _warm_caches(self, state: ViewState, plan: ScenePlan) -> None:
        """Let a process that waits run the scene once: what it has learned then, it need not when a value changes."""
        scene = plan.scene.address
        if scene in self._warmed or not plan.scene.parameters:
            return
        self._warmed.add(scene)
        args = LastFrameArgs(scene, state.view.variant, plan.values, plan.steps[-1].name)
        name = f"{scene.name}, to warm up"
        self._pool.start(Task(name, draw_last_frame, args, timeout=_QUICK_LOOK_TIMEOUT, shares_process=True))

    def _draw(self, state: ViewState, steps: Sequence[StepPlan]) -> None:
        plan = state.plan
        assert plan is not None
        job = make_job(plan, steps, self.times.estimate).job
        words = {step.name: step.words for step in plan.scene.steps}
        args = DrawArgs(job, plan.project, plan.closure.file_hashes, words, self._store.backend.address, cores() > 1)
        name = f"{plan.scene.name}::{steps[0].name}"
        task = self._pool.start(
            Task(name, draw, args, timeout=self._base.time_limit, low_priority=True),
            on_message=lambda task, event: self._on_message(state, task, event),
            on_end=lambda ended: self._on_drawn(state, ended),
        )
        state.drawing[task] = frozenset(step.key.digest for step in steps)

    def _on_message(self, state: ViewState, task: RunningTask, event: Any) -> None:
        if not isinstance(event, StepDone):
            return
        with self._lock:
            plan = state.plan
            if plan is None or task not in state.drawing:
                return
            drawn = [step for step in plan.steps if step.key.digest == event.static]
            state.plan = replace(plan, steps=tuple(_found(step, event) for step in plan.steps))
            for step in drawn:
                self.times.record(step, event.seconds)
                self._store.put_inputs(step.history_key, step.key.parts)
            self._listener.found(state)
            self._listener.changed(state)

    def _on_drawn(self, state: ViewState, task: RunningTask) -> None:
        with self._lock:
            made = state.drawing.get(task)
            state.drop(task)
            if made is None or state.plan is None:
                return
            if task.error is not None:
                state.failed_keys |= made & {step.key.digest for step in state.plan.missing}
                self._listener.failed(state, task.error)
            for each in [state, *self._states()]:
                self.schedule(each)
            self._listener.changed(state)

    def _check(self, state: ViewState, plan: ScenePlan) -> None:
        """Walk through the scene: its claims are weighed, and every frame is looked at."""
        scene = plan.scene
        try:
            settings = layout_of_lecture(self._base)
        except SessenError as error:
            self._listener.failed(state, error)
            return
        args = CheckSceneArgs(scene.name, scene.address, state.view.variant, plan.values, plan.marks, settings)
        state.checking = self._pool.start(
            Task(scene.name, check_scene, args, timeout=self._base.time_limit, low_priority=True),
            on_end=lambda ended: self._on_checked(state, ended),
        )

    def _on_checked(self, state: ViewState, task: RunningTask) -> None:
        with self._lock:
            if state.checking is not task:
                return
            state.drop(task)
            state.claims = task.result.claims if task.result else ()
            state.layout = task.result.layout if task.result else ()
            self._listener.changed(state)


def _found(step: StepPlan, event: StepDone) -> StepPlan:
    return replace(step, cached=event.trace) if step.key.digest == event.static else step
