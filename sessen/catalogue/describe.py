"""Inside a worker: import a file of scenes and tell what is in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sessen.catalogue.descriptions import (
    NOTHING_READ,
    DryRun,
    ParameterDescription,
    SceneDescription,
    StepDescription,
)
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
    """A file to describe."""

    file: Path


@dataclass(frozen=True, slots=True)
class CheckArgs:
    """Values, as typed, that a scene's parameters should accept."""

    scene: SceneRef
    values: tuple[tuple[str, str], ...]


def describe(args: DescribeArgs, tell: Tell) -> tuple[SceneDescription, ...]:
    """The scenes that a file defines, in the order they are written.

    Raises
    ------
    SessenError
        The file cannot be executed; it says where in the file.
    """
    from manim import tempconfig

    from sessen.worker.dependencies import DependencyTracer
    from sessen.worker.load import imported_files, isolated_imports, scene_classes

    tracer = DependencyTracer(project_root(args.file))
    with tempconfig({}), tracer.tracing(), isolated_imports(args.file, tracer.add):
        before = _settings()
        module = _module(args.file)
        asked = {name: value for name, value in _settings().items() if value != before[name]}
        classes = scene_classes(module)
        found = {name: each for name, each in classes.items() if _has_steps(each) and not _is_base(name, each, classes)}
        known = tuple(name for name, scene in found.items() if not is_foreign(scene, args.file))
        scenes = [_described(name, scene, args.file, known) for name, scene in found.items()]
        seen = seen_in(tracer.inputs(imported_files()), project_root(args.file))
    return tuple(replace(scene, trace=seen, asked=asked) for scene in scenes)


def _settings() -> dict[str, Any]:
    """What a file may ask of Manim and does not decide."""
    from manim import config

    names = ("pixel_width", "pixel_height", "frame_rate")
    return {**{name: config[name] for name in names}, "renderer": config.renderer.value}


def check_values(args: CheckArgs, tell: Tell) -> None:
    """Read each value as its parameter would.

    Raises
    ------
    SessenError
        One of them cannot be read.
    """
    from sessen.worker.load import isolated_imports, load_scene

    with isolated_imports(args.scene.file):
        parameters = load_scene(args.scene).parameters()  # type: ignore[attr-defined]
        for name, text in args.values:
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


def _module(file: Path) -> ModuleType:
    from sessen.worker.failure import to_scene_error
    from sessen.worker.load import load_module

    if not file.is_file():
        raise SessenError(f"there is no file {file}", hint="check the path of the scene")
    try:
        return load_module(file.resolve())
    except (Exception, SystemExit) as error:
        raise to_scene_error(error, file.name, "") from error


def _has_steps(scene: type[Any]) -> bool:
    """Whether there is anything to make of it; a lesson without steps is what lessons are derived from."""
    from sessen.worker.lessons import is_lesson

    try:
        return not is_lesson(scene) or bool(scene.steps())
    except Exception:  # noqa: BLE001 - told when it is described
        return True


def _is_base(name: str, scene: type[Any], classes: Mapping[str, type[Any]]) -> bool:
    """Whether a class only serves others, by its name: with an underscore, and others are derived from it."""
    return name.startswith("_") and any(scene in each.__mro__[1:] for each in classes.values())


def _described(name: str, scene: type[Any], file: Path, names: tuple[str, ...]) -> SceneDescription:
    """The scene, or what is wrong with it: one that cannot be described keeps no other from being known."""
    from sessen.worker.failure import to_scene_error

    bare = SceneDescription(
        name=name,
        file=file,
        summary=(vars(scene).get("__doc__") or "").strip().partition("\n")[0],
        is_lesson=False,
        title={},
        classes=tuple(base.__name__ for base in scene.__mro__ if base.__module__ != "builtins"),
        siblings=tuple(other for other in names if other != name),
        steps=(),
        parameters=(),
        is_foreign=is_foreign(scene, file),
    )
    try:
        return _with_lesson(bare, scene)
    except Exception as error:  # noqa: BLE001 - whatever a scene's own code raises
        failure = to_scene_error(error, name, "")
        trouble = (failure.message, failure.location, failure.hint, failure.__dict__.get("traceback", ""))
        return replace(bare, dry_run=DryRun((), NOTHING_READ, trouble))


def _with_lesson(bare: SceneDescription, scene: type[Any]) -> SceneDescription:
    from sessen.worker.lessons import is_lesson

    if not is_lesson(scene):
        return bare
    parameters = scene.parameters().values()
    return replace(
        bare,
        is_lesson=True,
        title=dict(scene.question.sentences),
        steps=tuple(StepDescription(step.name, _sentences(step.words), step.summary) for step in scene.steps()),
        parameters=tuple(
            ParameterDescription(each.name, each.kind, each.default, each.help, each.presets) for each in parameters
        ),
        hooks=hooks_of(scene, (step.name for step in scene.steps()), bare.file),
    )


def _sentences(words: Any) -> Mapping[str, str]:
    return {str(language): sentence for language, sentence in words.sentences.items()}
