"""Where scenes stand: edited steps are run again from there, and claims are weighed on the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from sessen.errors import SessenError
from sessen.pipeline import ScenePlan, StepPlan
from sessen.pool.interactive import InteractivePool
from sessen.pool.timeouts import too_long
from sessen.preview.checkpoints import Checkpoints
from sessen.preview.messages import Event
from sessen.preview.state import Motion, ViewState
from sessen.worker.tasks import claim_summaries


@dataclass(frozen=True, slots=True)
class Listener:
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

    changed: Callable[[ViewState], None]
    failed: Callable[[ViewState, SessenError], None]
    found: Callable[[ViewState], None]
    idle: Callable[[ViewState], None]


class _Easel(Protocol):
    def prepare(self, show: ViewState) -> None: ...
    def go_on(self, show: ViewState) -> None: ...


class HotReload:
    """Keeps the scene of one show standing before its steps.

    Parameters
    ----------
    lock
        The studio's.
    easel
        Draws what cannot be run again, and the rest.
    patience
        Seconds without news after which a step is given up.
    shows
        All that there are.
    """

    def __init__(
        self,
        crew: InteractivePool,
        lock: Any,
        voice: Listener,
        easel: _Easel,
        *,
        patience: float,
        shows: Callable[[], Iterable[ViewState]],
    ) -> None:
        self._crew = crew
        self._lock = lock
        self._voice = voice
        self._easel = easel
        self._patience = patience
        self._shows = shows

    # -- from where a scene stands -------------------------------------------------------------------------------

    def runs(self, show: ViewState, step: StepPlan, plan: ScenePlan) -> bool:
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

    def stand(self, show: ViewState, plan: ScenePlan) -> None:
        """Let the scene be walked through once more, claims be weighed on the way, and processes stay before steps."""
        for other in self._shows():
            self.leave(other)
        show.standby = Checkpoints(
            self._crew,
            plan,
            lambda standby, news: self._heard(show, standby, news),
            patience=self._patience,
            memory_limit=self._crew.memory_limit,
        )

    def leave(self, show: ViewState) -> None:
        """Nobody is to stand in the scene any more."""
        standby, show.standby, show.again = show.standby, None, ""
        if standby is not None:
            standby.end()

    def _heard(self, show: ViewState, standby: Checkpoints, news: Event) -> None:
        with self._lock:
            if show.standby is not standby or show.plan is None:
                return
            again = show.again if news.step == show.name_of(show.again) else ""
            if news.kind == "picture" and again:
                show.glances[again] = news.value
                self._voice.changed(show)
            elif news.kind in ("drawn", "walked"):
                show.weighed = claim_summaries(news.value)
                if news.kind == "drawn" and again:
                    show.motions[again] = Motion.of(news.value)
                    self._done_again(show)
            elif news.kind == "failed" and again:
                if news.value is not None:
                    self._refuse(show, news.value)
                self.leave(show)
                self._easel.prepare(show)
            elif news.kind == "ended" and not show.again:
                show.claims = show.weighed
                self._voice.changed(show)
            elif news.kind == "lost":
                self._lost(show)

    def _done_again(self, show: ViewState) -> None:
        show.again = ""
        self._easel.go_on(show)
        self._voice.changed(show)

    def _lost(self, show: ViewState) -> None:
        if show.again:
            name = f"{show.plan.scene.name if show.plan else ''}::{show.name_of(show.again)}"
            self._refuse(show, too_long(self._patience, name))
        self.leave(show)
        self._easel.go_on(show)

    def _refuse(self, show: ViewState, error: SessenError) -> None:
        show.refused.add(show.again)
        self._voice.failed(show, error)
