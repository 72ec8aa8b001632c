"""Join segments packet by packet into a video: nothing is encoded again, every frame lies on the grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any, cast

import av

from sessen.errors import SessenError
from sessen.files import atomic_write
from sessen.video.read import Source, opened
from sessen.video.settings import (
    AUDIO_BIT_RATE,
    AUDIO_CODEC,
    AUDIO_LAYOUT,
    AUDIO_RATE,
    LANGUAGE_TAGS,
    REORDER_DELAY,
    TICKS,
)
from sessen.video.sound import Sound, audio_frame
from sessen.video.soundtrack import Voiceover, soundtrack
from sessen.video.stand_longer import LastPicture

_MILLISECONDS = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter that starts at ``start`` seconds and lasts until the next."""

    start: float
    title: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words shown from ``start`` to ``end``, in seconds."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Extras:
    """What a video carries beside its pictures.

    Parameters
    ----------
    title, language
        Metadata; the language is a variant's (``en``, ``ja``).
    sounds
        Pieces of sound, their starts counted from the start of the video.
    chapters
        In order of time.
    subtitles
        A language and its cues, in order of time, for each soft subtitle track.
    spoken
        Narration, which is heard over the sounds.
    stands
        So many frames longer stands the last picture of each segment; none where it is empty.
    """

    title: str = ""
    language: str = ""
    sounds: Sequence[Sound] = ()
    chapters: Sequence[Chapter] = ()
    subtitles: Sequence[tuple[str, Sequence[Cue]]] = field(default=())
    spoken: Sequence[Voiceover] = ()
    stands: Sequence[int] = ()


_NO_EXTRAS = Extras()


def concat(segments: Iterable[Source], target: Path, extras: Extras = _NO_EXTRAS) -> int:
    """Write the mp4 file ``target`` from ``segments`` and ``extras``; whole or not at all, the same bytes every time.

    Returns the number of frames.

    Raises
    ------
    SessenError
        There is no segment, or one of them was encoded in another way than the first.
    """
    with atomic_write(target) as part:
        return _Joiner(part, segments, extras).run()


class _Joiner:
    def __init__(self, target: Path, segments: Iterable[Source], extras: Extras) -> None:
        self._target = target
        self._segments = iter(segments)
        self._extras = extras
        self._frames = 0

    def run(self) -> int:
        first = next(self._segments, None)
        if first is None:
            raise SessenError("There is nothing to join: no step has a picture.")
        options = {"fflags": "+bitexact", "movflags": "+faststart"}
        with av.open(str(self._target), "w", format="mp4", options=options) as container:
            self._container: Any = container
            with av.open(opened(first), "r") as model:
                self._add_streams(model.streams.video[0])
            for packet in self._packets(first):
                container.mux(packet)
            seconds = float(self._frames / self._rate)
            self._mux_sound(seconds)
            self._set_chapters(seconds)
        return self._frames

    def _add_streams(self, model: Any) -> None:
        """Every stream has to be known before the first packet is written."""
        tags = {"title": self._extras.title, "language": _tag(self._extras.language)}
        self._container.metadata.update({name: text for name, text in tags.items() if text and name == "title"})
        self._rate = Fraction(model.average_rate)
        self._headers = bytes(model.codec_context.extradata)
        self._video = self._container.add_stream_from_template(model)
        self._video.time_base = Fraction(1, TICKS) / self._rate
        self._video.metadata["language"] = tags["language"]
        self._audio = self._add_audio(tags["language"]) if self._extras.sounds or self._extras.spoken else None
        subtitles = [(self._add_subtitles(language), cues) for language, cues in self._extras.subtitles]
        self._container.start_encoding()
        for stream, cues in subtitles:
            self._mux_cues(stream, cues)

    def _add_audio(self, language: str) -> Any:
        stream = self._container.add_stream(AUDIO_CODEC, rate=AUDIO_RATE, options={"flags": "+bitexact"})
        stream.layout, stream.bit_rate = AUDIO_LAYOUT, AUDIO_BIT_RATE
        stream.metadata["language"] = language
        return stream

    def _add_subtitles(self, language: str) -> Any:
        stream = self._container.add_mux_stream("mov_text")
        stream.time_base = _MILLISECONDS
        stream.metadata["language"] = _tag(language)
        return stream

    def _mux_cues(self, stream: Any, cues: Sequence[Cue]) -> None:
        for cue in cues:
            text = cue.text.encode("utf-8")
            packet: Any = av.Packet(len(text).to_bytes(2, "big") + text)
            packet.stream, packet.time_base = stream, _MILLISECONDS
            packet.pts = packet.dts = round(cue.start * 1000)
            packet.duration = round(cue.end * 1000) - packet.pts
            self._container.mux(packet)

    def _packets(self, first: Source) -> Iterator[Any]:
        for segment, stand in zip_longest(chain([first], self._segments), self._extras.stands, fillvalue=0):
            with av.open(opened(cast(Source, segment)), "r") as source:
                stream = source.streams.video[0]
                self._check(stream)
                start = self._frames
                last = LastPicture(stream.width, stream.height, round(self._rate)) if stand else None
                for packet in source.demux(stream):
                    if packet.size:
                        if last:
                            last.see(bytes(packet))
                        yield self._retimed(packet, start, stream)
                yield from map(self._standing, last.packets(stand) if last else ())

    def _check(self, stream: Any) -> None:
        if bytes(stream.codec_context.extradata) != self._headers or stream.average_rate != self._rate:
            raise SessenError(
                "The steps were encoded with different settings and cannot be joined.",
                hint="Build again with --force, so that all of them are made anew.",
            )

    def _retimed(self, packet: Any, start: int, source: Any) -> Any:
        """Packets come in decoding order, one a frame: the same delay for all keeps decoding times in step for ever."""
        return self._placed(packet, start + round(packet.pts * source.time_base * self._rate))

    def _placed(self, packet: Any, shown: int) -> Any:
        packet.stream = self._video
        packet.time_base = Fraction(1, TICKS) / self._rate
        packet.pts, packet.dts = shown * TICKS, (self._frames - REORDER_DELAY) * TICKS
        packet.duration = TICKS
        self._frames += 1
        return packet

    def _standing(self, data: bytes) -> Any:
        """One more frame on which the last picture stands."""
        packet: Any = av.Packet(data)
        return self._placed(packet, self._frames)

    def _mux_sound(self, seconds: float) -> None:
        if self._audio is None:
            return
        first = 0
        for samples in soundtrack(self._extras.sounds, self._extras.spoken, seconds):
            self._container.mux(self._audio.encode(audio_frame(samples, first)))
            first += samples.shape[1]
        self._container.mux(self._audio.encode(None))

    def _set_chapters(self, seconds: float) -> None:
        ends = [*(chapter.start for chapter in self._extras.chapters[1:]), seconds][: len(self._extras.chapters)]
        self._container.set_chapters(
            [
                {
                    "id": number,
                    "start": round(chapter.start * 1000),
                    "end": round(end * 1000),
                    "time_base": _MILLISECONDS,
                    "metadata": {"title": chapter.title},
                }
                for number, (chapter, end) in enumerate(zip(self._extras.chapters, ends, strict=True), 1)
            ]
        )


def _tag(language: str) -> str:
    return LANGUAGE_TAGS.get(language, "und")
