"""A recording of one step, as a page has sent it: checked, trimmed, brought to loudness, and its words found in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sessen.errors import SessenError
from sessen.files import atomic_write, safe_name
from sessen.speech import readings_of
from sessen.voice.importing import AFTER, BEFORE, StepCut, cut, write_piece
from sessen.voice.recordings import Recording
from sessen.voice.script import Script
from sessen.voice.take import Take, copy_of_own, take_path, takes_in

if TYPE_CHECKING:
    from sessen.video.sound import Samples

_FRAME: Final = 0.02  # seconds
_BELOW_PEAK: Final = 30.0  # decibels below the loudest moment at which speech is taken to begin
_ABOVE_NOISE: Final = 8.0  # and it is so much louder than the quietest tenth


@dataclass(frozen=True, slots=True)
class OwnTakeArgs:
    """A WAV file, what is said in it, and where its take goes."""

    wave: str
    step: str
    script: Script
    language: str
    scene_file: str
    target: str


@dataclass(frozen=True, slots=True)
class OwnTake:
    """What a recording has come to.

    Parameters
    ----------
    doubts
        Words that were not heard, or other ones instead, with their seconds in the take.
    aligned
        Whether its words were looked for: not without the extra ``voice``.
    """

    seconds: float
    doubts: tuple[tuple[str, float], ...]
    aligned: bool


def prepare_take(args: OwnTakeArgs, tell: Callable[[Any], None]) -> OwnTake:
    """Write the take of a recording.

    Raises
    ------
    SessenError
        The recording cannot be used.
    """
    from sessen.video.recording import LONGEST_STEP, recorded
    from sessen.voice.alignment import missing_for_alignment

    samples = recorded(Path(args.wave), LONGEST_STEP)
    piece = _by_loudness(args, samples)
    doubts: tuple[tuple[str, float], ...] = ()
    aligned = bool(args.script.sentences) and not missing_for_alignment(args.language)
    if aligned:
        piece, doubts = _by_words(args, samples, piece)
    made = write_piece(Path(args.target), samples, piece)
    return OwnTake(made.seconds, doubts, aligned)


def _by_loudness(args: OwnTakeArgs, samples: Samples) -> StepCut:
    begins, ends = speech_span(samples)
    return StepCut(args.step, args.script, max(begins - BEFORE, 0.0), min(ends + AFTER, _seconds(samples)), (), ())


def _by_words(args: OwnTakeArgs, samples: Samples, loud: StepCut) -> tuple[StepCut, tuple[tuple[str, float], ...]]:
    """What is cut out, with its words; and the words that were not heard, with their seconds in it.

    Where some were not heard, what is loud at the beginning or the end may be these very words, and stays.
    """
    from sessen.voice.alignment import align

    found = align(samples, args.script.spoken, args.language, readings_of(Path(args.scene_file)))
    pieces = cut([(args.step, args.script)], found, _seconds(samples))
    piece = pieces[0] if pieces else loud
    if found.doubts:
        piece = replace(piece, begins=loud.begins, ends=loud.ends)
    return piece, tuple((each.word, max(round(each.seconds - piece.begins, 2), 0.0)) for each in found.doubts)


def _seconds(samples: Samples) -> float:
    from sessen.video.settings import AUDIO_RATE

    return float(samples.shape[1] / AUDIO_RATE)


def speech_span(samples: Samples) -> tuple[float, float]:
    """From when to when somebody speaks, by how loud it is."""
    import numpy as np

    from sessen.video.settings import AUDIO_RATE

    size = round(_FRAME * AUDIO_RATE)
    whole = samples[0][: samples.shape[1] - samples.shape[1] % size].reshape(-1, size)
    if not whole.size:
        return 0.0, samples.shape[1] / AUDIO_RATE
    levels = 20 * np.log10(np.sqrt((whole**2).mean(axis=1)) + 1e-9)
    loud = np.nonzero(
        levels >= max(levels.max() - _BELOW_PEAK, min(np.quantile(levels, 0.1) + _ABOVE_NOISE, levels.max()))
    )[0]
    return float(loud[0]) * _FRAME, float(loud[-1] + 1) * _FRAME


class TakeThere(SessenError):
    """There is a recording of the step already: only whoever made it says that it may go."""


def keep_take(recording: Recording, *, replacing: bool) -> Take:
    """Put the take of a recording in its place, whole or not at all; a recording that it replaces is copied beside it.

    Raises
    ------
    TakeThere
        There is a recording of the step, and it is not to be replaced.
    SessenError
        It cannot be written.
    """
    about = recording.about
    folder = Path(about.folder)
    try:
        there = takes_in(folder).get(safe_name(about.step))
        own = there.path if there is not None and there.is_own else None
        if own is not None and not replacing:
            raise TakeThere(f"there is a recording of this step: {own.name}", hint="replace it, or keep the old one")
        target = take_path(folder, about.step)
        if own is not None:
            copy_of_own(own, recording.take)
        with atomic_write(target) as part:
            part.write_bytes(recording.take.read_bytes())
        if own is not None and own != target:
            own.unlink()
    except OSError as error:
        raise SessenError(f"cannot be written: {error.strerror or error}", location=str(folder)) from error
    recording.drop()
    return Take(target, None)
