"""Whether another machine draws what this one would: the same Sessen, Manim and everything below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from sessen.errors import SessenError
from sessen.installation import install
from sessen.keys.file_hashes import sha256
from sessen.keys.modules import engine_folder
from sessen.keys.packages import versions

#: Packages that no scene imports by itself and that yet are seen in its pictures.
_FONTS: Final = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")


class VersionMismatch(SessenError):
    """A worker has other versions than the machine that the build was started on."""

    def __init__(self, host: str, mismatches: Iterable[tuple[str, str, str]]) -> None:
        told = "; ".join(f"{name} {theirs} there, {name} {ours} here" for name, ours, theirs in mismatches)
        super().__init__(
            f"this worker has other versions than this machine: {told}",
            location=host,
            hint=f"install the same there ({install('cluster')}), then start the worker again",
        )


def versions_here(packages: Iterable[str] = ()) -> dict[str, str]:
    """The version of everything that a picture goes through, and of packages that a scene imports besides."""
    return {"Sessen": _sessen()} | versions((*_FONTS, *packages))


def mismatches(here: Mapping[str, str], there: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What differs: its name, the version here, and the version there."""
    return [(name, ours, there.get(name, "not told")) for name, ours in here.items() if there.get(name) != ours]


@cache
def _sessen() -> str:
    """Its version and a hash of its code, since a checkout changes while its version stays."""
    root = engine_folder()
    files = sorted(file for file in root.rglob("*") if file.is_file() and not _is_compiled(file))
    lines = [f"{file.relative_to(root).as_posix()} {sha256(file.read_bytes())}" for file in files]
    return f"{versions(('sessen',))['sessen']} (code {sha256(chr(10).join(lines).encode())[:10]})"


def _is_compiled(file: Path) -> bool:
    return file.parent.name == "__pycache__" or file.name.startswith(".")
