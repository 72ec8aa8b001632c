"""The easel: what is drawn for a show, and in which order: the step that is looked at first, then the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sessen.job import SceneRef
from sessen.pipeline import Request, ScenePlan, StepPlan
from sessen.pipeline.draw import DrawArgs, Finished, draw
from sessen.pipeline.jobs import make_job
from sessen.pipeline.timings import Timings
from sessen.pool.interactive import InteractivePool, InteractiveTask
from sessen.pool.sizing import cores
from sessen.preview.checkpoints import Checkpoints
from sessen.preview.hot_reload import HotReload, Listener
from sessen.preview.own_writes import own_writes
from sessen.preview.state import ViewState
from sessen.store import Store
from sessen.worker.tasks import CheckClaimsArgs, LastFrameArgs, check_claims, draw_last_frame

_MOST_DRAWING: Final = 2
_PATIENCE_WITH_GLANCES: Final = 20.0  # seconds
_SLACK: Final = 1.0  # seconds after a scene's end in which its last write may be heard of


class Scheduler:
    """Draws for shows.

    Parameters
    ----------
    lock
        The studio's.
    seen
        Whether somebody looks at a show.
    shows
        All that there are.
    """

    def __init__(
        self,
        base: Request,
        crew: InteractivePool,
        store: Store,
        lock: Any,
        voice: Listener,
        *,
        seen: Callable[[ViewState], bool],
        shows: Callable[[], Iterable[ViewState]],
    ) -> None:
        self.times = Timings(base.state_dir / "times.json")
        self._base = base
        self._crew = crew
        self._store = store
        self._lock = lock
        self._voice = voice
        self._seen = seen
        self._shows = shows
        self._rehearsed: set[SceneRef] = set()
        self._footing = HotReload(crew, lock, voice, self, patience=base.time_limit, shows=shows)

    def cancel(self, show: ViewState, errands: Sequence[InteractiveTask]) -> None:
        """End errands that nobody wants any more."""
        for task in errands:
            self._crew.cancel(task)
            show.drop(task)

    def clear(self, show: ViewState) -> None:
        """End all that is on its way for a show."""
        self.cancel(show, show.errands)
        self._footing.leave(show)

    def own_writes(self) -> frozenset[Path]:
        """Files that scenes have written, if one runs or has just run; else whatever changed is somebody's save."""
        standing = [show.standby.quiet_for for show in self._shows() if show.standby is not None]
        runs = min([self._crew.quiet_for, *standing]) < _SLACK
        return own_writes(self._crew.scratch) if runs else frozenset()

    # -- the step that is looked at ------------------------------------------------------------------------------

    def prepare(self, show: ViewState) -> None:
        """The picture of the focus at once, its motion at the same time; others make room."""
        step = show.focused
        if show.standby is not None and show.plan is not None and not show.standby.fits(show.plan):
            self._footing.leave(show)
        if step is None or show.plan is None or step.found or step.key.digest in show.refused:
            self.go_on(show)
        elif not self._footing.runs(show, step, show.plan):
            self._glance(show, step, show.plan)
            if not any(step.key.digest in made for made in show.drawing.values() if len(made) == 1):
                self.cancel(show, [*show.drawing])
                self._draw(show, [step])

    def glance_early(self, show: ViewState, scene: SceneRef, values: tuple[tuple[str, str], ...]) -> None:
        """A picture of the focus before there is a plan: it is taken for the step's when that is known."""
        self._look(show, "", LastFrameArgs(scene, show.view.variant, values, show.focus))

    def _glance(self, show: ViewState, step: StepPlan, plan: ScenePlan) -> None:
        key = step.key.digest
        if key not in show.glances and key not in show.glancing.values():
            address = plan.scene.address
            self._look(show, key, LastFrameArgs(address, show.view.variant, plan.values, step.name))

    def _look(self, show: ViewState, key: str, order: LastFrameArgs) -> None:
        task = self._crew.start(
            f"{order.scene.name}::{order.step}",
            draw_last_frame,
            order,
            patience=min(_PATIENCE_WITH_GLANCES, self._base.time_limit),
            ended=lambda ended: self._glanced(show, ended),
        )
        show.glancing[task] = key

    def _glanced(self, show: ViewState, task: InteractiveTask) -> None:
        with self._lock:
            key = show.glancing.get(task)
            show.drop(task)
            if key is None:
                return
            if task.error is None:
                show.take_glance(key, task.result)
                self._voice.changed(show)
            elif show.trouble is None and key:
                self._voice.failed(show, task.error)
            self.go_on(show)

    # -- all of it -----------------------------------------------------------------------------------------------

    def go_on(self, show: ViewState) -> None:
        """Draw what is missing while there are hands; when all is drawn, weigh the claims."""
        if show.plan is None or show.again or show not in self._shows():
            return
        busy = sum(len(each.drawing) for each in self._shows())
        rest = show.rest()
        if rest and busy < _MOST_DRAWING and not any(len(made) > 1 for made in show.drawing.values()):
            self._draw(show, rest)
        elif not rest and not show.drawing and not self._seen(show):
            self._voice.idle(show)
        elif not rest and not show.drawing and not show.trouble:
            self._rest(show, show.plan)

    def _rest(self, show: ViewState, plan: ScenePlan) -> None:
        """Nothing is missing: see how true it is, and be ready for the next edit."""
        if show.standby is not None and not show.standby.stands_in(plan):
            self._footing.leave(show)  # an edit was taken back, and all of it was there: nothing had to be run again
        if show.standby is None and Checkpoints.suits(plan):
            self._footing.stand(show, plan)
            self._rehearse(show, plan)
        elif show.claims is None and show.weighing is None and (show.standby is None or show.standby.rests):
            self._weigh(show, plan)

    def _rehearse(self, show: ViewState, plan: ScenePlan) -> None:
        """Let a process that waits run the scene once: what it has learned then, it need not when a value changes."""
        scene = plan.scene.address
        if scene in self._rehearsed or not plan.scene.parameters:
            return
        self._rehearsed.add(scene)
        order = LastFrameArgs(scene, show.view.variant, plan.values, plan.steps[-1].name)
        self._crew.start(f"{scene.name}, a rehearsal", draw_last_frame, order, patience=_PATIENCE_WITH_GLANCES)

    def _draw(self, show: ViewState, steps: Sequence[StepPlan]) -> None:
        plan = show.plan
        assert plan is not None
        job = make_job(plan, steps, self.times.expected).job
        words = {step.name: step.words for step in plan.scene.steps}
        order = DrawArgs(job, plan.project, plan.closure.stamps, words, self._store.place.address, cores() > 1)
        task = self._crew.start(
            f"{plan.scene.name}::{steps[0].name}",
            draw,
            order,
            patience=self._base.time_limit,
            calm=True,
            heard=lambda task, news: self._drawn(show, task, news),
            ended=lambda ended: self._draw_ended(show, ended),
        )
        show.drawing[task] = frozenset(step.key.digest for step in steps)

    def _drawn(self, show: ViewState, task: InteractiveTask, news: Any) -> None:
        if not isinstance(news, Finished):
            return
        with self._lock:
            plan = show.plan
            if plan is None or task not in show.drawing:
                return
            drawn = [step for step in plan.steps if step.key.digest == news.static]
            show.plan = replace(plan, steps=tuple(_found(step, news) for step in plan.steps))
            for step in drawn:
                self.times.note(step, news.seconds)
                self._store.remember_inputs(step.slot, step.key.parts)
            self._voice.found(show)
            self._voice.changed(show)

    def _draw_ended(self, show: ViewState, task: InteractiveTask) -> None:
        with self._lock:
            made = show.drawing.get(task)
            show.drop(task)
            if made is None or show.plan is None:
                return
            if task.error is not None:
                show.refused |= made & {step.key.digest for step in show.plan.missing}
                self._voice.failed(show, task.error)
            for each in [show, *self._shows()]:
                self.go_on(each)
            self._voice.changed(show)

    def _weigh(self, show: ViewState, plan: ScenePlan) -> None:
        if not plan.scene.is_lesson:
            show.claims = ()
            return
        order = CheckClaimsArgs(plan.scene.address, show.view.variant, plan.values)
        show.weighing = self._crew.start(
            plan.scene.name,
            check_claims,
            order,
            patience=self._base.time_limit,
            calm=True,
            ended=lambda ended: self._weighed(show, ended),
        )

    def _weighed(self, show: ViewState, task: InteractiveTask) -> None:
        with self._lock:
            if show.weighing is not task:
                return
            show.drop(task)
            show.claims = task.result.claims if task.result else ()
            self._voice.changed(show)


def _found(step: StepPlan, news: Finished) -> StepPlan:
    return replace(step, found=news.trace) if step.key.digest == news.static else step
