"""How pictures and sound are encoded, in one place: all segments share it, so that they join packet by packet."""

from __future__ import annotations

from typing import Final

VIDEO_CODEC: Final = "libx264"
PIXEL_FORMAT: Final = "yuv420p"  # the one that every browser, slide program and phone plays

X264_OPTIONS: Final = {
    "preset": "veryfast",
    "crf": "21",
    # One thread: processes share the cores better than threads do, and the bytes do not depend on the machine.
    "threads": "1",
    # A closed group of pictures in every segment, so that the next one needs nothing of it.
    "x264-params": "open-gop=0:keyint=250",
}

REORDER_DELAY: Final = 2
"""Frames by which decoding runs ahead of showing, the same for every segment: B-frames with a pyramid need two."""

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
