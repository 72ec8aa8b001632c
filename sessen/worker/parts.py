"""Parts of a picture: where two stacks of shapes differ, and few boxes around that."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Protocol

from sessen.video.colour import Box


class Placed(Protocol):
    """Something that stands in a box; two are the same when they are one object."""

    @property
    def box(self) -> Box:
        """What it may touch."""


def differences(before: Sequence[Placed], now: Sequence[Placed]) -> list[Box]:
    """Boxes outside of which both stacks show the same things in the same order."""
    start, shortest = 0, min(len(before), len(now))
    while start < shortest and before[start] is now[start]:
        start += 1
    end = 0
    while end < shortest - start and before[-1 - end] is now[-1 - end]:
        end += 1
    gone, come = before[start : len(before) - end], now[start : len(now) - end]
    kept = _kept(gone, come) if gone and come else frozenset()
    return [each.box for each in (*gone, *come) if id(each) not in kept]


def _kept(before: Sequence[Placed], now: Sequence[Placed]) -> frozenset[int]:
    """The identities of as many things as possible that are in both and come in the same order in both.

    A longest increasing subsequence of their places (Fredman 1975).
    """
    places = {id(each): place for place, each in enumerate(before)}
    common = places.keys() & set(map(id, now))
    if not common or len(places) < len(before) or len(set(map(id, now))) < len(now):
        return frozenset()  # nothing is in both, or something is there twice, which has no one place
    lowest: list[int] = []  # the least place that a sequence of each length can end with
    chains: list[tuple[int, object]] = []  # ... with that sequence, its last first
    for each in now:
        if id(each) in common:
            place = places[id(each)]
            length = bisect_left(lowest, place)
            chain = id(each), chains[length - 1] if length else None
            if length == len(lowest):
                lowest.append(place)
                chains.append(chain)
            else:
                lowest[length], chains[length] = place, chain
    kept: set[int] = set()
    link: object = chains[-1]
    while isinstance(link, tuple):
        kept.add(link[0])
        link = link[1]
    return frozenset(kept)


def merged(boxes: Iterable[Box]) -> list[Box]:
    """A few boxes around the same parts, from top to bottom, no two in one row; what is not seen is left out."""
    found: list[Box] = []
    for left, top, right, bottom in sorted(boxes, key=lambda box: box[1]):
        if left >= right or top >= bottom:
            continue
        if found and top <= found[-1][3]:
            above = found[-1]
            found[-1] = min(above[0], left), above[1], max(above[2], right), max(above[3], bottom)
        else:
            found.append((left, top, right, bottom))
    return found


def touches(box: Box, parts: Sequence[Box]) -> bool:
    """Whether a box goes into one of the parts."""
    left, top, right, bottom = box
    for part in parts:  # noqa: SIM110 - asked for every shape of every frame, where a generator costs more than the loop
        if left < part[2] and part[0] < right and top < part[3] and part[1] < bottom:
            return True
    return False


def area(box: Box) -> int:
    """Pixels of a box."""
    return (box[2] - box[0]) * (box[3] - box[1])
