"""The catalogue: descriptions of scenes, made in a worker when sources have changed, and else remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from sessen.catalogue.describe import CheckArgs, DescribeArgs, check_values, describe, walk_through
from sessen.catalogue.descriptions import NOTHING_READ, DryRun, SceneDescription
from sessen.errors import SessenError
from sessen.files import relative
from sessen.job import SceneRef
from sessen.keys import DependencyTrace, FileHashes, SourceClosure, SourceGraph, Toolchain
from sessen.keys.file_hashes import keep_recent, sha256
from sessen.keys.outline import Outline
from sessen.keys.trace import is_up_to_date
from sessen.memory import read_as, read_memory, write_memory
from sessen.project import project_root

#: Changes when descriptions are made otherwise than before.
_FORM: Final = 8


@dataclass(frozen=True, slots=True)
class CatalogueTask:
    """Something that only importing a scene's file can tell: ``ask(order, tell)`` in a worker."""

    name: str
    function: Callable[[Any, Callable[[Any], None]], Any]
    args: Any


@dataclass(frozen=True, slots=True)
class CatalogueResult:
    """What a question came to."""

    task: CatalogueTask
    result: Any = None
    error: SessenError | None = None


Ask = Callable[[Sequence[CatalogueTask]], Iterable[CatalogueResult]]
"""Has questions answered in worker processes, in any order."""


class Catalogue:
    """Knows the scenes of files.

    Parameters
    ----------
    memory
        The file where descriptions are remembered.
    ask
        Has questions answered; not called when everything is remembered.
    toolchain
        Tells what is installed; one of its own if left out.
    """

    def __init__(
        self, memory: Path, sources: SourceGraph, digests: FileHashes, ask: Ask, toolchain: Toolchain | None = None
    ) -> None:
        self._memory = memory
        self._sources = sources
        self._digests = digests
        self._ask = ask
        self._remembered = read_memory(memory)
        self._changed = False
        self._toolchain = toolchain or Toolchain(digests)

    def closure(self, file: Path) -> SourceClosure:
        """The sources that the scenes of a file are made of.

        Raises
        ------
        SessenError
            There is no such file.
        """
        try:
            return self._sources.closure(file)
        except OSError as error:
            raise _unreadable(file, error) from error

    def classes(self, file: Path) -> tuple[str, ...]:
        """The names of the classes that a file defines, read without importing it."""
        outline = self._outline(file)
        return () if isinstance(outline, SessenError) else outline.classes

    def error_in(self, file: Path) -> SessenError | None:
        """Why nothing can be told of a file: it, or a file that it imports, cannot be read, or it is not Python."""
        outline = self._outline(file)
        if isinstance(outline, SessenError):
            return outline
        if outline.broken:
            line, _, why = outline.broken.partition(": ")
            location = ", ".join([relative(file), *([line] if why and "None" not in line else [])])
            return SessenError(f"not valid Python: {why or line}", location=location, hint="correct it there")
        try:
            self.closure(file)
        except SessenError as error:
            return error
        return None

    def _outline(self, file: Path) -> Outline | SessenError:
        try:
            return self._sources.source(file.resolve()).outline
        except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
            return _unreadable(file, error)

    def likely_scenes(self, file: Path) -> tuple[str, ...]:
        """Of those classes the ones that may be scenes: derived from something, and no other is derived from them."""
        outline = self._outline(file)
        units = () if isinstance(outline, SessenError) else outline.units
        bases = set().union(*(unit.bases for unit in units))
        derived = {unit.name for unit in units if unit.bases}
        return tuple(name for name in self.classes(file) if name in derived and name not in bases)

    def scenes(self, files: Sequence[Path]) -> dict[Path, tuple[SceneDescription, ...] | SessenError]:
        """The scenes of each file, or why they cannot be told."""
        found: dict[Path, tuple[SceneDescription, ...] | SessenError] = {}
        questions: list[CatalogueTask] = []
        for file in dict.fromkeys(files):
            trouble = self.error_in(file)
            remembered = None if trouble else self._recall(file)
            if trouble:
                found[file] = trouble
            elif remembered is not None:
                found[file] = remembered
            else:
                questions.extend(self._describing(file, found))
        for answer in self._results(questions):
            file = answer.task.args.file
            found[file] = answer.error or answer.result
            self._remember(file, found[file])
        return {file: _without_abstract(scenes) for file, scenes in self._with_dry_runs(found).items()}

    def check(
        self, wanted: Iterable[tuple[SceneDescription, tuple[tuple[str, str], ...]]]
    ) -> list[tuple[CheckArgs, SessenError]]:
        """What is wrong with values, as typed, for the parameters of scenes; each answer is remembered."""
        questions, errors = [], []
        for scene, values in wanted:
            key = self._values_key(scene, values)
            if values and key not in self._remembered:
                args = CheckArgs(scene.address, values)
                questions.append(CatalogueTask(scene.name, check_values, args))
        for answer in self._results(questions):
            if answer.error is not None:
                errors.append((answer.task.args, answer.error))
                continue
            args = answer.task.args
            self._note(f"values {self._key(args.scene.file)} {args.scene.name} {args.values}", True)
        return errors

    def save(self) -> None:
        """Remember for the next build."""
        if self._changed:
            write_memory(self._memory, keep_recent(self._remembered, {}))

    def _results(self, questions: Sequence[CatalogueTask]) -> Iterable[CatalogueResult]:
        return self._ask(questions) if questions else ()

    def _with_dry_runs(self, found: dict[Path, tuple[SceneDescription, ...] | SessenError]) -> dict[Path, Any]:
        """The same, each plain scene walked through by itself: one that never ends keeps no other from being known."""
        waiting = {
            SceneRef(file, scene.name): scene
            for file, scenes in found.items()
            if not isinstance(scenes, SessenError)
            for scene in scenes
            if scene.needs_dry_run
        }
        walks: dict[SceneRef, DryRun] = {}
        for answer in self._results([CatalogueTask(address.name, walk_through, address) for address in waiting]):
            error = answer.error
            trouble = (error.message, error.location, error.hint, "") if error else ()
            walks[answer.task.args] = answer.result or DryRun((), NOTHING_READ, trouble)
        for file in dict.fromkeys(address.file for address in walks):
            described = found[file]
            assert not isinstance(described, SessenError)
            known = {scene.name: walks.get(SceneRef(file, scene.name)) for scene in described}
            walked = tuple(scene.with_dry_run(walk) if (walk := known[scene.name]) else scene for scene in described)
            found[file] = tuple(_seen_as_abstract(scene, walked) for scene in walked)
            self._remember(file, found[file])
        return found

    def _describing(self, file: Path, found: dict[Path, Any]) -> list[CatalogueTask]:
        outline = self._outline(file)
        if isinstance(outline, SessenError) or not (outline.classes or _may_make_scenes(outline)):
            found[file] = ()
            return []
        args = DescribeArgs(file)
        return [CatalogueTask(file.name, describe, args)]

    def _key(self, file: Path) -> str:
        closure = self.closure(file)
        installed = sha256(repr(self._toolchain.installed(closure.packages)).encode())
        return f"{_FORM} {closure.digest} {installed}"

    def _values_key(self, scene: SceneDescription, values: tuple[tuple[str, str], ...]) -> str:
        return f"values {self._key(scene.file)} {scene.address.name} {values}"

    def _recall(self, file: Path) -> tuple[SceneDescription, ...] | None:
        written = self._remembered.get(self._key(file))
        if written is None:
            return None

        def read(each: Any) -> SceneDescription:
            return SceneDescription.from_json(each, file)

        scenes = read_as(lambda found: tuple(map(read, found)), written, f"the cached description of {file.name}")
        if scenes is None:
            return None
        if not all(self._holds(scene.trace, file) for scene in scenes):
            return None
        return tuple(
            scene if scene.dry_run is None or self._holds(scene.dry_run.trace, file) else replace(scene, dry_run=None)
            for scene in scenes
        )

    def _holds(self, seen: DependencyTrace, file: Path) -> bool:
        return is_up_to_date(seen, project_root(file), self._digests)

    def _remember(self, file: Path, scenes: Sequence[SceneDescription] | SessenError) -> None:
        if not isinstance(scenes, SessenError):
            # A walk that failed may have failed for a reason that no file shows, so it is tried again.
            sound = (replace(each, dry_run=None) if each.dry_run and each.dry_run.failure else each for each in scenes)
            self._note(self._key(file), [scene.to_json() for scene in sound])

    def _note(self, key: str, value: Any) -> None:
        self._remembered.pop(key, None)
        self._remembered[key] = value
        self._changed = True


def _unreadable(file: Path, error: Exception) -> SessenError:
    name = getattr(error, "filename", None)
    what = f"{relative(Path(name) if isinstance(name, str) else file)} cannot be read"
    why = getattr(error, "strerror", None) or error
    return SessenError(f"{what}: {why}", location=relative(file), hint="check the path and its permissions")


def _seen_as_abstract(scene: SceneDescription, scenes: Sequence[SceneDescription]) -> SceneDescription:
    """The scene; one that lacks what others bring that are derived from it, without steps or trouble."""
    own = scene.classes[0]
    lacks = ("NotImplementedError", f"AttributeError: '{own}' object has no attribute")
    is_base = any(own in each.classes[1:] for each in scenes)
    if is_base and scene.dry_run and scene.dry_run.failure and scene.dry_run.failure[0].startswith(lacks):
        return scene.with_dry_run(DryRun((), scene.dry_run.trace))
    return scene


def _without_abstract(
    scenes: tuple[SceneDescription, ...] | SessenError,
) -> tuple[SceneDescription, ...] | SessenError:
    """Every scene that runs comes to a step at least."""
    if isinstance(scenes, SessenError):
        return scenes
    return tuple(scene for scene in scenes if scene.steps or scene.dry_run is None or scene.dry_run.failure)


def _may_make_scenes(outline: Outline) -> bool:
    """Whether a file without classes may come to have scenes: below an ``if``, in a function, or by ``type``."""
    mentions = {name for unit in outline.units for name in unit.mentions}
    return "type" in mentions or any(name.endswith(("Scene", "Lesson", "Slide")) for name in mentions)
