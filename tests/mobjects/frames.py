"""What is wrong with the frames of a formula that becomes another: doubled, smeared or bent letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt
from manim import VMobject

from sessen.mobjects.rewriting.motion import Travel
from sessen.mobjects.rewriting.rewrite import Rewrite

MOMENTS = (0.25, 0.4, 0.5, 0.6, 0.75)
VISIBLE = 0.25


@dataclass(frozen=True)
class Seen:
    """A letter in a frame."""

    way: Travel
    mobject: VMobject

    @property
    def name(self) -> str:
        letter = self.way.start or self.way.end
        assert letter is not None
        return letter.name

    @cached_property
    def box(self) -> npt.NDArray[np.float64]:
        return np.array([self.mobject.points.min(axis=0), self.mobject.points.max(axis=0)])

    @property
    def opacity(self) -> float:
        return float(self.mobject.fill_rgbas[0, 3])

    @property
    def is_sign(self) -> bool:
        letter = self.way.start or self.way.end
        assert letter is not None
        return letter.is_stretched


def frames(rewrite: Rewrite, moments: Sequence[float] = MOMENTS) -> Iterator[tuple[float, list[Seen]]]:
    """The letters that can be seen, at some moments."""
    rewrite.begin()
    for moment in moments:
        yield moment, letters_at(rewrite, moment)


def letters_at(rewrite: Rewrite, moment: float) -> list[Seen]:
    """The letters that can be seen at a moment."""
    rewrite.interpolate(moment)
    shown = [Seen(way, mobject) for way, mobject in zip(rewrite.ways, rewrite.traveling.submobjects, strict=True)]
    return [each for each in shown if each.opacity > VISIBLE]


def faults(rewrite: Rewrite) -> list[str]:
    """Everything that is wrong, in words."""
    rewrite.begin()
    return [f"{moment}: {fault}" for moment in MOMENTS for fault in faults_at(rewrite, moment)]


def faults_at(rewrite: Rewrite, moment: float) -> list[str]:
    """What is wrong at a moment."""
    shown = letters_at(rewrite, moment)
    found = [fault for each in shown if (fault := bent(each))]
    return found + [fault for pair in combinations(shown, 2) if (fault := doubled(*pair) or smeared(*pair))]


def bent(seen: Seen) -> str:
    """Whether a letter is anything but its own outline, moved and scaled."""
    outlines = [letter.curves for letter in (seen.way.start, seen.way.end) if letter is not None]
    for curves in outlines:
        if curves.shape == seen.mobject.points.shape and _is_similar(curves, seen.mobject.points, seen.is_sign):
            return ""
    return f"{seen.name} is bent"


def _is_similar(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64], stretched: bool) -> bool:
    a, b = (each[:, :2] - each[:, :2].mean(axis=0) for each in (one, other))
    scales = (a * b).sum(axis=0) / np.maximum((a * a).sum(axis=0), 1e-12)
    scale = scales if stretched else (a * b).sum() / max((a * a).sum(), 1e-12)
    return bool(np.allclose(a * scale, b, atol=0.02 * np.ptp(b, axis=0).max() + 1e-6))


def doubled(one: Seen, other: Seen) -> str:
    """Whether a letter is seen twice, one copy upon the other; two that part from one are the same at first."""
    if one.name != other.name or one.is_sign or (one.way.start is not None and one.way.start is other.way.start):
        return ""
    if _overlap(one.box, other.box) < 0.15:
        return ""
    return f"{one.name} is seen twice"


def smeared(one: Seen, other: Seen) -> str:
    """Whether two letters stand upon each other that do not at the beginning or at the end."""
    if one.is_sign or other.is_sign or (one.way.start is not None and one.way.start is other.way.start):
        return ""
    if _overlap(one.box, other.box) < 0.35:
        return ""
    return f"{one.name} stands on {other.name}"


def _overlap(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    """The share of the smaller box that both have."""
    if one[1, 0] <= other[0, 0] or other[1, 0] <= one[0, 0] or one[1, 1] <= other[0, 1] or other[1, 1] <= one[0, 1]:
        return 0.0
    sides = np.minimum(one[1], other[1]) - np.maximum(one[0], other[0])
    smaller = min(float(np.prod(np.ptp(each, axis=0)[:2])) for each in (one, other))
    return float(np.prod(sides[:2])) / max(smaller, 1e-12)
