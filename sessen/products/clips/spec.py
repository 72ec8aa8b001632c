"""What a clip is ordered with: plain values that travel to any worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sessen.errors import SessenError
from sessen.files import file_of
from sessen.pipeline.product import StepInput


class Format(StrEnum):
    """Kinds of files that a clip can be."""

    MP4 = "mp4"
    MOV = "mov"
    WEBM = "webm"
    GIF = "gif"
    WEBP = "webp"
    AVIF = "avif"
    PDF = "pdf"

    @property
    def needs_master(self) -> bool:
        """Whether it is made of pictures with alpha that were kept without loss."""
        return self not in (Format.MP4, Format.PDF)

    @property
    def plays_sound(self) -> bool:
        """Whether sound can be heard with its pictures."""
        return self in (Format.MP4, Format.MOV, Format.WEBM)

    @property
    def is_image(self) -> bool:
        """Whether it shows itself without a player, and repeats itself or not as its own bytes say."""
        return self in (Format.GIF, Format.WEBP, Format.AVIF)


_SPEEDS: Final = (0.1, 10.0)


def parse_speed(typed: str | float) -> float:
    """A speed that somebody typed; 2 is twice as fast.

    Raises
    ------
    SessenError
        It is not a speed, or too slow or too fast to follow.
    """
    low, high = _SPEEDS
    try:
        speed = float(typed)
    except ValueError:
        speed = 0.0
    if not low <= speed <= high:
        shown = f"{typed:g}" if isinstance(typed, float) else typed
        raise SessenError(f"speed {shown}: invalid speed", hint=f"from {low:g} to {high:g}; 2 is twice as fast")
    return speed


@dataclass(frozen=True, slots=True)
class ClipStyle:
    """What is done with the pictures of the steps.

    Parameters
    ----------
    loop
        Whether it begins anew at its end. Images say so themselves, players are told by the page around them.
    speed
        2 is twice as fast. The first and the last picture stay.
    crop
        Whether what nothing is ever drawn on is cut off, in the same place for all clips of a scene.
    margin
        Pixels that are left around the drawing then.
    size
        The most pixels across and up; the picture keeps its outline. 0 for as many as there are.
    max_size
        The most bytes of each file; None for any number.
    """

    loop: bool = False
    speed: float = 1.0
    crop: bool = False
    margin: int = 0
    size: tuple[int, int] = (0, 0)
    max_size: int | None = None

    @property
    def keeps_pictures(self) -> bool:
        """Whether the frames stay as they were rendered."""
        return self.speed == 1 and not self.crop and not any(self.size)


@dataclass(frozen=True, slots=True)
class ClipSpec:
    """A clip to make, in one or more formats.

    Parameters
    ----------
    stem
        The path of its files without their endings.
    formats
        What to write.
    title
        For the files' metadata.
    language, languages
        Of the drawing; those that captions are wanted in.
    opaque, masters
        The steps in order, as segments and as masters with alpha; each may be empty if no format needs it.
    framing
        The names in the store of all steps of the scene that are asked for: what is cropped is common to them.
    frame_rate
        Frames a second of the steps.
    ground
        ``#RRGGBB``, which images are laid over; None keeps them transparent.
    matte
        ``#RRGGBB`` of the place that the clip is for: in a transparent GIF, what is half transparent lies over it.
    store
        The store's address.
    """

    stem: Path
    formats: tuple[Format, ...]
    title: str
    language: str
    languages: tuple[str, ...]
    opaque: tuple[StepInput, ...]
    masters: tuple[StepInput, ...]
    framing: tuple[str, ...]
    frame_rate: int
    ground: str | None
    matte: str
    style: ClipStyle
    store: str

    @property
    def steps(self) -> tuple[StepInput, ...]:
        """The steps, as whatever is there."""
        return self.opaque or self.masters

    @property
    def target(self) -> Path:
        """Its first file, which stands for all of them."""
        return file_of(self.stem, self.formats[0])

    @property
    def inputs(self) -> Sequence[Any]:
        """All that it is made from, as plain values."""
        steps = [
            [step.entry, sorted(step.words.items()), *([step.narration.inputs] if step.narration else [])]
            for step in (*self.opaque, *self.masters)
        ]
        words = [
            self.title,
            self.language,
            self.languages,
            self.frame_rate,
            self.ground,
            self.matte,
            asdict(self.style),
        ]
        return [self.stem.name, self.formats, steps, self.framing if self.style.crop else (), *words]
