"""Steps as they are heard: the picture of a finished step, standing until its take has been spoken, with its sound."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sessen.errors import SessenError
from sessen.files import temporary_prefix
from sessen.keys.file_hashes import sha256
from sessen.pipeline import StepPlan
from sessen.store import Entry, Store

if TYPE_CHECKING:
    from sessen.products.video.narrated import NarratedStep
    from sessen.video import Extras
    from sessen.video.sound import Sound

_MOST: Final = 400  # steps


class SpokenSteps:
    """Finds steps with their takes by name, as pages ask for them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, NarratedStep] = {}
        self._lock = threading.Lock()

    def facts(self, step: StepPlan, entry: Entry, language: str) -> dict[str, Any]:
        """Its motion with how long it is, for pages; empty where nobody speaks.

        A recording that cannot be used is told instead, as ``mute``.
        """
        if step.cached is None or step.narration is None or not step.narration.take:
            return {}
        name = sha256(f"{step.cached.entry} {step.narration.digest}".encode())
        try:
            found = self._narrated(name, step, entry, language)
            return {
                "motion": f"spoken/{name}.mp4",
                "sound": True,
                "frames": found.frames,
                "seconds": found.seconds,
            }
        except SessenError as error:
            return {"mute": error.message}

    def _narrated(self, name: str, step: StepPlan, entry: Entry, language: str) -> NarratedStep:
        from sessen.pipeline.product import StepInput
        from sessen.products.video.narrated import NarratedStep

        assert step.cached is not None
        with self._lock:
            if name not in self._known:
                if len(self._known) >= _MOST:
                    self._known.clear()
                drawn = StepInput(step.cached.entry, {}, narration=step.narration)
                self._known[name] = NarratedStep(drawn, entry, language)
            return self._known[name]

    def motion(self, name: str) -> bytes | None:
        """The video of a step that pages were told of, with all that is heard in it; None where there is none.

        Raises
        ------
        SessenError
            The step or its take cannot be read any more.
        """
        from sessen.video import Extras

        with self._lock:
            found = self._known.get(name)
        if found is None:
            return None
        entry, blobs = found.step.entry, found.entry.blobs
        picture = self._store.blob(entry, blobs["picture"][0])
        extras = Extras(
            sounds=sounds_of(entry, found.entry, self._store), spoken=[*found.spoken(0.0)], stands=[found.stand]
        )
        return joined(picture, extras)


def sounds_of(name: str, entry: Entry, store: Store) -> list[Sound]:
    """What the scene itself lets be heard in a finished step."""
    from sessen.video.sound import Sound

    starts = entry.metadata["sounds"]
    return [Sound(start, store.blob(name, entry.blobs[f"sound {index}"][0])) for index, start in enumerate(starts)]


def joined(picture: bytes, extras: Extras) -> bytes:
    """A segment as a video with all that goes with it."""
    from sessen.video import concat

    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as folder:
        target = Path(folder) / "motion.mp4"
        concat([picture], target, extras)
        return target.read_bytes()
