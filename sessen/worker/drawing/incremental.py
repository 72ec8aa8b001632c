"""Draws Manim's pictures again only where they change, with Manim's own pixels.

A pixel is the colour below it, and over that in turn every shape that touches it. So a part of the picture comes out
as in the whole when it starts from the same ground and all shapes that touch it are drawn, each as in the whole:
unclipped, on a surface of the same size, where Cairo rounds it in the same way. What they leave outside is thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from manim import Mobject, PMobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from sessen.video.color import Box, Pixels
from sessen.worker.cameras import PlainCamera
from sessen.worker.drawing.dirty_regions import area, coalesced, damage, intersects, is_inside
from sessen.worker.drawing.masks import MaskCache
from sessen.worker.drawing.shape_renderer import DisplayItem, ShapeRenderer, appearance_key, by_points

_WHOLE_SHARE = 0.9  # of the picture: from here on parts cost more than they save


class IncrementalRenderer:
    """Keeps a camera's pixels up to date, and those of the ground that all frames of an animation have in common.

    The picture is a stack of shapes over a background. Which of them are in the ground makes no difference to it, so
    that nothing is drawn again for an animation that begins, but what looks different then.
    """

    def __init__(self, camera: PlainCamera) -> None:
        self._camera = camera
        self._pixels: Any = None
        self._line_width = 0.0
        self._begins = self._is_open = True

    def _set_up(self) -> None:
        """Manim makes its context when it first draws, and keeps its matrix whatever the camera says later."""
        camera = self._camera
        self._pixels, self._line_width = camera.pixels, camera.cairo_line_width_multiple
        self._whole: Box = (0, 0, camera.pixel_width, camera.pixel_height)
        matrix = camera.get_cairo_context(camera.pixels).get_matrix()
        cutter = MaskCache(camera.pixel_width, camera.pixel_height, matrix)
        self._front = ShapeRenderer(camera, camera.pixels, cutter)
        self._aside = ShapeRenderer(camera, np.zeros_like(camera.pixels), cutter)
        self._ground = ShapeRenderer(camera, np.zeros_like(camera.pixels), cutter)
        self._background: Pixels | None = None
        self._grounds_background: Pixels | None = None
        self._in_ground: list[DisplayItem] = []
        self._laid: list[DisplayItem] = []
        self._above: list[DisplayItem] = []
        self._stack: list[DisplayItem] = []
        self._sunk = 0
        self._begins = self._may_sink = True

    def _prepare(self) -> None:
        camera = self._camera
        if self._pixels is not camera.pixels or self._line_width != camera.cairo_line_width_multiple:
            self._set_up()

    def begin(self, *, is_open: bool) -> None:
        """An animation begins, or a wait: other shapes may move now, and often nothing looks different yet.

        Parameters
        ----------
        is_open
            Whether nothing is known to stand still: then Manim takes the background afresh in every frame.
        """
        self._begins, self._is_open = True, is_open

    def update_static(self, background: Pixels, shapes: Sequence[VMobject]) -> Pixels:
        """Bring the ground to ``shapes`` over ``background``: what does not move while an animation runs."""
        self._prepare()
        self._laid = self._described(shapes, self._laid, (self._in_ground, self._stack))
        self._sunk, self._may_sink = 0, True
        self._bring_ground_to(background, self._laid)
        return self._ground.pixels

    def _bring_ground_to(self, background: Pixels, drawn: list[DisplayItem]) -> None:
        anew = self._grounds_background is not background
        parts = [self._whole] if anew else self._parts(damage(self._in_ground, drawn))
        self._grounds_background, self._in_ground = background, drawn
        if parts == [self._whole]:
            _paint_whole(self._ground, background, drawn)
        else:
            self._repaint(self._ground, parts, background, drawn)

    def paint(self, base: Pixels, shapes: Sequence[VMobject]) -> list[Box]:
        """Bring the camera's pixels to ``shapes`` over ``base``, which is the ground or any other picture.

        Returns the parts in which they may have changed; none when nothing has.
        """
        self._prepare()
        base = self._ground_under(base)
        on_ground = base is self._ground.pixels
        begins, self._begins = self._begins, False
        known = (self._stack, self._in_ground) if begins else (self._above,)
        before, before_above, self._above = self._stack, self._above, self._described(shapes, self._above, known)
        self._stack = [*self._laid, *self._above] if on_ground else self._above
        background = self._grounds_background if on_ground else base
        anew = self._background is not background or self._camera.touched
        self._background, self._camera.touched = background, False
        if on_ground and not begins:
            self._sink(before_above)
        above = self._above[self._sunk :] if on_ground else self._above
        parts = [self._whole] if anew else self._parts(damage(before, self._stack), whole=not begins)
        if parts == [self._whole] and (anew or not begins):
            _paint_whole(self._front, base, above)
            return parts
        if not begins:
            self._repaint(self._front, parts, base, above)
            return parts
        _paint(self._aside, parts, base, [each for each in above if intersects(each.box, parts)])
        parts = [part for part in parts if not self._is_there(part)]
        _copy(parts, self._aside.pixels, self._pixels)
        return parts

    def _ground_under(self, base: Pixels) -> Pixels:
        """The ground in place of a background that alone is in it; else what was given."""
        if self._is_open and self._begins and base is self._camera.ground:
            self.update_static(base, ())
        return self._ground.pixels if self._is_open and base is self._grounds_background else base

    def _sink(self, before: Sequence[DisplayItem]) -> None:
        """Let the ground have the lowest of the shapes over it while they stay as they are.

        Manim takes all that lies over something that moves for moving. What has not changed from the first frame of an
        animation to the second mostly never does; once something has, no more is tried.
        """
        same = 0
        for one, other in zip(before, self._above, strict=False):
            if one is not other:
                break
            same += 1
        if same < self._sunk or (self._may_sink and same > self._sunk):
            self._sunk, self._may_sink = same, False
            assert self._grounds_background is not None
            self._bring_ground_to(self._grounds_background, [*self._laid, *self._above[:same]])

    def lift(self) -> None:
        """Take out of the ground what was only laid there for a while: somebody else draws on it now."""
        if self._pixels is not None and self._sunk:
            self._sunk, self._may_sink = 0, False
            assert self._grounds_background is not None
            self._bring_ground_to(self._grounds_background, self._laid)

    # -- what shapes are -----------------------------------------------------------------------------------------

    def _described(
        self, shapes: Sequence[VMobject], before: Sequence[DisplayItem], known: Iterable[Sequence[DisplayItem]]
    ) -> list[DisplayItem]:
        """The shapes as they are now: those that look as before are kept, mostly where they were in the order."""
        elsewhere: dict[bytes, list[DisplayItem]] = {}
        now = []
        for number, shape in enumerate(shapes):
            look = appearance_key(shape)
            there = before[number] if number < len(before) else None
            if there is not None and there.look == look:
                now.append(there)
                continue
            # An equal look may be at another place in the order: its path is as good there. Of a shape that only fades
            # the path is as it was.
            elsewhere = elsewhere or by_points(known)
            alike = elsewhere.get(look[0], ())
            same = (drawn for drawn in alike if drawn.look == look)
            now.append(next(same, None) or self._front.described(shape, look, alike[0] if alike else there))
        return now

    # -- painting ------------------------------------------------------------------------------------------------

    def _parts(self, boxes: Iterable[Box], *, whole: bool = True) -> list[Box]:
        """A few parts around boxes, or one that is the whole if they are about as much, where that may be."""
        parts = coalesced(boxes)
        return [self._whole] if whole and sum(map(area, parts)) > _WHOLE_SHARE * area(self._whole) else parts

    def _repaint(self, brush: ShapeRenderer, parts: Sequence[Box], base: Pixels, drawn: Sequence[DisplayItem]) -> None:
        """Paint parts of a surface anew: in place if nothing goes over their edges, as mostly nothing does."""
        touching = [each for each in drawn if intersects(each.box, parts)]
        if all(is_inside(each.box, parts) for each in touching):
            _paint(brush, parts, base, touching)
        else:  # on a surface of their own, where that spoils nothing
            _paint(self._aside, parts, base, touching)
            _copy(parts, self._aside.pixels, brush.pixels)

    def _is_there(self, part: Box) -> bool:
        """Whether a part that was painted aside is what the camera shows already."""
        left, top, right, bottom = part
        return np.array_equal(self._aside.pixels[top:bottom, left:right], self._pixels[top:bottom, left:right])


def _paint(brush: ShapeRenderer, parts: Sequence[Box], base: Pixels, drawn: Sequence[DisplayItem]) -> None:
    _copy(parts, base, brush.pixels)
    for each in drawn:
        brush.draw(each)


def _copy(parts: Iterable[Box], pixels: Pixels, to: Pixels) -> None:
    for left, top, right, bottom in parts:
        to[top:bottom, left:right] = pixels[top:bottom, left:right]


def _paint_whole(brush: ShapeRenderer, base: Pixels, drawn: Sequence[DisplayItem]) -> None:
    np.copyto(brush.pixels, base, casting="unsafe")
    for each in drawn:
        brush.draw(each)


def paintable(mobjects: Iterable[Mobject]) -> list[VMobject] | None:
    """The shapes among ``mobjects``, or None if the painter is not known to give Manim's pixels for one of them.

    Trackers of values are mobjects too, with a place and no picture.
    """
    shapes = []
    for mobject in mobjects:
        if isinstance(mobject, VMobject):
            if mobject.background_image:
                return None
            shapes.append(mobject)
        elif isinstance(mobject, PMobject | AbstractImageMobject):
            return None
    return shapes
