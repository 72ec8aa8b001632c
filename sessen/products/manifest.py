"""``manifest.json``: every product of an output folder, what it is, its hash, and what it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from sessen.files import replaced
from sessen.keys import Digests
from sessen.keys.digests import read_json

NAME: Final = "manifest.json"


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


class Manifest:
    """The manifest of an output folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        written = read_json(folder / NAME).get("products", [])
        self._records = {record.file: record for record in _read(written)}

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records[name] for name in sorted(self._records))

    def of(self, video: Path, made_from: str, digests: Digests) -> list[Record] | None:
        """The files that were made together with a video, if all of them are there, as they were made from the same."""
        there = self._records.get(self._name(video))
        if there is None:
            return None
        group = [record for record in self if record.made_from == made_from and self._belongs(record, there)]
        sound = all(digests.of(self.folder / record.file) == record.sha256 for record in group)
        return group if sound and there in group else None

    def replace(self, video: Path, records: Iterable[Record]) -> list[Path]:
        """Note what was made; the files of the video's group that are no part of it any more."""
        new = {record.file: record for record in records}
        there = new[self._name(video)]
        old = [record.file for record in self if self._belongs(record, there) and record.file not in new]
        for name in old:
            del self._records[name]
        self._records |= new
        return [self.folder / name for name in old]

    def forget(self, names: Iterable[str]) -> None:
        """Take out files that are no products any more."""
        for name in names:
            self._records.pop(name, None)

    def save(self) -> None:
        """Write it, without what is not there any more."""
        records = [asdict(record) for record in self if (self.folder / record.file).is_file()]
        text = json.dumps({"products": records}, indent=1, ensure_ascii=False) + "\n"
        target = self.folder / NAME
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            with replaced(target) as part:
                part.write_text(text, encoding="utf-8")

    def _name(self, path: Path) -> str:
        return path.absolute().relative_to(self.folder.absolute()).as_posix()

    @staticmethod
    def _belongs(record: Record, to: Record) -> bool:
        one, other = ((each.scene, each.step, each.variant, each.product) for each in (record, to))
        return one == other


def _read(written: Any) -> Iterator[Record]:
    """The records that can be read; a manifest that somebody has changed by hand only costs time."""
    for each in written if isinstance(written, list) else ():
        try:
            yield Record(**each)
        except TypeError:
            continue
