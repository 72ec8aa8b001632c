"""The file of a scene's approved pictures."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from sessen.approval import thumbnails
from sessen.approval.capture import CapturedFrame
from sessen.approval.fingerprint import Fingerprint, pack, unpack
from sessen.errors import SessenError
from sessen.files import atomic_write, relative

FOLDER: Final = "approved"
_VERSION: Final = 2

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ApprovedFrame:
    """A frame as it was approved."""

    fingerprint: Fingerprint
    thumbnail: bytes


@dataclass(slots=True)
class ApprovalRecord:
    """The approved frames of a scene, by step and place, in order."""

    frames: dict[Key, ApprovedFrame] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> Self:
        """What is in a file; nothing where there is none.

        Raises
        ------
        SessenError
            It is damaged, or of a later version.
        """
        if not file.exists():
            return cls()
        try:
            written = json.loads(file.read_text(encoding="utf-8"))
            if written["version"] != _VERSION:
                raise ValueError(f"version {written['version']}")
            return cls(_frames(written))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SessenError(
                f"the approved pictures cannot be read: {error}",
                location=relative(file),
                hint="take the file out of version control again, or approve the scene anew",
            ) from error

    def accept(self, captured: Iterable[CapturedFrame], steps: tuple[str, ...] | None) -> int:
        """Take frames over as they are now: all of them, or those of some steps.

        Returns how many were new or other than before. Steps that the scene has no more are forgotten.
        """
        all_frames = list(captured)
        kept: dict[Key, ApprovedFrame] = {}
        changed = 0
        for each in all_frames:
            key, old = (each.step, each.place), self.frames.get((each.step, each.place))
            if steps is not None and each.step not in steps:
                if old is not None:
                    kept[key] = old
                continue
            new = ApprovedFrame(Fingerprint.read(each.fingerprint), each.thumbnail)
            changed += old is None or old.fingerprint.written() != each.fingerprint
            kept[key] = new
        self.frames = kept
        return changed

    def write(self, file: Path) -> None:
        """Write it, whole or not at all."""
        file.parent.mkdir(parents=True, exist_ok=True)
        frames = [*self.frames.values()]
        written = {
            "version": _VERSION,
            "frames": [f"{step} {place}" for step, place in self.frames],
            "fingerprints": pack([frame.fingerprint for frame in frames]) if frames else "",
            "thumbnails": base64.b85encode(thumbnails.joined([frame.thumbnail for frame in frames])).decode(),
        }
        with atomic_write(file) as part:
            part.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def _frames(written: Mapping[str, Any]) -> dict[Key, ApprovedFrame]:
    """The frames of a file."""
    keys = [each.rpartition(" ") for each in written["frames"]]
    if not keys:
        return {}
    pictures = thumbnails.split(base64.b85decode(written["thumbnails"]))
    found = zip(keys, unpack(written["fingerprints"]), pictures, strict=True)
    return {(step, place): ApprovedFrame(fingerprint, picture) for (step, _, place), fingerprint, picture in found}
