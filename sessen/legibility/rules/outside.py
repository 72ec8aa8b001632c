"""Ink beyond the frame, in the safe margin, or where the caption stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

import numpy as np
from manim import VMobject

from sessen.layout import Region
from sessen.legibility.ink import COVERED
from sessen.legibility.rule import Rule, Sighting, half_if_moving
from sessen.legibility.snapshot import Snapshot
from sessen.legibility.thing import Kind, Thing

_LARGE = 0.9  # of the frame: what is so large is meant to go on beyond it


class Outside(Rule):
    """Text, or a closed shape, that is cut by an edge of the frame; text in the margin or in the caption's zone."""

    name = "outside"
    finds = "ink beyond the frame or in its margin, or in the caption's zone"
    advice = "Move it in, make it smaller, or break the line."
    limits: ClassVar[Mapping[str, float]] = {"lasts": 0.4, "margin": 0.02, "opacity": 0.5}

    def __init__(self, limits: dict[str, float] | None = None) -> None:
        super().__init__(limits)
        self._whole: set[tuple[int, bytes]] = set()

    def look(self, snapshot: Snapshot) -> Iterable[Sighting]:
        margin = self.limit["margin"] * min(snapshot.width, snapshot.height)
        for thing in snapshot.things:
            opacity = thing.least_opacity if thing.is_text else thing.opacity
            if opacity < self.limit["opacity"]:
                continue
            left, top, right, bottom = thing.box
            edge = margin if thing.is_text else 0
            if left >= edge and top >= edge and right <= snapshot.width - edge and bottom <= snapshot.height - edge:
                self._whole.add((id(thing.root), thing.place))
            elif not self._is_cut_by_camera(thing, snapshot):
                yield from self._text(thing, snapshot, margin) if thing.is_text else self._shape(thing, snapshot)
        yield from self._in_caption(snapshot)

    def _is_cut_by_camera(self, thing: Thing, snapshot: Snapshot) -> bool:
        """Whether it was seen whole before the camera went elsewhere: then the camera's frame is meant."""
        return not snapshot.is_home and (id(thing.root), thing.place) in self._whole

    def _text(self, text: Thing, snapshot: Snapshot, margin: float) -> Iterator[Sighting]:
        extents = text.ink.extents()
        counts = half_if_moving(snapshot, text)
        if extents is None:
            yield Sighting((text,), "{0} is outside of the frame", box=_clipped(text, snapshot), counts=counts / 3)
            return
        off = max(-extents[0], -extents[1], extents[2] - snapshot.width, extents[3] - snapshot.height)
        if off > 1:
            share = off / snapshot.unit
            yield Sighting((text,), f"{{0}} goes {share:.2f} units beyond the frame", counts=counts)
        elif off > -margin:
            what = f"{{0}} is {max(0.0, -off / snapshot.unit):.2f} units from the edge of the frame"
            yield Sighting((text,), what, counts=counts)

    def _shape(self, shape: Thing, snapshot: Snapshot) -> Iterator[Sighting]:
        if shape.kind is not Kind.SHAPE or not _is_closed(shape.root) or _is_large(shape, snapshot):
            return
        ink = shape.ink
        extents = ink.extents()
        if extents is None:
            return
        window = ink.shared(_frame(snapshot))
        inside = 0 if window is None else int(np.count_nonzero(window[0] >= COVERED))
        if 0.02 < inside / max(1, ink.amount) < 0.98:
            yield Sighting((shape,), "{0} is cut by the edge of the frame", counts=half_if_moving(snapshot, shape))

    def _in_caption(self, snapshot: Snapshot) -> Iterator[Sighting]:
        caption, layout = getattr(snapshot.scene, "_caption", None), getattr(snapshot.scene, "layout", None)
        if caption is None or layout is None or caption not in snapshot.scene.mobjects:
            return
        zone = _in_pixels(layout.caption, snapshot)
        for text in snapshot.texts:
            is_words = text.root is caption or caption in text.path
            if is_words or text.least_opacity < self.limit["opacity"] or text.box[3] <= zone[1] + 2:
                continue
            if text.box[1] < zone[3] and text.box[0] < zone[2] and text.box[2] > zone[0]:
                extents = text.ink.extents()
                if extents is not None and extents[3] > zone[1] + 2:
                    counts = half_if_moving(snapshot, text)
                    yield Sighting((text,), "{0} stands where the caption is", counts=counts, about=id(text.root))


def _frame(snapshot: Snapshot) -> Any:
    from sessen.legibility.ink import Mask

    return Mask(np.full((snapshot.height, snapshot.width), 255, np.uint8), 0, 0)


def _is_closed(shape: VMobject) -> bool:
    points = shape.points
    return len(points) >= 8 and bool(np.allclose(points[0], points[-1], atol=1e-3))


def _is_large(thing: Thing, snapshot: Snapshot) -> bool:
    left, top, right, bottom = thing.box
    return right - left > _LARGE * snapshot.width or bottom - top > _LARGE * snapshot.height


def _clipped(thing: Thing, snapshot: Snapshot) -> tuple[float, float, float, float]:
    """A box at the edge that the thing is beyond."""
    left, top, right, bottom = thing.box
    x = min(max(left, 0), snapshot.width - 8), min(max(right, 8), snapshot.width)
    y = min(max(top, 0), snapshot.height - 8), min(max(bottom, 8), snapshot.height)
    return x[0], y[0], max(x[1], x[0] + 8), max(y[1], y[0] + 8)


def _in_pixels(region: Region, snapshot: Snapshot) -> tuple[float, float, float, float]:
    unit = snapshot.unit
    west, north = snapshot.width / 2, snapshot.height / 2
    return (
        west + region.left * unit,
        north - region.top * unit,
        west + region.right * unit,
        north - region.bottom * unit,
    )
