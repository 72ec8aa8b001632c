"""A thing in a picture: a text with all its glyphs, or a line or area of its own, where the camera shows it."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from statistics import median
from typing import Any, Final

import numpy as np
from manim import DecimalNumber, NumberLine

from sessen.legibility.glyph_marks import extent_of, is_text, mark_of, said_by
from sessen.legibility.ink import Mask, Places, mask_of
from sessen.legibility.mobject_kinds import is_kind

#: Leaves of one group from which on they are one thing: a grid, a field of arrows, a surface.
CROWD: Final = 16
_ONE_COLOR: Final = 0.04
_LARGE: Final = 1 / 40  # of the frame: areas that can flash
_OPAQUE: Final = 0.6
_SEEN: Final = 0.02  # opacity below which nothing is there

Color = tuple[float, float, float]


class Kind(Enum):
    """What sort of thing it is."""

    TEXT = "text"
    SHAPE = "shape"
    CROWD = "crowd"
    IMAGE = "image"


class Thing:
    """One thing as one picture shows it. As long as nothing of it changes, it is the same object.

    Parameters
    ----------
    root
        The mobject that it is.
    leaves
        Its members with points, and their points in pixels.
    frame
        Width and height of the picture in pixels.
    widths
        Of the lines of the leaves, in pixels; 0 where there is none.
    """

    def __init__(
        self,
        root: Any,
        kind: Kind,
        leaves: list[tuple[Any, Places]],
        widths: list[float],
        frame: tuple[int, int],
        unit: float,
    ) -> None:
        self.root, self.kind, self.frame, self.unit = root, kind, frame, unit
        #: Whether it is type.
        self.is_text = kind is Kind.TEXT
        self.order = 0
        self.owner: Any = None
        #: The mobjects that it is part of, from the one that the scene has.
        self.path: tuple[Any, ...] = ()
        drawn = [_drawn(leaf, places, width) for (leaf, places), width in zip(leaves, widths, strict=True)]
        seen = [each for each in drawn if each[2] > _SEEN or each[3] > _SEEN]
        self.leaves = seen
        self.fill = max((each[2] for each in seen), default=0.0)
        self.stroke = max((each[3] for each in seen), default=0.0)
        #: How far it has come in; the most of any part.
        self.opacity = max(self.fill, self.stroke)
        self.box = _box(seen)

    @cached_property
    def place(self) -> bytes:
        """Where its first part is in the scene, whatever the camera does."""
        return bytes(self.leaves[0][0].points.tobytes())

    @cached_property
    def root_is_text(self) -> bool:
        """Whether it is a whole text, not glyphs that were taken out of one."""
        return is_text(self.root)

    @property
    def shows(self) -> bool:
        """Whether anything of it can be seen."""
        return bool(self.leaves)

    @cached_property
    def least_opacity(self) -> float:
        """The opacity that most of its parts have reached: of a text that is being written, how much stands there."""
        return median(max(each[2], each[3]) for each in self.leaves) if self.leaves else 0.0

    @property
    def _is_number(self) -> bool:
        return isinstance(self.root, DecimalNumber) or getattr(self.root, "is_type", False)

    @cached_property
    def text(self) -> str:
        """What a text says."""
        if self._is_number:
            return said_by(self.root)[0]
        marks = (mark_of(leaf) for leaf, *_ in self.leaves)
        return next((mark.text for mark in marks if mark is not None), "")

    @cached_property
    def marks(self) -> frozenset[int]:
        """Which glyphs it has; copies of a text have the same."""
        return frozenset(id(mark) for leaf, *_ in self.leaves if (mark := mark_of(leaf)) is not None)

    @cached_property
    def is_mathematics(self) -> bool:
        """Whether a text is a formula or a number."""
        if self._is_number:
            return True
        marks = (mark_of(leaf) for leaf, *_ in self.leaves)
        return next((mark.is_mathematics for mark in marks if mark is not None), True)

    @cached_property
    def letters(self) -> int:
        """How much there is to read, in letters of the alphabet; a Japanese character says as much as three."""
        return sum(3 if ord(letter) > 0x2E80 else 1 for letter in self.text if letter.isalpha())

    @cached_property
    def is_tick(self) -> bool:
        """Whether it is a number of an axis."""
        return any(is_kind(type(each), NumberLine) or getattr(each, "is_axis", False) for each in self.path)

    @cached_property
    def em(self) -> float:
        """The size of type in pixels; 0 of what is none."""
        em = getattr(self.root, "em", None) if getattr(self.root, "is_type", False) else None
        if em is not None:
            return float(em) * self.unit
        sizes = []
        for leaf, places, *_ in self.leaves[:24]:
            mark = mark_of(leaf)
            if mark is not None and mark.extent > 0 and mark.em > 0:
                sizes.append(mark.em * extent_of(places) / mark.extent)
        return median(sizes) if sizes else 0.0

    @property
    def _shapes(self) -> list[Any]:
        """Its leaves, but for an image, which has no one colour."""
        return [] if self.kind is Kind.IMAGE else self.leaves

    @cached_property
    def large(self) -> list[tuple[Any, float]]:
        """Its leaves that take much of the frame, each with its share."""
        width, height = self.frame
        found: list[tuple[Any, float]] = []
        for leaf, places, fill, *_ in self.leaves if not self.is_text else ():
            if fill > _SEEN and len(found) < CROWD:
                wide, high = np.ptp(np.clip(places, 0, self.frame), axis=0).tolist()
                if wide * high >= _LARGE * width * height:
                    found.append((leaf, wide * high / (width * height)))
        return found

    @cached_property
    def halo(self) -> float:
        """The width of an opaque line behind its letters."""
        leaf = self.leaves[0][0]
        if not self.leaves or not getattr(leaf, "background_stroke_width", 0):
            return 0.0
        opaque = leaf.background_stroke_rgbas[0][3] > _OPAQUE
        return float(leaf.background_stroke_width) if opaque else 0.0

    @cached_property
    def fill_color(self) -> Color | None:
        """The colour of most of its inside; None where that is clear."""
        return _most([leaf.fill_rgbas[0] for leaf, _, fill, *_ in self._shapes if fill > _SEEN])

    @cached_property
    def stroke_color(self) -> Color | None:
        """The colour of most of its lines; None where it has none."""
        return _most([leaf.stroke_rgbas[0] for leaf, _, _, stroke, _ in self._shapes if stroke > _SEEN])

    @cached_property
    def color(self) -> Color | None:
        """Its colour: of a text that of its letters, of a shape that of its line if it has one."""
        first, second = self.stroke_color, self.fill_color
        return (second or first) if self.is_text else (first or second)

    @cached_property
    def ink(self) -> Mask:
        """All that it covers."""
        inside = [(leaf, places, 0.0) for leaf, places, fill, _, _ in self.leaves if fill > _SEEN]
        return mask_of(inside + self._lines(), self.box, self.frame)

    @cached_property
    def area(self) -> Mask:
        """What its inside covers, without lines."""
        inside = [(leaf, places, 0.0) for leaf, places, fill, _, _ in self.leaves if fill > _SEEN]
        return mask_of(inside, self.box, self.frame)

    @cached_property
    def line(self) -> Mask:
        """What its lines cover."""
        return mask_of(self._lines(), self.box, self.frame)

    @property
    def is_line(self) -> bool:
        """Whether it has lines that are seen as lines: not those that close the gaps between the faces of a surface."""
        if self.stroke <= _SEEN or (self.kind is Kind.CROWD and self.fill > _SEEN):
            return False
        fill, stroke = self.fill_color, self.stroke_color
        return fill is None or stroke is None or max(abs(a - b) for a, b in zip(fill, stroke, strict=True)) > _ONE_COLOR

    def _lines(self) -> list[tuple[Any, Places, float]]:
        return [(leaf, places, width) for leaf, places, _, stroke, width in self.leaves if stroke > _SEEN]


def _drawn(leaf: Any, places: Places, width: float) -> tuple[Any, Places, float, float, float]:
    """A leaf with its points, the opacity of its inside and of its line, and the line's width."""
    if not hasattr(leaf, "fill_rgbas"):
        return leaf, places, 1.0, 0.0, 0.0
    fills, strokes = leaf.fill_rgbas, leaf.stroke_rgbas
    fill = float(fills[:, 3].max()) if len(fills) else 0.0
    stroke = float(strokes[:, 3].max()) if width and len(strokes) else 0.0
    return leaf, places, fill, stroke, width


def _box(leaves: list[tuple[Any, Places, float, float, float]]) -> tuple[float, float, float, float]:
    if not leaves:
        return 0.0, 0.0, 0.0, 0.0
    low = np.min([places.min(axis=0) for _, places, *_ in leaves], axis=0)
    high = np.max([places.max(axis=0) for _, places, *_ in leaves], axis=0)
    half = max(width if stroke > _SEEN else 0.0 for *_, stroke, width in leaves) / 2
    return float(low[0] - half), float(low[1] - half), float(high[0] + half), float(high[1] + half)


def _most(rgbas: list[Any]) -> Color | None:
    if not rgbas:
        return None
    counted: dict[bytes, int] = {}
    for rgba in rgbas:
        key = np.asarray(rgba, float)[:3].tobytes()
        counted[key] = counted.get(key, 0) + 1
    red, green, blue = np.frombuffer(max(counted, key=lambda key: counted[key])).tolist()
    return red, green, blue
