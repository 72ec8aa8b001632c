"""Plans for the preview: made anew after every save, with questions about scenes answered by the pool."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sessen.catalogue import SceneDescription
from sessen.catalogue.catalogue import CatalogueResult, CatalogueTask
from sessen.errors import SessenError
from sessen.files import relative
from sessen.keys import DependencyTrace
from sessen.pipeline import Request, ScenePlan, Selection
from sessen.pipeline.narration_files import narration_files
from sessen.pipeline.session import Session
from sessen.pool import ProcessPool, Task, TaskResult
from sessen.pool.running import RunningTask
from sessen.preview.view import View
from sessen.project import project_root
from sessen.targets import is_file_name
from sessen.voice.script import Script
from sessen.voice.take import Take, take_path, takes_folder

Asked = Callable[[RunningTask], None]


class PreviewSession(Session):
    """A session for one plan, whose tasks go to the pool that is waiting already.

    Parameters
    ----------
    asked
        Called with each task, so that it can be ended when nobody waits for the plan any more.
    """

    def __init__(self, request: Request, pool: ProcessPool, asked: Asked) -> None:
        super().__init__(request)
        self._pool = pool
        self._asked = asked

    def _run_tasks(self, questions: Sequence[CatalogueTask]) -> Iterable[CatalogueResult]:
        for each in questions:
            task = self._pool.start(
                Task(each.name, each.function, each.args, timeout=self.request.time_limit, shares_process=True)
            )
            self._asked(task)
            task.done.wait()
            if task.cancelled:
                raise SessenError("not wanted any more")
            yield CatalogueResult(each, task.result, task.error)

    def run_locally(
        self, tasks: Iterable[Task], on_message: Callable[[Task, Any], None] = lambda task, message: None
    ) -> Iterable[TaskResult]:
        """Do tasks with the pool that is waiting already."""
        for each in tasks:
            task = self._pool.start(each)
            self._asked(task)
            task.done.wait()
            if task.cancelled:
                raise SessenError("not wanted any more")
            yield TaskResult(each, task.result, task.error)


_ALONE: Final = threading.Lock()  # memories are files: one plan at a time reads and writes them


def plan_view(view: View, base: Request, pool: ProcessPool, asked: Asked) -> ScenePlan:
    """The plan for a view as the files are now.

    Raises
    ------
    SessenError
        What keeps it from being made: a broken file, a value that cannot be read.
    """
    with _ALONE, PreviewSession(view.request(base), pool, asked) as desk:
        chosen, failures = desk.select()
        if not chosen:
            raise failures[0]
        heard = desk.narrate(chosen, speak=False)
        if heard.failures:
            raise heard.failures[0]
        return desk.plan(chosen, heard).scenes[0]


@dataclass(frozen=True, slots=True)
class SceneNarration:
    """What is said in the steps of a scene, the takes that there are by file names of steps, and their folder."""

    scene: SceneDescription
    scripts: Mapping[str, Script]
    takes: Mapping[str, Take]
    folder: Path


def narration_of(view: View, base: Request, pool: ProcessPool) -> SceneNarration:
    """The narration of a view.

    Raises
    ------
    SessenError
        The scene is broken, or a mistake is in its narration.
    """
    with _ALONE, PreviewSession(view.request(base), pool, lambda task: None) as desk:
        chosen, failures = desk.select()
        scripts, unspoken = desk.narrator.scripts(chosen) if chosen else ({}, [])
        if unspoken or not chosen:
            raise [*unspoken, *failures][0]
        each, language = chosen[0], view.variant.language
        folder = takes_folder(base.state_dir.parent, language, each.scene.name)
        takes = desk.narrator.takes_of(each, language)
        return SceneNarration(each.scene, scripts[each.scene.name, language], takes, folder)


def list_scenes(request: Request, pool: ProcessPool) -> tuple[list[Selection], list[SessenError]]:
    """The scenes that a request means, and why some cannot be told from.

    Raises
    ------
    Refused
        What was typed names nothing.
    """
    with _ALONE, PreviewSession(request, pool, lambda task: None) as desk:
        return desk.select()


def target_of(scene: SceneDescription, request: Request) -> str:
    """How a scene is named on the command line."""
    if any(is_file_name(target) for target in request.targets):
        return f"{relative(scene.file)}::{scene.name}"
    return scene.name


def found_in(plan: ScenePlan) -> list[DependencyTrace]:
    """How the finished steps of a plan were made."""
    return [step.cached for step in plan.steps if step.cached is not None]


def watched_files(plan: ScenePlan, request: Request) -> set[Path]:
    """Every file that the pictures of a plan depend on, as far as that is known."""
    root = project_root(plan.scene.file)
    files = {path for path, _ in plan.closure.file_hashes}
    read = [plan.scene.trace, *([plan.scene.dry_run.trace] if plan.scene.dry_run else []), *found_in(plan)]
    files |= {root / name for trace in read for name in trace.paths}
    files |= _narration_files(plan, request) if any(step.narration for step in plan.steps) else set()
    return files | ({request.lecture_file.absolute()} if request.lecture_file else set())


def _narration_files(plan: ScenePlan, request: Request) -> set[Path]:
    """What is said, and the takes, also those that are not there yet."""
    file, project = plan.scene.file, request.state_dir.parent
    folder = takes_folder(project, plan.variant.language, plan.scene.name)
    takes = {take_path(folder, step.name) for step in plan.steps}
    heard = {Path(step.narration.take) for step in plan.steps if step.narration and step.narration.take}
    texts = {*narration_files(file)}
    return {each.absolute() for each in takes | heard | texts | {project / "assets" / "readings.toml"}}
