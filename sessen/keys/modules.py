"""Where the modules of a project are, found as Python would find them, without importing any."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import Final

import sessen
from sessen.project import is_installed

ENGINE: Final = "sessen"
#: The folder of the installed package that has the lecture in it.
SHIPPED: Final = "shipped"


class ModuleFinder:
    """Finds files of modules; what it has found it does not look for again."""

    def __init__(self) -> None:
        importlib.invalidate_caches()
        self._specs: dict[tuple[str, tuple[str, ...]], ModuleSpec | None] = {}
        self._files: dict[tuple[str, tuple[str, ...]], tuple[tuple[str, Path], ...]] = {}
        self._real: dict[str, Path] = {}
        self._listed: dict[Path, frozenset[str]] = {}

    def files_of(self, name: str, folders: tuple[str, ...]) -> tuple[tuple[str, Path], ...]:
        """The project files that importing ``name`` runs: the module's own and those of the packages it is in.

        Parameters
        ----------
        folders
            Where to look first, before ``sys.path``.
        """
        key = (name, folders)
        if key not in self._files:
            is_engines = name.partition(".")[0] == ENGINE
            self._files[key] = tuple(self._of_engine(name) if is_engines else self._found(name, folders))
        return self._files[key]

    def _of_engine(self, name: str) -> list[tuple[str, Path]]:
        """The same for Sessen's own, which nothing on ``sys.path`` comes before."""
        found = [(ENGINE, engine_folder() / "__init__.py")]
        folder, dotted = engine_folder(), ENGINE
        for part in name.split(".")[1:]:
            dotted, inner = f"{dotted}.{part}", folder / part
            if part in self._names(folder):
                if "__init__.py" in self._names(inner):
                    found.append((dotted, inner / "__init__.py"))
                folder = inner
            else:
                if f"{part}.py" in self._names(folder):
                    found.append((dotted, folder / f"{part}.py"))
                break
        return found

    def _names(self, folder: Path) -> frozenset[str]:
        if folder not in self._listed:
            self._listed[folder] = frozenset(os.listdir(folder) if folder.is_dir() else ())
        return self._listed[folder]

    def _found(self, name: str, folders: tuple[str, ...]) -> list[tuple[str, Path]]:
        found = []
        search: Sequence[str] = (*folders, *sys.path)
        parts = name.split(".")
        for index in range(len(parts)):
            dotted = ".".join(parts[: index + 1])
            spec = self._spec(dotted, tuple(search))
            if spec is None or not _is_project(spec, folders):
                break
            if file := _file_behind(spec):
                found.append((dotted, self._resolved(file)))
            search = list(spec.submodule_search_locations or ())
            if not search:
                break
        return found

    def _resolved(self, path: str) -> Path:
        """Without links; asked for each package again with every module in it, so remembered."""
        if path not in self._real:
            self._real[path] = Path(os.path.realpath(path))
        return self._real[path]

    def _spec(self, name: str, search: tuple[str, ...]) -> ModuleSpec | None:
        key = (name, search)
        if key not in self._specs:
            self._specs[key] = _spec(name, search)
        return self._specs[key]


def _spec(name: str, search: tuple[str, ...]) -> ModuleSpec | None:
    if name == ENGINE:
        return _spec_of_engine()
    if name in sys.builtin_module_names:
        return None
    return _found_by_python(name, search) or _found_by_others(name)


def _found_by_python(name: str, search: tuple[str, ...]) -> ModuleSpec | None:
    """As an import would find it; by its last part only, for a folder in a folder asks for its imported parent."""
    spec = PathFinder.find_spec(name.rpartition(".")[2], list(search))
    if spec is not None:
        spec.name = name
        # A namespace's places would be looked for again, as those of a module of the top, when sys.path changes.
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations = list(spec.submodule_search_locations)
    return spec


def _found_by_others(name: str) -> ModuleSpec | None:
    """As the finders of editable installs say; they know packages by the first part of the name."""
    for finder in sys.meta_path if "." not in name else ():
        if getattr(finder, "__module__", "").startswith("__editable__"):
            return finder.find_spec(name, None)
    return None


def _file_behind(spec: ModuleSpec) -> str | None:
    """The file that is read when a module is imported: its source, a compiled module, or the archive that it is in."""
    archive = getattr(spec.loader, "archive", None)
    return str(archive) if archive else spec.origin


def _spec_of_engine() -> ModuleSpec:
    # An editable install may reach the package through a finder of its own; the running package knows where it is.
    spec = ModuleSpec(ENGINE, None, origin=str(engine_folder() / "__init__.py"), is_package=True)
    spec.submodule_search_locations = [str(engine_folder())]
    return spec


@cache
def engine_folder() -> Path:
    """The folder of Sessen itself."""
    assert sessen.__file__
    return Path(sessen.__file__).resolve().parent


def _is_project(spec: ModuleSpec, folders: tuple[str, ...]) -> bool:
    if spec.name.partition(".")[0] == ENGINE:
        return True
    # Folders belong to somebody, so to ask for the folder of each file is enough.
    places = [os.path.dirname(spec.origin)] if spec.origin else list(spec.submodule_search_locations or ())
    return bool(places) and all(os.path.isabs(place) and not is_installed(place, *folders) for place in places)


@cache
def is_engine_file(path: Path) -> bool:
    """Whether a file, told without links, is Sessen's own; the lecture that an installed Sessen has with it is not."""
    folder = engine_folder()
    return path.is_relative_to(folder) and not path.is_relative_to(folder / SHIPPED)
