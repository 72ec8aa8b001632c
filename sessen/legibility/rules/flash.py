"""Light that flashes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import numpy as np

from sessen.legibility.colors import luminance
from sessen.legibility.moment import Moment
from sessen.legibility.rule import Rule, Sighting
from sessen.legibility.timeline import Timeline

_CHANGE = 0.1  # of the largest luminance: what a flash goes up and down by, at least (WCAG 2)
_DARK = 0.8  # one of the two must be darker
_GATE = 0.02  # of the picture times the change of luminance: what is worth drawing a frame for; a flash has 0.025
_SECOND = 1.0


class Flash(Rule):
    """More than three flashes a second over a quarter of the picture, as WCAG 2.3.1 counts them.

    Frames are only drawn, very small, where the large areas of the picture have become lighter or darker.
    """

    name = "flash"
    finds = "more than three flashes a second over a quarter of the picture"
    advice = "Change it more slowly, or in a smaller place: flashes can cause seizures."
    limits: ClassVar[Mapping[str, float]] = {"flashes": 3, "area": 0.25}

    def __init__(self, limits: dict[str, float] | None = None) -> None:
        super().__init__(limits)
        self._guess: dict[Any, tuple[float, float]] | None = None
        self._light: Any = None
        self._extreme: Any = None
        self._rises: Any = None
        self._turns: list[tuple[float, bool, str]] = []
        self._size = (1.0, 1.0)

    def tick(self, moment: Moment) -> None:
        """Draw the frame if large areas may look different from when one was last drawn."""
        guess = moment.lights
        if self._guess is not None and _difference(guess, self._guess) < _GATE:
            return
        self._guess = guess
        pixels = moment.thumbnail()
        if pixels is not None:
            self._size = moment.size
            self._follow(luminance(pixels[..., :3] / 255.0), moment)

    def _follow(self, light: Any, moment: Moment) -> None:
        """Where the light turns from rising to falling, or back, by enough."""
        if self._extreme is None:
            self._extreme, self._rises = light, np.zeros(light.shape, np.int8)
            return
        up = (light - self._extreme >= _CHANGE) & (self._extreme < _DARK)
        down = (self._extreme - light >= _CHANGE) & (light < _DARK)
        for rises, now in ((True, up & (self._rises != 1)), (False, down & (self._rises != -1))):
            if np.count_nonzero(now) >= self.limit["area"] * light.size:
                self._turns.append((moment.seconds, rises, moment.step))
        self._rises = np.where(up, 1, np.where(down, -1, self._rises)).astype(np.int8)
        # While it goes on the same way, the extreme goes along.
        further = ((self._rises == 1) & (light > self._extreme)) | ((self._rises == -1) & (light < self._extreme))
        self._extreme = np.where(up | down | further, light, self._extreme)

    def end(self, timeline: Timeline) -> Iterable[Sighting]:
        turns = [turn for place, turn in enumerate(self._turns) if not place or self._turns[place - 1][1] != turn[1]]
        most = int(2 * self.limit["flashes"]) + 1
        for first in range(len(turns) - most + 1):
            start, last = turns[first][0], turns[first + most - 1][0]
            if last - start <= _SECOND:
                what = f"a large part of the picture flashes more than {self.limit['flashes']:g} times in a second"
                end = max(time for time, *_ in turns if time <= start + 2 * _SECOND)
                yield Sighting(
                    (),
                    what,
                    box=(0.0, 0.0, *self._size),
                    about="flash",
                    whole=True,
                    seconds=start,
                    lasts=end - start,
                    step=turns[first][2],
                )
                return


def _difference(one: dict[Any, tuple[float, float]], other: dict[Any, tuple[float, float]]) -> float:
    """How much light two frames may differ by, as a share of a whole white snapshot."""
    total = 0.0
    for key in one.keys() | other.keys():
        (light, area), (light_there, area_there) = one.get(key, (0.0, 0.0)), other.get(key, (0.0, 0.0))
        total += abs(light * area - light_there * area_there)
    return total
