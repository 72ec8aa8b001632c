"""A half of the frame that stays empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

import numpy as np

from sessen.legibility.finding import WARNING
from sessen.legibility.rule import Rule, Sighting
from sessen.legibility.snapshot import Snapshot

_SIDES = (("right", 0, 1), ("left", 2, -1), ("lower", 1, 1), ("upper", 3, -1))


class Lopsided(Rule):
    """All that stands between title and caption is in one half, and it is much."""

    name = "lopsided"
    severity = WARNING
    finds = "a half of the frame that stays empty while the other is crowded"
    advice = "Spread it out, move it to the middle, or make it larger."
    limits: ClassVar[Mapping[str, float]] = {"lasts": 6.0, "crowd": 5, "rim": 0.16}

    def look(self, snapshot: Snapshot) -> Iterable[Sighting]:
        boxes = self._between(snapshot)
        if len(boxes) < self.limit["crowd"]:
            return
        half = snapshot.width / 2, snapshot.height / 2
        for name, edge, direction in _SIDES:
            middle = half[edge % 2]
            reach = 0.02 * middle * 2
            if all(self._is_beyond(box, edge, direction, middle, reach) for box in boxes):
                other = {"right": "left", "left": "right", "lower": "upper", "upper": "lower"}[name]
                low, high = np.min(boxes, axis=0), np.max(boxes, axis=0)
                box = float(low[0]), float(low[1]), float(high[2]), float(high[3])
                yield Sighting((), f"all stands in the {name} half, and the {other} half is empty", box=box, about=name)

    def _between(self, snapshot: Snapshot) -> list[Sequence[float]]:
        """The boxes of things in the frame that belong to neither title nor caption."""
        top, bottom = self.limit["rim"] * snapshot.height, (1 - self.limit["rim"]) * snapshot.height
        return [
            thing.box
            for thing in snapshot.things
            if thing.opacity > 0.5
            and thing.box[2] > 0
            and thing.box[0] < snapshot.width
            and thing.box[3] > 0
            and thing.box[1] < snapshot.height
            and not (thing.is_text and (thing.box[3] < top or thing.box[1] > bottom))
        ]

    @staticmethod
    def _is_beyond(box: Sequence[float], edge: int, direction: int, middle: float, reach: float) -> bool:
        return direction * (box[edge] - middle) > -reach
