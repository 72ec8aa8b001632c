"""Words and lines that do not stand out from what is behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

import numpy as np
from manim import NumberPlane, VMobject

from sessen.legibility.colors import Color, contrast_of, contrasts
from sessen.legibility.covering import is_hidden
from sessen.legibility.ink import COVERED, Mask, mask_of
from sessen.legibility.rule import Rule, Sighting
from sessen.legibility.snapshot import Snapshot
from sessen.legibility.thing import Kind, Thing

_MANY = {True: 0.35, False: 0.6}  # of the pixels around a text, a line: what else stands there is no ground
_COLORS = 4
_GROUNDS = 32  # colours that areas over one another may make; every clear area doubles them


class Contrast(Rule):
    """Text below 4.5:1 and lines below 3:1, against the pixels that are drawn around them."""

    name = "contrast"
    finds = "text below 4.5:1, lines below 3:1 against the pixels behind them"
    advice = "Take another colour, or put paper behind it."
    limits: ClassVar[Mapping[str, float]] = {
        "lasts": 0.3,
        "text": 4.5,
        "lines": 3.0,
        "faint": 1.4,
        "opacity": 0.5,
        "moments": 4,
    }

    def __init__(self, limits: dict[str, float] | None = None) -> None:
        super().__init__(limits)
        self._verdicts: dict[Thing, str] = {}
        self._drawn = 0
        self._step = ""

    def look(self, snapshot: Snapshot) -> Iterable[Sighting]:
        """Measure what rests and has not been measured, a few times a step; say the same of it while it rests on."""
        if snapshot.step != self._step:
            self._step, self._drawn = snapshot.step, 0
        resting = [thing for thing in snapshot.things if snapshot.rests(thing) and self._matters(thing)]
        new = [thing for thing in resting if thing not in self._verdicts]
        self._verdicts.update({thing: "" for thing in new if self._is_clear(thing, snapshot)})
        new = [thing for thing in new if thing not in self._verdicts]
        if new and self._drawn < self.limit["moments"]:
            self._drawn += 1
            self._measure(self._touched(new, snapshot), snapshot)
        self._verdicts = {thing: self._verdicts[thing] for thing in resting if thing in self._verdicts}
        for thing, verdict in self._verdicts.items():
            if verdict:
                yield Sighting((thing,), verdict)

    def _measure(self, doubtful: list[Thing], snapshot: Snapshot) -> None:
        seen = [thing for thing in doubtful if not is_hidden(thing, snapshot)]
        pixels = snapshot.pixels_around(seen) if seen else None
        self._verdicts.update(dict.fromkeys(doubtful, ""))
        if pixels is not None:
            self._verdicts.update({thing: self._measured(thing, pixels) for thing in seen})

    def _touched(self, new: list[Thing], snapshot: Snapshot) -> list[Thing]:
        """What is new, and what has been measured and has something new beside it."""
        beside = {other for thing in new for other in snapshot.near(thing)}
        return [*new, *(thing for thing in self._verdicts if thing in beside and snapshot.rests(thing))]

    def _matters(self, thing: Thing) -> bool:
        if thing.is_text:
            return thing.least_opacity >= self.limit["opacity"]
        # Grids are faint so as to stay behind; a line round an area is no line of its own.
        is_line = thing.kind is Kind.SHAPE and thing.fill < 0.1 and thing.stroke >= self.limit["opacity"]
        is_grid = any(
            isinstance(each, NumberPlane) or getattr(each, "is_grid", False) for each in (*thing.path, thing.root)
        )
        return is_line and not is_grid

    def _is_clear(self, thing: Thing, snapshot: Snapshot) -> bool:
        """Whether it stands out from the paper and from all that is near: then nothing need be drawn."""
        least = self.limit["text" if thing.is_text else "lines"]
        colors = {_of(leaf, thing, fill) for leaf, _, fill, *_ in thing.leaves}
        grounds = {snapshot.paper}
        for other in snapshot.near(thing):
            if other.kind is Kind.IMAGE or (other.kind is Kind.CROWD and other.fill > 0):
                return False
            # Letters and lines beside it are no ground: too few of the pixels around are theirs.
            if not other.is_text and other.fill_color is not None and other.order < thing.order:
                grounds |= {_laid(other.fill_color, other.fill, ground) for ground in grounds}
                if len(grounds) > _GROUNDS:
                    return False
        return all(contrast_of(color, ground, opacity) >= least for color, opacity in colors for ground in grounds)

    def _measured(self, thing: Thing, drawn: Any) -> str:
        least = self.limit["text" if thing.is_text else "lines"]
        found = min(
            (self._contrast(part, color, drawn, _MANY[thing.is_text]) for part, color in _parts(thing)), default=21.0
        )
        if found >= least or (not thing.is_text and found < self.limit["faint"]):
            return ""
        return f"{{0}} has a contrast of {found:.1f} to what is behind it; {least:g} is needed"

    def _contrast(self, ink: Mask, rgba: Any, drawn: Any, many: float) -> float:
        ring = ink.grown(2)
        inner = ink.grown(1).covered
        around = (ring.covered >= COVERED) & (np.pad(inner, 1) < 32)
        window = Mask(around.astype(np.uint8) * 255, ring.left, ring.top).shared(_whole(drawn))
        if window is None or not window[0].any():
            return 21.0
        where, _, left, top = window
        pixels = drawn[top : top + where.shape[0], left : left + where.shape[1], :3][where > 0] / 255.0
        opacity = float(rgba[3])
        shown = opacity * np.asarray(rgba[:3]) + (1 - opacity) * pixels
        return float(np.quantile(contrasts(shown, pixels), many))


def _laid(color: Color, opacity: float, ground: Color) -> Color:
    """A colour over a ground."""
    red, green, blue = (opacity * over + (1 - opacity) * below for over, below in zip(color, ground, strict=True))
    return red, green, blue


def _of(leaf: Any, thing: Thing, fill: float) -> tuple[Any, float]:
    """The colour of a leaf and its opacity, as values."""
    if not isinstance(leaf, VMobject):
        return None, 1.0
    red, green, blue, opacity = (leaf.fill_rgbas if thing.is_text and fill else leaf.stroke_rgbas)[0].tolist()
    return (red, green, blue), opacity


def _parts(thing: Thing) -> Iterator[tuple[Mask, Any]]:
    """The parts of a thing in one colour each, and that colour."""
    of_color: dict[bytes, list[Any]] = defaultdict(list)
    for leaf, places, fill, stroke, width in thing.leaves:
        if isinstance(leaf, VMobject):
            rgba = leaf.fill_rgbas[0] if thing.is_text and fill > stroke / 2 else leaf.stroke_rgbas[0]
            of_color[rgba.tobytes()].append((leaf, places, 0.0 if thing.is_text and fill else width))
    for key in sorted(of_color, key=lambda key: -len(of_color[key]))[:_COLORS]:
        yield mask_of(of_color[key], thing.box, thing.frame), np.frombuffer(key)


def _whole(drawn: Any) -> Mask:
    return Mask(np.full(drawn.shape[:2], 255, np.uint8), 0, 0)
