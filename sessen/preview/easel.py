"""The easel: what is drawn for a show, and in which order: the step that is looked at first, then the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sessen.build.draw import DrawOrder, Finished, draw
from sessen.build.times import Times
from sessen.errors import SessenError
from sessen.job import SceneAddress
from sessen.plan import Request, ScenePlan, StepPlan
from sessen.plan.jobs import make_job
from sessen.preview.crew import Crew, Errand, too_long
from sessen.preview.orders import News
from sessen.preview.show import Motion, Show
from sessen.preview.standby import Standby
from sessen.preview.work import GlanceOrder, WalkOrder, glance, verdicts, weigh
from sessen.store import Store

_MOST_DRAWING: Final = 2
_PATIENCE_WITH_GLANCES: Final = 20.0  # seconds


@dataclass(frozen=True, slots=True)
class Voice:
    """How an easel is heard. Each is called with the lock held.

    Parameters
    ----------
    changed
        There is something new to tell of a show.
    failed
        Something has gone wrong in it.
    found
        A step was drawn.
    idle
        A show is finished that nobody looks at.
    """

    changed: Callable[[Show], None]
    failed: Callable[[Show, SessenError], None]
    found: Callable[[Show], None]
    idle: Callable[[Show], None]


class Easel:
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
        crew: Crew,
        store: Store,
        lock: Any,
        voice: Voice,
        *,
        seen: Callable[[Show], bool],
        shows: Callable[[], Iterable[Show]],
    ) -> None:
        self.times = Times(base.workshop / "times.json")
        self._base = base
        self._crew = crew
        self._store = store
        self._lock = lock
        self._voice = voice
        self._seen = seen
        self._shows = shows

    def cancel(self, show: Show, errands: Sequence[Errand]) -> None:
        """End errands that nobody wants any more."""
        for errand in errands:
            self._crew.cancel(errand)
            show.drop(errand)

    def clear(self, show: Show) -> None:
        """End all that is on its way for a show."""
        self.cancel(show, show.errands)
        self._dismiss(show)

    # -- the step that is looked at ------------------------------------------------------------------------------

    def prepare(self, show: Show) -> None:
        """The picture of the focus at once, its motion at the same time; others make room."""
        step = show.focused
        if show.standby is not None and show.plan is not None and not show.standby.fits(show.plan):
            self._dismiss(show)
        if step is None or show.plan is None or step.found or step.key.digest in show.refused:
            self.go_on(show)
        elif not self._runs_again(show, step, show.plan):
            self._glance(show, step, show.plan)
            if not any(step.key.digest in made for made in show.drawing.values() if len(made) == 1):
                self.cancel(show, [*show.drawing])
                self._draw(show, [step])

    def glance_early(self, show: Show, scene: SceneAddress, values: tuple[tuple[str, str], ...]) -> None:
        """A picture of the focus before there is a plan: it is taken for the step's when that is known."""
        self._look(show, "", GlanceOrder(scene, show.view.variant, values, show.focus))

    def _glance(self, show: Show, step: StepPlan, plan: ScenePlan) -> None:
        key = step.key.digest
        if key not in show.glances and key not in show.glancing.values():
            address = SceneAddress(plan.scene.file, plan.scene.name)
            self._look(show, key, GlanceOrder(address, show.view.variant, plan.values, step.name))

    def _look(self, show: Show, key: str, order: GlanceOrder) -> None:
        errand = self._crew.start(
            f"{order.scene.name}::{order.step}",
            glance,
            order,
            patience=min(_PATIENCE_WITH_GLANCES, self._base.time_limit),
            ended=lambda ended: self._glanced(show, ended),
        )
        show.glancing[errand] = key

    def _glanced(self, show: Show, errand: Errand) -> None:
        with self._lock:
            key = show.glancing.get(errand)
            show.drop(errand)
            if key is None:
                return
            if errand.error is None:
                show.take_glance(key, errand.result)
                self._voice.changed(show)
            elif show.trouble is None and key:
                self._voice.failed(show, errand.error)
            self.go_on(show)

    # -- from where a scene stands -------------------------------------------------------------------------------

    def _runs_again(self, show: Show, step: StepPlan, plan: ScenePlan) -> bool:
        """Whether the step is being run again by processes that stand right before it."""
        if show.again == step.key.digest:
            return True
        standby = show.standby
        if standby is None or step.key.digest in show.motions or standby.takes(plan) != step.name:
            return False
        show.again = step.key.digest
        show.claims = None
        standby.again(plan, step.name)
        return True

    def _stand(self, show: Show, plan: ScenePlan) -> None:
        """Let the scene be walked through once more, claims be weighed on the way, and processes stay before steps."""
        for other in self._shows():
            self._dismiss(other)
        show.standby = Standby(
            self._crew,
            plan,
            lambda standby, news: self._heard(show, standby, news),
            patience=self._base.time_limit,
            memory_limit=self._crew.memory_limit,
        )

    def _dismiss(self, show: Show) -> None:
        standby, show.standby, show.again = show.standby, None, ""
        if standby is not None:
            standby.end()

    def _heard(self, show: Show, standby: Standby, news: News) -> None:
        with self._lock:
            if show.standby is not standby or show.plan is None:
                return
            again = show.again if news.step == show.name_of(show.again) else ""
            if news.kind == "picture" and again:
                show.glances[again] = news.value
                self._voice.changed(show)
            elif news.kind in ("drawn", "walked"):
                show.weighed = verdicts(news.value)
                if news.kind == "drawn" and again:
                    show.motions[again] = Motion.of(news.value)
                    self._done_again(show)
            elif news.kind == "failed" and again:
                if news.value is not None:
                    self._refuse(show, news.value)
                self._dismiss(show)
                self.prepare(show)
            elif news.kind == "ended" and not show.again:
                show.claims = show.weighed
                self._voice.changed(show)
            elif news.kind == "lost":
                self._lost(show)

    def _done_again(self, show: Show) -> None:
        show.again = ""
        self._voice.changed(show)
        self.go_on(show)

    def _lost(self, show: Show) -> None:
        if show.again:
            name = f"{show.plan.scene.name if show.plan else ''}::{show.name_of(show.again)}"
            self._refuse(show, too_long(self._base.time_limit, name))
        self._dismiss(show)
        self.go_on(show)

    def _refuse(self, show: Show, error: SessenError) -> None:
        show.refused.add(show.again)
        self._voice.failed(show, error)

    # -- all of it -----------------------------------------------------------------------------------------------

    def go_on(self, show: Show) -> None:
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

    def _rest(self, show: Show, plan: ScenePlan) -> None:
        """Nothing is missing: see how true it is, and be ready for the next edit."""
        if show.standby is None and Standby.suits(plan):
            self._stand(show, plan)
        elif show.standby is None and show.claims is None and show.weighing is None:
            self._weigh(show, plan)

    def _draw(self, show: Show, steps: Sequence[StepPlan]) -> None:
        plan = show.plan
        assert plan is not None
        job = make_job(plan, steps, self.times.expected).job
        words = {step.name: step.words for step in plan.scene.steps}
        order = DrawOrder(job, plan.project, plan.closure.stamps, words, self._store.place.address)
        errand = self._crew.start(
            f"{plan.scene.name}::{steps[0].name}",
            draw,
            order,
            patience=self._base.time_limit,
            heard=lambda errand, news: self._drawn(show, errand, news),
            ended=lambda ended: self._draw_ended(show, ended),
        )
        show.drawing[errand] = frozenset(step.key.digest for step in steps)

    def _drawn(self, show: Show, errand: Errand, news: Any) -> None:
        if not isinstance(news, Finished):
            return
        with self._lock:
            plan = show.plan
            if plan is None or errand not in show.drawing:
                return
            drawn = [step for step in plan.steps if step.key.digest == news.static]
            show.plan = replace(plan, steps=tuple(_found(step, news) for step in plan.steps))
            for step in drawn:
                self.times.note(step, news.seconds)
                self._store.remember_inputs(step.slot, step.key.parts)
            self._voice.found(show)
            self._voice.changed(show)

    def _draw_ended(self, show: Show, errand: Errand) -> None:
        with self._lock:
            made = show.drawing.get(errand)
            show.drop(errand)
            if made is None or show.plan is None:
                return
            if errand.error is not None:
                show.refused |= made & {step.key.digest for step in show.plan.missing}
                self._voice.failed(show, errand.error)
            for each in [show, *self._shows()]:
                self.go_on(each)
            self._voice.changed(show)

    def _weigh(self, show: Show, plan: ScenePlan) -> None:
        if not plan.scene.is_lesson:
            show.claims = ()
            return
        order = WalkOrder(SceneAddress(plan.scene.file, plan.scene.name), show.view.variant, plan.values)
        show.weighing = self._crew.start(
            plan.scene.name,
            weigh,
            order,
            patience=self._base.time_limit,
            ended=lambda ended: self._weighed(show, ended),
        )

    def _weighed(self, show: Show, errand: Errand) -> None:
        with self._lock:
            if show.weighing is not errand:
                return
            show.drop(errand)
            show.claims = errand.result or ()
            self._voice.changed(show)


def _found(step: StepPlan, news: Finished) -> StepPlan:
    return replace(step, found=news.recipe) if step.key.digest == news.static else step
