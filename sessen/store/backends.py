"""Where a store's files are: a folder of this machine, or an address such as ``s3://bucket/lecture`` through fsspec.

Both know the same few verbs, and both write a file whole or not at all.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from sessen.files import moved_into_place
from sessen.installation import reinstall
from sessen.store.errors import StoreUnknown


@dataclass(frozen=True, slots=True)
class FileInfo:
    """A file of the store: its name, its size in bytes, and when it was last used, in seconds since 1970."""

    name: str
    size: int
    last_used: float


class Backend(Protocol):
    """What a store asks of the place where its files are. Names are relative, with slashes.

    Every verb raises OSError when the place does not answer; ``read`` raises FileNotFoundError for what is not there.
    """

    address: str
    #: Whether other processes that open the same address see what is written here.
    shared: bool

    def read(self, name: str) -> bytes: ...
    def write(self, name: str, data: bytes) -> None: ...
    def create(self, name: str, data: bytes) -> bool: ...
    def size(self, name: str) -> int | None: ...
    def remove(self, name: str) -> None: ...
    def touch(self, name: str) -> None: ...
    def walk(self, below: str) -> Iterator[FileInfo]: ...


class LocalBackend:
    """A folder of this machine, or one that is mounted there."""

    shared = True

    def __init__(self, path: Path) -> None:
        self._path = path
        self.address = str(path)

    def read(self, name: str) -> bytes:
        return (self._path / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        target = self._path / name
        part = target.with_name(f".{uuid4().hex}.part")
        target.parent.mkdir(parents=True, exist_ok=True)
        with moved_into_place(part, target), part.open("wb") as file:
            file.write(data)
            file.flush()
            # Without it, a power cut could leave a name with nothing behind it.
            os.fsync(file.fileno())

    def create(self, name: str, data: bytes) -> bool:
        """Write a file that nobody has written yet; False when somebody has."""
        target = self._path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with target.open("xb") as file:
                file.write(data)
        except FileExistsError:
            return False
        return True

    def size(self, name: str) -> int | None:
        try:
            return (self._path / name).stat().st_size
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        (self._path / name).unlink(missing_ok=True)

    def touch(self, name: str) -> None:
        try:
            os.utime(self._path / name)
        except FileNotFoundError:
            pass

    def walk(self, below: str) -> Iterator[FileInfo]:
        for folder, _, names in os.walk(self._path / below):
            for name in names:
                path = Path(folder) / name
                try:
                    seen = path.stat()
                except FileNotFoundError:
                    continue
                yield FileInfo(path.relative_to(self._path).as_posix(), seen.st_size, seen.st_mtime)


class Untouched:
    """Another place, from which nothing is removed: to see what would be."""

    def __init__(self, place: Backend) -> None:
        self._place = place

    def __getattr__(self, name: str) -> Any:
        return getattr(self._place, name)

    def remove(self, name: str) -> None:
        """Leave it where it is."""


class FsspecBackend:
    """Any address that fsspec knows. Its objects appear whole, as object stores make them appear."""

    def __init__(self, address: str) -> None:
        try:
            import fsspec
        except ImportError:
            raise StoreUnknown(
                f"the store {address} needs a package that is not installed: fsspec",
                hint=reinstall(),
            ) from None
        self.address = address
        self.shared = not address.startswith("memory:")
        try:
            self._system, self._root = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise StoreUnknown(
                f"the store {address} cannot be opened: {error}", hint="name a folder, or an address that fsspec knows"
            ) from error

    def read(self, name: str) -> bytes:
        return bytes(self._system.cat_file(self._full(name)))

    def write(self, name: str, data: bytes) -> None:
        if self._is_local():
            self._system.makedirs(self._full(name).rpartition("/")[0], exist_ok=True)
        part = f"{self._full(name)}.{uuid4().hex}.part" if self._is_local() else self._full(name)
        self._system.pipe_file(part, data)
        if part != self._full(name):
            self._system.mv(part, self._full(name))

    def create(self, name: str, data: bytes) -> bool:
        """Write a file that nobody has written yet, as far as the place can tell."""
        if self._system.exists(self._full(name)):
            return False
        self.write(name, data)
        return True

    def size(self, name: str) -> int | None:
        try:
            return int(self._system.info(self._full(name))["size"])
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        try:
            self._system.rm_file(self._full(name))
        except FileNotFoundError:
            pass

    def touch(self, name: str) -> None:
        """Object stores keep no time of use; the time of writing has to do."""

    def walk(self, below: str) -> Iterator[FileInfo]:
        self._system.invalidate_cache()
        try:
            found: dict[str, dict[str, Any]] = self._system.find(self._full(below), detail=True)
        except FileNotFoundError:
            return
        for path, about in found.items():
            yield FileInfo(path.removeprefix(self._root).lstrip("/"), int(about["size"]), _seconds(about))

    def _full(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def _is_local(self) -> bool:
        return "file" in ([self._system.protocol] if isinstance(self._system.protocol, str) else self._system.protocol)


def _seconds(about: dict[str, Any]) -> float:
    for key in ("mtime", "LastModified", "updated", "last_modified", "created"):
        when = about.get(key)
        if isinstance(when, datetime):
            return when.timestamp()
        if isinstance(when, int | float):
            return float(when)
    return time.time()


def open_backend(address: str | Path) -> Backend:
    """The place at an address: text with ``://`` in it is fsspec's, anything else a folder."""
    text = str(address)
    return FsspecBackend(text) if "://" in text else LocalBackend(Path(text).expanduser().absolute())
