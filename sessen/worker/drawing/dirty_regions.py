"""Parts of a picture: where two stacks of shapes differ, and few boxes around that."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Protocol

from sessen.video.color import Box

_EACH = 20_000
"""Pixels that could be copied and converted in the time that goes into one more part."""


class Placed(Protocol):
    """Something that stands in a box; two are equal only when they are one object."""

    @property
    def box(self) -> Box:
        """What it may touch."""


def damage(before: Sequence[Placed], now: Sequence[Placed]) -> list[Box]:
    """Boxes outside of which both stacks show the same things in the same order."""
    start, shortest = 0, min(len(before), len(now))
    while start < shortest and before[start] is now[start]:
        start += 1
    end = 0
    while end < shortest - start and before[-1 - end] is now[-1 - end]:
        end += 1
    gone, come = before[start : len(before) - end], now[start : len(now) - end]
    if len(gone) == len(come):
        apart = [(old, new) for old, new in zip(gone, come, strict=True) if old is not new]
        if {old for old, _ in apart}.isdisjoint([new for _, new in apart]):
            return [each.box for pair in apart for each in pair]  # as in most frames: none has changed its place
    kept = _kept(gone, come) if gone and come else frozenset()
    return [each.box for each in (*gone, *come) if each not in kept]


def _kept(before: Sequence[Placed], now: Sequence[Placed]) -> frozenset[Placed]:
    """As many things as possible that are in both and come in the same order in both.

    A longest increasing subsequence of their places (Fredman 1975).
    """
    places = {each: place for place, each in enumerate(before)}
    come = set(now)
    common = places.keys() & come
    if not common or len(places) < len(before) or len(come) < len(now):
        return frozenset()  # nothing is in both, or something is there twice, which has no one place
    lowest: list[int] = []  # the least place that a sequence of each length can end with
    chains: list[tuple[Placed, object]] = []  # ... with that sequence, its last first
    for each in now:
        if each in common:
            place = places[each]
            length = bisect_left(lowest, place)
            chain = each, chains[length - 1] if length else None
            if length == len(lowest):
                lowest.append(place)
                chains.append(chain)
            else:
                lowest[length], chains[length] = place, chain
    kept: set[Placed] = set()
    link: object = chains[-1]
    while isinstance(link, tuple):
        kept.add(link[0])
        link = link[1]
    return frozenset(kept)


def coalesced(boxes: Iterable[Box]) -> list[Box]:
    """A few boxes around the same parts; those become one that cost no less apart. What is not seen is left out."""
    found: list[Box] = []
    for each in boxes:
        box = each
        if box[0] >= box[2] or box[1] >= box[3]:
            continue
        while (both := _first_to_join(box, found)) is not None:
            box = both
        found.append(box)
    return found


def _first_to_join(box: Box, found: list[Box]) -> Box | None:
    """A box around this one and one that was found, which is taken out, if the two are better one."""
    left, top, right, bottom = box
    own = (right - left) * (bottom - top) + _EACH
    for place, other in enumerate(found):
        # Asked for every box of every frame: calls of functions would cost as much as they find.
        west, north = min(left, other[0]), min(top, other[1])
        east, south = max(right, other[2]), max(bottom, other[3])
        if (east - west) * (south - north) <= own + (other[2] - other[0]) * (other[3] - other[1]):
            del found[place]
            return west, north, east, south
    return None


def intersects(box: Box, parts: Sequence[Box]) -> bool:
    """Whether a box goes into one of the parts."""
    left, top, right, bottom = box
    for part in parts:  # noqa: SIM110 - asked for every shape of every frame, where a generator costs more than the loop
        if left < part[2] and part[0] < right and top < part[3] and part[1] < bottom:
            return True
    return False


def is_inside(box: Box, parts: Sequence[Box]) -> bool:
    """Whether a box lies in one of the parts with all that it has."""
    left, top, right, bottom = box
    for part in parts:  # noqa: SIM110 - as above
        if part[0] <= left and right <= part[2] and part[1] <= top and bottom <= part[3]:
            return True
    return False


def area(box: Box) -> int:
    """Pixels of a box."""
    return (box[2] - box[0]) * (box[3] - box[1])
