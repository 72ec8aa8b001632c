"""``manifest.json``: every product of an output folder, what it is, its hash, and what it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from sessen.backups import Backup, copy_beside, hash_of
from sessen.files import atomic_write, locked
from sessen.keys import FileHashes
from sessen.keys.file_hashes import read_json

NAME: Final = "manifest.json"
SILENT: Final = ""
KEPT: Final = "kept"
LEFT_OUT: Final = "left out"


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that was just made: its size in bytes, the length of the video that it belongs to, and what was chosen."""

    path: Path
    kind: str
    sha256: str
    size: int
    frames: int
    seconds: float
    note: str = ""
    sound: str = SILENT


@dataclass(frozen=True, slots=True)
class Record:
    """What the manifest says of a file.

    Parameters
    ----------
    file
        Its name, told from the output folder.
    step
        The step that it shows; empty for a whole scene.
    variant
        The folder's name for language, theme, shape and words.
    kind
        ``video``, ``poster``, ``captions``, ``clip``, ``first``, ...
    made_from
        The hash of everything that it was made from.
    product
        What it belongs to: the files of one product are made together.
    note
        What was chosen so that it fits.
    sound
        ``kept`` or ``left out`` where something is heard in its steps; else empty.
    source
        The scene's file, told from the output folder, and its class: ``../scenes/tiny.py::Tiny``.
    """

    file: str
    kind: str
    scene: str
    step: str
    variant: str
    quality: str
    sha256: str
    size: int
    frames: int
    seconds: float
    made_from: str
    product: str = "video"
    note: str = ""
    sound: str = SILENT
    source: str = ""


_NUMBERS: Final = {"size", "frames", "seconds"}
_KINDS: Final = {each.name: (int, float) if each.name in _NUMBERS else str for each in fields(Record)}


class Manifest:
    """The manifest of an output folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._records = _read(folder / NAME)
        self._changed: dict[str, Record | None] = {}

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records[name] for name in sorted(self._records))

    def of(self, video: Path, made_from: str, digests: FileHashes) -> list[Record] | None:
        """The files that were made together with a video, if all of them are there, as they were made from the same."""
        there = self._records.get(self._name(video))
        if there is None:
            return None
        group = [record for record in self if record.made_from == made_from and self._belongs(record, there)]
        hashes = digests.hashes_of([self.folder / record.file for record in group])
        sound = hashes == [record.sha256 for record in group]
        return group if sound and there in group else None

    @property
    def hashes(self) -> frozenset[str]:
        """Those of all products as they were written."""
        return frozenset(record.sha256 for record in self._records.values())

    def replace(self, video: Path, records: Iterable[Record]) -> list[Path]:
        """Note what was made; the files of the video's group that are no part of it any more, and are as written."""
        new = {record.file: record for record in records}
        there = new[self._name(video)]
        old = [record for record in self if self._belongs(record, there) and record.file not in new]
        self._change(dict.fromkeys(record.file for record in old) | new)
        return [self.folder / record.file for record in old if self.is_as_written(record)]

    def is_as_written(self, record: Record) -> bool:
        """Whether a product is still what was made; nobody has edited it, or put something else there."""
        return hash_of(self.folder / record.file) == record.sha256

    def forget(self, names: Iterable[str]) -> None:
        """Take out files that are no products any more."""
        self._change(dict.fromkeys(names))

    def save(self) -> Backup | None:
        """Write it, without what is not there any more, and with what other builds have written meanwhile.

        Returns
        -------
        The copy of a file of that name that is no manifest of ours: somebody else's, or damaged.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with locked(self.folder):
            self._records = _read(self.folder / NAME)
            self._change(self._changed)
            return self._written()

    def _written(self) -> Backup | None:
        records = [asdict(record) for record in self if (self.folder / record.file).is_file()]
        text = json.dumps({"products": records}, indent=1, ensure_ascii=False) + "\n"
        target = self.folder / NAME
        if target.is_file() and target.read_bytes() == text.encode():
            return None
        foreign = target.is_file() and not _is_ours(target)
        backup = Backup(target, copy_beside(target)) if foreign else None
        with atomic_write(target) as part:
            part.write_bytes(text.encode())
        return backup

    def _change(self, records: Mapping[str, Record | None]) -> None:
        """Put records in and, where there is None, take them out."""
        self._changed |= records
        merged: dict[str, Record | None] = {**self._records, **records}
        self._records = {name: record for name, record in merged.items() if record is not None}

    def _name(self, path: Path) -> str:
        return path.absolute().relative_to(self.folder.absolute()).as_posix()

    @staticmethod
    def _belongs(record: Record, to: Record) -> bool:
        one, other = ((each.scene, each.step, each.variant, each.product) for each in (record, to))
        return one == other


def _read(file: Path) -> dict[str, Record]:
    """The records that can be read; a manifest that somebody has changed by hand only costs time."""
    written = read_json(file).get("products")
    records = map(_record, written if isinstance(written, list) else ())
    return {record.file: record for record in records if record is not None}


def _record(written: Any) -> Record | None:
    try:
        record = Record(**written)
    except TypeError:
        return None
    return record if all(isinstance(value, _KINDS[name]) for name, value in asdict(record).items()) else None


def _is_ours(file: Path) -> bool:
    """Whether it has the form of a manifest, whatever its rows say."""
    found = read_json(file)
    return found.keys() == {"products"} and isinstance(found["products"], list)
