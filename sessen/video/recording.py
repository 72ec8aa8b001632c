"""Recordings that people bring: what cannot serve as one is told with the file's name."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import av
import numpy as np

from sessen.errors import SessenError
from sessen.files import relative
from sessen.video.settings import AUDIO_RATE
from sessen.video.sound import Samples, decode

#: Seconds that the recording of one step may last, and that of a whole scene.
LONGEST_STEP: Final = 300.0
LONGEST_SCENE: Final = 1800.0
_LOWEST_RATE: Final = 16_000
_SILENT: Final = 10 ** (-60 / 20)  # no voice is so quiet, and a microphone that is switched off is not quite silent
_COARSE: Final = frozenset({"u8", "u8p"})
_CURE: Final = "save it as WAV or FLAC with 16 bits, one or two channels, 48,000 samples a second"


def recorded(file: Path, longest: float = LONGEST_STEP) -> Samples:
    """The sound of a recording, at 48,000 samples a second in two channels.

    Raises
    ------
    SessenError
        It is empty, no sound, a video, too coarse, too long, in a rate or with channels that recordings of speech do
        not have.
    """
    if file.is_file() and file.stat().st_size == 0:
        raise _refused(file, "is empty (0 bytes)", "record it again")
    try:
        with av.open(str(file)) as container:
            _check(file, container, longest)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise _refused(file, f"cannot be read as sound: {why}", _CURE) from error
    samples = decode(file)
    if samples.shape[1] > longest * AUDIO_RATE:  # what its header does not say
        raise _too_long(file, samples.shape[1] / AUDIO_RATE, longest)
    if float(np.abs(samples).max(initial=0.0)) < _SILENT:
        raise _refused(file, "is silent from beginning to end", "check the microphone and record it again")
    return samples


def _check(file: Path, container: Any, longest: float) -> None:
    if any("attached_pic" not in str(each.disposition) for each in container.streams.video):
        raise _refused(file, "is a video", "save its sound alone, as WAV or FLAC")
    if not container.streams.audio:
        raise _refused(file, "has no sound in it", _CURE)
    context = container.streams.audio[0].codec_context
    if context.format is not None and context.format.name in _COARSE:
        raise _refused(file, "has 8 bits a sample, which hiss", _CURE)
    if not _LOWEST_RATE <= context.sample_rate <= AUDIO_RATE:
        raise _refused(file, f"has {context.sample_rate:,} samples a second (16,000 to 48,000)", _CURE)
    if (channels := context.layout.nb_channels) > 2:
        raise _refused(file, f"has {channels} channels", _CURE)
    if container.duration and container.duration / av.time_base > longest:
        raise _too_long(file, container.duration / av.time_base, longest)


def _too_long(file: Path, seconds: float, longest: float) -> SessenError:
    what = f"lasts {_minutes(seconds)}; at most {_minutes(longest)}"
    return _refused(file, what, "cut it, or import it scene by scene: sessen voice import")


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02} minutes"


def _refused(file: Path, what: str, hint: str) -> SessenError:
    return SessenError(f"the recording {file.name} {what}", location=relative(file.parent), hint=hint)
