"""The list of scenes beside the picture: what there is, what is broken, and a still of each."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sessen.catalogue import SceneDescription, read_lecture
from sessen.catalogue.lecture import LectureFileError
from sessen.errors import SessenError
from sessen.files import from_here
from sessen.pipeline import Request, Selection
from sessen.pipeline.overridden import overridden
from sessen.pool import ProcessPool, Task
from sessen.preview.controller import Controller
from sessen.preview.first_target import FirstTarget, first_target
from sessen.preview.media import Media
from sessen.preview.planner import list_scenes, plan_view, target_of
from sessen.preview.session_file import is_first_run
from sessen.preview.view import Opening, View
from sessen.targets import is_file_name
from sessen.words import plain_text
from sessen.worker.tasks import LastFrameArgs, draw_last_frame

_BETWEEN_STILLS: Final = 0.5  # seconds
_FIRST_PICTURE: Final = 3.0
_BEING_SAVED: Final = 0.5


class SceneList:
    """The scenes to choose from.

    Parameters
    ----------
    opening
        What was typed with the command.
    changed
        Called when there is something new in it.
    waits
        Whether somebody waits for pictures, or nobody looks: stills come when there is nothing else to do.
    """

    def __init__(
        self,
        request: Request,
        pool: ProcessPool,
        controller: Controller,
        media: Media,
        opening: Opening,
        *,
        changed: Callable[[], None],
        waits: Callable[[], bool],
    ) -> None:
        self._request = request
        self._pool = pool
        self._controller = controller
        self._media = media
        self._opening = opening
        self._changed = changed
        self._waits = waits
        self._entries: dict[str, dict[str, Any]] = {}
        self._scenes: dict[str, SceneDescription | None] = {}
        self._broken: set[Path] = set()
        self._first = ""
        self._step = ""
        self._drawing = threading.Lock()

    def to_json(self) -> dict[str, Any]:
        """What pages are told of it."""
        scenes = [entry | {"values": self._values(target)} for target, entry in self._entries.items()]
        return {"scenes": scenes, "first": self._first, "step": self._step, "look": dict(self._opening.style)}

    def _values(self, target: str) -> dict[str, str]:
        """What the page puts in for a scene to begin with."""
        scene = self._scenes.get(target)
        unknown = None if target == self._first else ()  # what was typed is meant for the scene that was named with it
        return self._opening.values(target, [each.name for each in scene.parameters] if scene else unknown)

    @property
    def targets(self) -> frozenset[str]:
        """What pages may look at."""
        return frozenset(self._scenes)

    def scene(self, target: str) -> SceneDescription | None:
        """What is known of a scene; None if there is no such scene, or it is broken."""
        return self._scenes.get(target)

    def remarks(self) -> list[str]:
        """What files ask for and the page decides."""
        known = [(scene, View(target).variant) for target, scene in self._scenes.items() if scene]
        return [*overridden(known, "choose the shape {} on the page")]

    # -- what there is -------------------------------------------------------------------------------------------

    def open(self) -> None:
        """The named scene, or those of the lecture.

        Raises
        ------
        SessenError
            What was named is not there.
        """
        request = self._request
        begin = first_target(request)
        if begin is not None:
            self._add_early(begin)
            self._media.begun.wait(_FIRST_PICTURE)  # nothing shall take the processor from it
        chosen, failures = self._choose(page_is_open=begin is not None)
        if chosen and request.targets and chosen[0].steps:
            self._step = chosen[0].steps[0]
        for each in self._as_in_lecture(chosen):
            self._add(each)
        if failures or not chosen:
            self._add_broken(failures)
        self._changed()

    def _choose(self, *, page_is_open: bool) -> tuple[list[Selection], list[SessenError]]:
        """The scenes that are meant. What could be found a moment ago and cannot now is being saved."""
        request = replace(self._request, overrides=self._opening.settings)
        try:
            return list_scenes(request, self._pool)
        except LectureFileError as error:
            if page_is_open:
                return [], [error]
            raise
        except SessenError:
            if not page_is_open:
                raise
            time.sleep(_BEING_SAVED)  # an editor empties a file before it writes it
            return list_scenes(request, self._pool)

    def _as_in_lecture(self, chosen: list[Selection]) -> list[Selection]:
        """Without the values that were typed: pages have those among their own."""
        if not self._opening.settings:
            return chosen
        return list_scenes(self._request, self._pool)[0]

    def complete(self) -> None:
        """Add what nobody waits for: the scenes beside the named one, and their stills."""
        self._add_others()
        self._changed()
        self.draw_stills()

    def _add_early(self, begin: FirstTarget) -> None:
        self._first, self._step = begin.target, begin.step
        for name, title in (self._titles() or {begin.target: begin.title}).items():
            self._scenes[name] = None
            self._entries[name] = _entry(name, name.rpartition("::")[2], title)
        self._controller.remember_scene(begin.target, begin.scene, dict(begin.values))
        if is_first_run(self._request.state_dir):
            self._controller.quick_look(self._opening.view(begin.target), begin.step)
        self._changed()

    def _titles(self) -> dict[str, Mapping[str, str]]:
        """What the lecture says of its scenes: the list has its places before any of them is imported."""
        request = self._request
        if request.lecture_file is None or (request.targets and is_file_name(request.targets[0])):
            return {}
        return {scene.name: scene.title for scene in read_lecture(request.lecture_file).scenes}

    def _add(self, chosen: Selection) -> None:
        target = target_of(chosen.scene, self._request)
        self._first = self._first or target
        self._scenes[target] = chosen.scene
        self._controller.remember_scene(target, chosen.scene.address, dict(chosen.values))
        still = self._entries.get(target, {}).get("still")
        self._entries[target] = _entry(target, chosen.scene.name, chosen.title or chosen.scene.title, still=still)

    def _add_others(self) -> None:
        """The other scenes of the lecture, where one of its scenes was named."""
        targets = self._request.targets
        if targets and not is_file_name(targets[0]):
            try:
                others, failures = list_scenes(replace(self._request, targets=()), self._pool)
            except SessenError as error:
                others, failures = [], [error]
            for each in others:
                self._add(each)
            if failures:
                self._add_broken([])

    # -- what is broken ------------------------------------------------------------------------------------------

    def _add_broken(self, failures: list[SessenError]) -> None:
        """List scenes of which nothing can be told, with the reason; they come up when they are mended."""
        targets = self._request.targets
        if targets and is_file_name(targets[0]):
            for target in targets:
                self._list_broken(
                    target, target, {}, failures[0], from_here(Path(target.partition("::")[0]), self._request.folder)
                )
            return
        if self._request.lecture_file is None:
            raise failures[0]
        try:
            scenes = read_lecture(self._request.lecture_file).scenes
        except LectureFileError:
            return  # somebody is writing it: when that is saved, all is looked at again
        for scene in scenes:
            if self._scenes.get(scene.called) is None:
                self._retry(scene.called, scene.title, scene.file)

    def _retry(self, name: str, title: Mapping[str, str], file: Path | None) -> None:
        try:
            chosen, failures = list_scenes(replace(self._request, targets=(name,)), self._pool)
        except SessenError as error:
            chosen, failures = [], [error]
        if chosen:
            self._add(chosen[0])
        else:
            self._list_broken(name, name, title, failures[0], file)

    def _list_broken(
        self, target: str, name: str, title: Mapping[str, str], error: SessenError, file: Path | None
    ) -> None:
        self._first = self._first or target
        self._scenes[target] = None
        self._entries[target] = _entry(
            target, name, title, broken=f"{error.message} ({error.location})".removesuffix(" ()")
        )
        if file is not None:
            self._broken.add(file.absolute())
            self._controller.watcher.watch([file])

    def on_save(self, files: frozenset[Path]) -> None:
        """Look again when a broken file was saved, or the lecture, which may have other scenes now."""
        lecture = self._request.lecture_file
        if not files.isdisjoint(self._broken) or (lecture is not None and lecture.absolute() in files):
            threading.Thread(target=self._look_again, daemon=True).start()

    def _look_again(self) -> None:
        with self._drawing:
            self._broken.clear()
            before = [*self._entries]
            chosen: list[Selection] = []
            failures: list[SessenError] = []
            with contextlib.suppress(SessenError):
                everything = replace(self._request, targets=self._files())
                chosen, failures = list_scenes(everything, self._pool)
            for each in chosen:
                self._add(each)
            found = {target_of(each.scene, self._request) for each in chosen}
            for target in [] if failures or not chosen else before:
                if target not in found:
                    self._scenes.pop(target)
                    self._entries.pop(target)
            if failures:
                self._add_broken(failures)
            self._changed()
        self.draw_stills()

    def _files(self) -> tuple[str, ...]:
        targets = self._request.targets
        return targets if targets and is_file_name(targets[0]) else ()

    # -- stills --------------------------------------------------------------------------------------------------

    def draw_stills(self) -> None:
        """Find a picture for each scene of the list, one after the other, while nobody waits for anything else."""
        threading.Thread(target=self._draw_stills, daemon=True).start()

    def _draw_stills(self) -> None:
        with self._drawing:
            for target, entry in [*self._entries.items()]:
                if entry.get("still") or entry.get("broken"):
                    continue
                while self._waits():
                    time.sleep(_BETWEEN_STILLS)
                with contextlib.suppress(SessenError):
                    entry["still"] = self._still_of(View(target))
                    self._changed()

    def _still_of(self, view: View) -> str | None:
        """Where the last picture of a scene is: from the store, or from a glance."""
        plan = plan_view(view, self._request, self._pool, lambda task: None)
        if not plan.steps:
            return None
        step = plan.steps[-1]
        if step.cached:
            return f"still/{step.cached.entry}.png"
        args = LastFrameArgs(plan.scene.address, view.variant, plan.values, step.name)
        limit = self._request.time_limit
        task = self._pool.start(Task(plan.scene.name, draw_last_frame, args, timeout=limit, low_priority=True))
        task.done.wait()
        if not task.result:
            return None
        self._media.put_still(step.key.digest, task.result)
        return f"still/{step.key.digest}.png"


def _entry(
    target: str, name: str, title: Mapping[str, str], *, still: str | None = None, broken: str = ""
) -> dict[str, Any]:
    titles = {language: plain_text(text) for language, text in title.items()}
    return {"target": target, "name": name, "title": titles, "still": still, "broken": broken}
