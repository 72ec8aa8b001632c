"""Text on text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

import numpy as np

from sessen.legibility.covering import covered_share, is_hidden
from sessen.legibility.ink import COVERED, Mask
from sessen.legibility.rule import Rule, Sighting, half_if_moving
from sessen.legibility.snapshot import Snapshot
from sessen.legibility.thing import Thing

_CLEAR = 0.02  # opacity
_SAME = 0.9  # of the ink: the same letters on the same place, which nobody sees


class Overlap(Rule):
    """Two texts whose ink meets, or that stand so near that they read as one; a text half under an area."""

    name = "overlap"
    finds = "text on text; two labels that touch; a text half under an area"
    advice = "Move one of them, or let the first go before the second comes."
    limits: ClassVar[Mapping[str, float]] = {"lasts": 0.4, "gap": 0.02, "opacity": 0.5, "covered": 0.15}

    def __init__(self, limits: dict[str, float] | None = None) -> None:
        super().__init__(limits)
        self._known: dict[tuple[Thing, Thing], bool] = {}

    def look(self, snapshot: Snapshot) -> Iterable[Sighting]:
        known, self._known = self._known, {}
        for text in snapshot.texts:
            if text.least_opacity < self.limit["opacity"]:
                continue
            for other in snapshot.near(text):
                if other.is_text and other.order > text.order and other.least_opacity >= self.limit["opacity"]:
                    pair = (text, other)
                    self._known[pair] = meets = known[pair] if pair in known else self._meet(text, other)
                    if meets and not is_hidden(text, snapshot) and not is_hidden(other, snapshot):
                        yield Sighting(pair, "{0} and {1} are on each other", counts=half_if_moving(snapshot, *pair))
            yield from self._covered(text, snapshot)

    def _meet(self, text: Thing, other: Thing) -> bool:
        if text.root in other.path or other.root in text.path or _is_border(text, other):
            return False
        gap = max(1, round(self.limit["gap"] * text.unit / 2))
        shared = text.ink.grown(gap).shared(other.ink.grown(gap))
        if shared is None:
            return False
        one, two, *_ = shared
        together = int(np.count_nonzero((one >= COVERED) & (two >= COVERED)))
        return together > 2 and not _is_same(text.ink, other.ink)

    def _covered(self, text: Thing, snapshot: Snapshot) -> Iterator[Sighting]:
        for area in snapshot.near(text):
            if area.order < text.order or area.is_text or area.fill < 0.6:
                continue
            share = covered_share(text, area)
            if self.limit["covered"] < share < 0.97:
                counts = half_if_moving(snapshot, text, area)
                yield Sighting((text, area), "{0} is partly under {1}", counts=counts)


def _is_same(one: Mask, other: Mask) -> bool:
    shared = one.shared(other)
    if shared is None:
        return False
    together = int(np.count_nonzero((shared[0] >= COVERED) & (shared[1] >= COVERED)))
    return together > _SAME * max(one.amount, other.amount, 1)


def _is_border(one: Thing, other: Thing) -> bool:
    """Whether one is the other's outline, drawn for show: the same letters without an inside."""
    return one.text == other.text and min(one.fill, other.fill) < _CLEAR
