"""In a process of its own: speak a script and write the take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sessen.voice.engines import VOICES
from sessen.voice.script import Script


@dataclass(frozen=True, slots=True)
class SpeakArgs:
    """What is spoken in which scene's file, by whom, how fast; where sentences are kept, and where the take goes."""

    script: Script
    scene_file: str
    voice: str
    speed: float
    kept: str
    target: str


def speak_all(args: tuple[SpeakArgs, ...], tell: Callable[[Any], None]) -> None:
    """Make takes one after the other, which loads what speaks once; the target of each is told when it is there.

    Raises
    ------
    SessenError
        As for `speak`.
    """
    for each in args:
        tell((each.target, speak(each)))


def speak(args: SpeakArgs) -> float:
    """Make the take; its length in seconds. Sentences that were spoken before are not spoken again.

    Raises
    ------
    SessenError
        The voice is not installed, or the take cannot be written.
    """
    from sessen.errors import SessenError
    from sessen.speech import readings_of
    from sessen.voice.synthesis import Manner, Synthesizer

    speaker = Synthesizer(Path(args.kept), Manner(VOICES[args.voice], args.speed))
    try:
        take = speaker.make(args.script, readings_of(Path(args.scene_file)), Path(args.target))
    except OSError as error:
        raise SessenError(f"cannot be written: {error.strerror or error}", location=args.target) from error
    return take.info.seconds if take.info else 0.0
