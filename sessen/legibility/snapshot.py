"""What a scene shows at one moment, as things; what has not changed is not looked at again."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sessen.fixed_in_frame import FixedInFrame
from sessen.legibility.thing import Color, Thing

_STANDS: Final = 0.2  # seconds: what is shown as one snapshot for so long rests
_TOUCHED: Final = 4.0  # pixels around a box within which another counts as near


@dataclass(eq=False)
class Snapshot:
    """One moment of a scene.

    Parameters
    ----------
    seconds, dt
        When it is shown first, and for how long it stands; 0 if the next frame may differ.
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
    draw: Callable[[list[Any]], Any] = lambda mobjects: None

    def pixels_around(self, things: Iterable[Thing]) -> Any:
        """The snapshot as it is drawn at least at some things, height × width × 4; None where it cannot be."""
        wanted = {place for thing in things for place in (thing.order, *self._neighbours[thing.order])}
        return self.draw([leaf for place in sorted(wanted) for leaf, *_ in self.things[place].leaves])

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
