"""Who looks at what, and plans for it, made anew after every save."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sessen.errors import SessenError
from sessen.job import SceneRef
from sessen.keys import FileHashes
from sessen.keys.modules import engine_folder, is_engine_file
from sessen.pipeline import Request, ScenePlan
from sessen.pool import ProcessPool
from sessen.pool.running import RunningTask
from sessen.preview.error_json import files_to_watch, to_json
from sessen.preview.hot_reload import Listener
from sessen.preview.planner import plan_view, watched_files
from sessen.preview.scheduler import Scheduler
from sessen.preview.state import ViewState
from sessen.preview.view import View
from sessen.preview.watch import Watcher
from sessen.project import project_root
from sessen.store import Store

OnChange = Callable[[ViewState], None]
_HINT: Final = "End the preview (Ctrl-C) and start it again: this page finds it by itself."


class EngineChanged(SessenError):
    """Sessen was edited while it runs: what it draws now is not what a build would make."""


class Controller:
    """Keeps the pictures of all views that are looked at up to date.

    Parameters
    ----------
    base
        Lecture, store and limits.
    changed
        Called with the state of a view when it has changed; the lock is held.
    editor
        A link with ``{file}`` and ``{line}``.
    saved
        Called with files that were saved, beside what the controller does itself.
    """

    def __init__(
        self,
        base: Request,
        pool: ProcessPool,
        store: Store,
        changed: OnChange,
        *,
        editor: str,
        saved: Callable[[frozenset[Path]], None] = lambda files: None,
    ) -> None:
        self.base = base
        self.pool = pool
        self.lock = threading.RLock()
        self.states: dict[View, ViewState] = {}
        listener = Listener(changed, self._fail, self._watch, self._drop)
        self.scheduler = Scheduler(
            base, pool, store, self.lock, listener, seen=self._is_watched, states=lambda: [*self.states.values()]
        )
        self.times = self.scheduler.times
        self.watcher = Watcher(self.on_save)
        self._changed = changed
        self._also_saved = saved
        self._editor = editor
        self._viewers: dict[str, View] = {}
        self._scenes: dict[str, tuple[SceneRef, dict[str, str]]] = {}
        self._outdated: SessenError | None = None

    # -- who looks at what ---------------------------------------------------------------------------------------

    def subscribe(self, viewer: str, view: View, focus: str) -> None:
        """Someone looks at a view, at a step of it first; what they looked at before goes unless others do."""
        with self.lock:
            before = self._viewers.get(viewer)
            self._viewers[viewer] = view
            if before is not None and before != view:
                self._leave(before, going_on=before.target != view.target)
            state = self.states.setdefault(view, ViewState(view))
            state.focus = focus or state.focus
            if state.plan is None:
                if before is not None:  # with other values, or in another variant: there will be nothing of it yet
                    self._quick_look_early(state)
                self._plan(state)
            else:
                self.scheduler.prioritize(state)
                self._changed(state)

    def remember_scene(self, target: str, scene: SceneRef, values: dict[str, str]) -> None:
        """Where the scene of a target is, and what the lecture puts in: enough for a picture before there is a plan."""
        with self.lock:
            self._scenes[target] = (scene, values)

    def quick_look(self, view: View, step: str) -> None:
        """Begin with a picture of a view that will be looked at."""
        with self.lock:
            self._quick_look_early(self.states.setdefault(view, ViewState(view, focus=step)))

    def unsubscribe(self, viewer: str) -> None:
        """Someone has closed the page."""
        with self.lock:
            self._viewers.pop(viewer, None)
            self._drop_unseen()

    def viewers_of(self, state: ViewState) -> list[str]:
        """Who looks at a view."""
        return [viewer for viewer, view in self._viewers.items() if view == state.view]

    def _is_watched(self, state: ViewState) -> bool:
        return bool(self.viewers_of(state))

    def _quick_look_early(self, state: ViewState) -> None:
        known = self._scenes.get(state.view.target)
        if known is not None and self._outdated is None and not state.quick_looking and state.provisional is None:
            scene, values = known
            self.scheduler.quick_look_early(state, scene, tuple(sorted({**values, **dict(state.view.values)}.items())))

    def _leave(self, view: View, *, going_on: bool) -> None:
        """Someone looks at another view; another scene's pictures are drawn to their end all the same."""
        state = self.states.get(view)
        if state is not None and not self._is_watched(state) and not (going_on and (state.plan or state.planning)):
            self._drop(state)

    def _drop(self, state: ViewState) -> None:
        del self.states[state.view]
        state.version += 1
        self.scheduler.clear(state)

    def _drop_unseen(self) -> None:
        for state in [*self.states.values()]:
            if not self._is_watched(state):
                self._drop(state)

    def close(self) -> None:
        """End everything."""
        with self.lock:
            for state in [*self.states.values()]:
                self._drop(state)
        self.watcher.close()
        self.pool.close()
        self.times.save()

    # -- saves ---------------------------------------------------------------------------------------------------

    def on_save(self, files: frozenset[Path]) -> None:
        """Files have changed: plan everything again that depends on them, or that could not be planned."""
        with self.lock:
            self._drop_unseen()
            self._find_outdated(files)
            own = self.scheduler.own_writes()
            for state in [*self.states.values()]:
                if state.plan is None or state.error or not files.isdisjoint(watched_files(state.plan, self.base)):
                    self._plan_again(state, files, own)
        self._also_saved(files)

    def _plan_again(self, state: ViewState, files: frozenset[Path], own: frozenset[Path]) -> None:
        if state.restarts.allows(files, own):
            self._plan(state)
        else:
            self._changed(state)

    def _find_outdated(self, files: frozenset[Path]) -> None:
        """Whether a file of Sessen itself says something else than what the processes have imported."""
        own = {file for file in files if is_engine_file(file)}
        digests = FileHashes()
        stamps = {stamp for state in self.states.values() if state.plan for stamp in state.plan.closure.file_hashes}
        changed = [path for path, digest in stamps if path in own and digests.hash_of(path) != digest]
        if changed and self._outdated is None:
            name = changed[0].relative_to(engine_folder().parent).as_posix()
            self._outdated = EngineChanged(f"Sessen itself has changed: {name}", hint=_HINT)

    def _plan(self, state: ViewState) -> None:
        state.version += 1
        self.scheduler.cancel(state, [*state.planning_tasks])
        if self._outdated is not None:
            self._fail(state, self._outdated)
            self.scheduler.clear(state)
            return
        state.planning = True
        threading.Thread(target=self._plan_now, args=(state, state.version), daemon=True).start()

    def _plan_now(self, state: ViewState, version: int) -> None:
        self._watch_broken(state)
        try:
            plan = plan_view(state.view, self.base, self.pool, lambda task: self._on_task(state, version, task))
        except SessenError as error:
            with self.lock:
                if state.version == version:
                    state.planning = False
                    self._fail(state, error)
                    self.scheduler.cancel(state, state.tasks)
                    if not self._is_watched(state):
                        self._drop(state)
            return
        with self.lock:
            if state.version == version:
                self._accept(state, plan)

    def _on_task(self, state: ViewState, version: int, task: RunningTask) -> None:
        with self.lock:
            if state.version == version:
                state.planning_tasks.add(task)
            else:
                self.pool.cancel(task)

    def _accept(self, state: ViewState, plan: ScenePlan) -> None:
        state.planning_tasks.clear()
        self.scheduler.cancel(state, [*state.accept(plan)])
        self._watch(state)
        if not state.view.values:
            self._scenes[state.view.target] = (plan.scene.address, dict(plan.values))
        if plan.scene.dry_run is not None and plan.scene.dry_run.error is not None:
            self._set_error(state, plan.scene.dry_run.error)
        self._changed(state)  # what is there is seen before anything else is begun
        self.scheduler.prioritize(state)
        self._changed(state)

    def _watch(self, state: ViewState) -> None:
        if state.plan is not None:
            self.watcher.watch(watched_files(state.plan, self.base))

    def _fail(self, state: ViewState, error: SessenError) -> None:
        self._set_error(state, error)
        self._changed(state)

    def _set_error(self, state: ViewState, error: SessenError) -> None:
        """Keep an error, and watch what may mend it."""
        known = self._scenes.get(state.view.target)
        file = state.plan.scene.file if state.plan else known[0].file if known else self.base.lecture_file
        root = project_root(file) if file else self.base.folder
        sources = [
            *dict.fromkeys(
                filter(None, [file, *(path for path, _ in (state.plan.closure.file_hashes if state.plan else ()))])
            )
        ]
        state.error = to_json(error, root, self._editor, sources)
        self.watcher.watch(files_to_watch(error, {root, self.base.folder, file.parent if file else root}))

    def _watch_broken(self, state: ViewState) -> None:
        """Before there was any plan, the file that is read has to be watched to see it mended, also meanwhile."""
        if state.plan is None:
            name = state.view.target.partition("::")[0]
            known = self._scenes.get(state.view.target)
            files = [self.base.folder / name] if name.endswith(".py") else []
            files += [known[0].file] if known else []
            files += [self.base.lecture_file] if self.base.lecture_file else []
            self.watcher.watch(files)
