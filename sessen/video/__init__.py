"""Pictures and sound in files, with PyAV alone: encode, join, look inside."""

from __future__ import annotations

from sessen.video.concat import Chapter, Cue, Extras, join
from sessen.video.read import Probe, frames, last_frame, probe
from sessen.video.segment import SegmentEncoder
from sessen.video.sound import Sound
from sessen.video.still import png, still

__all__ = [
    "Chapter",
    "Cue",
    "Extras",
    "Probe",
    "SegmentEncoder",
    "Sound",
    "frames",
    "join",
    "last_frame",
    "png",
    "probe",
    "still",
]
