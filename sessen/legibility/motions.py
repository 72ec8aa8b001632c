"""Which things move of their own accord, and which go along with another: what one animation moves is one motion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from manim import DL, UR, AnimationGroup

from sessen.legibility.thing import Thing

_TOGETHER: Final = 1.0  # Manim's units between what comes from, or goes to, one place: the terms of one formula


def flattened(animations: Iterable[Any]) -> Iterator[Any]:
    """Animations, groups of them taken apart."""
    for animation in animations:
        if isinstance(animation, AnimationGroup):
            yield from flattened(animation.animations)
        else:
            yield animation


def independent(things: Sequence[Thing], animations: Iterable[Any] | None) -> list[Thing]:
    """One thing for each motion.

    All that one animation moves is one motion, and so is all that follows no animation of its own: updaters hang it on
    one driver. Parts that travel into one formula, or come out of one, are one motion too.
    """
    movers = list(animations or ())
    families = [set(map(id, animation.mobject.get_family())) for animation in movers]
    found: dict[int, Thing] = {}
    for thing in things:
        found.setdefault(_mover(thing, families), thing)
    kept: list[int] = []
    for mover in found:
        if not any(_belong_together(movers, mover, other) for other in kept):
            kept.append(mover)
    return [found[mover] for mover in kept]


def _mover(thing: Thing, families: Sequence[set[int]]) -> int:
    """The place of the animation that moves a thing; -1 where none does."""
    members = {id(thing.root), *(id(leaf) for leaf, *_ in thing.leaves)}
    return next((place for place, family in enumerate(families) if members & family), -1)


def _belong_together(movers: Sequence[Any], one: int, other: int) -> bool:
    if min(one, other) < 0:
        return False
    ways = (_way(movers[one]), _way(movers[other]))
    return any(_gap(first, second) < _TOGETHER for first, second in zip(*ways, strict=True))


def _way(animation: Any) -> tuple[Any, Any]:
    """Where an animation begins and where it ends, as mobjects."""
    begins = getattr(animation, "starting_mobject", None) or animation.mobject
    return begins, getattr(animation, "target_copy", None) or begins


def _gap(one: Any, other: Any) -> float:
    """How far apart the boxes of two mobjects are."""
    if not (one.has_points() or one.submobjects) or not (other.has_points() or other.submobjects):
        return 0.0
    low, high = (np.array([each.get_corner(corner) for each in (one, other)]) for corner in (DL, UR))
    apart = np.maximum(0.0, np.maximum(low[0] - high[1], low[1] - high[0]))
    return float(np.linalg.norm(apart[:2]))
