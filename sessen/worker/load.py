"""Import a scene's file afresh, so that nothing of an earlier job or an earlier edit is left in it."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader, all_suffixes
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any
from unittest.mock import patch

from sessen.errors import SessenError
from sessen.job import SceneRef
from sessen.project import is_installed, project_root
from sessen.suggestions import did_you_mean
from sessen.worker.dependencies import source
from sessen.worker.dependencies.beside import beside
from sessen.worker.spawned import importable_as


class _FreshLoader(SourceFileLoader):
    """Reads source and never compiled files: those are trusted by their second, and an edit can be faster than that."""

    def path_stats(self, path: str) -> Mapping[str, float]:
        raise OSError("compiled files are not used")

    def get_code(self, fullname: str) -> CodeType | None:
        """The module's code; reading it is known by the import, and whoever else opens the file reads data."""
        with source.reading(os.path.abspath(self.path)):
            return super().get_code(fullname)


def _fresh_stats(own: tuple[str, str]) -> Callable[[SourceFileLoader, str], Mapping[str, Any]]:
    """Python's own loader, which scenes may use themselves, without compiled files of the lecture's."""
    stats = SourceFileLoader.path_stats

    def fresh(loader: SourceFileLoader, path: str) -> Mapping[str, Any]:
        if not is_installed(os.path.abspath(path), *own):
            raise OSError("compiled files are not used")
        return stats(loader, path)

    return fresh


class _ProjectFinder(MetaPathFinder):
    """Finds the modules of a lecture, and tells where it has looked for them in vain.

    Parameters
    ----------
    own
        Folders that are the lecture's.
    missed
        Is told of each file that would be the module if it were there.
    """

    def __init__(self, own: tuple[str, str], missed: Callable[[str], None]) -> None:
        self._own = own
        self._missed = missed

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        with source.searching():
            spec = PathFinder.find_spec(name, path) or self._found_by_others(name, path)
        origin = spec.origin if spec is not None else None
        if spec is None or type(spec.loader) is not SourceFileLoader:
            self._tell_missed(name, path, origin)
            return None
        origin = os.path.abspath(spec.loader.path)
        if is_installed(origin, *self._own):
            # Not for others to find once more: a library looks for hundreds of its own modules.
            return spec if path is not None else None
        self._tell_missed(name, path, origin)
        spec.loader = _FreshLoader(name, origin)
        spec.cached = None
        return spec

    def _found_by_others(self, name: str, path: Sequence[str] | None) -> ModuleSpec | None:
        """What finders of editable installs say; Python's own are asked after this one."""
        for finder in sys.meta_path if path is None else ():
            if getattr(finder, "__module__", "").startswith("__editable__"):
                return finder.find_spec(name, path)
        return None

    def _tell_missed(self, name: str, path: Sequence[str] | None, found: str | None) -> None:
        """Tell of the places where the module would have been found before; those of the standard library are known."""
        if name.partition(".")[0] in sys.stdlib_module_names or (found and not os.path.isabs(found)):
            return
        last = name.rpartition(".")[2]
        for folder in sys.path if path is None else path:
            place = os.path.join(os.path.abspath(folder), last)
            if found and found.startswith((place + ".", place + os.sep)):
                return
            if not is_installed(place, *self._own):
                for suffix in ("", *all_suffixes()):
                    self._missed(place + suffix)


def _nobody(missed: str) -> None:
    """Nobody wants to know it."""


@contextmanager
def isolated_imports(file: Path, missed: Callable[[str], None] = _nobody) -> Iterator[None]:
    """Make the project of ``file`` importable, each module read anew, and forget its modules afterwards.

    The working directory is that of the file meanwhile, so that relative paths do not depend on where one types; see
    `sessen.worker.dependencies.beside`.

    Parameters
    ----------
    missed
        Is told of each file that would have been imported if it were there.
    """
    path, folder, root = list(sys.path), file.resolve().parent, project_root(file)
    own = (str(folder), str(root))
    finder, before = _ProjectFinder(own, missed), frozenset(sys.modules)
    forget_project()
    sys.path[:0] = own
    sys.meta_path.insert(0, finder)
    try:
        with (
            beside(folder, root),
            patch.object(SourceFileLoader, "path_stats", _fresh_stats(own)),
            importable_as(_module_name(file), file.resolve()),
        ):
            yield
    finally:
        sys.meta_path.remove(finder)
        sys.path[:] = path
        _forget_loaded_otherwise(before, own)
        forget_project()


def forget_project() -> None:
    """Drop the modules that were imported for an earlier job."""
    importlib.invalidate_caches()
    for name in _project_modules():
        del sys.modules[name]


def _forget_loaded_otherwise(before: frozenset[str], own: tuple[str, str]) -> None:
    """Drop what a lecture has imported since by other loaders: from archives, without source, by its own finders."""
    for name in sys.modules.keys() - before:
        place = _place_of(sys.modules[name])
        if place and not is_installed(os.path.abspath(place), *own):
            del sys.modules[name]


def _place_of(module: ModuleType) -> str:
    """The file of a module, or a folder of a package that has none."""
    folders = getattr(module, "__path__", None)
    return str(getattr(module, "__file__", None) or next(iter(getattr(folders, "_path", folders) or ()), ""))


def imported_files() -> tuple[str, ...]:
    """The project files that were imported for this job, as absolute paths."""
    return tuple(os.path.abspath(file) for file in set(_project_modules().values()))


def _project_modules() -> dict[str, str]:
    loaders = {name: getattr(module, "__loader__", None) for name, module in list(sys.modules.items())}
    return {name: loader.path for name, loader in loaders.items() if isinstance(loader, _FreshLoader)}


def load_scene(address: SceneRef) -> type:
    """The scene class at ``address``, from its file executed now.

    Raises
    ------
    SessenError
        There is no such file, or no scene of that name in it. What its own code raises passes through.
    """
    file = address.file.resolve()
    if not file.is_file():
        raise SessenError(f"there is no file {address.file}", location=address.name, hint="check the path of the scene")
    module = load_module(file)
    scene = getattr(module, address.name, None)
    if isinstance(scene, type):
        return scene
    names = [name for name, member in vars(module).items() if isinstance(member, type)]
    hint = did_you_mean(address.name, names, "check the name of the class")
    raise SessenError(f"there is no scene {address.name} in {address.file}", hint=hint)


def scene_classes(module: ModuleType) -> dict[str, type]:
    """The scenes that a module has of its own, by the names that they have there: those that Manim lists.

    A class that nobody has given anything to construct is no scene, but what scenes are derived from.
    """
    from manim import Scene

    found: dict[type, str] = {}
    for name, member in vars(module).items():
        if not isinstance(member, type) or not issubclass(member, Scene) or not _is_own(member, module):
            continue
        if member.construct is Scene.construct or inspect.isabstract(member):
            continue
        if member not in found or name == member.__name__:
            found[member] = name
    return {name: member for member, name in found.items()}


def _is_own(member: type, module: ModuleType) -> bool:
    return member.__module__.startswith(module.__name__)


def _module_name(file: Path) -> str:
    """The prefix keeps a scene in random.py from taking the place of a library."""
    return f"scene_{file.stem}"


def load_module(file: Path) -> ModuleType:
    """The module of a scene's file, executed now. What its code raises passes through."""
    name = _module_name(file)
    loader = _FreshLoader(name, str(file))
    spec = importlib.util.spec_from_file_location(name, file, loader=loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module
