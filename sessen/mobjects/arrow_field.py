"""Many arrows as one mobject: four hundred of them cost one path, not four hundred groups."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import VMobject

from sessen.layout import Point
from sessen.mathematics import format_number
from sessen.words import Words

Numbers = npt.NDArray[np.float64]

_CORNERS: Final = 7
_TIP: Final = 3  # the corner of the outline that is the arrow's end
_THIRDS: Final = np.array([0.0, 1 / 3, 2 / 3, 1.0])


class Arrows(VMobject):
    """Arrows as filled outlines, from feet along vectors, each exactly as long as its vector.

    An arrow too short for its head has a smaller head and a thinner shaft; one of no length is not seen.

    Parameters
    ----------
    feet, vectors
        Where they begin and how far they reach, in Manim's units; shape (n, 3).
    shaft
        Thickness of the shaft in Manim's units; heads are four times as wide and five times as long.
    """

    def __init__(self, feet: Point, vectors: Point, *, color: str, shaft: float = 0.026) -> None:
        super().__init__(fill_color=color, fill_opacity=1, stroke_width=0)
        self.shaft = shaft
        self.aim(feet, vectors)

    def aim(self, feet: Point, vectors: Point) -> Arrows:
        """Draw the same arrows anew, from other feet or along other vectors."""
        corners = _outlines(np.atleast_2d(feet), np.atleast_2d(vectors), self.shaft)
        following = np.roll(corners, -1, axis=1)
        sides = corners[:, :, None] + _THIRDS[:, None] * (following - corners)[:, :, None]
        self.points = sides.reshape(-1, 3)
        return self

    @property
    def feet(self) -> Point:
        """Where the drawn arrows begin, measured on their outlines; shape (n, 3)."""
        corners = self._corners
        return (corners[:, 0] + corners[:, -1]) / 2

    @property
    def tips(self) -> Point:
        """Where the drawn arrows end, measured on their outlines; shape (n, 3)."""
        return self._corners[:, _TIP]

    @property
    def _corners(self) -> Point:
        return self.points.reshape(-1, _CORNERS, 4, 3)[:, :, 0]


class ArrowField(Arrows):
    """Arrows that grow in a wave from one point outward, as far as ``progress`` has come.

    Parameters
    ----------
    feet, vectors
        Where they begin and how far they reach when they are grown, in Manim's units; shape (n, 3).
    progress
        From 0 (none) to 1 (all), asked again in every frame.
    origin
        Where the wave begins; shape (3,).
    reach
        How far from there it ends; by default at the last foot.
    """

    def __init__(
        self,
        feet: Point,
        vectors: Point,
        progress: Callable[[], float],
        *,
        origin: Point,
        color: str,
        shaft: float = 0.022,
        reach: float | None = None,
    ) -> None:
        super().__init__(feet, 0 * vectors, color=color, shaft=shaft)
        self.progress = progress
        self._grown = feet.copy(), vectors.copy()
        distances = np.linalg.norm(feet - origin, axis=1)
        self._order = distances / max(float(distances.max()) if reach is None else reach, 1e-12)

    @property
    def shares(self) -> Numbers:
        """How much of each arrow there is at this moment; shape (n,)."""
        return wave(self._order, self.progress())

    def follow(self) -> None:
        """Draw the arrows as far as they have grown."""
        feet, vectors = self._grown
        self.aim(feet, vectors * self.shares[:, None])


def _outlines(feet: Point, vectors: Point, shaft: float) -> Point:
    """The corners of every arrow, shape (n, 7, 3), from the foot's right side around the tip to its left side."""
    lengths = np.linalg.norm(vectors, axis=1)
    along = vectors / np.maximum(lengths, 1e-12)[:, None]
    aside = np.stack([-along[:, 1], along[:, 0], np.zeros(len(along))], axis=1)
    heads = np.minimum(5 * shaft, 0.6 * lengths)
    shafts, barbs = heads / 10, heads * 0.4
    neck, zero = lengths - heads, np.zeros(len(lengths))
    forward = np.stack([zero, neck, neck, lengths, neck, neck, zero], axis=1)
    sideways = np.stack([-shafts, -shafts, -barbs, zero, barbs, shafts, shafts], axis=1)
    return np.asarray(feet[:, None] + forward[..., None] * along[:, None] + sideways[..., None] * aside[:, None])


def round_factor(length: float, longest: float) -> float:
    """The largest of 1, 2, 5 times a power of ten by which ``length`` stays within ``longest``; 1 if there is none."""
    if not length > 0 or not math.isfinite(length):
        return 1.0
    exact = longest / length * (1 + 1e-9)
    power = 10.0 ** math.floor(math.log10(exact))
    factor = next(step for step in (5, 2, 1) if step * power <= exact)
    return float(f"{factor * power:.12g}")


def wave(distances: Numbers, progress: float, *, softness: float = 0.4) -> Numbers:
    """How far each of many things has grown when a wave runs outward: 0 to 1, all 0 at progress 0 and 1 at 1.

    Parameters
    ----------
    distances
        From 0 (grows first) to 1 (grows last).
    softness
        The share of the time that one thing takes.
    """
    local = np.clip((progress - (1 - softness) * distances) / softness, 0, 1)
    return np.asarray(local * local * (3 - 2 * local))


def length_of_arrows(factor: float, left_out: int = 0) -> Words:
    """How long arrows are drawn that stand for their length times ``factor``; ``left_out`` are too long to be drawn."""
    english, japanese = "arrows drawn to scale", "矢印は実際の長さ"
    if factor > 1:
        times = format_number(factor, 3, style="typst")
        english, japanese = f"arrows drawn at ${times}$ times their length", f"矢印は実際の${times}$倍の長さ"
    if factor < 1:
        share = f"1 slash {format_number(1 / factor, 3, style='typst')}"
        english, japanese = f"arrows drawn at ${share}$ scale", f"矢印は実際の${share}$の長さ"
    if left_out:
        english = english.removesuffix(" scale").removesuffix(" times their length")
        english, japanese = (
            f"{english}, ${left_out}$ left out",
            f"{japanese.replace('実際の', '')} (${left_out}$本は略)",
        )
    return Words(en=english, ja=japanese)
