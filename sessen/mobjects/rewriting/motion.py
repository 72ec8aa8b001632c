"""How letters travel from one formula to the next: without turning, bending or passing through each other.

Old letters that go nowhere are gone before others arrive; new ones come when the others stand. Letters keep their
shape; only bars, brackets and roots become wider or higher. Letters that change places pass above and below.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
from manim import VMobject

from sessen.layout import Point
from sessen.mobjects.rewriting.lanes import lifts_of
from sessen.mobjects.rewriting.letters import Letter
from sessen.mobjects.rewriting.matching import Matches

_GONE: Final = 0.32  # of the time, after which what goes nowhere is gone
_COMES: Final = 0.68  # when what is new begins to come
_ARRIVED: Final = 0.86  # when the others stand, if something new comes
_SMALLEST: Final = 0.3  # share of its size in which a letter comes and goes
_HIDDEN: Final = 0.012  # units: a copy nearer than this to its original cannot be told from it
_LATE: Final = 0.55  # of the way, when a letter of a copy may be seen though others of it stand upon the original
_CLEAR: Final = 0.12  # units: a copy is seen whole when it is so far from the formula that stays
_SHIFT: Final = 0.25  # of the way to its neighbour, from where a new letter comes


@dataclass(eq=False)
class Travel:
    """A letter on its way; ``start`` or ``end`` is missing where it comes new or goes for good.

    Attributes
    ----------
    away
        Where it comes from, or goes to, if it has no start or no end; shape (3,).
    lift
        How far above the straight way it passes, in units; negative below.
    is_copy
        Whether another letter stands where this one starts.
    kept
        The boxes of a formula that stays, shape (n, 2, 3): a copy is not seen upon it.
    block
        The box of all that moves together with it, at the start and at the end; shape (2, 2, 3).
    """

    start: Letter | None
    end: Letter | None
    away: Point
    lift: float = 0.0
    is_copy: bool = False
    kept: npt.NDArray[np.float64] | None = None
    block: npt.NDArray[np.float64] | None = None
    _faded: bool = False

    def mobject(self) -> VMobject:
        """What shows it."""
        letter = self.start or self.end
        assert letter is not None
        return letter.mobject()

    def show(self, mobject: VMobject, alpha: float, window: tuple[float, float]) -> None:
        """Let a mobject be the letter at a share of the time; what moves does so in a window of it."""
        if self.start is not None and self.end is not None:
            self._moving(mobject, self.start, self.end, _eased((alpha - window[0]) / (window[1] - window[0])))
        elif self.start is not None:
            self._fading(mobject, self.start, 1 - _eased(alpha / _GONE))
        elif self.end is not None:
            self._fading(mobject, self.end, _eased((alpha - _COMES) / (1 - _COMES)))

    def _moving(self, mobject: VMobject, start: Letter, end: Letter, share: float) -> None:
        center = start.center + share * (end.center - start.center)
        center[1] += self.lift * math.sin(math.pi * share)
        box = start.size + share * (end.size - start.size)
        # A letter has another outline in exponents: it is exchanged on the way, in the same size.
        shown = start if share < 0.5 or start.curves.shape == end.curves.shape else end
        mobject.points = center + shown.local * _scale(shown, box)
        seen = 1.0 if share >= 1 or not self.is_hidden_at_first else self._seen(center, box, share)
        if seen < 1 or self._changes_color or self._faded:
            self._faded = seen < 1
            for name, rgbas in start.color.items():
                target = end.color[name]
                mixed = rgbas + share * (target - rgbas) if rgbas.shape == target.shape else rgbas.copy()
                mixed[:, 3] *= seen
                setattr(mobject, name, mixed)

    @cached_property
    def _changes_color(self) -> bool:
        assert self.start is not None
        assert self.end is not None
        other = self.end.color
        return not all(np.array_equal(rgbas, other[name]) for name, rgbas in self.start.color.items())

    @property
    def is_hidden_at_first(self) -> bool:
        """Whether it comes out of a letter that stays where it is, or goes another way."""
        return self.is_copy or self.kept is not None

    def _block_at(self, share: float) -> tuple[Point, npt.NDArray[np.float64]]:
        """The middle and the size of all that moves together with it."""
        assert self.block is not None
        (low, high) = self.block[0] + share * (self.block[1] - self.block[0])
        middle = (low + high) / 2
        middle[1] += self.lift * math.sin(math.pi * share)
        return middle, high - low

    def _clear_of_kept(self, center: Point, box: npt.NDArray[np.float64]) -> float:
        """How far a box is away from the formula that stays, from 0 to 1."""
        assert self.kept is not None
        apart = np.abs(self.kept.mean(axis=1) - center) - (np.ptp(self.kept, axis=1) + box) / 2
        return float(np.clip(apart[:, :2].max(axis=1).min() / _CLEAR, 0, 1))

    def _seen(self, center: Point, box: npt.NDArray[np.float64], share: float) -> float:
        """How much is to be seen of a letter in a box around a place: a copy is hidden by what it is a copy of."""
        if self.kept is not None:
            whole = self._clear_of_kept(*self._block_at(share))
            late = _eased((share - _LATE) / (1 - _LATE))
            return max(whole, late * self._clear_of_kept(center, box))
        assert self.start is not None
        return float(np.linalg.norm(center - self.start.center) >= _HIDDEN)

    def _fading(self, mobject: VMobject, letter: Letter, share: float) -> None:
        size = _SMALLEST + (1 - _SMALLEST) * share
        center = self.away + share * (letter.center - self.away)
        mobject.points = center + size * letter.local
        for name, rgbas in letter.color.items():
            faded = np.array(rgbas, dtype=float)
            faded[:, 3] *= share
            setattr(mobject, name, faded)


def _scale(letter: Letter, box: npt.NDArray[np.float64]) -> float | npt.NDArray[np.float64]:
    """By how much the outline of a letter is larger in a box: one number, but for what is stretched to it."""
    if letter.is_stretched:
        return np.where(letter.size > 1e-9, box / np.maximum(letter.size, 1e-9), 1.0)
    longest = 1 if letter.size[1] > letter.size[0] else 0
    return float(box[longest] / max(letter.size[longest], 1e-9))


def _eased(share: float) -> float:
    """Slow at both ends."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def window_of(ways: Sequence[Travel]) -> tuple[float, float]:
    """When what stays moves: all the time, but for what goes before and comes after it."""
    goes, comes = any(way.end is None for way in ways), any(way.start is None for way in ways)
    return _GONE / 2 if goes else 0.0, _ARRIVED if comes else 1.0


def travels(
    before: Sequence[Letter], after: Sequence[Letter], matches: Matches, origins: Mapping[int, Point], keep: bool
) -> list[Travel]:
    """The ways of all letters, in the order in which they are drawn.

    Parameters
    ----------
    before, after
        The letters of both formulas.
    matches
        Which letter goes where.
    origins
        Where new letters come from, by place, as far as that has been told.
    keep
        Whether the old formula stays: letters leave it as copies, and none is gone.
    """
    gone = sorted(set(range(len(before))) - set(matches.source.values()))
    new = sorted(set(range(len(after))) - set(matches.source))
    ways = [] if keep else [Travel(before[place], None, before[place].center) for place in gone]
    ways += _moves(before, after, matches, keep)
    replaced = _Replaced(before, after, matches, gone)
    return ways + [Travel(None, after[place], origins.get(place, replaced.origin_of(place))) for place in new]


def _moves(before: Sequence[Letter], after: Sequence[Letter], matches: Matches, keep: bool) -> list[Travel]:
    lifts = lifts_of(
        {target: (before[source], after[target]) for target, source in matches.source.items()}, matches.block
    )
    nearest: dict[int, int] = {}
    for target, source in matches.source.items():
        here = nearest.setdefault(source, target)
        if _distance(before[source], after[target]) < _distance(before[source], after[here]):
            nearest[source] = target
    kept = np.array([letter.box for letter in before]) if keep else None
    boxes = _boxes_of_blocks(before, after, matches) if keep else {}
    return [
        Travel(
            before[source],
            after[target],
            after[target].center,
            lifts[target],
            nearest[source] != target,
            kept,
            boxes.get(matches.block[target]),
        )
        for target, source in sorted(matches.source.items())
    ]


def _boxes_of_blocks(
    before: Sequence[Letter], after: Sequence[Letter], matches: Matches
) -> dict[int, npt.NDArray[np.float64]]:
    """The boxes of what moves together, at the start and at the end, each of shape (2, 2, 3)."""
    blocks: dict[int, list[tuple[Letter, Letter]]] = {}
    for target, source in matches.source.items():
        blocks.setdefault(matches.block[target], []).append((before[source], after[target]))
    return {block: np.array([around(side) for side in zip(*pairs, strict=True)]) for block, pairs in blocks.items()}


def around(letters: Sequence[Letter]) -> npt.NDArray[np.float64]:
    """The box around letters, shape (2, 3)."""
    boxes = np.array([letter.box for letter in letters])
    return np.array([boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)])


def _distance(one: Letter, other: Letter) -> float:
    return float(np.linalg.norm(one.center - other.center))


class _Replaced:
    """Where new letters come from: from those that they take the place of, or from their neighbour."""

    def __init__(
        self, before: Sequence[Letter], after: Sequence[Letter], matches: Matches, gone: Sequence[int]
    ) -> None:
        self.before, self.after, self.matches, self.gone = before, after, matches, gone

    def origin_of(self, place: int) -> Point:
        """The middle of what stood between the same neighbours; else a little towards the nearest neighbour."""
        left = next((each for each in range(place - 1, -1, -1) if each in self.matches.source), None)
        right = next((each for each in range(place + 1, len(self.after)) if each in self.matches.source), None)
        letter = self.after[place]
        if self._stood_between(left, right):
            return letter.center
        neighbours = [self.after[each].center for each in (left, right) if each is not None]
        if not neighbours:
            return letter.center
        nearest = min(neighbours, key=lambda center: float(np.linalg.norm(center - letter.center)))
        return letter.center + _SHIFT * (nearest - letter.center)

    def _stood_between(self, left: int | None, right: int | None) -> bool:
        start = -1 if left is None else self.matches.source[left]
        end = len(self.before) if right is None else self.matches.source[right]
        return any(start < place < end for place in self.gone)
