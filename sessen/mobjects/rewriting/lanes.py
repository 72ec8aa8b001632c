"""Ways around each other for letters that change places: as in traffic, a lane for each block that moves.

A block keeps to the straight way if it meets nobody there. Otherwise it passes above the others, or below, in the first
lane that is free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from sessen.mobjects.rewriting.letters import Letter
from sessen.typesetting.letters import BAR

Move = tuple[Letter, Letter]

_LIFT: Final = 1.25  # height of a lane, in heights of the tallest letter that moves
_MOMENTS: Final = np.linspace(0.1, 0.9, 9)
_TOUCH: Final = 0.8  # of their half widths and heights together: letters nearer than that are upon each other
_LANES: Final = 4  # above and below
_DETOUR: Final = 0.2  # a lane further away, for each letter: small blocks pass around large ones
_BAR: Final = 3  # meetings with letters that are as bad as one with a bar


def lifts_of(moves: Mapping[int, Move], block: Mapping[int, int]) -> dict[int, float]:
    """How far letters pass above (or below, negative) the straight way, by their places; blocks stay together."""
    blocks: dict[int, list[int]] = {}
    for place in moves:
        blocks.setdefault(block[place], []).append(place)
    bars = [letter for move in moves.values() for letter in move if letter.name == BAR]
    heights = [start.height for start, _ in moves.values() if not start.is_stretched]
    height = _LIFT * max(heights, default=0.0)
    taken = _Road(moves)
    lifts: dict[int, float] = {}
    order = sorted(blocks.values(), key=lambda places: abs(_way([moves[place] for place in places])))
    # The second time each sees all the others.
    for places in order * 2:
        own = [moves[place] for place in places]
        blocked = _blocked(own, bars)
        # The first of the least crowded ones.
        lane = min(
            _lanes(own),
            key=lambda lane: (
                taken.meetings(places, height * lane)
                + _BAR * (np.sign(lane) in blocked)
                + _DETOUR * abs(lane) * len(places)
            ),
        )
        taken.enter(places, height * lane)
        lifts |= dict.fromkeys(places, height * lane)
    return lifts


def _way(moves: Sequence[Move]) -> float:
    """How far a block moves to the right."""
    return float(np.mean([end.center[0] - start.center[0] for start, end in moves]))


def _lanes(moves: Sequence[Move]) -> list[int]:
    """Lanes, the best first: above for what goes to the left."""
    first = 1 if _way(moves) < 0 else -1
    return [0, *(side * lane for lane in range(1, _LANES + 1) for side in (first, -first))]


def _blocked(moves: Sequence[Move], bars: Sequence[Letter]) -> set[int]:
    """The sides, above (1) or below (-1), where the bar of a fraction is in the way."""
    sides = {side for move in moves for letter in move for side in (1, -1) if _has_bar(letter, bars, side)}
    return sides if len(sides) == 1 else set()  # between bars, or from below one to above it, there is no way around


def _has_bar(letter: Letter, bars: Sequence[Letter], side: int) -> bool:
    """Whether a bar stands right above (1) or below (-1) a letter."""
    x, y, reach = letter.center[0], letter.center[1], 2 * _LIFT * letter.height
    return any(bar.box[0, 0] < x < bar.box[1, 0] and 0 < side * (bar.center[1] - y) < reach for bar in bars)


class _Road:
    """Where letters are at some moments, and how many of them meet."""

    def __init__(self, moves: Mapping[int, Move]) -> None:
        self.moves = moves
        self._tracks: dict[int, tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]] = {}

    def enter(self, places: Sequence[int], lift: float) -> None:
        """Let letters take their way."""
        for place in places:
            if not self.moves[place][0].is_stretched:
                self._tracks[place] = self._track(place, lift)

    def meetings(self, places: Sequence[int], lift: float) -> int:
        """How often letters would be upon others that have taken their way."""
        others = [place for place in self._tracks if place not in places]
        return sum(self._met(place, lift, others) for place in places if not self.moves[place][0].is_stretched)

    def _met(self, place: int, lift: float, others: Sequence[int]) -> int:
        tracks = [self._tracks[other] for other in others if self.moves[other][0] is not self.moves[place][0]]
        if not tracks:
            return 0
        center, size = self._track(place, lift)
        apart = np.abs(np.array([track[0] for track in tracks]) - center)
        touch = (np.array([track[1] for track in tracks]) + size) * (_TOUCH / 2)
        return int(np.count_nonzero((apart < touch).all(axis=2)))

    def _track(self, place: int, lift: float) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Centers and sizes at all moments, each of shape (moments, 2)."""
        start, end = self.moves[place]
        share = _MOMENTS[:, None]
        center = ((1 - share) * start.center + share * end.center)[:, :2]
        center[:, 1] += lift * np.sin(np.pi * _MOMENTS)
        size = (1 - share) * np.ptp(start.box, axis=0) + share * np.ptp(end.box, axis=0)
        return center, size[:, :2]
