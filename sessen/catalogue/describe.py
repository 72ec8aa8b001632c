"""Inside a worker: import a file of scenes and tell what is in it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sessen.catalogue.descriptions import DryRun, ParameterDescription, SceneDescription, StepDescription
from sessen.catalogue.hold import hooks_of, is_foreign
from sessen.errors import SessenError
from sessen.job import SECTION, SceneRef
from sessen.keys import DependencyTrace
from sessen.keys.file_hashes import MISSING
from sessen.keys.trace import record_trace
from sessen.project import project_root
from sessen.variant import QUALITIES, Variant

if TYPE_CHECKING:
    from sessen.worker import Inputs

Tell = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class DescribeArgs:
    """A file to describe; ``classes`` are the names of the classes that it defines."""

    file: Path
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckOrder:
    """Values, as typed, that a scene's parameters should accept."""

    scene: SceneRef
    values: tuple[tuple[str, str], ...]


def describe(order: DescribeArgs, tell: Tell) -> tuple[SceneDescription, ...]:
    """The scenes that a file defines, in the order they are written.

    Raises
    ------
    SessenError
        The file cannot be executed; it says where in the file.
    """
    from sessen.worker.dependencies import DependencyTracer
    from sessen.worker.load import imported_files, isolated_imports

    tracer = DependencyTracer(project_root(order.file))
    with tracer.tracing(), isolated_imports(order.file, tracer.add):
        module = _module(order)
        found = [
            member
            for name, member in vars(module).items()
            if name in order.classes and isinstance(member, type) and _is_scene(member, module)
        ]
        names = tuple(scene.__name__ for scene in found if not is_foreign(scene, order.file))
        scenes = [_described(scene, order.file, names) for scene in found]
        seen = seen_in(tracer.inputs(imported_files()), project_root(order.file))
    return tuple(replace(scene, seen=seen) for scene in scenes)


def check_values(order: CheckOrder, tell: Tell) -> None:
    """Read each value as its parameter would.

    Raises
    ------
    SessenError
        One of them cannot be read.
    """
    from sessen.worker.load import isolated_imports, load_scene

    with isolated_imports(order.scene.file):
        parameters = load_scene(order.scene).parameters()  # type: ignore[attr-defined]
        for name, text in order.values:
            if name in parameters or name != SECTION:
                parameters[name].parse(text)


def walk_through(scene: SceneRef, tell: Tell) -> DryRun:
    """Run a plain scene undrawn: its steps are the sections that it declares while it runs."""
    from sessen.worker import Inputs, StepRecord, walk

    records: list[StepRecord] = []

    def note(record: StepRecord) -> None:
        records.append(record)
        tell(record.step)

    trouble: tuple[str, ...] = ()
    try:
        walk(scene, Variant(quality=QUALITIES["draft"]), {}, note)
    except SessenError as error:
        trouble = (error.message, error.location, error.hint, error.__dict__.get("traceback", ""))
    seen = seen_in(records[-1].inputs if records else Inputs(), project_root(scene.file))
    return DryRun(tuple(record.step for record in records), seen, trouble)


def seen_in(inputs: Inputs, project: Path) -> DependencyTrace:
    """What was read, to be compared later; the sources themselves are known by their closure."""
    files = {str(project / name): digest or MISSING for name, digest in inputs.files}
    return record_trace("", files, dict(inputs.environment), project, facts=dict(inputs.facts), unseen=inputs.unseen)


def _module(order: DescribeArgs) -> ModuleType:
    from sessen.worker.failure import to_scene_error
    from sessen.worker.load import load_scene

    try:
        scene = load_scene(SceneRef(order.file, order.classes[0]))
    except (Exception, SystemExit) as error:
        raise to_scene_error(error, order.file.name, "") from error
    return sys.modules[scene.__module__]


def _is_scene(member: Any, module: ModuleType) -> bool:
    from manim import Scene

    from sessen.worker.lessons import is_lesson

    if not issubclass(member, Scene) or member.__module__ != module.__name__ or member.__name__.startswith("_"):
        return False
    return bool(member.steps()) if is_lesson(member) else member.construct is not Scene.construct


def _described(scene: type[Any], file: Path, names: tuple[str, ...]) -> SceneDescription:
    from sessen.worker.lessons import is_lesson

    lesson = is_lesson(scene)
    steps = scene.steps() if lesson else ()
    parameters = scene.parameters().values() if lesson else ()
    return SceneDescription(
        name=scene.__name__,
        file=file,
        summary=(vars(scene).get("__doc__") or "").strip().partition("\n")[0],
        is_lesson=lesson,
        title=dict(scene.question.sentences) if lesson else {},
        classes=tuple(base.__name__ for base in scene.__mro__ if base.__module__ != "builtins"),
        others=tuple(name for name in names if name != scene.__name__),
        steps=tuple(StepDescription(step.name, _sentences(step.words), step.summary) for step in steps),
        parameters=tuple(
            ParameterDescription(each.name, each.kind, each.default, each.help, each.presets) for each in parameters
        ),
        hooks=hooks_of(scene, (step.name for step in steps), file),
        foreign=is_foreign(scene, file),
    )


def _sentences(words: Any) -> Mapping[str, str]:
    return {str(language): sentence for language, sentence in words.sentences.items()}
