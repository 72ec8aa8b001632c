"""What is around a scene's sources: versions, fonts, and the engine's files that are not Python."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sessen.keys.file_hashes import FileHashes
from sessen.keys.packages import fonts, system_fonts, versions
from sessen.keys.reach import mentioned
from sessen.keys.source_graph import SourceClosure
from sessen.keys.static import SYSTEM_FONT_USERS
from sessen.keys.trees import package_files


class Toolchain:
    """Tells the surroundings of scenes, asking the machine once.

    Parameters
    ----------
    digests
        Hashes of files.
    """

    def __init__(self, digests: FileHashes) -> None:
        self._digests = digests
        self._known: dict[tuple[str, ...], dict[str, str]] = {}
        self._system: str | None = None

    def parts_for(self, closure: SourceClosure) -> Mapping[str, str]:
        """Every input that is no source and no choice, by name."""
        found = self.installed(closure.packages) | self._data_of_engine(closure)
        if not SYSTEM_FONT_USERS.isdisjoint(mentioned(closure)):
            found["fonts of this machine"] = self._system_fonts()
        return found

    def installed(self, packages: tuple[str, ...]) -> dict[str, str]:
        """What is installed, with those packages that a scene imports besides."""
        if packages not in self._known:
            found = versions(packages) | fonts(packages, self._digests) | package_files(packages, self._digests)
            self._known[packages] = found
        return self._known[packages]

    def _data_of_engine(self, closure: SourceClosure) -> dict[str, str]:
        folders: dict[Path, str] = {}
        for source in closure.sources:
            if source.is_engine:
                folders[source.path.parent] = source.label.rpartition("/")[0]
        return {
            f"{label}/{file.name}": self._digests.hash_of(file)
            for folder, label in folders.items()
            for file in sorted(folder.iterdir())
            if file.suffix not in {".py", ".pyc", ".typed"} and file.is_file() and not file.name.startswith(".")
        }

    def _system_fonts(self) -> str:
        if self._system is None:
            self._system = system_fonts()
        return self._system
