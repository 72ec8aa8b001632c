"""What a scene shows at one moment, as things; what has not changed is not looked at again."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from manim import PMobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from sessen.fixed_in_frame import FixedInFrame
from sessen.legibility.glyph_marks import is_text, mark_of
from sessen.legibility.ink import Places, Projector
from sessen.legibility.thing import CROWD, Color, Kind, Thing

_STANDS: Final = 0.2  # seconds: what is shown as one snapshot for so long rests
_TOUCHED: Final = 1.0  # pixels around a box within which another counts as near


@dataclass(eq=False)
class Snapshot:
    """One moment of a scene.

    Parameters
    ----------
    seconds, dt
        When it is shown first, and for how long at least.
    things
        In the order in which they are drawn.
    is_home
        Whether the camera is where it was at first.
    begins
        Whether it is the first of an animation or a wait.
    width, height, unit
        Of the snapshot in pixels, and pixels in one of Manim's units at its first size.
    """

    scene: Any
    step: str
    seconds: float
    dt: float
    things: list[Thing]
    paper: Color
    width: int
    height: int
    unit: float
    is_home: bool = True
    begins: bool = False
    before: Snapshot | None = None
    draw: Callable[[], Any] = lambda: None

    @cached_property
    def pixels(self) -> Any:
        """The snapshot as it is drawn, height × width × 4; None where it cannot be."""
        return self.draw()

    @cached_property
    def texts(self) -> list[Thing]:
        """The texts that can be seen."""
        return [thing for thing in self.things if thing.is_text]

    @cached_property
    def boxes(self) -> npt.NDArray[np.float64]:
        """The boxes of all things; shape (n, 4)."""
        return np.array([thing.box for thing in self.things]).reshape(-1, 4)

    @cached_property
    def _neighbours(self) -> list[list[int]]:
        """For each thing in order the places of those whose boxes touch its own."""
        left, top, right, bottom = self.boxes.T
        meet = (left[:, None] < right + _TOUCHED) & (right[:, None] > left - _TOUCHED)
        meet &= (top[:, None] < bottom + _TOUCHED) & (bottom[:, None] > top - _TOUCHED)
        np.fill_diagonal(meet, val=False)
        found: list[list[int]] = [[] for _ in self.things]
        for one, other in zip(*(places.tolist() for places in np.nonzero(meet)), strict=True):
            found[one].append(other)
        return found

    def near(self, thing: Thing) -> list[Thing]:
        """The other things whose boxes touch the box of one."""
        return [self.things[place] for place in self._neighbours[thing.order]]

    def rests(self, thing: Thing) -> bool:
        """Whether a thing is as it was in the snapshot before, or stands still now."""
        return self.dt >= _STANDS or (self.before is not None and thing in self.before.identities)

    @cached_property
    def identities(self) -> frozenset[Thing]:
        """The things, to ask whether one is among them."""
        return frozenset(self.things)


class SnapshotMaker:
    """Makes snapshots of a scene, and remembers the things of the last one."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, Thing]] = {}
        self._seen: dict[int, tuple[Any, Thing]] = {}

    def things(self, mobjects: Iterable[Any], projector: Projector, view: Any) -> list[Thing]:
        """The things of a frame in the order in which they are drawn.

        Parameters
        ----------
        view
            What the place of all things depends on beside their points; equal as long as the camera stands still.
        """
        self._seen, self._projector, self._view = {}, projector, view
        found: dict[int, Thing] = {}
        for mobject in mobjects:
            self._gather(mobject, (), found)
        self._known = self._seen
        things = [thing for thing in found.values() if thing.shows]
        on_top = getattr(projector.camera, "fixed_in_frame_mobjects", ())
        things.sort(key=lambda thing: (thing.root.z_index, thing.leaves[0][0] in on_top))
        for order, thing in enumerate(things):
            thing.order = order
        return things

    def _gather(self, mobject: Any, path: tuple[Any, ...], found: dict[int, Thing]) -> None:
        if is_text(mobject) and self._gather_text(mobject, path, found):
            return
        if isinstance(mobject, AbstractImageMobject | PMobject):
            self._enter(Kind.IMAGE, mobject, [mobject], path, found)
            return
        if len(mobject.points) and isinstance(mobject, VMobject):
            kind = Kind.TEXT if mark_of(mobject) is not None else Kind.SHAPE
            self._enter(kind, mobject, [mobject], path, found)
        self._gather_members(mobject, (*path, mobject), found)

    def _gather_text(self, text: Any, path: tuple[Any, ...], found: dict[int, Thing]) -> bool:
        """Enter a text with its glyphs; paper behind it, or a line below it, is a thing of its own."""
        family = [each for each in text.get_family() if len(each.points)]
        glyphs = [each for each in family if mark_of(each) is not None] or [text] * getattr(text, "is_type", False)
        if not glyphs:
            return False
        others = [each for each in family if each not in glyphs]
        below = [each for each in others if family.index(each) < family.index(glyphs[0])]
        for each in below:
            self._enter(Kind.SHAPE, each, [each], (*path, text), found)
        self._enter(Kind.TEXT, text, glyphs, path, found)
        for each in others:
            if each not in below:
                self._enter(Kind.SHAPE, each, [each], (*path, text), found)
        return True

    def _gather_members(self, mobject: Any, path: tuple[Any, ...], found: dict[int, Thing]) -> None:
        members = mobject.submobjects
        if len(members) >= CROWD and not any(is_text(each) or mark_of(each) for each in members[:CROWD]):
            family = [each for member in members for each in member.get_family()]
            if not any(is_text(each) or mark_of(each) for each in family):
                leaves = [each for each in family if len(each.points) and isinstance(each, VMobject)]
                self._enter(Kind.CROWD, mobject, leaves, path[:-1], found, key=-id(mobject))
                return
        glyphs = [each for each in members if mark_of(each) is not None and not is_text(each)]
        if len(glyphs) > 1:
            leaves = [each for each in glyphs if len(each.points)]
            self._enter(Kind.TEXT, mobject, leaves, path[:-1], found, key=-id(mobject))
            members = [each for each in members if each not in glyphs]
        for each in members:
            self._gather(each, path, found)

    def _enter(
        self,
        kind: Kind,
        root: Any,
        leaves: list[Any],
        path: tuple[Any, ...],
        found: dict[int, Thing],
        key: int = 0,
    ) -> None:
        key = key or id(root)
        look = (self._view, *map(_look, leaves))
        known = self._known.get(key) or self._seen.get(key)
        if known is None or known[0] != look:
            known = look, self._made(kind, root, leaves)
        thing = known[1]
        thing.path = path
        self._seen[key] = known
        found.pop(key, None)  # what is there twice is drawn where it stands last
        found[key] = thing

    def _made(self, kind: Kind, root: Any, leaves: list[Any]) -> Thing:
        projector = self._projector
        placed: list[tuple[Any, Places]] = [(leaf, projector.places(leaf)) for leaf in leaves]
        widths = [projector.line_width(leaf) if isinstance(leaf, VMobject) else 0.0 for leaf in leaves]
        return Thing(root, kind, placed, widths, (projector.width, projector.height), projector.unit)


def _look(leaf: Any) -> tuple[Any, ...]:
    """What a leaf looks like, but for its joints."""
    if isinstance(leaf, VMobject):
        return leaf.points.tobytes(), leaf.fill_rgbas.tobytes(), leaf.stroke_rgbas.tobytes(), leaf.stroke_width
    if isinstance(leaf, AbstractImageMobject):
        pixels = leaf.get_pixel_array()
        return leaf.points.tobytes(), id(pixels), pixels[::16, ::16].tobytes()
    return (leaf.points.tobytes(), getattr(leaf, "rgbas", np.zeros(0)).tobytes())


def seeing(camera: Any) -> Any:
    """A copy of a camera that is ready to say where things are in the picture, as the camera is when it draws."""
    twin = copy.copy(camera)
    if isinstance(camera, FixedInFrame):
        fixed = frozenset(camera._fixed())
        twin.fixed_members = fixed
        if hasattr(camera, "fixed_in_frame_mobjects"):
            twin.fixed_in_frame_mobjects = {*camera.fixed_in_frame_mobjects, *fixed}
    return twin


def view_of(camera: Any) -> tuple[Any, ...]:
    """All of a camera that the place of things depends on."""
    rotation = getattr(camera, "rotation_matrix", None)
    turned = () if rotation is None else (np.asarray(rotation).tobytes(), float(camera.get_zoom()))
    center = tuple(np.asarray(camera.frame_center, float).tolist())
    return float(camera.frame_width), float(camera.frame_height), center, turned
