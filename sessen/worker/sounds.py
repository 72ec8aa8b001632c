"""What is heard in a step, gathered as the scene adds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sessen.video import sound
from sessen.video.settings import AUDIO_RATE
from sessen.video.sound import Samples, Sound


@dataclass(slots=True)
class Soundtrack:
    """Pieces of sound with their starts in seconds, counted from the start of the step."""

    pieces: list[tuple[float, Samples]] = field(default_factory=list)

    def add(self, file: Path, start: float, gain: float | None, gain_to_background: float | None) -> None:
        """Lay ``file`` over what is there; gains are in decibels, as in Manim."""
        samples = sound.decode(file) * _factor(gain)
        if gain_to_background:
            self.pieces = [_lowered(piece, start, samples.shape[1], gain_to_background) for piece in self.pieces]
        self.pieces.append((start, samples))

    def sounds(self) -> tuple[Sound, ...]:
        """The whole as one piece, or nothing."""
        if not self.pieces:
            return ()
        start, samples = sound.mix(self.pieces)
        return (Sound(start, sound.encode(samples)),)


def _factor(decibels: float | None) -> float:
    return float(10 ** ((decibels or 0.0) / 20))


def _lowered(piece: tuple[float, Samples], start: float, length: int, decibels: float) -> tuple[float, Samples]:
    begins, samples = piece
    offset = round((start - begins) * AUDIO_RATE)
    lowered = samples.copy()
    lowered[:, max(offset, 0) : max(offset + length, 0)] *= _factor(decibels)
    return begins, lowered
