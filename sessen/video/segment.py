"""A segment: the frames of one step as a small mp4 file in memory, the unit that videos are joined from."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from typing import Any

import av
from av.video.frame import PictureType

from sessen.video.color import Box, Converter, Pixels
from sessen.video.settings import (
    BT709,
    LIMITED_RANGE,
    PIXEL_FORMAT,
    REORDER_DELAY,
    TICKS,
    VIDEO_CODEC,
    X264_OPTIONS,
)
from sessen.video.skip_frames import PictureCounter, skip_picture


class SegmentEncoder:
    """Encodes RGBA frames, one packet each, into a segment with closed groups of pictures.

    Parameters
    ----------
    width, height
        Size in pixels, both even.
    frame_rate
        Frames a second.
    crf
        Another rate factor than that of all segments that are to be joined; larger is smaller and worse.
    beside
        Whether to encode in a thread of its own, while the next frame is drawn. It takes a second processor core, and
        makes the same bytes.
    """

    def __init__(
        self, width: int, height: int, frame_rate: int, *, crf: int | None = None, beside: bool = False
    ) -> None:
        self.frames = 0
        self._shape = (height, width, 4)
        self._converter = Converter(width, height)
        self._picture: Any = self._converter.frame
        self._standing = 0
        # After a long stand the encoder begins anew, which costs bytes; half a second of its time is worth them.
        self._long = frame_rate // 2
        self._encoded = 0
        self._reel = _Packets(width, height, frame_rate, crf)
        self._beside = ThreadPoolExecutor(1, "encoder") if beside else None
        self._underway: Future[None] | None = None

    def write(self, pixels: Pixels, repeat: int = 1, changed: Sequence[Box] | None = None) -> None:
        """Encode ``pixels`` (height × width × 4, contiguous) ``repeat`` times; they are not kept.

        Parameters
        ----------
        changed
            Parts in which they differ from the frame before; by default, and in the first frame, the whole.
        """
        if pixels.shape != self._shape:
            raise ValueError(f"A frame of shape {self._shape} was expected, not {pixels.shape}.")
        whole = [(0, 0, self._shape[1], self._shape[0])]
        parts = changed if changed is not None and self.frames else whole
        if parts:
            anew = self._end_stand()
            self._catch_up()
            for part in parts:
                self._converter.update(pixels, part)
            self._encode(anew=anew)
            repeat -= 1
            self.frames += 1
        self._standing += repeat
        self.frames += repeat

    def _end_stand(self) -> bool:
        """Write the frames that stood still so far; True if the encoder has to begin anew after them."""
        standing, self._standing = self._standing, 0
        if standing >= self._long:
            self._reel.stand(self._encoded, standing)
            return True
        for _ in range(standing):
            self._encode()
        return False

    def _encode(self, *, anew: bool = False) -> None:
        self._catch_up()
        self._picture.pict_type = PictureType.I if anew else PictureType.NONE
        self._picture.pts = self._encoded
        if self._beside is None:
            self._reel.add(self._picture)
        else:
            self._underway = self._beside.submit(self._reel.add, self._picture)
        self._encoded += 1

    def _catch_up(self) -> None:
        """Wait until the encoder has taken the frame that it was given: there is one, brought up to date in place."""
        if self._underway is not None:
            self._underway.result()
            self._underway = None

    def finish(self) -> bytes:
        """Flush the encoder and return the segment; nothing can be written afterwards."""
        self._catch_up()
        self._end_thread()
        self._reel.add(None)
        self._reel.stand_now(self._standing)
        return self._reel.close()

    def close(self) -> None:
        """Drop what was encoded."""
        self._end_thread()
        self._reel.close()

    def _end_thread(self) -> None:
        if self._beside is not None:
            self._beside.shutdown()


class _Packets:
    """The encoder's packets and those of standing frames, in the order of decoding, in an mp4 file in memory."""

    def __init__(self, width: int, height: int, frame_rate: int, crf: int | None) -> None:
        self._options = X264_OPTIONS | ({"crf": str(crf)} if crf is not None else {})
        self._still = skip_picture(width, height, frame_rate)
        self._counter = PictureCounter()
        self._stands: dict[int, int] = {}
        self._shift = 0
        self._muxed = 0
        self._time_base = Fraction(1, TICKS * frame_rate)
        self._buffer = io.BytesIO()
        self._container: Any = av.open(self._buffer, "w", format="mp4", options={"fflags": "+bitexact"})
        self._stream = self._video_stream(width, height, frame_rate)

    def _video_stream(self, width: int, height: int, frame_rate: int) -> Any:
        stream: Any = self._container.add_stream(VIDEO_CODEC, rate=frame_rate, options=dict(self._options))
        stream.width, stream.height, stream.pix_fmt = width, height, PIXEL_FORMAT
        stream.time_base = self._time_base
        context = stream.codec_context
        context.time_base = Fraction(1, frame_rate)
        context.color_primaries = context.color_trc = context.colorspace = BT709
        context.color_range = LIMITED_RANGE
        context.thread_count = 1
        return stream

    def stand(self, before: int, times: int) -> None:
        """Let the frame before the encoder's number ``before``, which begins anew, stand ``times`` times longer."""
        self._stands[before] = times

    def add(self, picture: av.VideoFrame | None) -> None:
        """Give the encoder a picture, and None at the end."""
        if picture is not None:
            picture.time_base = self._stream.codec_context.time_base
        self._place(self._stream.encode(picture))

    def _place(self, packets: Iterable[Any]) -> None:
        for packet in packets:
            # What begins anew is the first to be decoded, and the first to be shown, after what came before it.
            self.stand_now(self._stands.pop(packet.pts, 0))
            self._counter.see(bytes(packet))
            self._mux(packet, packet.pts + self._shift)

    def stand_now(self, times: int) -> None:
        """Let the last frame stand ``times`` times longer."""
        for _ in range(times):
            packet: Any = av.Packet(self._counter.repeat(self._still))
            packet.stream = self._stream
            self._mux(packet, self._muxed)
        self._shift += times

    def _mux(self, packet: Any, shown: int) -> None:
        """Write a packet with exact times; all are decoded in the order that they come in."""
        packet.time_base = self._time_base
        packet.pts, packet.dts, packet.duration = shown * TICKS, (self._muxed - REORDER_DELAY) * TICKS, TICKS
        self._container.mux(packet)
        self._muxed += 1

    def close(self) -> bytes:
        """Close the file and return it."""
        self._container.close()
        return self._buffer.getvalue()
