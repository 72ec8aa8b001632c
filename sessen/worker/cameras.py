"""Manim's cameras, watched: what only drawing would have left in them is either made without, or asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from manim import Camera, Mobject, MovingCamera, ThreeDCamera, VMobject

from sessen.video.color import Pixels


class PicturesNeeded(BaseException):
    """A scene reads pixels that were not drawn, because only later steps are wanted: it has to be drawn whole.

    No `Exception`, for scenes catch those.
    """


def _nothing() -> None: ...


class WatchedCamera(Camera):
    """Knows whether its pixels are those of the last frame, and tells when anybody draws with it.

    Parameters
    ----------
    before
        Called before its pixels change.
    """

    touched = True
    #: Whether frames have gone by since it last drew.
    is_behind = False
    #: Called when somebody asks for pixels that are behind.
    ask: Callable[[], None] = staticmethod(_nothing)
    _passed: tuple[float, ...] | None = None
    _has_moved = False
    _is_lent = False
    _settled: Pixels | None = None

    def __init__(self, before: Callable[[], None] = _nothing) -> None:
        self._before = before
        super().__init__()

    @property
    def pixel_array(self) -> Any:
        """The pixels; those of a frame that was not drawn are asked for."""
        if self.is_behind:
            self.ask()
        return self.pixels

    @pixel_array.setter
    def pixel_array(self, pixels: Any) -> None:
        self.pixels = pixels

    @property
    def background(self) -> Any:
        """What lies behind; whoever has it may write on it."""
        self._is_lent = True
        return self._background

    @background.setter
    def background(self, pixels: Any) -> None:
        self._is_lent = True
        self._background = pixels

    @property
    def ground(self) -> Pixels:
        """The background, another array whenever it has come to show something else."""
        if not self._is_lent:
            return self._background  # type: ignore[no-any-return]
        if self._settled is None or not np.array_equal(self._settled, self._background):
            self._settled = self._background.copy()
        assert self._settled is not None
        return self._settled

    def init_background(self) -> None:
        """Fill the background anew, as Manim does: nobody else has that one."""
        super().init_background()
        self._is_lent, self._settled = False, None

    def reset(self) -> Any:
        """Begin a picture with the background, as Manim does."""
        self.set_pixel_array(self._background)
        return self

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        """Draw mobjects, as Manim does."""
        self._touch()
        super().capture_mobjects(mobjects, **kwargs)

    def set_pixel_array(self, pixel_array: Any, convert_from_floats: bool = False) -> None:
        """Set all pixels, as Manim does."""
        self._touch()
        self.is_behind = False
        super().set_pixel_array(pixel_array, convert_from_floats)

    def _touch(self) -> None:
        self._before()
        self.touched = True

    # -- frames that are not drawn -------------------------------------------------------------------------------

    @property
    def is_set_up(self) -> bool:
        """Whether it has drawn a shape: from then on Manim keeps the matrix of its context."""
        return self.get_cached_cairo_context(self.pixels) is not None

    def pass_over(self, shown: Callable[[], Sequence[Mobject]]) -> None:
        """Leave a frame out that would show these, with the camera as if it had been drawn but for the pixels."""
        self.is_behind = True
        if not self.is_set_up and any(_is_plain_shape(mobject) for mobject in shown()):
            self.get_cairo_context(self.pixels)
        place = self._place()
        self._has_moved = self._has_moved or place != (self._passed or place)
        self._passed = place

    def _place(self) -> tuple[float, ...]:
        return (*map(float, self.frame_center), self.frame_width, self.frame_height)

    def get_background_colored_vmobject_displayer(self) -> Any:
        """As Manim; what draws shapes that a picture colours keeps the place of the camera when it first does."""
        is_new = self.background_colored_vmobject_displayer is None
        if is_new and self._passed is not None and (self._has_moved or self._passed != self._place()):
            self.ask()
        return super().get_background_colored_vmobject_displayer()


def _is_plain_shape(mobject: Mobject) -> bool:
    return isinstance(mobject, VMobject) and not mobject.background_image


class PlainCamera(WatchedCamera):
    """Manim's plain camera."""


class WatchedMovingCamera(WatchedCamera, MovingCamera):
    """Manim's moving camera, which keeps no context."""

    def pass_over(self, shown: Callable[[], Sequence[Mobject]]) -> None:
        """Leave a frame out: only its pixels are missing."""
        self.is_behind = True


class WatchedThreeDCamera(WatchedCamera, ThreeDCamera):
    """Manim's camera for space, which turns its matrix when it draws."""

    def pass_over(self, shown: Callable[[], Sequence[Mobject]]) -> None:
        """Leave a frame out, but turn."""
        self.reset_rotation_matrix()
        super().pass_over(shown)


_WATCHED: dict[type[Camera], type[WatchedCamera]] = {
    Camera: PlainCamera,
    MovingCamera: WatchedMovingCamera,
    ThreeDCamera: WatchedThreeDCamera,
}


def camera_of(wanted: Callable[[], Camera], before: Callable[[], None]) -> Camera:
    """The camera that a scene wants; watched where it is one of Manim's whose state is known."""
    watched = _WATCHED.get(wanted) if isinstance(wanted, type) else None
    return watched(before) if watched is not None else wanted()
