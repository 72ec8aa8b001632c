"""A project's files on their way to another machine: packed once, unpacked once on each, known by their content."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from sessen.errors import SessenError
from sessen.keys.file_hashes import sha256

#: What a lecture's own files come to at most; more than that belongs where all machines see it.
MOST_BYTES: Final = 512 * 2**20
_NEVER: Final = frozenset({"__pycache__", "node_modules", "media"})
_MARK: Final = "pyproject.toml"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class BundleTooLarge(SessenError):
    """The project's folder holds more than should be sent to every worker."""


@dataclass(frozen=True, slots=True)
class SourceBundle:
    """The files of a project as one archive; ``digest`` is its SHA-256."""

    root: Path
    digest: str
    data: bytes


def pack(root: Path, leave_out: Sequence[Path] = ()) -> SourceBundle:
    """All files below ``root``, those in hidden folders, virtual environments and caches left out.

    Raises
    ------
    BundleTooLarge
        There is more than `MOST_BYTES`.
    """
    files = sorted(_files(root, frozenset(leave_out)))
    total = sum(file.stat().st_size for file in files)
    if total > MOST_BYTES:
        raise BundleTooLarge(
            f"{total / 2**20:.0f} MB would be sent to every worker, more than {MOST_BYTES / 2**20:.0f} MB",
            location=str(root),
            hint="keep the lecture in a folder of its own, and large files where every machine sees them",
        )
    data = _archive(root, files)
    return SourceBundle(root, sha256(data), data)


def unpack(data: bytes, digest: str, shelf: Path) -> Path:
    """The folder below ``shelf`` that holds the archive's files; one that is there already is used again."""
    target = shelf.resolve() / digest[:16]
    if target.is_dir():
        return target
    shelf.mkdir(parents=True, exist_ok=True)
    part = Path(mkdtemp(prefix="part-", dir=shelf))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(part)
    # Without a mark, the folder of the scene's file would count as the project, or one far above the shelf.
    (part / _MARK).touch()
    try:
        part.rename(target)
    except OSError:  # Another thread was faster.
        shutil.rmtree(part)
    return target


def _archive(root: Path, files: Sequence[Path]) -> bytes:
    """A zip file that depends on names and contents only."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.relative_to(root).as_posix(), _EPOCH), file.read_bytes())
    return buffer.getvalue()


def _files(root: Path, leave_out: frozenset[Path]) -> Iterator[Path]:
    for folder, names, files in os.walk(root):
        here = Path(folder)
        names[:] = [name for name in names if _goes_along(here / name, leave_out)]
        yield from (here / name for name in files if not name.startswith(".") and (here / name).is_file())


def _goes_along(folder: Path, leave_out: frozenset[Path]) -> bool:
    hidden = folder.name.startswith(".") or folder.name in _NEVER
    return not (hidden or folder in leave_out or (folder / "pyvenv.cfg").exists())
