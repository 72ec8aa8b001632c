"""An engine that hums: every letter of a word lasts a twentieth of a second. It has all that an engine needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import numpy as np

from sessen.speech import Readings
from sessen.voice.engines import SaidWord, Utterance

RATE: Final = 24_000
LETTER: Final = 0.05
said: list[str] = []
"""Every sentence that was spoken."""


def shared() -> ToneEngine:
    """The engine."""
    return ToneEngine()


class ToneEngine:
    """Hums."""

    @property
    def versions(self) -> Mapping[str, str]:
        return {"tone": "1"}

    def say(self, sentence: str, voice: str, speed: float, readings: Readings) -> Utterance:
        said.append(sentence)
        words = [
            SaidWord(match.start(), match[0], LETTER * match.start() / speed, LETTER * match.end() / speed)
            for match in re.finditer(r"\w+", sentence)
        ]
        moments = np.arange(round(RATE * LETTER * len(sentence) / speed)) / RATE
        return Utterance((0.1 * np.sin(2 * np.pi * 300 * moments)).astype(np.float32), RATE, tuple(words))
