"""Steps with their narration: how long each lasts, what is heard in it, and what is shown of it in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sessen.pipeline.product import StepInput
from sessen.products.video.captions import CaptionCue
from sessen.store import Entry
from sessen.voice.script import LEAD, TAIL, Script, sentence_times
from sessen.voice.take import TakeInfo

if TYPE_CHECKING:
    from sessen.video.sound import Samples
    from sessen.video.soundtrack import Voiceover


@dataclass(frozen=True)
class NarratedStep:
    """A finished step and what is said in it.

    Parameters
    ----------
    language
        Of the picture, in which it is said.
    """

    step: StepInput
    entry: Entry
    language: str

    @property
    def is_spoken(self) -> bool:
        """Whether anybody speaks in it."""
        return bool(self.step.narration and self.step.narration.take)

    @cached_property
    def speech_seconds(self) -> float:
        """How long its take is."""
        if not self.is_spoken:
            return 0.0
        return self._info.seconds if self._info else self._decoded().shape[1] / _audio_rate()

    @property
    def frames(self) -> int:
        """How many it lasts: as many as its picture has, or as its narration takes if that is longer."""
        shown = int(self.entry.metadata["frames"])
        if not self.is_spoken:
            return shown
        rate = shown / float(self.entry.metadata["seconds"])
        return max(shown, math.ceil((LEAD + self.speech_seconds + TAIL) * rate - 1e-6))

    @property
    def stand(self) -> int:
        """So many frames its last picture stands longer."""
        return self.frames - int(self.entry.metadata["frames"])

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return float(self.entry.metadata["seconds"]) * self.frames / int(self.entry.metadata["frames"])

    def spoken(self, begins: float) -> Iterator[Voiceover]:
        """Its narration in a film in which it begins so late."""
        from sessen.video.soundtrack import Voiceover

        if self.is_spoken:
            yield Voiceover(begins + LEAD, self.speech_seconds, self._at_loudness)

    def cues(self, language: str) -> Iterator[CaptionCue]:
        """What is said, or shown where nobody speaks, as captions in a language."""
        script = self._script(language)
        if script is None:
            yield from captions_of(self.step, self.entry, language, self.language)
            return
        if language == self.language:
            yield from (each for each in captions_of(self.step, self.entry, language, language) if each.timed)
        for sentence, (start, end) in zip(script.sentences, self._times(script, language), strict=True):
            yield CaptionCue(LEAD + start, LEAD + end, sentence.text)

    def _script(self, language: str) -> Script | None:
        narration = self.step.narration
        script = narration.scripts.get(language) if narration and narration.take else None
        return script if script and script.sentences else None

    def _times(self, script: Script, language: str) -> Sequence[tuple[float, float]]:
        own = self._script(self.language)
        if self._info is None or own is None or (language != self.language and not _alike(script, own)):
            return sentence_times(script, (), self.speech_seconds)
        return sentence_times(own, self._info.words, self.speech_seconds)

    @property
    def _info(self) -> TakeInfo | None:
        made = self.step.narration.made_from if self.step.narration else None
        return made.info if made else None

    def _decoded(self) -> Samples:
        from sessen.video.recording import recorded

        assert self.step.narration
        return recorded(Path(self.step.narration.take))

    def _at_loudness(self) -> Samples:
        """The take as it is heard; what Sessen has not brought to loudness itself is brought to it here."""
        from sessen.video.loudness import at_loudness
        from sessen.voice.synthesis import faded

        return faded(self._decoded() if self._info else at_loudness(self._decoded()))


def _alike(one: Script, other: Script) -> bool:
    return len(one.sentences) == len(other.sentences)


def _audio_rate() -> int:
    from sessen.video.settings import AUDIO_RATE

    return AUDIO_RATE


def captions_of(step: StepInput, entry: Entry, language: str, drawn_in: str) -> Iterator[CaptionCue]:
    """What is shown of a step in words in a language, its times counted from the start of the step.

    Words in another language than that of the drawing are no input of the picture, so today's are taken for them.
    """
    today = step.words.get(language)
    for start, end, text, spoken in entry.metadata["captions"]:
        if not spoken and language == drawn_in:
            yield CaptionCue(start, end, text, timed=True)
        elif spoken == language:
            yield CaptionCue(start, end, today if today and language != drawn_in else text)
