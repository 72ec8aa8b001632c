"""Recordings on their way: sound that a page sends piece by piece, kept as it comes until somebody keeps or drops it.

A recording is a folder: ``about.json`` says of what it is, ``sound.pcm`` grows with each piece. So nothing is lost of
it when the page or the server goes.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import wave
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Self

from sessen.errors import SessenError
from sessen.files import atomic_write, safe_name
from sessen.voice.script import Script
from sessen.voice.take import MADE_AS

#: Below ``.sessen``.
FOLDER: Final = "recordings"
_ID: Final = re.compile(r"[0-9a-f]{16}")
_WIDTH: Final = 2  # bytes of a sample
_RATES: Final = range(8_000, 192_001)
_LONGEST: Final = (
    330.0  # seconds: a little more than what a take may last, so that its end is cut by nobody but its speaker
)


class RecordingGone(SessenError):
    """There is no such recording: it was kept or dropped."""


@dataclass(frozen=True, slots=True)
class About:
    """Of what a recording is.

    Parameters
    ----------
    scene_file, folder
        Where the scene is, and where its takes are.
    script
        What was to be said when it was begun.
    rate
        Samples a second.
    begun
        When, as people write it.
    """

    target: str
    scene: str
    scene_file: str
    folder: str
    language: str
    step: str
    script: Script
    rate: int
    begun: str

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Self:
        return cls(**{**written, "script": Script.from_json(written["script"])})


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording that was begun, and its files."""

    id: str
    about: About
    path: Path

    @property
    def sound(self) -> Path:
        """Its samples: one channel, 16 bits, little-endian."""
        return self.path / "sound.pcm"

    @property
    def take(self) -> Path:
        """What it becomes as a take; it need not be there."""
        return self.path / f"take{MADE_AS}"

    @property
    def size(self) -> int:
        """Bytes of sound that are there."""
        return self.sound.stat().st_size if self.sound.is_file() else 0

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.size / _WIDTH / self.about.rate

    def append(self, at: int, data: bytes) -> int:
        """Add a piece that begins at a byte; how many bytes there are now. A piece that is there already is no fault.

        Raises
        ------
        SessenError
            A piece before it is missing, or it becomes longer than a take may be.
        """
        known = self.size
        if at > known:
            raise SessenError(f"the recording has {known} bytes, and the next begin at {at}", hint="send those between")
        new = data[known - at :]
        if (known + len(new)) / _WIDTH / self.about.rate > _LONGEST:
            raise SessenError("a recording of a step lasts at most 5 minutes", hint="stop, and keep or drop it")
        with self.sound.open("ab") as sound:
            sound.write(new)
        return known + len(new)

    def as_wave(self) -> Path:
        """The sound as a WAV file, called as its step."""
        file = self.path / f"{safe_name(self.about.step)}.wav"
        with wave.open(str(file), "wb") as out:
            out.setparams((1, _WIDTH, self.about.rate, 0, "NONE", ""))
            data = self.sound.read_bytes() if self.sound.is_file() else b""
            out.writeframes(data[: len(data) - len(data) % _WIDTH])
        return file

    def drop(self) -> None:
        """Remove it."""
        shutil.rmtree(self.path, ignore_errors=True)


class Recordings:
    """Those of a folder ``.sessen``."""

    def __init__(self, state_dir: Path) -> None:
        self._folder = state_dir / FOLDER

    def begin(self, about: About) -> Recording:
        """A new one.

        Raises
        ------
        SessenError
            It cannot be written, or its rate is none.
        """
        if about.rate not in _RATES:
            raise SessenError(f"a recording with {about.rate} samples a second", hint="8,000 to 192,000")
        name = secrets.token_hex(8)
        recording = Recording(name, about, self._folder / name)
        try:
            with atomic_write(recording.path / "about.json") as part:
                part.write_text(json.dumps(asdict(about), ensure_ascii=False), encoding="utf-8")
        except OSError as error:
            raise SessenError(f"cannot be written: {error.strerror or error}", location=str(self._folder)) from error
        return recording

    def get(self, name: str) -> Recording:
        """The one of that id.

        Raises
        ------
        RecordingGone
            There is none.
        """
        found = self._read(name) if _ID.fullmatch(name) else None
        if found is None:
            raise RecordingGone("this recording was kept or dropped already", hint="record the step again")
        return found

    def __iter__(self) -> Iterator[Recording]:
        """All that have sound in them, the oldest first."""
        names = sorted(each.name for each in self._folder.iterdir()) if self._folder.is_dir() else []
        found = [each for name in names if _ID.fullmatch(name) and (each := self._read(name)) is not None]
        yield from sorted((each for each in found if each.size), key=lambda each: (each.about.begun, each.id))

    def _read(self, name: str) -> Recording | None:
        place = self._folder / name
        with suppress(OSError, ValueError, KeyError, TypeError):
            about = About.from_json(json.loads((place / "about.json").read_text(encoding="utf-8")))
            return Recording(name, about, place)
        return None
