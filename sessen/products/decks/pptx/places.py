"""Where shapes of a PowerPoint slide stand: their own places, those of placeholders, and what groups make of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sessen.products.decks.pptx.package import Package
from sessen.products.decks.pptx.xml_names import LAYOUT, MASTER, PREFIXES, qn

POINT: Final = 12_700  # lengths are told in English metric units
_QUARTER: Final = 90 * 60_000  # angles in 60,000ths of a degree
# A title of a cover is a title to a master that has no covers, and so on.
_FAMILIES: Final = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "vertTitle": "title", "vertBody": "body"}
FILLABLE: Final = tuple(map(qn, ("p:sp", "p:pic")))


@dataclass(frozen=True, slots=True)
class ShapeBox:
    """Where a shape stands and how large it is, in English metric units, or in the units of its group."""

    left: int
    top: int
    width: int
    height: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be seen in it."""
        return self.width <= 0 or self.height <= 0

    def fitted(self, width: float, height: float, stretch: tuple[float, float] = (1.0, 1.0)) -> ShapeBox:
        """The largest box of so many pixels' outline within this one, in its middle.

        Parameters
        ----------
        stretch
            How many units of the slide one unit of the box is, across and up: groups stretch what is in them.
        """
        wide, high = stretch
        scale = min(self.width * wide / width, self.height * high / height)
        across, up = round(width * scale / wide), round(height * scale / high)
        if abs(across - self.width) * wide < POINT and abs(up - self.height) * high < POINT:
            return self
        return ShapeBox(self.left + (self.width - across) // 2, self.top + (self.height - up) // 2, across, up)

    def is_near(self, other: ShapeBox, by: float = POINT) -> bool:
        """Whether two boxes are the same but for what other programs round."""
        pairs = zip(self.sides, other.sides, strict=True)
        return all(abs(one - two) <= by for one, two in pairs)

    @property
    def sides(self) -> tuple[int, int, int, int]:
        """Left, top, width and height."""
        return self.left, self.top, self.width, self.height

    def moved_with(self, old: ShapeBox, new: ShapeBox) -> ShapeBox:
        """Where it is after the move that has brought one box onto another: it is pulled and grows along."""
        across, up = new.width / old.width, new.height / old.height
        left = new.left + round((self.left - old.left) * across)
        top = new.top + round((self.top - old.top) * up)
        return ShapeBox(left, top, round(self.width * across), round(self.height * up))


NOWHERE: Final = ShapeBox(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Frame:
    """The coordinates that a shape's place is told in, as slides see them: one scale and one offset for each axis."""

    scale: tuple[float, float] = (1.0, 1.0)
    offset: tuple[float, float] = (0.0, 0.0)

    def seen(self, box: ShapeBox) -> ShapeBox:
        """A box as it stands on the slide."""
        (wide, high), (left, top) = self.scale, self.offset
        return ShapeBox(
            round(left + box.left * wide),
            round(top + box.top * high),
            round(box.width * wide),
            round(box.height * high),
        )


def box_of(package: Package, part: str, element: Any) -> ShapeBox | None:
    """Where a shape stands: as it says itself, or as the placeholder says that it fills in on layout and master."""
    own, holder = own_box(element), placeholder_of(element)
    if own is not None or holder is None:
        return own
    layout = package.related(part, LAYOUT)
    master = package.related(layout, MASTER) if layout else None
    return (_place_on(package.tree(layout), holder) if layout else None) or (
        _place_on(package.tree(master), holder, by_kind_only=True) if master else None
    )


def own_box(element: Any) -> ShapeBox | None:
    """The place that a shape says itself."""
    frame = element.find("p:spPr/a:xfrm", PREFIXES)
    if frame is None or frame.find("a:off", PREFIXES) is None or frame.find("a:ext", PREFIXES) is None:
        return None
    offset, extent = frame.find("a:off", PREFIXES), frame.find("a:ext", PREFIXES)
    return ShapeBox(*(int(offset.get(name)) for name in "xy"), *(int(extent.get(name)) for name in ("cx", "cy")))


def placeholder_of(element: Any) -> Any:
    """What a shape says of the placeholder that it fills; None where it fills none."""
    found = (element.find(f"{holder}/p:nvPr/p:ph", PREFIXES) for holder in ("p:nvSpPr", "p:nvPicPr"))
    return next((each for each in found if each is not None), None)


def frame_of(element: Any) -> Frame:
    """What the groups around a shape make of its place."""
    frame = Frame()
    for group in element.iterancestors(qn("p:grpSp")):
        own = group.find("p:grpSpPr/a:xfrm", PREFIXES)
        parts = (
            [own.find(f"a:{name}", PREFIXES) for name in ("off", "ext", "chOff", "chExt")] if own is not None else []
        )
        if parts and all(part is not None for part in parts):
            frame = _within(frame, *parts)
    return frame


def stretch_of(element: Any, frame: Frame) -> tuple[float, float]:
    """How groups stretch a shape, along its own sides: those of one that lies on its side are exchanged."""
    wide, high = frame.scale
    own = element.find("p:spPr/a:xfrm", PREFIXES)
    turned = round(int(own.get("rot", 0)) / _QUARTER) if own is not None else 0
    return (high, wide) if turned % 2 else (wide, high)


def _within(inner: Frame, off: Any, ext: Any, start: Any, size: Any) -> Frame:
    """A frame seen from outside the group around it."""
    scales, offsets = [], []
    for axis, (place, length) in enumerate((("x", "cx"), ("y", "cy"))):
        whole = int(size.get(length))
        scale = int(ext.get(length)) / whole if whole else 1.0
        scales.append(inner.scale[axis] * scale)
        offsets.append(int(off.get(place)) + (inner.offset[axis] - int(start.get(place))) * scale)
    return Frame((scales[0], scales[1]), (offsets[0], offsets[1]))


def _place_on(tree: Any, holder: Any, *, by_kind_only: bool = False) -> ShapeBox | None:
    """The place of a placeholder on a layout, by its number or else its kind, or on a master, by its kind."""
    others = [(each, placeholder_of(each)) for each in tree.iter(*FILLABLE)]
    others = [(each, other) for each, other in others if other is not None and own_box(each) is not None]
    tests = [_has_same_kind, _has_same_family] if by_kind_only else [_has_same_number, _has_same_kind, _has_same_family]
    for is_same in tests:
        for each, other in others:
            if is_same(holder, other):
                return own_box(each)
    return None


def _has_same_number(one: Any, other: Any) -> bool:
    return one.get("idx") is not None and one.get("idx") == other.get("idx")


def _has_same_kind(one: Any, other: Any) -> bool:
    return bool(one.get("type", "obj") == other.get("type", "obj"))


def _has_same_family(one: Any, other: Any) -> bool:
    kinds = (each.get("type", "obj") for each in (one, other))
    first, second = (_FAMILIES.get(kind, kind) for kind in kinds)
    return bool(first == second)
