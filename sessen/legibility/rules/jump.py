"""Things that are elsewhere from one frame to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from manim import ShowPartial

from sessen.legibility.colors import Color, contrast_of
from sessen.legibility.moment import CAMERA, Anchor, Moment
from sessen.legibility.rule import Rule, Sighting
from sessen.legibility.snapshot import Snapshot
from sessen.legibility.thing import Thing

_RIGID = 0.1
_SMALL = 0.5  # units: what is smaller grows by large shares
_SOLID = 0.9  # opacity
_SIZE = "has another size"
_SUDDEN = 5.0  # times as far as in the frames before and after


@dataclass(slots=True)
class _Step:
    """From one frame to the next: how far a thing went, grew, and changed its colour, and whether it was made anew."""

    moved: float
    grown: float
    dyed: float
    is_anew: bool = False


_STILL = _Step(0.0, 0.0, 0.0)


class Jump(Rule):
    """A thing that is elsewhere, another size or another colour from one frame to the next without having moved."""

    name = "jump"
    finds = "a thing that is elsewhere, larger or another colour from one frame to the next"
    advice = "Animate the change (.animate), or do it before the thing is shown."
    limits: ClassVar[Mapping[str, float]] = {"moved": 0.25, "grown": 0.3, "dyed": 0.3, "opacity": 0.3}

    def __init__(self, limits: dict[str, float] | None = None) -> None:
        super().__init__(limits)
        self._before: dict[int, _Step] = {}
        self._doubtful: dict[int, tuple[_Step, Moment, _Step]] = {}
        self._found: list[Sighting] = []

    def tick(self, moment: Moment) -> None:
        steps: dict[int, _Step] = {}
        for key, (old, anchor) in moment.moves.items():
            step = self._step(old, anchor)
            if step is not _STILL and (key == CAMERA or _is_seen(anchor, moment.paper)):
                steps[key] = step
        self._judge(steps)
        for key, step in steps.items():
            if self._is_far(step, self._before.get(key, _STILL)):
                self._doubtful[key] = (step, moment, self._before.get(key, _STILL))
        self._before = steps

    def _step(self, old: Anchor, new: Anchor) -> _Step:
        if min(old.opacity, new.opacity) < self.limit["opacity"]:
            return _STILL
        # What is being drawn stays where it begins, while its middle moves.
        moved = min(_distance(new.place, old.place), _distance(new.start, old.start))
        grown = abs(new.size - old.size) / old.size if old.size > _SMALL else 0.0
        dyed = max(abs(a - b) for a, b in zip(new.color, old.color, strict=True))
        # Curves that are plotted again and dashes along a line that grows have other points from frame to frame.
        is_anew = old.points != new.points
        return _Step(moved, grown, dyed, is_anew) if max(moved, grown, dyed) > 1e-4 else _STILL

    def _is_far(self, step: _Step, beside: _Step) -> bool:
        return bool(self._what(step, beside))

    def _what(self, step: _Step, beside: _Step) -> str:
        """What is sudden about a step, compared with one beside it."""
        if step.is_anew:
            return ""
        # What is being drawn or taken away grows and moves at once; a jump does one of the two.
        if step.moved > self.limit["moved"] and step.moved > _SUDDEN * beside.moved and step.grown < _RIGID:
            return f"is {step.moved:.2f} units elsewhere"
        if (
            step.grown > self.limit["grown"]
            and step.grown > _SUDDEN * beside.grown
            and step.moved < self.limit["moved"]
        ):
            return f"{_SIZE} by {100 * step.grown:.0f} %"
        if step.dyed > self.limit["dyed"] and step.dyed > _SUDDEN * beside.dyed:
            return "has another colour"
        return ""

    def _judge(self, after: dict[int, _Step]) -> None:
        """What went far a frame ago was a jump if it does not go on like that."""
        doubtful, self._doubtful = self._doubtful, {}
        for key, (step, moment, before) in doubtful.items():
            what = self._what(step, before) and self._what(step, after.get(key, _STILL))
            thing = moment.things.get(key)
            if what and not (thing and what.startswith(_SIZE) and _is_being_drawn(thing, moment)):
                self._found.append(_sighting((thing,) if thing else (), what, moment.seconds, moment.step, moment))

    def look(self, snapshot: Snapshot) -> Iterator[Sighting]:
        found, self._found = self._found, []
        yield from found
        yield from self._replaced(snapshot)

    def _replaced(self, snapshot: Snapshot) -> Iterator[Sighting]:
        """Texts that are gone while the same text stands elsewhere: to the eye that is one text."""
        if snapshot.before is None or not snapshot.begins:
            return
        now, before = _single(snapshot), _single(snapshot.before)
        here, there = ({id(thing.root) for thing in each.texts} for each in (snapshot, snapshot.before))
        for text, thing in now.items():
            old = before.get(text)
            if old is None or id(thing.root) in there or id(old.root) in here:
                continue
            moved = max(abs(a - b) for a, b in zip(thing.box, old.box, strict=True)) / snapshot.unit
            if moved > self.limit["moved"] and min(thing.least_opacity, old.least_opacity) >= _SOLID:
                yield _sighting((thing,), f"is {moved:.2f} units elsewhere", snapshot.seconds, snapshot.step, None)

    def end(self, timeline: Any) -> Iterable[Sighting]:
        self._judge({})
        return self._found


def _single(snapshot: Snapshot) -> dict[str, Thing]:
    """The whole texts that are there once, by what they say."""
    counts = Counter(thing.text for thing in snapshot.texts)
    return {thing.text: thing for thing in snapshot.texts if thing.root_is_text and counts[thing.text] == 1}


def _is_being_drawn(thing: Thing, moment: Moment) -> bool:
    """Whether an outline grows along itself: its box grows at once where the outline takes a turn."""
    drawing = [each.mobject for each in moment.animations if isinstance(each, ShowPartial)]
    return any(member is thing.leaves[0][0] for mobject in drawing for member in mobject.get_family())


def _distance(one: Sequence[float], other: Sequence[float]) -> float:
    """The largest difference of two places in one direction."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _is_seen(anchor: Anchor, paper: Color) -> bool:
    """Whether it is more than paper on paper."""
    return contrast_of(anchor.color, paper) > 1.15


def _sighting(things: tuple[Thing, ...], what: str, seconds: float, step: str, moment: Moment | None) -> Sighting:
    name = "{0}" if things else "the camera"
    box = None if things else (0.0, 0.0, *(moment.size if moment else (0.0, 0.0)))
    about = ("jump", id(things[0].root) if things else 0, round(seconds, 3))
    sentence = f"{name} {what} from one frame to the next"
    return Sighting(things, sentence, box=box, about=about, whole=True, seconds=seconds, lasts=0.0, step=step)
