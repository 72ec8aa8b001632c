"""Videos with an alpha channel and their sound: VP9 and Opus for browsers, ProRes 4444 and PCM for editors."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from PIL import Image, ImageFilter

from sessen.video.color import CHROMA, Pixels
from sessen.video.master import straight
from sessen.video.settings import AUDIO_LAYOUT, AUDIO_RATE, BT709, LIMITED_RANGE
from sessen.video.sound import Sound, audio_frame, mixed

_CELL: Final = 8  # pixels: how far colour reaches into what is transparent
_PIECE: Final = AUDIO_RATE // 10  # samples that are written at once
_SPREAD: Final = ImageFilter.BoxBlur(1)


@dataclass(frozen=True, slots=True)
class AlphaCodec:
    """How a video with alpha is written."""

    container: str
    codec: str
    pixel_format: str
    options: dict[str, str]
    audio_codec: str
    audio_options: dict[str, str]


VP9: Final = AlphaCodec(
    "webm",
    "libvpx-vp9",
    "yuva420p",
    # No frames that are not shown: they break alpha, whose packets go beside those of the picture.
    {"crf": "20", "b": "0", "deadline": "realtime", "cpu-used": "5", "row-mt": "0", "auto-alt-ref": "0"},
    "libopus",
    {"b": "128000"},
)
PRORES_4444: Final = AlphaCodec(
    "mov",
    "prores_ks",
    "yuva444p10le",
    # What is drawn has 8 bits of alpha, and FFmpeg's own quantizer of 2 spends half as much again on what nobody sees:
    # at 4 (times its unit of 118) drawings are off by 0.03 of 255 on average, and alpha is exact.
    {"profile": "4444", "vendor": "apl0", "alpha_bits": "8", "flags": "+qscale", "global_quality": str(4 * 118)},
    # Uncompressed, as editors keep it: a hundredth of what the pictures take.
    "pcm_s16le",
    {},
)


def alpha_video(
    codec: AlphaCodec,
    shown: Iterable[tuple[Pixels, int]],
    frame_rate: int,
    title: str,
    *,
    crf: int | None = None,
    sounds: Sequence[Sound] = (),
    seconds: float = 0.0,
) -> bytes:
    """The bytes of a video of premultiplied RGBA pictures, each as many frames as it stands.

    Parameters
    ----------
    crf
        Another quality than the codec's own, larger is worse.
    sounds, seconds
        What is heard, and how long the video lasts; without sounds there is no track for them.
    """
    options = codec.options | ({"crf": str(crf)} if crf is not None else {})
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=codec.container, options={"fflags": "+bitexact"}) as container:
        stream: Any = None
        track = _SoundTrack(container, codec, sounds, seconds) if sounds else None
        reformatter = VideoReformatter()
        number = 0
        for pixels, times in shown:
            if stream is None:
                container.metadata["title"] = title
                stream = _stream(container, codec, pixels, frame_rate, options)
            frame = _converted(reformatter, pixels, codec.pixel_format)
            for _ in range(times):
                frame.pts, frame.time_base = number, Fraction(1, frame_rate)
                if track:
                    track.mux_until(number / frame_rate)
                container.mux(stream.encode(frame))
                number += 1
        if stream is not None:
            container.mux(stream.encode(None))
        if track:
            track.mux_until(seconds)
    return buffer.getvalue()


class _SoundTrack:
    """The sound of a video, written beside the pictures that it goes with."""

    def __init__(self, container: Any, codec: AlphaCodec, sounds: Sequence[Sound], seconds: float) -> None:
        self._container = container
        options = codec.audio_options | {"flags": "+bitexact"}
        self._stream = container.add_stream(codec.audio_codec, rate=AUDIO_RATE, options=options)
        self._stream.layout = AUDIO_LAYOUT
        samples = mixed(sounds, seconds)
        pieces = [audio_frame(samples[:, at : at + _PIECE], at) for at in range(0, samples.shape[1], _PIECE)]
        self._packets = deque(packet for piece in (*pieces, None) for packet in self._stream.encode(piece))

    def mux_until(self, seconds: float) -> None:
        """Write what is heard up to a moment."""
        while self._packets and float(self._packets[0].pts * self._packets[0].time_base) <= seconds:
            self._container.mux(self._packets.popleft())


def _stream(container: Any, codec: AlphaCodec, pixels: Pixels, frame_rate: int, options: dict[str, str]) -> Any:
    stream = container.add_stream(codec.codec, rate=frame_rate, options=options | {"flags": "+bitexact"})
    stream.height, stream.width, stream.pix_fmt = *pixels.shape[:2], codec.pixel_format
    context = stream.codec_context
    context.time_base = Fraction(1, frame_rate)
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED_RANGE
    context.thread_count = 1
    return stream


def _converted(reformatter: VideoReformatter, pixels: Pixels, pixel_format: str) -> av.VideoFrame:
    return reformatter.reformat(
        av.VideoFrame.from_ndarray(np.ascontiguousarray(with_bled_edges(pixels)), format="rgba"),
        format=pixel_format,
        src_colorspace=Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
        interpolation=CHROMA,
        threads=1,
    )


def with_bled_edges(pixels: Pixels) -> Pixels:
    """Straight RGBA of premultiplied RGBA, in which what is transparent has the colour of what is near.

    Nobody sees it, but codecs mix it into the edges: a black that is nowhere drawn would give lines a dark rim.
    """
    made = straight(pixels)
    image = Image.frombuffer("RGBX", (pixels.shape[1], pixels.shape[0]), pixels, "raw", "RGBX", 0, 1)
    cells = np.asarray(image.reduce(_CELL).filter(_SPREAD)).astype(np.uint16)
    near = np.minimum(cells[..., :3] * 255 // np.maximum(cells[..., 3:], 1), 255).astype(np.uint8)
    spread = near.repeat(_CELL, axis=0).repeat(_CELL, axis=1)[: pixels.shape[0], : pixels.shape[1]]
    np.copyto(made[..., :3], spread, where=pixels[..., 3:] == 0)
    return made
