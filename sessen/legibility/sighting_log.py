"""From sightings to findings: what has been seen for long enough, once for the same things."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from sessen.legibility.finding import ERROR, WARNING, Box, LayoutFinding
from sessen.legibility.names import NameBook
from sessen.legibility.rule import Rule, Sighting


@dataclass(slots=True)
class Confirmed:
    """A finding that may still grow longer, with what decides whether it is allowed."""

    rule: Rule
    sighting: Sighting
    step: str
    start: float
    at: float
    lasts: float
    box: Box
    told: tuple[str, ...]
    variables: tuple[str, ...]
    lines: tuple[int, ...]

    def finding(self, scene: str, severity: str, steps: dict[str, float]) -> LayoutFinding:
        """As it is told."""
        return LayoutFinding(
            rule=self.rule.name,
            severity=WARNING if self.sighting.is_warning and severity == ERROR else severity,
            scene=scene,
            step=self.step,
            seconds=self.at,
            step_seconds=max(0.0, self.at - steps.get(self.step, 0.0)),
            lasts=self.lasts,
            box=self.box,
            what=self.sighting.what.format(*self.told),
            mobjects=self.told,
            advice=self.rule.advice,
        )


@dataclass(slots=True)
class _Open:
    sighting: Sighting
    start: float
    step: str
    weight: float = 0.0
    confirmed: Confirmed | None = None


class SightingLog:
    """Follows the sightings of all rules from snapshot to snapshot."""

    def __init__(self, names: NameBook) -> None:
        self._names = names
        self._open: dict[tuple[str, Hashable], _Open] = {}
        self._last: tuple[float, dict[tuple[str, Hashable], tuple[Rule, Sighting]]] | None = None
        self.found: dict[tuple[str, Hashable], Confirmed] = {}
        self.size = (1, 1)

    def advance(self, seconds: float) -> None:
        """The snapshot that was seen last stood until now."""
        if self._last is None:
            return
        start, seen = self._last
        for key, (rule, sighting) in seen.items():
            known = self._open[key]
            known.weight += sighting.counts * (seconds - start)
            if known.confirmed is not None:
                known.confirmed.lasts = max(known.confirmed.lasts, seconds - known.start)
            elif known.weight >= rule.limit.get("lasts", 0.0) - 1e-9:
                known.confirmed = self._confirm(rule, known, seconds)
        self._last = None

    def see(self, seconds: float, step: str, seen: Iterable[tuple[Rule, Sighting]]) -> None:
        """What all rules see in a snapshot."""
        now: dict[tuple[str, Hashable], tuple[Rule, Sighting]] = {}
        for rule, sighting in seen:
            key = rule.name, sighting.key
            if sighting.whole:
                self.enter(rule, sighting, step)
                continue
            now[key] = rule, sighting
            known = self._open.get(key)
            if known is None:
                self._open[key] = _Open(sighting, seconds, step)
            elif known.confirmed is None:
                known.sighting = sighting
        self._open = {key: known for key, known in self._open.items() if key in now}
        self._last = seconds, now

    def enter(self, rule: Rule, sighting: Sighting, step: str = "") -> None:
        """A finding about the course of snapshots."""
        at = sighting.seconds or 0.0
        step = sighting.step or step
        self._keep((rule.name, sighting.key), rule, sighting, step, at, at, sighting.lasts or 0.0)

    def _confirm(self, rule: Rule, known: _Open, seconds: float) -> Confirmed:
        middle = (known.start + seconds) / 2
        key = rule.name, known.sighting.key
        return self._keep(key, rule, known.sighting, known.step, known.start, middle, seconds - known.start)

    def _keep(
        self,
        key: tuple[str, Hashable],
        rule: Rule,
        sighting: Sighting,
        step: str,
        start: float,
        at: float,
        lasts: float,
    ) -> Confirmed:
        known = self.found.get(key)
        if known is not None:
            return known
        told = tuple(self._names.told(thing) for thing in sighting.things)
        variables = tuple(filter(None, (self._names.variable(thing) for thing in sighting.things)))
        box = _share(_box(sighting), self.size)
        made = Confirmed(rule, sighting, step, start, at, lasts, box, told, variables, self._names.lines)
        self.found[key] = made
        return made


def _box(sighting: Sighting) -> tuple[float, float, float, float]:
    if sighting.box is not None:
        return sighting.box
    boxes = [thing.box for thing in sighting.things]
    if len(boxes) == 2:  # where they meet, if they do
        left, top = max(boxes[0][0], boxes[1][0]), max(boxes[0][1], boxes[1][1])
        right, bottom = min(boxes[0][2], boxes[1][2]), min(boxes[0][3], boxes[1][3])
        if left < right + 4 and top < bottom + 4:
            return left - 4, top - 4, right + 4, bottom + 4
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return left, top, max(box[2] for box in boxes), max(box[3] for box in boxes)


def _share(box: tuple[float, float, float, float], size: tuple[int, int]) -> Box:
    wide, high = size

    def within(value: float, whole: int) -> float:
        return min(1.0, max(0.0, value / whole))

    return within(box[0], wide), within(box[1], high), within(box[2], wide), within(box[3], high)
