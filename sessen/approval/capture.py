"""Drawing the first, the middle and the last frame of each step of a scene."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sessen.approval.fingerprint import LINES, Fingerprint
from sessen.approval.thumbnails import thumbnail_of
from sessen.job import SceneRef
from sessen.marks import NO_MARKS, Marks
from sessen.variant import QUALITIES, Variant

if TYPE_CHECKING:
    from sessen.video.color import Pixels

PLACES: Final = ("first", "middle", "last")


@dataclass(frozen=True, slots=True)
class CaptureArgs:
    """A scene whose frames are wanted."""

    scene: SceneRef
    variant: Variant
    values: tuple[tuple[str, str], ...]
    marks: Marks = NO_MARKS


@dataclass(frozen=True, slots=True)
class CapturedFrame:
    """A frame of a step: which one, its fingerprint as text, the frame as PNG and a thumbnail as WebP."""

    step: str
    place: str
    fingerprint: str
    picture: bytes
    thumbnail: bytes


def capture(args: CaptureArgs, tell: Callable[[Any], None]) -> tuple[CapturedFrame, ...]:
    """Walk through the scene twice: to count the frames of its steps, and to draw three of each.

    The frame rate is always the same, so that the same frames are compared whatever quality is built.
    """
    from sessen.worker import walk

    variant = replace(args.variant, quality=QUALITIES["draft"])

    def walked(watcher: _Watcher) -> None:
        walk(
            args.scene,
            variant,
            dict(args.values),
            lambda record: None,
            strict_claims=False,
            marks=args.marks,
            watch=watcher,
        )

    counter = _Watcher()
    walked(counter)
    wanted = {
        step: dict(zip(PLACES, (0, (count - 1) // 2, count - 1), strict=True)) for step, count in counter.frames.items()
    }
    drawer = _Drawer(wanted)
    walked(drawer)
    return tuple(_captured(step, place, drawer.drawn[step, frame]) for step, frame, place in drawer.order())


class _Watcher:
    """Counts the frames of each step."""

    def __init__(self) -> None:
        self.frames: dict[str, int] = {}

    def running(self) -> AbstractContextManager[None]:
        return nullcontext()

    def begin(self, scene: Any, renderer: Any) -> None:
        self._scene, self._renderer = scene, renderer
        self.frames = {}

    def play(self) -> None:
        """An animation begins."""

    def hear(self, file: Any, start: float) -> None:
        """A sound is played."""

    def frame(self, seconds: float, count: int, step: str) -> None:
        self.frames[step] = self.frames.get(step, 0) + count


class _Drawer(_Watcher):
    """Draws the frames that are wanted of each step."""

    def __init__(self, wanted: dict[str, dict[str, int]]) -> None:
        super().__init__()
        self._wanted = wanted
        self.drawn: dict[tuple[str, int], Pixels] = {}

    def order(self) -> list[tuple[str, int, str]]:
        """What was drawn: step, frame and place, as in the scene."""
        places = ((step, frame, place) for step, wanted in self._wanted.items() for place, frame in wanted.items())
        return [each for each in places if each[:2] in self.drawn]

    def frame(self, seconds: float, count: int, step: str) -> None:
        from sessen.legibility.drawn import draw_small

        first = self.frames.get(step, 0)
        super().frame(seconds, count, step)
        wanted = {frame for frame in self._wanted.get(step, {}).values() if first <= frame < first + count}
        if wanted:
            camera = self._renderer.camera
            wide, high = float(camera.frame_width), float(camera.frame_height)
            unit = LINES / min(wide, high)
            pixels = draw_small(self._scene, camera, round(wide * unit), round(high * unit))
            if pixels is not None:
                self.drawn |= {(step, frame): pixels for frame in wanted}


def _captured(step: str, place: str, pixels: Pixels) -> CapturedFrame:
    from sessen.video.still import png

    picture = png(pixels[..., :3])
    return CapturedFrame(step, place, Fingerprint.of(pixels).written(), picture, thumbnail_of(pixels))
