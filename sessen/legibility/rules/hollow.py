"""A panel that stays empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from manim import Rectangle

from sessen.legibility.finding import WARNING
from sessen.legibility.rule import Rule, Sighting
from sessen.legibility.snapshot import Snapshot
from sessen.legibility.thing import Kind, Thing


class Hollow(Rule):
    """A panel in which nothing stands while its neighbour, or the rest of the frame, is crowded."""

    name = "hollow"
    severity = WARNING
    finds = "a panel that stays empty while another is crowded"
    advice = "Bring the panel with its first content, or give its room to what is there."
    limits: ClassVar[Mapping[str, float]] = {"lasts": 6.0, "crowd": 3, "smallest": 0.05, "largest": 0.6}

    def look(self, snapshot: Snapshot) -> Iterable[Sighting]:
        panels = [thing for thing in snapshot.things if self._is_panel(thing, snapshot)]
        held = {
            panel: [each for each in snapshot.things if each is not panel and _is_within(each, panel)]
            for panel in panels
        }
        for panel in panels:
            if held[panel]:
                continue
            fixed = getattr(panel.root, "is_fixed_in_frame", False)
            outside = [thing for thing in snapshot.things if thing is not panel]
            others = [each for each in panels if each is not panel and _are_peers(panel, each)]
            crowded = any(len(held[each]) >= self.limit["crowd"] for each in others)
            if crowded or (fixed and len(outside) > self.limit["crowd"]):
                yield Sighting((panel,), "{0} is empty while the rest of the frame is not")

    def _is_panel(self, thing: Thing, snapshot: Snapshot) -> bool:
        left, top, right, bottom = thing.box
        share = (right - left) * (bottom - top) / (snapshot.width * snapshot.height)
        return (
            thing.kind is Kind.SHAPE
            and isinstance(thing.root, Rectangle)
            and self.limit["smallest"] <= share <= self.limit["largest"]
        )


def _is_within(thing: Thing, panel: Thing) -> bool:
    x, y = (thing.box[0] + thing.box[2]) / 2, (thing.box[1] + thing.box[3]) / 2
    return panel.box[0] < x < panel.box[2] and panel.box[1] < y < panel.box[3]


def _are_peers(one: Thing, other: Thing) -> bool:
    """Whether two panels stand side by side or one above the other, about equally large."""
    wide, high = (min(a, b) / max(a, b, 1.0) for a, b in zip(_size(one), _size(other), strict=True))
    tolerance = 0.1 * one.unit
    aligned = any(abs(a - b) < tolerance for a, b in zip(one.box, other.box, strict=True))
    return wide > 0.5 and high > 0.5 and aligned


def _size(thing: Thing) -> tuple[float, float]:
    return thing.box[2] - thing.box[0], thing.box[3] - thing.box[1]
