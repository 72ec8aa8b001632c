"""The studio: who looks at what, and plans for it, made anew after every save."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sessen.errors import SessenError
from sessen.files import from_here
from sessen.job import SceneRef
from sessen.keys import FileHashes
from sessen.keys.modules import engine_folder, is_engine_file
from sessen.pipeline import Request, ScenePlan
from sessen.pool.interactive import InteractivePool, InteractiveTask
from sessen.preview.error_json import clues, told
from sessen.preview.hot_reload import Listener
from sessen.preview.planner import plan_view, watched_files
from sessen.preview.scheduler import Scheduler
from sessen.preview.state import ViewState
from sessen.preview.view import View
from sessen.preview.watch import Watcher
from sessen.project import project_root
from sessen.store import Store

Told = Callable[[ViewState], None]
_CURE: Final = "End the preview (Ctrl-C) and start it again: this page finds it by itself."


class EngineChanged(SessenError):
    """Sessen was edited while it runs: what it draws now is not what a build would make."""


class Controller:
    """Keeps the pictures of all views that are looked at up to date.

    Parameters
    ----------
    base
        Lecture, store and limits.
    changed
        Called with a show about which there is something new to tell; the lock is held.
    editor
        A link with ``{file}`` and ``{line}``.
    saved
        Called with files that were saved, beside what the studio does itself.
    """

    def __init__(
        self,
        base: Request,
        crew: InteractivePool,
        store: Store,
        changed: Told,
        *,
        editor: str,
        saved: Callable[[frozenset[Path]], None] = lambda files: None,
    ) -> None:
        self.base = base
        self.crew = crew
        self.lock = threading.RLock()
        self.shows: dict[View, ViewState] = {}
        voice = Listener(changed, self._fail, self._watch, self._drop)
        self.easel = Scheduler(
            base, crew, store, self.lock, voice, seen=self._seen, shows=lambda: [*self.shows.values()]
        )
        self.times = self.easel.times
        self.watcher = Watcher(self.saved)
        self._changed = changed
        self._also_saved = saved
        self._editor = editor
        self._viewers: dict[str, View] = {}
        self._known: dict[str, tuple[SceneRef, dict[str, str]]] = {}
        self._outdated: SessenError | None = None

    # -- who looks at what ---------------------------------------------------------------------------------------

    def look(self, viewer: str, view: View, focus: str) -> None:
        """Someone looks at a view, at a step of it first; what they looked at before goes unless others do."""
        with self.lock:
            before = self._viewers.get(viewer)
            self._viewers[viewer] = view
            if before is not None and before != view:
                self._leave(before, going_on=before.target != view.target)
            show = self.shows.setdefault(view, ViewState(view))
            show.focus = focus or show.focus
            if show.plan is None:
                if before is not None:  # with other values, or in another variant: there will be nothing of it yet
                    self._glance_early(show)
                self._plan(show)
            else:
                self.easel.prepare(show)
                self._changed(show)

    def known(self, target: str, scene: SceneRef, values: dict[str, str]) -> None:
        """Where the scene of a target is, and what the lecture puts in: enough for a picture before there is a plan."""
        with self.lock:
            self._known[target] = (scene, values)

    def glance(self, view: View, step: str) -> None:
        """Begin with a picture of a view that will be looked at."""
        with self.lock:
            self._glance_early(self.shows.setdefault(view, ViewState(view, focus=step)))

    def gone(self, viewer: str) -> None:
        """Someone has closed the page."""
        with self.lock:
            self._viewers.pop(viewer, None)
            self._drop_unseen()

    def viewers(self, show: ViewState) -> list[str]:
        """Who looks at a show."""
        return [viewer for viewer, view in self._viewers.items() if view == show.view]

    def _seen(self, show: ViewState) -> bool:
        return bool(self.viewers(show))

    def _glance_early(self, show: ViewState) -> None:
        known = self._known.get(show.view.target)
        if known is not None and self._outdated is None and not show.glancing and show.early is None:
            scene, values = known
            self.easel.glance_early(show, scene, tuple(sorted({**values, **dict(show.view.values)}.items())))

    def _leave(self, view: View, *, going_on: bool) -> None:
        """Someone looks at another view; another scene's pictures are drawn to their end all the same."""
        show = self.shows.get(view)
        if show is not None and not self._seen(show) and not (going_on and (show.plan or show.planning)):
            self._drop(show)

    def _drop(self, show: ViewState) -> None:
        del self.shows[show.view]
        show.version += 1
        self.easel.clear(show)

    def _drop_unseen(self) -> None:
        for show in [*self.shows.values()]:
            if not self._seen(show):
                self._drop(show)

    def close(self) -> None:
        """End everything."""
        with self.lock:
            for show in [*self.shows.values()]:
                self._drop(show)
        self.watcher.close()
        self.crew.close()
        self.times.save()

    # -- saves ---------------------------------------------------------------------------------------------------

    def saved(self, files: frozenset[Path]) -> None:
        """Files have changed: plan everything again that depends on them, or that could not be planned."""
        with self.lock:
            self._drop_unseen()
            self._find_outdated(files)
            own = self.easel.own_writes()
            for show in [*self.shows.values()]:
                if show.plan is None or show.trouble or not files.isdisjoint(watched_files(show.plan, self.base)):
                    self._plan_again(show, files, own)
        self._also_saved(files)

    def _plan_again(self, show: ViewState, files: frozenset[Path], own: frozenset[Path]) -> None:
        if show.restarts.allows(files, own):
            self._plan(show)
        else:
            self._changed(show)

    def _find_outdated(self, files: frozenset[Path]) -> None:
        """Whether a file of Sessen itself says something else than what the processes have imported."""
        own = {file for file in files if is_engine_file(file)}
        digests = FileHashes()
        stamps = {stamp for show in self.shows.values() if show.plan for stamp in show.plan.closure.stamps}
        changed = [path for path, digest in stamps if path in own and digests.of(path) != digest]
        if changed and self._outdated is None:
            name = changed[0].relative_to(engine_folder().parent).as_posix()
            self._outdated = EngineChanged(f"Sessen itself has changed: {name}", hint=_CURE)

    def _plan(self, show: ViewState) -> None:
        show.version += 1
        self.easel.cancel(show, [*show.asking])
        if self._outdated is not None:
            self._fail(show, self._outdated)
            self.easel.clear(show)
            return
        show.planning = True
        threading.Thread(target=self._plan_now, args=(show, show.version), daemon=True).start()

    def _plan_now(self, show: ViewState, version: int) -> None:
        self._watch_broken(show)
        try:
            plan = plan_view(show.view, self.base, self.crew, lambda task: self._asked(show, version, task))
        except SessenError as error:
            with self.lock:
                if show.version == version:
                    show.planning = False
                    self._fail(show, error)
                    self.easel.cancel(show, show.errands)
                    if not self._seen(show):
                        self._drop(show)
            return
        with self.lock:
            if show.version == version:
                self._accept(show, plan)

    def _asked(self, show: ViewState, version: int, task: InteractiveTask) -> None:
        with self.lock:
            if show.version == version:
                show.asking.add(task)
            else:
                self.crew.cancel(task)

    def _accept(self, show: ViewState, plan: ScenePlan) -> None:
        show.asking.clear()
        self.easel.cancel(show, [*show.accept(plan)])
        self._watch(show)
        if not show.view.values:
            self._known[show.view.target] = (plan.scene.address, dict(plan.values))
        if plan.scene.walk is not None and plan.scene.walk.error is not None:
            self._note(show, plan.scene.walk.error)
        self._changed(show)  # what is there is seen before anything else is begun
        self.easel.prepare(show)
        self._changed(show)

    def _watch(self, show: ViewState) -> None:
        if show.plan is not None:
            self.watcher.look_at(watched_files(show.plan, self.base))

    def _fail(self, show: ViewState, error: SessenError) -> None:
        self._note(show, error)
        self._changed(show)

    def _note(self, show: ViewState, error: SessenError) -> None:
        """Keep an error, and watch what may mend it."""
        known = self._known.get(show.view.target)
        file = show.plan.scene.file if show.plan else known[0].file if known else self.base.lecture_file
        root = project_root(file) if file else Path.cwd()
        sources = [
            *dict.fromkeys(filter(None, [file, *(path for path, _ in (show.plan.closure.stamps if show.plan else ()))]))
        ]
        show.trouble = told(error, root, self._editor, sources)
        self.watcher.look_at(clues(error, {root, Path.cwd(), file.parent if file else root}))

    def _watch_broken(self, show: ViewState) -> None:
        """Before there was any plan, the file that is read has to be watched to see it mended, also meanwhile."""
        if show.plan is None:
            name = show.view.target.partition("::")[0]
            known = self._known.get(show.view.target)
            files = [from_here(Path(name))] if name.endswith(".py") else []
            files += [known[0].file] if known else []
            files += [self.base.lecture_file] if self.base.lecture_file else []
            self.watcher.look_at(files)
