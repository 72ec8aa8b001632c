"""The rhythm that all lessons share: words first, then motion, then time to look at what has come."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any, Final

from manim import Mobject, Scene, Wait

from sessen.typesetting.typeset import Typeset

#: Seconds between a sentence and what moves after it: who reads does not watch.
LEAD: Final = 0.5
#: Seconds for which a picture stands after the last motion of its step.
REST: Final = 1.0
#: Seconds for which a question stands still alone in the frame; what is left of its reading it is the title.
ALONE: Final = 1.2
_GLYPHS_A_SECOND: Final = 10.0
_MOST: Final = 3.0  # seconds: longer formulas are looked up, not read through


class Pacing:
    """When something last moved, and how long it takes to read what has been written since.

    Attributes
    ----------
    unread
        Seconds that a viewer still needs for texts that have come.
    """

    def __init__(self) -> None:
        self.unread = 0.0
        self._moved = 0.0
        self._known: dict[int, Typeset] = {}  # kept, so that no other is at the same address meanwhile

    def begin(self, now: float) -> None:
        """A step begins to show: all that is there has been read."""
        self.unread, self._moved = 0.0, now

    def pass_time(self, seconds: float) -> None:
        """Texts are read while time goes by."""
        self.unread = max(0.0, self.unread - seconds)

    def note(self, now: float, shown: Iterable[Mobject]) -> None:
        """Something has moved until now, and this is on screen."""
        self._moved = now
        texts = {id(text): text for text in _texts(shown)}
        new = sum(len(text.submobjects) for key, text in texts.items() if key not in self._known)
        self._known = texts
        self.unread = min(_MOST, self.unread + new / _GLYPHS_A_SECOND)

    def rest(self, now: float) -> float:
        """How much longer the picture has to stand."""
        return max(REST - (now - self._moved), self.unread)


def _texts(shown: Iterable[Mobject]) -> Iterator[Typeset]:
    waiting = list(shown)
    while waiting:
        mobject = waiting.pop()
        if isinstance(mobject, Typeset):
            yield mobject
        else:
            waiting.extend(mobject.submobjects)


class Paced(Scene):
    """A scene that stands still in whole frames, and knows since when."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pacing = Pacing()

    def play(self, *args: Any, **options: Any) -> None:
        """Play animations, as Manim does, and note what they have brought."""
        begun = self.time
        super().play(*args, **options)
        self.pacing.pass_time(self.time - begun)
        if not all(isinstance(each, Wait) for each in args):
            self.pacing.note(self.time, self.mobjects)

    def wait_frames(self, count: int) -> None:
        """Stand still for this many frames."""
        # Manim rounds a wait's frames down where nothing moves by itself and up where something does.
        spare = -0.1 if self._moves_by_itself() else 0.1
        self.wait(max(1.0, count + spare) / self.camera.frame_rate)

    def _moves_by_itself(self) -> bool:
        timed = any(mobject.has_time_based_updater() for mobject in self.get_mobject_family_members())
        return timed or self.always_update_mobjects or bool(self.updaters)

    def wait_at_least(self, seconds: float) -> None:
        """Stand still for at least so long, in whole frames; not at all if that is less than one."""
        frames = math.ceil(seconds * self.camera.frame_rate - 1e-6)
        if frames >= 1:
            self.wait_frames(frames)
