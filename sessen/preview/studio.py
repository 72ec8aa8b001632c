"""The studio: who looks at what, what is drawn for whom, and in which order; saves make it begin anew at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sessen.build.draw import DrawOrder, Finished, draw
from sessen.build.times import Times
from sessen.errors import SessenError
from sessen.job import SceneAddress
from sessen.plan import Request, ScenePlan, StepPlan
from sessen.plan.jobs import make_job
from sessen.preview.crew import Crew, Errand
from sessen.preview.desk import files_of, plan_of
from sessen.preview.show import Show
from sessen.preview.trouble import told
from sessen.preview.view import View
from sessen.preview.watch import Watcher
from sessen.preview.work import GlanceOrder, WalkOrder, glance, weigh
from sessen.project import project_root
from sessen.store import Store

_MOST_DRAWING: Final = 2
_PATIENCE_WITH_GLANCES: Final = 20.0  # seconds

Told = Callable[[Show], None]


class Studio:
    """Keeps the pictures of all views that are looked at up to date.

    Parameters
    ----------
    base
        Lecture, store and limits.
    changed
        Called with a show about which there is something new to tell; the lock is held.
    editor
        A link with ``{file}`` and ``{line}``.
    """

    def __init__(self, base: Request, crew: Crew, store: Store, changed: Told, *, editor: str) -> None:
        self.base = base
        self.crew = crew
        self.store = store
        self.times = Times(base.workshop / "times.json")
        self.lock = threading.RLock()
        self.shows: dict[View, Show] = {}
        self._changed = changed
        self._editor = editor
        self._viewers: dict[str, View] = {}
        self._watcher = Watcher(self.saved)

    # -- who looks at what ---------------------------------------------------------------------------------------

    def look(self, viewer: str, view: View, focus: str) -> None:
        """Someone looks at a view, at a step of it first; what they looked at before goes unless others do."""
        with self.lock:
            before = self._viewers.get(viewer)
            self._viewers[viewer] = view
            if before is not None and before != view:
                self._leave(before, going_on=before.target != view.target)
            show = self.shows.setdefault(view, Show(view))
            show.focus = focus or show.focus
            if show.plan is None:
                self._plan(show)
            else:
                self._prepare_focus(show)
                self._changed(show)

    def gone(self, viewer: str) -> None:
        """Someone has closed the page."""
        with self.lock:
            self._viewers.pop(viewer, None)
            self._drop_unseen()

    def viewers(self, show: Show) -> list[str]:
        """Who looks at a show."""
        return [viewer for viewer, view in self._viewers.items() if view == show.view]

    def _leave(self, view: View, *, going_on: bool) -> None:
        """Someone looks at another view; another scene's pictures are drawn to their end all the same."""
        show = self.shows.get(view)
        if show is not None and not self.viewers(show) and not (going_on and show.plan):
            self._drop(show)

    def _drop(self, show: Show) -> None:
        del self.shows[show.view]
        show.version += 1
        self._cancel(show, show.errands)

    def _drop_unseen(self) -> None:
        for show in [*self.shows.values()]:
            if not self.viewers(show):
                self._drop(show)

    def close(self) -> None:
        """End everything."""
        with self.lock:
            for show in [*self.shows.values()]:
                show.version += 1
            self.shows.clear()
        self._watcher.close()
        self.crew.close()
        self.times.save()

    # -- saves ---------------------------------------------------------------------------------------------------

    def saved(self, files: frozenset[Path]) -> None:
        """Files have changed: plan everything again that depends on them, or that could not be planned."""
        with self.lock:
            self._drop_unseen()
            for show in [*self.shows.values()]:
                if show.plan is None or show.trouble or not files.isdisjoint(files_of(show.plan, self.base)):
                    self._plan(show)

    def _plan(self, show: Show) -> None:
        show.version += 1
        self._cancel(show, [*show.asking])
        threading.Thread(target=self._plan_now, args=(show, show.version), daemon=True).start()

    def _plan_now(self, show: Show, version: int) -> None:
        try:
            plan = plan_of(show.view, self.base, self.crew, lambda errand: self._asked(show, version, errand))
        except SessenError as error:
            with self.lock:
                if show.version == version:
                    self._fail(show, error)
                    self._cancel(show, show.errands)
            return
        with self.lock:
            if show.version == version:
                self._accept(show, plan)

    def _asked(self, show: Show, version: int, errand: Errand) -> None:
        with self.lock:
            if show.version == version:
                show.asking.add(errand)
            else:
                self.crew.cancel(errand)

    def _accept(self, show: Show, plan: ScenePlan) -> None:
        show.asking.clear()
        self._cancel(show, [*show.accept(plan)])
        self._watcher.look_at(files_of(plan, self.base))
        if plan.scene.walk is not None and plan.scene.walk.error is not None:
            show.trouble = told(plan.scene.walk.error, plan.project, self._editor)
        self._prepare_focus(show)
        self._changed(show)

    def _cancel(self, show: Show, errands: Sequence[Errand]) -> None:
        for errand in errands:
            self.crew.cancel(errand)
            show.drop(errand)

    def _fail(self, show: Show, error: SessenError) -> None:
        show.trouble = told(error, self._root(show), self._editor)
        self._watch_broken(show)
        self._changed(show)

    def _root(self, show: Show) -> Any:
        file = show.plan.scene.file if show.plan else self.base.lecture_file
        return project_root(file) if file else None

    def _watch_broken(self, show: Show) -> None:
        """Before there was any plan, the file that was named has to be watched to see it mended."""
        if show.plan is None:
            name = show.view.target.partition("::")[0]
            files = [Path(name)] if name.endswith(".py") else []
            files += [self.base.lecture_file] if self.base.lecture_file else []
            self._watcher.look_at(files)

    # -- drawing -------------------------------------------------------------------------------------------------

    def _prepare_focus(self, show: Show) -> None:
        """The picture of the focus at once, its motion at the same time; others make room."""
        step = show.focused
        if step is None or show.plan is None or step.found or step.key.digest in show.refused:
            self._go_on(show)
            return
        key = step.key.digest
        if key not in show.glances and key not in show.glancing.values():
            address = SceneAddress(show.plan.scene.file, show.plan.scene.name)
            order = GlanceOrder(address, show.view.variant, show.plan.values, step.name)
            errand = self.crew.start(
                f"{show.plan.scene.name}::{step.name}",
                glance,
                order,
                patience=min(_PATIENCE_WITH_GLANCES, self.base.time_limit),
                ended=lambda ended: self._glanced(show, ended),
            )
            show.glancing[errand] = key
        if not any(key in made for made in show.drawing.values() if len(made) == 1):
            self._cancel(show, [*show.drawing])
            self._draw(show, [step])

    def _glanced(self, show: Show, errand: Errand) -> None:
        with self.lock:
            key = show.glancing.get(errand)
            show.drop(errand)
            if key is None:
                return
            if errand.error is None:
                show.glances[key] = errand.result
                self._changed(show)
            elif show.trouble is None:
                self._fail(show, errand.error)
            self._go_on(show)

    def _go_on(self, show: Show) -> None:
        """Draw what is missing while there are hands; when all is drawn, weigh the claims."""
        if show.plan is None or self.shows.get(show.view) is not show:
            return
        busy = sum(len(each.drawing) for each in self.shows.values())
        rest = show.rest()
        if rest and busy < _MOST_DRAWING and not any(len(made) > 1 for made in show.drawing.values()):
            self._draw(show, rest)
        elif not rest and not show.drawing and not self.viewers(show):
            self._drop(show)
        elif not rest and not show.drawing and not show.trouble and show.claims is None and show.weighing is None:
            self._weigh(show, show.plan)

    def _draw(self, show: Show, steps: Sequence[StepPlan]) -> None:
        plan = show.plan
        assert plan is not None
        job = make_job(plan, steps, self.times.expected).job
        words = {step.name: step.words for step in plan.scene.steps}
        order = DrawOrder(job, plan.project, plan.closure.stamps, words, self.store.place.address)
        errand = self.crew.start(
            f"{plan.scene.name}::{steps[0].name}",
            draw,
            order,
            patience=self.base.time_limit,
            heard=lambda errand, news: self._drawn(show, errand, news),
            ended=lambda ended: self._draw_ended(show, ended),
        )
        show.drawing[errand] = frozenset(step.key.digest for step in steps)

    def _drawn(self, show: Show, errand: Errand, news: Any) -> None:
        if not isinstance(news, Finished):
            return
        with self.lock:
            plan = show.plan
            if plan is None or errand not in show.drawing:
                return
            steps = [_found(step, news) if step.key.digest == news.static else step for step in plan.steps]
            show.plan = replace(plan, steps=tuple(steps))
            for step in steps:
                if step.key.digest == news.static:
                    self.times.note(step, news.seconds)
                    self.store.remember_inputs(step.slot, step.key.parts)
            self._watcher.look_at(files_of(show.plan, self.base))
            self._changed(show)

    def _draw_ended(self, show: Show, errand: Errand) -> None:
        with self.lock:
            made = show.drawing.get(errand)
            show.drop(errand)
            if made is None or show.plan is None:
                return
            if errand.error is not None:
                show.refused |= made & {step.key.digest for step in show.plan.missing}
                self._fail(show, errand.error)
            for each in [show, *self.shows.values()]:
                self._go_on(each)
            self._changed(show)

    def _weigh(self, show: Show, plan: ScenePlan) -> None:
        if not plan.scene.is_lesson:
            show.claims = ()
            return
        order = WalkOrder(SceneAddress(plan.scene.file, plan.scene.name), show.view.variant, plan.values)
        show.weighing = self.crew.start(
            plan.scene.name,
            weigh,
            order,
            patience=self.base.time_limit,
            ended=lambda ended: self._weighed(show, ended),
        )

    def _weighed(self, show: Show, errand: Errand) -> None:
        with self.lock:
            if show.weighing is not errand:
                return
            show.drop(errand)
            show.claims = errand.result or ()
            self._changed(show)


def _found(step: StepPlan, news: Finished) -> StepPlan:
    return replace(step, found=news.recipe)
