"""What stands still in the picture while the camera moves: headline, panel and caption of a lesson."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
from manim import Camera, Mobject, MovingCamera, MultiCamera, ThreeDCamera, config


class FixedInFrame:
    """Part of a camera that moves: shows some mobjects as if it had never moved."""

    fixed_roots: list[Mobject]

    def fix(self, *mobjects: Mobject) -> None:
        """Let these, with all that is or comes into them, stay where they are in the picture."""
        self.fixed_roots += [mobject for mobject in mobjects if not any(mobject is root for root in self.fixed_roots)]

    def _fixed(self) -> Iterator[Mobject]:
        # Asked for every picture: a transformation gives a mobject new members.
        for root in self.fixed_roots:
            yield from root.get_family()


class _FixedInPlane(FixedInFrame, MovingCamera):
    """Moves what is fixed along with the frame, and scales it and its lines with it."""

    fixed_members: frozenset[Mobject] = frozenset()

    def capture_mobjects(self, mobjects: Iterable[Mobject], **options: Any) -> None:
        self.fixed_members = frozenset(self._fixed())
        super().capture_mobjects(mobjects, **options)

    def transform_points_pre_display(self, mobject: Mobject, points: Any) -> Any:
        points = super().transform_points_pre_display(mobject, points)
        if mobject not in self.fixed_members:
            return points
        return points * np.array([*self._zoom(), 1.0]) + self.frame_center

    def apply_stroke(self, ctx: Any, vmobject: Any, background: bool = False) -> Any:
        if vmobject not in self.fixed_members:
            return super().apply_stroke(ctx, vmobject, background)
        kept = self.cairo_line_width_multiple
        self.cairo_line_width_multiple = kept * self._zoom()[0]
        try:
            return super().apply_stroke(ctx, vmobject, background)
        finally:
            self.cairo_line_width_multiple = kept

    def _zoom(self) -> tuple[float, float]:
        return self.frame_width / config["frame_width"], self.frame_height / config["frame_height"]


class _FixedInMany(_FixedInPlane, MultiCamera):
    def add_image_mobject_from_camera(self, image_mobject_from_camera: Any) -> None:
        """Add a picture in the picture, on the same paper."""
        super().add_image_mobject_from_camera(image_mobject_from_camera)
        image_mobject_from_camera.camera.background_color = self.background_color


class _FixedInSpace(FixedInFrame, ThreeDCamera):
    def capture_mobjects(self, mobjects: Iterable[Mobject], **options: Any) -> None:
        self.fixed_in_frame_mobjects.update(self._fixed())
        super().capture_mobjects(mobjects, **options)


_FIXING: Final[dict[type[Camera], type[FixedInFrame]]] = {
    MultiCamera: _FixedInMany,
    MovingCamera: _FixedInPlane,
    ThreeDCamera: _FixedInSpace,
}


def let_fix(camera: Camera) -> None:
    """Give a camera that moves the means to show some mobjects as if it did not; others need none."""
    for kind, fixing in _FIXING.items():
        if isinstance(camera, kind) and not isinstance(camera, FixedInFrame):
            # Whatever class the scene has asked for, it stays one of that class.
            camera.__class__ = type(type(camera).__name__, (fixing, type(camera)), {})
            vars(camera)["fixed_roots"] = []


def fix_in_frame(camera: Camera, mobjects: Iterable[Mobject]) -> None:
    """Let mobjects stay where they are in the picture, if the camera moves at all."""
    if isinstance(camera, FixedInFrame):
        camera.fix(*mobjects)


def marked(camera: Camera, mobjects: Iterable[Mobject]) -> list[Mobject]:
    """The members of mobjects that are fixed in the frame by what they are, where the camera moves."""
    if not isinstance(camera, FixedInFrame):
        return []
    return [each for mobject in mobjects for each in mobject.get_family() if getattr(each, "is_fixed_in_frame", False)]
