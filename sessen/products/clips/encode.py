"""Write one file of a clip in its kind, as well as the bytes that it may have allow."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sessen.background import rgb
from sessen.files import file_of, temporary_prefix
from sessen.products.clips.frames import FrameSequence
from sessen.products.clips.presets import EncodingPreset, best_fitting, presets_for
from sessen.products.clips.sources import StepFrames
from sessen.products.clips.spec import ClipSpec, Format
from sessen.video import Extras, SegmentEncoder, Sound, concat, frames, last_frame
from sessen.video.alpha import PRORES_4444, VP9, alpha_video
from sessen.video.animation import avif, webp
from sessen.video.color import Pixels
from sessen.video.gif import gif
from sessen.video.master import matted, over, straight, with_alpha
from sessen.video.still import pdf


@dataclass(frozen=True, slots=True)
class EncodedClip:
    """A file's bytes, its length, what was chosen to fit, its first and last picture where others need them."""

    data: bytes
    frames: int
    seconds: float
    note: str = ""
    first: Pixels | None = None
    last: Pixels | None = None


def write(spec: ClipSpec, sources: StepFrames, kind: Format) -> EncodedClip:
    """Write the file of that kind, whole or not at all.

    Raises
    ------
    BudgetTooSmall
        It cannot be small enough.
    """
    encoding = _Encoding(spec, sources, kind)
    ladder = presets_for(kind)
    choice, data = best_fitting(ladder, encoding.encoded, spec.style.max_size, str(file_of(spec.stem, kind)))
    sequence = encoding.fitted(choice)
    first, last = encoding.ends(choice, data)
    says_all = kind.is_image or choice != ladder[0]
    note = _note(sequence, kind, choice, spec) if says_all else ""
    return EncodedClip(data, sequence.frames, sequence.seconds, note, first, last)


class _Encoding:
    """One kind of an order, encoded as often as it takes."""

    def __init__(self, spec: ClipSpec, sources: StepFrames, kind: Format) -> None:
        self._spec = spec
        self._sources = sources
        self._kind = kind
        self._sequence = self._grounded(sources.masters() if kind.needs_master else sources.opaque())

    def encoded(self, choice: EncodingPreset) -> bytes:
        """The bytes of the file."""
        sequence = self.fitted(choice)
        return self._image(sequence, choice) if self._kind.is_image else self._film(sequence, choice)

    def _film(self, sequence: FrameSequence, choice: EncodingPreset) -> bytes:
        rate, title = round(sequence.frame_rate), self._spec.title
        sounds = self._sources.sounds(self._spec.style.speed) if self._kind.plays_sound else ()
        match self._kind:
            case Format.MP4:
                return self._mp4(sequence, choice, sounds)
            case Format.MOV:
                return alpha_video(PRORES_4444, sequence.shown(), rate, title, sounds=sounds, seconds=sequence.seconds)
            case Format.WEBM:
                return alpha_video(
                    VP9, sequence.shown(), rate, title, crf=choice.quality, sounds=sounds, seconds=sequence.seconds
                )
            case _:
                return pdf(_last(sequence))

    def _image(self, sequence: FrameSequence, choice: EncodingPreset) -> bytes:
        look, ground = self._spec.style, self._spec.ground
        match self._kind:
            case Format.GIF:
                exact = rgb(ground) if ground else None
                return gif(sequence.shown, sequence.frame_rate, colours=choice.quality, loop=look.loop, exact=exact)
            case Format.WEBP:
                return webp(sequence.shown, sequence.frame_rate, quality=choice.quality, loop=look.loop)
            case _:
                return avif(sequence.shown, sequence.frame_rate, quality=choice.quality)

    def fitted(self, choice: EncodingPreset) -> FrameSequence:
        """The pictures in the size and at the rate of a choice; a size that was asked for stays."""
        sequence = self._sequence
        if not any(self._spec.style.size):
            shorter = min(sequence.size)
            sequence = sequence.fitted(*(round(side * choice.short_side / shorter) for side in sequence.size))
        sequence = sequence.resampled(min(choice.frame_rate, sequence.frame_rate))
        return sequence.without_last() if self._is_closed else sequence

    def ends(self, choice: EncodingPreset, data: bytes) -> tuple[Pixels | None, Pixels | None]:
        """The first and the last picture, as the file has them."""
        if self._kind is Format.MP4:
            return next(frames(data)), last_frame(data)
        if self._kind is Format.PDF:
            return None, None
        sequence = self.fitted(choice)
        first, _ = next(sequence.shown())
        return (first, _last(sequence)) if self._kind.is_image else (straight(first), straight(_last(sequence)))

    @property
    def _is_closed(self) -> bool:
        """Whether an image that repeats itself ends on its first picture, which would then stand twice as long."""
        return self._kind.is_image and self._spec.style.loop and self._sources.is_loop

    def _grounded(self, sequence: FrameSequence) -> FrameSequence:
        if not self._kind.is_image:
            return sequence
        ground = self._spec.ground
        if ground is None and self._kind is Format.GIF:
            matte = rgb(self._spec.matte)
            return sequence.mapped(lambda pixels: matted(pixels, matte))
        if ground is None:
            return sequence.mapped(straight)
        colour = rgb(ground)
        return sequence.mapped(lambda pixels: over(pixels, colour))

    def _mp4(self, sequence: FrameSequence, choice: EncodingPreset, sounds: Sequence[Sound]) -> bytes:
        """The segments themselves where nothing is done to them, else a new one."""
        as_they_are = self._spec.style.keeps_pictures and choice == presets_for(Format.MP4)[0]
        segments = self._sources.segments() if as_they_are else iter([_segment(sequence, choice.quality)])
        with TemporaryDirectory(prefix=temporary_prefix()) as folder:
            target = Path(folder) / "clip.mp4"
            stands = self._sources.stands if as_they_are else ()
            concat(segments, target, Extras(self._spec.title, self._spec.language, sounds, stands=stands))
            return target.read_bytes()


def _segment(sequence: FrameSequence, crf: int) -> bytes:
    encoder = SegmentEncoder(*sequence.size, round(sequence.frame_rate), crf=crf)
    for pixels, times in sequence.shown():
        encoder.write(with_alpha(pixels), times)
    return encoder.finish()


def _last(sequence: FrameSequence) -> Pixels:
    pixels, _ = deque(sequence.shown(), maxlen=1).pop()
    return pixels


def _note(sequence: FrameSequence, kind: Format, choice: EncodingPreset, spec: ClipSpec) -> str:
    width, height = sequence.size
    said = f"{width} × {height} pixels, {sequence.frame_rate:g} pictures a second"
    match kind:
        case Format.GIF:
            edges = "" if spec.ground else f", edges for a place of {spec.matte}"
            return f"{said}, {choice.quality} colours{edges}"
        case Format.WEBP | Format.AVIF:
            quality = "nothing lost" if kind is Format.WEBP and choice.quality == 100 else f"quality {choice.quality}"
            return f"{said}, {quality}" + (", repeats itself as all AVIF files here" if kind is Format.AVIF else "")
        case Format.MP4 | Format.WEBM:
            return f"{said}, rate factor {choice.quality}"
        case _:
            return said
