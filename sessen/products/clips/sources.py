"""What a clip is made from, taken out of the store: pictures, sound, words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

import numpy as np

from sessen.pipeline.product import StepInput
from sessen.products.clips.frames import FrameSequence, Shown, deduplicated, drawn_box, padded, standing
from sessen.products.clips.spec import ClipSpec
from sessen.products.video.captions import CaptionCue, captions
from sessen.products.video.narrated import NarratedStep
from sessen.store import DamagedEntry, Entry, Store
from sessen.video import Sound, frames
from sessen.video.color import Box
from sessen.video.master import pictures
from sessen.video.sound import encode, time_stretched
from sessen.video.soundtrack import soundtrack

_Decoder = Callable[[bytes], Iterator[Shown]]


class StepFrames:
    """The finished steps of an order.

    Raises
    ------
    DamagedEntry
        A step is not in the store any more as it was put in.
    """

    def __init__(self, spec: ClipSpec, store: Store) -> None:
        self._spec = spec
        self._store = store
        self._entries = [self._entry(step.entry) for step in spec.steps]
        self._steps = [
            NarratedStep(step, entry, spec.language) for step, entry in zip(spec.steps, self._entries, strict=True)
        ]
        self._starts = [0.0, *accumulate(step.seconds for step in self._steps)]
        self.frames = sum(step.frames for step in self._steps)

    @property
    def seconds(self) -> float:
        """How long the steps last."""
        return self._starts[-1]

    def segments(self) -> Iterator[bytes]:
        """The opaque steps as they are."""
        return (self._picture(step.entry) for step in self._spec.opaque)

    @property
    def stands(self) -> list[int]:
        """So many frames longer than it was drawn the last picture of each step stands."""
        return [step.stand for step in self._steps]

    def opaque(self) -> FrameSequence:
        """The pictures of the opaque steps as a player shows them: RGB."""
        return self._sequence(self._spec.opaque, self._decoded)

    def masters(self) -> FrameSequence:
        """The pictures with alpha, premultiplied RGBA, exactly as they were drawn."""
        return self._sequence(self._spec.masters, self._drawn)

    @property
    def is_loop(self) -> bool:
        """Whether the last picture is the first one again."""
        return bool(self._entries[0].metadata["first"] == self._entries[-1].metadata["last"])

    @property
    def has_sound(self) -> bool:
        """Whether anything is heard."""
        return any(step.is_spoken or step.entry.metadata["sounds"] for step in self._steps)

    def sounds(self, speed: float) -> list[Sound]:
        """What is heard, counted from the start of the clip, at so many times its speed and at its own pitch."""
        heard = self._narrated(list(self._heard()))
        return heard if speed == 1 or not heard else [time_stretched(heard, self.seconds, speed)]

    def _narrated(self, sounds: list[Sound]) -> list[Sound]:
        """The sounds, as one with the narration where somebody speaks."""
        spoken = [each for start, step in zip(self._starts, self._steps, strict=False) for each in step.spoken(start)]
        if not spoken:
            return sounds
        return [Sound(0.0, encode(np.concatenate(list(soundtrack(sounds, spoken, self.seconds)), axis=1)))]

    def _heard(self) -> Iterator[Sound]:
        for start, step, entry in zip(self._starts, self._spec.steps, self._entries, strict=False):
            for number, at in enumerate(entry.metadata["sounds"]):
                yield Sound(start + at, self._store.blob(step.entry, entry.blobs[f"sound {number}"][0]))

    def cues(self, language: str) -> Sequence[CaptionCue]:
        """The words as captions, at the clip's own speed."""
        speed = self._spec.style.speed
        spoken = [
            sentence.within(self._starts[index], speed)
            for index, step in enumerate(self._steps)
            for sentence in step.cues(language)
        ]
        return captions(spoken, self.seconds / speed)

    def spoken(self) -> str:
        """The words in the clip's own language as they are read aloud; empty where that is what captions show."""
        language = self._spec.language
        told = [entry.metadata.get("spoken", {}).get(language, "") for entry in self._entries]
        if not any(told):
            return ""
        shown = [[text for *_, text, own in entry.metadata["captions"] if own == language] for entry in self._entries]
        return " ".join(said or " ".join(texts) for said, texts in zip(told, shown, strict=True)).strip()

    # -- pictures ------------------------------------------------------------------------------------------------

    def _sequence(self, steps: Sequence[StepInput], decode: _Decoder) -> FrameSequence:
        def shown() -> Iterator[Shown]:
            return (
                each
                for step, stand in zip(steps, self.stands, strict=True)
                for each in standing(decode(self._picture(step.entry)), stand)
            )

        look, (first, _) = self._spec.style, next(shown())
        sequence = FrameSequence(self.frames, self._spec.frame_rate, (first.shape[1], first.shape[0]), shown)
        if look.crop:
            sequence = sequence.cropped(padded(self._box or (0, 0, *sequence.size), look.margin, sequence.size))
        return sequence.resampled(sequence.frame_rate, look.speed).fitted(*look.size)

    @cached_property
    def _box(self) -> Box | None:
        """The box around everything that is drawn in any of the scene's steps that are asked for."""
        decode, box = self._drawn if self._spec.masters else self._decoded, None
        for name in self._spec.framing:
            box = drawn_box((pixels for pixels, _ in decode(self._picture(name))), box)
        return box

    def _decoded(self, blob: bytes) -> Iterator[Shown]:
        return deduplicated(frames(blob))

    def _drawn(self, blob: bytes) -> Iterator[Shown]:
        return pictures(blob, self._spec.frame_rate)

    def _picture(self, name: str) -> bytes:
        return self._store.blob(name, self._entry(name).blobs["picture"][0])

    def _entry(self, name: str) -> Entry:
        entry = self._store.entry(name)
        if entry is None:
            raise DamagedEntry(name, "it is missing or incomplete")
        return entry
