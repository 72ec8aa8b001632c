"""Takes: the narration of a step as a file, which carries what it was made from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from sessen.backups import copy_beside
from sessen.errors import SessenError
from sessen.files import atomic_write, relative, safe_name
from sessen.voice.ogg import comments_and_sound
from sessen.voice.script import Script, TimedWord

if TYPE_CHECKING:
    from sessen.video.sound import Samples

FOLDER: Final = "voice"
MADE_AS: Final = ".opus"
#: What a take may be, the kind that Sessen writes first.
ENDINGS: Final = (MADE_AS, ".wav", ".flac", ".m4a", ".mp3")
MACHINE: Final = "machine"
TEACHER: Final = "teacher"
_COMMENT: Final = "SESSEN_TAKE"
_COPY: Final = re.compile(r"\.backup(-\d+)?$")  # of a recording that was replaced, as `sessen.backups` calls it


@dataclass(frozen=True, slots=True)
class TakeInfo:
    """What a take was made from.

    Parameters
    ----------
    by
        ``machine`` or ``teacher``.
    spoken, readings
        The sentences that it says, and the words in them whose reading was given.
    words
        When each word is said.
    seconds
        Its length.
    voice, engine, speed, versions
        Of the machine.
    sound
        The sha256 of its sound: a take that was edited by another program is somebody's own recording.
    """

    by: str
    spoken: tuple[str, ...]
    words: tuple[TimedWord, ...]
    seconds: float
    readings: tuple[tuple[str, str, int], ...] = ()
    voice: str = ""
    engine: str = ""
    speed: float = 1.0
    versions: Mapping[str, str] = field(default_factory=dict)
    sound: str = ""

    def to_text(self) -> str:
        """As it stands in the file; the same text for the same take."""
        words = [list(asdict(word).values()) for word in self.words]
        return json.dumps({**asdict(self), "words": words}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Raises `ValueError`, `KeyError` or `TypeError` for what is none."""
        written: dict[str, Any] = json.loads(text)
        words = tuple(TimedWord(*word) for word in written["words"])
        readings = tuple((word, kana, accent) for word, kana, accent in written["readings"])
        return cls(**{**written, "spoken": tuple(written["spoken"]), "words": words, "readings": readings})


@dataclass(frozen=True, slots=True)
class Take:
    """A take that is there; ``info`` is None for a recording that brings nothing but its sound."""

    path: Path
    info: TakeInfo | None

    @property
    def is_own(self) -> bool:
        """Whether somebody has recorded it; such a take is never written over."""
        return self.info is None or self.info.by == TEACHER

    def says(self, script: Script) -> bool:
        """Whether it says what is to be said now; of a recording without words nobody knows, and it is taken for it."""
        if self.info is None:
            return True
        # How a word is read is the machine's business; a person has read it as it is read.
        return self.info.spoken == script.spoken and (self.is_own or self.info.readings == script.readings)


def takes_folder(project: Path, language: str, scene: str) -> Path:
    """Where the takes of a scene are."""
    return project / "assets" / FOLDER / language / safe_name(scene)


def take_path(folder: Path, step: str) -> Path:
    """Where Sessen writes the take of a step."""
    return folder / f"{safe_name(step)}{MADE_AS}"


def takes_in(folder: Path) -> dict[str, Take]:
    """The takes of a folder by the file names of their steps; recordings come before what a machine has made.

    Raises
    ------
    SessenError
        There are two recordings of one step.
    """
    found: dict[str, Take] = {}
    for file in sorted(folder.iterdir()) if folder.is_dir() else []:
        if file.suffix.lower() not in ENDINGS or file.name.startswith(".") or _COPY.search(file.stem):
            continue
        take, there = read_take(file), found.get(file.stem)
        if there is not None and there.is_own and take.is_own:
            what = f"two recordings of one step: {there.path.name} and {file.name}"
            raise SessenError(what, location=relative(folder), hint="keep the one that is to be heard")
        if there is None or take.is_own:
            found[file.stem] = take
    return found


def copy_of_own(target: Path, part: Path) -> Path | None:
    """Lay a copy of somebody's recording beside it before something else takes its place; None where there is none."""
    if not target.is_file() or not read_take(target).is_own or target.read_bytes() == part.read_bytes():
        return None
    return copy_beside(target)


def read_take(file: Path) -> Take:
    """The take in a file; what is not as Sessen wrote it is somebody's own recording."""
    read = comments_and_sound(file) if file.suffix.lower() == MADE_AS else None
    if read is None or _COMMENT not in read[0]:
        return Take(file, None)
    try:
        info = TakeInfo.from_text(read[0][_COMMENT])
    except (ValueError, KeyError, TypeError):
        return Take(file, None)
    return Take(file, info if info.sound == read[1] else None)


def write_take(file: Path, samples: Samples, info: TakeInfo) -> Take:
    """Write a take, whole or not at all; two channels come in, one is kept."""
    from sessen.video.opus import encode_opus

    bare = encode_opus(samples, {})
    with atomic_write(file) as part:
        part.write_bytes(bare)
        read = comments_and_sound(part)
        assert read is not None
        told = replace(info, sound=read[1])
        part.write_bytes(encode_opus(samples, {_COMMENT: told.to_text()}))
    return Take(file, told)
