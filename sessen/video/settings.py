"""How pictures and sound are encoded, in one place: all segments share it, so that they join packet by packet."""

from __future__ import annotations

from typing import Final

VIDEO_CODEC: Final = "libx264"
PIXEL_FORMAT: Final = "yuv420p"  # the one that every browser, slide program and phone plays

X264_OPTIONS: Final = {
    # Measured on lectures at 1080p60 against Manim's own files (preset medium, crf 23, a file for every animation):
    # half the bytes, a higher SSIM, a third of the time.
    "preset": "veryfast",
    "crf": "20",
    # One thread: processes share the cores better than threads do, and the bytes do not depend on the machine.
    "threads": "1",
    # A frame that is asked to begin anew refers to nothing before it.
    "forced-idr": "1",
    "x264-params": ":".join(
        (
            "open-gop=0",  # a segment needs nothing of the one before it
            "keyint=250",
            # Looking ahead costs as much as coding itself, and flat graphics gain little by it.
            "rc-lookahead=0",
            "mbtree=0",
            "scenecut=0",
            "bframes=3",
            "b-adapt=0",
            # Standing frames refer to the last one shown, which without a pyramid is the last that is referred to, and
            # say nothing of weights.
            "b-pyramid=none",
            "weightp=0",
            "me=dia",
            "subme=1",
        )
    ),
}

REORDER_DELAY: Final = 1
"""Frames by which decoding runs ahead of showing, the same for every segment: B-frames without a pyramid need one."""

TICKS: Final = 256
"""Ticks of the time base in a frame, as FFmpeg's own mp4 files have it; every frame lies on a whole number of them."""

BT709: Final = 1
"""Number of BT.709 in the standard's tables (ITU-T H.273) of primaries, transfer and matrix."""

LIMITED_RANGE: Final = 1
"""Luma from 16 to 235, what players assume of a video."""

AUDIO_CODEC: Final = "aac"
AUDIO_RATE: Final = 48_000
AUDIO_BIT_RATE: Final = 160_000
AUDIO_LAYOUT: Final = "stereo"

LANGUAGE_TAGS: Final = {"en": "eng", "ja": "jpn"}
"""ISO 639-2 tags, which mp4 wants, for the language names of variants."""
