"""Words that nobody has the time to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from sessen.legibility.motions import independent
from sessen.legibility.rule import Rule, Sighting
from sessen.legibility.snapshot import Snapshot
from sessen.legibility.thing import Thing
from sessen.legibility.timeline import Timeline
from sessen.words import reading_time

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_STILL = 0.5  # seconds
_LEAST = 9  # letters; a Japanese character counts three


@dataclass(slots=True)
class _Shown:
    text: Thing
    first: float
    last: float
    step: str
    total: float = 0.0
    is_live: bool = False


class Reading(Rule):
    """Words that leave before they can be read; two things that start to move at once while words are new."""

    name = "reading"
    finds = "words that leave before they can be read; two motions at once while words are new"
    advice = "Let it stand longer (self.wait), say less, or let one thing move after the other."
    limits: ClassVar[Mapping[str, float]] = {"share": 0.8, "opacity": 0.7, "moved": 0.8}

    def __init__(self, limits: dict[str, float] | None = None) -> None:
        super().__init__(limits)
        self._shown: dict[str, _Shown] = {}
        self._of_root: dict[int, str] = {}
        self._moving: set[int] = set()
        self._started: dict[int, tuple[Thing, float]] = {}
        self._visible: tuple[float, set[str]] = (0.0, set())

    def look(self, snapshot: Snapshot) -> Iterable[Sighting]:
        self._pass_until(snapshot.seconds)
        for text in snapshot.texts:
            if is_words(text) and text.least_opacity >= self.limit["opacity"]:
                self._note(text, snapshot)
        yield from self._two_at_once(snapshot)

    def _note(self, text: Thing, snapshot: Snapshot) -> None:
        said = _NUMBER.sub("#", text.text)
        known = self._shown.get(said)
        if known is None:
            known = self._shown[said] = _Shown(text, snapshot.seconds, snapshot.seconds, snapshot.step)
        before = self._of_root.get(id(text.root))
        known.is_live = known.is_live or (before is not None and before != said)
        self._of_root[id(text.root)] = said
        known.text, known.last = text, snapshot.seconds
        self._visible[1].add(said)

    def _pass_until(self, seconds: float) -> None:
        """What was seen in the snapshot before stood until now."""
        start, said = self._visible
        for each in said:
            self._shown[each].total += seconds - start
        self._visible = seconds, set()

    def end(self, timeline: Timeline) -> Iterable[Sighting]:
        self._pass_until(timeline.seconds)
        if timeline.seconds < _STILL:
            return  # it is a picture, and stays as long as one looks at it
        for known in self._shown.values():
            needed = self.limit["share"] * reading_time(known.text.text)
            if known.total < needed - 1e-6 and not known.is_live:
                what = f"{{0}} stands for {known.total:.1f} s; it takes {reading_time(known.text.text):.1f} s to read"
                yield Sighting((known.text,), what, whole=True, seconds=known.first, lasts=known.total, step=known.step)

    # -- two things at once --------------------------------------------------------------------------------------

    def _two_at_once(self, snapshot: Snapshot) -> Iterable[Sighting]:
        moving = _motions(snapshot)
        started = {key: moved for key, moved in moving.items() if key not in self._moving}
        if len(started) > 1:
            self._started = {key: (thing, 0.0) for key, (thing, _) in started.items()}
        self._moving = set(moving)
        self._started = {
            key: (thing, gone + moving[key][1]) for key, (thing, gone) in self._started.items() if key in moving
        }
        far = [thing for thing, gone in self._started.values() if gone > self.limit["moved"] * snapshot.unit]
        new = self._new_words(snapshot) if len(far) > 1 else None
        far = independent(far, snapshot.scene.animations) if new is not None else []
        if len(far) > 1 and new is not None and not any(new.root in (*thing.path, thing.root) for thing in far):
            self._started = {}
            what = "{0} and {1} start to move at once while {2} is new"
            things = far[0], far[1], new
            yield Sighting(things, what, whole=True, seconds=snapshot.seconds, is_warning=True)

    def _new_words(self, snapshot: Snapshot) -> Thing | None:
        for known in self._shown.values():
            is_long = known.text.letters >= 2 * _LEAST
            is_new = snapshot.seconds - known.first < 0.6 * reading_time(known.text.text)
            if is_long and is_new and known.last >= snapshot.seconds - 1e-9:
                return known.text
        return None


def is_words(text: Thing) -> bool:
    """Whether a text is to be read, and not a name or a number."""
    return not text.is_mathematics and text.letters >= _LEAST


def _motions(snapshot: Snapshot) -> dict[int, tuple[Thing, float]]:
    """What the scene's own mobjects have moved since the snapshot before, in pixels, in different directions."""
    if snapshot.before is None:
        return {}
    before = {id(thing.root): thing for thing in snapshot.before.things}
    found: dict[int, tuple[Thing, float]] = {}
    directions: list[tuple[float, float]] = []
    for thing in snapshot.things:
        old = before.get(id(thing.root))
        if old is None or old is thing:
            continue
        x = (thing.box[0] + thing.box[2] - old.box[0] - old.box[2]) / 2
        y = (thing.box[1] + thing.box[3] - old.box[1] - old.box[3]) / 2
        gone = (x * x + y * y) ** 0.5
        grown = abs((thing.box[2] - thing.box[0]) - (old.box[2] - old.box[0]))
        if gone < 0.5 or grown > 0.5 * gone or thing.least_opacity < 0.9:
            continue
        top = thing.path[0] if thing.path else thing.root
        direction = x / gone, y / gone
        if id(top) in found or all(direction[0] * a + direction[1] * b < 0.9 for a, b in directions):
            directions.append(direction)
            known = found.get(id(top))
            found[id(top)] = (thing, max(gone, known[1] if known else 0.0))
    return found
