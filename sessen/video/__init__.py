"""Pictures and sound in files, with PyAV alone: encode, join, look inside."""

from __future__ import annotations

from sessen.video.concat import Chapter, Cue, Extras, concat
from sessen.video.read import VideoInfo, frames, last_frame, probe
from sessen.video.segment import SegmentEncoder
from sessen.video.sound import Sound
from sessen.video.still import png, still

__all__ = [
    "Chapter",
    "Cue",
    "Extras",
    "SegmentEncoder",
    "Sound",
    "VideoInfo",
    "concat",
    "frames",
    "last_frame",
    "png",
    "probe",
    "still",
]
