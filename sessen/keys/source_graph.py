"""The project files that a scene is made of: its own file and, followed through their imports, all that it uses.

Nothing is imported. What comes from installed packages is not followed: there the package's version stands for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from sessen.keys.engine_files import EngineFiles
from sessen.keys.file_hashes import keep_recent, sha256
from sessen.keys.modules import ENGINE, ModuleFinder, engine_folder, is_engine_file
from sessen.keys.outline import FORM, Outline, opaque, outline
from sessen.memory import WRONG_FORM, note_remade, read_memory, write_memory
from sessen.project import is_installed, project_root

#: What draws is in no scene's imports, and yet no picture is without it.
ENGINE_ROOTS: Final = ("sessen.worker", "sessen.video", "sessen.lesson")
#: What `sessen` hands out that shows finished pictures and takes no part in drawing them, though it reaches everything.
_SHOWS_ONLY: Final = ("sessen.notebook",)


@dataclass(frozen=True, slots=True)
class Source:
    """A project file: the name that people know it by, where it is, its hash and its outline."""

    label: str
    path: Path
    digest: str
    outline: Outline

    @property
    def is_engine(self) -> bool:
        """Whether it belongs to Sessen and not to the lecture."""
        return self.label.startswith(f"{ENGINE}/")


@dataclass(frozen=True)
class SourceClosure:
    """A scene's file (the first) and every project file behind it, with the installed packages that they import."""

    sources: tuple[Source, ...]
    packages: tuple[str, ...]

    @cached_property
    def digest(self) -> str:
        """The hash of all of it as it is written, comments included."""
        lines = [f"{source.label} {source.digest}" for source in self.sources]
        return sha256("\n".join([*lines, *self.packages]).encode())

    @property
    def file_hashes(self) -> tuple[tuple[Path, str], ...]:
        """Each file with the hash that it had when it was read."""
        return tuple((source.path, source.digest) for source in self.sources)


class SourceGraph:
    """Reads source files, each once, and remembers their outlines between builds.

    Parameters
    ----------
    memory
        Where outlines are remembered; None remembers for this process only.
    """

    def __init__(self, memory: Path | None = None) -> None:
        self._memory = memory
        self._remembered = read_memory(memory) if memory else {}
        self._used: dict[str, object] = {}
        self._engine_files = EngineFiles(memory and memory.with_name("engine.json"))
        self._modules = ModuleFinder()
        self._read: dict[Path, Source] = {}
        self._closures: dict[Path, SourceClosure] = {}
        self._graph: dict[tuple[Path, str, tuple[str, ...]], tuple[tuple[str, Path], ...]] = {}
        self._packages: dict[Path, set[str]] = {}
        self._rivals: dict[tuple[str, ...], bool] = {}

    def closure(self, file: Path) -> SourceClosure:
        """Everything that ``file`` is made of.

        Raises
        ------
        OSError
            The file itself cannot be read.
        """
        if file not in self._closures:
            self._closures[file] = self._closure(file.resolve())
        return self._closures[file]

    def _closure(self, first: Path) -> SourceClosure:
        found: dict[Path, str] = {}
        waiting: list[tuple[str, Path]] = [("", first)]
        folders = (str(first.parent), str(project_root(first)))
        waiting.extend(self._engine(folders))
        while waiting:
            module, path = waiting.pop()
            if path in found:
                continue
            found[path] = module
            waiting.extend(self._imported_by(path, module, folders))
        others = sorted((self.source(path) for path in found if path != first), key=lambda source: source.label)
        packages = sorted(set().union(*(self._packages.get(path, set()) for path in found)))
        return SourceClosure((self.source(first), *others), tuple(packages))

    def source(self, path: Path) -> Source:
        """One file, read once."""
        if path not in self._read:
            read = self._engine_files.read if is_engine_file(path) else self._own
            self._read[path] = Source(self._label(path), path, *read(path))
        return self._read[path]

    def _own(self, path: Path) -> tuple[str, Outline]:
        data = path.read_bytes()
        digest = sha256(data)
        return digest, self._outline(path, data, digest)

    def save(self) -> None:
        """Remember the outlines of the files that were read."""
        if self._memory and self._used.keys() - self._remembered.keys():
            write_memory(self._memory, keep_recent(self._remembered, self._used))
        self._engine_files.save()

    def _outline(self, path: Path, data: bytes, digest: str) -> Outline:
        key = f"{FORM}.{sys.version_info.major}.{sys.version_info.minor}:{digest}"
        if path.suffix != ".py":
            return opaque(data)
        known = self._remembered.get(key)
        made = _remembered_outline(known, path.name) if known else None
        made, known = (made, known) if made else (outline(data), None)
        self._used[key] = known or made.to_json()
        return made

    def _label(self, path: Path) -> str:
        if is_engine_file(path):
            return f"{ENGINE}/{path.relative_to(engine_folder()).as_posix()}"
        return path.relative_to(_project_of(path.parent)).as_posix()

    def _engine(self, folders: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
        for name in ENGINE_ROOTS:
            yield from self._modules.files_of(name, folders)

    def _imported_by(self, path: Path, module: str, folders: tuple[str, ...]) -> tuple[tuple[str, Path], ...]:
        # The engine imports nothing from a lecture, so what it imports is the same for all.
        key = (path, module, () if is_engine_file(path) else folders)
        if key not in self._graph:
            find = self._imported_by_engine if is_engine_file(path) else self._follow
            self._graph[key] = tuple(find(path, module, folders))
        return self._graph[key]

    def _imported_by_engine(self, path: Path, module: str, folders: tuple[str, ...]) -> Iterable[tuple[str, Path]]:
        known = None if self._has_rivals(folders) else self._engine_files.imports_of(path)
        if known:
            found, self._packages[path] = known[0], {*known[1]}
            return found
        found = tuple(dict.fromkeys(self._follow(path, module, folders)))
        if all(is_engine_file(file) for _, file in found):
            self._engine_files.note_imports(path, found, self._packages.get(path, ()))
        return found

    def _has_rivals(self, folders: tuple[str, ...]) -> bool:
        """Whether something of a lecture may be found where Sessen imports an installed package."""
        if folders not in self._rivals:
            own = [place for place in sys.path if not is_installed(os.path.abspath(place), *folders)]
            self._rivals[folders] = self._engine_files.may_import_from((*folders, *own))
        return self._rivals[folders]

    def _follow(self, path: Path, module: str, folders: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
        for level, name, taken in self.source(path).outline.imports:
            base = _absolute(level, name, module, is_package=path.name == "__init__.py")
            if base in _SHOWS_ONLY:
                continue
            yield from self._taken_from(base, taken, folders)
            if not self._modules.files_of(base, folders):
                self._packages.setdefault(path, set()).update(_installed_name(base))

    def _taken_from(self, base: str, taken: tuple[str, ...], folders: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
        """The files that are run where names are taken from a module, or the whole module where there are none."""
        for candidate in (base, *(f"{base}.{one}" for one in taken)):
            yield from self._modules.files_of(candidate, folders)
        yield from self._loaded_lazily(base, frozenset(taken) - {"*"}, folders)
        for one in taken:
            yield from self._loaded_lazily(f"{base}.{one}", frozenset(), folders)
        if not taken:  # `import a.b` gives the name a, and all that can be asked of it
            for end in (index for index, letter in enumerate(base) if letter == "."):
                yield from self._loaded_lazily(base[:end], frozenset(), folders)

    def _loaded_lazily(self, base: str, names: frozenset[str], folders: tuple[str, ...]) -> Iterator[tuple[str, Path]]:
        """The files that a module with a ``__getattr__`` loads for these names; none stand for all of its names."""
        for module, path in self._modules.files_of(base, folders):
            if module != base:  # a package that it is in
                continue
            for level, name, offered in self.source(path).outline.lazy:
                home = _absolute(level, name, base, is_package=path.name == "__init__.py")
                if home not in _SHOWS_ONLY and (not names or names & set(offered)):
                    yield from self._taken_from(home, tuple(names & set(offered)) or offered, folders)


def _remembered_outline(written: Any, name: str) -> Outline | None:
    try:
        return Outline.from_json(written)
    except WRONG_FORM:
        note_remade(f"what is remembered of {name}")
        return None


@cache
def _project_of(folder: Path) -> Path:
    """The project of the files in a folder that is told without links."""
    return project_root(folder / "any.py")


def _absolute(level: int, name: str, module: str, *, is_package: bool) -> str:
    if not level:
        return name
    parts = module.split(".")
    keep = len(parts) - level + (1 if is_package else 0)
    return ".".join([*parts[: max(keep, 0)], *([name] if name else [])])


def _installed_name(dotted: str) -> set[str]:
    top = dotted.partition(".")[0]
    return set() if not top or top in sys.stdlib_module_names or top == ENGINE else {top}
